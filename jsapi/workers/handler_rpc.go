package workers

import "github.com/dodev/dodev/wire"

// sessionKey marks the context of a call of an entrypoint: it stays open for as long as somebody holds what it has
// exported.
type sessionKey struct{}

// Call has the entrypoint run a method, or read a property, on an instance of its own.
func (v Service) Call(c *wire.Call) {
	failed := func(err error) {
		c.Args.Close()
		c.Answer(nil, err)
	}
	if v.Worker == nil && v.Assets != nil {
		failed(assetsOnly(c))
		return
	}
	if v.Worker == nil {
		failed(plainRemote((&AbsentError{v.Name}).Error()))
		return
	}
	v.Worker.post(func(s *script) { s.call(v, c) }, failed)
}

func (s *script) call(v Service, c *wire.Call) {
	q := s.begin(v, c.Caller, func(err error) { c.Answer(nil, asUncaught(err)) })
	if q.trace != nil {
		q.trace.event = &rpcInfo{c.Path}
	}
	q.context.Native = map[any]any{sessionKey{}: true}
	c.OnCancel(func() { s.iso.Post(q.cancel) })
	s.iso.Enter(q.scope(), func() {
		send := func(a *wire.Answer, err error) {
			if q.settled {
				if a != nil {
					a.Close()
				}
				return
			}
			q.settled = true
			c.Answer(a, err)
			q.context.Answered()
		}
		e, err := q.entrypoint()
		t := receiver{object: e.this, own: !e.class, entry: true, handler: !e.class, env: s.env}
		switch {
		case err != nil:
			c.Args.Close()
			send(nil, s.thrown(&t, s.realm.Exception(err)))
		case e.this == nil:
			c.Args.Close()
			send(nil, plainRemote("The Worker \""+v.Name+"\" has no entrypoint called \""+v.export()+"\"."))
		default:
			if t.handler {
				t.ctx = q.executionContext()
			}
			s.serve(t, c, send)
		}
		s.iso.AfterTurn(q.context.OnQuietOnce)
	})
}
