package ecma

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

const maxRune = unicode.MaxRune

// span is a range of characters, both ends in it.
type span struct{ first, last rune }

// charset is a set of characters: spans in order that do not touch.
type charset []span

func one(c rune) charset { return charset{{c, c}} }

func newCharset(pairs ...rune) charset {
	var s charset
	for i := 0; i+1 < len(pairs); i += 2 {
		s = append(s, span{pairs[i], pairs[i+1]})
	}
	return s.normal()
}

func (s charset) normal() charset {
	slices.SortFunc(s, func(a, b span) int { return int(a.first - b.first) })
	out := s[:0]
	for _, x := range s {
		if n := len(out); n > 0 && x.first <= out[n-1].last+1 {
			out[n-1].last = max(out[n-1].last, x.last)
		} else {
			out = append(out, x)
		}
	}
	return out
}

func (s charset) or(t charset) charset { return append(slices.Clone(s), t...).normal() }

func (s charset) not() charset {
	var out charset
	next := rune(0)
	for _, x := range s {
		if x.first > next {
			out = append(out, span{next, x.first - 1})
		}
		next = x.last + 1
	}
	if next <= maxRune {
		out = append(out, span{next, maxRune})
	}
	return out
}

func (s charset) and(t charset) charset { return s.not().or(t.not()).not() }

func (s charset) minus(t charset) charset { return s.and(t.not()) }

// folded adds what differs from the set's members in case only.
func (s charset) folded() charset {
	const lastCased = 0x1E943
	out := slices.Clone(s)
	for _, x := range s {
		for c := x.first; c <= min(x.last, lastCased); c++ {
			for f := unicode.SimpleFold(c); f != c; f = unicode.SimpleFold(f) {
				out = append(out, span{f, f})
			}
		}
	}
	return out.normal()
}

// write puts the set's spans as a character class has them, without brackets.
func (s charset) write(b *strings.Builder) {
	for _, x := range s {
		writeRune(b, x.first)
		if x.last > x.first {
			if x.last > x.first+1 {
				b.WriteByte('-')
			}
			writeRune(b, x.last)
		}
	}
}

func writeRune(b *strings.Builder, c rune) {
	switch {
	case c >= 0xD800 && c < 0xE000:
		fmt.Fprintf(b, `\u%04X`, c)
	case c < 0x80 && !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'):
		fmt.Fprintf(b, `\x%02X`, c)
	default:
		b.WriteRune(c)
	}
}

func fromTable(tables ...*unicode.RangeTable) charset {
	var s charset
	add := func(first, last, stride rune) {
		if stride == 1 {
			s = append(s, span{first, last})
			return
		}
		for c := first; c <= last; c += stride {
			s = append(s, span{c, c})
		}
	}
	for _, t := range tables {
		for _, x := range t.R16 {
			add(rune(x.Lo), rune(x.Hi), rune(x.Stride))
		}
		for _, x := range t.R32 {
			add(rune(x.Lo), rune(x.Hi), rune(x.Stride))
		}
	}
	return s.normal()
}
