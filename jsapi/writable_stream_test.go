package jsapi

import "testing"

// streamHelpers are functions for the scripts of the stream tests.
const streamHelpers = `
const all = async s => { const r = s.getReader(), o = []; for (;;) { const { value, done } = await r.read(); if (done) return o; o.push(value) } };
const text = e => e && e.name ? e.name + ": " + e.message : String(e);
const caught = async f => { try { return await f() } catch (e) { return text(e) } };
const ticks = async n => { while (n--) await 0 };
const quiet = w => { w.closed.catch(() => {}); w.ready.catch(() => {}); return w };
`

// streamCase is a script that is the body of an async function, and the text of what it returns.
type streamCase struct{ name, source, want string }

func runStreamCases(t *testing.T, date string, list []streamCase) {
	t.Helper()
	for _, c := range list {
		t.Run(c.name, func(t *testing.T) {
			if got := newRealm(t, date).evalAsync(streamHelpers + c.source); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.source, got, c.want)
			}
		})
	}
}

func TestWritableStream(t *testing.T) {
	runStreamCases(t, "", []streamCase{
		{"writes in order, one at a time", `const o = []; const w = new WritableStream({ async write(c) { o.push("<" + c); await 0; o.push(c + ">") }, close() { o.push("end") } }).getWriter(); w.write(1); w.write(2); await w.close(); return o.join()`, "<1,1>,<2,2>,end"},
		{"backpressure", `let go; const w = new WritableStream({ write: () => new Promise(r => go = r) }).getWriter(); const o = [w.desiredSize]; w.write(1); o.push(w.desiredSize); let ready = false; w.ready.then(() => ready = true); await ticks(5); o.push(ready); go(); await w.ready; o.push(w.desiredSize); return o.join()`, "1,0,false,1"},
		{"locked", `const s = new WritableStream(); s.getWriter(); return s.locked + [await caught(() => s.getWriter()), await caught(() => s.abort()), await caught(() => s.close())].join()`, "true" + "TypeError: " + writerLocked + ",TypeError: " + writerLocked + ",TypeError: " + writerLocked},
		{"closed", `const w = new WritableStream().getWriter(); await w.close(); return [await caught(() => w.write(1)), await caught(() => w.close()), w.desiredSize].join()`, "TypeError: " + writableClosed + ",TypeError: " + writableClosed + ",0"},
		{"closing", `const w = new WritableStream().getWriter(); w.close(); return await caught(() => w.write(1))`, "TypeError: " + writableClosed},
		{"released", `const w = quiet(new WritableStream().getWriter()); w.releaseLock(); const o = []; for (const f of [() => w.write(1), () => w.close(), () => w.abort(), () => w.desiredSize, () => w.closed, () => w.ready]) o.push(await caught(f)); return new Set(o).size + o[0]`, "1TypeError: " + writerReleased},
		{"a failing write errors", `const w = quiet(new WritableStream({ write() { throw new RangeError("full") } }).getWriter()); return [await caught(() => w.write(1)), await caught(() => w.closed), w.desiredSize].join()`, "RangeError: full,RangeError: full,"},
		{"abort reaches sink and writes", `let why; const s = new WritableStream({ write: () => new Promise(r => setTimeout0 = r), abort(r) { why = r } }); var setTimeout0; const w = quiet(s.getWriter()); const first = w.write(1), second = caught(() => w.write(2)); await ticks(3); const a = w.abort("stop"); setTimeout0(); await a; return [why, await caught(() => first), await second].join()`, "stop,,stop"},
		{"abort signal", `let c; const s = new WritableStream({ start(x) { c = x } }); await s.abort("why"); return c.signal.aborted + c.signal.reason`, "truewhy"},
		{"controller error", `let c; const s = new WritableStream({ start(x) { c = x } }); const w = quiet(s.getWriter()); c.error(new Error("x")); return await caught(() => w.write(1))`, "Error: x"},
		{"start throws", `const s = new WritableStream({ start() { throw new Error("st") } }); return caught(() => s.getWriter().closed)`, "Error: st"},
		{"bad member", `return caught(() => new WritableStream({ write: 1 }))`, "TypeError: Incorrect type for the 'write' field on 'UnderlyingSink': the provided value is not of type 'function'."},
		{"writer of nothing", `return caught(() => new WritableStreamDefaultWriter(1))`, "TypeError: Failed to construct 'WritableStreamDefaultWriter': constructor parameter 1 is not of type 'WritableStream'."},
	})
}

