package node

import (
	"bytes"
	"math"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
)

// comparison is one deep comparison as https://nodejs.org/api/assert.html#assertdeepstrictequalactual-expected-message
// has it, of what the platform compares: prototypes, own enumerable properties and symbols, the insides of
// built-in objects, but not the causes of errors.
type comparison struct {
	realm *webidl.Realm
	// partial lets the actual value have more than the expected one.
	partial bool
	// path holds the pairs that are being compared further up, so that cycles end.
	path [][2]*goja.Object
}

// equal compares an actual value with the expected one.
func (c *comparison) equal(a, b goja.Value) bool {
	x, isX := a.(*goja.Object)
	y, isY := b.(*goja.Object)
	if !isX || !isY {
		return !isX && !isY && sameValue(a, b)
	}
	if x == y {
		return true
	}
	if x.Prototype() != y.Prototype() {
		return false
	}
	for _, pair := range c.path {
		if pair[0] == x || pair[1] == y {
			return pair[0] == x && pair[1] == y
		}
	}
	c.path = append(c.path, [2]*goja.Object{x, y})
	defer func() { c.path = c.path[:len(c.path)-1] }()
	brand := jsapi.Brand(c.realm, x)
	if brand == "Proxy" || jsapi.Brand(c.realm, y) == "Proxy" {
		brand = ""
		for _, o := range []*goja.Object{x, y} {
			if b := jsapi.Brand(c.realm, o); b != "Proxy" {
				brand = b
			}
		}
		if brand != "" && brand != "Array" {
			return false
		}
	} else if brand != jsapi.Brand(c.realm, y) {
		return false
	}
	return c.insides(brand, x, y) && c.properties(brand, x, y)
}

// insides compares what is no property.
func (c *comparison) insides(brand string, x, y *goja.Object) bool {
	switch brand {
	case "", "Arguments", "Promise", "WeakMap", "WeakSet":
		return true
	case "Array":
		n, m := x.Get("length").ToInteger(), y.Get("length").ToInteger()
		return n == m || c.partial && n > m
	case "Function":
		return false
	case "Date":
		return sameValue(c.call("Date", "getTime", x), c.call("Date", "getTime", y))
	case "RegExp":
		source, flags := jsapi.Pattern(x)
		otherSource, otherFlags := jsapi.Pattern(y)
		return source == otherSource && flags == otherFlags && sameValue(x.Get("lastIndex"), y.Get("lastIndex"))
	case "Error":
		return c.equal(x.Get("message"), y.Get("message")) && c.equal(x.Get("name"), y.Get("name")) &&
			c.errors(x, y)
	case "Map":
		return c.maps(x, y)
	case "Set":
		return c.sets(jsapi.Entries(c.realm, x), jsapi.Entries(c.realm, y))
	case "Number", "String", "Boolean", "BigInt", "Symbol":
		return sameValue(jsapi.Boxed(c.realm, x), jsapi.Boxed(c.realm, y))
	}
	return c.bytes(brand, x, y)
}

// errors compares the errors of an AggregateError, which are no enumerable property.
func (c *comparison) errors(x, y *goja.Object) bool {
	a, b := x.Get("errors"), y.Get("errors")
	if a == nil || b == nil {
		return (a == nil) == (b == nil)
	}
	return c.equal(a, b)
}

// call calls a method of a built-in class as it was when first asked for.
func (c *comparison) call(class, method string, this goja.Value) goja.Value {
	f, _ := goja.AssertFunction(c.realm.Intrinsic(class).Get("prototype").(*goja.Object).Get(method))
	v, err := f(this)
	if err != nil {
		panic(c.realm.Exception(err))
	}
	return v
}

// bytes compares buffers and views: by their bytes, but for floating point numbers, of which NaNs are alike.
func (c *comparison) bytes(brand string, x, y *goja.Object) bool {
	a, ok := c.realm.Bytes(x)
	b, also := c.realm.Bytes(y)
	if !ok || !also {
		return ok == also
	}
	if c.partial && len(a) > len(b) {
		a = a[:len(b)]
	}
	if bytes.Equal(a, b) {
		return true
	}
	if len(a) != len(b) || !strings.HasPrefix(brand, "Float") {
		return false
	}
	for n := range int(y.Get("length").ToInteger()) {
		key := strconv.Itoa(n)
		if !sameValue(x.Get(key), y.Get(key)) {
			return false
		}
	}
	return true
}

