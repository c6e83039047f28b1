package form

import "strings"

// Entry is one field of a form: a text, or a file when File is not nil.
type Entry struct {
	Name, Value string
	File        *File
}

// File is the content of a file field.
type File struct {
	Name, Type string
	Content    []byte
}

// ParseURLEncoded answers the fields of a urlencoded form, which cannot fail.
// https://url.spec.whatwg.org/#urlencoded-parsing
func ParseURLEncoded(body string) []Entry {
	var list []Entry
	for body != "" {
		var pair string
		pair, body, _ = strings.Cut(body, "&")
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		list = append(list, Entry{Name: unescape(name), Value: unescape(value)})
	}
	return list
}

func unescape(s string) string {
	if !strings.ContainsAny(s, "%+") {
		return s
	}
	b := make([]byte, 0, len(s))
	for n := 0; n < len(s); n++ {
		switch {
		case s[n] == '+':
			b = append(b, ' ')
		case s[n] == '%' && n+2 < len(s) && hex(s[n+1]) >= 0 && hex(s[n+2]) >= 0:
			b = append(b, byte(hex(s[n+1])<<4|hex(s[n+2])))
			n += 2
		default:
			b = append(b, s[n])
		}
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
