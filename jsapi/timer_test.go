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

func TestMessageChannel(t *testing.T) {
	const channel = `const { port1, port2 } = new MessageChannel(), l = [];`
	runScripts(t, "", nil, []scriptCase{
		{"delivers clones", channel + `port2.onmessage = e => l.push(e.data, e.isTrusted, e.origin, e.constructor.name); const m = { a: 1 }; port1.postMessage(m); m.a = 2; l.push("sync"); await 0; await 0; return json(l)`, `["sync",{"a":1},true,null,"MessageEvent"]`},
		{"in a microtask", channel + `port2.onmessage = () => l.push("m"); port1.postMessage(1); await Promise.resolve().then(() => l.push("p")); return l.join()`, "m,p"},
		{"waits for a handler", channel + `port1.postMessage(1); await scheduler.wait(1); port2.onmessage = e => l.push(e.data); l.push("y"); await scheduler.wait(1); return l.join()`, "y,1"},
		{"listening starts", channel + `port1.postMessage(1); await 0; port2.addEventListener("message", e => l.push(e.data)); await scheduler.wait(1); return l.join()`, "1"},
		{"started without a listener", channel + `port2.start(); port1.postMessage(1); await scheduler.wait(1); port2.onmessage = e => l.push(e.data); port1.postMessage(2); await scheduler.wait(1); return l.join()`, "2"},
		{"handler removed", channel + `port2.onmessage = () => {}; port2.onmessage = null; port1.postMessage(1); await scheduler.wait(1); port2.onmessage = e => l.push(e.data); await scheduler.wait(1); return l.join()`, "1"},
		{"close", channel + `port2.onmessage = e => l.push(e.data); port2.addEventListener("close", () => l.push("2")); port1.addEventListener("close", () => l.push("1")); port1.postMessage("m"); port1.close(); port1.postMessage("late"); await scheduler.wait(1); return l.join()`, "2,1,m"},
		{"throwing", channel + `port2.onmessage = e => { l.push(e.data); throw 1 }; port2.addEventListener("messageerror", () => l.push("me")); port1.postMessage("a"); port1.postMessage("b"); await scheduler.wait(1); return l.join()`, "a,me,b,me"},
		{"transfer", channel + `const b = new ArrayBuffer(1); return caught(() => port1.postMessage(b, [b])) + caught(() => port1.postMessage(b, { transfer: [b] }))`, "Error: Transfer list is not supportedError: Transfer list is not supported"},
		{"uncloneable", channel + `return caught(() => port1.postMessage(() => 1)) + caught(() => port1.postMessage(port2))`, `DataCloneError: () => 1 could not be cloned.DataCloneError: Could not serialize object of type "MessagePort". This type does not support serialization.`},
		{"no constructor", `return caught(() => new MessagePort())`, "TypeError: Illegal constructor"},
	})
}

func TestStructuredClone(t *testing.T) {
	runScripts(t, "", nil, []scriptCase{
		{"values", `const m = new Map([[1, { a: [1, , 3] }]]); m.set("self", m); const c = structuredClone(m); return c.get("self") === c && json(c.get(1)) + (c !== m)`, `{"a":[1,null,3]}true`},
		{"DOMException", `const e = new DOMException("a", "AbortError"), d = structuredClone(e); return json([d instanceof DOMException, d !== e, d.name, d.message, d.code, d.stack === e.stack])`, `[true,true,"AbortError","a",20,true]`},
		{"function", `try { structuredClone(()=>1) } catch (e) { return json([e instanceof DOMException, String(e), e.code]) }`, `[true,"DataCloneError: ()=>1 could not be cloned.",25]`},
		{"no argument", `return caught(() => structuredClone())`, "TypeError: Failed to execute 'structuredClone' on 'ServiceWorkerGlobalScope': parameter 1 is not of type 'Value'."},
		{"options", `return caught(() => structuredClone(1, 5)) + caught(() => structuredClone(1, { transfer: 5 }))`,
			"TypeError: Failed to execute 'structuredClone' on 'ServiceWorkerGlobalScope': parameter 2 is not of type 'StructuredCloneOptions'.TypeError: Incorrect type for the 'transfer' field on 'StructuredCloneOptions': the provided value is not of type 'Array'."},
		{"transfer", `const b = new ArrayBuffer(3), c = structuredClone(b, { transfer: [b] }); return b.byteLength + "," + c.byteLength + caught(() => structuredClone(1, { transfer: [{}] }))`, "0,3TypeError: Object is not transferable"},
		{"platform objects", `return [new Event("x"), new AbortController().signal, new EventTarget(), new (class Foo extends EventTarget {})(), performance].map(v => caught(() => structuredClone(v)).replace(" This type does not support serialization.", "")).join("|")`,
			`DataCloneError: Could not serialize object of type "Event".|DataCloneError: AbortSignal serialization is not enabled.|DataCloneError: Could not serialize object of type "EventTarget".|DataCloneError: Could not serialize object of type "Foo".|DataCloneError: Could not serialize object of type "Performance".`},
		{"getter throws", `return caught(() => structuredClone({ get a() { throw new RangeError("g") } }))`, "RangeError: g"},
		{"custom error", `class A extends Error { name = "A" } const e = new A("m", { cause: 3 }); e.x = 1; const d = structuredClone(e); return json([d.name, d.message, d.cause, d.x])`, `["A","m",3,1]`},
	})
}

