package jsapi

import "github.com/dodev/dodev/jsapi/webidl"

// webClasses are URLs, encodings, cryptography and what the platform says about itself.
var webClasses = []webidl.Class{
	urlClass, urlSearchParamsClass, urlPatternClass,
	htmlRewriterClass, htmlElementClass, htmlAttributesClass, htmlEndTagClass, htmlCommentClass, htmlTextClass, htmlDoctypeClass,
	htmlDocumentEndClass, textEncoderClass, textDecoderClass,
	cryptoClass, subtleCryptoClass, cryptoKeyClass, digestStreamClass,
	navigatorClass, cloudflareClass, cacheClass, cacheStorageClass,
	socketClass,
}

// webGlobals are the globals of the family that are no classes.
var webGlobals = []webidl.Global{
	atob, btoa, consoleGlobal, cryptoGlobal, navigatorGlobal, cloudflareGlobal, originGlobal, cachesGlobal,
}
