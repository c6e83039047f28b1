package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/wire"
)

// connectEvent gives a connection to an object's connect(socket), with which it ends.
type connectEvent struct {
	connection *wire.Connection
	target     *objectTarget
	settled    bool
}

// Run calls the handler.
func (e *connectEvent) Run(in *runtime.Instance, done func()) {
	o := objectOf(in)
	err := e.target.refused()
	if err == nil && o.handler("connect") == nil {
		err = missingHandler("connect")
	}
	if err != nil {
		e.Fail(err)
		done()
		return
	}
	e.settled = true
	e.connection.Answer(nil)
	socket, end := jsapi.Arrived(o.script.realm, e.connection)
	o.call("connect", func(_ goja.Value, err error) {
		end()
		if err != nil {
			in.Isolate.ReportUncaught(in.Isolate.Scope(), o.script.captureError(err))
		}
		done()
	}, socket, goja.Undefined(), goja.Undefined())
}

// Fail refuses the connection, or ends it.
func (e *connectEvent) Fail(err error) {
	if e.settled {
		_ = e.connection.Conn.Close()
		return
	}
	e.settled = true
	e.connection.Refuse(err)
}
