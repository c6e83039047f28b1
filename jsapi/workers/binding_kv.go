package workers

import (
	"context"
	"errors"
	"io"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bindings/kv"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// BindKV answers a binding to a KV namespace.
func BindKV(name string, n *kv.Namespace) Binding {
	return bindValue(name, func() *kvNamespace { return &kvNamespace{n} })
}

// kvNamespace is a KvNamespace, https://developers.cloudflare.com/kv/api/.
type kvNamespace struct{ namespace *kv.Namespace }

var kvNamespaceClass = &webidl.Interface[kvNamespace]{
	Name: "KvNamespace",
	Operations: []webidl.Operation[kvNamespace]{
		{Name: "get", Run: (*kvNamespace).get},
		{Name: "list", Run: asked((*kvNamespace).list)},
		{Name: "put", Run: asked((*kvNamespace).put)},
		{Name: "getWithMetadata", Run: (*kvNamespace).getWithMetadata},
		{Name: "delete", Run: asked((*kvNamespace).delete)},
	},
	If: never,
}

// RefuseClone says that a namespace cannot be cloned.
func (*kvNamespace) RefuseClone() error {
	return webidl.NewDOMException("DataCloneError", "A KV namespace binding cannot be serialized.")
}

// kvKey reads a key. method is how the request is called when it fails.
func kvKey(c *webidl.Call, method string) (string, error) {
	key := c.String(0)
	return key, checkKVKey(key, method)
}

func checkKVKey(key, method string) error {
	switch key {
	case "":
		return webidl.TypeError("Key name cannot be empty.")
	case ".", "..":
		return webidl.TypeError("%q is not allowed as a key name.", key)
	}
	return kvError(method, kv.TooLongKey(key))
}

// kvError answers a failure as script sees it.
func kvError(method string, err error) error {
	var refused *kv.Error
	if errors.As(err, &refused) {
		return webidl.PlainError("KV %s failed: %s", method, refused.Error())
	}
	return err
}

// kvGet is how a value is wanted.
type kvGet struct {
	as       string
	cacheTTL *int // nil is not given
}

func kvGetOptions(c *webidl.Call) (o kvGet, err error) {
	v, isObject := c.Arg(1).(*goja.Object)
	if !isObject {
		if c.Given(1) && !goja.IsNull(c.Arg(1)) {
			o.as = c.String(1)
		}
		return o, nil
	}
	d := c.Realm.NewDict(v)
	o.as, _ = d.String("type")
	if n, ok := d.Number("cacheTtl"); ok {
		seconds, err := webidl.Int32(n)
		if err != nil {
			return o, err
		}
		o.cacheTTL = &seconds
	}
	return o, nil
}

// get answers a promise of a value, or of a Map of several. Arguments of other types throw.
func (k *kvNamespace) get(c *webidl.Call) (any, error) {
	read, err := k.reading(c, func(value goja.Value, _ *goja.Object) any { return value })
	if err != nil {
		return nil, err
	}
	return asked(read)(k, c)
}

// getWithMetadata is get for what a value has beside it. A key that is none throws, which is a platform quirk.
func (k *kvNamespace) getWithMetadata(c *webidl.Call) (any, error) {
	read, err := k.reading(c, func(_ goja.Value, whole *goja.Object) any { return whole })
	if err == nil && !isArray(c.Arg(0)) {
		_, err = kvKey(c, "GET")
	}
	if err != nil {
		return nil, err
	}
	return asked(read)(k, c)
}

func isArray(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	return ok && o.ClassName() == "Array"
}

// reading reads the arguments of a get. pick takes what is wanted of a value.
func (k *kvNamespace) reading(c *webidl.Call, pick func(value goja.Value, whole *goja.Object) any) (func(*kvNamespace, *webidl.Call) (*bindingCall, error), error) {
	if len(c.Args) == 0 {
		return nil, c.Bad(0, "string or Array")
	}
	o, err := kvGetOptions(c)
	if err != nil {
		return nil, err
	}
	if isArray(c.Arg(0)) {
		list := c.Arg(0).(*goja.Object)
		var keys []string
		for _, item := range items(list) {
			keys = append(keys, c.Realm.Text(item).String())
		}
		return func(*kvNamespace, *webidl.Call) (*bindingCall, error) { return k.readAll(keys, o, pick), nil }, nil
	}
	key := c.String(0)
	return func(_ *kvNamespace, c *webidl.Call) (*bindingCall, error) { return k.read(key, o, pick) }, nil
}

// read answers the value of a key.
func (k *kvNamespace) read(key string, o kvGet, pick func(goja.Value, *goja.Object) any) (*bindingCall, error) {
	if err := checkKVKey(key, "GET"); err != nil {
		return nil, err
	}
	return &bindingCall{
		work: func(context.Context) (any, error) {
			e, err := k.namespace.Get(key, o.cacheTTL)
			return e, kvError("GET", err)
		},
		finish: func(r *webidl.Realm, v any) (any, error) {
			e := v.(*kv.Entry)
			value, err := kvValue(r, e, o.as)
			if err != nil {
				return nil, err
			}
			whole, err := kvWhole(r, value, e)
			if err != nil {
				return nil, err
			}
			_ = whole.Set("cacheStatus", goja.Null())
			return pick(value, whole), nil
		},
	}, nil
}

// kvValue answers a value as it is wanted; null if there is none.
func kvValue(r *webidl.Realm, e *kv.Entry, as string) (goja.Value, error) {
	if e == nil {
		return goja.Null(), nil
	}
	switch as {
	case "", "text":
		return r.VM.ToValue(jsapi.Text(r, e.Value)), nil
	case "json":
		return jsapi.ParseJSON(r, jsapi.Text(r, e.Value))
	case "arrayBuffer":
		return r.Value(e.Value), nil
	case "stream":
		return jsapi.NewBodyStream(r, wire.BytesBody(e.Value)), nil
	}
	return nil, webidl.TypeError(`Unknown response type. Possible types are "text", "arrayBuffer", "json", and "stream".`)
}

// kvWhole answers a value with its metadata.
func kvWhole(r *webidl.Realm, value goja.Value, e *kv.Entry) (*goja.Object, error) {
	o := r.VM.NewObject()
	_ = o.Set("value", value)
	_ = o.Set("metadata", goja.Null())
	if e != nil && e.Metadata != "" {
		metadata, err := jsapi.ParseJSON(r, e.Metadata)
		if err != nil {
			return nil, err
		}
		_ = o.Set("metadata", metadata)
	}
	return o, nil
}

// readAll answers a Map of the values of several keys.
func (k *kvNamespace) readAll(keys []string, o kvGet, pick func(goja.Value, *goja.Object) any) *bindingCall {
	return &bindingCall{
		work: func(context.Context) (any, error) {
			all, err := k.namespace.GetAll(keys, o.as, o.cacheTTL)
			return all, kvError("GET_BULK", err)
		},
		finish: func(r *webidl.Realm, v any) (any, error) {
			m := newMap(r)
			for n, e := range v.([]*kv.Entry) {
				one := any(goja.Null())
				if e != nil {
					value, err := kvValue(r, e, o.as)
					if err != nil {
						return nil, kvError("GET_BULK", kv.Unreadable(o.as))
					}
					whole, err := kvWhole(r, value, e)
					if err != nil {
						return nil, err
					}
					one = pick(value, whole)
				}
				m.set(keys[n], r.Value(one))
			}
			return m.object, nil
		},
	}
}

// list answers keys in the order of their bytes.
func (k *kvNamespace) list(c *webidl.Call) (*bindingCall, error) {
	d := c.Dict(0, "ListOptions")
	var o kv.List
	if n, ok := d.Number("limit"); ok {
		limit, err := webidl.Int32(n)
		if err != nil {
			return nil, err
		}
		o.Limit = limit
	}
	for _, m := range []struct {
		name string
		to   *string
	}{{"prefix", &o.Prefix}, {"cursor", &o.Cursor}} {
		if v, ok := d.Member(m.name); ok && !goja.IsNull(v) {
			*m.to = c.Realm.Text(v).String()
		}
	}
	return &bindingCall{
		work: func(context.Context) (any, error) {
			p, err := k.namespace.List(o)
			return p, kvError("GET", err)
		},
		finish: kvPage,
	}, nil
}

func kvPage(r *webidl.Realm, v any) (any, error) {
	p := v.(*kv.Page)
	keys := make([]goja.Value, len(p.Keys))
	for n, k := range p.Keys {
		o := r.VM.NewObject()
		_ = o.Set("name", k.Name)
		if k.Expires != 0 {
			_ = o.Set("expiration", k.Expires)
		}
		if k.Metadata != "" {
			metadata, err := jsapi.ParseJSON(r, k.Metadata)
			if err != nil {
				return nil, err
			}
			_ = o.Set("metadata", metadata)
		}
		keys[n] = o
	}
	o := r.VM.NewObject()
	_ = o.Set("keys", r.Value(keys))
	_ = o.Set("list_complete", p.Cursor == "")
	if p.Cursor != "" {
		_ = o.Set("cursor", p.Cursor)
	}
	_ = o.Set("cacheStatus", goja.Null())
	return o, nil
}

// put stores a text, bytes or what a stream delivers.
func (k *kvNamespace) put(c *webidl.Call) (*bindingCall, error) {
	key, err := kvKey(c, "PUT")
	if err != nil {
		return nil, err
	}
	v := c.Need(1, "string or Object")
	o, err := kvPutOptions(c)
	if err != nil {
		return nil, err
	}
	body, err := kvBody(c.Realm, v)
	if err != nil {
		return nil, err
	}
	return &bindingCall{work: done(func() error {
		defer body.Close()
		if _, err := k.namespace.Check(o); err != nil {
			return kvError("PUT", err)
		}
		if err := kv.TooLong(body.Length); err != nil {
			return kvError("PUT", err)
		}
		value := body.Bytes
		if body.Stream != nil {
			var err error
			if value, err = io.ReadAll(io.LimitReader(body.Stream, kv.MaxValue+1)); err != nil {
				return err
			}
			if len(value) > kv.MaxValue {
				rest, err := io.Copy(io.Discard, body.Stream) // its whole length is part of the answer
				return kvError("PUT", errors.Join(err, kv.TooLong(int64(len(value))+rest)))
			}
		}
		return kvError("PUT", k.namespace.Put(key, value, o))
	})}, nil
}

func kvPutOptions(c *webidl.Call) (o kv.Put, err error) {
	d := c.Dict(2, "PutOptions")
	for _, m := range []struct {
		name string
		to   **int64
	}{{"expiration", &o.Expiration}, {"expirationTtl", &o.TTL}} {
		n, ok := d.Number(m.name)
		if !ok {
			continue
		}
		i, err := webidl.Int32(n)
		if err != nil {
			return o, err
		}
		seconds := int64(i)
		*m.to = &seconds
	}
	if v, ok := d.Member("metadata"); ok && !goja.IsNull(v) {
		text, err := jsapi.WriteJSON(c.Realm, v)
		if err != nil {
			return o, err
		}
		if goja.IsUndefined(text) { // which the platform's store cannot read
			return o, kvError("PUT", kv.BadMetadata())
		}
		o.Metadata = text.String()
	}
	return o, nil
}

// kvBody takes what put may be given.
func kvBody(r *webidl.Realm, v goja.Value) (*wire.Body, error) {
	o, isObject := v.(*goja.Object)
	if !isObject {
		return wire.BytesBody([]byte(r.Text(v).String())), nil
	}
	if b, ok := r.Bytes(o); ok {
		return wire.BytesBody(append([]byte{}, b...)), nil
	}
	body, err := jsapi.StreamOut(r, o)
	if body == nil && err == nil {
		err = webidl.TypeError("KV put() accepts only strings, ArrayBuffers, ArrayBufferViews, and ReadableStreams as values.")
	}
	return body, err
}

func (k *kvNamespace) delete(c *webidl.Call) (*bindingCall, error) {
	key, err := kvKey(c, "DELETE")
	if err != nil {
		return nil, err
	}
	return &bindingCall{work: done(func() error { return kvError("DELETE", k.namespace.Delete(key)) })}, nil
}
