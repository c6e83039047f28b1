package weburl

import "strings"

// What each part of a URL keeps besides letters and digits.
const (
	originalPath     = "!$&'()*+,-.:;=@[]^_|~"
	originalUser     = "!$&'()*+,-._~"
	originalFragment = "!#$&'()*+,-./:;=?@[\\]^_{|}~"
)

func (u *Original) encode(s, keep string) string {
	if u.raw {
		return s
	}
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c < 0x80 && (alphanumeric(rune(c)) || strings.IndexByte(keep, c) >= 0) {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(digits[c>>4])
		b.WriteByte(digits[c&15])
	}
	return b.String()
}

// Href is the whole URL.
func (u *Original) Href() string {
	s := u.scheme + "://"
	if u.user != nil {
		s += u.Username()
		if u.password != nil {
			s += ":" + u.Password()
		}
		s += "@"
	}
	s += u.host + u.writtenPath() + u.Search()
	if u.fragment != nil {
		s += "#" + u.encode(*u.fragment, originalFragment)
	}
	return s
}

func (u *Original) writtenPath() string {
	var b strings.Builder
	for _, part := range u.path {
		b.WriteByte('/')
		b.WriteString(u.encode(part, originalPath))
	}
	if u.slash {
		b.WriteByte('/')
	}
	return b.String()
}

// Scheme is the scheme.
func (u *Original) Scheme() string { return u.scheme }

// Protocol is the scheme and its colon.
func (u *Original) Protocol() string { return u.scheme + ":" }

// Username is the user, encoded.
func (u *Original) Username() string {
	if u.user == nil {
		return ""
	}
	return u.encode(*u.user, originalUser)
}

// Password is the password, encoded.
func (u *Original) Password() string {
	if u.password == nil {
		return ""
	}
	return u.encode(*u.password, originalUser)
}

// Host is the host and, if it is not the scheme's own, the port.
func (u *Original) Host() string { return u.host }

// Hostname is what stands before the first colon of the host.
func (u *Original) Hostname() string {
	name, _, _ := strings.Cut(u.host, ":")
	return name
}

// Port is what stands after the first colon of the host.
func (u *Original) Port() string {
	_, port, _ := strings.Cut(u.host, ":")
	return port
}

func (u *Original) special() bool {
	switch u.scheme {
	case "http", "https", "ws", "wss", "ftp":
		return true
	}
	return false
}

// Origin is scheme and host of the schemes that have an origin, "null" for others.
func (u *Original) Origin() string {
	if u.special() {
		return u.scheme + "://" + u.host
	}
	return "null"
}

// Pathname is the path.
func (u *Original) Pathname() string {
	if path := u.writtenPath(); path != "" || !u.special() {
		return path
	}
	return "/"
}

// Search is the query after its question mark, or "".
func (u *Original) Search() string {
	if len(u.query) == 0 {
		return ""
	}
	return "?" + u.Query()
}

// Query is the query without its question mark.
func (u *Original) Query() string {
	var b strings.Builder
	for n, p := range u.query {
		if n > 0 {
			b.WriteByte('&')
		}
		u.writeParam(&b, p.name)
		if p.equals {
			b.WriteByte('=')
			u.writeParam(&b, p.value)
		}
	}
	return b.String()
}

func (u *Original) writeParam(b *strings.Builder, s string) {
	if u.raw {
		b.WriteString(s)
		return
	}
	encode(b, s)
}

// Hash is the fragment after its number sign, or "".
func (u *Original) Hash() string {
	if u.fragment == nil || *u.fragment == "" {
		return ""
	}
	return "#" + u.encode(*u.fragment, originalFragment)
}

// SetProtocol changes the scheme to any other.
func (u *Original) SetProtocol(s string) {
	if scheme, _, _ := strings.Cut(s, ":"); validScheme(scheme) {
		u.scheme = strings.ToLower(scheme)
	}
}

// SetUsername changes the user.
func (u *Original) SetUsername(s string) { u.user = &s }

// SetPassword changes the password; "" removes it.
func (u *Original) SetPassword(s string) {
	u.password = nil
	if s == "" {
		return
	}
	u.password = &s
	if u.user == nil {
		u.user = new(string)
	}
}

// SetHost changes the host, and the port if there is one in s.
func (u *Original) SetHost(s string) {
	if !strings.Contains(s, ":") {
		u.SetHostname(s)
		return
	}
	u.host = s
	u.dropDefaultPort()
}

// SetHostname changes the host up to its first colon.
func (u *Original) SetHostname(s string) {
	name, _, _ := strings.Cut(s, ":")
	if _, port, ok := strings.Cut(u.host, ":"); ok {
		name += ":" + port
	}
	u.host = name
}

// SetPort changes what follows the first colon of the host.
func (u *Original) SetPort(s string) {
	u.host = u.Hostname() + ":" + s
	u.dropDefaultPort()
}

func (u *Original) dropDefaultPort() {
	standard := map[string]string{"http": "80", "ws": "80", "https": "443", "wss": "443", "ftp": "21"}
	if name, port, ok := strings.Cut(u.host, ":"); ok && (port == "" || port == standard[u.scheme]) {
		u.host = name
	}
}

// SetPathname changes the path, unless an escape in it is bad.
func (u *Original) SetPathname(s string) {
	next := &Original{}
	for part := range strings.SplitSeq(strings.TrimPrefix(s, "/"), "/") {
		if next.segment(part, false) != nil {
			return
		}
	}
	u.path, u.slash = next.path, next.slash
}

// SetSearch changes the query, unless an escape in it is bad.
func (u *Original) SetSearch(s string) {
	if list, err := u.params(strings.TrimPrefix(s, "?")); err == nil {
		u.query = list
	}
}

// SetHash changes the fragment.
func (u *Original) SetHash(s string) {
	text, _ := looseDecode(strings.TrimPrefix(s, "#"))
	u.fragment = &text
}
