package jsapi

import (
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/mimetype"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/jsapi/weburl"
	"github.com/dodev/dodev/runtime/isolate"
)

// eventSourceClass implements https://html.spec.whatwg.org/#the-eventsource-interface and, from, what the platform
// adds to it.
var eventSourceClass = &webidl.Interface[EventSource]{
	Name:        "EventSource",
	Inherits:    eventTargetClass,
	Constructor: newEventSource,
	Constants:   []webidl.Constant{{Name: "CONNECTING", Value: 0}, {Name: "OPEN", Value: 1}, {Name: "CLOSED", Value: 2}},
	Statics:     []webidl.Static{{Name: "from", Run: eventSourceFrom}},
	Attributes: []webidl.Attribute[EventSource]{
		{Name: "url", Prototype: true, Get: func(e *EventSource, _ *webidl.Call) (any, error) { return e.url, nil }},
		{Name: "withCredentials", Prototype: true, Get: func(*EventSource, *webidl.Call) (any, error) { return false, nil }},
		{Name: "readyState", Prototype: true, Get: func(e *EventSource, _ *webidl.Call) (any, error) { return e.state, nil }},
		onAttribute("open", func(e *EventSource) *EventTarget { return &e.EventTarget }),
		onAttribute("message", func(e *EventSource) *EventTarget { return &e.EventTarget }),
		onAttribute("error", func(e *EventSource) *EventTarget { return &e.EventTarget }),
	},
	Operations: []webidl.Operation[EventSource]{{Name: "close", Run: (*EventSource).close}},
	Dispose:    (*EventSource).close,
}

// The states of an EventSource.
const (
	sourceConnecting = iota
	sourceOpen
	sourceClosed
)

// EventSource dispatches the events of a stream, which it fetches again when it ends.
type EventSource struct {
	EventTarget

	realm   *webidl.Realm
	object  *goja.Object
	url     string // "" of one that was made from a stream
	fetcher goja.Value
	state   int
	stream  eventStream
	abort   *AbortSignal
	reader  *ReadableStreamDefaultReader
	empty   bool // the last answer had no content
}

// Super answers the EventTarget part.
func (e *EventSource) Super() any { return &e.EventTarget }

func (e *EventSource) setUp(r *webidl.Realm) {
	e.realm = r
	e.declare("open")
	e.declare("message")
	e.declare("error")
}

// forContext refuses what no request is there for.
func forContext(r *webidl.Realm) error {
	if RequireHandler(r) != nil {
		return webidl.NewDOMException("NotSupportedError", "An EventSource can only be created within the context of a worker request.")
	}
	return nil
}

func newEventSource(c *webidl.Call) (*EventSource, error) {
	url := c.String(0)
	d := c.Dict(1, "EventSourceInit")
	e := &EventSource{}
	if v, ok := d.Member("fetcher"); ok {
		if _, is := webidl.Native(v).(FetchSender); !is {
			return nil, wrongMember("fetcher", "EventSourceInit", "Fetcher")
		}
		e.fetcher = v
	}
	credentials := d.Bool("withCredentials")
	if err := forContext(c.Realm); err != nil {
		return nil, err
	}
	if credentials {
		return nil, webidl.NewDOMException("NotSupportedError", "The init.withCredentials option is not supported. It must be false or undefined.")
	}
	u, err := weburl.Parse(url)
	if err != nil {
		return nil, webidl.NewDOMException("SyntaxError", "Cannot open an EventSource to '%s'. The URL is invalid.", url)
	}
	e.url = u.Href()
	e.setUp(c.Realm)
	e.object = c.This.(*goja.Object)
	e.start()
	return e, nil
}

func eventSourceFrom(c *webidl.Call) (any, error) {
	s := webidl.As[ReadableStream](c.Arg(0))
	switch {
	case s == nil:
		return nil, c.Bad(0, "JsReadableStream")
	case s.Locked():
		return nil, webidl.TypeError("This ReadableStream is locked.")
	case s.Disturbed():
		return nil, webidl.TypeError("This ReadableStream has already been read from.")
	}
	if err := forContext(c.Realm); err != nil {
		return nil, err
	}
	e := &EventSource{}
	e.setUp(c.Realm)
	e.object = webidl.Wrap(c.Realm, e)
	return e.object, e.run(s)
}