func TestPipeTo(t *testing.T) {
	runStreamCases(t, "", []streamCase{
		{"everything and the end", `const o = []; const r = new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); c.close() } }); await r.pipeTo(new WritableStream({ write(c) { o.push(c) }, close() { o.push("end") } })); return o.join() + r.locked`, "1,2,endfalse"},
		{"preventClose", `const o = []; const w = new WritableStream({ close() { o.push("end") } }); await new ReadableStream({ start(c) { c.close() } }).pipeTo(w, { preventClose: true }); return o.length + String(w.locked)`, "0false"},
		{"source error aborts", `const o = []; let c; const r = new ReadableStream({ start(x) { c = x } }); const p = caught(() => r.pipeTo(new WritableStream({ abort(e) { o.push("abort " + text(e)) } }))); c.error(new Error("E")); return await p + o`, "Error: Eabort Error: E"},
		{"preventAbort", `const o = []; let c; const r = new ReadableStream({ start(x) { c = x } }); const p = caught(() => r.pipeTo(new WritableStream({ abort() { o.push("abort") } }), { preventAbort: true })); c.error(new Error("E")); return await p + o`, "Error: E"},
		{"sink error cancels", `const o = []; const r = new ReadableStream({ pull(c) { c.enqueue(1) }, cancel(e) { o.push("cancel " + text(e)) } }); return await caught(() => r.pipeTo(new WritableStream({ write() { throw new Error("W") } }))) + o`, "Error: Wcancel Error: W"},
		{"preventCancel", `const o = []; const r = new ReadableStream({ pull(c) { c.enqueue(1) }, cancel() { o.push("cancel") } }); return await caught(() => r.pipeTo(new WritableStream({ write() { throw new Error("W") } }), { preventCancel: true })) + o`, "Error: W"},
		{"closed destination", `const o = []; const w = new WritableStream(); await w.close(); const r = new ReadableStream({ cancel(e) { o.push(text(e)) } }); return await caught(() => r.pipeTo(w)) + "|" + o`, "TypeError: This destination writable stream is closed.|TypeError: This destination writable stream is closed."},
		{"signal", `const o = []; const a = new AbortController(); let c; const r = new ReadableStream({ start(x) { c = x }, cancel(e) { o.push("cancel " + e) } }); const p = caught(() => r.pipeTo(new WritableStream({ abort(e) { o.push("abort " + e) } }), { signal: a.signal })); await ticks(3); a.abort("now"); await ticks(9); o.push(r.locked); c.enqueue(1); return [await p, o, r.locked].join()`, "now,true,cancel now,abort now,false"},
		{"aborted signal", `const r = new ReadableStream(); return caught(() => r.pipeTo(new WritableStream(), { signal: AbortSignal.abort("early") }))`, "early"},
		{"bad signal", `return caught(() => new ReadableStream().pipeTo(new WritableStream(), { signal: 1 }))`, "TypeError: Incorrect type for the 'signal' field on 'PipeToOptions': the provided value is not of type 'AbortSignal'."},
		{"no destination", `return caught(() => new ReadableStream().pipeTo())`, "TypeError: Failed to execute 'pipeTo' on 'ReadableStream': parameter 1 is not of type 'WritableStream'."},
		{"waits for the sink", `const o = []; let go; const r = new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); c.close() } }); const p = r.pipeTo(new WritableStream({ write(c) { o.push(c); return new Promise(r => go = r) } })); await ticks(20); o.push("held"); go(); await ticks(20); go(); await p; return o.join()`, "1,held,2"},
		{"pipeThrough", `const t = new TransformStream({ transform(c, k) { k.enqueue(c * 2) } }); return (await all(new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); c.close() } }).pipeThrough(t))).join()`, "2,4"},
		{"pipeThrough nothing", `return caught(() => new ReadableStream().pipeThrough({}))`, "TypeError: Incorrect type for the 'readable' field on 'Transform': the provided value is not of type 'ReadableStream'."},
	})
}
