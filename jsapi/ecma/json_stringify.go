package ecma

import (
	"math"
	"math/big"
	"reflect"
	"strconv"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"

	"github.com/dodev/dodev/jsapi/webidl"
)

// jsonWriter is https://tc39.es/ecma262/#sec-json.stringify. It reads ordinary objects and arrays as the engine holds
// them, and asks anew for what a script's code may have changed meanwhile.
type jsonWriter struct {
	r        *realm
	layout   *webidl.Layout
	out      []byte
	replacer goja.Callable
	limited  bool
	allowed  []unistring.String // if limited, the properties that are written, in their order
	gap      string
	indent   string
	open     []openValue // what is being written, from the outside in
	inside   map[*goja.Object]bool
	members  []listed // of the objects that are being written
	calls    int      // of what may be a script's code
	bare     [2]barePrototype
}

// openValue is an object or array that is being written, and where it is in the one before it.
type openValue struct {
	object *goja.Object
	key    jsonKey
}

// jsonKey is the name of a property, or the index of an element.
type jsonKey struct {
	name  unistring.String
	index int // -1 for a name
}

// told is a key for a script's code.
func (w *jsonWriter) told(k jsonKey) goja.Value {
	if k.index >= 0 {
		return w.r.VM.ToValue(strconv.Itoa(k.index))
	}
	if u := k.name.AsUtf16(); u != nil {
		return goja.StringFromUTF16(u[1:])
	}
	return w.r.VM.ToValue(string(k.name))
}

// listed is a property as it was when its object was listed.
type listed struct {
	name  unistring.String
	value goja.Value // nil if it has to be asked for
}

// barePrototype is a prototype that gave no toJSON after so many calls.
type barePrototype struct {
	prototype *goja.Object
	calls     int
}

func (r *realm) stringify(c goja.FunctionCall) goja.Value {
	w := &jsonWriter{r: r, layout: webidl.EngineLayout(), out: make([]byte, 0, r.written+r.written/8)}
	w.replace(c.Argument(1))
	w.space(c.Argument(2))
	v := c.Argument(0)
	var holder *goja.Object
	if w.replacer != nil {
		holder = r.VM.NewObject()
		_ = holder.DefineDataProperty("", v, yes, yes, yes)
	}
	if !w.value(jsonKey{index: -1}, v, holder) {
		return goja.Undefined()
	}
	const most = 4 << 20 // that the next text is made room for beforehand
	r.written = min(len(w.out), most)
	if cap(w.out)-len(w.out) <= len(w.out)/4 {
		return r.VM.ToValue(webidl.Text(w.out))
	}
	return r.VM.ToValue(string(w.out))
}

// replace reads the second argument of stringify.
func (w *jsonWriter) replace(v goja.Value) {
	o, ok := v.(*goja.Object)
	if !ok {
		return
	}
	if f, ok := goja.AssertFunction(o); ok {
		w.replacer = f
		return
	}
	if !w.isArray(o) {
		return
	}
	w.limited = true
	seen := map[unistring.String]bool{}
	for i := range int(w.r.length(o)) {
		item := w.ask(o, strconv.Itoa(i))
		switch x := item.(type) {
		case goja.String:
		case *goja.Object:
			if class := x.ClassName(); class != "Number" && class != "String" {
				continue
			}
		default:
			if !w.isNumber(item) {
				continue
			}
		}
		if name := nameOfText(w.r.Text(item)); !seen[name] {
			seen[name] = true
			w.allowed = append(w.allowed, name)
		}
	}
}

func (w *jsonWriter) isNumber(v goja.Value) bool {
	t := v.ExportType()
	return t == intType || t == floatType
}

// nameOfText answers a text as the engine writes names.
func nameOfText(s goja.String) unistring.String {
	units := make([]uint16, s.Length())
	for i := range units {
		units[i] = s.CharAt(i)
	}
	return nameOf(units)
}

// space reads the third argument of stringify.
func (w *jsonWriter) space(v goja.Value) {
	const most = 10
	if o, ok := v.(*goja.Object); ok {
		switch o.ClassName() {
		case "Number":
			v = w.r.VM.ToValue(w.r.Number(o))
		case "String":
			v = w.r.Text(o)
		}
	}
	if s, ok := v.(goja.String); ok {
		w.gap = s.Substring(0, min(s.Length(), most)).String()
	} else if w.isNumber(v) {
		w.gap = strings.Repeat(" ", int(min(max(v.ToInteger(), 0), most)))
	}
}

// isArray is https://tc39.es/ecma262/#sec-isarray.
func (w *jsonWriter) isArray(o *goja.Object) bool {
	if o.ExportType() == proxyType {
		p, _ := o.Export().(goja.Proxy)
		if p.Target() == nil {
			w.r.throw(webidl.TypeError("Cannot perform 'IsArray' on a proxy that has been revoked"))
		}
		return w.isArray(p.Target())
	}
	return o.ClassName() == "Array"
}

var proxyType = reflect.TypeFor[goja.Proxy]()

// called counts a call of what may be a script's code, and passes its answer on.
func (w *jsonWriter) called(v goja.Value, err error) goja.Value {
	w.calls++
	if err != nil {
		panic(w.r.Isolate.Check(err))
	}
	return v
}

