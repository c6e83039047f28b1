package jsapi

import (
	"strings"
	"testing"
)

// socketLog is script that collects what happens on sockets. Each timer of its pause comes after what was on
// its way when it was set.
const socketLog = `
const out = [];
const seen = (name, ws) => {
	ws.addEventListener("open", () => out.push(name + " open " + ws.readyState));
	ws.addEventListener("message", e => out.push(name + " " + (typeof e.data === "string" ? e.data : Object.prototype.toString.call(e.data))));
	ws.addEventListener("close", e => out.push([name, "close", ws.readyState, e.code, e.reason, e.wasClean].join(" ")));
	ws.addEventListener("error", e => out.push([name, "error", ws.readyState, e.message, e.error].join(" ")));
	return ws;
};
const pause = async () => { for (let n = 0; n < 12; n++) await new Promise(done => setTimeout(done)); };
const both = () => { const [a, b] = new WebSocketPair(); a.accept(); b.accept(); return [seen("a", a), seen("b", b)]; };
`

func TestWebSocketErrors(t *testing.T) {
	for _, c := range []struct{ name, date, source, want string }{
		{"send before accept", "", `new WebSocketPair()[0].send("x")`,
			"threw TypeError: You must call one of accept() or state.acceptWebSocket() on this WebSocket before sending messages."},
		{"close before accept", "", `new WebSocketPair()[0].close()`,
			"threw TypeError: You must call one of accept() or state.acceptWebSocket() on this WebSocket before sending messages."},
		{"bad code before accept", "", `new WebSocketPair()[0].close(5)`, "threw InvalidAccessError: Invalid WebSocket close code: 5."},
		{"send nothing", "", `const p = new WebSocketPair()[0]; p.accept(); p.send()`,
			"threw TypeError: Failed to execute 'send' on 'WebSocket': parameter 1 is not of type 'ArrayBuffer or ArrayBufferView or string'."},
		{"send symbol", "", `const p = new WebSocketPair()[0]; p.accept(); p.send(Symbol())`, "threw TypeError: Cannot convert a Symbol value to a string"},
		{"send after close", "", `const p = new WebSocketPair()[0]; p.accept(); p.close(); p.send("x")`,
			"threw TypeError: Can't call WebSocket send() after close()."},
		{"close twice", "", `const p = new WebSocketPair()[0]; p.accept(); p.close(); p.close(1000); p.readyState`, "2"},
		{"accept twice", "", `const p = new WebSocketPair()[0]; p.accept(); p.accept()`, "undefined"},
		{"accept null", "", `new WebSocketPair()[0].accept(null)`, "undefined"},
		{"accept 5", "", `new WebSocketPair()[0].accept(5)`, "threw TypeError: Failed to execute 'accept' on 'WebSocket': parameter 1 is not of type 'AcceptOptions'."},
		{"reason without code", "", `const p = new WebSocketPair()[0]; p.accept(); p.close(undefined, "x")`,
			"threw InvalidAccessError: If you specify a WebSocket close reason, you must also specify a code."},
		{"long reason", "", `const p = new WebSocketPair()[0]; p.accept(); p.close(1000, "é".repeat(62))`,
			"threw SyntaxError: WebSocket close reason must not be longer than 123 bytes when UTF-8 encoded."},
		{"long reason of old", "2026-03-02", `const p = new WebSocketPair()[0]; p.accept(); p.close(1000, "é".repeat(62))`, "undefined"},
		{"reason that fits", "", `const p = new WebSocketPair()[0]; p.accept(); p.close(1000, "x".repeat(123)); p.readyState`, "2"},
		{"code out of range", "", `const p = new WebSocketPair()[0]; p.accept(); p.close(2 ** 32 + 1000)`,
			"threw TypeError: Value out of range. Must be between -2147483648 and 2147483647 (inclusive)."},
		{"pair without new", "", `WebSocketPair()`,
			"threw TypeError: Failed to construct 'WebSocketPair': Please use the 'new' operator, this object constructor cannot be called as a function."},
		{"attachment missing", "", `new WebSocketPair()[0].serializeAttachment()`,
			"threw TypeError: Failed to execute 'serializeAttachment' on 'WebSocket': parameter 1 is not of type 'Value'."},
		{"attachment too large", "", `new WebSocketPair()[0].serializeAttachment("x".repeat(16384))`,
			"threw Error: A WebSocket 'attachment' cannot be larger than 16384 bytes.'attachment' was 16390 bytes."},
		{"attachment function", "", `new WebSocketPair()[0].serializeAttachment(() => 1)`, "threw DataCloneError: () => 1 could not be cloned."},
		{"attachment copies", "", `const p = new WebSocketPair()[0], v = {a: 1}; p.serializeAttachment(v); v.a = 2;
			p.deserializeAttachment().a + "" + (p.deserializeAttachment() === p.deserializeAttachment())`, "1false"},
		{"attachment none", "", `new WebSocketPair()[0].deserializeAttachment()`, "null"},
		{"url missing", "", `new WebSocket()`, "threw TypeError: Failed to construct 'WebSocket': constructor parameter 1 is not of type 'string'."},
		{"url invalid", "", `new WebSocket("nope")`, "threw SyntaxError: WebSocket Constructor: The url is invalid."},
		{"url scheme", "", `new WebSocket("http://x/")`, "threw SyntaxError: WebSocket Constructor: The url scheme must be ws or wss."},
		{"url fragment", "", `new WebSocket("ws://x/#")`, "threw SyntaxError: WebSocket Constructor: The url fragment must be empty."},
		{"protocol token", "", `new WebSocket("ws://x/", "a b")`, "threw SyntaxError: WebSocket Constructor: The protocol header token is invalid."},
		{"protocol tokens", "", `new WebSocket("ws://x/", ["a", ""])`, "threw SyntaxError: WebSocket Constructor: One of the protocol header tokens is invalid."},
		{"protocols repeated", "", `new WebSocket("ws://x/", ["a", "a"])`, "threw SyntaxError: WebSocket Constructor: The protocols header cannot have repeating values."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := newRealm(t, c.date).eval(c.source); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.source, got, c.want)
			}
		})
	}
}

