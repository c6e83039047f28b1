package workers

import (
	"bytes"
	"fmt"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/wire"
)

// socketEvent calls a handler of a hibernatable socket: webSocketMessage(ws, message),
// webSocketClose(ws, code, reason, wasClean) or webSocketError(ws, error). Without a handler it is dropped.
type socketEvent struct {
	socket  *runtime.Socket
	message *wire.Message
	closed  bool
	code    int
	reason  string
	clean   bool
	err     error
}

// Run calls the handler. An exception is reported and leaves the socket as it is.
func (e *socketEvent) Run(in *runtime.Instance, done func()) {
	o := objectOf(in)
	name := e.handler()
	if o.handler(name) == nil {
		e.over()
		done()
		return
	}
	in.Isolate.AfterTurn(e.over)
	o.call(name, func(_ goja.Value, err error) {
		if err != nil {
			o.report(err)
		}
		e.over()
		done()
	}, e.arguments(o)...)
}

func (e *socketEvent) handler() string {
	switch {
	case e.err != nil:
		return "webSocketError"
	case e.closed:
		return "webSocketClose"
	}
	return "webSocketMessage"
}

func (e *socketEvent) arguments(o *object) []goja.Value {
	r := o.script.realm
	ws := o.webSocket(e.socket)
	switch {
	case e.err != nil:
		return []goja.Value{ws, r.NewError("Error", e.err.Error())}
	case e.closed:
		return []goja.Value{ws, r.Value(e.code), r.Value(e.reason), r.Value(e.clean)}
	case e.message.IsText:
		return []goja.Value{ws, r.Value(e.message.Text)}
	}
	return []goja.Value{ws, r.Value(bytes.Clone(e.message.Bytes))}
}

// Bound implements [runtime.Bounded]: the object says how long its sockets' events may take.
func (e *socketEvent) Bound(in *runtime.Instance) time.Duration {
	return time.Duration(in.Object.EventTimeout()) * time.Millisecond
}

// Exceeded resets the object where production's limits are kept. The local runtime cuts it off from its storage, and goes
// on with what is left.
func (e *socketEvent) Exceeded(in *runtime.Instance) {
	o := objectOf(in)
	err := plainRemote("Actor exceeded event execution time and was disconnected.")
	err.reset, err.retryable = true, true
	o.report(err)
	if restricted(o.script.realm) {
		in.Reset(err)
		return
	}
	in.Isolate.Observer.Warn(fmt.Sprintf("A WebSocket event of %s took longer than the %d ms that "+
		"setHibernatableWebSocketEventTimeout() was told. The object has lost its storage until its next life, which in "+
		"production begins at once.", in.Object.Label(), in.Object.EventTimeout()))
	in.Cache.Break(err)
	e.over()
}

// over forgets a socket whose end was told.
func (e *socketEvent) over() {
	if e.closed || e.err != nil {
		e.socket.Forget()
	}
}

// Fail drops the event: nobody waits for it.
func (e *socketEvent) Fail(error) { e.over() }