// start fetches the stream.
func (e *EventSource) start() {
	if e.state == sourceClosed {
		return
	}
	r := e.realm
	e.abort = NewAbortSignal(r)
	headers := record(r, "accept", "text/event-stream", "cache-control", "no-cache")
	if e.stream.id != "" {
		_ = headers.Set("last-event-id", e.stream.id)
	}
	init := record(r, "headers", headers, "signal", e.abort.Object())
	if e.fetcher != nil {
		_ = init.Set("fetcher", e.fetcher)
	}
	answer, err := fetchGlobal(&webidl.Call{Realm: r, This: goja.Undefined(), Args: []goja.Value{r.Value(e.url), init}})
	if err != nil {
		e.fail(r.Exception(err), false)
		return
	}
	r.Then(r.Value(answer), func(v goja.Value) { e.answered(webidl.As[Response](v)) }, func(reason goja.Value) { e.fail(reason, false) })
}

// answered looks at a response and reads it.
func (e *EventSource) answered(s *Response) {
	if e.state == sourceClosed {
		return
	}
	refuse := func(format string, args ...any) {
		e.fail(e.realm.Exception(webidl.NewDOMException("AbortError", format, args...)), false)
	}
	typ, typed := s.headers.joined("Content-Type")
	t, valid := mimetype.Parse(typ)
	switch {
	case s.status < 200 || s.status > 299:
		refuse("The response status code was %d.", s.status)
	case !typed:
		refuse("No content type header was present in the response.")
	case !valid || t.Essence() != "text/event-stream":
		refuse("The content type '%s' is invalid.", typ)
	case s.null() && e.empty:
		e.fail(e.realm.Exception(webidl.PlainError("The server provided no content.")), false)
	case s.null():
		e.empty = true
		e.fail(e.realm.Exception(webidl.PlainError("The server provided no content. Will try reconnecting.")), true)
		e.reconnect()
	default:
		if s.redirected {
			e.url = s.url
		}
		s.readable(e.realm)
		if err := e.run(s.source); err != nil {
			e.fail(e.realm.Exception(err), false)
		}
	}
}

// run reads a stream to its end.
func (e *EventSource) run(s *ReadableStream) error {
	d, err := acquireReader(s)
	if err != nil {
		return err
	}
	e.reader = d
	e.stream = eventStream{id: e.stream.id, retry: e.stream.retry}
	e.state = sourceOpen
	e.Dispatch(e.realm, e.object, webidl.Wrap(e.realm, NewEvent("open")))
	e.realm.Then(goja.Undefined(), func(goja.Value) { e.next() }, ignore)
	return nil
}

func (e *EventSource) next() {
	if e.state == sourceClosed {
		return
	}
	take := func(b []byte) {
		for _, event := range e.stream.write(b) {
			if e.state != sourceClosed {
				e.dispatch(event)
			}
		}
		e.realm.Then(goja.Undefined(), func(goja.Value) { e.next() }, ignore)
	}
	e.reader.read(&readRequest{
		chunk: func(v goja.Value) {
			b, err := byteChunk(e.realm, v)
			if err != nil {
				e.fail(e.realm.Exception(err), false)
				return
			}
			take(b)
		},
		bytes: take,
		close: func() {
			e.fail(e.realm.Exception(webidl.PlainError("The server disconnected.")), e.url != "")
			if e.url != "" {
				e.reconnect()
			}
		},
		fail: func(reason goja.Value) { e.fail(reason, false) },
	})
}

func (e *EventSource) dispatch(event streamEvent) {
	m := NewMessageEvent(e.realm.Value(event.data))
	m.Type, m.LastEventID = event.kind, event.id
	if u, err := weburl.Parse(e.url); err == nil {
		m.Origin = e.realm.Value(u.Origin())
	}
	e.Dispatch(e.realm, e.object, webidl.Wrap(e.realm, m))
}

// fail tells of an error, after which the source may connect again.
func (e *EventSource) fail(reason goja.Value, again bool) {
	if e.state == sourceClosed {
		return
	}
	e.state = sourceClosed
	if again {
		e.state = sourceConnecting
	}
	e.Dispatch(e.realm, e.object, webidl.Wrap(e.realm, NewErrorEvent("", reason)))
	e.realm.Isolate.ReportException(e.realm.Isolate.Scope(), &isolate.Thrown{Value: reason})
}

// The platform's bounds of the time between two connections.
const (
	retryLeast   = 1000
	retryMost    = 10000
	retryDefault = 2000
)

// reconnect fetches the stream again, once some time has passed.
func (e *EventSource) reconnect() {
	wait := retryDefault
	if e.stream.retry > 0 {
		wait = min(max(e.stream.retry, retryLeast), retryMost)
	}
	e.realm.Isolate.SetTimer(time.Duration(wait)*time.Millisecond, false, e.start)
}

func (e *EventSource) close(*webidl.Call) (any, error) {
	e.state = sourceClosed
	if e.abort != nil {
		_ = e.abort.Abort(AbortError(e.realm))
	}
	return nil, nil
}
