package clone

import (
	"strings"

	"github.com/dop251/goja"
)

// Describe names a value the way V8 does in messages: it evaluates nothing of the user's.
func Describe(v goja.Value) string {
	o, ok := v.(*goja.Object)
	if !ok {
		if s, ok := v.(*goja.Symbol); ok {
			return "Symbol(" + s.String() + ")"
		}
		return v.String()
	}
	proxied := false
	for o.ExportType() == proxyType {
		proxied = true
		if o = o.Export().(goja.Proxy).Target(); o == nil {
			return "null" // revoked
		}
	}
	in := inside()
	toString := codeOf(in.data(o, key("toString")))
	if _, ok := goja.AssertFunction(o); ok && toString != in.objectToString {
		return sourceText(o)
	}
	if o.ClassName() == "Error" || toString == in.errorToString {
		return errorText(o)
	}
	if toString == in.objectToString {
		if class := className(o); class != "" {
			return "#<" + class + ">"
		}
	}
	if tag, ok := in.data(o, goja.SymToStringTag).(goja.String); ok {
		return "[object " + tag.String() + "]"
	}
	if proxied {
		return "[object Object]"
	}
	return "[object " + o.ClassName() + "]"
}

// className is the name of the function an object calls its constructor, "" when there is none.
func className(o *goja.Object) string {
	ctor, ok := inside().data(o, key("constructor")).(*goja.Object)
	if !ok {
		return ""
	}
	if _, ok := goja.AssertFunction(ctor); !ok {
		return ""
	}
	name, ok := inside().data(ctor, key("name")).(goja.String)
	if !ok {
		return ""
	}
	return name.String()
}

// sourceText is a function's own text; V8 cuts the middle out of a long one.
func sourceText(f *goja.Object) string {
	text := inside().source.on(f)
	s := text.String()
	if strings.HasPrefix(s, "function bound ") && strings.HasSuffix(s, "() { [native code] }") {
		return "function () { [native code] }"
	}
	if t, ok := text.(goja.String); ok && t.Length() > 128 {
		return t.Substring(0, 111).String() + "...<omitted>..." + t.Substring(t.Length()-2, t.Length()).String()
	}
	return s
}

// errorText is Error.prototype.toString over data properties alone.
func errorText(o *goja.Object) string {
	text := func(name, missing string) string {
		if v, ok := inside().data(o, key(name)).(goja.String); ok {
			return v.String()
		}
		return missing
	}
	name, message := text("name", "Error"), text("message", "")
	switch {
	case name == "":
		return message
	case message == "":
		return name
	}
	return name + ": " + message
}

// key is a short ASCII string as a value.
func key(s string) goja.Value {
	u := make([]uint16, len(s))
	for i := range s {
		u[i] = uint16(s[i])
	}
	return goja.StringFromUTF16(u)
}
