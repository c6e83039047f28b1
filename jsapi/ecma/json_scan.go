package ecma

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// utf16Text is a script string.
type utf16Text interface {
	Length() int
	CharAt(int) uint16
	String() string
}

// jsonScanner finds the first fault of a JSON text and words it as V8 does.
type jsonScanner struct {
	text    utf16Text
	n, at   int
	failed  bool
	deep    bool
	message string
}

const end = 0x10000 // what peek answers after the last character

func (s *jsonScanner) peek() int {
	if s.at >= s.n {
		return end
	}
	return int(s.text.CharAt(s.at))
}

func (s *jsonScanner) space() int {
	for {
		switch c := s.peek(); c {
		case ' ', '\t', '\n', '\r':
			s.at++
		default:
			return c
		}
	}
}

// document checks one value and nothing after it, without recursion.
func (s *jsonScanner) document() {
	var open []byte // '[' or '{' around the current position
	for !s.failed {
		// A value is due.
		switch c := s.space(); c {
		case '[':
			s.at++
			if s.space() != ']' {
				open = append(open, '[')
				s.deep = s.deep || len(open) > maxJSON
				if s.deep {
					return
				}
				continue
			}
			s.at++
		case '{':
			s.at++
			if s.space() != '}' {
				open = append(open, '{')
				s.deep = s.deep || len(open) > maxJSON
				if s.deep || !s.key("Expected property name or '}'") {
					return
				}
				continue
			}
			s.at++
		case '"':
			s.str()
		case 't':
			s.word("true")
		case 'f':
			s.word("false")
		case 'n':
			s.word("null")
		default:
			if c != '-' && (c < '0' || c > '9') {
				s.unexpected()
				return
			}
			s.number()
		}
		// A value is over: so may be what is around it.
		for !s.failed {
			c := s.space()
			if len(open) == 0 {
				if c != end {
					s.fail("Unexpected non-whitespace character after JSON")
				}
				return
			}
			if open[len(open)-1] == '[' {
				if c == ',' {
					s.at++
					break
				}
				if c != ']' {
					s.fail("Expected ',' or ']' after array element")
					return
				}
			} else {
				if c == ',' {
					s.at++
					s.space()
					if !s.key("Expected double-quoted property name") {
						return
					}
					break
				}
				if c != '}' {
					s.fail("Expected ',' or '}' after property value")
					return
				}
			}
			s.at++
			open = open[:len(open)-1]
		}
	}
}

// key checks a property's name and colon.
func (s *jsonScanner) key(expected string) bool {
	if s.peek() != '"' {
		s.fail(expected)
		return false
	}
	s.str()
	if s.failed {
		return false
	}
	if s.space() != ':' {
		s.fail("Expected ':' after property name")
		return false
	}
	s.at++
	return true
}

func (s *jsonScanner) word(w string) {
	for i := range len(w) {
		if s.peek() != int(w[i]) {
			s.unexpected()
			return
		}
		s.at++
	}
}

func digit(c int) bool { return c >= '0' && c <= '9' }

func (s *jsonScanner) digits(missing string) {
	if !digit(s.peek()) {
		s.fail(missing)
		return
	}
	for digit(s.peek()) {
		s.at++
	}
}

func (s *jsonScanner) number() {
	if s.peek() == '-' {
		s.at++
		if !digit(s.peek()) {
			s.fail("No number after minus sign")
			return
		}
	}
	if s.peek() == '0' {
		s.at++
		if digit(s.peek()) {
			s.fail("Unexpected number")
			return
		}
	}
	for digit(s.peek()) {
		s.at++
	}
	if s.peek() == '.' {
		s.at++
		s.digits("Unterminated fractional number")
	}
	if c := s.peek(); !s.failed && (c == 'e' || c == 'E') {
		s.at++
		if c := s.peek(); c == '+' || c == '-' {
			s.at++
		}
		s.digits("Exponent part is missing a number")
	}
}

func (s *jsonScanner) str() {
	s.at++
	for {
		switch c := s.peek(); {
		case c == end:
			s.fail("Unterminated string")
			return
		case c == '"':
			s.at++
			return
		case c < ' ':
			s.fail("Bad control character in string literal")
			return
		case c == '\\':
			s.at++
			if !s.escape() {
				return
			}
		default:
			s.at++
		}
	}
}

func (s *jsonScanner) escape() bool {
	switch c := s.peek(); {
	case c == end:
		s.unexpected()
		return false
	case c == 'u':
		for range 4 {
			s.at++
			if c := s.peek(); !digit(c) && (c < 'a' || c > 'f') && (c < 'A' || c > 'F') {
				s.fail("Bad Unicode escape")
				return false
			}
		}
	case c > 0x7f || !strings.ContainsRune(`"\/bfnrt`, rune(c)):
		s.fail("Bad escaped character")
		return false
	}
	s.at++
	return true
}

// fail reports a fault with its position.
func (s *jsonScanner) fail(what string) {
	line, start := 1, 0
	for i := range s.at {
		switch s.text.CharAt(i) {
		case '\r':
			if i+1 < s.at && s.text.CharAt(i+1) == '\n' {
				continue
			}
			line, start = line+1, i+1
		case '\n':
			line, start = line+1, i+1
		}
	}
	s.failed = true
	s.message = fmt.Sprintf("%s in JSON at position %d (line %d column %d)", what, s.at, line, s.at-start+1)
	if what == "Unexpected non-whitespace character after JSON" {
		s.message = strings.Replace(s.message, "JSON in JSON", "JSON", 1)
	}
}

// unexpected reports a character that begins no value, with what is around it.
func (s *jsonScanner) unexpected() {
	s.failed = true
	switch text := s.text; {
	case s.n <= len("[object Object]") && special[text.String()]:
		s.message = `"` + text.String() + `" is not valid JSON`
		return
	case s.at >= s.n:
		s.message = "Unexpected end of JSON input"
		return
	}
	const around = 10
	from, to, before, after := 0, s.n, "", ""
	if s.n > 2*around {
		if s.at >= around {
			from, before = s.at-around, "..."
		}
		if s.at < s.n-around {
			to, after = s.at+around, "..."
		}
	}
	s.message = fmt.Sprintf(`Unexpected token '%s', %s"%s"%s is not valid JSON`, s.slice(s.at, s.at+1), before, s.slice(from, to), after)
}

// special are texts that stand for a value that was no string.
var special = map[string]bool{"NaN": true, "Infinity": true, "undefined": true, "[object Object]": true}

func (s *jsonScanner) slice(from, to int) string {
	units := make([]uint16, 0, to-from)
	for i := from; i < to; i++ {
		units = append(units, s.text.CharAt(i))
	}
	return string(utf16.Decode(units))
}
