package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/encoding"
	"github.com/dodev/dodev/jsapi/mimetype"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// bodyClass implements https://fetch.spec.whatwg.org/#body-mixin, which the platform makes a class.
var bodyClass = &webidl.Interface[Body]{
	Name: "Body",
	Attributes: []webidl.Attribute[Body]{
		{Name: "body", Get: (*Body).bodyAttribute},
		{Name: "bodyUsed", Get: func(b *Body, _ *webidl.Call) (any, error) { return b.disturbed(), nil }},
	},
	Operations: []webidl.Operation[Body]{
		{Name: "arrayBuffer", Run: (*Body).arrayBuffer},
		{Name: "bytes", Run: (*Body).bytes},
		{Name: "text", Run: (*Body).text},
		{Name: "json", Run: (*Body).json},
		{Name: "formData", Run: (*Body).formData},
		{Name: "blob", Run: (*Body).blob},
	},
}

// Body is what Request and Response share: headers and content. The content stays a Go body until a script
// asks for the stream; the Headers object is made when a script asks for it.
type Body struct {
	headers       Headers
	headersObject *goja.Object

	content *wire.Body      // nil once it became a stream, and for the null body
	stream  *goja.Object    // a ReadableStream
	source  *ReadableStream // the native part of stream
	coding  string          // what content is encoded with and a reader does not want to see
	used    bool            // content was read or handed over
	arrived bool            // content came from outside: an object that reads it lets other events in
	owner   *isolate.Context
}

var errBodyUsed = webidl.TypeError("Body has already been used. It can only be used once. Use tee() first if you need to read it twice.")

func (b *Body) headersAttribute(c *webidl.Call) (any, error) {
	if b.headersObject == nil {
		b.headersObject = webidl.Wrap(c.Realm, &b.headers)
	}
	return b.headersObject, nil
}

// setContent makes what an initialiser held the content, and names its type if the headers do not.
func (b *Body) setContent(r *webidl.Realm, init bodyInit) {
	b.content, b.stream, b.source = init.content, init.stream, init.source
	b.owned(r)
	switch {
	case init.contentType == "" || b.headers.list.Has("Content-Type"):
	case len(b.headers.list) == 0 && init.contentType == textType:
		b.headers = Headers{list: textHeader, shared: true}
	default:
		b.headers.add("Content-Type", init.contentType)
	}
}

// owned makes the content, if there is any, the running context's.
func (b *Body) owned(r *webidl.Realm) {
	if scope := r.Isolate.Scope(); scope != nil && b.content != nil {
		b.owner = scope.Context
	}
}

// admitted answers the error of content that another request or object uses.
func (b *Body) admitted(r *webidl.Realm) error { return sameContext(r, b.owner, readableSource) }

// null answers whether there is no body at all.
func (b *Body) null() bool { return b.content == nil && b.stream == nil }

// disturbed answers whether the content was read or given away, in part or whole.
func (b *Body) disturbed() bool {
	if b.source != nil {
		return b.source.Disturbed()
	}
	return b.used
}

func (b *Body) bodyAttribute(c *webidl.Call) (any, error) {
	if b.null() {
		return goja.Null(), nil
	}
	return b.readable(c.Realm), nil
}

// readable answers the content as a stream, which it is from then on.
func (b *Body) readable(r *webidl.Realm) *goja.Object {
	if b.stream == nil {
		b.stream = newBodyStream(r, b.plain())
		b.source = webidl.As[ReadableStream](b.stream)
		b.source.owner = b.owner
		if b.used {
			b.source.handOver() // locked and disturbed, as if the stream had been read
		}
		b.content = nil
	}
	return b.stream
}

// plain answers the content without its coding.
func (b *Body) plain() *wire.Body {
	content := b.content
	if b.used {
		content = wire.BytesBody(nil)
	} else if b.coding != "" {
		content = decoded(content, b.coding)
	}
	b.coding = ""
	return content
}

