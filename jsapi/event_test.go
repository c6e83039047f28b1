package jsapi

import (
	"strings"
	"testing"

	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime/isolate"
)

// helpers are what the scripts of these tests share.
const helpers = `const caught = f => { try { f() } catch (e) { return String(e) } return "nothing thrown" };
	const rejected = p => p.then(v => "fulfilled " + v, e => String(e));
	const json = v => JSON.stringify(v);
`

type scriptCase struct{ name, source, want string }

// runScripts evaluates the body of each case as an async function in a realm of its own.
func runScripts(t *testing.T, date string, flags []string, cases []scriptCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := newRealm(t, date, flags...).evalAsync(helpers + c.source); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.source, got, c.want)
			}
		})
	}
}

func TestDOMException(t *testing.T) {
	runScripts(t, "", nil, []scriptCase{
		{"name to code", `const e = new DOMException("m", "AbortError"); return json([e.name, e.message, e.code, String(e), e instanceof Error])`, `["AbortError","m",20,"AbortError: m",true]`},
		{"defaults", `const e = new DOMException(); return json([e.name, e.message, e.code])`, `["Error","",0]`},
		{"own properties", `return Object.keys(new DOMException("m")).join()`, "code,name,message,stack"},
		{"constants", `return DOMException.DATA_CLONE_ERR + DOMException.prototype.INDEX_SIZE_ERR`, "26"},
		{"tag", `return Object.prototype.toString.call(new DOMException())`, "[object DOMException]"},
		{"prototype", `return Object.getPrototypeOf(DOMException.prototype) === Error.prototype`, "true"},
		{"stack names the place", `function here() { return new DOMException("m", "X").stack } return here().split("\n").length > 1 && here().startsWith("X: m\n    at here (")`, "true"},
		{"constant no name has", `return new DOMException("", "").code`, "0"},
	})
}

func TestEvent(t *testing.T) {
	runScripts(t, "", nil, []scriptCase{
		{"members", `const e = new Event("x", { bubbles: true }); return json([e.type, e.bubbles, e.cancelable, e.composed, e.timeStamp, e.isTrusted, e.eventPhase, e.target, e.currentTarget, e.srcElement, e.returnValue, e.cancelBubble, e.composedPath()])`,
			`["x",true,false,false,0,false,0,null,null,null,true,false,[]]`},
		{"no type", `return caught(() => new Event())`, "TypeError: Failed to construct 'Event': constructor parameter 1 is not of type 'string'."},
		{"bad init", `return caught(() => new Event("x", 1)) + new Event("x", null).type`, "TypeError: Failed to construct 'Event': constructor parameter 2 is not of type 'Init'.x"},
		{"cancelBubble", `const a = new Event("x"), b = new Event("x"); a.stopPropagation(); b.stopImmediatePropagation(); return json([a.cancelBubble, b.cancelBubble])`, "[true,false]"},
		{"message", `const e = new MessageEvent("x", { data: 1, origin: 5, cancelable: true }); return json([e, e.cancelable, e instanceof Event])`, `[{"ports":[],"source":null,"lastEventId":"","origin":"5","data":1},true,true]`},
		{"message source", `return caught(() => new MessageEvent("x", { source: 7 }))`, "TypeError: Incorrect type for the 'source' field on 'Initializer': the provided value is not of type 'MessagePort'."},
		{"close", `return json(new CloseEvent("x", { code: 70000, wasClean: 1 }))`, `{"wasClean":true,"reason":"","code":70000}`},
		{"error", `const e = new ErrorEvent("x", { message: "m", lineno: 1.5, colno: -1, filename: 3 }); return json([e.message, e.filename, e.lineno, e.colno, String(e.error)])`, `["m","3",1,-1,"undefined"]`},
		{"custom", `return json([new CustomEvent("x").detail, new CustomEvent("x", { detail: { a: 1 } }).detail])`, `[null,{"a":1}]`},
		{"custom init", `return caught(() => new CustomEvent("x", 1))`, "TypeError: Failed to construct 'CustomEvent': constructor parameter 2 is not of type 'CustomEventInit'."},
		{"no constructor", `return [PromiseRejectionEvent, ExtendableEvent, FetchEvent, ScheduledEvent, TailEvent, TraceEvent].map(C => caught(() => new C("x"))).every(s => s === "TypeError: Illegal constructor")`, "true"},
		{"members of later classes", `return ["waitUntil" in FetchEvent.prototype, "respondWith" in FetchEvent.prototype, "noRetry" in ScheduledEvent.prototype].join()`, "true,true,true"},
	})
}

