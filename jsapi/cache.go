package jsapi

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// cacheClass implements what the platform has of https://w3c.github.io/ServiceWorker/#cache-interface.
var cacheClass = &webidl.Interface[Cache]{
	Name: "Cache",
	Operations: []webidl.Operation[Cache]{
		notImplemented[Cache]("Cache", "add"), notImplemented[Cache]("Cache", "addAll"),
		{Name: "match", Run: webidl.Promise((*Cache).match)},
		{Name: "put", Run: webidl.Promise((*Cache).put)},
		{Name: "delete", Run: webidl.Promise((*Cache).delete)},
		notImplemented[Cache]("Cache", "matchAll"), notImplemented[Cache]("Cache", "keys"),
	},
}

// Cache is a store of responses.
type Cache struct{ name string }

// cacheStorageClass implements what the platform has of https://w3c.github.io/ServiceWorker/#cachestorage-interface.
var cacheStorageClass = &webidl.Interface[CacheStorage]{
	Name: "CacheStorage",
	Operations: []webidl.Operation[CacheStorage]{
		{Name: "open", Run: webidl.Promise((*CacheStorage).open)},
		notImplemented[CacheStorage]("CacheStorage", "match"), notImplemented[CacheStorage]("CacheStorage", "has"),
		notImplemented[CacheStorage]("CacheStorage", "delete"), notImplemented[CacheStorage]("CacheStorage", "keys"),
	},
	Fields: []webidl.Field[CacheStorage]{
		{Name: "default", Value: func(_ *CacheStorage, r *webidl.Realm) any { return webidl.Wrap(r, &Cache{}) }},
	},
}

// CacheStorage is the caches of a Worker.
type CacheStorage struct{}

// cachesGlobal is the caches object of a realm.
var cachesGlobal = webidl.Global{Name: "caches", Value: func(r *webidl.Realm) goja.Value { return webidl.Wrap(r, &CacheStorage{}) }}

// notImplemented declares an operation that the platform has in name only.
func notImplemented[T any](class, name string) webidl.Operation[T] {
	return webidl.Operation[T]{Name: name, Run: func(*T, *webidl.Call) (any, error) {
		return nil, webidl.PlainError("Failed to execute '%s' on '%s': the method is not implemented.", name, class)
	}}
}

// CacheStore is where the responses are. A cache's name is "" for the default one. It is called off the loop.
type CacheStore interface {
	// Match answers the response for a key, nil if there is none.
	Match(cache, key string, request wire.Header) (*wire.Response, error)
	Put(cache, key string, request wire.Header, response *wire.Response) error
	// Delete answers whether there was a response.
	Delete(cache, key string) (bool, error)
}

type cacheStoreKey struct{}

// SetCacheStore says where a realm's caches are.
func SetCacheStore(r *webidl.Realm, s CacheStore) { r.Native[cacheStoreKey{}] = s }

func (*CacheStorage) open(c *webidl.Call) (any, error) {
	name := c.String(0)
	if len(name) >= 1024 {
		return nil, webidl.TypeError("Cache name is too long.")
	}
	// A cache called "" is not the default one.
	return webidl.Wrap(c.Realm, &Cache{name: "=" + name}), nil
}

// cacheRequest answers the request that argument 0 is, or is the URL of.
func cacheRequest(c *webidl.Call) (*Request, error) {
	if q := webidl.As[Request](c.Need(0, "Request or string")); q != nil {
		return q, nil
	}
	url, err := requestURL(c.Realm, c.String(0), requestOptions{})
	return &Request{method: "GET", url: url}, err
}

// cacheKey is what a response goes by: the URL, or what the cf object says.
func (q *Request) cacheKey(r *webidl.Realm) (string, error) {
	cf, err := q.cf.out(r)
	if err != nil {
		return "", err
	}
	var options struct{ CacheKey string }
	if cf != nil && json.Unmarshal(cf, &options) == nil && options.CacheKey != "" {
		return options.CacheKey, nil
	}
	url, _, _ := strings.Cut(q.url, "#")
	return url, nil
}

