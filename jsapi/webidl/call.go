package webidl

import (
	"math"
	"reflect"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/runtime/isolate"
)

var (
	bufferType = reflect.TypeOf(goja.ArrayBuffer{})
	bytesType  = reflect.TypeOf([]byte{}) // what a Uint8Array exports as
)

// Call is one invocation: its receiver, its arguments and the realm it runs in. It dies with the call.
type Call struct {
	Realm *Realm
	This  goja.Value
	Args  []goja.Value

	class, operation string
}

// Isolate answers the isolate of the call.
func (c *Call) Isolate() *isolate.Isolate { return c.Realm.Isolate }

// Arg answers argument i, undefined if it is missing.
func (c *Call) Arg(i int) goja.Value {
	if i < len(c.Args) {
		return c.Args[i]
	}
	return goja.Undefined()
}

// Given answers whether argument i is there and not undefined.
func (c *Call) Given(i int) bool { return i < len(c.Args) && !goja.IsUndefined(c.Args[i]) }

// Bad answers the TypeError for argument i that is not of the type that a declaration names.
func (c *Call) Bad(i int, typ string) error {
	if c.operation == "" {
		return TypeError("Failed to construct '%s': constructor parameter %d is not of type '%s'.", c.class, i+1, typ)
	}
	return TypeError("Failed to execute '%s' on '%s': parameter %d is not of type '%s'.", c.operation, c.class, i+1, typ)
}

// Throw raises err as an exception at once, from within an argument conversion.
func (c *Call) Throw(err error) { panic(c.Realm.Exception(err)) }

// Need throws if argument i is missing.
func (c *Call) Need(i int, typ string) goja.Value {
	if i >= len(c.Args) {
		c.Throw(c.Bad(i, typ))
	}
	return c.Args[i]
}

// String converts argument i, which must be there, to a string; lone surrogates become U+FFFD.
func (c *Call) String(i int) string { return c.Text(i).String() }

// Text converts argument i, which must be there, to a script string, lone surrogates kept.
func (c *Call) Text(i int) goja.String { return c.Realm.Text(c.Need(i, "string")) }

// Text converts v to a script string as the language does.
func (r *Realm) Text(v goja.Value) goja.String {
	if o, ok := v.(*goja.Object); ok {
		v = o.ToString()
	}
	switch v := v.(type) {
	case goja.String:
		return v
	case *goja.Symbol:
		panic(r.NewError("TypeError", "Cannot convert a Symbol value to a string"))
	}
	return r.VM.ToValue(v.String()).(goja.String)
}

// Bool converts argument i; missing is false.
func (c *Call) Bool(i int) bool { return i < len(c.Args) && c.Args[i].ToBoolean() }

// Number converts argument i, which must be there, to a number.
func (c *Call) Number(i int) float64 { return c.Realm.Number(c.Need(i, "number")) }

// Number converts v to a number as the language does.
func (r *Realm) Number(v goja.Value) float64 {
	switch v.(type) {
	case *goja.Symbol:
		panic(r.NewError("TypeError", "Cannot convert a Symbol value to a number"))
	}
	return v.ToFloat()
}

// Integer converts argument i, which must be there, to an integer: NaN is 0, fractions are cut, what does
// not fit is the nearest that does.
func (c *Call) Integer(i int) int64 { return ToInteger(c.Number(i)) }

// ToInteger cuts a number to an integer as Integer does.
func ToInteger(f float64) int64 {
	switch {
	case math.IsNaN(f):
		return 0
	case f >= math.MaxInt64:
		return math.MaxInt64
	case f <= math.MinInt64:
		return math.MinInt64
	}
	return int64(f)
}

// Function answers argument i as a function.
func (c *Call) Function(i int) goja.Callable {
	f, ok := goja.AssertFunction(c.Arg(i))
	if !ok {
		c.Throw(c.Bad(i, "function"))
	}
	return f
}

// Bytes answers a copy of the bytes of argument i, an ArrayBuffer or a view.
func (c *Call) Bytes(i int) []byte {
	b, ok := c.Realm.Bytes(c.Arg(i))
	if !ok {
		c.Throw(c.Bad(i, "ArrayBuffer or ArrayBufferView"))
	}
	return append([]byte(nil), b...)
}

// Dict answers argument i as a dictionary called typ: nil for undefined and null, TypeError for anything
// else that is not an object.
func (c *Call) Dict(i int, typ string) *Dict {
	v := c.Arg(i)
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return nil
	}
	o, ok := v.(*goja.Object)
	if !ok {
		c.Throw(c.Bad(i, typ))
	}
	return &Dict{realm: c.Realm, object: o}
}

// Dict is an object whose members are read as options. The methods of a nil Dict find nothing.
type Dict struct {
	realm  *Realm
	object *goja.Object
}

// NewDict reads o as options.
func (r *Realm) NewDict(o *goja.Object) *Dict { return &Dict{realm: r, object: o} }

// Object answers the object itself, nil for a nil Dict.
func (d *Dict) Object() *goja.Object {
	if d == nil {
		return nil
	}
	return d.object
}

// Member answers a member and whether it is there and not undefined.
func (d *Dict) Member(name string) (goja.Value, bool) {
	if d == nil {
		return nil, false
	}
	v := d.object.Get(name)
	return v, v != nil && !goja.IsUndefined(v)
}

// String answers a member as a string, and whether it is there.
func (d *Dict) String(name string) (string, bool) {
	v, ok := d.Member(name)
	if !ok {
		return "", false
	}
	return d.realm.Text(v).String(), true
}

// Bool answers a member as a boolean; missing is false.
func (d *Dict) Bool(name string) bool {
	v, ok := d.Member(name)
	return ok && v.ToBoolean()
}

// Number answers a member as a number, and whether it is there.
func (d *Dict) Number(name string) (float64, bool) {
	v, ok := d.Member(name)
	if !ok {
		return 0, false
	}
	return d.realm.Number(v), true
}

// Unsigned converts a number to an integer up to most as the platform does: nothing else is let through.
func Unsigned(f float64, most uint32) (uint32, error) {
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0):
		return 0, TypeError("The value cannot be converted because it is not an integer.")
	case f < 0:
		return 0, TypeError("The value cannot be converted because it is negative and this API expects a positive number.")
	case f > float64(most):
		return 0, TypeError("Value out of range. Must be less than or equal to %d.", most)
	}
	return uint32(f), nil
}

// Int32 converts a number to an int as the platform does: NaN and the infinities are 0, what does not fit is refused.
func Int32(f float64) (int, error) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0, nil
	}
	if f = math.Trunc(f); f < math.MinInt32 || f > math.MaxInt32 {
		return 0, TypeError("Value out of range. Must be between %d and %d (inclusive).", math.MinInt32, math.MaxInt32)
	}
	return int(f), nil
}