func TestEventTarget(t *testing.T) {
	runScripts(t, "", nil, []scriptCase{
		{"dispatch", `let r; const t = new EventTarget(); t.addEventListener("q", function (e) { r = [this === t, e.currentTarget === t, e.eventPhase, e.composedPath().length] }); const e = new Event("q"); return json([t.dispatchEvent(e), r, e.target === t, e.eventPhase, e.composedPath().length])`,
			"[true,[true,true,2,1],true,0,0]"},
		{"no type", `return caught(() => new EventTarget().addEventListener())`, "TypeError: Failed to execute 'addEventListener' on 'EventTarget': parameter 1 is not of type 'string'."},
		{"no listener", `return caught(() => new EventTarget().addEventListener("x", 1))`, "TypeError: Failed to execute 'addEventListener' on 'EventTarget': parameter 2 is not of type 'function or HandlerObject'."},
		{"null listener", `return String(new EventTarget().addEventListener("x", null))`, "undefined"},
		{"object without handleEvent", `return caught(() => new EventTarget().addEventListener("x", {}))`, "TypeError: Incorrect type for the 'handleEvent' field on 'HandlerObject': the provided value is not of type 'function'."},
		{"capture", `const t = new EventTarget(); return caught(() => t.addEventListener("x", () => {}, true)) + caught(() => t.removeEventListener("x", () => {}, { capture: true }))`,
			"TypeError: addEventListener(): useCapture must be false.TypeError: removeEventListener(): options.capture must be false."},
		{"bad signal", `return caught(() => new EventTarget().addEventListener("x", () => {}, { signal: 1 }))`, "TypeError: Incorrect type for the 'signal' field on 'AddEventListenerOptions': the provided value is not of type 'AbortSignal'."},
		{"bad event", `return caught(() => new EventTarget().dispatchEvent({}))`, "TypeError: Failed to execute 'dispatchEvent' on 'EventTarget': parameter 1 is not of type 'Event'."},
		{"remove nothing", `return caught(() => new EventTarget().removeEventListener("x"))`, "TypeError: Failed to execute 'removeEventListener' on 'EventTarget': parameter 2 is not of type 'Object'."},
		{"prevent", `const t = new EventTarget(); t.addEventListener("c", e => e.preventDefault()); const a = new Event("c", { cancelable: true }), b = new Event("c"); return json([t.dispatchEvent(a), a.defaultPrevented, a.returnValue, t.dispatchEvent(b)])`, "[false,true,false,true]"},
		{"passive", `const t = new EventTarget(); t.addEventListener("c", e => e.preventDefault(), { passive: true }); return t.dispatchEvent(new Event("c", { cancelable: true }))`, "true"},
		{"dispatched already", `let r; const t = new EventTarget(); t.addEventListener("r", e => { r = caught(() => t.dispatchEvent(e)) }); t.dispatchEvent(new Event("r")); return r`, "InvalidStateError: The event is already being dispatched."},
		{"stopped before", `let n = 0; const t = new EventTarget(); t.addEventListener("r", () => n++); const a = new Event("r"), b = new Event("r"); a.stopPropagation(); b.stopImmediatePropagation(); t.dispatchEvent(a); t.dispatchEvent(b); return n`, "1"},
		{"property", `const l = []; const t = new EventTarget(); t.addEventListener("foo", () => l.push("l")); t.onfoo = function () { l.push("on", this === globalThis) }; t.dispatchEvent(new Event("foo")); return l.join()`, "on,true,l"},
		{"property is no function", `const t = new EventTarget(); t.onfoo = { handleEvent() { throw 1 } }; return t.dispatchEvent(new Event("foo"))`, "true"},
		{"handleEvent", `const l = [], t = new EventTarget(), h = { handleEvent(e) { l.push(this === h, e.type) } }; t.addEventListener("foo", h); t.addEventListener("foo", h); t.dispatchEvent(new Event("foo")); t.removeEventListener("foo", h); t.dispatchEvent(new Event("foo")); return l.join()`, "true,foo"},
		{"once", `let n = 0; const t = new EventTarget(); t.addEventListener("a", () => n++, { once: true }); t.dispatchEvent(new Event("a")); t.dispatchEvent(new Event("a")); return n`, "1"},
		{"same twice", `let n = 0; const f = () => n++, t = new EventTarget(); t.addEventListener("a", f); t.addEventListener("a", f, { once: true }); t.dispatchEvent(new Event("a")); t.dispatchEvent(new Event("a")); return n`, "2"},
		{"stop", `const l = [], t = new EventTarget(); t.addEventListener("a", e => { l.push(1); e.stopImmediatePropagation() }); t.addEventListener("a", () => l.push(2)); t.dispatchEvent(new Event("a")); return l.join()`, "1"},
		{"add during", `const l = [], t = new EventTarget(); t.addEventListener("a", () => { l.push(1); t.addEventListener("a", () => l.push(2)) }); t.dispatchEvent(new Event("a")); return l.join()`, "1"},
		{"remove during", `const l = [], t = new EventTarget(), f = () => l.push(2); t.addEventListener("a", () => { l.push(1); t.removeEventListener("a", f) }); t.addEventListener("a", f); t.dispatchEvent(new Event("a")); return l.join()`, "1"},
		{"signal", `let n = 0; const t = new EventTarget(), c = new AbortController(); t.addEventListener("a", () => n++, { signal: c.signal }); t.dispatchEvent(new Event("a")); c.abort(); t.dispatchEvent(new Event("a")); t.addEventListener("a", () => n++, { signal: c.signal }); t.dispatchEvent(new Event("a")); return n`, "1"},
		{"subclass", `class T extends EventTarget { #n = 0; constructor() { super(); this.addEventListener("a", () => this.#n++) } get n() { return this.#n } } const t = new T(); t.dispatchEvent(new Event("a")); return t.n`, "1"},
		{"wrong receiver", `const f = EventTarget.prototype.addEventListener; return caught(() => f("x", () => {})).slice(0, 30)`, "TypeError: Illegal invocation:"},
	})
	runScripts(t, "2024-01-01", nil, []scriptCase{
		{"old this", `let r; const t = new EventTarget(), h = { handleEvent() { r.push(this === h) } }; t.addEventListener("q", function () { r = [this === t, this === globalThis] }); t.addEventListener("q", h); t.dispatchEvent(new Event("q")); return r.join()`, "false,true,true"},
		{"old exceptions", `const l = [], t = new EventTarget(); t.addEventListener("a", () => { l.push(1); throw new Error("boom") }); t.addEventListener("a", () => l.push(2)); return caught(() => t.dispatchEvent(new Event("a"))) + l`, "Error: boom1"},
		{"old abort", `const c = new AbortController(); c.signal.addEventListener("abort", () => { throw new Error("x") }); return caught(() => c.abort()) + c.signal.aborted`, "Error: xtrue"},
	})
}

