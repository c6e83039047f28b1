package jsapi

import "github.com/dodev/dodev/jsapi/webidl"

// webClasses are URLs, encodings, cryptography and what the platform says about itself.
var webClasses = []webidl.Class{
	urlClass, urlSearchParamsClass, textEncoderClass, textDecoderClass,
}

// webGlobals are the globals of the family that are no classes.
var webGlobals = []webidl.Global{atob, btoa, consoleGlobal}
