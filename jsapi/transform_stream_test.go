package jsapi

import "testing"

func TestTransformStream(t *testing.T) {
	runStreamCases(t, "", []streamCase{
		{"order", `const log = []; const s = new TransformStream({ start() { log.push("s") }, transform(c, k) { log.push("t" + c); k.enqueue(c) }, flush() { log.push("f") } }); const w = s.writable.getWriter(); w.write(1).then(() => log.push("w1")); w.write(2).then(() => log.push("w2")); w.close().then(() => log.push("c")); const r = s.readable.getReader(); for (;;) { const x = await r.read(); log.push("r" + x.value); if (x.done) break } await ticks(30); return log.join()`,
			"s,t1,r1,t2,w1,r2,f,w2,rundefined,c"},
		{"identity without a transformer", `const s = new TransformStream(); const w = s.writable.getWriter(); w.write({ a: 1 }); w.close(); return JSON.stringify(await all(s.readable))`, `[{"a":1}]`},
		{"sizes", `let c; const s = new TransformStream({ start(x) { c = x } }); return [c.desiredSize, s.writable.getWriter().desiredSize].join()`, "0,1"},
		{"a failing transform errors both", `const s = new TransformStream({ transform() { throw new Error("T") } }); const w = quiet(s.writable.getWriter()); const p = caught(() => w.write(1)); return await caught(() => all(s.readable)) + await p`, "Error: TError: T"},
		{"terminate", `let c; const s = new TransformStream({ start(x) { c = x } }); c.terminate(); return [await caught(() => c.enqueue(1)), await caught(() => quiet(s.writable.getWriter()).write(1)), (await all(s.readable)).length].join("|")`, "TypeError: The readable side of this TransformStream is no longer readable.|TypeError: The transform stream has been terminated|0"},
		{"cancel", `let why; const s = new TransformStream({ cancel(r) { why = r } }); await s.readable.cancel("c"); return why + await caught(() => quiet(s.writable.getWriter()).write(1))`, "cc"},
		{"abort", `let why; const s = new TransformStream({ cancel(r) { why = r } }); await s.writable.abort("a"); return why + await caught(() => s.readable.getReader().read())`, "aa"},
		{"start throws", `const s = new TransformStream({ start() { throw new Error("st") } }); return caught(() => s.readable.getReader().closed)`, "Error: st"},
		{"reserved members", `return await caught(() => new TransformStream({ readableType: "x" })) + await caught(() => new TransformStream({ writableType: "x" }))`, "TypeError: transformer.readableType must be undefined.TypeError: transformer.writableType must be undefined."},
	})
}

