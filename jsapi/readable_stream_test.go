package jsapi

import "testing"

func TestReadableStream(t *testing.T) {
	const collect = `const all = async s => { const r = s.getReader(), o = []; for (;;) { const { value, done } = await r.read(); if (done) return o; o.push(value) } };
	const caught = async f => { try { return await f() } catch (e) { return e.name ? e.name + ": " + e.message : String(e) } };`
	for _, c := range []struct{ name, source, want string }{
		{"chunks in order", `return (await all(new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); c.close() } }))).join()`, "1,2"},
		{"pull follows demand", `let n = 0; const s = new ReadableStream({ pull(c) { c.enqueue(++n); if (n === 3) c.close() } }); return (await all(s)).join()`, "1,2,3"},
		{"pull stops at the mark", `let n = 0; new ReadableStream({ pull(c) { c.enqueue(++n) } }, { highWaterMark: 3 }); await 0; await 0; await 0; await 0; await 0; await 0; await 0; await 0; await 0; return n`, "3"},
		{"desiredSize", `let o = []; new ReadableStream({ start(c) { o.push(c.desiredSize); c.enqueue("abc"); o.push(c.desiredSize) } }, { highWaterMark: 5, size: x => x.length }); return o.join()`, "5,2"},
		{"error reaches readers", `const s = new ReadableStream({ start(c) { c.error(new RangeError("boo")) } }); return caught(() => s.getReader().read())`, "RangeError: boo"},
		{"cancel tells the source", `let why; const s = new ReadableStream({ cancel(r) { why = r } }); await s.cancel("enough"); return why + s.locked`, "enoughfalse"},
		{"locked", `const s = new ReadableStream(); s.getReader(); return s.locked + await caught(() => s.getReader())`, "trueTypeError: This ReadableStream is currently locked to a reader."},
		{"release rejects reads", `const s = new ReadableStream(), r = s.getReader(), p = r.read(); r.releaseLock(); r.closed.catch(() => {}); return await caught(() => p) + s.locked`, "TypeError: This ReadableStream reader has been released.false"},
		{"tee", `const [a, b] = new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); c.close() } }).tee(); return [await all(a), await all(b)].join("|")`, "1,2|1,2"},
		{"tee cancels once", `let why; const [a, b] = new ReadableStream({ cancel(r) { why = r } }).tee(); a.cancel(1); await b.cancel(2); return JSON.stringify(why)`, "2"},
		{"async iteration", `const it = new ReadableStream({ start(c) { c.enqueue(7); c.close() } })[Symbol.asyncIterator](); return JSON.stringify([await it.next(), await it.next()])`, `[{"value":7,"done":false},{"done":true}]`},
		{"return cancels", `let why; const s = new ReadableStream({ cancel(r) { why = r } }); await s.values().return("w"); return why + s.locked`, "wfalse"},
		{"preventCancel", `let why = "kept"; const s = new ReadableStream({ cancel(r) { why = r } }); await s.values({ preventCancel: true }).return("w"); return why + s.locked`, "keptfalse"},
		{"from", `return (await all(ReadableStream.from([1, Promise.resolve(2)]))).join() + (await all(ReadableStream.from("ab"))).join()`, "1,2a,b"},
		{"from nothing", `return caught(() => ReadableStream.from(1))`, "TypeError: Failed to execute 'from' on 'ReadableStream': parameter 1 is not of type 'AsyncGenerator'."},
		{"enqueue after close", `let k; new ReadableStream({ start(c) { k = c } }); k.close(); return caught(() => k.enqueue(1))`, "TypeError: Unable to enqueue"},
		{"close twice", `let k; new ReadableStream({ start(c) { k = c } }); k.close(); return caught(() => k.close())`, "TypeError: This ReadableStream is closed."},
		{"size throws", `let k; const s = new ReadableStream({ start(c) { k = c } }, { size() { throw new Error("sz") } }); k.enqueue(1); return caught(() => s.getReader().read())`, "Error: sz"},
		{"bad member", `return caught(() => new ReadableStream({ pull: 1 }))`, "TypeError: Incorrect type for the 'pull' field on 'UnderlyingSource': the provided value is not of type 'function'."},
		{"bad type", `return caught(() => new ReadableStream({ type: "x" }))`, `TypeError: "x" is not a valid type of ReadableStream.`},
		{"start throws", `const s = new ReadableStream({ start() { throw new Error("st") } }); return caught(() => s.getReader().read())`, "Error: st"},
		{"subclass", `class S extends ReadableStream { constructor() { super({ start: c => c.close() }); this.x = 1 } } const s = new S(); return (await s.getReader().read()).done + String(s.x)`, "true1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := newRealm(t, "").evalAsync(collect + c.source); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.source, got, c.want)
			}
		})
	}
}
