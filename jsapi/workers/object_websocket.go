package workers

import (
	"math"
	"slices"
	"strconv"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/wire"
)

// The limits of hibernatable sockets.
const (
	maxTags         = 10
	maxTagLength    = 256
	maxAutoResponse = 2048
	maxEventTimeout = 604800000 // ms: a week
)

// acceptWebSocket gives the object a socket that stays connected while the object is not in memory.
func (s *State) acceptWebSocket(c *webidl.Call) (any, error) {
	ws := webidl.As[jsapi.WebSocket](c.Need(0, "WebSocket"))
	if ws == nil {
		return nil, c.Bad(0, "WebSocket")
	}
	given, err := tagArgument(c)
	if err != nil {
		return nil, err
	}
	o, err := running(c)
	if err != nil {
		return nil, err
	}
	if err := ws.Hibernatable(); err != nil {
		return nil, err
	}
	tags, err := distinct(given)
	if err != nil {
		return nil, err
	}
	at := o.in.Object
	if len(at.Sockets()) >= runtime.MaxSockets {
		return nil, webidl.PlainError("only %d websockets can be accepted on a single Durable Object instance", runtime.MaxSockets)
	}
	return nil, ws.Hibernate(func(port *wire.Port, attachment []byte) jsapi.Hibernating {
		socket := at.Accept(port, tags, attachment)
		socket.Script = c.Args[0]
		return socket
	})
}

// tagArgument reads the second argument, an Array whose elements count as strings.
func tagArgument(c *webidl.Call) ([]string, error) {
	if !c.Given(1) {
		return nil, nil
	}
	list, ok := c.Arg(1).(*goja.Object)
	if !ok || list.ClassName() != "Array" {
		return nil, c.Bad(1, "Array")
	}
	var tags []string
	for n := range list.Get("length").ToInteger() {
		v := list.Get(strconv.FormatInt(n, 10))
		if v == nil { // a hole
			v = goja.Undefined()
		}
		tags = append(tags, c.Realm.Text(v).String())
	}
	return tags, nil
}

// distinct answers each tag once, in the order given.
func distinct(given []string) ([]string, error) {
	tags := []string{}
	for _, tag := range given {
		switch {
		case len(tags) >= maxTags:
			return nil, webidl.PlainError("a Hibernatable WebSocket cannot have more than %d tags", maxTags)
		case len(tag) > maxTagLength:
			return nil, webidl.PlainError("\"%s\" is longer than the max tag length (%d characters).", tag, maxTagLength)
		case !slices.Contains(tags, tag):
			tags = append(tags, tag)
		}
	}
	return tags, nil
}

// getWebSockets lists the object's sockets: with a tag the oldest first, without one the newest.
func (s *State) getWebSockets(c *webidl.Call) (any, error) {
	tagged := c.Given(0)
	var tag string
	if tagged {
		tag = c.String(0)
	}
	o, err := running(c)
	if err != nil {
		return nil, err
	}
	sockets := o.in.Object.Sockets()
	if !tagged {
		slices.Reverse(sockets)
	}
	list := []goja.Value{}
	for _, socket := range sockets {
		if !tagged || slices.Contains(socket.Tags, tag) {
			list = append(list, o.webSocket(socket))
		}
	}
	return list, nil
}

// webSocket answers the WebSocket of a socket, the same one for as long as the instance lives.
func (o *object) webSocket(s *runtime.Socket) *goja.Object {
	v, ok := s.Script.(*goja.Object)
	if !ok {
		v = jsapi.WakeWebSocket(o.script.realm, s.Port, s)
		s.Script = v
	}
	return v
}

// socketArgument reads the first argument, a WebSocket; the socket is nil if it does not hibernate.
func socketArgument(c *webidl.Call) (*jsapi.WebSocket, *runtime.Socket, error) {
	ws := webidl.As[jsapi.WebSocket](c.Need(0, "WebSocket"))
	if ws == nil {
		return nil, nil, c.Bad(0, "WebSocket")
	}
	socket, _ := ws.Hibernating().(*runtime.Socket)
	return ws, socket, nil
}

// getTags answers the tags that a socket was accepted with.
func (s *State) getTags(c *webidl.Call) (any, error) {
	ws, socket, err := socketArgument(c)
	switch {
	case err != nil:
		return nil, err
	case socket != nil:
		return socket.Tags, nil
	case ws.Accepted():
		return nil, webidl.PlainError("only hibernatable websockets can have tags.")
	}
	return nil, webidl.PlainError("you must call 'acceptWebSocket()' before attempting to access the tags of a WebSocket.")
}

// setWebSocketAutoResponse sets the text that is answered without waking the object, or clears it.
func (s *State) setWebSocketAutoResponse(c *webidl.Call) (any, error) {
	o, err := running(c)
	if err != nil {
		return nil, err
	}
	at := o.in.Object
	if !c.Given(0) {
		at.SetAutoResponse(nil)
		return nil, nil
	}
	p := webidl.As[jsapi.WebSocketRequestResponsePair](c.Arg(0))
	switch {
	case p == nil:
		return nil, c.Bad(0, "WebSocketRequestResponsePair")
	case len(p.Request) > maxAutoResponse:
		return nil, webidl.RangeError("Request cannot be larger than %d bytes. A request of size %d was provided.", maxAutoResponse, len(p.Request))
	case len(p.Response) > maxAutoResponse:
		return nil, webidl.RangeError("Response cannot be larger than %d bytes. A response of size %d was provided.", maxAutoResponse, len(p.Response))
	}
	at.SetAutoResponse(runtime.NewAutoResponse(p.Request, p.Response))
	return nil, nil
}

func (s *State) getWebSocketAutoResponse(c *webidl.Call) (any, error) {
	o, err := running(c)
	if err != nil {
		return nil, err
	}
	auto := o.in.Object.AutoResponse()
	if auto == nil {
		return goja.Null(), nil
	}
	return webidl.Wrap(c.Realm, &jsapi.WebSocketRequestResponsePair{Request: auto.Request, Response: auto.Response}), nil
}

func (s *State) getWebSocketAutoResponseTimestamp(c *webidl.Call) (any, error) {
	_, socket, err := socketArgument(c)
	if err != nil {
		return nil, err
	}
	if socket == nil || socket.Answered().IsZero() {
		return goja.Null(), nil
	}
	return socket.Answered(), nil
}

// setEventTimeout bounds how long the events of hibernatable sockets may take; 0 or nothing does not.
func (s *State) setEventTimeout(c *webidl.Call) (any, error) {
	var ms float64
	if c.Given(0) {
		ms = c.Number(0)
	}
	switch {
	case math.IsNaN(ms) || math.IsInf(ms, 0):
		return nil, webidl.TypeError("The value cannot be converted because it is not an integer.")
	case ms <= -1:
		return nil, webidl.TypeError("The value cannot be converted because it is negative and this API expects a positive number.")
	case ms > math.MaxUint32:
		return nil, webidl.TypeError("Value out of range. Must be less than or equal to %d.", uint32(math.MaxUint32))
	case int64(ms) > maxEventTimeout:
		return nil, webidl.PlainError("Event timeout should not exceed %d ms.", maxEventTimeout)
	}
	o, err := running(c)
	if err != nil {
		return nil, err
	}
	o.in.Object.SetEventTimeout(int64(ms))
	return nil, nil
}

func (s *State) getEventTimeout(*webidl.Call) (any, error) {
	if ms := s.object.in.Object.EventTimeout(); ms != 0 {
		return ms, nil
	}
	return goja.Null(), nil
}
