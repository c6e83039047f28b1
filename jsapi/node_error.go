package jsapi

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// InvalidArgType answers Node's ERR_INVALID_ARG_TYPE: the argument called name must be what expected says.
// https://nodejs.org/api/errors.html#err_invalid_arg_type
func InvalidArgType(r *webidl.Realm, name, expected string, got goja.Value) error {
	const code = "ERR_INVALID_ARG_TYPE"
	switch {
	case strings.HasSuffix(name, " argument"): // as "first argument" has
	case strings.Contains(name, "."):
		name = `"` + name + `" property`
	default:
		name = `"` + name + `" argument`
	}
	e := r.NewError("TypeError", "The "+name+" must be "+expected+`. Received `+received(r, got))
	_ = e.Set("code", code)
	_ = e.Set("name", "TypeError")
	_ = e.Set("toString", r.Function("", func(c goja.FunctionCall) goja.Value {
		o := c.This.ToObject(r.VM)
		return r.VM.ToValue(text(r, orUndefined(o.Get("name"))) + " [" + code + "]: " + text(r, orUndefined(o.Get("message"))))
	}))
	return webidl.Throw(e)
}

// received describes a value as Node's errors do.
func received(r *webidl.Realm, v goja.Value) string {
	switch v := v.(type) {
	case *goja.Object:
		if _, ok := goja.AssertFunction(v); ok {
			if name := text(r, orUndefined(v.Get("name"))); name != "" {
				return "function " + name
			}
			return "type function (" + Inspect(r, v, InspectOptions{Depth: -1}) + ")"
		}
		if c, ok := v.Get("constructor").(*goja.Object); ok {
			if name, ok := c.Get("name").(goja.String); ok && name.Length() > 0 {
				return "an instance of " + name.String()
			}
		}
		return "[Object: null prototype] {}"
	case *goja.Symbol:
		return "type symbol (Symbol(" + v.String() + "))"
	case goja.String:
		s := v.String()
		quote := "'"
		if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
			quote = `"`
		}
		s = quote + s + quote
		if runes := []rune(s); len(runes) > 28 {
			s = string(runes[:25]) + "..."
		}
		return "type string (" + s + ")"
	}
	switch {
	case goja.IsUndefined(v), goja.IsNull(v):
		return v.String()
	case goja.IsBigInt(v):
		return "type bigint (" + v.String() + "n)"
	case goja.IsNumber(v):
		return "type number (" + v.String() + ")"
	}
	return "type boolean (" + v.String() + ")"
}
