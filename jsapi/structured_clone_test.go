package jsapi

import "testing"

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
