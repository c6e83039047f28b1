package jsapi

import (
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/encoding"
	"github.com/dodev/dodev/jsapi/webidl"
)

// WTF8 converts a value to text for the storage, in which lone surrogates stay what they are, three bytes each.
func WTF8(r *webidl.Realm, v goja.Value) string {
	s := r.Text(v)
	text := s.String()
	if !strings.ContainsRune(text, utf8.RuneError) {
		return text
	}
	b := make([]byte, 0, len(text))
	for n := 0; n < s.Length(); n++ {
		switch u := rune(s.CharAt(n)); {
		case u >= 0xD800 && u < 0xDC00 && n+1 < s.Length() && s.CharAt(n+1) >= 0xDC00 && s.CharAt(n+1) < 0xE000:
			n++
			b = utf8.AppendRune(b, (u-0xD800)<<10+rune(s.CharAt(n))-0xDC00+0x10000)
		case u >= 0xD800 && u < 0xE000:
			b = append(b, 0xE0|byte(u>>12), 0x80|byte(u>>6)&0x3F, 0x80|byte(u)&0x3F)
		default:
			b = utf8.AppendRune(b, u)
		}
	}
	return string(b)
}

// ValidText answers stored text as script sees it: what is no UTF-8 is replaced as a decoder does.
func ValidText(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return encoding.UTF8([]byte(s))
}
