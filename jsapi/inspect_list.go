package jsapi

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

func (p *inspector) array(o *goja.Object, ordinary bool, prefix func(string, string) string) shape {
	length := 0
	if d, ok := p.in.own(o, name("length")); ok && d.value != nil {
		length = int(d.value.ToInteger())
	}
	s := shape{frame: frame{open: "[", close: "]", list: true}}
	if !ordinary {
		s.open = prefix("Array", "("+strconv.Itoa(length)+")") + "["
	}
	if length <= maxKeyed {
		s.keys = p.keys(o, true)
	}
	s.done, s.bare = s.open+"]", length == 0
	var parts []string
	s.numbers = true
	s.more = p.elements(o, length, &s.numbers, nil) // decides the layout before anything is written
	s.parts = func(level int) []string {
		numbers := true
		p.elements(o, length, &numbers, func(e element) {
			switch {
			case e.more > 0:
				parts = append(parts, fmt.Sprintf("... %d more item%s", e.more, plural(e.more)))
			case e.empty > 0:
				parts = append(parts, p.styled(fmt.Sprintf("<%d empty item%s>", e.empty, plural(e.empty)), grey))
			case e.value == nil:
				parts = append(parts, strings.TrimPrefix(p.property(o, key{name: strconv.Itoa(e.index)}, level), p.styledKey(key{name: strconv.Itoa(e.index)}, true)+": "))
			default:
				parts = append(parts, p.within(e.value, level))
			}
		})
		return parts
	}
	return s
}

// limit is how many elements of a list are shown.
func (p *inspector) limit() int {
	if p.few {
		return min(3, p.layout.Elements)
	}
	return p.layout.Elements
}

// element is one part of an array: a value, a run of holes, or how many are left. A nil value is an accessor.
type element struct {
	index, empty, more int
	value              goja.Value
}

// elements calls each for the parts of an array and answers whether some were left out.
func (p *inspector) elements(o *goja.Object, length int, numbers *bool, each func(element)) (more bool) {
	emit := func(e element) {
		if e.empty > 0 || e.value == nil || !isNumber(e.value) {
			*numbers = false
		}
		if each != nil {
			each(e)
		}
	}
	count, at := 0, 0
	for at < length && count < p.limit() {
		d, ok := p.in.own(o, name(strconv.Itoa(at)))
		if ok {
			emit(element{index: at, value: d.value})
			at++
			count++
			continue
		}
		next := p.nextIndex(o, at, length)
		emit(element{empty: next - at})
		at = next
		count++
	}
	if at < length {
		if each != nil {
			each(element{more: length - at})
		}
		return true
	}
	return false
}

// nextIndex answers where the run of holes that begins at an index ends.
func (p *inspector) nextIndex(o *goja.Object, at, length int) int {
	for n := at + 1; n < min(length, at+1000); n++ {
		if _, ok := p.in.own(o, name(strconv.Itoa(n))); ok {
			return n
		}
	}
	if at+1000 >= length {
		return length
	}
	for _, k := range o.GetOwnPropertyNames() { // a sparse array has few
		if n, err := strconv.Atoi(k); err == nil && isIndex(k) && n > at {
			return n
		}
	}
	return length
}

func isNumber(v goja.Value) bool {
	switch v.(type) {
	case nil, *goja.Object, goja.String, *goja.Symbol:
		return false
	}
	switch v.Export().(type) {
	case int64, float64:
		return true
	}
	return v.ExportType() == bigIntType
}

func (p *inspector) view(o *goja.Object, prefix func(string, string) string) shape {
	kind, _ := viewKind(o)
	length := int(p.in.viewLength.on(o).ToInteger())
	s := shape{frame: frame{open: prefix(kind, "("+strconv.Itoa(length)+")") + "[", close: "]", list: true, numbers: true, more: length > p.limit()}}
	if length <= maxKeyed {
		s.keys = p.keys(o, true)
	}
	s.done, s.bare = s.open+"]", length == 0
	s.parts = func(level int) []string {
		var parts []string
		for n := range min(length, p.limit()) {
			parts = append(parts, p.primitive(o.Get(strconv.Itoa(n))))
		}
		if rest := length - p.limit(); rest > 0 {
			parts = append(parts, fmt.Sprintf("... %d more item%s", rest, plural(rest)))
		}
		return parts
	}
	return s
}

func (p *inspector) collection(o *goja.Object, kind string, prefix func(string, string) string) shape {
	list := p.in.entries(p.realm.VM, o, kind == "Map")
	step := 1
	if kind == "Map" {
		step = 2
	}
	size := len(list) / step
	s := shape{frame: frame{open: prefix(kind, "("+strconv.Itoa(size)+")") + "{", close: "}"}, keys: p.keys(o, false)}
	s.done, s.bare = s.open+"}", size == 0
	s.parts = func(level int) []string {
		var parts []string
		for n := 0; n < min(size, p.limit()); n++ {
			text := p.within(list[n*step], level)
			if step == 2 {
				text += " => " + p.within(list[n*step+1], level)
			}
			parts = append(parts, text)
		}
		if rest := size - p.limit(); rest > 0 {
			parts = append(parts, fmt.Sprintf("... %d more item%s", rest, plural(rest)))
		}
		return parts
	}
	return s
}

func (p *inspector) buffer(o *goja.Object, prefix func(string, string) string) shape {
	b := o.Export().(goja.ArrayBuffer).Bytes()
	s := shape{frame: frame{open: prefix("ArrayBuffer", "") + "{", close: "}"}, keys: p.keys(o, false)}
	s.parts = func(int) []string {
		var text strings.Builder
		for n, c := range b[:min(len(b), p.limit())] {
			if n > 0 {
				text.WriteByte(' ')
			}
			fmt.Fprintf(&text, "%02x", c)
		}
		if rest := len(b) - p.limit(); rest > 0 {
			fmt.Fprintf(&text, " ... %d more byte%s", rest, plural(rest))
		}
		return []string{"[Uint8Contents]: <" + text.String() + ">", "byteLength: " + strconv.Itoa(len(b))}
	}
	return s
}

// bytes shows a Buffer of Node's.
func (p *inspector) bytes(o *goja.Object) string {
	const most = 50
	b, _ := p.realm.Bytes(o)
	text := fmt.Sprintf("% x", b[:min(len(b), most)])
	if more := len(b) - most; more > 0 {
		text += " ... " + strconv.Itoa(more) + " more byte" + plural(more)
	}
	return "<Buffer " + text + ">"
}
