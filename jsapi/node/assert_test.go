package node

import (
	"fmt"
	"testing"
)

// What each comparison answers is what the real runtime answered.
func TestDeepStrictEqual(t *testing.T) {
	tr := newRealm(t)
	for _, c := range []struct {
		a, b  string
		equal bool
	}{
		{`-0`, `0`, false},
		{`[-0]`, `[0]`, false},
		{`[NaN]`, `[NaN]`, true},
		{`1`, `"1"`, false},
		{`null`, `{}`, false},
		{`[, 1]`, `[undefined, 1]`, false},
		{`{ a: undefined }`, `{}`, false},
		{`{ a: 1, b: 2 }`, `{ b: 2, a: 1 }`, true},
		{`{ get a() { return 1 } }`, `{ a: 1 }`, true},
		{`Object.defineProperty({}, "x", { value: 1 })`, `{}`, true},
		{`{ a: 1 }`, `Object.assign(Object.create(null), { a: 1 })`, false},
		{`[]`, `{}`, false},
		{`Object.assign([1], { x: 1 })`, `[1]`, false},
		{`{ [Symbol.for("x")]: 1 }`, `{ [Symbol.for("x")]: 2 }`, false},
		{`{ [Symbol.for("x")]: 1 }`, `{ [Symbol.for("x")]: 1 }`, true},
		{`{ [Symbol.for("x")]: 1 }`, `{}`, false},
		{`new Date(1)`, `new Date(2)`, false},
		{`new Date(NaN)`, `new Date(NaN)`, true},
		{`/a/g`, `/a/i`, false},
		{`/a/g`, `/a/g`, true},
		{`(r => (r.lastIndex = 1, r))(/a/g)`, `/a/g`, false},
		{`new Error("a")`, `new Error("a")`, true},
		{`new Error("a", { cause: 1 })`, `new Error("a", { cause: 2 })`, true},
		{`new Error("a")`, `new Error("b")`, false},
		{`new Error("a")`, `new TypeError("a")`, false},
		{`Object.assign(new Error("a"), { x: 1 })`, `new Error("a")`, false},
		{`new Set([{ a: 1 }, [2]])`, `new Set([[2], { a: 1 }])`, true},
		{`new Set([1, 2])`, `new Set([2, 1])`, true},
		{`new Set([1, {}])`, `new Set([{}, {}])`, false},
		{`new Map([[{ a: 1 }, 1]])`, `new Map([[{ a: 1 }, 1]])`, true},
		{`new Map([[{ a: 1 }, 1]])`, `new Map([[{ a: 1 }, 2]])`, false},
		{`new Map([[1, { a: 1 }]])`, `new Map([[1, { a: 2 }]])`, false},
		{`new Map([["1", 1]])`, `new Map([[1, 1]])`, false},
		{`new Map([[1, undefined]])`, `new Map([[2, undefined]])`, false},
		{`new Number(1)`, `new Number(2)`, false},
		{`new Number(1)`, `1`, false},
		{`new String("a")`, `new String("a")`, true},
		{`new Uint8Array([1]).buffer`, `new Uint8Array([2]).buffer`, false},
		{`new Uint8Array([1])`, `new Uint8Array([1])`, true},
		{`new Uint8Array([1])`, `new Int8Array([1])`, false},
		{`new Float32Array([-0])`, `new Float32Array([0])`, false},
		{`new Float32Array([NaN])`, `new Float32Array([NaN])`, true},
		{`Object.assign(new Uint8Array([1]), { x: 1 })`, `new Uint8Array([1])`, false},
		{`new DataView(new ArrayBuffer(2))`, `new DataView(new ArrayBuffer(3))`, false},
		{`new WeakMap()`, `new WeakMap()`, true},
		{`Promise.resolve(1)`, `Promise.resolve(2)`, true},
		{`(a => (a.a = a))({})`, `(a => (a.a = a))({})`, true},
		{`(a => (a.a = a))({})`, `(b => (b.a = { a: b }, b))({})`, false},
		{`(() => 1)`, `(() => 1)`, false},
		{`(function () { return arguments })(1)`, `[1]`, false},
		{`{ [Symbol.toStringTag]: "X" }`, `{}`, false},
		{`new (class A { x = 1 })()`, `new (class B { x = 1 })()`, false},
		{`new Headers({ a: "1" })`, `new Headers({ a: "2" })`, true},
		{`new Proxy({ a: 1 }, {})`, `{ a: 1 }`, true},
		{`1n`, `2n`, false},
		{`new DOMException("a", "B")`, `new DOMException("a", "C")`, false},
	} {
		want := fmt.Sprintf("%v %v", c.equal, !c.equal)
		body := fmt.Sprintf(`const m = require("node:assert"); const holds = (f) => { try { f(); return true } catch (e) {
			if (e.code !== "ERR_ASSERTION") throw e; return false } };
			const [a, b] = [%s, %s];
			return holds(() => m.deepStrictEqual(a, b)) + " " + holds(() => m.notDeepStrictEqual(a, b))`, c.a, c.b)
		if got := tr.run(body); got != want {
			t.Errorf("%s and %s: equal and different are %s, want %s", c.a, c.b, got, want)
		}
	}
}

