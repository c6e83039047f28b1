package jsapi

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// shape is how an object of some kind is shown.
type shape struct {
	frame
	keys []key
	// parts lists what comes before the properties.
	parts func(level int) []string
	// done is the whole text when the object has nothing to list.
	done string
	// bare shows done without looking at the depth if there are no keys.
	bare bool
}

// object shows an object.
func (p *inspector) object(o *goja.Object, level int) string {
	constructor, named := p.constructor(o)
	tag := p.tag(o)
	if tag == constructor && named {
		tag = ""
	}
	prefix := func(fallback, size string) string { return prefixOf(constructor, named, tag, fallback, size) }
	s := p.shape(o, prefix, constructor, named, tag)
	if s.bare && len(s.keys) == 0 {
		return s.done
	}
	if p.options.Depth >= 0 && level > p.options.Depth {
		label := strings.TrimSuffix(prefix(fallbackOf(o), ""), " ")
		if named {
			label = "[" + label + "]"
		}
		return p.styled(label, special)
	}
	p.deepest = level
	p.path = append(p.path, o)
	var parts []string
	if s.parts != nil {
		parts = s.parts(level + 1)
	}
	before := len(parts)
	for _, k := range s.keys {
		parts = append(parts, p.property(o, k, level+1))
	}
	if less := p.options.Less; less != nil {
		if !s.list {
			before = 0
		}
		sort.SliceStable(parts[before:], func(i, j int) bool { return less(parts[before+i], parts[before+j]) })
	}
	p.path = p.path[:len(p.path)-1]
	if n := p.circular[o]; n > 0 {
		ref := p.styled(fmt.Sprintf("<ref *%d>", n), special) + " "
		if s.base == "" {
			s.open = ref + s.open
		} else {
			s.base = ref + s.base
		}
	}
	if len(parts) == 0 {
		if s.base != "" {
			return s.base
		}
		return s.open + s.close
	}
	return p.join(parts, s.frame, level)
}

// fallbackOf is what an object without a constructor is called.
func fallbackOf(o *goja.Object) string {
	switch {
	case o.ClassName() == "Array":
		return "Array"
	case o.ClassName() == "Error":
		return "Error"
	case callable(o):
		return "Function"
	}
	return "Object"
}

func (p *inspector) shape(o *goja.Object, prefix func(fallback, size string) string, constructor string, named bool, tag string) shape {
	if _, show, ok := p.realm.ClassOf(o); ok && webidl.As[DOMException](o) == nil {
		return p.platform(o, constructor, named, show)
	}
	t, class := o.ExportType(), o.ClassName()
	_, view := viewKind(o)
	switch {
	case view && named && constructor == "Buffer": // Node's, which shows itself so
		text := p.bytes(o)
		return shape{frame: frame{base: text, open: "{", close: "}"}, done: text, bare: true}
	case view:
		return p.view(o, prefix)
	case class == "Array":
		return p.array(o, constructor == "Array" && tag == "", prefix)
	case t == mapType && class == "Object":
		return p.collection(o, "Map", prefix)
	case t == arrayType && class == "Object":
		return p.collection(o, "Set", prefix)
	case callable(o):
		base := p.styled(p.function(o, constructor, named, tag), special)
		return shape{frame: frame{base: p.unstyled(base), open: "{", close: "}"}, keys: p.keys(o, false), done: base, bare: true}
	case class == "Error" || webidl.As[DOMException](o) != nil:
		return p.errorShape(o, constructor, named)
	case t == bufferType:
		return p.buffer(o, prefix)
	case t == promiseType:
		return shape{frame: frame{open: prefix("Promise", "") + "{", close: "}"}, keys: p.keys(o, false), parts: func(level int) []string {
			return []string{p.promise(o, level)}
		}}
	}
	if base, ok := p.base(o, t == timeType, class, prefix, constructor, tag); ok {
		return shape{frame: frame{base: p.unstyled(base), open: "{", close: "}"}, keys: p.keys(o, class == "String"), done: base, bare: true}
	}
	if class == "Arguments" {
		s := p.array(o, true, prefix)
		s.open = "[Arguments] ["
		s.done = s.open + "]"
		return s
	}
	return p.plain(o, prefix, named && constructor == "Object" && tag == "")
}

func (p *inspector) plain(o *goja.Object, prefix func(string, string) string, ordinary bool) shape {
	s := shape{frame: frame{open: "{", close: "}"}, keys: p.keys(o, false)}
	if !ordinary {
		s.open = prefix("Object", "") + "{"
	}
	s.done, s.bare = s.open+"}", true
	switch kind := p.weak(o); {
	case kind != "":
		s.open, s.bare = prefix(kind, "")+"{", false
		s.parts = func(int) []string { return []string{p.styled("<items unknown>", special)} }
	case p.isDataView(o):
		s.open, s.bare = prefix("DataView", "")+"{", false
		s.parts = func(level int) []string {
			buffer := p.in.dataBuffer.on(o)
			return []string{
				"byteLength: " + p.in.dataLength.on(o).String(), "byteOffset: " + p.in.dataOffset.on(o).String(),
				"buffer: " + p.within(buffer, level),
			}
		}
	}
	return s
}

