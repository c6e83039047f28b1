package ecma

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"

	"github.com/dodev/dodev/jsapi/webidl"
)

// jsonParser makes the values of a JSON text. It stops at the first fault, which a jsonScanner then finds the words for.
type jsonParser struct {
	make   webidl.Maker
	object *goja.Object // Object.prototype
	text   string       // surrogates without a partner are encoded like characters
	lone   bool         // there are such
	at     int
	depth  int
	names  []unistring.String // of the objects that are being read
	values []goja.Value       // of the objects and arrays that are
	known  map[string]unistring.String
	recent [64]recentName // by depth and place in the object
	words  [128]recentWord
}

// replaced is what the engine makes of a surrogate without a partner.
const replaced = "\uFFFD"

// newJSONParser begins to read a text.
func newJSONParser(r *realm, text goja.String) *jsonParser {
	p := &jsonParser{make: webidl.Maker{VM: r.VM, Layout: webidl.EngineLayout()}, object: r.prototypeOf("Object"), text: text.String(), known: map[string]unistring.String{}}
	if strings.Contains(p.text, replaced) {
		p.text, p.lone = loneText(text), true
	}
	return p
}

// loneText encodes a text that may have surrogates without a partner.
func loneText(text goja.String) string {
	var b []byte
	for i, n := 0, text.Length(); i < n; i++ {
		c := rune(text.CharAt(i))
		if utf16.IsSurrogate(c) {
			if i+1 < n {
				if pair := utf16.DecodeRune(c, rune(text.CharAt(i+1))); pair != utf8.RuneError {
					b = utf8.AppendRune(b, pair)
					i++
					continue
				}
			}
			b = append(b, 0xE0|byte(c>>12), 0x80|byte(c>>6)&0x3F, 0x80|byte(c)&0x3F)
			continue
		}
		b = utf8.AppendRune(b, c)
	}
	return string(b)
}

// document answers the value of the text, and false if it has a fault.
func (p *jsonParser) document() (goja.Value, bool) {
	v, ok := p.value()
	return v, ok && p.space() == 0 && p.at == len(p.text)
}

// space answers the next character that is none, 0 at the end.
func (p *jsonParser) space() byte {
	for ; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; c {
		case ' ', '\t', '\n', '\r':
		default:
			return c
		}
	}
	return 0
}

func (p *jsonParser) value() (goja.Value, bool) {
	switch c := p.space(); c {
	case '{':
		return p.record()
	case '[':
		return p.list()
	case '"':
		return p.str()
	case 't':
		return p.make.VM.ToValue(true), p.literal("true")
	case 'f':
		return p.make.VM.ToValue(false), p.literal("false")
	case 'n':
		return goja.Null(), p.literal("null")
	default:
		return p.number()
	}
}

func (p *jsonParser) literal(w string) bool {
	if !strings.HasPrefix(p.text[p.at:], w) {
		return false
	}
	p.at += len(w)
	return true
}

func (p *jsonParser) list() (goja.Value, bool) {
	first := len(p.values)
	if p.depth++; p.depth > maxJSON {
		return nil, false
	}
	p.at++
	if p.space() != ']' {
		for {
			v, ok := p.value()
			if !ok {
				return nil, false
			}
			p.values = append(p.values, v)
			c := p.space()
			if c == ',' {
				p.at++
				continue
			}
			if c != ']' {
				return nil, false
			}
			break
		}
	}
	p.at++
	p.depth--
	o := p.make.Elements(p.values[first:])
	p.values = p.values[:first]
	return o, true
}

func (p *jsonParser) record() (goja.Value, bool) {
	first, firstName := len(p.values), len(p.names)
	if p.depth++; p.depth > maxJSON {
		return nil, false
	}
	p.at++
	if p.space() != '}' {
		for {
			if p.space() != '"' {
				return nil, false
			}
			name, ok := p.name(len(p.names) - firstName)
			if !ok || p.space() != ':' {
				return nil, false
			}
			p.at++
			p.names = append(p.names, name)
			v, ok := p.value()
			if !ok {
				return nil, false
			}
			p.values = append(p.values, v)
			c := p.space()
			if c == ',' {
				p.at++
				continue
			}
			if c != '}' {
				return nil, false
			}
			break
		}
	}
	p.at++
	p.depth--
	o := p.make.Record(p.object, p.names[firstName:], p.values[first:])
	p.names, p.values = p.names[:firstName], p.values[:first]
	return o, true
}

func (p *jsonParser) number() (goja.Value, bool) {
	text, start, at := p.text, p.at, p.at
	digits := func() bool {
		first := at
		for at < len(text) && text[at]-'0' < 10 {
			at++
		}
		return at > first
	}
	if at < len(text) && text[at] == '-' {
		at++
	}
	zero := at < len(text) && text[at] == '0'
	if whole := at; !digits() || zero && at > whole+1 {
		return nil, false
	}
	const exact = 15 // so many digits are always a whole number that the engine can hold
	if at == len(text) || text[at] != '.' && text[at]|0x20 != 'e' {
		p.at = at
		if n, err := strconv.ParseInt(text[start:at], 10, 64); err == nil && at-start <= exact && (n != 0 || at == start+1) {
			return p.make.Whole(n), true
		}
	} else {
		if text[at] == '.' {
			if at++; !digits() {
				return nil, false
			}
		}
		if at < len(text) && text[at]|0x20 == 'e' {
			if at++; at < len(text) && (text[at] == '+' || text[at] == '-') {
				at++
			}
			if !digits() {
				return nil, false
			}
		}
		p.at = at
	}
	n, _ := strconv.ParseFloat(text[start:at], 64) // what is too large is infinite
	return p.make.Number(n), true
}