func TestWebSocketCloseCodes(t *testing.T) {
	tr := newRealm(t, "")
	for _, c := range []struct{ code, want string }{
		{"1000", "2"}, {"1000.7", "2"}, {`"1000"`, "2"}, {"1001", "2"}, {"1016", "2"}, {"2999", "2"}, {"4999", "2"}, {"undefined", "2"},
		{"999", "999"}, {"0", "0"}, {"-1", "-1"}, {"5000", "5000"}, {"null", "0"}, {"NaN", "0"}, {`"abc"`, "0"}, {"true", "1"},
		{"Infinity", "0"}, {"1004", "1004"}, {"1005", "1005"}, {"1006", "1006"}, {"1015", "1015"},
	} {
		want := c.want
		if want != "2" {
			want = "threw InvalidAccessError: Invalid WebSocket close code: " + want + "."
		}
		source := "(() => { const p = new WebSocketPair()[0]; p.accept(); p.close(" + c.code + "); return p.readyState; })()"
		if got := tr.eval(source); got != want {
			t.Errorf("close(%s): got %s, want %s", c.code, got, want)
		}
	}
	pedantic := newRealm(t, "", "pedantic_wpt")
	if got := pedantic.eval(`const p = new WebSocketPair()[0]; p.accept(); p.close(1001)`); !strings.Contains(got, "Invalid WebSocket close code: 1001.") {
		t.Errorf("pedantic close(1001): got %s", got)
	}
}

func TestWebSocketPair(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"own keys", `Object.keys(new WebSocketPair()) + " " + Object.getOwnPropertyNames(new WebSocketPair())`, "0,1 0,1"},
		{"iterable", `const p = new WebSocketPair(); const [a, b] = p; (a === p[0] && b === p[1]) + " " + p[Symbol.iterator]()`, "true [object PairIterator]"},
		{"properties", `const w = new WebSocketPair()[0]; [w.url, w.protocol, w.extensions, w.readyState, w.binaryType, w.bufferedAmount, String(w)].map(String).join("|")`,
			"null|||1|blob|0|[object WebSocket]"},
		{"constants", `[WebSocket.CONNECTING, WebSocket.READY_STATE_OPEN, WebSocket.prototype.CLOSING, new WebSocketPair()[1].READY_STATE_CLOSED].join()`, "0,1,2,3"},
		{"buffered in bytes", `const w = new WebSocketPair()[0]; w.accept(); w.send("h\u00e9"); w.bufferedAmount`, "3"},
		{"no handler", `String(new WebSocketPair()[0].onmessage)`, "undefined"},
		{"event target", `new WebSocketPair()[0] instanceof EventTarget`, "true"},
		{"binary type", `const w = new WebSocketPair()[0]; w.binaryType = "x"; const a = w.binaryType; w.binaryType = "arraybuffer"; a + w.binaryType`, "blobarraybuffer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := newRealm(t, "").eval(c.source); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.source, got, c.want)
			}
		})
	}
	old := newRealm(t, "2026-03-16")
	if got := old.eval(`new WebSocketPair()[0].binaryType`); got != "arraybuffer" {
		t.Errorf("binaryType before 2026-03-17: got %s, want arraybuffer", got)
	}
}

