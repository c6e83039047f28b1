package jsapi

import (
	"strings"
	"testing"

	"github.com/dodev/dodev/observe"
)

// console runs a script and answers what it wrote, one line a call, each after its level if it is not Log.
func console(t *testing.T, date, source string) string {
	t.Helper()
	tr := newRealm(t, date)
	var lines []string
	tr.iso.Observer.OnConsole = func(c observe.Console) {
		text := c.Text
		if level := map[observe.Level]string{observe.Debug: "debug ", observe.Info: "info ", observe.Warn: "warn ", observe.Error: "error "}[c.Level]; level != "" {
			text = level + text
		}
		if c.Object != "" {
			text = c.Object + ": " + text
		}
		lines = append(lines, text)
	}
	if got := tr.evalAsync(source); got != "undefined" {
		t.Fatalf("%s\n%s", source, got)
	}
	return strings.Join(lines, "\n")
}

func TestConsoleMethods(t *testing.T) {
	for _, c := range []webCase{
		{"levels", `console.log("a"); console.info("b"); console.debug("c"); console.warn("d"); console.error("e"); console.log()`, "a\ninfo b\ndebug c\nwarn d\nerror e\n"},
		{"detached", `const { log } = console; log("x")`, "x"},
		{"placeholders", `console.log("%s|%d|%i|%f|%j|%O|%c|%%", "s", "42.5", 42.9, "1.5x", { a: 1 }, { b: {} }, "css", "rest", 1)`, `s|42.5|42|1.5|{"a":1}|{ b: {} }||% rest 1`},
		{"placeholders left over", `console.log("%s %s", "a"); console.log("100%", 5); console.log("%x %s", 1, 2); console.log("%%")`, "a %s\n100% 5\n%x 1 2\n%%"},
		{"%s of objects", `console.log("%s %s %s", { a: { b: 1 } }, { toString() { return "own" } }, 1n)`, "{ a: [Object] } own 1n"},
		{"group", `console.group("G"); console.log("a\nb"); console.group(); console.warn("c"); console.groupEnd(); console.groupEnd(); console.groupEnd(); console.log("d")`, "G\n  a\n  b\nwarn     c\nd"},
		{"count", `console.count(); console.count("x"); console.count(); console.countReset(); console.count(); console.countReset("y")`, "default: 1\nx: 1\ndefault: 2\ndefault: 1\nwarn Count for 'y' does not exist"},
		{"assert", `console.assert(1, "no"); console.assert(0, "yes %d", 5); console.assert(); console.assert(false, { a: 1 })`, "warn Assertion failed: yes 5\nwarn Assertion failed\nwarn Assertion failed: { a: 1 }"},
		{"dir", `console.dir({ a: { b: {} } }, { depth: 0 }); console.dir("s"); console.dirxml({ a: 1 }, 2)`, "{ a: [Object] }\n's'\n{ a: 1 } 2"},
		{"timers that are not there", `console.timeEnd("x"); console.timeLog(); console.time(); console.time()`, "warn No such label 'x' for console.timeEnd()\nwarn No such label 'default' for console.timeLog()\nwarn Label 'default' already exists for console.time()"},
		{"quiet ones", `console.clear(); console.profile(); console.profileEnd(); console.timeStamp()`, ""},
		{"tables", `console.table([{ a: 1, b: "x" }, { a: 2 }, 3]); console.table(5)`, strings.Join([]string{
			"┌─────────┬───┬─────┬────────┐", "│ (index) │ a │ b   │ Values │", "├─────────┼───┼─────┼────────┤",
			"│ 0       │ 1 │ 'x' │        │", "│ 1       │ 2 │     │        │", "│ 2       │   │     │ 3      │", "└─────────┴───┴─────┴────────┘", "5"}, "\n")},
		{"tables of maps", `console.table(new Map([["k", { a: 1 }]]))`, strings.Join([]string{
			"┌───────────────────┬─────┬──────────┐", "│ (iteration index) │ Key │ Values   │", "├───────────────────┼─────┼──────────┤",
			"│ 0                 │ 'k' │ { a: 1 } │", "└───────────────────┴─────┴──────────┘"}, "\n")},
		{"chosen columns", `console.table([{ a: 1, b: 2 }], ["b"])`, "┌─────────┬───┐\n│ (index) │ b │\n├─────────┼───┤\n│ 0       │ 2 │\n└─────────┴───┘"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := console(t, "", c.source); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.source, got, c.want)
			}
		})
	}
}

