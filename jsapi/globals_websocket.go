package jsapi

import "github.com/dodev/dodev/jsapi/webidl"

var websocketClasses = []webidl.Class{webSocketClass, webSocketPairClass}

var websocketGlobals = []webidl.Global{}