// expectUncaught runs source and answers what was reported, one line each.
func expectUncaught(t *testing.T, source string) (result string, reported []string) {
	t.Helper()
	tr := newRealm(t, "")
	tr.uncaught = func(u observe.Uncaught) {
		first, _, _ := strings.Cut(u.Stack, "\n")
		if u.Rejection {
			first = "rejection " + first
		}
		reported = append(reported, first)
	}
	result = tr.evalAsync(helpers + source)
	tr.turn(func() {}) // what the script caused has been reported by now
	return result, reported
}

func TestReport(t *testing.T) {
	for _, c := range []struct{ name, source, want, reported string }{
		{"listeners go on", `const l = [], t = new EventTarget(); t.ona = () => { l.push(0); throw new Error("on") }; t.addEventListener("a", () => { l.push(1); throw new Error("boom") }); t.addEventListener("a", () => l.push(2)); return t.dispatchEvent(new Event("a")) + " " + l`,
			"true 0,1,2", "Error: on|Error: boom"},
		{"error event", `let r; addEventListener("error", e => { r = [e.type, e.message, String(e.error), e.cancelable, e.isTrusted, e.lineno > 0] }); reportError(new Error("rep")); return json(r)`,
			`["error","Uncaught Error: rep","Error: rep",false,true,true]`, "Error: rep"},
		{"any value", `let r; addEventListener("error", e => { r = e.message }); reportError("str"); return r`, "Uncaught str", "str"},
		{"listener of errors throws", `addEventListener("error", () => { throw new Error("inner") }); reportError("outer")`, "undefined", "Error: inner|outer"},
		{"no argument", `return caught(() => reportError())`, "TypeError: Failed to execute 'reportError' on 'ServiceWorkerGlobalScope': parameter 1 is not of type 'Value'.", ""},
		{"microtask", `let r; addEventListener("error", e => { r = e.message }); queueMicrotask(() => { throw new TypeError("tt") }); await scheduler.wait(1); return r`, "Uncaught TypeError: tt", "TypeError: tt"},
		{"timer has no event", `let r = "none"; addEventListener("error", e => { r = e.message }); setTimeout(() => { throw new TypeError("tt") }); await scheduler.wait(5); return r`, "none", "TypeError: tt"},
		{"abort", `const c = new AbortController(); const l = []; c.signal.addEventListener("abort", () => { throw new Error("x") }); c.signal.addEventListener("abort", () => l.push(1)); c.abort(); return l.join()`, "1", "Error: x"},
		{"rejection", `Promise.reject(new Error("lost")); await scheduler.wait(1)`, "undefined", "rejection Error: lost"},
		{"rejection listened for", `const l = []; addEventListener("unhandledrejection", e => l.push(e.reason, e.cancelable, e instanceof PromiseRejectionEvent, Object.keys(e).join("+")));
			addEventListener("rejectionhandled", e => l.push(e.type, typeof e.reason)); const p = Promise.reject("rr"); await scheduler.wait(1); p.catch(() => {}); await scheduler.wait(1); return l.join()`,
			"rr,false,true,reason+promise,rejectionhandled,undefined", ""},
		{"rejection handled in time", `const l = []; addEventListener("unhandledrejection", () => l.push(1)); const p = Promise.reject(1); await null; p.catch(() => {}); await scheduler.wait(1); return l.length`, "0", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, reported := expectUncaught(t, c.source)
			if all := strings.Join(reported, "|"); got != c.want || all != c.reported {
				t.Errorf("%s\n got %s, reported %s\nwant %s, reported %s", c.source, got, all, c.want, c.reported)
			}
		})
	}
}