func TestAssert(t *testing.T) {
	const failure = `const failure = (f) => { try { f() } catch (e) { return [e.name, e.code, e.operator, JSON.stringify(e.message)].join(" ") } return "passed" }; `
	cases := []runCase{
		{"callable", `return failure(() => m.default(0)) + failure(() => m.default(1))`, `AssertionError ERR_ASSERTION == "0 == true"passed`},
		{"no value", `return failure(() => m.ok())`, `AssertionError ERR_ASSERTION  "No value argument passed to ` + "`assert.ok()`" + `"`},
		{"equal is strict", `return failure(() => m.equal(1, "1"))`,
			`AssertionError ERR_ASSERTION strictEqual "Values are not strictly equal:\n\n\n[Diff] Actual / Expected\n\n\n-   1\n+   '1'\n"`},
		{"strictEqual of lines", `return failure(() => m.strictEqual("a\nb", "a\nc"))`,
			`AssertionError ERR_ASSERTION strictEqual "Values are not strictly equal:\n\n\n[Diff] Actual / Expected\n\n\n    a\\n\n-   b\n+   c\n\n"`},
		{"strictEqual alike", `return failure(() => m.strictEqual({ a: 1 }, { a: 1 }))`,
			`AssertionError ERR_ASSERTION strictEqual "Values have the same structure but are not reference-equal:\n\n    { a: 1 }\n"`},
		{"missing argument", `return failure(() => m.strictEqual(1))`, `TypeError ERR_MISSING_ARGS  "The \"actual\" and \"expected\" arguments must be specified"`},
		{"deepStrictEqual", `return failure(() => m.deepStrictEqual({ a: 1, b: 2 }, { a: 1, b: 3 }))`,
			`AssertionError ERR_ASSERTION deepStrictEqual "Expected values to be strictly deep-equal:\n+ actual - expected\n\n+ { a: 1, b: 2 }\n- { a: 1, b: 3 }\n             ^"`},
		{"deepStrictEqual of primitives", `return failure(() => m.deepStrictEqual("a", "b"))`,
			`AssertionError ERR_ASSERTION deepStrictEqual "Expected values to be strictly deep-equal:\n\n'a' !== 'b'\n"`},
		{"message", `return failure(() => m.deepStrictEqual(1, 2, "mine"))`, `AssertionError ERR_ASSERTION deepStrictEqual "mine"`},
		{"partial", `return [{ a: { b: 1, c: 2 } }, { a: 1 }, [1, 2, 3]].map((v, n) => failure(() => m.partialDeepStrictEqual(v, [{ a: { b: 1 } }, { b: 1 }, [1, 3]][n]))).join()`,
			`passed,AssertionError ERR_ASSERTION partialDeepStrictEqual "Expected actual to be partially deeply strictly equal to expected",` +
				`AssertionError ERR_ASSERTION partialDeepStrictEqual "Expected actual to be partially deeply strictly equal to expected"`},
		{"throws", `return failure(() => m.throws(() => {}, TypeError, "mine")) + failure(() => m.throws(() => { throw new RangeError("x") }, { name: "RangeError", message: /x/ }))`,
			`AssertionError ERR_ASSERTION throws "Missing expected exception (TypeError): mine"passed`},
		{"throws another class", `return failure(() => m.throws(() => { throw new Error("abc") }, TypeError))`,
			`AssertionError ERR_ASSERTION throws "The error is expected to be an instance of \"TypeError\". Received \"Error\"\n\nError message:\n\nabc"`},
		{"throws what a function refuses", `return failure(() => m.throws(() => { throw new Error("abc") }, () => 1))`,
			`AssertionError ERR_ASSERTION throws "The validation function is expected to return \"true\". Received 1\n\nCaught error:\n\nError: abc"`},
		{"throws another message", `return failure(() => m.throws(() => { throw new Error("abc") }, { message: "abd" }))`,
			`AssertionError ERR_ASSERTION deepStrictEqual "Expected values to be strictly deep-equal:\n\n'abc' !== 'abd'\n"`},
		{"throws without a property", `return failure(() => m.throws(() => { throw new Error("x") }, { foo: undefined }))`,
			`AssertionError ERR_ASSERTION throws "A key in the expected object is missing: foo"`},
		{"ambiguous", `return failure(() => m.throws(() => { throw new Error("x") }, "x"))`,
			`TypeError ERR_AMBIGUOUS_ARGUMENT  "The \"error/message\" argument is ambiguous. The error message \"x\" is identical to the message."`},
		{"doesNotThrow", `return failure(() => m.doesNotThrow(() => { throw new Error("x") }))`,
			`AssertionError ERR_ASSERTION doesNotThrow "Got unwanted exception.\nActual message: \"x\""`},
		{"rejects", `await m.rejects(Promise.reject(new TypeError("t")), TypeError); await m.rejects(async () => { throw 1 }, (e) => e === 1);
			return m.rejects(async () => {}).catch((e) => e.message)`, "Missing expected rejection."},
		{"rejects no promise", `return m.rejects(() => 5).catch((e) => e.code)`, "ERR_INVALID_RETURN_VALUE"},
		{"match", `return failure(() => m.match("abc", /x/)) + failure(() => m.doesNotMatch("abc", /x/))`,
			`AssertionError ERR_ASSERTION match "actual: \"abc\" expected to match: \"/x/\""passed`},
		{"fail", `return failure(() => m.fail()) + failure(() => m.fail(new TypeError("x")))`, `AssertionError ERR_ASSERTION fail "Failed"TypeError   "x"`},
		{"ifError", `return failure(() => m.ifError(null)) + failure(() => m.ifError(0))`,
			`passedAssertionError ERR_ASSERTION ifError "ifError got unwanted exception: 0"`},
		{"error", `const e = new m.AssertionError({ actual: 1, expected: 2, operator: "strictEqual" });
			return [e, Object.keys(e), e.generatedMessage, e.stack.split("\n")[0], e instanceof Error].join("|")`,
			"AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n\n1 !== 2\n|generatedMessage,code,actual,expected,operator|true|" +
				"AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:|true"},
		{"strict", `return [m.default === require("node:assert/strict").default, m.strict.strict === m.strict, m.strict.equal === m.strictEqual].join()`, "true,true,true"},
	}
	for n := range cases {
		cases[n].body = failure + cases[n].body
	}
	runCases(t, "node:assert", cases)
}

func TestAbsent(t *testing.T) {
	const name = "node:unwritten"
	exports()[name] = []string{"default", "call", "table", "Class"}
	t.Cleanup(func() { delete(exports(), name) })
	runCases(t, name, []runCase{
		{"import", `return typeof m.call + typeof m.default + ("nothing" in m)`, "functionobjectfalse"},
		{"call", `m.call("x")`, "threw Error: dodev does not support call of node:unwritten yet"},
		{"call of the default export", `m.default.call("x")`, "threw Error: dodev does not support call of node:unwritten yet"},
		{"member", `m.table.read("x")`, "threw Error: dodev does not support table of node:unwritten yet"},
		{"class", `class Mine extends m.Class {} new Mine()`, "threw Error: dodev does not support Class of node:unwritten yet"},
		{"awaited", `await m.table; return "ok"`, "ok"},
	})
}
