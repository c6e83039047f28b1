package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/bindings/email"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// readDraft reads what a mail is made of. allow is asked, before the rest is read, whether it may be sent; nil where it goes
// to whom it answers.
func readDraft(r *webidl.Realm, o *goja.Object, allow func(from string, to ...string) error) (*email.Draft, error) {
	d := &email.Draft{}
	var err error
	if d.From, err = mailAddress(o.Get("from")); err != nil {
		return nil, err
	}
	if allow != nil {
		if err := emailError(allow(d.From.Email)); err != nil {
			return nil, err
		}
		if d.To, err = mailAddresses(o.Get("to")); err != nil {
			return nil, err
		}
		for _, to := range d.To {
			if err := emailError(allow(d.From.Email, to.Email)); err != nil {
				return nil, err
			}
		}
	}
	if v := o.Get("cc"); isTrue(v) {
		if d.CC, err = mailAddresses(v); err != nil {
			return nil, err
		}
	}
	if v := o.Get("bcc"); isTrue(v) {
		if d.BCC, err = mailAddresses(v); err != nil {
			return nil, err
		}
	}
	if v := o.Get("replyTo"); isTrue(v) {
		a, err := mailAddress(v)
		if err != nil {
			return nil, err
		}
		d.ReplyTo = &a
	}
	d.Subject = orUndefined(o.Get("subject")).String()
	d.Text, d.HTML = textMember(o, "text"), textMember(o, "html")
	if h, ok := o.Get("headers").(*goja.Object); ok {
		for _, name := range h.Keys() {
			d.Header = append(d.Header, wire.Field{Name: name, Value: h.Get(name).String()})
		}
	}
	d.Attachments, err = mailAttachments(r, o.Get("attachments"))
	return d, err
}

// textMember answers a member as a text, "" where there is none.
func textMember(o *goja.Object, name string) string {
	if v := o.Get(name); isTrue(v) {
		return v.String()
	}
	return ""
}

// isTrue is the language's truth of a value that may be missing.
func isTrue(v goja.Value) bool { return v != nil && v.ToBoolean() }

// mailAddress reads a text, or an object with a name and an email.
func mailAddress(v goja.Value) (email.Address, error) {
	v = orUndefined(v)
	switch {
	case goja.IsString(v):
		return email.ParseAddress(v.String()), nil
	case goja.IsUndefined(v), goja.IsNull(v):
		return email.Address{}, webidl.TypeError("Cannot read properties of %s (reading 'email')", v)
	}
	o, ok := v.(*goja.Object)
	if !ok || !goja.IsString(o.Get("email")) {
		return email.Address{Email: "undefined"}, nil
	}
	return email.NamedAddress(orUndefined(o.Get("name")).String(), o.Get("email").String()), nil
}

// mailAddresses reads one, or a list of them.
func mailAddresses(v goja.Value) ([]email.Address, error) {
	values := []goja.Value{v}
	if v != nil && isArray(v) {
		values = items(v.(*goja.Object))
	}
	list := make([]email.Address, len(values))
	for n, v := range values {
		var err error
		if list[n], err = mailAddress(v); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func mailAttachments(r *webidl.Realm, v goja.Value) ([]email.Attachment, error) {
	switch {
	case v == nil || goja.IsUndefined(v) || goja.IsNull(v):
		return nil, nil
	case !isArray(v):
		return nil, webidl.TypeError("(builder.attachments ?? []).map is not a function")
	}
	var list []email.Attachment
	for _, item := range items(v.(*goja.Object)) {
		o, ok := item.(*goja.Object)
		if !ok {
			return nil, webidl.TypeError("Cannot read properties of %s (reading 'filename')", item)
		}
		a := email.Attachment{
			Filename: textMember(o, "filename"), Type: textMember(o, "type"),
			ContentID: textMember(o, "contentId"), Disposition: textMember(o, "disposition"),
		}
		switch content := orUndefined(o.Get("content")); {
		case goja.IsString(content):
			text := content.String()
			a.Base64 = &text
		case goja.IsUndefined(content), goja.IsNull(content):
			return nil, webidl.TypeError("Cannot read properties of %s (reading 'byteLength')", content)
		default:
			b, _ := r.Bytes(content)
			a.Bytes = append([]byte{}, b...)
		}
		list = append(list, a)
	}
	return list, nil
}