func TestConsoleLabel(t *testing.T) {
	tr := newRealm(t, "")
	got := ""
	tr.iso.Observer.OnConsole = func(c observe.Console) { got = c.Object }
	tr.ctx.Label = "Room(lobby)"
	tr.eval(`console.log(1)`)
	if got != "Room(lobby)" {
		t.Errorf("label of the object that wrote: got %q, want Room(lobby)", got)
	}
}

func TestConsoleTimes(t *testing.T) {
	got := console(t, "", `console.time("t"); console.timeLog("t", { a: 1 }, "s"); console.timeEnd("t"); console.trace("here %d", 1)`)
	lines := strings.Split(got, "\n")
	if !strings.HasPrefix(lines[0], "t: ") || !strings.HasSuffix(lines[0], "ms { a: 1 } s") || !strings.HasSuffix(lines[1], "ms") || lines[2] != "Trace: here 1" || len(lines) < 4 {
		t.Errorf("got %s, want two times and a trace with frames", got)
	}
}

func TestInspect(t *testing.T) {
	for _, c := range []webCase{
		{"primitives", `1, -0, 1n, true, null, undefined, Symbol("x"), NaN`, "1 -0 1n true null undefined Symbol(x) NaN"},
		{"quotes", `["it's", "a\"b'c", "\n\x07\\", "\ud800"]`, "[ \"it's\", `a\"b'c`, '\\n\\x07\\\\', '\\ud800' ]"},
		{"keys", `{ a: 1, "b-c": 2, 3: 4, [Symbol("s")]: 5, get g() { throw 1 }, set s(v) {}, get gs() { throw 1 }, set gs(v) {} }`,
			"{\n  '3': 4,\n  a: 1,\n  'b-c': 2,\n  g: [Getter],\n  s: [Setter],\n  gs: [Getter/Setter],\n  Symbol(s): 5\n}"},
		{"depth", `{ a: { b: { c: { d: 1 } } } }, [[[[1]]]]`, "{ a: { b: { c: [Object] } } } [ [ [ [Array] ] ] ]"},
		{"holes", `[1, , 3], [, , 1], Array(5)`, "[ 1, <1 empty item>, 3 ] [ <2 empty items>, 1 ] [ <5 empty items> ]"},
		{"properties of arrays", `Object.assign([1], { p: 2 })`, "[ 1, p: 2 ]"},
		{"maps and sets", `new Map([["k", { v: 1 }]]), new Set([1, "a"]), new Map(), new WeakMap()`, "Map(1) { 'k' => { v: 1 } } Set(2) { 1, 'a' } Map(0) {} WeakMap { <items unknown> }"},
		{"functions", `() => 1, function f() {}, class Q {}, class Z extends Map {}, async () => 1, Math.max, Object.assign(function g() {}, { a: 1 })`,
			"[Function (anonymous)] [Function: f] [class Q] [class Z extends Map] [AsyncFunction (anonymous)] [Function: max] [Function: g] { a: 1 }"},
		{"instances", `new (class Foo { a = 1 })(), Object.create(null), Object.create({})`, "Foo { a: 1 } [Object: null prototype] {} {}"},
		{"tags", `Object.create({ constructor: Object }, { [Symbol.toStringTag]: { value: "T" } })`, "Object [T] {}"},
		{"views", `new Uint8Array([1, 2]), new Float64Array(1), new BigInt64Array(1), new ArrayBuffer(2)`, "Uint8Array(2) [ 1, 2 ] Float64Array(1) [ 0 ] BigInt64Array(1) [ 0n ] ArrayBuffer { [Uint8Contents]: <00 00>, byteLength: 2 }"},
		{"a view of data", `new DataView(new ArrayBuffer(1))`, "DataView {\n  byteLength: 1,\n  byteOffset: 0,\n  buffer: ArrayBuffer { [Uint8Contents]: <00>, byteLength: 1 }\n}"},
		{"dates and expressions", `new Date(0), new Date(NaN), /re/g`, "1970-01-01T00:00:00.000Z Invalid Date /re/g"},
		{"boxes", `new String("s"), new Number(3), Object(1n), Object(Symbol("q")), new Boolean(false)`, "[String: 's'] [Number: 3] [BigInt: 1n] [Symbol: Symbol(q)] [Boolean: false]"},
		{"circles", `(() => { const c = { n: 1 }; c.self = c; return c })()`, "<ref *1> { n: 1, self: [Circular *1] }"},
		{"a map in itself", `(() => { const m = new Map(); m.set("m", m); return m })()`, "<ref *1> Map(1) { 'm' => [Circular *1] }"},
		{"proxies", `new Proxy({ a: 1 }, { get() { throw 1 }, ownKeys() { throw 2 } })`, "Proxy({ a: 1 })"},
		{"revoked proxy", `(() => { const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy })()`, "<Revoked Proxy>"},
		{"promises", `Promise.resolve(4), new Promise(() => {}), (() => { const p = Promise.reject(5); p.catch(() => {}); return p })()`, "Promise { 4 } Promise { <pending> } Promise { <rejected> 5 }"},
		{"72 characters fit", `{ long1: "aaaaaaaaaaaaaaaaaaaa", long2: "bbbbbbbbbbbbbbbbbbbbbbbbb", c: 1234567 }`, "{\n  long1: 'aaaaaaaaaaaaaaaaaaaa',\n  long2: 'bbbbbbbbbbbbbbbbbbbbbbbbb',\n  c: 1234567\n}"},
		{"columns", `Array.from({ length: 7 }, (_, i) => -i * 1000)`, "[\n     -0, -1000,\n  -2000, -3000,\n  -4000, -5000,\n  -6000\n]"},
		{"subclasses", `new (class Names extends Array {})(), new (class MyMap extends Map {})([[1, 2]]), new (class X extends Set {})()`, "Names(0) [] MyMap(1) { 1 => 2 } X(0) [Set] {}"},
		{"headers", `new Headers({ a: "b" }), [new Headers()]`, "Headers(1) { 'a' => 'b', [immutable]: false } [ Headers(0) { [immutable]: false } ]"},
		{"subclass of a platform class", `new (class Mine extends Headers { z = 1 })()`, "Mine(0) { z: 1, [immutable]: false }"},
		{"parameters", `new URLSearchParams("a=1&b=2"), new URLSearchParams()`, "URLSearchParams(2) { 'a' => '1', 'b' => '2' } URLSearchParams(0) {}"},
		{"platform objects", `new TextEncoder(), crypto, caches`, "TextEncoder { encoding: 'utf-8' } Crypto { subtle: SubtleCrypto {} } CacheStorage { default: Cache {} }"},
		{"platform objects too deep", `{ a: { b: { c: new Headers() } } }`, "{ a: { b: { c: [Headers] } } }"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := console(t, "", "console.log("+c.source+")"); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.source, got, c.want)
			}
		})
	}
}