// ask has an object answer what it has.
func (w *jsonWriter) ask(o *goja.Object, key string) goja.Value {
	w.calls++
	if v := o.Get(key); v != nil {
		return v
	}
	return goja.Undefined()
}

// value writes a value, and answers false if it is one that JSON leaves out.
// https://tc39.es/ecma262/#sec-serializejsonproperty
func (w *jsonWriter) value(key jsonKey, v goja.Value, holder *goja.Object) bool {
	if w.layout.Kind(v) == reflect.Invalid {
		if f := w.toJSON(v); f != nil {
			v = w.called(f(v, w.told(key)))
		}
	}
	if w.replacer != nil {
		v = w.called(w.replacer(holder, w.told(key), v))
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return w.primitive(v)
	}
	if r, ok := w.layout.RecordOf(o); ok {
		w.enter(o, key)
		if r.Array {
			w.elements(o, len(r.Elements))
		} else {
			w.object(o, r)
		}
		w.leave()
		return true
	}
	switch o.ClassName() {
	case "Number":
		v := w.r.VM.ToValue(w.r.Number(o))
		w.calls++
		return w.primitive(v)
	case "String":
		v := w.r.Text(o)
		w.calls++
		return w.primitive(v)
	case "Boolean":
		return w.primitive(w.r.VM.ToValue(o.Export()))
	case "RawJSON":
		w.out = append(w.out, o.Get("rawJSON").String()...)
		return true
	}
	if o.ExportType() == bigType {
		w.r.throw(errBig)
	}
	if _, ok := goja.AssertFunction(o); ok {
		return false
	}
	w.enter(o, key)
	if w.isArray(o) {
		w.calls++
		w.elements(o, int(w.r.length(o)))
	} else {
		w.object(o, webidl.Record{})
	}
	w.leave()
	return true
}

var (
	bigType = reflect.TypeFor[*big.Int]()
	errBig  = webidl.TypeError("Do not know how to serialize a BigInt")
)

func (w *jsonWriter) primitive(v goja.Value) bool {
	switch w.layout.Kind(v) {
	case reflect.String:
		w.quote(v.String())
		return true
	case reflect.Int64:
		w.out = strconv.AppendInt(w.out, v.ToInteger(), 10)
		return true
	case reflect.Float64:
		w.number(v)
		return true
	}
	if s, ok := v.(goja.String); ok {
		w.text(s)
		return true
	}
	switch t := v.ExportType(); {
	case t == intType || t == floatType: // where the engine's layout is not known
		w.number(v)
	case goja.IsNull(v):
		w.out = append(w.out, "null"...)
	case t == boolType:
		w.out = strconv.AppendBool(w.out, v.ToBoolean())
	case t == bigType:
		w.r.throw(errBig)
	default:
		return false
	}
	return true
}

var (
	boolType  = reflect.TypeFor[bool]()
	intType   = reflect.TypeFor[int64]()
	floatType = reflect.TypeFor[float64]()
)

func (w *jsonWriter) number(v goja.Value) {
	// Between these the language writes numbers as this library does.
	const small, large = 1e-6, 1e21
	switch f := v.ToFloat(); {
	case math.IsNaN(f) || math.IsInf(f, 0):
		w.out = append(w.out, "null"...)
	case f == 0:
		w.out = append(w.out, '0')
	case math.Abs(f) >= small && math.Abs(f) < large:
		w.out = strconv.AppendFloat(w.out, f, 'f', -1, 64)
	default:
		w.out = append(w.out, v.String()...)
	}
}

// text writes a string that is not known to be ASCII.
func (w *jsonWriter) text(s goja.String) {
	text := s.String()
	if strings.Contains(text, replaced) {
		text = loneText(s)
	}
	w.quote(text)
}

const hexDigits = "0123456789abcdef"

// quote is https://tc39.es/ecma262/#sec-quotejsonstring.
func (w *jsonWriter) quote(text string) {
	if len(w.out)+len(text) > maxText {
		w.r.throw(errText)
	}
	w.out = append(w.out, '"')
	start := 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= ' ' && c != '"' && c != '\\' && (c != 0xED || text[i+1] < 0xA0) {
			continue
		}
		w.out = append(w.out, text[start:i]...)
		switch c {
		case '"', '\\':
			w.out = append(w.out, '\\', c)
		case '\b':
			w.out = append(w.out, `\b`...)
		case '\t':
			w.out = append(w.out, `\t`...)
		case '\n':
			w.out = append(w.out, `\n`...)
		case '\f':
			w.out = append(w.out, `\f`...)
		case '\r':
			w.out = append(w.out, `\r`...)
		case 0xED: // a surrogate without a partner
			w.out = append(w.out, '\\', 'u', 'd', hexDigits[text[i+1]>>2&0xF], hexDigits[text[i+1]<<2&0xC|text[i+2]>>4&0x3], hexDigits[text[i+2]&0xF])
			i += 2
		default:
			w.out = append(w.out, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xF])
		}
		start = i + 1
	}
	w.out = append(append(w.out, text[start:]...), '"')
}
