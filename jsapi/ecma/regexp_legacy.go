package ecma

import (
	"slices"
	"strconv"

	"github.com/dop251/goja"
)

// legacy answers whether the script may ask the constructor for the last match.
func (r *realm) legacy() bool {
	return slices.ContainsFunc([]string{"RegExp.$", "RegExp.l", "RegExp.rightContext", "RegExp.input", "RegExp[", "} = RegExp"}, r.Isolate.Mentions)
}

// legacyStatics has the constructor remember the last match, as old scripts expect. It costs every match the fast way
// through the engine, so only scripts that name such a property have it.
func (r *realm) legacyStatics(class, proto *goja.Object) {
	exec, test := native(proto.Get("exec")), native(proto.Get("test"))
	var last *goja.Object
	remember := func(c goja.FunctionCall) goja.Value {
		found := exec(c)
		if match, ok := found.(*goja.Object); ok {
			last = match
		}
		return found
	}
	r.method(proto, "exec", 1, remember)
	r.method(proto, "test", 1, func(c goja.FunctionCall) goja.Value {
		if o, ok := c.This.(*goja.Object); !ok || o.ClassName() != "RegExp" {
			return test(c)
		}
		return r.VM.ToValue(!goja.IsNull(remember(c)))
	})
	// parts are a match, its groups, and what stands around it.
	type parts struct {
		match         []goja.String
		before, after goja.String
		input         goja.String
	}
	define := func(get func(p parts) goja.String, names ...string) {
		getter := func(goja.FunctionCall) goja.Value {
			empty := r.VM.ToValue("").(goja.String)
			if last == nil {
				return empty
			}
			p := parts{input: r.Text(last.Get("input"))}
			for i := range int(last.Get("length").ToInteger()) {
				text := empty
				if v := last.Get(strconv.Itoa(i)); !goja.IsUndefined(v) {
					text = r.Text(v)
				}
				p.match = append(p.match, text)
			}
			at := int(last.Get("index").ToInteger())
			p.before, p.after = p.input.Substring(0, at), p.input.Substring(at+p.match[0].Length(), p.input.Length())
			if v := get(p); v != nil {
				return v
			}
			return empty
		}
		for _, name := range names {
			_ = class.DefineAccessorProperty(name, r.function("get "+name, 0, getter), r.function("set "+name, 1, func(goja.FunctionCall) goja.Value {
				return goja.Undefined()
			}), yes, no)
		}
	}
	for n := 1; n < 10; n++ {
		define(func(p parts) goja.String {
			if n < len(p.match) {
				return p.match[n]
			}
			return nil
		}, "$"+strconv.Itoa(n))
	}
	define(func(p parts) goja.String { return p.input }, "input", "$_")
	define(func(p parts) goja.String { return p.match[0] }, "lastMatch", "$&")
	define(func(p parts) goja.String { return p.before }, "leftContext", "$`")
	define(func(p parts) goja.String { return p.after }, "rightContext", "$'")
	define(func(p parts) goja.String {
		if len(p.match) == 1 {
			return nil
		}
		return p.match[len(p.match)-1]
	}, "lastParen", "$+")
}
