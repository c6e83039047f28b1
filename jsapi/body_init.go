package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// bodyInit is what a body is made of: content at hand, or a stream, or neither for the null body.
type bodyInit struct {
	content     *wire.Body
	stream      *goja.Object
	source      *ReadableStream
	contentType string
}

const textType = "text/plain;charset=UTF-8"

// textHeader is what most answers say. Every change to it makes a copy.
var textHeader = wire.Header{{Name: "Content-Type", Value: textType}}

// newBodyInit implements https://fetch.spec.whatwg.org/#concept-bodyinit-extract.
func newBodyInit(r *webidl.Realm, v goja.Value) (bodyInit, error) {
	if v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
		return bodyInit{}, nil
	}
	o, ok := v.(*goja.Object)
	own := ok && webidl.As[ReadableStream](o) != nil
	if err := RequireHandler(r); err != nil && !own {
		return bodyInit{}, err // a body is I/O, unless the script brings its own stream
	}
	if !ok {
		return textBody(r, v), nil
	}
	switch n := webidl.Native(o).(type) {
	case *ReadableStream:
		return streamInit(o, n)
	case *FormData:
		b, typ := n.encode(r)
		return bodyInit{content: wire.BytesBody(b), contentType: typ}, nil
	case interface{ bodyText() string }:
		return bodyInit{
			content:     wire.BytesBody([]byte(n.bodyText())),
			contentType: "application/x-www-form-urlencoded;charset=UTF-8",
		}, nil
	}
	if blob := webidl.As[Blob](o); blob != nil {
		return bodyInit{content: wire.BytesBody(blob.data), contentType: blob.mime}, nil
	}
	if s := webidl.As[ReadableStream](o); s != nil {
		return streamInit(o, s)
	}
	if b, ok := r.Bytes(o); ok {
		return bodyInit{content: wire.BytesBody(copyBytes(b))}, nil
	}
	if !r.Flags.Has(compat.FetchIterableTypeSupport) || !iteratesAsBody(r, o) {
		return textBody(r, v), nil
	}
	from, _ := goja.AssertFunction(webidl.Constructor[ReadableStream](r).Get("from"))
	stream, err := from(goja.Undefined(), o)
	if err != nil {
		return bodyInit{}, err
	}
	return streamInit(stream.(*goja.Object), webidl.As[ReadableStream](stream))
}

func textBody(r *webidl.Realm, v goja.Value) bodyInit {
	return bodyInit{content: wire.BytesBody(webidl.EngineLayout().UTF8(r.Text(v))), contentType: textType}
}

func streamInit(o *goja.Object, s *ReadableStream) (bodyInit, error) {
	switch {
	case s.Disturbed():
		return bodyInit{}, webidl.TypeError("This ReadableStream is disturbed (has already been read from), and cannot be used as a body.")
	case s.Locked():
		return bodyInit{}, webidl.TypeError("This ReadableStream is locked to a reader, and cannot be used as a body.")
	}
	return bodyInit{stream: o, source: s}, nil
}

// iteratesAsBody answers whether an object is read as chunks: it can be iterated over and does not say
// itself what it is as a string.
func iteratesAsBody(r *webidl.Realm, o *goja.Object) bool {
	if !isCallable(o.GetSymbol(asyncIteratorSymbol(r))) && !isCallable(o.GetSymbol(goja.SymIterator)) {
		return false
	}
	if isCallable(o.GetSymbol(goja.SymToPrimitive)) {
		return false
	}
	if !r.Flags.Has(compat.FetchIterableTypeSupportOverrideAdjustment) {
		return true
	}
	own := o.Get("toString")
	return own == nil || own.SameAs(inheritedToString(r, "Object")) || own.SameAs(inheritedToString(r, "Array"))
}

func isCallable(v goja.Value) bool {
	_, ok := goja.AssertFunction(v)
	return ok
}

func inheritedToString(r *webidl.Realm, class string) goja.Value {
	return r.VM.GlobalObject().Get(class).(*goja.Object).Get("prototype").(*goja.Object).Get("toString")
}

// handOver gives the content away, as it travels. The body counts as used from then on.
func (b *Body) handOver(r *webidl.Realm) (*wire.Body, error) {
	switch {
	case b.null():
		return nil, nil
	case b.disturbed():
		return nil, errBodyUsed
	case b.source != nil:
		content, err := streamBody(r, b.source, -1)
		if err == nil {
			detach(content.Stream)
		}
		return content, err
	}
	if err := b.admitted(r); err != nil {
		return nil, err
	}
	content := b.plain()
	detach(content.Stream)
	b.used = true
	return content, nil
}

// inherit makes the content of from that of b, leaving from used. A stream that a script has seen is shared.
func (b *Body) inherit(r *webidl.Realm, from *Body) error {
	switch {
	case from.null():
		return nil
	case from.stream != nil:
		init, err := streamInit(from.stream, from.source)
		if err == nil {
			b.setContent(r, init)
		}
		return err
	}
	b.content, b.coding, b.owner = from.content, from.coding, from.owner
	from.used = true
	return nil
}

// tee doubles the content for a clone.
func (b *Body) tee(r *webidl.Realm) (Body, error) {
	twin := Body{headers: Headers{list: b.headers.list, shared: true, immutable: b.headers.immutable}, owner: b.owner}
	b.headers.shared = true
	if b.null() {
		return twin, nil
	}
	if b.used {
		return twin, webidl.TypeError("This ReadableStream is currently locked to a reader,")
	}
	if b.source != nil {
		one, two, err := teeStream(r, b.source)
		if err != nil {
			return twin, err
		}
		b.stream, b.source = one, webidl.As[ReadableStream](one)
		twin.stream, twin.source = two, webidl.As[ReadableStream](two)
		return twin, nil
	}
	if err := b.admitted(r); err != nil {
		return twin, err
	}
	if b.content.Stream != nil {
		b.content, twin.content = teeBody(b.content)
	} else {
		twin.content = b.content
	}
	twin.coding = b.coding
	return twin, nil
}
