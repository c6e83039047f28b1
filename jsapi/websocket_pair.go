package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// webSocketPairClass is the class of connected pairs of WebSockets.
var webSocketPairClass = &webidl.Interface[WebSocketPair]{
	Name:        "WebSocketPair",
	Constructor: newWebSocketPair,
	Fields: []webidl.Field[WebSocketPair]{
		{Name: "0", Value: func(p *WebSocketPair, _ *webidl.Realm) any { return p.ends[0] }},
		{Name: "1", Value: func(p *WebSocketPair, _ *webidl.Realm) any { return p.ends[1] }},
	},
	Inspect: func(p *WebSocketPair, _ *webidl.Realm) []webidl.Property {
		return []webidl.Property{{Name: "0", Value: p.ends[0]}, {Name: "1", Value: p.ends[1]}}
	},
	Setup: func(r *webidl.Realm, _, prototype *goja.Object) {
		iterate := r.Method("WebSocketPair", "", func(c *webidl.Call) (any, error) {
			p := webidl.As[WebSocketPair](c.This)
			if p == nil {
				return nil, webidl.TypeError("Illegal invocation")
			}
			at := 0
			return r.Iterator("PairIterator", func() (goja.Value, bool, error) {
				if at == len(p.ends) {
					return nil, false, nil
				}
				at++
				return p.ends[at-1], true, nil
			}), nil
		})
		_ = prototype.DefineDataPropertySymbol(goja.SymIterator, iterate, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	},
}

// WebSocketPair is the two ends of a WebSocket.
type WebSocketPair struct{ ends [2]*goja.Object }

func newWebSocketPair(c *webidl.Call) (*WebSocketPair, error) {
	if err := RequireHandler(c.Realm); err != nil {
		return nil, err
	}
	a, b := wire.NewPair()
	first, second := makeWebSocket(c.Realm, a), makeWebSocket(c.Realm, b)
	first.peer, second.peer = second.used, first.used
	first.dropUnused()
	second.dropUnused()
	return &WebSocketPair{[2]*goja.Object{first.wrap(), second.wrap()}}, nil
}
