package weburl

import (
	"strings"

	"github.com/dodev/dodev/jsapi/encoding"
	"github.com/dodev/dodev/jsapi/mimetype"
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
	typ = strings.Trim(typ, " \t\r\n")
	content = unescape(body)
	if head, is := trimBase64(typ); is {
		typ = head
		if content, ok = encoding.Base64(string(content)); !ok {
			return "", nil, false
		}
	}
	if strings.HasPrefix(typ, ";") {
		typ = "text/plain" + typ
	}
	if t, ok := mimetype.Parse(typ); ok {
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
