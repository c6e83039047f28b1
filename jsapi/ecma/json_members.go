package ecma

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"

	"github.com/dodev/dodev/jsapi/webidl"
)

// toJSON answers the method of that name of an object or a BigInt, nil if there is none.
func (w *jsonWriter) toJSON(v goja.Value) goja.Callable {
	o, ok := v.(*goja.Object)
	if !ok {
		if v.ExportType() != bigType {
			return nil
		}
		o = v.ToObject(w.r.VM)
	}
	if r, ok := w.layout.RecordOf(o); ok && r.Values["toJSON"] == nil {
		if r.Prototype == nil || w.isBare(r.Prototype) {
			return nil
		}
	}
	f, _ := goja.AssertFunction(w.ask(o, "toJSON"))
	return f
}

// isBare answers whether a prototype gives no toJSON, which has to be true of all above it and of no use to a script.
func (w *jsonWriter) isBare(prototype *goja.Object) bool {
	for _, b := range w.bare {
		if b.prototype == prototype && b.calls == w.calls {
			return true
		}
	}
	object, array := w.r.prototypeOf("Object"), w.r.prototypeOf("Array")
	for p := prototype; p != nil; p = p.Prototype() {
		if r, ok := w.layout.RecordOf(p); ok {
			if r.Values["toJSON"] != nil {
				return false
			}
		} else if p != object && p != array || slices.Contains(p.GetOwnPropertyNames(), "toJSON") {
			return false
		}
	}
	w.bare[0], w.bare[1] = barePrototype{prototype, w.calls}, w.bare[0]
	return true
}

// enter begins an object or array.
func (w *jsonWriter) enter(o *goja.Object, key jsonKey) {
	const few = 32 // so many are looked through faster than a set is kept
	circular := w.inside[o]
	if w.inside == nil {
		circular = slices.ContainsFunc(w.open, func(v openValue) bool { return v.object == o })
	}
	switch {
	case circular:
		w.r.throw(webidl.TypeError("%s", w.circle(o, key)))
	case len(w.open) == maxJSON:
		w.r.throw(errStack)
	}
	w.open = append(w.open, openValue{o, key})
	if w.inside != nil {
		w.inside[o] = true
	} else if len(w.open) == few {
		w.inside = map[*goja.Object]bool{}
		for _, v := range w.open {
			w.inside[v.object] = true
		}
	}
	w.indent += w.gap
}

// leave ends what was entered last.
func (w *jsonWriter) leave() {
	last := len(w.open) - 1
	delete(w.inside, w.open[last].object)
	w.open = w.open[:last]
	w.indent = w.indent[:len(w.indent)-len(w.gap)]
}

// line begins a line, if there are any.
func (w *jsonWriter) line(indent string) {
	if w.gap != "" {
		w.out = append(append(w.out, '\n'), indent...)
	}
}

// circle says, in V8's words, how an object comes to be inside itself.
func (w *jsonWriter) circle(o *goja.Object, last jsonKey) string {
	const first, after = 2, 1 // so many links are told before and after those that are not
	start := slices.IndexFunc(w.open, func(v openValue) bool { return v.object == o })
	var b strings.Builder
	b.WriteString("Converting circular structure to JSON\n    --> starting at object with constructor '" + constructorName(o) + "'")
	links := w.open[start+1:]
	for i, v := range links {
		switch {
		case i < first || i >= len(links)-after:
			b.WriteString("\n    |     " + v.key.shown() + " -> object with constructor '" + constructorName(v.object) + "'")
		case i == first:
			b.WriteString("\n    |     ...")
		}
	}
	return b.String() + "\n    --- " + last.shown() + " closes the circle"
}

func (k jsonKey) shown() string {
	switch {
	case k.index >= 0:
		return "index " + strconv.Itoa(k.index)
	case k.name == "":
		return "<anonymous>"
	}
	return "property '" + k.name.String() + "'"
}

// constructorName answers the name of the class that an object is of.
func constructorName(o *goja.Object) string {
	if o.ExportType() != proxyType {
		for p := o.Prototype(); p != nil; p = p.Prototype() {
			class, ok := p.Get("constructor").(*goja.Object)
			if !ok {
				continue
			}
			if name, ok := class.Get("name").(goja.String); ok && name.Length() > 0 {
				return name.String()
			}
		}
	}
	return "Object"
}

