package jsapi

import "testing"

func TestTimers(t *testing.T) {
	runScripts(t, "", nil, []scriptCase{
		{"node errors", `return [undefined, null, "x", 5, 5n, true, {}, [1], Symbol("q"), new (class Foo {})(), "abcdefghijklmnopqrstuvwxyzabc"].map(v => caught(() => setTimeout(v)).replace(/.*Received /, "")).join("|")`,
			"undefined|null|type string ('x')|type number (5)|type bigint (5n)|type boolean (true)|an instance of Object|an instance of Array|type symbol (Symbol(q))|an instance of Foo|type string ('abcdefghijklmnopqrstuvwx...)"},
		{"node error", `try { setTimeout("x") } catch (e) { return json([String(e), e.name, e.code, e.message]) }`,
			`["TypeError [ERR_INVALID_ARG_TYPE]: The \"callback\" argument must be of type function. Received type string ('x')","TypeError","ERR_INVALID_ARG_TYPE","The \"callback\" argument must be of type function. Received type string ('x')"]`},
		{"object", `const id = setTimeout(() => {}, 10); return json([typeof id, id.constructor.name, Object.prototype.toString.call(id), +id, id + "", id.ref() === id, id.unref() === id, id.hasRef(), id.refresh() === id, id.close() === id])`,
			`["object","Timeout","[object Object]",1,"1",true,true,false,true,true]`},
		{"lengths", `return [setTimeout, clearTimeout, setInterval, clearInterval, queueMicrotask].map(f => f.length).join()`, "2,1,2,1,0"},
		{"clear what is none", `clearTimeout(); clearTimeout(null); clearTimeout({}); clearTimeout("a"); clearInterval(99999); clearTimeout(NaN); clearTimeout(Symbol()); return "fine"`, "fine"},
		{"arguments", `return new Promise(r => setTimeout(function (...a) { r(json([a, this === globalThis])) }, 1, 1, 2, 3))`, "[[1,2,3],true]"},
		{"order", `const o = []; setTimeout(() => o.push("t0"), 1); setImmediate(() => o.push("i")); setTimeout(() => o.push("t1"), 1); queueMicrotask(() => o.push("m")); await scheduler.wait(10); return o.join()`, "m,i,t0,t1"},
		{"microtask's receiver", `return new Promise(r => queueMicrotask(function () { r(this === globalThis) }))`, "true"},
		{"interval", `let n = 0; return new Promise(r => { const i = setInterval(() => { if (++n === 3) { clearInterval(i); r(n) } }, 1) })`, "3"},
		{"clear by number", `let x = "kept"; clearTimeout(+setTimeout(() => { x = "ran" }, 1)); await scheduler.wait(5); return x`, "kept"},
		{"refresh runs again", `let n = 0; return new Promise(r => { const t = setTimeout(() => { if (++n === 2) r(n); else t.refresh() }, 1) })`, "2"},
		{"odd delays", `return new Promise(r => setTimeout(() => setTimeout(() => r("ok"), "abc"), -5))`, "ok"},
		{"immediate", `const i = setImmediate(() => {}); clearImmediate(i); clearImmediate(null); return [i.constructor.name, String(i), i.hasRef(), caught(() => clearImmediate(3))].join("|")`,
			"Immediate|[object Immediate]|true|TypeError: Failed to execute 'clearImmediate' on 'ServiceWorkerGlobalScope': parameter 1 is not of type 'Immediate'."},
		{"immediate arguments", `return new Promise(r => setImmediate((...a) => r(a.join()), 1, 2))`, "1,2"},
		{"not functions", `return caught(() => setImmediate("x")) + caught(() => queueMicrotask(1))`,
			"TypeError: Failed to execute 'setImmediate' on 'ServiceWorkerGlobalScope': parameter 1 is not of type 'function'.TypeError: Failed to execute 'queueMicrotask' on 'ServiceWorkerGlobalScope': parameter 1 is not of type 'function'."},
		{"hidden classes", `return typeof Timeout + typeof Immediate + typeof Scheduler`, "undefinedundefinedundefined"},
	})
	runScripts(t, "2026-01-01", nil, []scriptCase{
		{"numbers", `const a = setTimeout(() => {}), b = setInterval(() => {}, 5); clearInterval(b); return json([a, b, setTimeout.length, typeof setImmediate])`, `[1,2,0,"undefined"]`},
		{"plain errors", `return caught(() => setTimeout("x")) + caught(() => clearTimeout(Symbol()))`, "TypeError: Failed to execute 'setTimeout' on 'ServiceWorkerGlobalScope': parameter 1 is not of type 'function'.TypeError: Cannot convert a Symbol value to a number"},
	})
}

func TestSchedulerWait(t *testing.T) {
	runScripts(t, "", nil, []scriptCase{
		{"waits", `return rejected(scheduler.wait(1))`, "fulfilled undefined"},
		{"no delay", `return rejected(scheduler.wait())`, "TypeError: Failed to execute 'wait' on 'Scheduler': parameter 1 is not of type 'number'."},
		{"abort", `const c = new AbortController(), p = scheduler.wait(1e6, { signal: c.signal }); c.abort(); return rejected(p)`, "AbortError: The operation was aborted"},
		{"aborted with a string", `return rejected(scheduler.wait(1e6, { signal: AbortSignal.abort("r") }))`, "Error: r"},
		{"bad signal", `return rejected(scheduler.wait(1, { signal: 1 }))`, "TypeError: Incorrect type for the 'signal' field on 'WaitOptions': the provided value is not of type 'AbortSignal'."},
		{"class", `return String(scheduler) + caught(() => new scheduler.constructor())`, "[object Scheduler]TypeError: Illegal constructor"},
	})
}
