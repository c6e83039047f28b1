package jsapi

import (
	"context"
	"fmt"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/jsapi/weburl"
	"github.com/dodev/dodev/wire"
)

// newDialledSocket implements https://websockets.spec.whatwg.org/#dom-websocket-websocket.
func newDialledSocket(c *webidl.Call) (*WebSocket, error) {
	given := c.String(0)
	protocols, err := subprotocols(c)
	if err != nil {
		return nil, err
	}
	address, err := socketAddress(given)
	if err != nil {
		return nil, err
	}
	if err := RequireHandler(c.Realm); err != nil {
		return nil, err
	}
	w := makeWebSocket(c.Realm, nil)
	w.object = c.This.(*goja.Object)
	w.url, w.dialled, w.state = &given, true, socketConnecting
	w.halfOpen = !c.Realm.Flags.Has(compat.WebSocketAutoReplyToClose)
	w.dial(handshake(c.Realm, address, protocols))
	return w, nil
}

// handshake answers the request that asks for a WebSocket at a ws or wss URL.
func handshake(r *webidl.Realm, address string, protocols []string) *wire.Request {
	header := wire.Header{{Name: "Upgrade", Value: "websocket"}}
	if r.Flags.Has(compat.WebSocketCompression) {
		header = append(header, wire.Field{Name: "Sec-WebSocket-Extensions", Value: "permessage-deflate"})
	}
	if len(protocols) > 0 {
		header = append(header, wire.Field{Name: "Sec-WebSocket-Protocol", Value: strings.Join(protocols, ", ")})
	}
	return &wire.Request{Method: "GET", URL: "http" + strings.TrimPrefix(address, "ws"), Header: header, Redirect: "manual"}
}

func dialError(what string) error {
	return webidl.NewDOMException("SyntaxError", "WebSocket Constructor: %s", what)
}

// socketAddress checks the URL of a WebSocket and answers it normalised.
func socketAddress(s string) (string, error) {
	u, err := weburl.Parse(s)
	switch {
	case err != nil:
		return "", dialError("The url is invalid.")
	case u.Scheme() != "ws" && u.Scheme() != "wss":
		return "", dialError("The url scheme must be ws or wss.")
	case strings.Contains(s, "#"):
		return "", dialError("The url fragment must be empty.")
	}
	return u.Href(), nil
}

// subprotocols reads the constructor's second argument, a string or an Array of strings.
func subprotocols(c *webidl.Call) ([]string, error) {
	if !c.Given(1) {
		return nil, nil
	}
	values, list := elements(c.Arg(1))
	if !list {
		p := c.String(1)
		if !isToken(p) {
			return nil, dialError("The protocol header token is invalid.")
		}
		return []string{p}, nil
	}
	var all []string
	seen := map[string]bool{}
	for _, v := range values {
		p := c.Realm.Text(v).String()
		switch {
		case !isToken(p):
			return nil, dialError("One of the protocol header tokens is invalid.")
		case seen[p]:
			return nil, dialError("The protocols header cannot have repeating values.")
		}
		seen[p] = true
		all = append(all, p)
	}
	return all, nil
}

// isToken answers whether s is a token of https://www.rfc-editor.org/rfc/rfc9110#name-tokens.
func isToken(s string) bool {
	for _, c := range []byte(s) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte(`"(),/:;<=>?@[\]{}`, c) >= 0 {
			return false
		}
	}
	return s != ""
}

// dial connects once the output gate lets the handshake out.
func (w *WebSocket) dial(req *wire.Request) {
	w.op = w.realm.Isolate.Begin().Keep()
	life := w.owner.Done()
	ctx, cancel := context.WithCancel(life)
	w.hangUp = cancel
	req.Context, req.Caller = ctx, w.owner
	send := outboundOf(w.realm).Send
	w.owner.Boundary.Release(func(err error) {
		if err != nil {
			cancel()
			return // the object is over, and so is this socket
		}
		send(req, func(answer *wire.Response, err error) {
			switch {
			case err != nil:
				cancel()
				w.post(func() { w.unconnected(0) })
			case answer.Socket == nil:
				cancel()
				answer.Body.Close()
				w.post(func() { w.unconnected(answer.Status) })
			default:
				port := answer.Socket
				if port.Protocol == "" {
					port.Protocol = answer.Header.First("Sec-WebSocket-Protocol")
				}
				stop := dropAtEnd(life, port)
				w.post(func() { w.connected(port, stop) })
			}
		})
	})
}

// connected opens the socket.
func (w *WebSocket) connected(port *wire.Port, stop func() bool) {
	if w.hangUp == nil { // closed meanwhile
		stop()
		port.Drop(errLost)
		w.unconnected(0)
		return
	}
	w.hangUp = nil
	w.port, w.unhook, w.state = port, stop, socketAccepted
	w.protocol, w.extensions = nil, port.Extensions
	if port.Protocol != "" {
		w.protocol = &port.Protocol
	}
	w.dispatch("open", func() *goja.Object { return webidl.Wrap(w.realm, NewEvent("open")) })
	w.listen()
}

// unconnected tells that there was no connection; refused is the status of an answer that was no handshake.
func (w *WebSocket) unconnected(refused int) {
	w.hangUp = nil
	w.failed, w.state = true, socketReleased
	reason := w.realm.NewError("Error", lostMessage)
	if refused != 0 {
		reason = w.realm.NewError("TypeError", fmt.Sprintf("Failed to establish the WebSocket connection: expected server to reply "+
			"with HTTP status code 101 (switching protocols), but received %d instead.", refused))
	}
	w.dispatchError(reason)
	w.dispatch("close", func() *goja.Object {
		return webidl.Wrap(w.realm, NewCloseEvent(wire.Lost, "Failed to establish websocket connection", false))
	})
	w.op.End()
}
