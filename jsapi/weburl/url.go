package weburl

import (
	"errors"
	"strings"

	"github.com/nlnwa/whatwg-url/url"
)

// ErrInvalid is a string that is no URL.
var ErrInvalid = errors.New("invalid URL")

var parser = url.NewParser(url.WithPreParseHostFunc(asciiHost), url.WithLaxHostParsing())

// URL is a parsed URL. https://url.spec.whatwg.org/#concept-url
type URL struct {
	plain plain    // unless u is set
	u     *url.Url // nil for a plain URL
}

// parsed answers the URL as the parser has it.
func (u *URL) parsed() *url.Url {
	if u.u != nil {
		return u.u
	}
	parsed, _ := parser.BasicParser(u.plain.href, nil, nil, url.NoState)
	return parsed
}

// Parse parses an absolute URL.
func Parse(s string) (*URL, error) { return parse(s, nil) }

// ParseRef parses a URL that may be relative to base; base may be nil.
func ParseRef(s string, base *URL) (*URL, error) { return parse(s, base) }

func parse(s string, base *URL) (parsed *URL, err error) {
	if p, ok := simple(s); ok {
		return &URL{plain: p}, nil
	}
	defer recovered(&err)
	var from *url.Url
	if base != nil {
		if base.u == nil {
			if p, ok := parsePlainRef(s, base.plain); ok {
				return &URL{plain: p}, nil
			}
		}
		from = base.parsed()
	}
	u, err := parser.BasicParser(s, from, nil, url.NoState)
	if err != nil || u == nil {
		return nil, ErrInvalid
	}
	return &URL{u: u}, nil
}

// recovered turns a panic of the parser over a hostile string into a refusal.
func recovered(err *error) {
	if recover() != nil {
		*err = ErrInvalid
	}
}

// Clone answers a copy.
func (u *URL) Clone() *URL {
	if u.u == nil {
		return &URL{plain: u.plain}
	}
	return &URL{u: u.u.Clone()}
}

// Href is the whole URL.
func (u *URL) Href() string {
	if u.u == nil {
		return u.plain.href
	}
	return u.u.Href(false)
}

// WithoutFragment is the URL up to its fragment.
func (u *URL) WithoutFragment() string {
	if u.u == nil {
		return u.plain.href[:u.plain.fragment]
	}
	return u.u.Href(true)
}

// Protocol is the scheme and its colon.
func (u *URL) Protocol() string {
	if u.u == nil {
		return u.plain.protocol()
	}
	return u.u.Protocol()
}

// Scheme is the scheme.
func (u *URL) Scheme() string {
	if u.u == nil {
		return strings.TrimSuffix(u.plain.protocol(), ":")
	}
	return u.u.Scheme()
}

// Username is the user, encoded.
func (u *URL) Username() string {
	if u.u == nil {
		return u.plain.username()
	}
	return u.u.Username()
}

// Password is the password, encoded.
func (u *URL) Password() string {
	if u.u == nil {
		return u.plain.password()
	}
	return u.u.Password()
}

// Host is the host and, if it is not the scheme's own, the port.
func (u *URL) Host() string {
	if u.u == nil {
		return u.plain.href[u.plain.host:u.plain.path]
	}
	return u.u.Host()
}

// Hostname is the host.
func (u *URL) Hostname() string {
	if u.u == nil {
		return u.plain.href[u.plain.host:u.plain.port]
	}
	return u.u.Hostname()
}

// Port is the port, "" if it is the scheme's own.
func (u *URL) Port() string {
	if u.u == nil {
		return u.plain.portNumber()
	}
	return u.u.Port()
}

// Pathname is the path.
func (u *URL) Pathname() string {
	if u.u == nil {
		return u.plain.href[u.plain.path:u.plain.query]
	}
	return u.u.Pathname()
}

// Search is the query after its question mark, or "".
func (u *URL) Search() string {
	if u.u == nil {
		return u.plain.search()
	}
	return u.u.Search()
}

// Query is the query without its question mark.
func (u *URL) Query() string {
	if u.u == nil {
		return strings.TrimPrefix(u.plain.search(), "?")
	}
	return u.u.Query()
}

// Hash is the fragment after its number sign, or "".
func (u *URL) Hash() string {
	if u.u == nil {
		return u.plain.hash()
	}
	return u.u.Hash()
}

// Origin is the serialized origin, "null" for one that is opaque.
// https://url.spec.whatwg.org/#concept-url-origin
func (u *URL) Origin() string {
	if u.u == nil {
		return u.plain.origin()
	}
	switch u.u.Scheme() {
	case "http", "https", "ws", "wss", "ftp":
		return u.u.Protocol() + "//" + u.u.Host()
	case "blob":
		inner, err := Parse(u.u.Pathname())
		if err == nil && (inner.Scheme() == "http" || inner.Scheme() == "https") {
			return inner.Origin()
		}
	}
	return "null"
}

// change runs a setter of the parser on a copy, so that one that fails halfway changes nothing.
func (u *URL) change(set func(*url.Url) bool) {
	next := u.parsed().Clone()
	var err error
	ok := func() bool {
		defer recovered(&err)
		return set(next)
	}()
	if ok && err == nil {
		u.u = next
	}
}

// did is for the parser's setters that never fail.
func did(set func(*url.Url, string), s string) func(*url.Url) bool {
	return func(n *url.Url) bool {
		set(n, s)
		return true
	}
}

func basic(s string, state url.State) func(*url.Url) bool {
	return func(n *url.Url) bool {
		_, err := parser.BasicParser(s, nil, n, state)
		return err == nil
	}
}

// SetProtocol changes the scheme to another of its kind.
func (u *URL) SetProtocol(s string) { u.change(basic(s+":", url.StateSchemeStart)) }

// SetUsername changes the user.
func (u *URL) SetUsername(s string) { u.change(did((*url.Url).SetUsername, s)) }

// SetPassword changes the password.
func (u *URL) SetPassword(s string) { u.change(did((*url.Url).SetPassword, s)) }

// SetHost changes host and port.
func (u *URL) SetHost(s string) {
	if !u.parsed().OpaquePath() {
		u.change(func(n *url.Url) bool {
			_, _ = parser.BasicParser(s, nil, n, url.StateHost) // a bad port leaves a good host in place
			return true
		})
	}
}

// SetHostname changes the host.
func (u *URL) SetHostname(s string) {
	if !u.parsed().OpaquePath() {
		u.change(basic(s, url.StateHostname))
	}
}

// SetPort changes the port; "" restores the scheme's own. Digits count up to the first character that is none.
func (u *URL) SetPort(s string) {
	s = strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, s)
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if digits == 0 && s != "" {
		return
	}
	u.change(did((*url.Url).SetPort, s[:digits]))
}

// SetPathname changes the path.
func (u *URL) SetPathname(s string) {
	if u.parsed().OpaquePath() {
		return
	}
	u.change(did((*url.Url).SetPathname, s))
}

// SetSearch changes the query; "" removes it.
func (u *URL) SetSearch(s string) { u.change(did((*url.Url).SetSearch, s)) }

// SetHash changes the fragment; "" removes it.
func (u *URL) SetHash(s string) { u.change(did((*url.Url).SetHash, s)) }
