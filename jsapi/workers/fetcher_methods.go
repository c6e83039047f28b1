package workers

import (
	"net/url"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// hasMethods says that a Fetcher has get, put and delete, which it had until fetcher_no_get_put_delete.
func hasMethods(f compat.Flags) bool { return !f.Has(compat.FetcherNoGetPutDelete) }

// get answers the body of a GET request: as text or as its second argument says, null if there is none.
func (f *Fetcher) get(c *webidl.Call) (any, error) {
	target := c.String(0)
	as := "text"
	if c.Given(1) {
		as = c.String(1)
	}
	return f.ask(c, "GET", target, nil, func(o *goja.Object) (any, error) {
		switch status := o.Get("status").ToInteger(); {
		case status == 404 || status == 410:
			return goja.Null(), nil
		case !o.Get("ok").ToBoolean():
			return nil, failedMethod("GET", o)
		case as == "stream":
			return o.Get("body"), nil
		case as != "text" && as != "arrayBuffer" && as != "json":
			return nil, webidl.TypeError(`Unknown response type. Possible types are "text", "arrayBuffer", "json", and "stream".`)
		}
		read, _ := goja.AssertFunction(o.Get(as))
		return read(o)
	})
}

// put sends a PUT request; expiration and expirationTtl go into the query.
func (f *Fetcher) put(c *webidl.Call) (any, error) {
	target := c.String(0)
	options := c.Dict(2, "PutOptions")
	for _, o := range []struct{ option, param string }{{"expiration", "expiration"}, {"expirationTtl", "expiration_ttl"}} {
		v, given := options.String(o.option)
		if !given {
			continue
		}
		u, err := url.Parse(target)
		if err != nil {
			continue // which sending it refuses
		}
		q := u.Query()
		q.Set(o.param, v)
		u.RawQuery = q.Encode()
		target = u.String()
	}
	return f.ask(c, "PUT", target, c.Arg(1), succeeded("PUT"))
}

// delete sends a DELETE request.
func (f *Fetcher) delete(c *webidl.Call) (any, error) {
	return f.ask(c, "DELETE", c.String(0), nil, succeeded("DELETE"))
}

// succeeded is for requests whose answer is only that they were done.
func succeeded(method string) func(*goja.Object) (any, error) {
	return func(o *goja.Object) (any, error) {
		if !o.Get("ok").ToBoolean() {
			return nil, failedMethod(method, o)
		}
		return goja.Undefined(), nil
	}
}

func failedMethod(method string, response *goja.Object) error {
	return webidl.PlainError("HTTP %s request failed: %s %s", method, response.Get("status"), response.Get("statusText"))
}

// ask sends a request and answers a promise of what use makes of the response.
func (f *Fetcher) ask(c *webidl.Call, method, target string, body goja.Value, use func(*goja.Object) (any, error)) (any, error) {
	r := c.Realm
	init := r.VM.NewObject()
	_ = init.Set("method", method)
	if body != nil {
		_ = init.Set("body", body)
	}
	answer, err := f.fetch(&webidl.Call{Realm: r, This: c.This, Args: []goja.Value{r.Value(target), init}})
	if err != nil {
		return nil, err
	}
	d := r.NewPromise()
	r.Then(r.Value(answer), func(v goja.Value) {
		d.Settle(use(v.(*goja.Object)))
	}, func(reason goja.Value) { d.Reject(webidl.Throw(reason)) })
	return d, nil
}
