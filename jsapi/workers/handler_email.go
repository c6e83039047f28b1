package workers

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bindings/email"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/wire"
)

// receivedEmail is a ForwardableEmailMessage, https://developers.cloudflare.com/email-routing/email-workers/runtime-api/.
type receivedEmail struct{ delivery *email.Delivery }

// object answers what a handler is given: the platform's local runtime calls it as a method, with an object whose functions
// are stubs.
func (m *receivedEmail) object(r *webidl.Realm) (*goja.Object, error) {
	list := make([]goja.Value, len(m.delivery.Message.Header))
	for n, f := range m.delivery.Message.Header {
		list[n] = r.Value([]string{f.Name, f.Value})
	}
	headers, err := r.VM.New(webidl.Constructor[jsapi.Headers](r), r.Value(list))
	if err != nil {
		return nil, r.Isolate.Check(err)
	}
	o := r.VM.NewObject()
	_ = o.Set("from", m.delivery.From)
	_ = o.Set("to", m.delivery.To)
	_ = o.Set("raw", jsapi.NewBodyStream(r, wire.BytesBody(m.delivery.Raw)))
	_ = o.Set("rawSize", len(m.delivery.Raw))
	_ = o.Set("headers", headers)
	_ = o.Set("canBeForwarded", true)
	for _, f := range []webidl.Operation[receivedEmail]{
		{Name: "setReject", Run: webidl.Promise((*receivedEmail).setReject)},
		{Name: "forward", Run: webidl.Promise((*receivedEmail).forward)},
		{Name: "reply", Run: asked((*receivedEmail).reply)},
	} {
		_ = o.Set(f.Name, r.Method("ForwardableEmailMessage", f.Name, func(c *webidl.Call) (any, error) { return f.Run(m, c) }))
	}
	return o, nil
}

// written reads an argument that must be a text: the platform stumbles over any other.
func written(c *webidl.Call) (string, error) {
	switch v := c.Arg(0); {
	case goja.IsString(v):
		return v.String(), nil
	case goja.IsUndefined(v), goja.IsNull(v):
		return "", webidl.TypeError("Cannot read properties of %s (reading 'replace')", v)
	}
	return "", errNoText
}

var errNoText = webidl.TypeError("value.replace is not a function")

func (m *receivedEmail) setReject(c *webidl.Call) (any, error) {
	reason, err := written(c)
	if err == nil {
		m.delivery.Reject(reason)
	}
	return nil, err
}

// forward passes the mail on, with the fields of a Headers object in addition.
func (m *receivedEmail) forward(c *webidl.Call) (any, error) {
	to, err := written(c)
	if err != nil {
		return nil, err
	}
	var header wire.Header
	if v := c.Arg(1); v.ToBoolean() {
		if header, err = emailHeader(c.Realm, v); err != nil {
			return nil, err
		}
	}
	result := c.Realm.VM.NewObject()
	return result, result.Set("messageId", m.delivery.Forward(to, header))
}

// emailHeader reads what has the entries of a header.
func emailHeader(r *webidl.Realm, v goja.Value) (wire.Header, error) {
	entries, ok := goja.AssertFunction(v.ToObject(r.VM).Get("entries"))
	if !ok {
		return nil, webidl.TypeError("headers.entries is not a function or its return value is not iterable")
	}
	list, err := entries(v)
	if err != nil {
		return nil, r.Isolate.Check(err)
	}
	var header wire.Header
	r.VM.ForOf(list, func(v goja.Value) bool {
		pair := v.ToObject(r.VM)
		name, value := pair.Get("0"), pair.Get("1")
		if !goja.IsString(name) || !goja.IsString(value) {
			err = errNoText
			return false
		}
		header = append(header, wire.Field{Name: name.String(), Value: value.String()})
		return true
	})
	return header, err
}

// reply answers the mail with an EmailMessage, or with what one is made of.
func (m *receivedEmail) reply(c *webidl.Call) (*bindingCall, error) {
	if err := emailError(m.delivery.Replyable()); err != nil {
		return nil, err
	}
	o, isMessage, err := emailArgument(c)
	if err != nil {
		return nil, err
	}
	if isMessage {
		from := orUndefined(o.Get("from")).String()
		return rawMailed(c.Realm, o, func(raw []byte) (string, error) { return m.delivery.Reply(from, raw) })
	}
	if from := orUndefined(o.Get("from")); goja.IsUndefined(from) || goja.IsNull(from) {
		return nil, webidl.TypeError("Cannot read properties of %s (reading 'name')", from)
	}
	d, err := readDraft(c.Realm, o, nil)
	if err != nil {
		return nil, err
	}
	if !d.From.Given {
		return nil, webidl.TypeError("Cannot read properties of undefined (reading 'replace')")
	}
	return mailed(func() (string, error) { return m.delivery.ReplyDraft(d) }), nil
}

// Email has the Worker's default export handle a mail. answer is told how the handler ended. What failed is reported.
func (w *Worker) Email(d *email.Delivery, answer func(error)) {
	w.post(func(s *script) {
		q := s.begin(Service{Worker: w}, nil, func(err error) {
			if !errors.Is(err, email.ErrUnhandled) {
				s.iso.Observer.Uncaught(observe.Uncaught{Stack: asUncaught(err).Stack})
			}
			answer(err)
		})
		s.email(q, d, func() { answer(nil) })
	}, answer)
}

func (s *script) email(q *request, d *email.Delivery, answer func()) {
	if q.trace != nil {
		q.trace.event = &rpcInfo{[]string{"email"}}
	}
	s.iso.Enter(q.scope(), func() {
		done := q.returned(answer)
		defer s.iso.AfterTurn(q.context.OnQuietOnce)
		e, err := q.entrypoint()
		if err != nil {
			done(nil, err)
			return
		}
		_, f := e.handler("email")
		if f == nil {
			q.fail(email.ErrUnhandled)
			return
		}
		message, err := (&receivedEmail{d}).object(s.realm)
		switch {
		case err != nil:
			done(nil, err)
		case e.class: // a method like any other
			s.run(e.this, f, []goja.Value{message}, done)
		default:
			q.deliverTo(e, "email", message, done)
		}
	})
}
