package weburl

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// plain is a URL that is written as the standard would write it, which is what most are: http or https, a name of small
// letters, and nothing that has to be encoded, resolved or left out. Its parts are what they are in the text.
type plain struct {
	href                                    string
	user, host, port, path, query, fragment int // where each begins, with what comes before it
}

// parsePlain answers s as a plain URL, and false if it is not one. It is one only if the parser would change nothing.
func parsePlain(s string) (p plain, ok bool) {
	if p.user = schemeLen(s); p.user == 0 {
		return p, false
	}
	p.host = p.user
	if at := p.user + span(s[p.user:], inUser|inPort); at < len(s) && s[at] == '@' {
		name, password, both := strings.Cut(s[p.user:at], ":")
		if name == "" || both && (password == "" || strings.Contains(password, ":")) {
			return p, false
		}
		p.host = at + 1
	}
	p.port = p.host + span(s[p.host:], inHost)
	if !plainHost(s[p.host:p.port]) {
		return p, false
	}
	p.path = p.port
	if p.path < len(s) && s[p.path] == ':' {
		p.path += 1 + span(s[p.path+1:], inHost)
		if !plainPort(s[p.port+1:p.path], s[:p.user]) {
			return p, false
		}
	}
	if p.path == len(s) || s[p.path] == '?' || s[p.path] == '#' {
		s = s[:p.path] + "/" + s[p.path:]
	} else if s[p.path] != '/' {
		return p, false
	}
	p.query = p.path + span(s[p.path:], inPath)
	if dotted(s[p.path:p.query]) {
		return p, false
	}
	p.fragment = p.query
	if p.query < len(s) && s[p.query] == '?' {
		p.fragment += 1 + span(s[p.query+1:], inQuery)
	}
	if p.fragment < len(s) && (s[p.fragment] != '#' || p.fragment+1+span(s[p.fragment+1:], inPath|inQuery) < len(s)) {
		return p, false
	}
	p.href = s
	return p, true
}

func schemeLen(s string) int {
	for _, scheme := range []string{"http://", "https://"} {
		if strings.HasPrefix(s, scheme) {
			return len(scheme)
		}
	}
	return 0
}

// What a character may be in as it is.
const (
	inHost = 1 << iota
	inUser
	inPort // the colon before it
	inPath
	inQuery
	encodedInPath // what has to be encoded there, if nothing else
	encodedInQuery
	encodedInFragment
)

var plainIn = func() (in [256]uint8) {
	add := func(part uint8, characters string) {
		for i := range len(characters) {
			in[characters[i]] |= part
		}
	}
	const letters = "abcdefghijklmnopqrstuvwxyz"
	add(inHost|inUser|inPath|inQuery, letters+"0123456789-.")
	add(inUser|inPath|inQuery, strings.ToUpper(letters)+"_~!$&()*+,%")
	add(inPath|inQuery, ";=:@/")
	add(inPort, ":")
	add(inPath, "'")
	add(inQuery, "?")
	add(encodedInPath|encodedInQuery|encodedInFragment, " \"<>")
	add(encodedInPath|encodedInFragment, "`")
	add(encodedInPath, "{}")
	add(encodedInQuery, "'")
	for c := 0x80; c < len(in); c++ {
		in[c] = encodedInPath | encodedInQuery | encodedInFragment
	}
	return in
}()

// span answers how many characters at the beginning of s may be in one of some parts.
func span(s string, part uint8) int {
	for i := range len(s) {
		if plainIn[s[i]]&part == 0 {
			return i
		}
	}
	return len(s)
}

// plainHost answers whether a host stays as it is: it is no number, and no Punycode that would have to be checked.
func plainHost(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	return last != "" && last[0] >= 'a' && !strings.Contains(host, "xn--")
}

func plainPort(port, scheme string) bool {
	n, err := strconv.ParseUint(port, 10, 16)
	return err == nil && (port[0] != '0' || port == "0") && !(n == 80 && scheme == "http://") && !(n == 443 && scheme == "https://")
}

