package ecma

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// tags are the HTML methods of strings: method, tag, attribute.
var tags = [][3]string{
	{"anchor", "a", "name"}, {"big", "big", ""}, {"blink", "blink", ""}, {"bold", "b", ""}, {"fixed", "tt", ""},
	{"fontcolor", "font", "color"}, {"fontsize", "font", "size"}, {"italics", "i", ""}, {"link", "a", "href"},
	{"small", "small", ""}, {"strike", "strike", ""}, {"sub", "sub", ""}, {"sup", "sup", ""},
}

var stringMethods = func() map[string]bool {
	set := names("isWellFormed toWellFormed")
	for _, t := range tags {
		set[t[0]] = true
	}
	return set
}()

// strings defines the methods of strings that the engine lacks.
func (r *realm) strings(proto *goja.Object) {
	method := func(name string, length int, run func(s goja.String, c goja.FunctionCall) goja.Value) {
		r.method(proto, name, length, func(c goja.FunctionCall) goja.Value {
			if goja.IsUndefined(c.This) || goja.IsNull(c.This) {
				r.throw(webidl.TypeError("String.prototype.%s called on null or undefined", name))
			}
			return run(r.Text(c.This), c)
		})
	}
	method("isWellFormed", 0, func(s goja.String, _ goja.FunctionCall) goja.Value { return r.VM.ToValue(wellFormed(s)) })
	method("toWellFormed", 0, func(s goja.String, _ goja.FunctionCall) goja.Value {
		if wellFormed(s) {
			return s
		}
		return r.VM.ToValue(s.String()) // which replaces lone surrogates
	})
	for _, t := range tags {
		length := 0
		if t[2] != "" {
			length = 1
		}
		method(t[0], length, func(s goja.String, c goja.FunctionCall) goja.Value {
			open := t[1]
			if t[2] != "" {
				open += " " + t[2] + `="` + strings.ReplaceAll(r.Text(c.Argument(0)).String(), `"`, "&quot;") + `"`
			}
			return r.VM.ToValue("<" + open + ">" + s.String() + "</" + t[1] + ">")
		})
	}
}

// wellFormed answers whether s has no lone surrogates.
func wellFormed(s goja.String) bool {
	for i, n := 0, s.Length(); i < n; i++ {
		switch c := s.CharAt(i); {
		case c >= 0xD800 && c < 0xDC00:
			if i++; i == n || s.CharAt(i)&0xFC00 != 0xDC00 {
				return false
			}
		case c >= 0xDC00 && c < 0xE000:
			return false
		}
	}
	return true
}
