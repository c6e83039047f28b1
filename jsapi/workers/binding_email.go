package workers

import (
	"context"
	"errors"
	"io"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bindings/email"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// BindEmail answers a binding that sends mail.
func BindEmail(name string, s *email.Sender) Binding {
	return bindValue(name, func() *sendEmail { return &sendEmail{s} })
}

// sendEmail is a SendEmail, https://developers.cloudflare.com/email-routing/email-workers/send-email-workers/.
type sendEmail struct{ sender *email.Sender }

var sendEmailClass = &webidl.Interface[sendEmail]{
	Name:       "Fetcher", // which it is on the platform's local runtime
	Operations: []webidl.Operation[sendEmail]{{Name: "send", Run: asked((*sendEmail).send)}},
	If:         never,
}

// rawEmail is the member of an EmailMessage that has its text, by which it is known for one.
const rawEmail = "EmailMessage::raw"

// send sends a mail, or what one is made of.
func (e *sendEmail) send(c *webidl.Call) (*bindingCall, error) {
	o, isMessage, err := emailArgument(c)
	if err != nil {
		return nil, err
	}
	if !isMessage {
		d, err := readDraft(c.Realm, o, e.sender.Allow)
		if err != nil {
			return nil, err
		}
		return mailed(func() (string, error) { return e.sender.SendDraft(d) }), nil
	}
	from, to := orUndefined(o.Get("from")).String(), orUndefined(o.Get("to")).String()
	if err := emailError(e.sender.Allow(from, to)); err != nil {
		return nil, err
	}
	return rawMailed(c.Realm, o, func(raw []byte) (string, error) { return e.sender.Send(from, to, raw) })
}

// emailArgument answers a copy of the mail that a call is given, as another Worker gets it, and whether it is an EmailMessage.
func emailArgument(c *webidl.Call) (o *goja.Object, isMessage bool, err error) {
	s := of(c.Realm)
	payload, err := s.packArguments([]goja.Value{c.Arg(0)})
	if err != nil {
		return nil, false, err
	}
	args, _, err := s.unpackArguments(payload)
	if err != nil {
		return nil, false, err
	}
	o, ok := args[0].(*goja.Object)
	if !ok {
		return nil, false, webidl.TypeError("Cannot use 'in' operator to search for '%s' in %s", rawEmail, args[0])
	}
	return o, o.Get(rawEmail) != nil, nil
}

// mailed answers a call whose result has the Message-ID of what was sent.
func mailed(send func() (string, error)) *bindingCall {
	return &bindingCall{
		work: func(context.Context) (any, error) {
			id, err := send()
			return id, emailError(err)
		},
		finish: func(r *webidl.Realm, id any) (any, error) {
			result := r.VM.NewObject()
			return result, result.Set("messageId", id)
		},
	}
}

// rawMailed is mailed for the text of an EmailMessage, which is whatever may be a body.
func rawMailed(r *webidl.Realm, o *goja.Object, send func(raw []byte) (string, error)) (*bindingCall, error) {
	response, err := r.VM.New(webidl.Constructor[jsapi.Response](r), o.Get(rawEmail))
	if err != nil {
		return nil, r.Isolate.Check(err)
	}
	out, err := jsapi.ResponseOut(r, response, &wire.Request{})
	if err != nil {
		return nil, err
	}
	hold(r.Isolate, r.Isolate.Scope().Context, out.Body)
	return mailed(func() (string, error) {
		body := out.Body.Reader()
		defer body.Close()
		raw, err := io.ReadAll(body)
		if err != nil {
			return "", err
		}
		return send(raw)
	}), nil
}

// emailError answers a refusal as script sees it.
func emailError(err error) error {
	var refused email.Error
	var stumbled email.TypeError
	switch {
	case errors.As(err, &refused):
		return webidl.PlainError("%s", refused)
	case errors.As(err, &stumbled):
		return webidl.TypeError("%s", stumbled)
	}
	return err
}
