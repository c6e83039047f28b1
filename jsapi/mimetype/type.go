package mimetype

import "strings"

// Type is a MIME type: its essence in lower case and its parameters in order.
type Type struct {
	Main, Sub string
	Params    []Param
}

// Param is one parameter; Name is in lower case.
type Param struct{ Name, Value string }

const space = " \t\r\n"

// Parse answers the type that s names, and whether it names one.
// https://mimesniff.spec.whatwg.org/#parsing-a-mime-type
func Parse(s string) (Type, bool) {
	essence, rest, _ := strings.Cut(strings.Trim(s, space), ";")
	main, sub, ok := strings.Cut(essence, "/")
	sub = strings.TrimRight(sub, space)
	if !ok || !isToken(main) || !isToken(sub) {
		return Type{}, false
	}
	t := Type{Main: lower(main), Sub: lower(sub)}
	for rest != "" {
		rest = t.param(rest)
	}
	return t, true
}

// param reads one parameter, if it is sound, and answers what follows it.
func (t *Type) param(s string) (rest string) {
	s = strings.TrimLeft(s, space)
	n := strings.IndexAny(s, ";=")
	if n < 0 {
		return ""
	}
	name := lower(s[:n])
	if s[n] == ';' {
		return s[n+1:]
	}
	s = s[n+1:]
	var value string
	if strings.HasPrefix(s, `"`) {
		value, s = Quoted(s)
		_, rest, _ = strings.Cut(s, ";")
	} else {
		value, rest, _ = strings.Cut(s, ";")
		value = strings.TrimRight(value, space)
		if value == "" {
			return rest
		}
	}
	if _, repeated := t.Param(name); !repeated && isToken(name) && isQuotable(value) {
		t.Params = append(t.Params, Param{name, value})
	}
	return rest
}

// Quoted reads the quoted string that s begins with, and answers its value and what follows it.
// https://fetch.spec.whatwg.org/#collect-an-http-quoted-string
func Quoted(s string) (value, rest string) {
	var b strings.Builder
	for n := 1; n < len(s); n++ {
		switch s[n] {
		case '"':
			return b.String(), s[n+1:]
		case '\\':
			if n++; n == len(s) {
				b.WriteByte('\\')
				return b.String(), ""
			}
		}
		b.WriteByte(s[n])
	}
	return b.String(), ""
}

// Param answers the value of a parameter, and whether it is there.
func (t Type) Param(name string) (string, bool) {
	for _, p := range t.Params {
		if p.Name == name {
			return p.Value, true
		}
	}
	return "", false
}

// Essence is the type without its parameters.
func (t Type) Essence() string { return t.Main + "/" + t.Sub }

// String writes the type. https://mimesniff.spec.whatwg.org/#serializing-a-mime-type
func (t Type) String() string {
	s := t.Essence()
	for _, p := range t.Params {
		s += ";" + p.Name + "="
		if isToken(p.Value) {
			s += p.Value
			continue
		}
		s += `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(p.Value) + `"`
	}
	return s
}

// IsText answers whether a body of this type reads as text.
func (t Type) IsText() bool {
	switch {
	case t.Main == "text", strings.HasSuffix(t.Sub, "+json"), strings.HasSuffix(t.Sub, "+xml"):
		return true
	case t.Main == "application":
		switch t.Sub {
		case "json", "xml", "javascript", "x-javascript", "x-www-form-urlencoded", "x-ndjson", "graphql", "dns-json", "typescript":
			return true
		}
	}
	_, charset := t.Param("charset")
	return charset
}

func isToken(s string) bool {
	for n := range len(s) {
		c := s[n]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0:
		default:
			return false
		}
	}
	return s != ""
}

// isQuotable answers whether every character is one that a quoted string may hold.
func isQuotable(s string) bool {
	for _, c := range s {
		if c != '\t' && (c < ' ' || c == 0x7f || c > 0xff) {
			return false
		}
	}
	return true
}

func lower(s string) string {
	return strings.Map(func(c rune) rune {
		if 'A' <= c && c <= 'Z' {
			return c + 'a' - 'A'
		}
		return c
	}, s)
}
