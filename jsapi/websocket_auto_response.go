package jsapi

import "github.com/dodev/dodev/jsapi/webidl"

// webSocketRequestResponsePairClass is a message and the answer to it that needs no script.
// https://developers.cloudflare.com/durable-objects/api/state/#setwebsocketautoresponse
var webSocketRequestResponsePairClass = &webidl.Interface[WebSocketRequestResponsePair]{
	Name: "WebSocketRequestResponsePair",
	Constructor: func(c *webidl.Call) (*WebSocketRequestResponsePair, error) {
		return &WebSocketRequestResponsePair{Request: c.String(0), Response: c.String(1)}, nil
	},
	Attributes: []webidl.Attribute[WebSocketRequestResponsePair]{
		{Name: "request", Prototype: true, Get: func(p *WebSocketRequestResponsePair, _ *webidl.Call) (any, error) { return p.Request, nil }},
		{Name: "response", Prototype: true, Get: func(p *WebSocketRequestResponsePair, _ *webidl.Call) (any, error) { return p.Response, nil }},
	},
}

// WebSocketRequestResponsePair is a text message and its automatic answer.
type WebSocketRequestResponsePair struct{ Request, Response string }
