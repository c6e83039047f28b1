package jsapi

import "github.com/dodev/dodev/jsapi/webidl"

var eventsClasses = []webidl.Class{
	domExceptionClass, eventClass, eventTargetClass, errorEventClass, abortControllerClass, abortSignalClass,
}

var eventsGlobals = []webidl.Global{}
