package jsapi

import (
	"strings"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/jsapi/weburl"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// maxRedirects is how many answers in a row may point elsewhere.
const maxRedirects = 20

// redirects follows one request to its final answer.
type redirects struct {
	realm *webidl.Realm
	send  Sender
	done  func(*wire.Response, error)
	urls  []string
	req   *wire.Request
	// web keeps to http and https.
	web bool
}

// Follow sends a request and, if it says so, follows redirects. It is called on the loop; done is called once,
// from any goroutine, with an answer that knows its URL.
// https://fetch.spec.whatwg.org/#http-redirect-fetch
func Follow(r *webidl.Realm, first *wire.Request, send Sender, done func(*wire.Response, error)) {
	follow(r, first, send, false, done)
}

func follow(r *webidl.Realm, first *wire.Request, send Sender, web bool, done func(*wire.Response, error)) {
	f := &redirects{realm: r, send: send, done: done, req: first, web: web}
	f.next()
}

func (f *redirects) next() {
	url, _, _ := strings.Cut(f.req.URL, "#")
	f.urls = append(f.urls, url)
	f.send(f.req, f.answer)
}

func (f *redirects) answer(w *wire.Response, err error) {
	if err != nil {
		f.done(nil, err)
		return
	}
	if f.req.Redirect == "follow" && isRedirect(w.Status) && w.Header.First("Location") != "" {
		w.Body.Close()
		if f.req, err = f.redirect(w); err != nil {
			f.done(nil, err)
		} else if !f.realm.Isolate.Post(f.next) {
			f.done(nil, isolate.ErrEnded)
		}
		return
	}
	last := *w
	last.URL, last.Redirected = f.urls[len(f.urls)-1], len(f.urls) > 1
	f.done(&last, nil)
}

// redirect answers the request that an answer asks for.
func (f *redirects) redirect(w *wire.Response) (*wire.Request, error) {
	if len(f.urls) > maxRedirects {
		return nil, webidl.TypeError("Too many redirects.%s", strings.Join(f.urls, ", "))
	}
	errLocation := webidl.TypeError("Invalid Location header; unable to follow redirect.")
	base, err := weburl.Parse(f.req.URL)
	if err != nil {
		return nil, errLocation
	}
	to, err := weburl.ParseRef(w.Header.First("Location"), base)
	if err != nil || f.web && to.Scheme() != "http" && to.Scheme() != "https" {
		return nil, errLocation
	}
	next := *f.req
	next.URL = to.Href()
	switch {
	case w.Status == 303 && next.Method != "HEAD", w.Status < 303 && next.Method == "POST":
		next.Method, next.Body = "GET", nil
		next.Header = without(next.Header, "Content-Length")
	case next.Body != nil && next.Body.Stream != nil:
		return nil, webidl.TypeError("A request with a one-time-use body (it was initialized from a stream, not a buffer) encountered " +
			"a redirect requiring the body to be retransmitted. To avoid this error in the future, construct this request from a " +
			"buffer-like body initializer.")
	}
	if to.Origin() != base.Origin() && f.realm.Flags.Has(compat.StripAuthorizationOnCrossOriginRedirect) {
		next.Header = without(next.Header, "Authorization")
	}
	return &next, nil
}

// without answers a header without a name.
func without(h wire.Header, name string) wire.Header {
	if !h.Has(name) {
		return h
	}
	kept := make(wire.Header, 0, len(h))
	for _, f := range h {
		if !strings.EqualFold(f.Name, name) {
			kept = append(kept, f)
		}
	}
	return kept
}
