package server

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/nlnwa/whatwg-url/url"

	"github.com/dodev/dodev/wire"
)

// hopByHop are the headers that concern one connection only; an upgrade keeps Connection and Upgrade.
// https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
var hopByHop = map[string]bool{
	"Connection":        true,
	"Keep-Alive":        true,
	"Proxy-Connection":  true,
	"Te":                true,
	"Trailer":           true,
	"Transfer-Encoding": true,
	"Upgrade":           true,
}

// seenEncoding is the accept-encoding that every Worker sees.
const seenEncoding = "br, gzip"

// request turns what net/http read into what an App answers.
func (s *Server) request(c *conn, r *http.Request, upgrade bool) (*wire.Request, error) {
	address, err := s.address(c, r)
	if err != nil {
		return nil, err
	}
	return &wire.Request{
		Method:   r.Method,
		URL:      address,
		Header:   seenHeader(c, r, upgrade),
		Body:     requestBody(r),
		Redirect: "manual",
		CF:       s.cf(r),
		Context:  r.Context(),
	}, nil
}

func seenHeader(c *conn, r *http.Request, upgrade bool) wire.Header {
	h := make(wire.Header, 0, len(r.Header)+3)
	h = append(h, wire.Field{Name: "Accept-Encoding", Value: seenEncoding})
	if len(r.Header["Cf-Connecting-Ip"]) == 0 {
		h = append(h, wire.Field{Name: "Cf-Connecting-Ip", Value: c.peer})
	}
	if r.Host != "" {
		h = append(h, wire.Field{Name: "Host", Value: r.Host})
	}
	for name, values := range r.Header {
		if name == "Accept-Encoding" || hopByHop[name] && !(upgrade && (name == "Connection" || name == "Upgrade")) {
			continue
		}
		for _, v := range values {
			h = append(h, wire.Field{Name: name, Value: v})
		}
	}
	// A map has no order, and the same request should always look the same.
	slices.SortStableFunc(h, func(a, b wire.Field) int { return strings.Compare(a.Name, b.Name) })
	return h
}

// requestBody answers nil unless the request says that it has a body, be it an empty one.
// https://www.rfc-editor.org/rfc/rfc9112#section-6-4
func requestBody(r *http.Request) *wire.Body {
	switch {
	case r.ContentLength != 0:
		r.Body = &incoming{ReadCloser: r.Body}
		return wire.StreamBody(r.Body, max(r.ContentLength, -1))
	case len(r.Header["Content-Length"]) > 0:
		return wire.BytesBody(nil)
	}
	return nil
}

// incoming is the body of a request, which knows whether it was read to its end.
type incoming struct {
	io.ReadCloser
	ended atomic.Bool
}

// Read reads what the client sends.
func (b *incoming) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err == io.EOF {
		b.ended.Store(true)
	}
	return n, err
}

// settle ends a request whose body nobody has read to its end. net/http would do so once the handler is done, and
// then listen for the client's end while it already waits for the next request on the connection.
func settle(w http.ResponseWriter, r *http.Request) {
	body, ok := r.Body.(*incoming)
	if !ok || body.ended.Load() {
		return
	}
	_ = http.NewResponseController(w).Flush() // the client may wait for the answer before it sends the rest
	_ = body.Close()
}

// address answers the serialised URL of a request.
func (s *Server) address(c *conn, r *http.Request) (string, error) {
	target := r.RequestURI
	if r.URL.IsAbs() { // as a proxy is asked
		parsed, err := url.Parse(target)
		if err != nil {
			return "", err
		}
		target = parsed.Pathname() + parsed.Search()
	}
	if !strings.HasPrefix(target, "/") {
		return "", errors.New("the request target is not a path")
	}
	origin, err := s.origins.of(s, c, r.Host)
	if err != nil {
		return "", err
	}
	if plain(target) {
		return origin + target, nil
	}
	parsed, err := url.Parse(origin + target)
	if err != nil {
		return "", err
	}
	return parsed.Href(true), nil
}

// plain answers whether a path and query are serialised already: no byte that a URL escapes, no dot
// segment, no backslash.
// https://url.spec.whatwg.org/#path-state
func plain(target string) bool {
	query := false
	for i := 0; i < len(target); i++ {
		switch b := target[i]; {
		case 'a' <= b && b <= 'z', '0' <= b && b <= '9', 'A' <= b && b <= 'Z':
		case b == '?':
			query = true
		case b == '.':
			if !query && target[i-1] == '/' {
				return false
			}
		case b == '%':
			if !query && i+2 < len(target) && target[i+1] == '2' && target[i+2]|0x20 == 'e' {
				return false
			}
		case strings.IndexByte("/-_~!$&()*+,;=:@", b) < 0:
			return false
		}
	}
	return true
}

