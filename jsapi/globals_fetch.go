package jsapi

import "github.com/dodev/dodev/jsapi/webidl"

var fetchClasses = []webidl.Class{
	headersClass, blobClass, fileClass, formDataClass, bodyClass, requestClass, responseClass, eventSourceClass,
}

var fetchGlobals = []webidl.Global{webidl.Func("fetch", fetchGlobal)}