// ask begins an operation on the store, once what was written before is durable.
func (k *Cache) ask(c *webidl.Call, q *Request, work func(s CacheStore, key string) (any, error), done func(any) any) (any, error) {
	r := c.Realm
	store, ok := r.Native[cacheStoreKey{}].(CacheStore)
	if !ok {
		return nil, webidl.PlainError("No Cache was configured")
	}
	key, err := q.cacheKey(r)
	if err != nil {
		return nil, err
	}
	d := r.NewPromise()
	op := r.Isolate.Begin()
	op.Context().Boundary.Release(func(err error) {
		if err != nil {
			op.DeliverHere(func() { d.Reject(err) })
			return
		}
		r.GoOn(op, func(context.Context) (any, error) { return work(store, key) }, func(v any, err error) {
			if err != nil {
				d.Reject(err)
				return
			}
			d.Resolve(done(v))
		})
	})
	return d, nil
}

// asked answers the request of a match or delete; nil if its method keeps it from finding anything.
func (k *Cache) asked(c *webidl.Call) (*Request, error) {
	c.Need(0, "Request or string")
	ignore := c.Dict(1, "CacheQueryOptions").Bool("ignoreMethod")
	if err := RequireHandler(c.Realm); err != nil {
		return nil, err
	}
	q, err := cacheRequest(c)
	if err == nil && q.method != "GET" && !ignore {
		return nil, nil
	}
	return q, err
}

func (k *Cache) match(c *webidl.Call) (any, error) {
	q, err := k.asked(c)
	if err != nil || q == nil {
		return nil, err
	}
	header := q.headers.out()
	return k.ask(c, q, func(s CacheStore, key string) (any, error) { return s.Match(k.name, key, header) }, func(v any) any {
		w := v.(*wire.Response)
		if w == nil {
			return nil
		}
		return NewResponse(c.Realm, w)
	})
}

func (k *Cache) delete(c *webidl.Call) (any, error) {
	q, err := k.asked(c)
	if err != nil || q == nil {
		return false, err
	}
	return k.ask(c, q, func(s CacheStore, key string) (any, error) { return s.Delete(k.name, key) }, func(v any) any { return v })
}

func (k *Cache) put(c *webidl.Call) (any, error) {
	c.Need(0, "Request or string")
	s := webidl.As[Response](c.Arg(1))
	if s == nil {
		return nil, c.Bad(1, "Response")
	}
	if err := RequireHandler(c.Realm); err != nil {
		return nil, err
	}
	if s.status == 0 {
		return nil, webidl.TypeError("Cache is unable to store an error response")
	}
	q, err := cacheRequest(c)
	if err != nil {
		return nil, err
	}
	vary, _ := s.headers.joined("Vary")
	switch {
	case q.method != "GET":
		return nil, webidl.TypeError("Cannot cache response to non-GET request.")
	case s.status == 206:
		return nil, webidl.TypeError("Cannot cache response to a range request (206 Partial Content).")
	case strings.Contains(vary, "*"):
		return nil, webidl.TypeError("Cannot cache response with 'Vary: *' header.")
	case s.status == 304:
		warn(c.Realm, "Ignoring attempt to Cache.put() a 304 status response. 304 responses are not meaningful to cache, and a potential "+
			"source of bugs. Consider validating that the response status is meaningful to cache before calling Cache.put().")
		return nil, nil
	case s.socket != nil || s.port != nil:
		return nil, webidl.TypeError("Cannot cache WebSocket upgrade response.")
	}
	w := &wire.Response{Status: s.status, Header: s.headers.out()}
	if w.Body, err = s.handOver(c.Realm); err != nil {
		return nil, err
	}
	header := q.headers.out()
	return k.ask(c, q, func(s CacheStore, key string) (any, error) { return nil, s.Put(k.name, key, header, w) }, func(any) any { return nil })
}
