package jsapi

import (
	"context"
	"io"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/clone"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/jsapi/weburl"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// Sender sends a request and calls done once with what came of it, from any goroutine. It is called on the
// loop and must not block. It follows no redirects; when the request's Context ends, nobody wants the answer.
type Sender func(req *wire.Request, done func(*wire.Response, error))

// FetchOptions are how a fetch method differs from the global function.
type FetchOptions struct {
	// Stub sends to a Worker or object, which may be addressed by any URL.
	Stub bool
	// FakeHost resolves relative URLs against a made-up host, as stub.fetch once did.
	FakeHost bool
}

// fetchGlobal implements https://fetch.spec.whatwg.org/#fetch-method.
func fetchGlobal(c *webidl.Call) (any, error) {
	return FetchWith(c, outboundOf(c.Realm).Send, FetchOptions{})
}

// FetchWith runs a call of a fetch method whose requests are sent by send: it reads the arguments, waits until
// earlier writes are durable, follows redirects, obeys the signal and answers a promise of the Response.
func FetchWith(c *webidl.Call, send Sender, o FetchOptions) (any, error) {
	d := c.Realm.NewPromise()
	_, err := c.Realm.Try(func() (any, error) { return nil, fetch(c, send, o, d) })
	if err != nil {
		if !c.Realm.Flags.Has(compat.CaptureAsyncAPIThrows) {
			return nil, err
		}
		d.Reject(err)
	}
	return d, nil
}

// fetch answers what is wrong with the arguments; whatever else fails rejects the promise at any date.
func fetch(c *webidl.Call, send Sender, o FetchOptions, d *webidl.Deferred) error {
	if err := RequireHandler(c.Realm); err != nil {
		return err
	}
	q, err := newRequest(c, requestOptions{fakeHost: o.FakeHost})
	if err != nil {
		return err
	}
	if err := sendRequest(c.Realm, q, send, o, d); err != nil {
		d.Reject(err)
	}
	return nil
}

func sendRequest(r *webidl.Realm, q *Request, send Sender, o FetchOptions, d *webidl.Deferred) error {
	if q.signal != nil && q.signal.Aborted() {
		return q.signal.Err()
	}
	if !o.Stub && len(q.url) > 5 && strings.EqualFold(q.url[:5], "data:") {
		v, err := fetchData(r, q)
		d.Settle(v, err)
		return nil
	}
	if q.fetcher != nil && !o.Stub {
		send, o.Stub = webidl.Native(q.fetcher).(FetchSender).FetchSender(), true
	}
	if !o.Stub {
		if err := checkFetchURL(r, q); err != nil {
			return err
		}
	}
	if err := fetchedURL(r, q, o); err != nil {
		return err
	}
	w, err := q.out(r)
	if err != nil {
		return err
	}
	x := &exchange{realm: r, promise: d, signal: q.signal, raw: q.raw, head: q.method == "HEAD"}
	x.start(w, send, o)
	return nil
}

// fetchedURL makes the request's URL what is sent.
func fetchedURL(r *webidl.Realm, q *Request, o FetchOptions) error {
	if !o.FakeHost && normalURL(q.url) {
		return nil
	}
	parse := weburl.ParseFetched
	if o.FakeHost {
		parse = weburl.ParseFetchedRef
	}
	url, err := parse(q.url)
	if err != nil {
		return cannotLoad(q.url)
	}
	q.url = url
	if o.Stub && r.Flags.Has(compat.FetchRefusesUnknownProtocols) && !strings.HasPrefix(url, "http:") && !strings.HasPrefix(url, "https:") {
		return cannotLoad(q.url)
	}
	return nil
}

// checkFetchURL refuses what the network cannot load. Once, any protocol was taken for http.
func checkFetchURL(r *webidl.Realm, q *Request) error {
	u, err := weburl.Parse(q.url)
	if err != nil {
		return cannotLoad(q.url)
	}
	if s := u.Scheme(); s == "http" || s == "https" {
		return nil
	}
	if r.Flags.Has(compat.FetchRefusesUnknownProtocols) {
		return cannotLoad(q.url)
	}
	warn(r, "Worker passed an invalid URL to fetch(). URLs passed to fetch() must begin with either 'http:' or 'https:', not '"+
		u.Protocol()+"'. Due to a historical bug, any other protocol used here will be treated the same as 'http:'. We plan to "+
		"correct this bug in the future, so please update your Worker to use 'http:' or 'https:' for all fetch() URLs.")
	q.url = "http:" + strings.TrimPrefix(u.Href(), u.Protocol())
	return nil
}

func cannotLoad(url string) error { return webidl.TypeError("Fetch API cannot load: %s", url) }

func fetchData(r *webidl.Realm, q *Request) (any, error) {
	typ, content, ok := weburl.ParseData(q.url)
	if !ok {
		return nil, cannotLoad(q.url)
	}
	s := &Response{status: 200, statusText: "OK"}
	s.headers.list = wire.Header{{Name: "Content-Type", Value: typ}}
	if q.method == "GET" {
		s.content = wire.BytesBody(content)
	}
	return webidl.Wrap(r, s), nil
}

// exchange is one fetch under way.
type exchange struct {
	realm   *webidl.Realm
	promise *webidl.Deferred
	signal  *AbortSignal
	op      *isolate.Op
	ctx     context.Context
	cancel  context.CancelCauseFunc
	// unhook lets the exchange outlive the context that it belongs to.
	unhook func() bool
	// ignore stops listening to the signal.
	ignore  func()
	settled bool
	raw     bool // the body is answered as it is encoded
	head    bool // a body is not asked for
}

func (x *exchange) start(w *wire.Request, send Sender, o FetchOptions) {
	x.op = x.realm.Isolate.Begin()
	x.ctx, x.cancel = context.WithCancelCause(context.Background())
	owner := x.op.Context().Done()
	x.unhook = context.AfterFunc(owner, func() { x.cancel(context.Cause(owner)) })
	x.ignore = func() {}
	if x.signal != nil {
		x.ignore = x.signal.OnAbort(x.abort)
	}
	w.Context, w.Caller = x.ctx, x.op.Context()
	x.op.Context().Boundary.Release(func(err error) {
		switch {
		case x.settled: // aborted meanwhile
			w.Body.Close()
		case err != nil:
			w.Body.Close()
			x.op.DeliverHere(func() { x.finish(nil, err) })
		default:
			follow(x.realm, w, send, !o.Stub, func(res *wire.Response, err error) {
				x.op.Deliver(func() { x.finish(res, err) })
			})
		}
	})
}

func (x *exchange) abort() {
	reason := abortedReason(x.realm, x.signal.Reason())
	x.cancel(&thrownLater{reason})
	if !x.settled {
		x.settled = true
		x.op.End()
		x.promise.Reject(webidl.Throw(reason))
	}
}

// abortedReason answers the reason as it comes back from where the request was aborted: the runtime's own marked as
// worth another try, a script's as a copy, and what is no object as an Error of it.
func abortedReason(r *webidl.Realm, reason goja.Value) goja.Value {
	if _, object := reason.(*goja.Object); !object {
		return r.NewError("Error", text(r, reason))
	}
	e := webidl.As[DOMException](reason)
	if e == nil || e.Name != "AbortError" && e.Name != "TimeoutError" {
		return copied(r, reason)
	}
	o := r.NewDOMException(e.Name, e.Message)
	_ = o.Set("retryable", true)
	return o
}

// copied answers a clone of a value, or the value itself if it cannot be cloned.
func copied(r *webidl.Realm, v goja.Value) goja.Value {
	b, err := Codec(r).Serialize(v, clone.Options{Mode: clone.ForStorage, EnhancedErrors: r.Flags.Has(compat.EnhancedErrorSerialization)})
	if err != nil {
		return v
	}
	c, err := Codec(r).Deserialize(b)
	if err != nil {
		return v
	}
	return c
}

// thrownLater carries a script's value through other goroutines, which do not look at it.
type thrownLater struct{ value goja.Value }

// Error says what happened, without asking the value.
func (*thrownLater) Error() string { return "The operation was aborted" }

// Exception is the value.
func (t *thrownLater) Exception(*webidl.Realm) goja.Value { return t.value }

// finish settles the promise, as a turn of the scope that asked.
func (x *exchange) finish(w *wire.Response, err error) {
	if x.settled {
		if w != nil {
			w.Body.Close()
		}
		return
	}
	x.settled = true
	if err != nil {
		x.close()
		x.promise.Reject(err)
		return
	}
	if x.head != (w.Body == nil) { // a Worker may answer a HEAD with a body all the same, and others with none
		w.Body.Close()
		answer := *w
		answer.Body = nil
		if !x.head {
			answer.Body = wire.BytesBody(nil)
		}
		w = &answer
	}
	if w.Body == nil || w.Body.Stream == nil {
		x.close()
	} else {
		body := *w.Body
		body.Stream = &exchangeBody{source: w.Body.Stream, exchange: x}
		answer := *w
		answer.Body = &body
		w = &answer
	}
	answer := NewResponse(x.realm, w)
	if x.raw {
		webidl.As[Response](answer).keepCoding(x.realm)
	}
	x.promise.Resolve(answer)
}

// close forgets the signal and the context. It is called on the loop.
func (x *exchange) close() {
	x.unhook()
	x.ignore()
}

// exchangeBody is the body of an answer: an abort or the end of its context cuts it off.
type exchangeBody struct {
	source   io.ReadCloser
	exchange *exchange
	done     sync.Once // a Close may come while a Read waits
}

// Read reads on; after an abort it fails with the reason.
func (b *exchangeBody) Read(p []byte) (int, error) {
	n, err := b.source.Read(p)
	if err == nil {
		return n, nil
	}
	if x := b.exchange; err != io.EOF && x.ctx.Err() != nil {
		err = context.Cause(x.ctx)
	}
	b.finish()
	return n, err
}

// Close drops what was not read.
func (b *exchangeBody) Close() error {
	err := b.source.Close()
	b.exchange.cancel(context.Canceled)
	b.finish()
	return err
}

// Detach lets the body outlive the context that fetched it.
func (b *exchangeBody) Detach() {
	b.exchange.unhook()
	detach(b.source)
}

func (b *exchangeBody) finish() {
	b.done.Do(func() { b.exchange.realm.Isolate.Post(b.exchange.close) })
}