// elements is https://tc39.es/ecma262/#sec-serializejsonarray.
func (w *jsonWriter) elements(o *goja.Object, n int) {
	w.out = append(w.out, '[')
	looked := -1
	var r webidl.Record
	for i := range n {
		if i > 0 {
			w.out = append(w.out, ',')
		}
		w.line(w.indent)
		if looked != w.calls {
			r, _ = w.layout.RecordOf(o)
			looked = w.calls
		}
		var v goja.Value
		if i < len(r.Elements) && r.Elements[i] != nil {
			v = r.Elements[i]
		} else {
			v = w.ask(o, strconv.Itoa(i))
		}
		if !w.value(jsonKey{index: i}, v, o) {
			w.out = append(w.out, "null"...)
		}
	}
	if n > 0 {
		w.line(w.indent[len(w.gap):])
	}
	w.out = append(w.out, ']')
}

// object is https://tc39.es/ecma262/#sec-serializejsonobject.
func (w *jsonWriter) object(o *goja.Object, r webidl.Record) {
	first := len(w.members)
	w.list(o, r)
	before, last := w.calls, len(w.members)
	w.out = append(w.out, '{')
	begun := len(w.out)
	for i := first; i < last; i++ {
		m := w.members[i]
		v := m.value
		if v == nil || before != w.calls {
			v = w.current(o, m.name)
		}
		end := len(w.out)
		if end > begun {
			w.out = append(w.out, ',')
		}
		w.line(w.indent)
		w.name(m.name)
		w.out = append(w.out, ':')
		if w.gap != "" {
			w.out = append(w.out, ' ')
		}
		if !w.value(jsonKey{m.name, -1}, v, o) {
			w.out = w.out[:end]
		}
	}
	w.members = w.members[:first]
	if len(w.out) > begun {
		w.line(w.indent[len(w.gap):])
	}
	w.out = append(w.out, '}')
}

// list lists the properties of an object that are to be written.
func (w *jsonWriter) list(o *goja.Object, r webidl.Record) {
	switch first := len(w.members); {
	case w.limited:
		for _, name := range w.allowed {
			w.members = append(w.members, listed{name: name})
		}
	case r.Values == nil:
		w.calls++
		for _, name := range o.Keys() {
			w.members = append(w.members, listed{name: unistring.NewFromString(name)})
		}
	default:
		indices := false
		for _, name := range r.Names {
			v := r.Values[name]
			described, enumerable := w.layout.Described(v)
			if !enumerable {
				continue
			}
			if described {
				v = nil
			}
			_, index := elementIndex(name)
			indices = indices || index
			w.members = append(w.members, listed{name, v})
		}
		if indices {
			slices.SortStableFunc(w.members[first:], byIndex)
		}
	}
}

// byIndex orders names that are indices before others.
func byIndex(a, b listed) int {
	i, isIndex := elementIndex(a.name)
	j, isOther := elementIndex(b.name)
	switch {
	case isIndex && isOther:
		return int(i - j)
	case isIndex:
		return -1
	case isOther:
		return 1
	}
	return 0
}

// elementIndex is https://tc39.es/ecma262/#array-index.
func elementIndex(name unistring.String) (int64, bool) {
	if len(name) == 0 || len(name) > 10 || name[0] < '0' || name[0] > '9' || name[0] == '0' && len(name) > 1 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(name), 10, 32)
	return int64(n), err == nil && n < 1<<32-1
}

// current answers a property after a script's code may have changed it.
func (w *jsonWriter) current(o *goja.Object, name unistring.String) goja.Value {
	if r, ok := w.layout.RecordOf(o); ok && !r.Array {
		if v := r.Values[name]; v != nil {
			if described, _ := w.layout.Described(v); !described {
				return v
			}
		}
	}
	return w.ask(o, name.String())
}

func (w *jsonWriter) name(name unistring.String) {
	if u := name.AsUtf16(); u != nil {
		w.text(goja.StringFromUTF16(u[1:]))
		return
	}
	w.quote(string(name))
}