// scan reads a text up to its closing quote, and answers whether it is all ASCII and whether it has escapes.
func (p *jsonParser) scan() (inner string, ascii, plain, ok bool) {
	p.at++
	start := p.at
	ascii, plain = true, true
	for i := p.at; i < len(p.text); i++ {
		switch c := p.text[i]; {
		case c == '"':
			p.at = i + 1
			return p.text[start:i], ascii, plain, true
		case c == '\\':
			plain = false
			if i++; i == len(p.text) {
				return
			}
			switch p.text[i] {
			case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
			case 'u':
				if _, err := strconv.ParseUint(p.text[min(i+1, len(p.text)):min(i+5, len(p.text))], 16, 16); err != nil || i+5 > len(p.text) {
					return
				}
				i += 4
			default:
				return
			}
		case c < ' ':
			return
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return
}

func (p *jsonParser) str() (goja.Value, bool) {
	inner, ascii, plain, ok := p.scan()
	const most = 24 // bytes of words that come again
	switch n := len(inner); {
	case !ok:
		return nil, false
	case !plain || !ascii && p.lone:
		return goja.StringFromUTF16(p.unescape(inner)), true
	case n == 0 || n > most:
		return p.word(inner, ascii), true
	default:
		recent := &p.words[(n*7+int(inner[0])*31+int(inner[n/2])*5+int(inner[n-1])*17)%len(p.words)]
		if recent.text != inner {
			*recent = recentWord{inner, p.word(inner, ascii)}
		}
		return recent.value, true
	}
}

// recentWord is a text that was read before.
type recentWord struct {
	text  string
	value goja.Value
}

func (p *jsonParser) word(text string, ascii bool) goja.Value {
	if ascii {
		return p.make.ASCII(text)
	}
	return p.make.VM.ToValue(strings.Clone(text))
}

// recentName is a name as it was read in the text before.
type recentName struct {
	inside string // and its closing quote
	name   unistring.String
}

// name reads the name of a property, the nth of its object. Most come again at the same place.
func (p *jsonParser) name(n int) (unistring.String, bool) {
	recent := &p.recent[(p.depth*8+n)%len(p.recent)]
	if recent.inside != "" && strings.HasPrefix(p.text[p.at+1:], recent.inside) {
		p.at += 1 + len(recent.inside)
		return recent.name, true
	}
	start := p.at + 1
	name, ok := p.newName()
	if ok {
		*recent = recentName{p.text[start:p.at], name}
	}
	return name, ok
}

func (p *jsonParser) newName() (unistring.String, bool) {
	inner, ascii, plain, ok := p.scan()
	if !ok {
		return "", false
	}
	if name, ok := p.known[inner]; ok {
		return name, true
	}
	var name unistring.String
	switch {
	case plain && ascii:
		name = unistring.String(strings.Clone(inner))
	case plain && !p.lone:
		name = unistring.NewFromString(inner)
	default:
		name = nameOf(p.unescape(inner))
	}
	const most = 1000 // beyond that they are not names that come again
	if len(p.known) < most {
		p.known[inner] = name
	}
	return name, true
}

// nameOf answers a name as the engine writes it.
func nameOf(text []uint16) unistring.String {
	ascii := make([]byte, len(text))
	for i, c := range text {
		if c >= utf8.RuneSelf {
			return unistring.FromUtf16(append([]uint16{unistring.BOM}, text...))
		}
		ascii[i] = byte(c)
	}
	return unistring.String(ascii)
}

// unescape answers the characters of the inside of a text that has no fault.
func (p *jsonParser) unescape(inner string) []uint16 {
	units := make([]uint16, 0, len(inner))
	for i := 0; i < len(inner); {
		c := inner[i]
		switch {
		case c == '\\':
			i += 2
			switch c := inner[i-1]; c {
			case 'b':
				units = append(units, '\b')
			case 'f':
				units = append(units, '\f')
			case 'n':
				units = append(units, '\n')
			case 'r':
				units = append(units, '\r')
			case 't':
				units = append(units, '\t')
			case 'u':
				n, _ := strconv.ParseUint(inner[i:i+4], 16, 16)
				units = append(units, uint16(n))
				i += 4
			default:
				units = append(units, uint16(c))
			}
		case c < utf8.RuneSelf:
			units = append(units, uint16(c))
			i++
		case c == 0xED && inner[i+1] >= 0xA0: // a surrogate
			units = append(units, uint16(c&0xF)<<12|uint16(inner[i+1]&0x3F)<<6|uint16(inner[i+2]&0x3F))
			i += 3
		default:
			char, size := utf8.DecodeRuneInString(inner[i:])
			units = utf16.AppendRune(units, char)
			i += size
		}
	}
	return units
}
