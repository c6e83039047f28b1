package workers

import (
	"context"
	"encoding/hex"
	"slices"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bindings/r2"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// r2Extent is which bytes of an object were answered.
type r2Extent struct{ offset, length int64 }

// r2Object is an R2Object, without its bytes.
type r2Object struct {
	object *r2.Object
	extent *r2Extent // nil is not said
}

func newR2Object(o *r2.Object, extent *r2Extent) *r2Object {
	return &r2Object{object: o, extent: extent}
}

var r2ObjectClass = &webidl.Interface[r2Object]{
	Name: "HeadResult",
	// In the order in which the platform shows them.
	Fields: []webidl.Field[r2Object]{
		{Name: "ssecKeyMd5", Value: func(*r2Object, *webidl.Realm) any { return nil }},
		{Name: "storageClass", Value: func(*r2Object, *webidl.Realm) any { return "" }},
		{Name: "range", Value: (*r2Object).ranged},
		{Name: "customMetadata", Value: (*r2Object).customMetadata},
		{Name: "httpMetadata", Value: (*r2Object).httpMetadata},
		{Name: "uploaded", Value: func(o *r2Object, _ *webidl.Realm) any { return time.UnixMilli(o.object.Uploaded) }},
		{Name: "checksums", Value: func(o *r2Object, r *webidl.Realm) any { return webidl.Wrap(r, &r2Checksums{o.object.Checksums}) }},
		{Name: "httpEtag", Value: func(o *r2Object, _ *webidl.Realm) any { return `"` + o.object.ETag + `"` }},
		{Name: "etag", Value: func(o *r2Object, _ *webidl.Realm) any { return o.object.ETag }},
		{Name: "size", Value: func(o *r2Object, _ *webidl.Realm) any { return o.object.Size }},
		{Name: "version", Value: func(o *r2Object, _ *webidl.Realm) any { return o.object.Version }},
		{Name: "key", Value: func(o *r2Object, _ *webidl.Realm) any { return o.object.Key }},
	},
	Operations: []webidl.Operation[r2Object]{{Name: "writeHttpMetadata", Run: (*r2Object).writeHTTPMetadata}},
	If:         never,
}

func (o *r2Object) httpMetadata(r *webidl.Realm) any {
	m := r.VM.NewObject()
	for _, f := range r2HTTPFields(&o.object.HTTP) {
		_ = m.Set(f.name, textOrNothing(*f.text))
	}
	_ = m.Set("cacheExpiry", goja.Undefined())
	if at := o.object.HTTP.CacheExpiry; at != nil {
		_ = m.Set("cacheExpiry", r.Date(time.UnixMilli(*at)))
	}
	return m
}

func (o *r2Object) customMetadata(r *webidl.Realm) any {
	m := r.VM.NewObject()
	for _, p := range o.object.Custom {
		_ = m.Set(p.Name, p.Value)
	}
	return m
}

func (o *r2Object) ranged(r *webidl.Realm) any {
	if o.extent == nil {
		return nil
	}
	m := r.VM.NewObject()
	_ = m.Set("offset", o.extent.offset)
	_ = m.Set("length", o.extent.length)
	_ = m.Set("suffix", goja.Undefined())
	return m
}

// writeHTTPMetadata sets the header fields of the metadata.
func (o *r2Object) writeHTTPMetadata(c *webidl.Call) (any, error) {
	h, ok := c.Need(0, "Headers").(*goja.Object)
	if ok {
		_, ok = jsapi.HeaderOf(h)
	}
	if !ok {
		return nil, c.Bad(0, "Headers")
	}
	for _, f := range r2HTTPFields(&o.object.HTTP) {
		if *f.text != "" {
			if err := jsapi.SetHeader(h, f.header, *f.text); err != nil {
				return nil, err
			}
		}
	}
	if at := o.object.HTTP.CacheExpiry; at != nil {
		return nil, jsapi.SetHeader(h, "expires", time.UnixMilli(*at).UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT"))
	}
	return nil, nil
}

// r2Checksums is the checksums of an object.
type r2Checksums struct{ sums map[string][]byte }

var r2ChecksumsClass = &webidl.Interface[r2Checksums]{
	Name:       "Checksums",
	Fields:     r2ChecksumFields(),
	Operations: []webidl.Operation[r2Checksums]{{Name: "toJSON", Run: (*r2Checksums).toJSON}},
	If:         never,
}

func r2ChecksumFields() (list []webidl.Field[r2Checksums]) {
	for _, a := range slices.Backward(r2.Algorithms) {
		list = append(list, webidl.Field[r2Checksums]{Name: a.Field, Value: func(s *r2Checksums, _ *webidl.Realm) any {
			if sum := s.sums[a.Field]; sum != nil {
				return append([]byte{}, sum...)
			}
			return nil
		}})
	}
	return list
}

func (s *r2Checksums) toJSON(c *webidl.Call) (any, error) {
	o := c.Realm.VM.NewObject()
	for _, a := range r2.Algorithms {
		_ = o.Set(a.Field, textOrNothing(hex.EncodeToString(s.sums[a.Field])))
	}
	return o, nil
}

// r2Body is an R2ObjectBody. Its bytes are read as those of a Response are.
type r2Body struct {
	r2Object
	response *goja.Object
}

func newR2Body(r *webidl.Realm, head *r2Object, body *wire.Body) *r2Body {
	w := &wire.Response{Status: 200, Body: body}
	if typ := head.object.HTTP.ContentType; typ != "" {
		w.Header = wire.Header{{Name: "Content-Type", Value: typ}}
	}
	if scope := r.Isolate.Scope(); scope != nil { // nobody may ever read it
		context.AfterFunc(scope.Context.Done(), body.Close)
	}
	return &r2Body{*head, jsapi.NewResponse(r, w)}
}

// Super answers the R2Object part.
func (b *r2Body) Super() any { return &b.r2Object }

var r2BodyClass = &webidl.Interface[r2Body]{
	Name:     "GetResult",
	Inherits: r2ObjectClass,
	Attributes: []webidl.Attribute[r2Body]{
		{Name: "body", Get: func(b *r2Body, _ *webidl.Call) (any, error) { return b.response.Get("body"), nil }, Prototype: true},
		{Name: "bodyUsed", Get: func(b *r2Body, _ *webidl.Call) (any, error) { return b.response.Get("bodyUsed"), nil }, Prototype: true},
	},
	Operations: []webidl.Operation[r2Body]{r2Read("arrayBuffer"), r2Read("bytes"), r2Read("text"), r2Read("json"), r2Read("blob")},
	If:         never,
}

// r2Read reads the bytes by the method of Response that has the name.
func r2Read(name string) webidl.Operation[r2Body] {
	return webidl.Operation[r2Body]{Name: name, Run: func(b *r2Body, _ *webidl.Call) (any, error) {
		read, _ := goja.AssertFunction(b.response.Get(name))
		return read(b.response)
	}}
}
