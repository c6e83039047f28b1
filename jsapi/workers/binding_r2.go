package workers

import (
	"context"
	"encoding/hex"
	"errors"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bindings/r2"
	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// BindR2 answers a binding to an R2 bucket.
func BindR2(name string, b *r2.Bucket) Binding {
	return bindValue(name, func() *r2Bucket { return &r2Bucket{b} })
}

// r2Bucket is an R2Bucket, https://developers.cloudflare.com/r2/api/workers/workers-api-reference/.
type r2Bucket struct{ bucket *r2.Bucket }

var r2BucketClass = &webidl.Interface[r2Bucket]{
	Name: "R2Bucket",
	Operations: []webidl.Operation[r2Bucket]{
		{Name: "head", Run: asked((*r2Bucket).head)},
		{Name: "get", Run: asked((*r2Bucket).get)},
		{Name: "put", Run: asked((*r2Bucket).put)},
		{Name: "createMultipartUpload", Run: asked((*r2Bucket).createMultipartUpload)},
		{Name: "resumeMultipartUpload", Run: (*r2Bucket).resumeMultipartUpload},
		{Name: "delete", Run: asked((*r2Bucket).delete)},
		{Name: "list", Run: asked((*r2Bucket).list)},
	},
	If: never,
}

// RefuseClone says that a bucket cannot be cloned.
func (*r2Bucket) RefuseClone() error {
	return webidl.NewDOMException("DataCloneError", "An R2 bucket binding cannot be serialized.")
}

// r2Error answers a failure as script sees it.
func r2Error(action string, err error) error {
	var refused *r2.Error
	if errors.As(err, &refused) {
		return webidl.PlainError("%s: %s", action, refused.Error())
	}
	return err
}

// head answers an object without its bytes, null if there is none.
func (b *r2Bucket) head(c *webidl.Call) (*bindingCall, error) {
	key := c.String(0)
	return &bindingCall{
		work: func(context.Context) (any, error) {
			o, err := b.bucket.Head(key)
			return o, r2Error("head", err)
		},
		finish: func(r *webidl.Realm, v any) (any, error) {
			o := v.(*r2.Object)
			if o == nil {
				return goja.Null(), nil
			}
			return webidl.Wrap(r, newR2Object(o, &r2Extent{0, o.Size})), nil
		},
	}, nil
}

// get answers an object with its bytes; without them if a condition does not hold, and null if there is none.
func (b *r2Bucket) get(c *webidl.Call) (*bindingCall, error) {
	key := c.String(0)
	d := c.Dict(1, "GetOptions")
	when, err := r2Condition(c.Realm, d)
	if err != nil {
		return nil, err
	}
	ranged, err := r2Range(c.Realm, d)
	if err == nil {
		err = r2Key(c.Realm, d)
	}
	if err != nil {
		return nil, err
	}
	return &bindingCall{
		work: func(context.Context) (any, error) {
			got, err := b.bucket.Get(key, when, ranged)
			return got, r2Error("get", err)
		},
		finish: func(r *webidl.Realm, v any) (any, error) {
			got := v.(*r2.Got)
			if got == nil {
				return goja.Null(), nil
			}
			head := newR2Object(got.Object, &r2Extent{got.Offset, got.Length})
			if got.Body == nil {
				return webidl.Wrap(r, head), nil
			}
			return webidl.Wrap(r, newR2Body(r, head, wire.StreamBody(got.Body, got.Length))), nil
		},
	}, nil
}

// put stores an object and answers its head, or null if a condition does not hold.
func (b *r2Bucket) put(c *webidl.Call) (*bindingCall, error) {
	key := c.String(0)
	d := c.Dict(2, "PutOptions")
	p, err := r2PutOptions(c.Realm, d)
	if err != nil {
		return nil, err
	}
	body, err := r2Value(c, 1, true)
	if err != nil {
		return nil, err
	}
	return &bindingCall{
		work: func(context.Context) (any, error) {
			defer body.Close()
			o, err := b.bucket.Put(key, body.Reader(), body.Length, p)
			return o, r2Error("put", err)
		},
		finish: func(r *webidl.Realm, v any) (any, error) {
			o := v.(*r2.Object)
			if o == nil {
				return goja.Null(), nil
			}
			return webidl.Wrap(r, newR2Object(o, nil)), nil
		},
	}, nil
}

// r2Value takes what an object is made of. Without bytes it is an empty one, where that is allowed.
func r2Value(c *webidl.Call, at int, optional bool) (*wire.Body, error) {
	v := c.Arg(at)
	if goja.IsString(v) {
		return wire.BytesBody([]byte(v.String())), nil
	}
	if optional && at < len(c.Args) && (goja.IsNull(v) || goja.IsUndefined(v)) {
		return wire.BytesBody(nil), nil
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, c.Bad(at, r2Values)
	}
	if b, ok := c.Realm.Bytes(o); ok {
		return wire.BytesBody(append([]byte{}, b...)), nil
	}
	if b, ok := jsapi.BlobBytes(o); ok {
		return wire.BytesBody(b), nil
	}
	body, err := jsapi.StreamOut(c.Realm, o)
	switch {
	case err != nil:
		return nil, err
	case body == nil:
		return nil, c.Bad(at, r2Values)
	case body.Stream != nil && body.Length < 0:
		body.Close()
		return nil, webidl.TypeError("Provided readable stream must have a known length (request/response body or readable half of FixedLengthStream)")
	case body.Stream == nil:
		body.Length = int64(len(body.Bytes))
	}
	return body, nil
}

const r2Values = "JsReadableStream or ArrayBuffer or ArrayBufferView or string or Blob"

// delete removes one object or several.
func (b *r2Bucket) delete(c *webidl.Call) (*bindingCall, error) {
	c.Need(0, "string or Array")
	var keys []string
	if isArray(c.Arg(0)) {
		list := c.Arg(0).(*goja.Object)
		for _, item := range items(list) {
			keys = append(keys, c.Realm.Text(item).String())
		}
	} else {
		keys = []string{c.String(0)}
	}
	return &bindingCall{work: done(func() error { return r2Error("delete", b.bucket.Delete(keys...)) })}, nil
}

// list answers objects in the order of their keys.
func (b *r2Bucket) list(c *webidl.Call) (*bindingCall, error) {
	l, err := r2ListOptions(c)
	if err != nil {
		return nil, err
	}
	return &bindingCall{
		work: func(context.Context) (any, error) {
			p, err := b.bucket.List(l)
			return p, r2Error("list", err)
		},
		finish: func(r *webidl.Realm, v any) (any, error) {
			p := v.(*r2.Page)
			list := make([]goja.Value, len(p.Objects))
			for n, o := range p.Objects {
				list[n] = webidl.Wrap(r, newR2Object(o, nil))
			}
			prefixes := p.Prefixes
			if prefixes == nil {
				prefixes = []string{}
			}
			o := r.VM.NewObject()
			_ = o.Set("objects", r.Value(list))
			_ = o.Set("truncated", p.Cursor != "")
			_ = o.Set("cursor", textOrNothing(p.Cursor))
			_ = o.Set("delimitedPrefixes", r.Value(prefixes))
			return o, nil
		},
	}, nil
}

func r2ListOptions(c *webidl.Call) (l r2.List, err error) {
	d := c.Dict(0, "ListOptions")
	if n, ok := d.Number("limit"); ok {
		limit, err := webidl.Int32(n)
		if err != nil {
			return l, err
		}
		if limit != -1 { // which is how the platform says that there is none
			l.Limit = &limit
		}
	}
	text := func(name string) *string {
		v, ok := d.Member(name)
		if !ok || err != nil {
			return nil
		}
		if !goja.IsString(v) {
			err = webidl.TypeError("Incorrect type for the '%s' field on 'ListOptions': the provided value is not of type 'string'.", name)
			return nil
		}
		s := v.String()
		return &s
	}
	if prefix := text("prefix"); prefix != nil {
		l.Prefix = *prefix
	}
	l.Cursor = text("cursor")
	if delimiter := text("delimiter"); delimiter != nil {
		l.Delimiter = *delimiter
	}
	l.StartAfter = text("startAfter")
	if err != nil {
		return l, err
	}
	if !c.Realm.Flags.Has(compat.R2ListHonorInclude) {
		l.HTTP, l.Custom = true, true
	}
	v, ok := d.Member("include")
	if !ok {
		return l, nil
	}
	if !isArray(v) {
		return l, webidl.TypeError("Incorrect type for the 'include' field on 'ListOptions': the provided value is not of type 'Array'.")
	}
	list := v.(*goja.Object)
	for _, item := range items(list) {
		switch field := item.String(); field {
		case "httpMetadata":
			l.HTTP = true
		case "customMetadata":
			l.Custom = true
		default:
			return l, webidl.RangeError("Unsupported include value %s", field)
		}
	}
	return l, nil
}

// textOrNothing answers a text that is not there as undefined.
func textOrNothing(s string) any {
	if s == "" {
		return goja.Undefined()
	}
	return s
}

// r2Checksum reads a checksum, as bytes or in hexadecimal digits.
func r2Checksum(r *webidl.Realm, name, field string, size int, v goja.Value) ([]byte, error) {
	if goja.IsString(v) {
		text := v.String()
		if len(text) != 2*size {
			return nil, webidl.TypeError("%s is %d hex characters, not %d", name, 2*size, len(text))
		}
		sum, err := hex.DecodeString(text)
		if err != nil {
			return nil, webidl.TypeError("Provided %s wasn't a valid hex string", name)
		}
		return sum, nil
	}
	b, ok := r.Bytes(v)
	if !ok {
		return nil, webidl.TypeError("Incorrect type for the '%s' field on 'PutOptions': the provided value is not of type 'BufferSource or string'.", field)
	}
	if len(b) != size {
		return nil, webidl.TypeError("%s is %d bytes, not %d", name, size, len(b))
	}
	return append([]byte{}, b...), nil
}