func TestIdentityTransformStream(t *testing.T) {
	runStreamCases(t, "", []streamCase{
		{"a write is done when read", `const s = new IdentityTransformStream(), w = s.writable.getWriter(), log = []; w.write(new Uint8Array([1, 2])).then(() => log.push("w1")); w.write(new Uint8Array([3])).then(() => log.push("w2")); w.close().then(() => log.push("c")); await ticks(9); const r = s.readable.getReader(); for (;;) { const x = await r.read(); log.push(x.done ? "done" : x.value.constructor.name + [...x.value]); if (x.done) break } await ticks(30); return log.join(" ")`,
			"w1 Uint8Array1,2 w2 Uint8Array3 done c"},
		{"byob splits a write", `const s = new IdentityTransformStream(), w = s.writable.getWriter(), log = []; w.write(new Uint8Array([1, 2, 3])).then(() => log.push("w1")); w.close(); const r = s.readable.getReader({ mode: "byob" }); for (;;) { const x = await r.read(new Uint8Array(2)); log.push(x.done + "" + [...x.value]); if (x.done) break } return log.join(" ")`,
			"false1,2 w1 false3 true"},
		{"strings", `const s = new IdentityTransformStream(), w = s.writable.getWriter(); w.write("xy"); return String((await s.readable.getReader().read()).value)`, "120,121"},
		{"a read as a reaction", `const s = new IdentityTransformStream(), w = s.writable.getWriter(), r = s.readable.getReader(); w.write("x"); await ticks(3); const x = await Promise.resolve().then(r.read.bind(r)); w.write("y"); return [x, await Promise.resolve().then(r.read.bind(r))].map(x => x.value).join()`, "120,121"},
		{"numbers", `return caught(() => quiet(new IdentityTransformStream().writable.getWriter()).write(1))`, "TypeError: This TransformStream is being used as a byte stream, but received an object of non-ArrayBuffer/ArrayBufferView type on its writable side."},
		{"nothing to write", `const w = new IdentityTransformStream().writable.getWriter(); await w.write(); await w.write(new Uint8Array(0)); return "written"`, "written"},
		{"abort stops a write", `const s = new IdentityTransformStream(), w = quiet(s.writable.getWriter()); const p = caught(() => w.write(new Uint8Array(2))), q = caught(() => w.write(new Uint8Array(2))); await ticks(5); await w.abort(new Error("ab")); return [await p, await q, await caught(() => s.readable.getReader().read())].join()`, "Error: ab,Error: ab,Error: Network connection lost."},
		{"cancel stops a write", `const s = new IdentityTransformStream(), w = quiet(s.writable.getWriter()); const p = caught(() => w.write(new Uint8Array(2))), q = caught(() => w.write(new Uint8Array(2))); await ticks(5); await s.readable.cancel(new Error("ca")); return [await p, await q].join()`, "Error: ca,Error: ca"},
		{"close waits for nobody", `await new IdentityTransformStream().writable.getWriter().close(); await new FixedLengthStream(0).writable.getWriter().close(); return "closed"`, "closed"},
		{"sizes", `const a = new IdentityTransformStream().writable.getWriter(), b = new IdentityTransformStream({ highWaterMark: 10 }).writable.getWriter(); a.write(new Uint8Array(3)); b.write(new Uint8Array(3)); return [a.desiredSize, b.desiredSize].join()`, "1,7"},
		{"tee", `const s = new IdentityTransformStream(), w = s.writable.getWriter(); const [a, b] = s.readable.tee(); w.write("xy"); w.close(); return [String(await all(a)), String(await all(b))].join("|")`, "120,121|120,121"},
		{"fixed length", `const s = new FixedLengthStream(2), w = s.writable.getWriter(); w.write(new Uint8Array(2)); w.close(); return String(await all(s.readable))`, "0,0"},
		{"too many", `const s = new FixedLengthStream(1), w = s.writable.getWriter(); const p = caught(() => w.write(new Uint8Array(2))); return await caught(() => s.readable.getReader().read()) + await p`, "TypeError: Attempt to write too many bytes through a FixedLengthStream.undefined"},
		{"too few", `const s = new FixedLengthStream(3), w = s.writable.getWriter(); w.write(new Uint8Array(2)); w.close(); return await caught(() => all(s.readable))`, "TypeError: FixedLengthStream did not see all expected bytes before close()."},
		{"bad lengths", `const o = []; for (const f of [() => new FixedLengthStream(), () => new FixedLengthStream(-1), () => new FixedLengthStream("x"), () => new FixedLengthStream(2 ** 60), () => String(new FixedLengthStream(5n))]) o.push(await caught(f)); return o.join("\n")`,
			"TypeError: Failed to construct 'FixedLengthStream': constructor parameter 1 is not of type 'bigint'.\n" +
				"TypeError: The value cannot be converted because it is negative and this API expects a positive bigint.\n" +
				"TypeError: The value cannot be converted because it is not an integer.\n" +
				"TypeError: FixedLengthStream requires an integer expected length less than 2^53.\n[object FixedLengthStream]"},
		{"chain", `const s = new FixedLengthStream(1); return [s instanceof IdentityTransformStream, s instanceof TransformStream, s.readable === s.readable].join()`, "true,true,true"},
	})
}