// maps compares two Maps whatever their order. A key that is an object may match any that is deeply equal.
func (c *comparison) maps(x, y *goja.Object) bool {
	a, b := jsapi.Entries(c.realm, x), jsapi.Entries(c.realm, y)
	if len(a) < len(b) || !c.partial && len(a) != len(b) {
		return false
	}
	at := map[string]int{} // of the keys that are primitives
	var objects []int
	for n := 0; n < len(a); n += 2 {
		if k, ok := primitiveKey(a[n]); ok {
			at[k] = n
		} else {
			objects = append(objects, n)
		}
	}
	for n := 0; n < len(b); n += 2 {
		if k, ok := primitiveKey(b[n]); ok {
			m, found := at[k]
			if !found || !c.equal(a[m+1], b[n+1]) {
				return false
			}
			continue
		}
		match := c.take(&objects, func(m int) bool { return a[m] == b[n] && c.equal(a[m+1], b[n+1]) }) ||
			c.take(&objects, func(m int) bool { return c.deep(a[m], b[n]) && c.equal(a[m+1], b[n+1]) })
		if !match {
			return false
		}
	}
	return true
}

// sets compares the members of two Sets whatever their order.
func (c *comparison) sets(a, b []goja.Value) bool {
	if len(a) < len(b) || !c.partial && len(a) != len(b) {
		return false
	}
	primitives := map[string]bool{}
	var objects []int
	for n, v := range a {
		if k, ok := primitiveKey(v); ok {
			primitives[k] = true
		} else {
			objects = append(objects, n)
		}
	}
	for _, v := range b {
		if k, ok := primitiveKey(v); ok {
			if !primitives[k] {
				return false
			}
			continue
		}
		if !c.take(&objects, func(m int) bool { return a[m] == v }) && !c.take(&objects, func(m int) bool { return c.deep(a[m], v) }) {
			return false
		}
	}
	return true
}

// deep compares members of collections, of which a partial comparison wants the whole.
func (c *comparison) deep(a, b goja.Value) bool {
	partial := c.partial
	c.partial = false
	defer func() { c.partial = partial }()
	return c.equal(a, b)
}

// take removes the first of a list that matches.
func (c *comparison) take(list *[]int, matches func(int) bool) bool {
	for n, m := range *list {
		if matches(m) {
			*list = append((*list)[:n:n], (*list)[n+1:]...)
			return true
		}
	}
	return false
}

// primitiveKey answers a text that two primitives share if a Map takes them for the same key.
func primitiveKey(v goja.Value) (string, bool) {
	switch v := v.(type) {
	case *goja.Object:
		return "", false
	case goja.String:
		return "s" + v.String(), true
	case *goja.Symbol:
		return "", false
	}
	switch {
	case goja.IsBigInt(v):
		return "b" + v.String(), true
	case goja.IsNumber(v):
		return "n" + v.String(), true
	}
	return "o" + v.String(), true
}

// maxKeyed is how many elements a typed array may have to be searched for properties of other names.
const maxKeyed = 1 << 16

// properties compares the own enumerable properties, of names and symbols.
func (c *comparison) properties(brand string, x, y *goja.Object) bool {
	views := strings.HasSuffix(brand, "Array") && brand != "Array"
	if views && y.Get("length").ToInteger() > maxKeyed {
		return c.symbols(x, y)
	}
	want := y.Keys()
	have := x.Keys()
	if views { // whose elements have been compared
		want, have = named(want), named(have)
	}
	if len(have) != len(want) && (!c.partial || len(have) < len(want)) {
		return false
	}
	for _, key := range want {
		if !jsapi.Enumerable(x, c.realm.VM.ToValue(key)) {
			return false
		}
	}
	for _, key := range want {
		if !c.equal(x.Get(key), y.Get(key)) {
			return false
		}
	}
	return c.symbols(x, y)
}

func (c *comparison) symbols(x, y *goja.Object) bool {
	count := 0
	for _, s := range y.Symbols() {
		if !jsapi.Enumerable(y, s) {
			continue
		}
		count++
		if !jsapi.Enumerable(x, s) || !c.equal(x.GetSymbol(s), y.GetSymbol(s)) {
			return false
		}
	}
	if c.partial {
		return true
	}
	for _, s := range x.Symbols() {
		if jsapi.Enumerable(x, s) {
			count--
		}
	}
	return count == 0
}

// named answers the keys that are no indices.
func named(keys []string) (list []string) {
	for _, k := range keys {
		if _, err := strconv.ParseUint(k, 10, 32); err != nil {
			list = append(list, k)
		}
	}
	return list
}

// sameValue is Object.is. https://tc39.es/ecma262/#sec-samevalue
func sameValue(a, b goja.Value) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.SameAs(b) || goja.IsNumber(a) && goja.IsNumber(b) && math.IsNaN(a.ToFloat()) && math.IsNaN(b.ToFloat())
}