func TestGlobalScope(t *testing.T) {
	runScripts(t, "", nil, []scriptCase{
		{"chain", `return json([globalThis instanceof ServiceWorkerGlobalScope, self instanceof EventTarget, self === globalThis])`, "[true,true,true]"},
		{"tag", `return Object.prototype.toString.call(globalThis)`, "[object ServiceWorkerGlobalScope]"},
		{"constructor", `ServiceWorkerGlobalScope; return globalThis.constructor.name`, "ServiceWorkerGlobalScope"},
		{"no constructors", `return caught(() => new ServiceWorkerGlobalScope()) + caught(() => new WorkerGlobalScope())`, "TypeError: Illegal constructorTypeError: Illegal constructor"},
		{"events", `let r; globalThis.addEventListener("zq", function (e) { r = [this === globalThis, e.target === globalThis] }); dispatchEvent(new Event("zq")); return r.join()`, "true,true"},
		{"method of the class", `let n = 0; const f = () => n++; EventTarget.prototype.addEventListener.call(globalThis, "z", f); dispatchEvent(new Event("z")); removeEventListener("z", f); dispatchEvent(new Event("z")); return n`, "1"},
		{"missing argument", `return caught(() => addEventListener())`, "TypeError: Failed to execute 'addEventListener' on 'EventTarget': parameter 1 is not of type 'string'."},
		{"no importScripts", `return typeof importScripts`, "undefined"},
	})
	runScripts(t, "2021-11-08", nil, []scriptCase{
		{"accessors of instances", `return [Object.keys(new AbortController()), Object.keys(new CustomEvent("x")).includes("type"), Object.keys(new CustomEvent("x")).includes("detail"), "onabort" in AbortSignal.prototype, "aborted" in AbortSignal.prototype].join()`, "signal,true,false,true,false"},
	})
	runScripts(t, "2024-01-01", nil, []scriptCase{
		{"old importScripts", `return caught(() => importScripts("x"))`, "Error: Failed to execute 'importScripts' on 'WorkerGlobalScope': the method is not implemented."},
		{"old tag", `return Object.prototype.toString.call(globalThis)`, "[object Object]"},
		{"old names", `return [typeof MessageChannel, typeof Performance, typeof setImmediate, typeof performance.mark, typeof performance.now].join()`, "undefined,undefined,undefined,undefined,function"},
	})
}

func TestGlobalScopeForbidsTimers(t *testing.T) {
	const refused = "threw Error: Disallowed operation called within global scope. Asynchronous I/O (ex: fetch() or connect()), setting a timeout, " +
		"and generating random values are not allowed within global scope. To fix this error, perform this operation within a handler. " +
		"https://developers.cloudflare.com/workers/runtime-apis/handlers/"
	tr := newRealm(t, "")
	tr.turn(func() { tr.ctx = tr.iso.NewContext(isolate.Context{Global: true}) })
	for _, source := range []string{"setTimeout(() => {}, 1)", "setInterval(() => {})", "setImmediate(() => {})", "AbortSignal.timeout(1)", "clearTimeout(1)"} {
		if got := tr.eval(source); got != refused {
			t.Errorf("%s\n got %s\nwant %s", source, got, refused)
		}
	}
	for source, want := range map[string]string{"performance.now()": "0", "new AbortController().abort()": "undefined", "queueMicrotask(() => {})": "undefined", "structuredClone(1)": "1"} {
		if got := tr.eval(source); got != want {
			t.Errorf("%s\n got %s\nwant %s", source, got, want)
		}
	}
}