func TestByteStream(t *testing.T) {
	runStreamCases(t, "", []streamCase{
		{"default read", `return String(await all(new ReadableStream({ type: "bytes", start(c) { c.enqueue(new Uint8Array([1, 2])); c.close() } })))`, "1,2"},
		{"auto allocation", `let n; const s = new ReadableStream({ type: "bytes", pull(c) { n = c.byobRequest.view.byteLength; c.byobRequest.respond(1) } }); const r = await s.getReader().read(); return [n, r.value.byteLength, r.value.buffer.byteLength].join()`, "4096,1,4096"},
		{"the source fills the view", `const s = new ReadableStream({ type: "bytes", pull(x) { const b = x.byobRequest; b.view[0] = 7; b.respond(1); x.close() } }); const r = s.getReader({ mode: "byob" }); const a = await r.read(new Uint8Array(4)), b = await r.read(new Uint8Array(4)); return [Object.keys(a), a.value, a.value.buffer.byteLength, b.done, b.value.byteLength].join()`, "value,done,7,4,true,0"},
		{"min", `const s = new ReadableStream({ type: "bytes", pull(c) { c.enqueue(new Uint8Array(1)) } }); return (await s.getReader({ mode: "byob" }).read(new Uint8Array(4), { min: 3 })).value.byteLength`, "3"},
		{"whole elements", `const s = new ReadableStream({ type: "bytes", start(c) { c.enqueue(new Uint8Array([1, 2, 3])) } }); const r = await s.getReader({ mode: "byob" }).read(new Uint16Array(4)); return r.value.constructor.name + r.value`, "Uint16Array513"},
		{"close while reading", `let c; const s = new ReadableStream({ type: "bytes", start(x) { c = x } }); const p = s.getReader({ mode: "byob" }).read(new Uint8Array(4)); c.close(); const r = await p; return r.done + "" + r.value.byteLength + c.byobRequest`, "true0null"},
		{"buffers are taken", `let u = new Uint8Array(4), v = new Uint8Array(2); const s = new ReadableStream({ type: "bytes", start(c) { c.enqueue(v) } }); await s.getReader({ mode: "byob" }).read(u); return u.byteLength + "" + v.byteLength`, "00"},
		{"tee", `const [a, b] = new ReadableStream({ type: "bytes", start(c) { c.enqueue(new Uint8Array([1, 2])); c.close() } }).tee(); const x = await a.getReader({ mode: "byob" }).read(new Uint8Array(5)), y = await b.getReader().read(); return [...x.value] + "|" + [...y.value]`, "1,2|1,2"},
		{"respond errors", `const o = []; const s = new ReadableStream({ type: "bytes", async pull(x) { const b = x.byobRequest; o.push(await caught(() => b.respond(0)), await caught(() => b.respond(9))); b.respond(1); o.push(await caught(() => b.respond(1))) } }); await s.getReader({ mode: "byob" }).read(new Uint8Array(1)); await ticks(5); return o.join("\n")`,
			"TypeError: The bytesWritten must be more than zero while the stream is open.\nRangeError: Too many bytes [9] in response to a BYOB read request.\nTypeError: This ReadableStreamBYOBRequest has been invalidated."},
		{"read errors", `const o = []; for (const f of [r => r.read(), r => r.read(new Uint8Array(0)), r => r.read(new Uint8Array(1), { min: 0 }), r => r.read(new Uint8Array(1), { min: 2 })]) o.push(await caught(() => f(new ReadableStream({ type: "bytes" }).getReader({ mode: "byob" })))); return o.join("\n")`,
			"TypeError: Failed to execute 'read' on 'ReadableStreamBYOBReader': parameter 1 is not of type 'ArrayBufferView'.\nTypeError: You must call read() on a \"byob\" reader with a positive-sized TypedArray object.\nTypeError: Requested invalid minimum number of bytes to read (0).\nTypeError: Minimum bytes to read (2) exceeds size of buffer (1)."},
		{"enqueue errors", `let c; new ReadableStream({ type: "bytes", start(x) { c = x } }); return await caught(() => c.enqueue("x")) + await caught(() => c.enqueue(new Uint8Array(0)))`, "TypeError: Failed to execute 'enqueue' on 'ReadableByteStreamController': parameter 1 is not of type 'BufferSource'.TypeError: Cannot enqueue a zero-length ArrayBuffer."},
		{"not of bytes", `return caught(() => new ReadableStream().getReader({ mode: "byob" }))`, "TypeError: This ReadableStream does not support BYOB reads."},
		{"bytes of a released read are kept", `let c; const s = new ReadableStream({ type: "bytes", start(x) { c = x } }); const r = s.getReader({ mode: "byob" }); caught(() => r.read(new Uint8Array(4))); r.closed.catch(() => {}); await ticks(3); const q = c.byobRequest; r.releaseLock(); q.view[0] = 9; q.respond(1); return String((await s.getReader().read()).value)`, "9"},
	})
}

