package jsapi

import (
	"reflect"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/clone"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// The tags of fetch's objects in serialized values.
const (
	cloneHeaders  = 4
	cloneRequest  = 5
	cloneResponse = 6
	cloneBlob     = 15
)

// What a serialized Headers says of who may change it.
const (
	guardImmutable = 0
	guardNone      = 3
)

// bodyCloneables are the classes of fetch that are serialized or refused in words of their own.
var bodyCloneables = []Cloneable{
	{Native: reflect.TypeFor[Headers](), Tag: cloneHeaders, Write: writeHeaders, Read: readHeaders},
	{Native: reflect.TypeFor[Request](), Tag: cloneRequest, Write: writeRequest, Read: readRequestClone},
	{Native: reflect.TypeFor[Response](), Tag: cloneResponse, Write: writeResponse, Read: readResponse},
	{Native: reflect.TypeFor[Blob](), Tag: cloneBlob, Write: writeBlob, Read: readBlob},
	{Native: reflect.TypeFor[ReadableStream](), Tag: cloneReadableStream, Write: writeReadable, Read: readReadable},
	{Native: reflect.TypeFor[WritableStream](), Tag: cloneWritableStream, Write: writeWritable, Read: readWritable},
}

// onlyOverRPC refuses a stream: it moves to whoever gets it, and cannot be kept.
func onlyOverRPC(e *clone.Encoder, class string) error {
	if e.Mode() == clone.ForRPC && e.Session() != nil {
		return nil
	}
	return &clone.Error{Message: class + " can only be serialized for RPC."}
}

func writeHeaders(_ *webidl.Realm, e *clone.Encoder, o *goja.Object) error {
	h := webidl.As[Headers](o)
	guard := uint32(guardNone)
	if h.immutable {
		guard = guardImmutable
	}
	e.WriteUint32(guard)
	e.WriteUint32(uint32(len(h.list)))
	for _, f := range h.list {
		e.WriteUint32(0) // a name that is spelt out
		e.WriteString(f.Name)
		e.WriteString(f.Value)
	}
	return nil
}

func readHeaders(r *webidl.Realm, d *clone.Decoder) (*goja.Object, error) {
	guard, err := d.ReadUint32()
	if err != nil {
		return nil, err
	}
	count, err := d.ReadUint32()
	if err != nil {
		return nil, err
	}
	h := &Headers{immutable: guard == guardImmutable}
	for range count {
		known, err := d.ReadUint32()
		if err != nil {
			return nil, err
		}
		if known != 0 {
			return nil, errForeignData
		}
		var f wire.Field
		if f.Name, err = d.ReadString(); err != nil {
			return nil, err
		}
		if f.Value, err = d.ReadString(); err != nil {
			return nil, err
		}
		h.list = append(h.list, f)
	}
	return webidl.Wrap(r, h), nil
}

// errForeignData is what was not written here.
var errForeignData = &clone.Error{Name: clone.PlainError, Message: "Unable to deserialize cloned data."}

// initialiser collects the members that differ from what a constructor sets anyway.
type initialiser struct {
	realm  *webidl.Realm
	object *goja.Object
}

func newInitialiser(r *webidl.Realm) initialiser { return initialiser{r, r.VM.NewObject()} }

func (i initialiser) set(name string, v any) { _ = i.object.Set(name, i.realm.Value(v)) }

// common adds what Request and Response share. The body comes first: it may refuse.
func (i initialiser) common(e *clone.Encoder, b *Body, cf *cfObject) error {
	if !b.null() {
		if err := onlyOverRPC(e, "ReadableStream"); err != nil {
			return err
		}
	}
	i.set("headers", webidl.Wrap(i.realm, &Headers{list: b.headers.out(), shared: true, immutable: b.headers.immutable}))
	v, err := cf.get(i.realm)
	if err == nil {
		i.set("cf", v)
	}
	return err
}

func writeRequest(r *webidl.Realm, e *clone.Encoder, o *goja.Object) error {
	q := webidl.As[Request](o)
	init := newInitialiser(r)
	init.set("method", q.method)
	if err := init.common(e, &q.Body, &q.cf); err != nil {
		return err
	}
	init.set("redirect", q.redirect)
	if q.fetcher != nil {
		init.set("fetcher", q.fetcher)
	}
	if q.cache != "" {
		init.set("cache", q.cache)
	}
	if q.signal != nil {
		init.set("signal", q.signal.Object())
	}
	if !q.null() {
		init.set("body", q.readable(r))
	}
	e.WriteString(q.url)
	return e.WriteValue(init.object)
}

func readRequestClone(r *webidl.Realm, d *clone.Decoder) (*goja.Object, error) {
	q := &Request{method: "GET", redirect: "follow"}
	var err error
	if q.url, err = d.ReadString(); err != nil {
		return nil, err
	}
	init, err := readInitialiser(d, &q.Body, &q.cf)
	if err != nil {
		return nil, err
	}
	for name, at := range map[string]*string{"method": &q.method, "redirect": &q.redirect, "cache": &q.cache} {
		if s, ok := init.Get(name).(goja.String); ok {
			*at = s.String()
		}
	}
	return webidl.Wrap(r, q), nil
}

// readInitialiser reads what common and its callers have set.
func readInitialiser(d *clone.Decoder, b *Body, cf *cfObject) (*goja.Object, error) {
	v, err := d.ReadValue()
	if err != nil {
		return nil, err
	}
	init, ok := v.(*goja.Object)
	if !ok {
		return nil, errForeignData
	}
	if h := webidl.As[Headers](init.Get("headers")); h != nil {
		b.headers = *h
	}
	if v, ok := init.Get("cf").(*goja.Object); ok {
		cf.value = v
	}
	b.arrive(init.Get("body"))
	return init, nil
}

// arrive makes a stream that came with the message the content.
func (b *Body) arrive(v goja.Value) {
	if s := webidl.As[ReadableStream](v); s != nil {
		b.stream, b.source = v.(*goja.Object), s
	}
}

func writeResponse(r *webidl.Realm, e *clone.Encoder, o *goja.Object) error {
	s := webidl.As[Response](o)
	init := newInitialiser(r)
	if err := init.common(e, &s.Body, &s.cf); err != nil {
		return err
	}
	init.set("status", s.status)
	init.set("statusText", s.statusText)
	if s.port != nil {
		s.socket = newWebSocket(r, s.takePort())
	}
	if s.socket != nil {
		init.set("webSocket", s.socket)
	}
	if s.manual {
		init.set("encodeBody", "manual")
	}
	body := goja.Null()
	if !s.null() {
		body = s.readable(r)
	}
	if err := e.WriteValue(body); err != nil {
		return err
	}
	return e.WriteValue(init.object)
}

func readResponse(r *webidl.Realm, d *clone.Decoder) (*goja.Object, error) {
	body, err := d.ReadValue()
	if err != nil {
		return nil, err
	}
	s := &Response{status: 200}
	init, err := readInitialiser(d, &s.Body, &s.cf)
	switch {
	case err != nil:
		return nil, err
	case !goja.IsNull(body) && webidl.As[ReadableStream](body) == nil:
		return nil, errForeignData
	}
	s.arrive(body)
	if v := init.Get("status"); v != nil {
		s.status = int(v.ToInteger())
	}
	if text, ok := init.Get("statusText").(goja.String); ok {
		s.statusText = text.String()
	}
	s.manual = init.Get("encodeBody") != nil
	return webidl.Wrap(r, s), nil
}

func writeBlob(_ *webidl.Realm, e *clone.Encoder, o *goja.Object) error {
	b := webidl.As[Blob](o)
	e.WriteString(b.mime)
	e.WriteUint32(uint32(len(b.data)))
	e.WriteBytes(b.data)
	return nil
}

func readBlob(r *webidl.Realm, d *clone.Decoder) (*goja.Object, error) {
	mime, err := d.ReadString()
	if err != nil {
		return nil, err
	}
	n, err := d.ReadUint32()
	if err != nil {
		return nil, err
	}
	data, err := d.ReadBytes(int(n))
	if err != nil {
		return nil, err
	}
	return webidl.Wrap(r, &Blob{data: copyBytes(data), mime: mime}), nil
}
