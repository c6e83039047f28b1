package node

import "testing"

func TestAsyncHooks(t *testing.T) {
	const prelude = `const { AsyncLocalStorage, AsyncResource } = m; const a = new AsyncLocalStorage(); const threw = (f) => { try { f() } catch (e) { return e.name + ": " + e.message } }; `
	cases := []runCase{
		{"none", `return String(a.getStore()) + a`, "undefined[object AsyncLocalStorage]"},
		{"run", `return a.run(1, (x) => [a.getStore(), x].join(), 5)`, "1,5"},
		{"nested", `return a.run(1, () => a.run(2, () => a.getStore()) + "," + a.getStore()) + a.getStore()`, "2,1undefined"},
		{"two storages", `const b = new AsyncLocalStorage(); return a.run(1, () => b.run(2, () => [a.getStore(), b.getStore()].join()))`, "1,2"},
		{"awaits", `return a.run(1, async () => { await null; const x = a.getStore(); await new Promise((r) => setTimeout(r, 1)); return [x, a.getStore()].join() })`, "1,1"},
		{"timers", `return a.run(3, () => new Promise((r) => setTimeout(() => r(a.getStore()), 1)))`, "3"},
		{"microtasks", `return a.run(1, () => new Promise((r) => queueMicrotask(() => r(a.getStore()))))`, "1"},
		{"reactions keep where they were made", `let r; const p = new Promise((x) => (r = x)); const q = a.run(1, () => p.then(() => a.getStore())); a.run(2, () => r()); return q`, "1"},
		{"listeners do not", `const e = new EventTarget(); let got; a.run(1, () => e.addEventListener("x", () => { got = a.getStore() })); a.run(2, () => e.dispatchEvent(new Event("x"))); return got`, "2"},
		{"exit", `return a.run(1, () => a.exit((x) => String(a.getStore()) + x, 2))`, "undefined2"},
		{"bind", `const f = a.run(1, () => AsyncLocalStorage.bind((x) => [x, a.getStore()].join())); return a.run(2, () => f(8))`, "8,1"},
		{"snapshot", `const f = a.run(1, () => AsyncLocalStorage.snapshot()); return a.run(2, () => f((x) => [x, a.getStore()].join(), 7))`, "7,1"},
		{"default", `const b = new AsyncLocalStorage({ defaultValue: 7, name: "n" }); return [b.getStore(), b.run(undefined, () => b.getStore()), b.name].join()`, "7,,n"},
		{"what throws passes", `return threw(() => a.run(1, () => { throw new RangeError("no") })) + a.getStore()`, "RangeError: noundefined"},
		{"no function", `return threw(() => a.run(1, 5))`, "TypeError: Failed to execute 'run' on 'AsyncLocalStorage': parameter 2 is not of type 'function'."},
		{"what the platform lacks", `return threw(() => a.enterWith(4)) + threw(() => a.disable())`, "Error: asyncLocalStorage.enterWith() is not implementedError: asyncLocalStorage.disable() is not implemented"},
		{"resources", `const r = a.run(1, () => new AsyncResource("x")); return a.run(2, () => r.runInAsyncScope((x) => [a.getStore(), x].join(), null, 5))`, "1,5"},
	}
	for i := range cases {
		cases[i].body = prelude + cases[i].body
	}
	runCases(t, "node:async_hooks", cases)
}
