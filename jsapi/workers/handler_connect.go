package workers

import (
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/wire"
)

// Connect has the entrypoint's connect handler answer a connection, which ends with the handler.
func (v Service) Connect(c *wire.Connection) {
	if v.Worker == nil && v.Assets != nil {
		(&assetsTarget{v.Assets}).Connect(c)
		return
	}
	if v.Worker == nil {
		c.Refuse(&AbsentError{v.Name})
		return
	}
	v.Worker.post(func(s *script) { s.connect(v, c) }, c.Refuse)
}

func (s *script) connect(service Service, c *wire.Connection) {
	accepted := false
	end := func() { _ = c.Conn.Close() }
	q := s.begin(service, c.Caller, func(err error) {
		if !accepted {
			c.Refuse(err)
			return
		}
		end()
		s.iso.ReportUncaught(nil, err)
	})
	s.iso.Enter(q.scope(), func() {
		done := q.returned(func() { end() })
		defer s.iso.AfterTurn(q.context.OnQuietOnce)
		e, err := q.entrypoint()
		if err != nil {
			q.fail(s.captureError(err))
			return
		}
		if _, f := e.handler("connect"); f == nil {
			q.fail(s.captureError(missingHandler("connect")))
			return
		}
		accepted = true
		c.Answer(nil)
		socket, over := jsapi.Arrived(s.realm, c)
		end = over
		q.deliverTo(e, "connect", socket, done)
	})
}
