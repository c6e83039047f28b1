package jsapi

import (
	"unicode/utf8"

	"github.com/dodev/dodev/jsapi/encoding"
	"github.com/dodev/dodev/jsapi/webidl"
)

// atob implements https://html.spec.whatwg.org/#dom-atob.
var atob = webidl.Func("atob", func(c *webidl.Call) (any, error) {
	b, ok := encoding.Base64(c.String(0))
	if !ok {
		return nil, webidl.NewDOMException("InvalidCharacterError", "atob() called with invalid base64-encoded data. "+
			"(Only whitespace, '+', '/', alphanumeric ASCII, and up to two terminal '=' signs when the input data length is "+
			"divisible by 4 are allowed.)")
	}
	text := make([]byte, 0, len(b)+len(b)/2)
	for _, x := range b {
		text = utf8.AppendRune(text, rune(x))
	}
	return string(text), nil
})

// btoa implements https://html.spec.whatwg.org/#dom-btoa.
var btoa = webidl.Func("btoa", func(c *webidl.Call) (any, error) {
	s := c.Realm.Text(c.Need(0, "String"))
	b := make([]byte, s.Length())
	for n := range b {
		u := s.CharAt(n)
		if u > 0xff {
			return nil, webidl.NewDOMException("InvalidCharacterError",
				"btoa() can only operate on characters in the Latin1 (ISO/IEC 8859-1) range.")
		}
		b[n] = byte(u)
	}
	return encoding.ToBase64(b), nil
})