func TestInspectErrors(t *testing.T) {
	const make = `const make = (C, m, o) => Object.defineProperty(new C(m, o), "stack", { value: C.prototype.name + ": " + m + "\n    at f (x:1:2)", writable: true, configurable: true });`
	for _, c := range []webCase{
		{"stack", `make(Error, "E")`, "Error: E\n    at f (x:1:2)"},
		{"nested", `{ e: make(RangeError, "E") }`, "{\n  e: RangeError: E\n      at f (x:1:2)\n}"},
		{"own properties", `Object.assign(make(Error, "E"), { code: "X" })`, "Error: E\n    at f (x:1:2) {\n  code: 'X'\n}"},
		{"cause", `make(Error, "E", { cause: "why" })`, "Error: E\n    at f (x:1:2) {\n  [cause]: 'why'\n}"},
		{"subclass", `make(class FooError extends Error {}, "E")`, "FooError: E\n    at f (x:1:2)"},
		{"no stack", `Object.defineProperty(new TypeError("E"), "stack", { value: undefined })`, "[TypeError: E]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := console(t, "", make+"console.log("+c.source+")"); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.source, got, c.want)
			}
		})
	}
	got := console(t, "", `console.log(new Error("made")); console.log(new DOMException("gone", "AbortError"))`)
	if !strings.HasPrefix(got, "Error: made\n    at ") || !strings.Contains(got, "\nDOMException [AbortError]: gone\n    at ") {
		t.Errorf("errors as made: got %s", got)
	}
}

func FuzzFormat(f *testing.F) {
	for _, s := range []string{"%s %d", "100%", "%%c", "€%s", "%\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var b strings.Builder
		if used := fill(nil, &b, InspectOptions{}, s, nil); used != 0 {
			t.Errorf("%q took %d arguments of none", s, used)
		}
	})
}
