package jsapi

import (
	"fmt"
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
		return label
	}
	p.deepest = level
	p.path = append(p.path, o)
	var parts []string
	if s.parts != nil {
		parts = s.parts(level + 1)
	}
	for _, k := range s.keys {
		parts = append(parts, p.property(o, k, level+1))
	}
	p.path = p.path[:len(p.path)-1]
	if n := p.circular[o]; n > 0 {
		ref := fmt.Sprintf("<ref *%d> ", n)
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
	case view:
		return p.view(o, prefix)
	case class == "Array":
		return p.array(o, constructor == "Array" && tag == "", prefix)
	case t == mapType && class == "Object":
		return p.collection(o, "Map", prefix)
	case t == arrayType && class == "Object":
		return p.collection(o, "Set", prefix)
	case callable(o):
		base := p.function(o, constructor, named, tag)
		return shape{frame: frame{base: base, open: "{", close: "}"}, keys: p.keys(o, false), done: base, bare: true}
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
		return shape{frame: frame{base: base, open: "{", close: "}"}, keys: p.keys(o, class == "String"), done: base, bare: true}
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
		s.parts = func(int) []string { return []string{"<items unknown>"} }
	case p.isDataView(o):
		s.open, s.bare = prefix("DataView", "")+"{", false
		s.parts = func(level int) []string {
			buffer := p.in.dataBuffer.on(o)
			return []string{
				"[byteLength]: " + p.in.dataLength.on(o).String(), "[byteOffset]: " + p.in.dataOffset.on(o).String(),
				"[buffer]: " + p.within(buffer, level),
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
				before = append(before, quote(utf16Of(x.Name))+" => "+p.within(x.Value, level))
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
				parts = append(parts, fmt.Sprintf("<%d empty item%s>", e.empty, plural(e.empty)))
			case e.value == nil:
				parts = append(parts, strings.TrimPrefix(p.property(o, key{name: strconv.Itoa(e.index)}, level), quote(utf16Of(strconv.Itoa(e.index)))+": "))
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
		return 3
	}
	return maxElements
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
			parts = append(parts, plainText(o.Get(strconv.Itoa(n))))
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
		return []string{"[Uint8Contents]: <" + text.String() + ">", "[byteLength]: " + strconv.Itoa(len(b))}
	}
	return s
}

func (p *inspector) promise(o *goja.Object, level int) string {
	promise := o.Export().(*goja.Promise)
	if promise.State() == goja.PromiseStatePending {
		return "<pending>"
	}
	text := p.within(promise.Result(), level)
	if promise.State() == goja.PromiseStateRejected {
		return "<rejected> " + text
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
		return aside(prefix("Date", ""), "Date ") + text, true
	case "RegExp":
		text := "/" + p.in.regExpSource.on(o).String() + "/"
		for n, flag := range p.in.regExpFlags {
			if flag != nil && flag.on(o).ToBoolean() {
				text += regExpFlagLetters[n : n+1]
			}
		}
		return aside(prefix("RegExp", ""), "RegExp ") + text, true
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
	text += ": " + p.primitive(v) + "]"
	if tag != "" && tag != constructor {
		text += " [" + tag + "]"
	}
	return text, true
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
