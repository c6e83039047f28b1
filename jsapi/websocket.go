package jsapi

import (
	"runtime"
	"sync/atomic"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/clone"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// The values of readyState.
const (
	readyConnecting = iota
	readyOpen
	readyClosing
	readyClosed
)

// webSocketClass implements https://websockets.spec.whatwg.org/#the-websocket-interface and what Workers add.
var webSocketClass = &webidl.Interface[WebSocket]{
	Name:        "WebSocket",
	Inherits:    eventTargetClass,
	Constructor: newDialledSocket,
	Constants: []webidl.Constant{
		{Name: "READY_STATE_CONNECTING", Value: readyConnecting}, {Name: "CONNECTING", Value: readyConnecting},
		{Name: "READY_STATE_OPEN", Value: readyOpen}, {Name: "OPEN", Value: readyOpen},
		{Name: "READY_STATE_CLOSING", Value: readyClosing}, {Name: "CLOSING", Value: readyClosing},
		{Name: "READY_STATE_CLOSED", Value: readyClosed}, {Name: "CLOSED", Value: readyClosed},
	},
	Attributes: []webidl.Attribute[WebSocket]{
		{Name: "readyState", Get: func(w *WebSocket, _ *webidl.Call) (any, error) { return w.readyState(), w.allowed() }},
		{Name: "bufferedAmount", Get: func(w *WebSocket, _ *webidl.Call) (any, error) { return w.buffered, nil }},
		{Name: "url", Get: func(w *WebSocket, _ *webidl.Call) (any, error) { return textOrNull(w.url), nil }},
		{Name: "protocol", Get: func(w *WebSocket, _ *webidl.Call) (any, error) { return textOrNull(w.protocol), nil }},
		{Name: "extensions", Get: func(w *WebSocket, _ *webidl.Call) (any, error) { return w.extensions, nil }},
		{
			Name: "binaryType",
			Get: func(w *WebSocket, _ *webidl.Call) (any, error) {
				if w.blobs {
					return "blob", nil
				}
				return "arraybuffer", nil
			},
			Set: func(w *WebSocket, c *webidl.Call) error {
				switch c.String(0) {
				case "blob":
					w.blobs = true
				case "arraybuffer":
					w.blobs = false
				}
				return nil
			},
		},
	},
	Operations: []webidl.Operation[WebSocket]{
		{Name: "accept", Run: (*WebSocket).accept},
		{Name: "send", Run: (*WebSocket).send},
		{Name: "close", Run: (*WebSocket).close},
		{Name: "serializeAttachment", Run: (*WebSocket).serializeAttachment},
		{Name: "deserializeAttachment", Run: (*WebSocket).deserializeAttachment},
	},
}

// socketState is what became of an end of a WebSocket.
type socketState uint8

const (
	socketFresh       socketState = iota
	socketConnecting              // made by its constructor, not connected yet
	socketAccepted                // its messages are events
	socketHibernating             // its messages are events of a Durable Object
	socketReturned                // given away in a Response
	socketReleased                // was accepted, and nothing will arrive any more
)

// WebSocket is one end of a WebSocket. It belongs to the context that it was made in.
type WebSocket struct {
	EventTarget
	realm  *webidl.Realm
	object *goja.Object
	owner  *isolate.Context
	port   *wire.Port
	out    *socketOutput
	used   *atomic.Bool // whatever it is used for
	peer   *atomic.Bool // used, of the pair's other end; nil if that was never in this isolate
	state  socketState

	url, protocol *string // nil is null
	extensions    string
	blobs         bool // binary messages arrive as Blobs
	dialled       bool // made by the constructor

	op        *isolate.Op // under way while the socket is accepted
	unhook    func() bool // stops the end of the context from dropping the connection
	hangUp    func()      // gives up connecting
	halfOpen  bool        // a Close of the other end is not answered for the script
	closedIn  bool        // the other end's Close, or its loss, was told
	closedOut bool        // close was called
	failed    bool        // an error ended the connection
	dirty     bool        // something left since the last flush
	buffered  int         // bytes that were sent since then, or still wait to leave
	left      int         // of those, the bytes that left

	attachment []byte
	hibernated Hibernating
}

// Super answers the EventTarget part.
func (w *WebSocket) Super() any { return &w.EventTarget }

// makeWebSocket answers a socket of the running context, without an object yet.
func makeWebSocket(r *webidl.Realm, port *wire.Port) *WebSocket {
	w := &WebSocket{
		realm: r, port: port, out: outputOf(r), used: new(atomic.Bool), protocol: new(string),
		blobs: r.Flags.Has(compat.WebSocketStandardBinaryType),
	}
	if scope := r.Isolate.Scope(); scope != nil {
		w.owner = scope.Context
	}
	return w
}

// newWebSocket answers a WebSocket over an end of a connection that was made elsewhere.
func newWebSocket(r *webidl.Realm, port *wire.Port) *goja.Object {
	w := makeWebSocket(r, port)
	*w.protocol, w.extensions = port.Protocol, port.Extensions
	w.dropUnused()
	return w.wrap()
}

// dropUnused drops the connection of a socket that nobody used before it became garbage.
func (w *WebSocket) dropUnused() {
	used := w.used
	runtime.AddCleanup(w, func(port *wire.Port) {
		if !used.Load() {
			port.Drop(errLost)
			port.Flush()
		}
	}, w.port)
}

func (w *WebSocket) wrap() *goja.Object {
	w.object = webidl.Wrap(w.realm, w)
	return w.object
}

func textOrNull(s *string) any {
	if s == nil {
		return goja.Null()
	}
	return *s
}

// allowed answers the error of a socket that another request or object uses.
func (w *WebSocket) allowed() error { return sameContext(w.realm, w.owner, "Native") }

func (w *WebSocket) readyState() int {
	in, out := w.closedIn, w.closedOut
	if w.hibernated != nil {
		in = w.hibernated.Closing() != 0
	}
	switch {
	case w.failed || in && out:
		return readyClosed
	case in || out:
		return readyClosing
	case w.state == socketConnecting && w.hangUp != nil:
		return readyConnecting
	}
	return readyOpen
}

// accept makes what arrives events of this socket, in the scope that accepted it.
func (w *WebSocket) accept(c *webidl.Call) (any, error) {
	options := c.Dict(0, "AcceptOptions")
	halfOpen := !c.Realm.Flags.Has(compat.WebSocketAutoReplyToClose)
	if v, ok := options.Member("allowHalfOpen"); ok {
		halfOpen = v.ToBoolean()
	}
	if err := w.allowed(); err != nil {
		return nil, err
	}
	switch {
	case w.dialled:
		return nil, webidl.TypeError("Websockets obtained from the 'new WebSocket()' constructor cannot call accept")
	case w.state == socketAccepted:
		return nil, nil
	case w.state == socketHibernating:
		return nil, webidl.TypeError("Can't accept() WebSocket after enabling hibernation.")
	case w.state != socketFresh:
		return nil, webidl.TypeError("Can't accept() WebSocket that was already used in a response.")
	}
	w.halfOpen = halfOpen
	w.use(socketAccepted)
	w.op = c.Isolate().Begin().Keep()
	w.listen()
	return nil, nil
}

// use says what a fresh socket is used for.
func (w *WebSocket) use(as socketState) {
	w.state = as
	w.used.Store(true)
}

const errNotAccepted = "You must call one of accept() or state.acceptWebSocket() on this WebSocket before sending messages."

// send hands a message to the output gate.
func (w *WebSocket) send(c *webidl.Call) (any, error) {
	m := w.out.message(c)
	if err := w.allowed(); err != nil {
		return nil, err
	}
	switch {
	case w.closedOut:
		return nil, webidl.TypeError("Can't call WebSocket send() after close().")
	case w.state == socketReturned || w.state == socketReleased || w.state == socketConnecting && w.hangUp == nil:
		return nil, nil
	case w.state == socketFresh || w.state == socketConnecting:
		return nil, webidl.TypeError(errNotAccepted)
	}
	n := m.Len()
	w.buffered += n
	w.owner.Boundary.Release(func(err error) {
		w.left += n
		if err == nil {
			w.port.Send(m)
		}
		w.out.touch(w)
	})
	return nil, nil
}

// maxAttachment is how many bytes an attachment may take.
const maxAttachment = 16384

// serializeAttachment keeps a copy of a value with the socket, also while its object is not in memory.
func (w *WebSocket) serializeAttachment(c *webidl.Call) (any, error) {
	b, err := Codec(c.Realm).Serialize(c.Need(0, "Value"), clone.Options{Mode: clone.ForStorage})
	if err != nil {
		return nil, CloneError(err)
	}
	if len(b) > maxAttachment {
		return nil, webidl.PlainError("A WebSocket 'attachment' cannot be larger than %d bytes.'attachment' was %d bytes.", maxAttachment, len(b))
	}
	if w.hibernated != nil {
		w.hibernated.SetAttachment(b)
	} else {
		w.attachment = b
	}
	return nil, nil
}

// deserializeAttachment answers a copy of what was kept, or null.
func (w *WebSocket) deserializeAttachment(c *webidl.Call) (any, error) {
	b := w.attachment
	if w.hibernated != nil {
		b = w.hibernated.Attachment()
	}
	if b == nil {
		return goja.Null(), nil
	}
	v, err := Codec(c.Realm).Deserialize(b)
	if err != nil {
		return nil, CloneError(err)
	}
	return v, nil
}

// takePort gives the end away to be returned in a Response.
func (w *WebSocket) takePort() (*wire.Port, error) {
	switch {
	case w.dialled:
		return nil, webidl.TypeError("Can't return WebSocket in a Response if it was created with `new WebSocket()`")
	case w.state == socketAccepted:
		return nil, webidl.TypeError("Can't return WebSocket in a Response after calling accept().")
	case w.state == socketHibernating:
		return nil, webidl.TypeError("Can't return WebSocket in a Response after calling acceptWebSocket().")
	case w.state != socketFresh:
		return nil, webidl.TypeError("Can't return WebSocket that was already used in a response.")
	}
	w.use(socketReturned)
	return w.port, nil
}
