package weburl

import (
	"sort"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dodev/dodev/jsapi/encoding"
)

// Param is one name and value of a query.
type Param struct{ Name, Value string }

// Params is a list of query parameters. https://url.spec.whatwg.org/#urlsearchparams
type Params []Param

// ParseParams parses the application/x-www-form-urlencoded format.
// https://url.spec.whatwg.org/#concept-urlencoded-parser
func ParseParams(s string) Params {
	var list Params
	for s != "" {
		var part string
		part, s, _ = strings.Cut(s, "&")
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		list = append(list, Param{decode(name), decode(value)})
	}
	return list
}

// decode decodes a name or value of a query.
func decode(s string) string {
	return encoding.UTF8([]byte(percentDecode(strings.ReplaceAll(s, "+", " "))))
}

// percentDecode decodes what is percent-encoded, whatever bytes come of it.
func percentDecode(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && hex(s[i+1]) >= 0 && hex(s[i+2]) >= 0 {
			b = append(b, byte(hex(s[i+1])<<4|hex(s[i+2])))
			i += 2
			continue
		}
		b = append(b, s[i])
	}
	return string(b)
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

// String is the list in the application/x-www-form-urlencoded format.
func (p Params) String() string {
	var b strings.Builder
	for n, x := range p {
		if n > 0 {
			b.WriteByte('&')
		}
		encode(&b, x.Name)
		b.WriteByte('=')
		encode(&b, x.Value)
	}
	return b.String()
}

func encode(b *strings.Builder, s string) {
	const digits = "0123456789ABCDEF"
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ':
			b.WriteByte('+')
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '*', c == '-', c == '.', c == '_':
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&15])
		}
	}
}

// Get answers the first value of a name.
func (p Params) Get(name string) (string, bool) {
	for _, x := range p {
		if x.Name == name {
			return x.Value, true
		}
	}
	return "", false
}

// All answers every value of a name.
func (p Params) All(name string) []string {
	list := []string{}
	for _, x := range p {
		if x.Name == name {
			list = append(list, x.Value)
		}
	}
	return list
}

// Has answers whether a name is there, with the value if value is not nil.
func (p Params) Has(name string, value *string) bool {
	for _, x := range p {
		if x.Name == name && (value == nil || x.Value == *value) {
			return true
		}
	}
	return false
}

// Without answers the list without a name, or without its pairs of one value if value is not nil.
func (p Params) Without(name string, value *string) Params {
	var list Params
	for _, x := range p {
		if x.Name != name || value != nil && x.Value != *value {
			list = append(list, x)
		}
	}
	return list
}

// Set answers the list with one value for a name, in the place of the first.
func (p Params) Set(name, value string) Params {
	var list Params
	found := false
	for _, x := range p {
		switch {
		case x.Name != name:
			list = append(list, x)
		case !found:
			found = true
			list = append(list, Param{name, value})
		}
	}
	if !found {
		list = append(list, Param{name, value})
	}
	return list
}

// Sort orders the list by name, in UTF-16 code units, pairs of one name as they were.
func (p Params) Sort() {
	sort.SliceStable(p, func(a, b int) bool { return less(p[a].Name, p[b].Name) })
}

func less(a, b string) bool {
	for a != "" && b != "" {
		x, n := utf8.DecodeRuneInString(a)
		y, m := utf8.DecodeRuneInString(b)
		if x != y {
			return unit(x) < unit(y) || unit(x) == unit(y) && x < y
		}
		a, b = a[n:], b[m:]
	}
	return a == "" && b != ""
}

// unit is the first UTF-16 code unit of a character.
func unit(r rune) rune {
	if high, _ := utf16.EncodeRune(r); high != utf8.RuneError {
		return high
	}
	return r
}