func TestPerformance(t *testing.T) {
	runScripts(t, "", nil, []scriptCase{
		{"clock", `return json([performance.timeOrigin, Math.abs(performance.now() - Date.now()) < 1000, performance.toJSON(), String(performance)])`, `[0,true,{"timeOrigin":0},"[object Performance]"]`},
		{"mark", `const m = performance.mark("a", { detail: { x: 1 }, startTime: 5 }); return json([m, m instanceof PerformanceMark, m instanceof PerformanceEntry, performance.mark("b").detail])`, `[{"name":"a","entryType":"mark","startTime":5,"duration":0,"detail":{"x":1}},true,true,null]`},
		{"mark arguments", `return caught(() => performance.mark()) + caught(() => performance.mark("a", { detail: 1 }))`, "TypeError: Failed to execute 'mark' on 'Performance': parameter 1 is not of type 'string'.TypeError: Incorrect type for the 'detail' field on 'Options': the provided value is not of type 'Object'."},
		{"constructed mark", `return json([new PerformanceMark("x", { startTime: 3 }), performance.getEntries().length]) + caught(() => new PerformanceMeasure())`, `[{"name":"x","entryType":"mark","startTime":3,"duration":0},0]TypeError: Illegal constructor`},
		{"measure", `performance.mark("s", { startTime: 10 }); performance.mark("e", { startTime: 30 }); const m = performance.measure("m", "s", "e"); return json([m, m.detail, performance.measure("n", { start: 1, end: 50, duration: 7 }).duration, performance.measure("o", { end: 50, duration: 7 }).duration])`,
			`[{"name":"m","entryType":"measure","startTime":10,"duration":20},null,49,50]`},
		{"measure of missing marks", `const m = performance.measure("m", "nope", "nada"); return json([m.startTime, m.duration > 1e12])`, "[0,true]"},
		{"entries", `performance.mark("a"); performance.mark("b"); performance.measure("a"); const n = (...f) => performance.getEntriesByName(...f).length; const before = [performance.getEntries().length, n("a"), n("a", "mark"), performance.getEntriesByType("mark").length]; performance.clearMarks("a"); const names = performance.getEntries().map(e => e.name); performance.clearMarks(); performance.clearMeasures(); return json([before, names, performance.getEntries()])`, `[[3,2,1,2],["b","a"],[]]`},
		{"node's", `return json([performance.eventLoopUtilization(), performance.nodeTiming.name, performance.timerify(caught) === caught, String(performance.eventCounts), performance.eventCounts.size, [...performance.eventCounts]])`, `[{"idle":0,"active":0,"utilization":0},"node",true,"[object EventCounts]",0,[]]`},
		{"observer", `const o = new PerformanceObserver(() => { throw 1 }); o.observe({ type: "mark" }); performance.mark("x"); await scheduler.wait(1); return json([o.takeRecords(), PerformanceObserver.supportedEntryTypes, caught(() => new PerformanceObserver())])`,
			`[[],["measure","mark"],"TypeError: Failed to construct 'PerformanceObserver': constructor parameter 1 is not of type 'Value'."]`},
		{"illegal", `return [Performance, PerformanceEntry, PerformanceResourceTiming, PerformanceObserverEntryList].map(C => caught(() => new C())).every(s => s === "TypeError: Illegal constructor")`, "true"},
	})
}

func TestWebSocketRequestResponsePair(t *testing.T) {
	runScripts(t, "", nil, []scriptCase{
		{"members", `const p = new WebSocketRequestResponsePair("a", 5); return json([p.request, p.response])`, `["a","5"]`},
		{"missing", `return caught(() => new WebSocketRequestResponsePair("a"))`, "TypeError: Failed to construct 'WebSocketRequestResponsePair': constructor parameter 2 is not of type 'string'."},
	})
}
