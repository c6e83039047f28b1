package ecma_test

import (
	"testing"

	"github.com/dodev/dodev/runtime/isolate"
)

func TestErrors(t *testing.T) {
	table(t, []row{
		{"names", `[Error, TypeError, AggregateError].map(c => c.name + c.length).join()`, "Error1,TypeError1,AggregateError2"},
		{"chain", `[Object.getPrototypeOf(TypeError) === Error, TypeError.prototype.constructor === TypeError, new TypeError instanceof Error].join()`, "true,true,true"},
		{"without new", `const e = RangeError("q"); [e instanceof RangeError, e.message, Error.call({}, "z").message].join()`, "true,q,z"},
		{"called as a method", `const ns = {E: TypeError}; String(ns.E("m"))`, "TypeError: m"},
		{"class", `Object.prototype.toString.call(new Error)`, "[object Error]"},
		{"own properties", `Object.getOwnPropertyNames(new Error("x", {cause: 1})).sort().join()`, "cause,message,stack"},
		{"nothing enumerable", `Object.keys(new Error("x", {cause: 1})).length + JSON.stringify(new Error("x"))`, "0{}"},
		{"no cause", `new Error("x", {}).hasOwnProperty("cause")`, "false"},
		{"no message", `new Error(undefined).hasOwnProperty("message")`, "false"},
		{"aggregate", `const e = new AggregateError([1, 2], "m", {cause: 3}); [e.errors.length, e.message, e.cause, e.name].join()`, "2,m,3,AggregateError"},
		{"suppressed", `const e = new SuppressedError(1, 2, "m"); [e.error, e.suppressed, e.message, e.name, e instanceof Error, SuppressedError.length].join()`, "1,2,m,SuppressedError,true,3"},
		{"isError", `[Error.isError(new TypeError), Error.isError({}), Error.isError(Object.create(Error.prototype))].join()`, "true,false,false"},
		{"engine's are ours", `let e; try { null.x } catch (x) { e = x } [e instanceof TypeError, e.constructor === TypeError].join()`, "true,true"},
		{"set stack", `const e = new Error("x"); e.stack = 5; e.stack + Object.keys(e).length`, "5"},
		{"frozen", `const e = Object.freeze(new Error("x")); typeof e.stack`, "string"},
		{"inherited stack", `Object.create(new Error("x")).stack.split("\n")[0]`, "Error: x"},
		{"late name", `const e = new Error("x"); e.name = "Q"; e.stack.split("\n")[0]`, "Q: x"},
		{"late message", `const e = new Error("a"); e.message = "b"; e.stack.split("\n")[0]`, "Error: a"},
		{"limit", `Error.stackTraceLimit = 1; function a() { return new Error("x") } a().stack.split("\n").length`, "2"},
		{"limit of nothing", `Error.stackTraceLimit = 0; new Error("x").stack`, "Error: x"},
		{"no limit", `Error.stackTraceLimit = "x"; String(new Error("x").stack)`, "undefined"},
		{"message of a getter", "class A extends Error { constructor() { super(); this.x = 1; } get message() { return this.x.toFixed(1); } }\nconst a = new A(); a.message + a.stack.split('\\n')[0]", "1.0Error"},
		{"capture", `const o = {name: "X"}; Error.captureStackTrace(o); o.stack.split("\n")[0]`, "X"},
		{"capture needs an object", `try { Error.captureStackTrace(1) } catch (e) { String(e) }`, "TypeError: invalid_argument"},
		{"new.target", `class A extends Error {} Object.getPrototypeOf(Reflect.construct(Error, ["m"], A)) === A.prototype`, "true"},
		{"symbol message", `try { new Error(Symbol()) } catch (e) { String(e) }`, "TypeError: Cannot convert a Symbol value to a string"},
	})
}

func TestStacks(t *testing.T) {
	table(t, []row{
		{"reworded", `Promise.reject().then(0, () => null.foo.bar).catch(e => e.message)`, "Cannot read properties of null (reading 'foo')"},
	})
	for _, c := range []row{
		{"own", "function f() { return new Error('m') }\nf().stack",
			"Error: m\n    at f (file:///src/test.js:1:23)\n    at file:///src/test.js:2:2"},
		{"subclass", "class A extends Error { constructor(m) { super(m); this.name = 'AA' } }\nclass B extends A {}\nfunction mk() { return new B('m') }\nmk().stack",
			"AA: m\n    at mk (file:///src/test.js:3:24)\n    at file:///src/test.js:4:3"},
		{"explicit constructors", "class A extends Error { constructor(m) { super(m) } }\nclass B extends A { x = 1; constructor(m) { super(m) } }\nnew B('m').stack",
			"Error: m\n    at file:///src/test.js:3:1"},
		{"capture above", "function mk() { const o = {}; Error.captureStackTrace(o, mk); return o.stack }\nmk()",
			"Error\n    at file:///src/test.js:2:3"},
		{"handler", "Promise.resolve().then(function later() {\n null.x }).catch(e => e.stack)",
			"TypeError: Cannot read properties of null (reading 'x')\n    at later (file:///src/test.js:2:7)"},
		{"async", "async function a() { await 0; undefined.f() }\na().catch(e => e.stack)",
			"TypeError: Cannot read properties of undefined (reading 'f')\n    at a (file:///src/test.js:1:31)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := newMachine(t, isolate.Options{}).eval(c.source); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.source, got, c.want)
			}
		})
	}
}