func TestCodingStreams(t *testing.T) {
	runStreamCases(t, "", []streamCase{
		{"encoder", `const s = new TextEncoderStream(), w = s.writable.getWriter(); w.write("a\ud83d"); w.write("\ude00b"); w.write(5); w.write("\ud800"); w.close(); return (await all(s.readable)).join("|") + s.encoding`, "97|240,159,152,128,98|53|239,191,189utf-8"},
		{"encoder keeps the unit after a lone surrogate", `const s = new TextEncoderStream(), w = s.writable.getWriter(); w.write("\ud83d"); w.write("x"); w.close(); return String(await all(s.readable))`, "239,191,189,120"},
		{"decoder", `const s = new TextDecoderStream(), w = s.writable.getWriter(); w.write(new Uint8Array([0xef, 0xbb, 0xbf, 0xf0, 0x9f])); w.write(new Uint8Array([0x98, 0x80])); w.close(); return JSON.stringify([await all(s.readable), s.encoding, s.fatal, s.ignoreBOM])`, `[["😀"],"utf-8",false,false]`},
		{"decoder, fatal", `const s = new TextDecoderStream("utf-8", { fatal: true }), w = quiet(s.writable.getWriter()); const p = caught(() => w.write(new Uint8Array([0xff]))); return await caught(() => all(s.readable)) + await p`, "TypeError: Failed to decode input.TypeError: Failed to decode input."},
		{"decoder, cut short", `const s = new TextDecoderStream("utf-8", { fatal: true }), w = quiet(s.writable.getWriter()); w.write(new Uint8Array([0xf0])); const p = caught(() => w.close()); return await caught(() => all(s.readable)) + await p`, "TypeError: Failed to decode input.TypeError: Failed to decode input."},
		{"decoder, bad label", `return caught(() => new TextDecoderStream("nope"))`, `RangeError: "nope" is not a valid encoding.`},
		{"decoder, bad chunk", `const s = new TextDecoderStream(), w = quiet(s.writable.getWriter()); const p = caught(() => w.write("x")); return await caught(() => all(s.readable)) === await p && p`, "TypeError: This TransformStream is being used as a byte stream, but received a value that is not a BufferSource."},
		{"compression round trip", `const o = []; for (const f of ["gzip", "deflate", "deflate-raw"]) { const c = new CompressionStream(f), w = c.writable.getWriter(); w.write("hello "); w.write("world"); w.close(); const d = new DecompressionStream(f), v = d.writable.getWriter(); for (const chunk of await all(c.readable)) for (const b of chunk) v.write(new Uint8Array([b])); v.close(); o.push(String.fromCharCode(...(await all(d.readable)).map(c => [...c]).flat())) } return o.join()`, "hello world,hello world,hello world"},
		{"bad format", `return caught(() => new CompressionStream("x"))`, "TypeError: The compression format must be either 'deflate', 'deflate-raw' or 'gzip'."},
		{"not compressed", `const s = new DecompressionStream("gzip"), w = quiet(s.writable.getWriter()); const p = caught(() => w.write(new Uint8Array(20))); return await caught(() => all(s.readable)) + await p`, "TypeError: Decompression failed.TypeError: Decompression failed."},
		{"truncated", `const s = new DecompressionStream("gzip"), w = quiet(s.writable.getWriter()); w.write(new Uint8Array([31, 139, 8])); const p = caught(() => w.close()); return await caught(() => all(s.readable)) === await p && p`, "TypeError: Called close() on a decompression stream with incomplete data"},
		{"trailing", `const c = new CompressionStream("gzip"), w = c.writable.getWriter(); w.write("hi"); w.close(); const d = new DecompressionStream("gzip"), v = quiet(d.writable.getWriter()); for (const x of await all(c.readable)) await v.write(x); return caught(() => v.write(new Uint8Array(2)))`, "TypeError: Trailing bytes after end of compressed data"},
		{"writes wait for nobody", `const s = new CompressionStream("gzip"), w = s.writable.getWriter(); await w.write(new Uint8Array(10)); await w.close(); return "closed"`, "closed"},
	})
}

