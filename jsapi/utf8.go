package jsapi

import (
	"strings"
	"unicode/utf8"
)

// decodeUTF8 decodes bytes, each maximal broken sequence becoming one U+FFFD.
// https://encoding.spec.whatwg.org/#utf-8-decoder
func decodeUTF8(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	var s strings.Builder
	s.Grow(len(b))
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			n = brokenLen(b)
		}
		s.WriteRune(r)
		b = b[n:]
	}
	return s.String()
}

// brokenLen answers how many bytes of a sequence that is not a character belong to one that began as one.
func brokenLen(b []byte) int {
	lower, upper, need := byte(0x80), byte(0xbf), 0
	switch c := b[0]; {
	case 0xc2 <= c && c <= 0xdf:
		need = 1
	case 0xe0 <= c && c <= 0xef:
		need = 2
		if c == 0xe0 {
			lower = 0xa0
		} else if c == 0xed {
			upper = 0x9f
		}
	case 0xf0 <= c && c <= 0xf4:
		need = 3
		if c == 0xf0 {
			lower = 0x90
		} else if c == 0xf4 {
			upper = 0x8f
		}
	}
	n := 1
	for n <= need && n < len(b) && lower <= b[n] && b[n] <= upper {
		lower, upper = 0x80, 0xbf
		n++
	}
	return n
}
