package jsapi

import "testing"

func TestCloneFetchClasses(t *testing.T) {
	runScripts(t, "", nil, []scriptCase{
		{"headers", `const h = structuredClone(new Headers([["A", "b"], ["a", "c"], ["set-cookie", "x"], ["set-cookie", "y"]])); h.set("q", "1"); return json([h instanceof Headers, ...h])`,
			`[true,["a","b, c"],["q","1"],["set-cookie","x"],["set-cookie","y"]]`},
		{"immutable headers", `const h = structuredClone(Response.redirect("http://h/").headers); return h.get("location") + caught(() => h.set("q", "1"))`,
			"http://h/TypeError: Can't modify immutable headers."},
		{"shared headers", `const h = new Headers({ a: "b" }), [x, y] = structuredClone([h, h]); return json([x === y, x !== h, [...y]])`, `[true,true,[["a","b"]]]`},
		{"subclass and own properties", `const h = structuredClone(Object.assign(new (class Sub extends Headers {})({ a: "1" }), { x: 1 })); return json([h.constructor.name, h.x, [...h]])`,
			`["Headers",null,[["a","1"]]]`},
		{"request", `const q = structuredClone(new Request("http://h/p?q#f", { method: "PUT", headers: { a: "b" }, redirect: "manual", cache: "no-store", cf: { x: [1, { y: 2 }] } }));
			return json([q instanceof Request, q.url, q.method, q.redirect, q.cache, [...q.headers], q.cf, q.body, q.signal.aborted, q.fetcher])`,
			`[true,"http://h/p?q#f","PUT","manual","no-store",[["a","b"]],{"x":[1,{"y":2}]},null,false,null]`},
		{"plain request", `const q = structuredClone(new Request("http://h/")); return json([q.method, q.redirect, typeof q.cache, typeof q.cf])`, `["GET","follow","undefined","undefined"]`},
		{"request with a body", `return caught(() => structuredClone(new Request("http://h/", { method: "POST", body: "x" })))`,
			"DataCloneError: ReadableStream can only be serialized for RPC."},
		{"request with a signal", `return caught(() => structuredClone(new Request("http://h/", { signal: new AbortController().signal })))`,
			"DataCloneError: AbortSignal serialization is not enabled."},
		{"response", `const s = structuredClone(new Response(null, { status: 404, statusText: "Nope", headers: { a: "b" }, cf: { x: 1 } }));
			return json([s instanceof Response, s.status, s.statusText, s.ok, s.url, s.redirected, s.type, [...s.headers], s.cf, s.body, s.webSocket])`,
			`[true,404,"Nope",false,"",false,"default",[["a","b"]],{"x":1},null,null]`},
		{"error response", `const s = structuredClone(Response.error()); return s.type + s.status`, "error0"},
		{"response with a body", `return [new Response("x"), new Response(""), Response.json({})].map(v => caught(() => structuredClone(v))).join()`,
			"DataCloneError: ReadableStream can only be serialized for RPC.,DataCloneError: ReadableStream can only be serialized for RPC.,DataCloneError: ReadableStream can only be serialized for RPC."},
		{"response with a socket", `return caught(() => structuredClone(new Response(null, { status: 101, webSocket: new WebSocketPair()[0] })))`,
			`DataCloneError: Could not serialize object of type "WebSocket". This type does not support serialization.`},
		{"blob", `const b = structuredClone(new Blob(["h", "i"], { type: "a/b" })); return b.constructor.name + b.type + b.size + await b.text()`, "Bloba/b2hi"},
		{"file", `return caught(() => structuredClone(new File(["hi"], "n")))`, `DataCloneError: Could not serialize object of type "File". This type does not support serialization.`},
		{"streams", `return [new ReadableStream(), new WritableStream(), new TransformStream(), { a: new Response("x").body }].map(v => caught(() => structuredClone(v)).replace(" This type does not support serialization.", "")).join()`,
			`DataCloneError: ReadableStream can only be serialized for RPC.,DataCloneError: WritableStream can only be serialized for RPC.,DataCloneError: Could not serialize object of type "TransformStream".,DataCloneError: ReadableStream can only be serialized for RPC.`},
	})
}
