package jsapi

import "testing"

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
