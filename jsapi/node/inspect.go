package node

import (
	"math"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
)

// inspect(value, options, hidden) shows a value. In place of options, all of which are optional, there may be a depth.
func inspect(c *webidl.Call) (any, error) {
	if _, ok := c.Arg(1).(*goja.Object); ok {
		return jsapi.Inspect(c.Realm, c.Arg(0), inspectOptions(c, 1)), nil
	}
	o := jsapi.InspectOptions{Depth: 2, Hidden: c.Bool(2)}
	if c.Given(1) {
		o.Depth = int(c.Integer(1))
	}
	return jsapi.Inspect(c.Realm, c.Arg(0), o), nil
}

// inspectOptions reads https://nodejs.org/api/util.html#utilinspectobject-options, which the sources have checked.
func inspectOptions(c *webidl.Call, arg int) jsapi.InspectOptions {
	d := c.Dict(arg, "Object")
	o := jsapi.InspectOptions{
		Depth: limit(d, "depth", 2, -1), Hidden: d.Bool("showHidden"), Colors: d.Bool("colors"), Proxies: d.Bool("showProxy"),
		Separator: d.Bool("numericSeparator"), Script: d.Object(),
		Layout: &jsapi.InspectLayout{
			Elements: limit(d, "maxArrayLength", 100, math.MaxInt), Text: limit(d, "maxStringLength", 10000, math.MaxInt),
			Width: limit(d, "breakLength", 80, math.MaxInt), Compact: 3,
		},
	}
	if v, ok := d.Member("customInspect"); ok {
		o.Plain = !v.ToBoolean()
	}
	if v, ok := d.Member("getters"); ok && v.ToBoolean() {
		if o.Getters = v.String(); o.Getters == "true" {
			o.Getters = "all"
		}
	}
	if v, ok := d.Member("compact"); ok {
		if b, isBool := v.Export().(bool); isBool {
			o.Layout.Compact, o.Layout.Dense = 0, b
		} else {
			o.Layout.Compact = int(webidl.ToInteger(v.ToFloat()))
		}
	}
	if v, ok := d.Member("sorted"); ok && v.ToBoolean() {
		o.Less = func(a, b string) bool { return a < b }
		if compare, ok := goja.AssertFunction(v); ok {
			o.Less = func(a, b string) bool {
				order, err := compare(goja.Undefined(), c.Realm.VM.ToValue(a), c.Realm.VM.ToValue(b))
				if err != nil {
					c.Throw(err)
				}
				return order.ToFloat() < 0
			}
		}
	}
	return o
}

// limit reads a number that may be null or infinite.
func limit(d *webidl.Dict, name string, usual, endless int) int {
	v, ok := d.Member(name)
	switch {
	case !ok:
		return usual
	case goja.IsNull(v):
		return endless
	}
	f := v.ToFloat()
	if math.IsInf(f, 1) {
		return endless
	}
	return int(max(f, 0))
}

// customInspect lets node:util call what an object has to be shown by.
func customInspect(r *webidl.Realm) jsapi.Custom {
	return func(o *goja.Object, f goja.Value, depth int, options *goja.Object) (goja.Value, error) {
		show, _ := goja.AssertFunction(of(r).module("internal_inspect").Get("default"))
		if options == nil {
			return show(goja.Undefined(), o, f, r.VM.ToValue(depth))
		}
		return show(goja.Undefined(), o, f, r.VM.ToValue(depth), options)
	}
}
