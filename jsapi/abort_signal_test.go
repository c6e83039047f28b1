package jsapi

import "testing"

func TestAbort(t *testing.T) {
	runScripts(t, "", nil, []scriptCase{
		{"illegal", `return caught(() => new AbortSignal())`, "TypeError: Illegal constructor"},
		{"abort", `const c = new AbortController(), l = []; c.signal.onabort = function (e) { l.push("on", e.type, this === globalThis, e.isTrusted, e.target === c.signal, e.cancelable) }; c.signal.addEventListener("abort", () => l.push("l")); c.abort(); c.abort("again"); return json([l, String(c.signal.reason), c.signal.reason.code, c.signal.aborted])`,
			`[["on","abort",true,true,true,false,"l"],"AbortError: The operation was aborted",20,true]`},
		{"reasons", `const a = new AbortController(), b = new AbortController(); a.abort(null); b.abort(undefined); return json([a.signal.reason, b.signal.reason.name, String(new AbortController().signal.reason)])`, `[null,"AbortError","undefined"]`},
		{"onabort", `const s = new AbortController().signal, r = [String(s.onabort)]; s.onabort = 5; r.push(String(s.onabort)); s.onabort = {}; r.push(String(s.onabort)); s.onabort = () => {}; r.push(typeof s.onabort); s.onabort = null; r.push(String(s.onabort)); return r.join()`, "null,null,[object Object],function,null"},
		{"onabort in turn", `const l = [], c = new AbortController(); c.signal.addEventListener("abort", () => l.push("l")); c.signal.onabort = () => l.push("x"); c.signal.onabort = () => l.push("on"); c.abort(); return l.join()`, "l,on"},
		{"static abort", `const s = AbortSignal.abort(); return json([s.aborted, String(s.reason), AbortSignal.abort("x").reason])`, `[true,"AbortError: The operation was aborted","x"]`},
		{"throwIfAborted", `new AbortController().signal.throwIfAborted(); return caught(() => AbortSignal.abort("x").throwIfAborted())`, "x"},
		{"any arguments", `return [caught(() => AbortSignal.any()), caught(() => AbortSignal.any([1])), caught(() => AbortSignal.any(new Set()))].join("|")`,
			"TypeError: Failed to execute 'any' on 'AbortSignal': parameter 1 is not of type 'Array'.|TypeError: Incorrect type for array element 0: the provided value is not of type 'AbortSignal'.|TypeError: Failed to execute 'any' on 'AbortSignal': parameter 1 is not of type 'Array'."},
		{"any", `const a = new AbortController(), b = new AbortController(), s = AbortSignal.any([a.signal, b.signal]), l = []; s.addEventListener("abort", () => l.push("any")); b.signal.addEventListener("abort", () => l.push("b")); b.abort("bb"); a.abort(); return s.reason + l`, "bbb,any"},
		{"any of any", `const a = new AbortController(), s = AbortSignal.any([a.signal]), s2 = AbortSignal.any([s, s]), l = []; s2.onabort = () => l.push("s2"); s.onabort = () => l.push("s"); a.signal.onabort = () => l.push("a"); a.abort(); return l.join() + s2.aborted`, "a,s,s2true"},
		{"any of aborted", `return AbortSignal.any([new AbortController().signal, AbortSignal.abort("q")]).reason`, "q"},
		{"timeout", `return new Promise(r => { const s = AbortSignal.timeout(1); s.onabort = () => r(json([String(s.reason), s.reason.code])) })`, `["TimeoutError: The operation was aborted due to timeout",23]`},
		{"timeout arguments", `return [caught(() => AbortSignal.timeout()), String(AbortSignal.timeout(1e300)), String(AbortSignal.timeout(-1))].join("|")`,
			"TypeError: Failed to execute 'timeout' on 'AbortSignal': parameter 1 is not of type 'number'.|[object AbortSignal]|[object AbortSignal]"},
	})
}
