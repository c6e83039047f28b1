package jsapi

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// InspectOptions are how Inspect shows a value.
type InspectOptions struct {
	// Depth is how many levels below the value are shown; negative shows all.
	Depth int
	// Hidden shows properties that are not enumerable, too.
	Hidden bool
	// Colors marks values by their kinds for a terminal.
	Colors bool
	// Proxies shows a proxy as one, not as its target.
	Proxies bool
	// Separator puts underscores between the thousands of numbers.
	Separator bool
	// Getters says which getters are called: "all", those without ("get") or with ("set") a setter, or none.
	Getters string
	// Plain ignores the functions by which objects say how they are shown.
	Plain bool
	// Less orders the properties of an object by their texts.
	Less func(a, b string) bool
	// Script is what such functions are told of the options.
	Script *goja.Object
	// Layout has what is usually left as it is.
	Layout *InspectLayout
}

// InspectLayout is how much Inspect shows, and on how many lines.
type InspectLayout struct {
	// Elements and Text are how many elements of a list and characters of a string are shown.
	Elements, Text int
	// Width is how wide a line may become before what is on it is spread over several.
	Width int
	// Compact is how many levels of nesting may share a line. With Dense all may, in an older layout.
	Compact int
	Dense   bool
}

var usualLayout = InspectLayout{Elements: maxElements, Text: maxString, Width: breakLength, Compact: compact}

// Inspect shows a value as a console does. It runs nothing of the script's but what objects have to be shown by and
// the getters that the options name: no trap of a proxy.
func Inspect(r *webidl.Realm, v goja.Value, o InspectOptions) string {
	p := &inspector{realm: r, in: inside(), options: o, layout: usualLayout}
	if o.Layout != nil {
		p.layout = *o.Layout
	}
	return p.value(v, 0)
}

const (
	maxElements = 100
	maxString   = 10000
	maxKeyed    = 1 << 16 // elements up to which a list is searched for properties of other names
)

// inspector is one walk over a value.
type inspector struct {
	realm   *webidl.Realm
	in      *insides
	options InspectOptions
	layout  InspectLayout

	few      bool           // of a list only the first few elements are shown
	indent   int            // of the line being written
	deepest  int            // level of the object that was entered last
	path     []*goja.Object // from the value to the object being shown
	circular map[*goja.Object]int
}

// value shows v, level steps below the value that was asked for.
func (p *inspector) value(v goja.Value, level int) string {
	o, ok := v.(*goja.Object)
	if !ok {
		return p.primitive(v)
	}
	if o.ExportType() == proxyType {
		proxy := o.Export().(goja.Proxy)
		switch {
		case proxy.Target() == nil:
			return p.styled("<Revoked Proxy>", special)
		case p.options.Proxies:
			return p.proxy(proxy, level)
		}
		return "Proxy(" + p.value(proxy.Target(), level) + ")"
	}
	if text, ok := p.custom(o, level); ok {
		return text
	}
	for _, above := range p.path {
		if above == o {
			if p.circular == nil {
				p.circular = map[*goja.Object]int{}
			}
			if p.circular[o] == 0 {
				p.circular[o] = len(p.circular) + 1
			}
			return p.styled(fmt.Sprintf("[Circular *%d]", p.circular[o]), special)
		}
	}
	return p.object(o, level)
}

func (p *inspector) primitive(v goja.Value) string {
	switch s := v.(type) {
	case nil:
		return "undefined"
	case goja.String:
		return p.text(s)
	case *goja.Symbol:
		return p.styled(symbolText(s), green)
	}
	text := plainText(v)
	switch {
	case goja.IsUndefined(v):
		return p.styled(text, grey)
	case goja.IsNull(v):
		return p.styled(text, bold)
	case v.ExportType() == boolType:
	case p.options.Separator:
		text = separated(text)
	}
	return p.styled(text, yellow)
}

