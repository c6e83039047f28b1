package clone_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/clone"
)

// text is what a script would print of an error.
func text(err error) string {
	var thrown *goja.Exception
	if errors.As(err, &thrown) {
		return "thrown " + thrown.Value().String()
	}
	if err == nil {
		return "cloned"
	}
	return err.Error()
}

// The wanted texts were printed by workerd 2026-11-17.
func TestRefusals(t *testing.T) {
	filler := strings.Repeat("x", 114)
	for _, tc := range []struct{ source, want string }{
		{`() => 1`, `() => 1`},
		{`({a: {f(){return 1}}})`, `f(){return 1}`},
		{`[function foo(a,b){ return a }]`, `function foo(a,b){ return a }`},
		{`Object.assign([1], {f(){}})`, `f(){}`},
		{`new Map([[1, ()=>2]])`, `()=>2`},
		{`new Set([()=>2])`, `()=>2`},
		{`new (class A { x=()=>2 })`, `()=>2`},
		{`async () => {}`, `async () => {}`},
		{`({async m(){}})`, `async m(){}`},
		{`(function*(){})`, `function*(){}`},
		{`(function*(){})()`, `[object Generator]`},
		{`class A { x=1; m(){} }`, `class A { x=1; m(){} }`},
		{`function f(){ /*` + filler[1:] + `*/ }`, `function f(){ /*` + filler[:95] + `...<omitted>... }`},
		{`(function(){return arguments})(1, 2)`, `#<Object>`},
		{`(function(){"use strict"; return arguments})(1, 2)`, `#<Object>`},
		{`(function(){arguments.constructor=function Fake(){}; return arguments})(1)`, `#<Fake>`},
		{`Symbol("x")`, `Symbol(x)`},
		{`Symbol()`, `Symbol()`},
		{`Symbol.iterator`, `Symbol(Symbol.iterator)`},
		{`({s: Symbol("q")})`, `Symbol(q)`},
		{`Object(Symbol("x"))`, `[object Symbol]`},
		{`Promise.resolve()`, `#<Promise>`},
		{`new (class Foo extends Promise { constructor(f) { super(f) } })(() => {})`, `#<Foo>`},
		{`new WeakMap`, `#<WeakMap>`},
		{`new WeakSet`, `#<WeakSet>`},
		{`new (class Foo extends WeakMap {})`, `#<Foo>`},
		{`new (class extends WeakSet {})`, `[object WeakSet]`},
		{`Object.assign(new WeakMap, {toString() { return 1 }})`, `[object WeakMap]`},
		{`Object.defineProperty(new WeakMap, Symbol.toStringTag, {value: "Zed"})`, `#<WeakMap>`},
		{`new Proxy({}, {})`, `#<Object>`},
		{`new Proxy([], {})`, `[object Object]`},
		{`new Proxy(()=>1, {})`, `()=>1`},
		{`new Proxy(new (class Foo{}), {})`, `#<Foo>`},
		{`new Proxy(new Map, {})`, `#<Map>`},
		{`new Proxy(new Error("pe"), {})`, `Error: pe`},
		{`(() => { const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy })()`, `null`},
		{`(function foo(){}).bind(null)`, `function () { [native code] }`},
		{`Math.max`, `function max() { [native code] }`},
		{`Map`, `function Map() { [native code] }`},
		{`Object.getOwnPropertyDescriptor({get   zed() { return 1 }}, "zed").get`, `get   zed() { return 1 }`},
		{`new Map().entries()`, `[object Map Iterator]`},
		{`new Set().values()`, `[object Set Iterator]`},
		{`[].values()`, `[object Array Iterator]`},
		{`""[Symbol.iterator]()`, `[object String Iterator]`},
		{`"a".matchAll(/a/g)`, `[object RegExp String Iterator]`},
	} {
		vm := goja.New()
		_, err := clone.New(vm, nil).Serialize(eval(t, vm, tc.source), clone.Options{})
		if got, want := text(err), "DataCloneError: "+tc.want+" could not be cloned."; got != want {
			t.Errorf("%s\n got %s\nwant %s", tc.source, got, want)
		}
	}
}