func TestWebSocketEvents(t *testing.T) {
	for _, c := range []struct{ name, date, body, want string }{
		{"delivery is asynchronous and in order", "", `
			const [a, b] = both(); a.send("1"); a.send(new Uint8Array([1])); a.send("2"); out.push("sync"); await 0; out.push("await");
			await pause();`, "sync|await|b 1|b [object Blob]|b 2"},
		{"before accept", "", `
			const [a, b] = new WebSocketPair(); a.accept(); a.send("early"); a.close(3000, "x"); out.push("peer " + b.readyState);
			await pause(); b.accept({allowHalfOpen: true}); seen("b", b); await pause();`, "peer 1|b early|b close 2 3000 x true"},
		{"values as text", "", `
			const [a] = both(); for (const v of [undefined, null, 5, {}, "ł😀"]) a.send(v); await pause();`,
			"b undefined|b null|b 5|b [object Object]|b ł😀"},
		{"bytes are copied", "", `
			const [a, b] = both(); b.binaryType = "arraybuffer"; const u = new Uint8Array([7, 8, 9]);
			b.onmessage = e => out.push(new Uint8Array(e.data).join("-")); a.send(u.subarray(1)); u[1] = 0; await pause();`,
			"8-9|b [object ArrayBuffer]"},
		{"same text to many", "", `
			const [a] = both(), text = JSON.stringify({n: 1}); a.send(text); a.send(text); a.send("other"); a.send(text); await pause();`,
			`b {"n":1}|b {"n":1}|b other|b {"n":1}`},
		{"auto reply", "", `const [a, b] = both(); b.close(4001, "bye"); out.push("b " + b.readyState); await pause();
			out.push(a.readyState + " " + b.readyState);`,
			"b 2|a close 3 4001 bye true|b close 3 4001 bye true|a error 3 Uncaught Error: Network connection lost. Error: Network connection lost.|3 3"},
		{"close without a code", "", `const [a, b] = both(); a.close(); await pause();`,
			"b close 3 1005  true|a close 3 1005  true|b error 3 Uncaught Error: Network connection lost. Error: Network connection lost."},
		{"half open", "", `
			const [a, b] = new WebSocketPair(); a.accept({allowHalfOpen: true}); b.accept(); seen("a", a); seen("b", b);
			b.close(1000, "x"); await pause(); out.push(a.readyState); a.send("late"); a.close(3000, "y"); await pause(); out.push(b.readyState);`,
			"a close 2 1000 x true|2|b late|b close 3 3000 y true|3"},
		{"no reply before its date", "2026-04-06", `
			const [a, b] = both(); b.close(1000, "x"); await pause(); out.push(a.readyState); a.close(1001); await pause();`,
			"a close 2 1000 x true|2|b close 3 1001  true"},
		{"both close", "", `const [a, b] = new WebSocketPair(); a.accept({allowHalfOpen: true}); b.accept({allowHalfOpen: true}); seen("a", a); seen("b", b);
			a.close(3000, "a"); b.close(4000, "b"); await pause();`, "b close 3 3000 a true|a close 3 4000 b true"},
		{"listener throws", "", `const [a, b] = new WebSocketPair(); a.accept(); b.accept();
			a.addEventListener("message", e => { throw new RangeError("boom " + e.data); }); seen("a", a); seen("b", b);
			b.send("1"); b.send("2"); await pause(); a.send("ignored"); out.push(a.readyState);`,
			"a 1|a error 3 Uncaught RangeError: boom 1 RangeError: boom 1|b close 1 1006 WebSocket disconnected without sending Close frame. false|3"},
		{"sent after the peer vanished", "", `const [a, b] = both(); a.addEventListener("message", () => { throw new Error("x"); });
			b.send("1"); await pause(); out.length = 0; b.send("2"); b.close(); out.push(b.readyState); await pause();`, "2"},
		{"assigned property first", "", `const [a, b] = both(); b.onmessage = e => out.push("on " + e.data + e.target.readyState); a.send("x"); await pause();`, "on x1|b x"},
		{"accepting what is over", "", `const [a, b] = both(); a.close(); await pause(); out.length = 0; try { a.accept(); } catch (e) { out.push(e.message); }`,
			"Can't accept() WebSocket that was already used in a response."},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := newRealm(t, c.date).evalAsync(socketLog + c.body + `return out.join("|");`)
			if got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.body, got, c.want)
			}
		})
	}
}

func TestWebSocketAttachmentOutlivesClose(t *testing.T) {
	got := newRealm(t, "").evalAsync(socketLog + `
		const [a, b] = both(); a.serializeAttachment({n: new Map([[1, 2]])}); a.close(); await pause();
		return a.deserializeAttachment().n.get(1) + " " + b.deserializeAttachment();`)
	if got != "2 null" {
		t.Errorf("got %s, want 2 null", got)
	}
}