// plainText shows a primitive other than a string.
func plainText(v goja.Value) string {
	if s, ok := v.(*goja.Symbol); ok {
		return symbolText(s)
	}
	switch v.ExportType() {
	case bigIntType:
		return v.String() + "n"
	}
	if f, ok := v.Export().(float64); ok && f == 0 && math.Signbit(f) {
		return "-0"
	}
	return v.String()
}

func symbolText(s *goja.Symbol) string { return "Symbol(" + s.String() + ")" }

func unitsOf(s goja.String) []uint16 {
	u := make([]uint16, s.Length())
	for n := range u {
		u[n] = s.CharAt(n)
	}
	return u
}

// text shows a string in quotes, a long one line by line.
func (p *inspector) text(s goja.String) string {
	more := ""
	if n, most := s.Length(), p.layout.Text; n > most {
		s = s.Substring(0, most)
		more = "... " + strconv.Itoa(n-most) + " more character" + plural(n-most)
	}
	u := unitsOf(s)
	if p.layout.Dense || len(u) <= 16 || len(u) <= p.layout.Width-p.indent-4 {
		return p.styled(quote(u), green) + more
	}
	var lines []string
	start := 0
	for n, c := range u {
		if c == '\n' {
			lines = append(lines, p.styled(quote(u[start:n+1]), green))
			start = n + 1
		}
	}
	if start < len(u) {
		lines = append(lines, p.styled(quote(u[start:]), green))
	}
	return strings.Join(lines, " +\n"+strings.Repeat(" ", p.indent+2)) + more
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// within shows v on a line that is indented further.
func (p *inspector) within(v goja.Value, level int) string {
	p.indent += 2
	s := p.value(v, level)
	p.indent -= 2
	return s
}

// key is the name of a property: a string, or a symbol.
type key struct {
	name   string
	symbol *goja.Symbol
}

func (k key) value() goja.Value {
	if k.symbol != nil {
		return k.symbol
	}
	return name(k.name)
}

// keys answers the properties of o that are shown; of a list, those that are no elements.
func (p *inspector) keys(o *goja.Object, list bool) []key {
	names := o.Keys
	if p.options.Hidden {
		names = o.GetOwnPropertyNames
	}
	var keys []key
	for _, n := range names() {
		if list && isIndex(n) {
			continue
		}
		keys = append(keys, key{name: n})
	}
	for _, s := range o.Symbols() {
		if s.String() == "dodev.native" {
			continue
		}
		if d, ok := p.in.own(o, s); ok && (d.enumerable || p.options.Hidden) {
			keys = append(keys, key{symbol: s})
		}
	}
	return keys
}

func isIndex(s string) bool {
	n, err := strconv.ParseUint(s, 10, 32)
	return err == nil && n < math.MaxUint32 && strconv.FormatUint(n, 10) == s
}

// property shows a property as "name: value".
func (p *inspector) property(o *goja.Object, k key, level int) string {
	d, ok := p.in.own(o, k.value())
	if !ok {
		d.enumerable = true
	}
	shown := "undefined"
	present := func(v goja.Value) bool { return v != nil && !goja.IsUndefined(v) }
	switch {
	case d.value != nil:
		shown = p.within(d.value, level)
	case present(d.get):
		shown = p.getter(o, d.get, present(d.set), level)
	case present(d.set):
		shown = p.styled("[Setter]", special)
	default:
		shown = p.styled(shown, grey)
	}
	return p.styledKey(k, d.enumerable) + ": " + shown
}

func keyText(k key, enumerable bool) string {
	switch {
	case k.symbol != nil && enumerable:
		return symbolText(k.symbol)
	case k.symbol != nil:
		return "[" + symbolText(k.symbol) + "]"
	case k.name == "__proto__":
		return "['__proto__']"
	case !enumerable:
		return "[" + k.name + "]"
	case isWord(k.name):
		return k.name
	}
	return quote(utf16Of(k.name))
}

// isWord answers whether a name needs no quotes.
func isWord(s string) bool {
	for n := range len(s) {
		c := s[n]
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_'
		if !letter && (n == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}