func TestStructuredClone(t *testing.T) {
	for _, tc := range []struct{ name, source, want string }{
		{"a getter's exception is the getter's", `({get x() { throw "mine" }})`, `thrown mine`},
		{"deep objects", `(() => { let o = {}; for (let i = 0; i < 100000; i++) o = {o}; return o })()`, `RangeError: Maximum call stack size exceeded`},
		{"deep arrays", `(() => { let o = []; for (let i = 0; i < 100000; i++) o = [o]; return o })()`, `RangeError: Maximum call stack size exceeded`},
		{"nested as deep as the platform goes", `(() => { let o = 1; for (let i = 0; i < 2000; i++) o = {o}; return o })() && 1`, `1`},
		{"a property deleted by a getter", `({a: {get x() { delete o.b; return 1 }}, b: 2})`, `Object(){[97]:Object(){[120]:1}}`},
		{"an element removed by a getter", `[{get x() { o.length = 1; return 1 }}, 2]`, `Array(){[48]:Object(){[120]:1},~[108,101,110,103,116,104]:2}`},
		{"a Map changed while it is written", `new Map([[{get x() { o.set(9, 9); return 1 }}, 1]])`, `Map(Array(){[48]:Array(){[48]:Object(){[120]:1},[49]:1,~[108,101,110,103,116,104]:2},~[108,101,110,103,116,104]:1}){}`},
		{"patched prototypes", `(() => { Map.prototype.forEach = Map.prototype.set = Set.prototype.add = () => { throw 1 }; return [new Map, new Set] })()`, `Array(){[48]:Map(Array(){~[108,101,110,103,116,104]:0}){},[49]:Set(Array(){~[108,101,110,103,116,104]:0}){},~[108,101,110,103,116,104]:2}`},
		{"a setter on Object.prototype is not called", `(() => { Object.defineProperty(Object.prototype, "zed", {set() { throw 1 }, configurable: true}); return {["zed"]: 1} })()`, `Object(){[122,101,100]:1}`},
		{"a class that borrows a tag", `new (class { get [Symbol.toStringTag]() { throw 1 } a = 1 })`, `Object(){[97]:1}`},
		{"an impostor of DataView", `Object.create(DataView.prototype)`, `Object(){}`},
		{"an impostor of Error", `Object.create(Error.prototype)`, `Object(){}`},
		{"lastIndex is not kept", `(() => { const r = /a/gy; r.lastIndex = 3; return r })()`, `RegExp(/a/gy){~[108,97,115,116,73,110,100,101,120]:0}`},
	} {
		vm := goja.New()
		vm.Set("o", eval(t, vm, tc.source))
		v, err := clone.New(vm, nil).Clone(vm.Get("o"), nil)
		got := text(err)
		if err == nil {
			got = shown(t, vm, v)
		}
		if got != tc.want {
			t.Errorf("%s: %s\n got %s\nwant %s", tc.name, tc.source, got, tc.want)
		}
	}
}

func TestExceptionKeepsItsValue(t *testing.T) {
	vm := goja.New()
	v := eval(t, vm, `globalThis.mine = {}, {get x() { throw mine }}`)
	_, err := clone.New(vm, nil).Serialize(v, clone.Options{})
	var thrown *goja.Exception
	if !errors.As(err, &thrown) || thrown.Value() != vm.Get("mine") {
		t.Errorf("got %v, want the object the getter threw", err)
	}
}

func TestMicrotasksWait(t *testing.T) {
	vm := goja.New()
	c := clone.New(vm, nil)
	v := eval(t, vm, `globalThis.ran = 0, {m: new Map([[1, new Set([new Date(0)])]]), b: new Uint8Array(2), e: new Error("x"), r: /a/, p: {get x() { settle(); return 1 }}}`)
	promise, resolve, _ := vm.NewPromise()
	vm.Set("p", vm.ToValue(promise))
	eval(t, vm, `p.then(() => ran++)`)
	vm.Set("settle", func() { resolve(1) })
	if _, err := c.Clone(v, nil); err != nil {
		t.Fatal(err)
	}
	if n := vm.Get("ran").ToInteger(); n != 0 {
		t.Errorf("%d reactions ran while cloning, want none before the turn ends", n)
	}
}

