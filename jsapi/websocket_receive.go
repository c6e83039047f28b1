package jsapi

import (
	"bytes"
	"context"
	"errors"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// lostMessage is the platform's word for a connection that broke.
const lostMessage = "Network connection lost."

// listen begins the delivery of what arrives, as turns of the scope of w.op, and drops the connection when
// the context ends before it.
func (w *WebSocket) listen() {
	if w.unhook == nil {
		w.unhook = dropAtEnd(w.owner.Done(), w.port)
	}
	w.port.Listen(socketReceiver{w})
}

// dropAtEnd drops the connection of an end when ctx ends.
func dropAtEnd(ctx context.Context, port *wire.Port) (stop func() bool) {
	return context.AfterFunc(ctx, func() {
		port.Drop(context.Cause(ctx))
		port.Flush()
	})
}

// socketReceiver brings what arrives at an end onto the loop and through the boundary, in order.
type socketReceiver struct{ w *WebSocket }

// Receive delivers a message.
func (s socketReceiver) Receive(m *wire.Message) { s.w.post(func() { s.w.message(m) }) }

// ReceiveClose delivers the peer's Close.
func (s socketReceiver) ReceiveClose(code int, reason string) {
	s.w.post(func() { s.w.peerClosed(code, reason) })
}

// ReceiveLost delivers the loss of the connection.
func (s socketReceiver) ReceiveLost(err error) { s.w.post(func() { s.w.lost(err) }) }

// Flush does nothing: what arrives is delivered at once.
func (socketReceiver) Flush() {}

func (w *WebSocket) post(f func()) {
	w.realm.Isolate.Post(func() { w.op.Progress(f) })
}

// release ends what accepting began: nothing more will arrive.
func (w *WebSocket) release() {
	if w.state != socketAccepted {
		return
	}
	w.state = socketReleased
	w.unhook()
	w.op.End()
}

// message dispatches a message event. A listener that throws ends the connection.
func (w *WebSocket) message(m *wire.Message) {
	if w.state != socketAccepted || w.closedIn || !w.Listens(w.object, "message") {
		return
	}
	var data goja.Value
	switch {
	case m.IsText:
		data = w.realm.VM.ToValue(m.Text)
	case w.blobs:
		data = webidl.Wrap(w.realm, &Blob{data: m.Bytes})
	default:
		data = w.realm.Value(bytes.Clone(m.Bytes))
	}
	event := webidl.Wrap(w.realm, NewMessageEvent(data))
	if err := w.Deliver(w.realm, w.object, event); err != nil && w.state == socketAccepted {
		if !w.Listens(w.object, "error") {
			Report(w.realm, err)
		}
		w.fail(w.realm.Exception(err))
	}
}

// peerClosed dispatches the close event of the other end's Close.
func (w *WebSocket) peerClosed(code int, reason string) {
	if w.state != socketAccepted || w.closedIn {
		return
	}
	w.closedIn = true
	reply := !w.halfOpen && !w.closedOut
	if reply {
		w.sendClose(code, reason)
	}
	w.dispatch("close", func() *goja.Object { return webidl.Wrap(w.realm, NewCloseEvent(code, reason, true)) })
	switch {
	case reply: // a platform quirk: the reader then finds the connection gone, and says so
		w.post(func() {
			w.dispatchError(w.realm.NewError("Error", lostMessage))
			w.release()
		})
	case w.closedOut:
		w.release()
	}
}

// lost dispatches what the loss of the connection means.
func (w *WebSocket) lost(err error) {
	if w.state != socketAccepted {
		return
	}
	var broken *wire.ProtocolError
	switch {
	case errors.As(err, &broken):
		w.fail(w.realm.NewError("Error", broken.Error()))
	case w.closedIn:
		w.fail(w.realm.NewError("Error", lostMessage))
	default:
		w.dispatch("close", func() *goja.Object {
			return webidl.Wrap(w.realm, NewCloseEvent(wire.Lost, wire.LostReason, false))
		})
		w.closedIn = true
		w.release()
	}
}

// fail ends the connection because of an error.
func (w *WebSocket) fail(reason goja.Value) {
	w.failed = true
	w.port.Drop(errLost)
	w.out.touch(w)
	w.dispatchError(reason)
	w.release()
}

func (w *WebSocket) dispatchError(reason goja.Value) {
	w.dispatch("error", func() *goja.Object {
		return webidl.Wrap(w.realm, NewErrorEvent("Uncaught "+text(w.realm, reason), reason))
	})
}

func (w *WebSocket) dispatch(typ string, event func() *goja.Object) {
	if w.Listens(w.object, typ) {
		w.Dispatch(w.realm, w.object, event())
	}
}
