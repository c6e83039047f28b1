package encoding

import (
	"strings"
	"unicode/utf8"
)

// UTF8 decodes b, each maximal broken sequence becoming one U+FFFD.
// https://encoding.spec.whatwg.org/#utf-8-decoder
func UTF8(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	var s strings.Builder
	s.Grow(len(b))
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			n, _ = broken(b)
		}
		s.WriteRune(r)
		b = b[n:]
	}
	return s.String()
}

// broken answers how many bytes of b, which does not begin with a character, belong to one that began as
// one, and whether it only lacks its end.
func broken(b []byte) (n int, cut bool) {
	lower, upper, need := byte(0x80), byte(0xbf), 0
	switch c := b[0]; {
	case 0xc2 <= c && c <= 0xdf:
		need = 1
	case c == 0xe0:
		lower, need = 0xa0, 2
	case c == 0xed:
		upper, need = 0x9f, 2
	case 0xe1 <= c && c <= 0xef:
		need = 2
	case c == 0xf0:
		lower, need = 0x90, 3
	case c == 0xf4:
		upper, need = 0x8f, 3
	case 0xf1 <= c && c <= 0xf3:
		need = 3
	}
	for n = 1; n <= need; n++ {
		if n == len(b) {
			return n, true
		}
		if b[n] < lower || b[n] > upper {
			return n, false
		}
		lower, upper = 0x80, 0xbf
	}
	return n, false
}

// incomplete answers how many bytes at the end of b began a character that is not over.
func incomplete(b []byte) int {
	for n := 1; n <= 3 && n <= len(b); n++ {
		tail := b[len(b)-n:]
		if tail[0] >= 0xc0 {
			if size, cut := broken(tail); cut && size == n {
				return n
			}
			return 0
		}
		if tail[0] < 0x80 {
			return 0
		}
	}
	return 0
}