func TestTransfer(t *testing.T) {
	for _, tc := range []struct{ name, source, want string }{
		{"moves", `[b, [b], b.byteLength]`, `3 true`},
		{"a view follows its buffer", `[new Uint8Array(b), [b]]`, `3 true`},
		{"one buffer, two references", `[[b, b], [b]]`, `same true`},
		{"listed twice", `[b, [b, b]]`, `3 true`},
		{"unused", `[1, [b]]`, `1 true`},
		{"failure moves nothing", `[() => 1, [b]]`, `DataCloneError: () => 1 could not be cloned. false`},
		{"a plain object", `[1, [{}]]`, `TypeError: Object is not transferable false`},
		{"a number", `[1, [5]]`, `TypeError: Object is not transferable false`},
		{"a view", `[1, [new Uint8Array(b)]]`, `TypeError: Object is not transferable false`},
		{"not listed", `[gone, []]`, `DataCloneError: An ArrayBuffer is detached and could not be cloned. false`},
		{"view of a detached buffer", `[goneView, []]`, `DataCloneError: An ArrayBuffer is detached and could not be cloned. false`},
		{"DataView of a detached buffer", `[goneData, []]`, `DataCloneError: An ArrayBuffer is detached and could not be cloned. false`},
		{"already detached in the list", `[1, [gone]]`, `1 false`},
	} {
		vm := goja.New()
		vm.Set("b", vm.NewArrayBuffer([]byte{1, 2, 3}))
		gone := vm.NewArrayBuffer(make([]byte, 8))
		vm.Set("gone", gone)
		eval(t, vm, `globalThis.goneView = new Uint8Array(gone), globalThis.goneData = new DataView(gone)`)
		gone.Detach()
		call := eval(t, vm, tc.source).(*goja.Object)
		var list []goja.Value
		vm.ForOf(call.Get("1"), func(v goja.Value) bool { list = append(list, v); return true })
		v, err := clone.New(vm, nil).Clone(call.Get("0"), list)
		got := text(err)
		if err == nil {
			vm.Set("v", v)
			got = eval(t, vm, `v[0] && v[0] === v[1] && v[0].byteLength ? "same" : v.byteLength ?? v`).String()
		}
		if vm.Get("b").Export().(goja.ArrayBuffer).Detached() {
			got += " true"
		} else {
			got += " false"
		}
		if got != tc.want {
			t.Errorf("%s: %s: got %s, want %s", tc.name, tc.source, got, tc.want)
		}
	}
}