// written answers a URL in the way that makes it plain, if that takes no more than small letters in the host, some
// characters to encode and segments of the path to resolve.
func written(s string) (string, bool) {
	start := schemeLen(s)
	if start == 0 || !utf8.ValidString(s) || s[len(s)-1] <= ' ' {
		return "", false
	}
	end := start + strings.IndexAny(s[start:]+"/", "/?#\\")
	host := start + strings.LastIndexByte(s[start:end], '@') + 1
	b := make([]byte, 0, len(s)+16)
	b = append(append(b, s[:host]...), strings.ToLower(s[host:end])...)
	if !isASCII(s[host:end]) {
		return "", false
	}
	rest := s[end:]
	length := strings.IndexAny(rest+"?", "?#")
	b, ok := appendPath(b, rest[:length])
	if rest = rest[length:]; ok && strings.HasPrefix(rest, "?") {
		length = strings.IndexByte(rest+"#", '#')
		b, ok = appendEncoded(append(b, '?'), rest[1:length], inQuery, encodedInQuery)
		rest = rest[length:]
	}
	if ok && strings.HasPrefix(rest, "#") {
		b, ok = appendEncoded(append(b, '#'), rest[1:], inPath|inQuery, encodedInFragment)
	}
	return string(b), ok
}

// appendPath appends a path without segments that lead elsewhere.
func appendPath(b []byte, path string) ([]byte, bool) {
	if path == "" {
		return append(b, '/'), true
	}
	if path[0] != '/' {
		return b, false
	}
	first, ok := len(b), true
	for more := true; more && ok; {
		var segment string
		segment, path, more = strings.Cut(path[1:], "/")
		path = "/" + path
		switch dots.Replace(segment) {
		case "..":
			b = b[:max(first, bytes.LastIndexByte(b, '/'))]
			fallthrough
		case ".":
			if !more {
				b = append(b, '/')
			}
		default:
			b, ok = appendEncoded(append(b, '/'), segment, inPath, encodedInPath)
		}
	}
	return b, ok
}

var dots = strings.NewReplacer("%2e", ".", "%2E", ".")

// appendEncoded appends text, and answers false if it has characters that are neither plain nor simply encoded.
func appendEncoded(b []byte, text string, plain, encoded uint8) ([]byte, bool) {
	const digits = "0123456789ABCDEF"
	for i := range len(text) {
		switch c := text[i]; {
		case plainIn[c]&plain != 0:
			b = append(b, c)
		case plainIn[c]&encoded != 0:
			b = append(b, '%', digits[c>>4], digits[c&0xF])
		default:
			return b, false
		}
	}
	return b, true
}

// dotted answers whether a path may have segments that lead elsewhere.
func dotted(path string) bool {
	for i := strings.Index(path, "/."); i >= 0; {
		if rest := strings.TrimPrefix(path[i+2:], "."); rest == "" || rest[0] == '/' || rest[0] == '%' {
			return true
		}
		next := strings.Index(path[i+2:], "/.")
		if next < 0 {
			break
		}
		i += 2 + next
	}
	return strings.Contains(path, "%2e") || strings.Contains(path, "%2E")
}

// simple is parsePlain for what is easily made plain, too.
func simple(s string) (plain, bool) {
	p, ok := parsePlain(s)
	if !ok {
		if s, ok = written(s); ok {
			p, ok = parsePlain(s)
		}
	}
	return p, ok
}

// parsePlainRef answers a path, query or fragment in the place of that of a plain base.
func parsePlainRef(s string, base plain) (plain, bool) {
	if s == "" || s[0] != '/' || len(s) > 1 && (s[1] == '/' || s[1] == '\\') {
		return plain{}, false
	}
	return simple(base.href[:base.path] + s)
}

// search is the query after its question mark, "" if it is empty.
func (p *plain) search() string {
	if p.fragment-p.query < len("?x") {
		return ""
	}
	return p.href[p.query:p.fragment]
}

func (p *plain) hash() string {
	if len(p.href)-p.fragment < len("#x") {
		return ""
	}
	return p.href[p.fragment:]
}

// portNumber is the port without its colon.
func (p *plain) portNumber() string { return strings.TrimPrefix(p.href[p.port:p.path], ":") }

// protocol is the scheme and its colon.
func (p *plain) protocol() string { return p.href[:p.user-len("//")] }

func (p *plain) username() string {
	name, _, _ := strings.Cut(strings.TrimSuffix(p.href[p.user:p.host], "@"), ":")
	return name
}

func (p *plain) password() string {
	_, password, _ := strings.Cut(strings.TrimSuffix(p.href[p.user:p.host], "@"), ":")
	return password
}

// origin is the scheme, the host and the port.
func (p *plain) origin() string {
	if p.host == p.user {
		return p.href[:p.path]
	}
	return p.href[:p.user] + p.href[p.host:p.path]
}
