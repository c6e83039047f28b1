package jsapi

import "github.com/dodev/dodev/jsapi/webidl"

var fetchClasses = []webidl.Class{
	headersClass, blobClass, fileClass, formDataClass,
}

var fetchGlobals = []webidl.Global{}