func TestStreamsOfOldDates(t *testing.T) {
	runStreamCases(t, "2021-11-08", []streamCase{
		{"no readable", `return caught(() => new ReadableStream())`, "Error: To use the new ReadableStream() constructor, enable the streams_enable_constructors compatibility flag. Refer to the docs for more information: https://developers.cloudflare.com/workers/platform/compatibility-dates/#compatibility-flags"},
		{"no writable", `return (await caught(() => new WritableStream())).slice(0, 45)`, "Error: To use the new WritableStream() constr"},
		{"no from", `return (await caught(() => ReadableStream.from([1]))).slice(0, 45)`, "Error: To use the new ReadableStream() constr"},
		{"no controllers", `return typeof ReadableStreamDefaultController + typeof TransformStreamDefaultController`, "undefinedundefined"},
		{"transform is identity", `const t = new TransformStream(), w = t.writable.getWriter(); w.write("x"); w.close(); return String(await all(t.readable))`, "120"},
	})
}

func TestQueuingStrategies(t *testing.T) {
	runStreamCases(t, "", []streamCase{
		{"byte length", `const b = new ByteLengthQueuingStrategy({ highWaterMark: 5 }); return [b.highWaterMark, b.size(new Uint8Array(3)), b.size("abc")].join()`, "5,3,"},
		{"count", `const b = new CountQueuingStrategy({ highWaterMark: "5" }); return [b.highWaterMark, b.size("abc"), b.size()].join()`, "5,1,1"},
		{"nothing", `return caught(() => new CountQueuingStrategy())`, "TypeError: Failed to construct 'CountQueuingStrategy': constructor parameter 1 is not of type 'QueuingStrategyInit'."},
		{"in use", `let k; new ReadableStream({ start(c) { k = c } }, new ByteLengthQueuingStrategy({ highWaterMark: 8 })); k.enqueue(new Uint8Array(3)); return k.desiredSize`, "5"},
		{"bad marks", `return [await caught(() => new ReadableStream({}, { highWaterMark: -1 })), await caught(() => new ReadableStream({}, { highWaterMark: NaN })), await caught(() => new ReadableStream({}, { size: 1 }))].join("\n")`,
			"TypeError: The value cannot be converted because it is negative and this API expects a positive bigint.\nTypeError: The value cannot be converted because it is not an integer.\nTypeError: Incorrect type for the 'size' field on 'StreamQueuingStrategy': the provided value is not of type 'function'."},
	})
}