// take locks the content for good and calls done with all of it, at once if it is at hand. The bytes may
// be shared: they are not to be changed.
func (b *Body) take(r *webidl.Realm, done func([]byte, error)) {
	switch {
	case b.null():
		done(nil, nil)
		return
	case b.disturbed():
		done(nil, errBodyUsed)
		return
	case b.source != nil:
		consume(r, b.source, done)
		return
	}
	if err := b.admitted(r); err != nil {
		done(nil, err)
		return
	}
	switch {
	case b.content.Stream == nil && b.coding == "":
		b.used = true
		content := b.content.Bytes
		if b.arrived && r.Isolate.Scope().Context.Object {
			r.Isolate.Begin().Deliver(func() { done(content, nil) })
			return
		}
		done(content, nil)
	default:
		source := makeBodyStream(r, b.plain())
		b.used = true
		consume(r, source, done)
	}
}

// reading makes an operation of what to do with the content.
func (b *Body) reading(c *webidl.Call, finish func([]byte) (any, error)) (any, error) {
	d := c.Realm.NewPromise()
	b.take(c.Realm, func(data []byte, err error) {
		if err != nil {
			d.Reject(err)
			return
		}
		d.Settle(c.Realm.Try(func() (any, error) { return finish(data) }))
	})
	return d, nil
}

func (b *Body) arrayBuffer(c *webidl.Call) (any, error) {
	return b.reading(c, func(data []byte) (any, error) { return copyBytes(data), nil })
}

func (b *Body) bytes(c *webidl.Call) (any, error) {
	r := c.Realm
	return b.reading(c, func(data []byte) (any, error) { return r.Uint8Array(copyBytes(data)), nil })
}

func (b *Body) text(c *webidl.Call) (any, error) {
	b.warnOfBinary(c.Realm)
	r := c.Realm
	return b.reading(c, func(data []byte) (any, error) { return bodyText(r, data), nil })
}

func (b *Body) json(c *webidl.Call) (any, error) {
	r := c.Realm
	return b.reading(c, func(data []byte) (any, error) { return parseJSON(r, bodyText(r, data)) })
}

func (b *Body) formData(c *webidl.Call) (any, error) {
	r := c.Realm
	typ, typed := b.headers.joined("Content-Type")
	return b.reading(c, func(data []byte) (any, error) { return parseFormData(r, typ, typed, data) })
}

func (b *Body) blob(c *webidl.Call) (any, error) {
	r := c.Realm
	typ, _ := b.headers.joined("Content-Type")
	if r.Flags.Has(compat.BlobStandardMIMEType) && typ != "" {
		t, ok := mimetype.Parse(typ)
		if typ = ""; ok {
			typ = t.String()
		}
	}
	return b.reading(c, func(data []byte) (any, error) {
		return webidl.Wrap(r, &Blob{data: data, mime: typ}), nil
	})
}

// warnOfBinary tells the developer that content which does not call itself text is read as text.
func (b *Body) warnOfBinary(r *webidl.Realm) {
	typ, typed := b.headers.joined("Content-Type")
	if !typed || b.null() {
		return
	}
	if t, ok := mimetype.Parse(typ); ok && t.IsText() {
		return
	}
	warn(r, "Called .text() on an HTTP body which does not appear to be text. The body's Content-Type is \""+typ+
		"\". The result will probably be corrupted. Consider checking the Content-Type header before interpreting entities as text.")
}

// warn writes a line to the console as console.warn would.
func warn(r *webidl.Realm, text string) {
	line := observe.Console{Level: observe.Warn, Text: text}
	if s := r.Isolate.Scope(); s != nil {
		line.Object = s.Context.Label
	}
	r.Isolate.Observer.Console(line)
}

// bodyText decodes content as text.
func bodyText(r *webidl.Realm, data []byte) string {
	const mark = "\ufeff"
	if len(data) >= len(mark) && string(data[:len(mark)]) == mark && r.Flags.Has(compat.StripBOMInReadAllText) {
		data = data[len(mark):]
	}
	return encoding.UTF8(data)
}