func TestRPCRefusesClassInstances(t *testing.T) {
	vm := goja.New()
	_, err := clone.New(vm, nil).Serialize(eval(t, vm, `[new (class Plain {})]`), clone.Options{Mode: clone.ForRPC})
	if got, want := text(err), `DataCloneError: Could not serialize object of type "Plain". This type does not support serialization.`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestDamaged(t *testing.T) {
	const unreadable = "Error: Unable to deserialize cloned data."
	for _, tc := range []struct{ name, bytes, want string }{
		{"nothing", ``, unreadable},
		{"no header", `5f`, unreadable},
		{"header alone", `ff0f`, unreadable},
		{"a later version", `ff105f`, unreadable},
		{"unknown tag", `ff0f01`, unreadable},
		{"reference to nothing", `ff0f5e00`, unreadable},
		{"string longer than the input", `ff0f22ff01`, unreadable},
		{"half a UTF-16 unit", `ff0f630141`, unreadable},
		{"endless varint", `ff0f49ffffffffffffffffffffffff`, unreadable},
		{"array longer than the input", `ff0f41ffffffff0f`, unreadable},
		{"buffer longer than the input", `ff0f42ffffffff0f`, unreadable},
		{"bigint longer than the input", `ff0f5afeffffff0f`, unreadable},
		{"view past its buffer", `ff0f4202010256420100 ff`, unreadable},
		{"unaligned view", `ff0f42040102030456570102 00`, unreadable},
		{"Float16Array", `ff0f4202003e5668000200`, "TypeError: Float16Array is not supported by this runtime."},
		{"shared memory", `ff0f7500`, unreadable},
		{"transferred buffer", `ff0f7400`, unreadable},
		{"bad regular expression", `ff0f522201 2800`, unreadable},
		{"unknown regular expression flag", `ff0f5222017880 04`, unreadable},
		{"object as a property name", `ff0f6f6f7b00 49027b01`, unreadable},
		{"host object, no host", `ff0f5c04`, unreadable},
		{"unknown error class", `ff0f5c0a63 220161 6f7b00`, unreadable},
		{"enhanced error inside itself", `ff0f5c0a01 220178 6f 220463617573 655e00 7b01`, unreadable},
		{"enhanced error, message a number", `ff0f5c0a01 490a 6f7b00`, "DataCloneError: Deserialization failed: error message is not a string"},
		{"nested without end", `ff0f` + strings.Repeat("4101", 20000), "RangeError: Maximum call stack size exceeded"},
		{"counted objects", `ff0f3f005f`, "undefined"},
		{"version 13, views without flags", `ff0d42 02 0102 56420002`, "1,2"},
		{"UTF-8 string", `ff0f5302c3a9`, "é"},
		{"unsigned integer", `ff0f55ffffffff0f`, "4294967295"},
		{"hole in a dense array", `ff0f41034902 2d 4906 240003`, "1,,3"},
	} {
		vm := goja.New()
		v, err := clone.New(vm, nil).Deserialize(unhex(t, strings.ReplaceAll(tc.bytes, " ", "")))
		got := text(err)
		if err == nil {
			got = v.String()
		}
		if got != tc.want {
			t.Errorf("%s: %.60s: got %s, want %s", tc.name, tc.bytes, got, tc.want)
		}
	}
}

// Isolates run in parallel and share the reference VM behind the intrinsics.
func TestParallelVMs(t *testing.T) {
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			vm := goja.New()
			c := clone.New(vm, nil)
			v, err := vm.RunString(`[new Map([[1, new Set(["x"])]]), new Uint8Array(4), new DataView(new ArrayBuffer(2)), Object.create(DataView.prototype),
				new (class A { x = 1 }), Object("s"), {"\ud800": 1}, Object.assign(new Error("e"), {stack: "S"})]`)
			if err != nil {
				t.Error(err)
				return
			}
			refused, _ := vm.RunString(`[new Promise(() => {}), () => 1, new Proxy(new Error("x"), {})]`)
			first := ""
			for i := range 50 {
				b, err := c.Serialize(v, clone.Options{EnhancedErrors: i%2 == 0})
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := c.Deserialize(b); err != nil {
					t.Error(err)
				}
				if i == 0 {
					first = hex.EncodeToString(b)
				} else if got := hex.EncodeToString(b); i%2 == 0 && got != first {
					t.Errorf("round %d: got %s, want %s", i, got, first)
				}
				if _, err := c.Serialize(refused, clone.Options{}); err == nil {
					t.Error("cloned a promise")
				}
			}
		})
	}
	wg.Wait()
}

// TestList writes a list as the array that it stands for.
func TestList(t *testing.T) {
	for _, source := range []string{`[]`, `[1, "two", undefined, null]`, `(() => { const o = {a: 1}; return [o, [o], o] })()`, `[new Uint8Array(4)]`} {
		vm := goja.New()
		c := clone.New(vm, nil)
		array := eval(t, vm, source).(*goja.Object)
		var list []goja.Value
		vm.ForOf(array, func(v goja.Value) bool { list = append(list, v); return true })
		want, err := c.Serialize(array, clone.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := c.PackList(list, clone.Options{})
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: got % x, %v, want % x", source, got, err, want)
			continue
		}
		back, err := c.UnpackList(got, clone.Reading{})
		if err != nil || len(back) != len(list) {
			t.Errorf("%s: read %d values, %v", source, len(back), err)
			continue
		}
		again, _, err := c.PackList(back, clone.Options{})
		if err != nil || !bytes.Equal(again, want) {
			t.Errorf("%s: written again % x, %v, want % x", source, again, err, want)
		}
	}
	if _, err := clone.New(goja.New(), nil).UnpackList([]byte{0xFF, 0x0F, 'o', '{', 0}, clone.Reading{}); err == nil {
		t.Error("an object was read as a list")
	}
}
