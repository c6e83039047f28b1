package assets

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/dodev/dodev/jsapi/weburl"
	"github.com/dodev/dodev/wire"
)

// decision is what is to be answered.
type decision struct {
	kind     kind
	status   int
	location string // of a redirect
	file     string
	bare     bool // _headers has no say: the path is outside of the base
}

// kind is the manner of an answer.
type kind int

const (
	unclaimed kind = iota // nothing is there, which a Worker may answer
	failed
	redirected
	refused // by its status
	served
)

// decide looks for the answer to a request.
func (q *question) decide(notFound NotFoundHandling) decision {
	asked := q.url.Pathname()
	public := decodePath(asked)
	path, within := q.site.strip(public)
	if !within {
		return decision{status: http.StatusNotFound, bare: true}
	}
	nobody := unclaimed
	proxied := false
	if r, ok := q.rules.redirects.match(q.url); ok {
		to, err := weburl.ParseRef(r.to, q.url)
		if err != nil {
			return decision{kind: failed}
		}
		if r.status != http.StatusOK {
			return decision{kind: redirected, status: r.status, location: locate(to, q.url)}
		}
		proxied, nobody, asked = true, refused, to.Pathname()
		public = decodePath(asked)
		if path, within = q.site.strip(public); !within {
			return decision{kind: nobody, status: http.StatusNotFound}
		}
	}
	found, ok := find{}, false
	if !proxied {
		found, ok = q.findBase(public)
	}
	if !ok {
		found, ok = q.find(path, notFound)
	}
	if !ok {
		return decision{kind: nobody, status: http.StatusNotFound}
	}
	if q.request.Method != http.MethodGet && q.request.Method != http.MethodHead {
		return decision{kind: refused, status: http.StatusMethodNotAllowed}
	}
	if found.moved {
		public = q.site.below(found.to)
	}
	if at := encodePath(public); found.moved || at != asked {
		return decision{kind: redirected, status: http.StatusTemporaryRedirect, location: at + q.url.Search()}
	}
	if found.missing {
		return decision{kind: served, status: http.StatusNotFound, file: found.file}
	}
	return decision{kind: served, status: http.StatusOK, file: found.file}
}

// locate writes where a redirect leads. The query of the request is kept unless the rule has one of its own.
func locate(to, from *weburl.URL) string {
	search := to.Search()
	if search == "" {
		search = from.Search()
	}
	place := to.Pathname()
	if to.Origin() != from.Origin() {
		place = strings.TrimSuffix(strings.TrimSuffix(to.Href(), to.Hash()), to.Search())
	}
	return place + search + to.Hash()
}

// answer makes the response to a request.
func (q *question) answer() *wire.Response {
	d := q.decide(q.site.NotFound)
	var res *wire.Response
	switch d.kind {
	case failed:
		return failure(q.request)
	case served:
		var err error
		if res, err = q.serve(&d); err != nil {
			q.site.warn(err.Error())
			return failure(q.request)
		}
	case redirected:
		res = &wire.Response{Header: wire.Header{{Name: "Location", Value: d.location}}}
	default:
		res = &wire.Response{}
	}
	res.Status, res.StatusText = d.status, http.StatusText(d.status)
	q.request.Body.Close()
	if !d.bare && !q.attach(res) {
		res.Body.Close()
		return failure(q.request)
	}
	return res
}

// unchanged answers whether who asks has the file already.
func (q *question) unchanged(tag string) bool {
	known := q.header("If-None-Match")
	return known == tag || known == "W/"+tag
}

// failure answers a request that cannot be answered.
func failure(req *wire.Request) *wire.Response {
	req.Body.Close()
	return &wire.Response{Status: http.StatusInternalServerError, StatusText: http.StatusText(http.StatusInternalServerError)}
}

// strip takes the base off a path, and answers whether it is there.
func (s *Site) strip(path string) (rest string, within bool) {
	base := s.Base[:len(s.Base)-1]
	switch {
	case path == base:
		return "/", true
	case strings.HasPrefix(path, s.Base):
		return path[len(base):], true
	}
	return path, false
}

// below puts the base before a path.
func (s *Site) below(path string) string { return s.Base[:len(s.Base)-1] + path }

var slashes = regexp.MustCompile("/+")

// decodePath decodes the parts of a path that can be, and makes one slash of several.
func decodePath(path string) string {
	parts := strings.Split(path, "/")
	for n, part := range parts {
		if text, err := url.PathUnescape(part); err == nil && utf8.ValidString(text) {
			parts[n] = text
		}
	}
	return slashes.ReplaceAllString(strings.Join(parts, "/"), "/")
}

// encodePath encodes the parts of a path as the language's encodeURIComponent does.
func encodePath(path string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(path) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("/-_.!~*'()", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}
