package jsapi

import (
	"context"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// requestClass implements https://fetch.spec.whatwg.org/#request-class.
var requestClass = &webidl.Interface[Request]{
	Name:     "Request",
	Inherits: bodyClass,
	Constructor: func(c *webidl.Call) (*Request, error) {
		return newRequest(c, requestOptions{})
	},
	Attributes: []webidl.Attribute[Request]{
		{Name: "method", Get: func(q *Request, _ *webidl.Call) (any, error) { return q.method, nil }},
		{Name: "url", Get: func(q *Request, _ *webidl.Call) (any, error) { return q.url, nil }},
		{Name: "headers", Get: func(q *Request, c *webidl.Call) (any, error) { return q.headersAttribute(c) }},
		{Name: "redirect", Get: func(q *Request, _ *webidl.Call) (any, error) { return q.redirect, nil }},
		{Name: "fetcher", Get: (*Request).fetcherAttribute},
		{Name: "signal", Get: (*Request).signalAttribute},
		{Name: "cf", Get: func(q *Request, c *webidl.Call) (any, error) { return q.cf.get(c.Realm) }},
		{Name: "integrity", Get: func(*Request, *webidl.Call) (any, error) { return "", nil }},
		{Name: "keepalive", Get: func(*Request, *webidl.Call) (any, error) { return false, nil }},
		{Name: "cache", Get: (*Request).cacheAttribute, If: webidl.When(compat.CacheOptionEnabled)},
	},
	Operations: []webidl.Operation[Request]{{Name: "clone", Run: (*Request).clone}},
}

// Request is what is asked of a server or a Worker.
type Request struct {
	Body
	method, url, redirect string
	cache                 string // "" when none was given
	cf                    cfObject
	signal                *AbortSignal
	fetcher               goja.Value      // what global fetch sends it through, nil for the network
	left                  context.Context // ends when the sender of an incoming request has left; may be nil
	raw                   bool            // the answer's body is wanted as it is encoded
}

// Super is the Body part.
func (q *Request) Super() any { return &q.Body }

// FetchSender is the native part of what may be a Request's fetcher: a service binding or a stub.
type FetchSender interface {
	// FetchSender answers what a request is sent with.
	FetchSender() Sender
}

func (q *Request) fetcherAttribute(*webidl.Call) (any, error) {
	if q.fetcher == nil {
		return goja.Null(), nil
	}
	return q.fetcher, nil
}

func (q *Request) cacheAttribute(*webidl.Call) (any, error) {
	if q.cache == "" {
		return goja.Undefined(), nil
	}
	return q.cache, nil
}

// signalAttribute answers the signal, which there always is: one that never aborts if none was given.
func (q *Request) signalAttribute(c *webidl.Call) (any, error) {
	if q.signal == nil {
		q.signal = NewAbortSignal(c.Realm)
		q.watchSender(c.Realm)
	}
	return q.signal.Object(), nil
}

// watchSender aborts the signal of an incoming request when its sender has left.
func (q *Request) watchSender(r *webidl.Realm) {
	scope := r.Isolate.Scope()
	if q.left == nil || scope == nil || !r.Flags.Has(compat.EnableRequestSignal) {
		return
	}
	abort := func() {
		r.Isolate.Enter(scope, func() {
			q.signal.Abort(r.NewDOMException("AbortError", "The client has disconnected"))
		})
	}
	stop := context.AfterFunc(q.left, func() { r.Isolate.Post(abort) })
	scope.Context.OnLeave(abort)
	context.AfterFunc(scope.Context.Done(), func() { stop() })
}

func (q *Request) clone(c *webidl.Call) (any, error) {
	body, err := q.tee(c.Realm)
	if err != nil {
		return nil, err
	}
	body.headers.immutable = false
	cf, err := q.cf.out(c.Realm)
	if err != nil {
		return nil, err
	}
	return webidl.Wrap(c.Realm, &Request{
		Body: body, method: q.method, url: q.url, redirect: q.redirect, cache: q.cache,
		cf: cfObject{json: cf}, signal: q.signal, fetcher: q.fetcher, left: q.left,
	}), nil
}

// RequestOptions say what NewRequest shows a script.
type RequestOptions struct {
	// Incoming is a request from a client, who may leave: its signal can say so.
	Incoming bool
}

// NewRequest answers a request from outside as a script sees it: its headers are immutable, its body belongs
// to the running context. The parts that no script touches are not made.
func NewRequest(r *webidl.Realm, w *wire.Request, o RequestOptions) *goja.Object {
	q := &Request{method: w.Method, url: w.URL, redirect: "manual", cf: cfObject{json: w.CF}}
	if o.Incoming {
		q.left = w.Context
	}
	q.headers = Headers{list: w.Header, shared: true, immutable: true}
	q.content, q.arrived = w.Body, true
	q.owned(r)
	return webidl.Wrap(r, q)
}
