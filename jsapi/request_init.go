package jsapi

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/jsapi/weburl"
	"github.com/dodev/dodev/wire"
)

// requestInit is what errors call the type of the second argument.
const requestInit = "RequestInitializerDict"

// requestOptions are where the request of a call goes.
type requestOptions struct {
	// fakeHost resolves relative URLs against a made-up host, as stub.fetch once did.
	fakeHost bool
}

// newRequest reads the two arguments of the Request constructor, and of fetch.
func newRequest(c *webidl.Call, o requestOptions) (*Request, error) {
	q := &Request{method: "GET", redirect: "follow"}
	input := c.Need(0, "Request or string")
	from := webidl.As[Request](input)
	if from == nil {
		url, err := requestURL(c.Realm, c.String(0), o)
		if err != nil {
			return nil, err
		}
		q.url = url
	} else {
		q.url = from.url
		if err := q.copyFrom(c.Realm, from); err != nil {
			return nil, err
		}
	}
	if err := q.initialise(c, from); err != nil {
		return nil, err
	}
	if !q.null() && (q.method == "GET" || q.method == "HEAD") {
		return nil, webidl.TypeError("Request with a GET or HEAD method cannot have a body.")
	}
	return q, nil
}

// requestURL answers a URL as requests carry it. Before fetch_standard_url that was as it was written.
func requestURL(r *webidl.Realm, raw string, o requestOptions) (string, error) {
	if normalURL(raw) {
		return raw, nil
	}
	if !r.Flags.Has(compat.FetchStandardURL) {
		return raw, nil
	}
	u, err := weburl.Parse(raw)
	if err != nil && o.fakeHost {
		base, _ := weburl.Parse("https://fake-host/")
		u, err = weburl.ParseRef(raw, base)
	}
	if err != nil {
		return "", webidl.TypeError("Invalid URL: %s", raw)
	}
	return u.Href(), nil
}

// copyFrom takes over everything but URL and body.
func (q *Request) copyFrom(r *webidl.Realm, from *Request) error {
	q.method, q.redirect, q.cache, q.signal, q.fetcher, q.raw = from.method, from.redirect, from.cache, from.signal, from.fetcher, from.raw
	if from.signal == nil && r.Flags.Has(compat.RequestSignalPassthrough) {
		q.left = from.left
	}
	q.headers = Headers{list: from.headers.out(), shared: true}
	cf, err := from.cf.out(r)
	q.cf.json = cf
	return err
}

// initialise applies the second argument. from is the Request that was the first, or nil.
func (q *Request) initialise(c *webidl.Call, from *Request) error {
	v := c.Arg(1)
	if other := webidl.As[Request](v); other != nil {
		if err := q.copyFrom(c.Realm, other); err != nil {
			return err
		}
		if other.used {
			return webidl.TypeError("This ReadableStream is disturbed (has already been read from), and cannot be used as a body.")
		}
		return q.inherit(c.Realm, &other.Body)
	}
	given, err := q.options(c.Realm, c.Dict(1, requestInit+" or Request"))
	if err != nil || given || from == nil {
		return err
	}
	if from.disturbed() {
		return webidl.TypeError("Cannot reconstruct a Request with a used body.")
	}
	return q.inherit(c.Realm, &from.Body)
}

// options reads the members in the platform's order, and answers whether there was a body.
func (q *Request) options(r *webidl.Realm, d *webidl.Dict) (given bool, err error) {
	if d == nil {
		return false, nil
	}
	if name, ok := d.String("method"); ok {
		if q.method, err = requestMethod(r.Flags, name); err != nil {
			return false, err
		}
	}
	if v, ok := d.Member("headers"); ok {
		q.headers = Headers{}
		if err := q.headers.fillMember(r, v, requestInit); err != nil {
			return false, err
		}
	}
	body, given := d.Member("body")
	if given {
		init, err := newBodyInit(r, body)
		if err != nil {
			return true, err
		}
		q.setContent(r, init)
	}
	for _, read := range []func(*webidl.Realm, *webidl.Dict) error{
		q.redirectOption, q.fetcherOption, q.cfOption, q.cacheOption, q.integrityOption, q.signalOption, q.encodingOption,
	} {
		if err := read(r, d); err != nil {
			return given, err
		}
	}
	return given, nil
}

func (q *Request) redirectOption(_ *webidl.Realm, d *webidl.Dict) error {
	mode, ok := d.String("redirect")
	switch {
	case !ok:
	case mode == "follow", mode == "manual":
		q.redirect = mode
	default:
		return webidl.TypeError(`Invalid redirect value, must be one of "follow" or "manual" ("error" won't be implemented since ` +
			`it does not make sense at the edge; use "manual" and check the response status code).`)
	}
	return nil
}