// origins remembers the serialised origins of Host headers.
type origins struct {
	mu   sync.RWMutex
	seen map[originKey]string
}

type originKey struct{ scheme, host string }

// originsKept bounds what a client with many host names, or encodings, can make us remember.
const originsKept = 256

func (o *origins) of(s *Server, c *conn, name string) (string, error) {
	if s.opts.Origin != "" {
		return strings.TrimSuffix(s.opts.Origin, "/"), nil
	}
	key := originKey{c.scheme(), name}
	o.mu.RLock()
	origin, ok := o.seen[key]
	o.mu.RUnlock()
	if ok {
		return origin, nil
	}
	if name == "" { // HTTP/1.0 need not say
		name = c.LocalAddr().String()
	}
	parsed, err := url.Parse(key.scheme + "://" + name + "/")
	if err != nil {
		return "", err
	}
	if parsed.Username() != "" || parsed.Password() != "" || parsed.Pathname() != "/" || parsed.Search() != "" || parsed.Hash() != "" {
		return "", errors.New("the Host header is not a host")
	}
	origin = parsed.Protocol() + "//" + parsed.Host()
	o.mu.Lock()
	if o.seen == nil || len(o.seen) >= originsKept {
		o.seen = map[originKey]string{}
	}
	o.seen[key] = origin
	o.mu.Unlock()
	return origin, nil
}

// hostname answers the name in a Host header or an authority, IPv6 in brackets.
func hostname(authority string) string {
	name, _, err := net.SplitHostPort(authority)
	if err != nil {
		return strings.ToLower(authority)
	}
	if strings.Contains(name, ":") {
		name = "[" + name + "]"
	}
	return strings.ToLower(name)
}

// placeholder is the cf property of a request that came from nowhere, but for its last member.
const placeholder = `{"asOrganization":"","asn":395747,"colo":"DFW","city":"Austin","region":"Texas","regionCode":"TX",` +
	`"metroCode":"635","postalCode":"78701","country":"US","continent":"NA","timezone":"America/Chicago",` +
	`"latitude":"30.27130","longitude":"-97.74260","clientTcpRtt":0,"httpProtocol":"HTTP/1.1",` +
	`"requestPriority":"weight=192;exclusive=0","tlsCipher":"AEAD-AES128-GCM-SHA256","tlsVersion":"TLSv1.3",` +
	`"tlsClientAuth":{"certPresented":"0","certVerified":"NONE","certRevoked":"0","certIssuerDN":"",` +
	`"certSubjectDN":"","certIssuerDNRFC2253":"","certSubjectDNRFC2253":"","certIssuerDNLegacy":"",` +
	`"certSubjectDNLegacy":"","certSerial":"","certIssuerSerial":"","certSKI":"","certIssuerSKI":"",` +
	`"certFingerprintSHA1":"","certFingerprintSHA256":"","certNotBefore":"","certNotAfter":""},` +
	`"edgeRequestKeepAliveStatus":0,"clientTrustScore":99,"botManagement":{"corporateProxy":false,` +
	`"verifiedBot":false,"ja3Hash":"25b4882c2bcb50cd6b469ff28c596742","staticResource":false,` +
	`"detectionIds":[],"score":99}`

// silent is the cf property of a client that accepts no encoding.
var silent = []byte(placeholder + "}")

func (s *Server) cf(r *http.Request) []byte {
	if s.opts.CF != nil {
		return s.opts.CF
	}
	accept := joined(r.Header["Accept-Encoding"])
	if accept == "" {
		return silent
	}
	if made, ok := s.cfs.Load(accept); ok {
		return made.([]byte)
	}
	quoted, err := json.Marshal(accept)
	if err != nil {
		return silent
	}
	made := []byte(placeholder + `,"clientAcceptEncoding":` + string(quoted) + "}")
	if s.cfsKept.Add(1) <= originsKept {
		s.cfs.Store(accept, made)
	}
	return made
}

func joined(values []string) string {
	if len(values) == 1 {
		return values[0]
	}
	return strings.Join(values, ", ")
}
