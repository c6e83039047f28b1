package jsapi

import (
	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// close starts the closing handshake, or completes it.
func (w *WebSocket) close(c *webidl.Call) (any, error) {
	code, reason, err := closeArguments(c)
	if err != nil {
		return nil, err
	}
	if err := w.allowed(); err != nil {
		return nil, err
	}
	switch {
	case w.state == socketConnecting:
		if w.hangUp != nil {
			w.hangUp()
			w.hangUp = nil
		}
	case w.closedOut:
	case w.state == socketFresh:
		return nil, webidl.TypeError(errNotAccepted)
	case w.state == socketAccepted || w.state == socketHibernating:
		w.sendClose(code, reason)
		if w.closedIn {
			w.release()
		}
	}
	return nil, nil
}

// closeArguments reads a code, NoStatus if there is none, and a reason.
func closeArguments(c *webidl.Call) (code int, reason string, err error) {
	code = wire.NoStatus
	if c.Given(0) {
		if code, err = webidl.Int32(c.Number(0)); err != nil {
			return 0, "", err
		}
	}
	if c.Given(1) {
		reason = c.String(1)
	}
	switch {
	case !c.Given(0) && c.Given(1):
		err = webidl.NewDOMException("InvalidAccessError", "If you specify a WebSocket close reason, you must also specify a code.")
	case c.Given(0) && !validCloseCode(c.Realm.Flags, code):
		err = webidl.NewDOMException("InvalidAccessError", "Invalid WebSocket close code: %d.", code)
	case len(reason) > 123 && c.Realm.Flags.Has(compat.WebSocketCloseReasonByteLimit):
		err = webidl.NewDOMException("SyntaxError", "WebSocket close reason must not be longer than 123 bytes when UTF-8 encoded.")
	}
	return code, reason, err
}

func validCloseCode(flags compat.Flags, code int) bool {
	if flags.Has(compat.PedanticWPT) {
		return code == 1000 || code >= 3000 && code < 5000
	}
	return code >= 1000 && code < 5000 && code != 1004 && code != wire.NoStatus && code != wire.Lost && code != 1015
}

// sendClose hands a Close to the output gate. If it may not leave, the connection is dropped.
func (w *WebSocket) sendClose(code int, reason string) {
	w.closedOut = true
	w.owner.Boundary.Release(func(err error) {
		switch {
		case err != nil:
			w.port.Drop(err)
		case w.hibernated != nil:
			w.hibernated.Close(code, reason)
		default:
			w.port.Close(code, reason)
		}
		w.out.touch(w)
	})
}