// marked answers whether an object's prototypes carry a tag: the cheap half of a brand check.
func (p *inspector) marked(o *goja.Object, tag string) bool {
	s, ok := p.in.text(o, goja.SymToStringTag)
	return ok && s == tag
}

func (p *inspector) weak(o *goja.Object) string {
	for kind, has := range map[string]builtin{"WeakMap": p.in.weakMapHas, "WeakSet": p.in.weakSetHas} {
		if p.marked(o, kind) {
			if _, ok := p.in.check(has, o, o); ok {
				return kind
			}
		}
	}
	return ""
}

func (p *inspector) isDataView(o *goja.Object) bool {
	if !p.marked(o, "DataView") {
		return false
	}
	_, ok := p.in.check(p.in.dataBuffer, o)
	return ok
}

// platform shows an instance of a declared class: the entries of a collection, own properties, attributes.
func (p *inspector) platform(o *goja.Object, constructor string, named bool, show func() []webidl.Property) shape {
	class, _, _ := p.realm.ClassOf(o)
	if named && constructor != "" {
		class = constructor
	}
	shown := show()
	s := shape{frame: frame{close: "}"}}
	names := map[string]bool{}
	entries := 0
	collection := p.realm.Iterates(o)
	for _, x := range shown {
		if collection && !strings.HasPrefix(x.Name, "[") {
			entries++
		} else {
			names[x.Name] = true
		}
	}
	for _, k := range p.keys(o, false) {
		if !names[k.name] {
			s.keys = append(s.keys, k)
		}
	}
	if collection {
		class += "(" + strconv.Itoa(entries) + ")"
	}
	s.open = class + " {"
	own := s.keys
	s.keys = nil
	s.parts = func(level int) []string {
		var before, after []string
		for _, x := range shown {
			switch {
			case collection && !strings.HasPrefix(x.Name, "["):
				before = append(before, p.styled(quote(utf16Of(x.Name)), green)+" => "+p.within(x.Value, level))
			case strings.HasPrefix(x.Name, "["):
				after = append(after, x.Name+": "+p.within(x.Value, level))
			default:
				after = append(after, keyText(key{name: x.Name}, true)+": "+p.within(x.Value, level))
			}
		}
		for _, k := range own {
			before = append(before, p.property(o, k, level))
		}
		return append(before, after...)
	}
	s.done, s.bare = s.open+"}", len(shown) == 0 && len(own) == 0
	return s
}

func (p *inspector) promise(o *goja.Object, level int) string {
	promise := o.Export().(*goja.Promise)
	if promise.State() == goja.PromiseStatePending {
		return p.styled("<pending>", special)
	}
	text := p.within(promise.Result(), level)
	if promise.State() == goja.PromiseStateRejected {
		return p.styled("<rejected>", special) + " " + text
	}
	return text
}

// base shows dates, regular expressions and boxed primitives, which may have properties after it.
func (p *inspector) base(o *goja.Object, isDate bool, class string, prefix func(string, string) string, constructor, tag string) (string, bool) {
	switch class {
	case "Date":
		text := "Invalid Date"
		if t, ok := o.Export().(time.Time); ok && isDate {
			text = isoDate(t)
		}
		return p.styled(aside(prefix("Date", ""), "Date ")+text, magenta), true
	case "RegExp":
		text := "/" + p.in.regExpSource.on(o).String() + "/"
		for n, flag := range p.in.regExpFlags {
			if flag != nil && flag.on(o).ToBoolean() {
				text += regExpFlagLetters[n : n+1]
			}
		}
		return p.styled(aside(prefix("RegExp", ""), "RegExp ")+text, red), true
	}
	kind, v := p.boxed(o, class)
	if kind == "" {
		return "", false
	}
	text := "[" + kind
	if constructor != kind {
		if constructor == "" {
			text += " (null prototype)"
		} else {
			text += " (" + constructor + ")"
		}
	}
	text += ": " + (&inspector{realm: p.realm, in: p.in, layout: p.layout}).primitive(v) + "]"
	if tag != "" && tag != constructor {
		text += " [" + tag + "]"
	}
	color := yellow
	if kind == "String" || kind == "Symbol" {
		color = green
	}
	return p.styled(text, color), true
}

// aside leaves out a prefix that says nothing new.
func aside(prefix, usual string) string {
	if prefix == usual {
		return ""
	}
	return prefix
}

func isoDate(t time.Time) string {
	t = t.UTC()
	if y := t.Year(); y < 0 || y > 9999 {
		sign := "+"
		if y < 0 {
			sign, y = "-", -y
		}
		return fmt.Sprintf("%s%06d%s", sign, y, t.Format("-01-02T15:04:05.000Z"))
	}
	return t.Format("2006-01-02T15:04:05.000Z")
}

// boxed answers the primitive that an object wraps.
func (p *inspector) boxed(o *goja.Object, class string) (string, goja.Value) {
	switch class {
	case "String":
		return "String", p.in.stringValue.on(o)
	case "Number", "Boolean":
		return class, p.realm.VM.ToValue(o.Export())
	}
	if o.ExportType() == bigIntType {
		return "BigInt", p.realm.VM.ToValue(o.Export())
	}
	if p.marked(o, "Symbol") {
		if v, ok := p.in.check(p.in.symbolValue, o); ok {
			return "Symbol", v
		}
	}
	return "", nil
}
