package workers

import (
	"bytes"
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
	stop := e.limit(in)
	in.Isolate.AfterTurn(e.over)
	o.call(name, func(_ goja.Value, err error) {
		stop()
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

// limit resets the object if the handler takes longer than the object allows. The clock is the host's, not
// a timer of the script: a critical section must not hold it up.
func (e *socketEvent) limit(in *runtime.Instance) (stop func()) {
	err := plainRemote("Actor exceeded event execution time and was disconnected.")
	err.reset = true
	return limit(in, time.Duration(in.Object.EventTimeout())*time.Millisecond, err)
}

// limit resets the object with err after a while, unless stop is called before. None is forever.
func limit(in *runtime.Instance, after time.Duration, err *RemoteError) (stop func()) {
	if after == 0 {
		return func() {}
	}
	over := false
	timer := in.Isolate.Host.AfterFunc(after, func() {
		in.Isolate.Post(func() {
			if !over {
				objectOf(in).report(err)
				in.Reset(err)
			}
		})
	})
	return func() {
		over = true
		timer.Stop()
	}
}

// over forgets a socket whose end was told.
func (e *socketEvent) over() {
	if e.closed || e.err != nil {
		e.socket.Forget()
	}
}

// Fail drops the event: nobody waits for it.
func (e *socketEvent) Fail(error) { e.over() }
