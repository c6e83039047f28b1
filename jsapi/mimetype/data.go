package mimetype

import (
	"encoding/base64"
	"strings"
)

// ParseData answers the type and content of a data: URL, which is serialised, and whether it is sound.
// https://fetch.spec.whatwg.org/#data-url-processor
func ParseData(url string) (typ string, content []byte, ok bool) {
	if len(url) < 5 || !strings.EqualFold(url[:5], "data:") {
		return "", nil, false
	}
	url, _, _ = strings.Cut(url[5:], "#")
	typ, body, ok := strings.Cut(url, ",")
	if !ok {
		return "", nil, false
	}
	typ = strings.Trim(typ, space)
	content = unescape(body)
	if head, is := trimBase64(typ); is {
		typ = head
		if content, ok = forgivingBase64(content); !ok {
			return "", nil, false
		}
	}
	if strings.HasPrefix(typ, ";") {
		typ = "text/plain" + typ
	}
	if t, ok := Parse(typ); ok {
		return t.String(), content, true
	}
	return "text/plain;charset=US-ASCII", content, true
}

// trimBase64 cuts the marker that ends a base64 type.
func trimBase64(typ string) (string, bool) {
	const marker = "base64"
	n := len(typ) - len(marker)
	if n < 0 || !strings.EqualFold(typ[n:], marker) {
		return typ, false
	}
	head := strings.TrimRight(typ[:n], " ")
	return strings.CutSuffix(head, ";")
}

func unescape(s string) []byte {
	b := make([]byte, 0, len(s))
	for n := 0; n < len(s); n++ {
		if s[n] == '%' && n+2 < len(s) {
			high, low := hex(s[n+1]), hex(s[n+2])
			if high >= 0 && low >= 0 {
				b = append(b, byte(high<<4|low))
				n += 2
				continue
			}
		}
		b = append(b, s[n])
	}
	return b
}

func hex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// forgivingBase64 decodes as https://infra.spec.whatwg.org/#forgiving-base64-decode says.
func forgivingBase64(b []byte) ([]byte, bool) {
	s := strings.Map(func(c rune) rune {
		if strings.ContainsRune(" \t\r\n\f", c) {
			return -1
		}
		return c
	}, string(b))
	if len(s)%4 == 0 {
		s = strings.TrimSuffix(strings.TrimSuffix(s, "="), "=")
	}
	out, err := base64.RawStdEncoding.DecodeString(s)
	return out, err == nil
}