func (q *Request) fetcherOption(r *webidl.Realm, d *webidl.Dict) error {
	v, ok := d.Member("fetcher")
	if !ok {
		return nil
	}
	q.fetcher = nil
	if goja.IsNull(v) {
		return nil
	}
	if _, is := webidl.Native(v).(FetchSender); !is {
		if !r.Flags.Has(compat.DontSubstituteNullOnTypeError) {
			return nil
		}
		return webidl.TypeError("Incorrect type for the 'fetcher' field on '%s': the provided value is not of type 'Fetcher'.", requestInit)
	}
	q.fetcher = v
	return nil
}

func (q *Request) cfOption(r *webidl.Realm, d *webidl.Dict) error {
	json, given, err := cfInit(r, d, requestInit)
	if given {
		q.cf = cfObject{json: json}
	}
	return err
}

func (q *Request) integrityOption(_ *webidl.Realm, d *webidl.Dict) error {
	if integrity, _ := d.String("integrity"); integrity != "" {
		return webidl.TypeError("Subrequest integrity checking is not implemented. The integrity option must be either undefined or an empty string.")
	}
	return nil
}

func (q *Request) signalOption(r *webidl.Realm, d *webidl.Dict) error {
	v, ok := d.Member("signal")
	if !ok {
		return nil
	}
	q.signal, q.left = nil, nil
	if goja.IsNull(v) {
		return nil
	}
	signal, err := SignalOption(d, requestInit)
	if err != nil && !r.Flags.Has(compat.DontSubstituteNullOnTypeError) {
		return nil
	}
	q.signal = signal
	return err
}

func (q *Request) encodingOption(_ *webidl.Realm, d *webidl.Dict) error {
	switch encoding, ok := d.String("encodeResponseBody"); {
	case !ok:
	case encoding == "automatic", encoding == "manual":
		q.raw = encoding == "manual"
	default:
		return webidl.TypeError("encodeResponseBody: unexpected value: %s", encoding)
	}
	return nil
}

func (q *Request) cacheOption(r *webidl.Realm, d *webidl.Dict) error {
	mode, ok := d.String("cache")
	flags := r.Flags
	switch {
	case !ok:
		return nil
	case !flags.Has(compat.CacheOptionEnabled):
		return webidl.PlainError("The 'cache' field on '%s' is not implemented.", requestInit)
	case mode == "no-store",
		mode == "no-cache" && flags.Has(compat.CacheNoCacheEnabled),
		mode == "reload" && flags.Has(compat.CacheReloadEnabled):
		q.cache = mode
		return nil
	}
	return webidl.TypeError("Unsupported cache mode: %s", mode)
}

// methods are those that requests may have.
var methods = map[string]bool{
	"GET": true, "HEAD": true, "POST": true, "PUT": true, "DELETE": true, "PATCH": true, "PURGE": true, "OPTIONS": true,
	"TRACE": true, "COPY": true, "LOCK": true, "MKCOL": true, "MOVE": true, "PROPFIND": true, "PROPPATCH": true,
	"SEARCH": true, "UNLOCK": true, "ACL": true, "REPORT": true, "MKACTIVITY": true, "CHECKOUT": true, "MERGE": true,
	"MSEARCH": true, "NOTIFY": true, "SUBSCRIBE": true, "UNSUBSCRIBE": true, "QUERY": true, "BAN": true,
}

// requestMethod answers a method as requests carry it.
// https://fetch.spec.whatwg.org/#concept-method-normalize
func requestMethod(flags compat.Flags, name string) (string, error) {
	upper := strings.ToUpper(name)
	if !flags.Has(compat.UpperCaseAllHTTPMethods) {
		switch upper {
		case "DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT":
		default:
			upper = name
		}
	}
	if !methods[upper] {
		return "", webidl.TypeError("Invalid HTTP method string: %s", name)
	}
	return upper, nil
}

// RequestFrom reads a call's two arguments as fetch does and answers the request they ask for. The body is
// handed over. errors name the class and method of the call.
func RequestFrom(c *webidl.Call) (*wire.Request, error) {
	q, err := newRequest(c, requestOptions{})
	if err != nil {
		return nil, err
	}
	return q.out(c.Realm)
}

// out turns the request into one on its way, which takes over the body.
func (q *Request) out(r *webidl.Realm) (*wire.Request, error) {
	cf, err := q.cf.out(r)
	if err != nil {
		return nil, err
	}
	body, err := q.handOver(r)
	if err != nil {
		return nil, err
	}
	header := q.headers.out()
	if q.cache == "no-store" || q.cache == "no-cache" {
		header = header[:len(header):len(header)]
		for _, name := range []string{"Cache-Control", "Pragma"} {
			if !header.Has(name) {
				header = append(header, wire.Field{Name: name, Value: "no-cache"})
			}
		}
	}
	return &wire.Request{Method: q.method, URL: q.url, Header: header, Body: body, Redirect: q.redirect, Raw: q.raw, CF: cf}, nil
}
