package node

import (
	"strconv"
	"strings"
	"testing"
)

// TestSources loads every source: one that does not compile would end the isolate that imports it.
func TestSources(t *testing.T) {
	files, err := sources.ReadDir("js")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name := strings.TrimSuffix(f.Name(), ".js")
		if name == "absent" || strings.HasPrefix(name, "internal_") {
			continue
		}
		module := "node:" + strings.ReplaceAll(name, "_", "/")
		for _, plain := range []string{"node:" + name, module, strings.ReplaceAll(name, "_", ":")} {
			if exports()[plain] != nil {
				module = plain
				break
			}
		}
		got := newRealm(t).run(`const m = require("` + module + `"); return Object.keys(m).length > 1 && ("default" in m) === ` + strconv.FormatBool(strings.HasPrefix(module, "node:")))
		if got != "true" {
			t.Errorf("%s: %s", module, got)
		}
	}
}

func TestEvents(t *testing.T) {
	const e = `const { EventEmitter } = m; const e = new EventEmitter(), log = []; `
	runCases(t, "node:events", []runCase{
		{"order", e + `e.on("a", (x) => log.push("on" + x)); e.once("a", (x) => log.push("once" + x)); e.prependListener("a", () => log.push("first"));
			return [e.emit("a", 1), e.emit("a", 2), e.emit("b"), log].join()`, "true,true,false,first,on1,once1,first,on2"},
		{"unhandled error", e + `e.emit("error", 5)`, "threw Error [ERR_UNHANDLED_ERROR]: Unhandled error. (5)"},
		{"error itself", e + `const x = new TypeError("x"); try { e.emit("error", x) } catch (y) { return x === y }`, "true"},
		{"monitor", e + `e.on(m.errorMonitor, (x) => log.push(x)); e.on("error", () => {}); e.emit("error", 1); return log.join()`, "1"},
		{"listener type", e + `e.on("x", 5)`, `threw TypeError [ERR_INVALID_ARG_TYPE]: The "listener" argument must be of type function. Received type number (5)`},
		{"removal while emitting", e + `const f = () => log.push("f"); e.on("a", () => e.off("a", f)); e.on("a", f); e.emit("a"); e.emit("a"); return log.join()`, "f"},
		{"names and counts", e + `const f = () => {}; e.on("a", f); e.on("a", f); e.once(Symbol.for("s"), f);
			return [e.eventNames().map(String), e.listenerCount("a"), e.listeners(Symbol.for("s"))[0] === f, e.removeAllListeners("a").listenerCount("a")].join()`, "a,Symbol(s),2,true,0"},
		{"newListener", e + `e.on("newListener", (n) => log.push("+" + n)); e.on("removeListener", (n) => log.push("-" + n)); const f = () => {}; e.on("a", f); e.off("a", f); return log.join()`, "+removeListener,+a,-a"},
		{"once", e + `setTimeout(() => e.emit("a", 1, 2)); return (await m.once(e, "a")).join()`, "1,2"},
		{"once fails", e + `setTimeout(() => e.emit("error", new Error("no"))); await m.once(e, "a")`, "threw Error: no"},
		{"once of a target", `const t = new EventTarget(); setTimeout(() => t.dispatchEvent(new Event("x"))); return (await m.once(t, "x"))[0].type`, "x"},
		{"once aborted", e + `await m.once(e, "a", { signal: AbortSignal.abort() })`, "threw AbortError: The operation was aborted"},
		{"on", e + `setTimeout(() => { e.emit("a", 1); e.emit("a", 2) }); const it = m.on(e, "a"); log.push(await it.next(), await it.next(), await it.return()); return JSON.stringify(log)`,
			`[{"value":[1],"done":false},{"value":[2],"done":false},{"done":true}]`},
		{"inherited without class", e + `function Mine() { EventEmitter.call(this) } Object.setPrototypeOf(Mine.prototype, EventEmitter.prototype); const x = new Mine(); x.on("a", (v) => log.push(v)); x.emit("a", 3); return log.join()`, "3"},
		{"class", e + `class Mine extends EventEmitter { n = 1 } const x = new Mine(); x.once("a", function () { log.push(this.n) }); x.emit("a"); return log.join() + (m.default === EventEmitter)`, "1true"},
	})
}

func TestBufferBytes(t *testing.T) {
	runCases(t, "node:buffer", []runCase{
		{"encodings", `const b = m.Buffer.from("hé€😀"); return ["utf8", "hex", "base64", "base64url", "latin1", "utf16le"].every((e) => m.Buffer.from(b.toString(e), e).equals(b) || e === "utf16le") + b.toString("hex")`, "true68c3a9e282acf09f9880"},
		{"utf16le", `return m.Buffer.from("a😀", "ucs2").toString("hex") + m.Buffer.from("61003dd800de", "hex").toString("utf-16le")`, "61003dd800dea😀"},
		{"broken utf8", `return m.Buffer.from([0x61, 0xff, 0xe2, 0x82]).toString()`, "a��"},
		{"base64 forgives", `return m.Buffer.from(" aG k-_=zz", "base64").toString("hex")`, "68693e"},
		{"hex stops", `return m.Buffer.from("ff0g", "hex").length`, "1"},
		{"unknown encoding", `m.Buffer.from("zz", "nope")`, "threw TypeError [ERR_UNKNOWN_ENCODING]: Unknown encoding: nope"},
		{"not bytes", `m.Buffer.from(5)`, "threw TypeError [ERR_INVALID_ARG_TYPE]: The first argument must be of type string or an instance of Buffer, TypedArray, ArrayBuffer, SharedArrayBuffer, or Array or an Array-like Object. Received type number (5)"},
		{"size", `m.Buffer.alloc("x")`, `threw TypeError [ERR_INVALID_ARG_TYPE]: The "size" argument must be of type number. Received type string ('x')`},
		{"shares an ArrayBuffer", `const a = new Uint8Array([1, 2, 3]); const b = m.Buffer.from(a.buffer, 1); b[0] = 9; return a.join() + b.length`, "1,9,32"},
		{"copies a view", `const a = new Uint8Array([1, 2]); const b = m.Buffer.from(a); b[0] = 9; return a.join()`, "1,2"},
		{"slices share", `const b = m.Buffer.from("abc"); const s = b.subarray(1); s[0] = 120; return b + "," + (s instanceof m.Buffer) + b.slice(-1)`, "axc,truec"},
		{"json", `return JSON.stringify(m.Buffer.from([1, 2]))`, `{"type":"Buffer","data":[1,2]}`},
		{"fill", `return m.Buffer.alloc(5, "ab").toString() + m.Buffer.alloc(3).fill(257).toString("hex")`, "ababa010101"},
		{"concat", `return m.Buffer.concat([m.Buffer.from("ab"), new Uint8Array([99])], 2) + "" + m.Buffer.concat([m.Buffer.from("ab"), new Uint8Array([99])])`, "ababc"},
		{"write cuts whole characters", `const b = m.Buffer.alloc(4); return b.write("aé€") + b.toString("hex")`, "361c3a900"},
		{"search", `const b = m.Buffer.from("abcabc"); return [b.indexOf("c"), b.indexOf("c", 3), b.lastIndexOf("a"), b.lastIndexOf("a", 2), b.includes("ca"), b.indexOf(98), b.indexOf("x"), b.indexOf("c", -1)].join()`, "2,5,3,0,true,1,-1,5"},
		{"numbers", `const b = m.Buffer.alloc(8); b.writeUInt16BE(0x1234); b.writeInt32LE(-2, 2); b.writeUIntBE(0xabc, 6, 2); return b.toString("hex") + b.readInt32LE(2) + b.readUint16LE(0) + b.readIntBE(6, 2)`, "1234feffffff0abc-2133302748"},
		{"doubles", `const b = m.Buffer.alloc(8); b.writeDoubleBE(1.5); return b.readDoubleBE() + b.toString("hex") + b.readBigUInt64BE()`, "1.53ff80000000000004609434218613702656"},
		{"out of range", `m.Buffer.from("abc").readUInt16BE(2)`, `threw RangeError [ERR_OUT_OF_RANGE]: The value of "offset" is out of range. It must be >= 0 and <= 1. Received 2`},
		{"compare", `return [m.Buffer.compare(m.Buffer.from("a"), m.Buffer.from("b")), m.Buffer.from("abc").equals(new Uint8Array([97, 98, 99])), m.Buffer.byteLength("é"), m.Buffer.isEncoding("HEX"), m.Buffer.isBuffer(new Uint8Array())].join()`, "-1,true,2,true,false"},
		{"swap", `return m.Buffer.from("0102030405060708", "hex").swap32().toString("hex")`, "0403020108070605"},
		{"inspect", `return require("node:util").inspect(m.Buffer.from("ab"))`, "<Buffer 61 62>"},
	})
}

func TestUtil(t *testing.T) {
	runCases(t, "node:util", []runCase{
		{"promisify", `return m.promisify((a, done) => done(null, a + 1))(1)`, "2"},
		{"promisify fails", `await m.promisify((done) => done(new Error("no")))()`, "threw Error: no"},
		{"promisify custom", `const f = () => {}; f[m.promisify.custom] = () => "own"; return m.promisify(f)()`, "own"},
		{"inherits", `function A() {} function B() {} m.inherits(B, A); return new B() instanceof A && B.super_ === A`, "true"},
		{"format", `return m.format("%s %d %j", "a", 1, { x: 2 }, "rest")`, `a 1 {"x":2} rest`},
		{"inspect", `return m.inspect({ a: { b: { c: { d: 1 } } } }) + m.inspect({ a: { b: { c: { d: 1 } } } }, { depth: null })`,
			"{ a: { b: { c: [Object] } } }{\n  a: { b: { c: { d: 1 } } }\n}"},
		{"inspect custom", `return m.inspect({ [m.inspect.custom](depth, options, inspect) { return "mine " + depth + inspect([1]) } })`, "mine 2[ 1 ]"},
		{"isDeepStrictEqual", `return [m.isDeepStrictEqual([1], [1]), m.isDeepStrictEqual([1], [2])].join()`, "true,false"},
		{"types", `const { types: t } = m; return [t.isPromise(Promise.resolve()), t.isAsyncFunction(async () => {}), t.isAsyncFunction(function async() {}), t.isGeneratorFunction(function* () {}), t.isUint8Array(new Uint8Array()), t.isProxy(new Proxy({}, {})), t.isNativeError(new TypeError()), t.isMap({}), t.isBoxedPrimitive(Object(1n))].join()`,
			"true,true,false,true,true,true,true,false,true"},
		{"strip", `return m.stripVTControlCharacters("\u001B[31mred\u001B[0m")`, "red"},
	})
}

func TestTimers(t *testing.T) {
	runCases(t, "node:timers/promises", []runCase{
		{"setTimeout", `return m.setTimeout(1, "v")`, "v"},
		{"aborted", `const c = new AbortController(); setTimeout(() => c.abort()); await m.setTimeout(10000, 1, { signal: c.signal })`, "threw AbortError: The operation was aborted"},
		{"setInterval", `const it = m.setInterval(1, "v"); const a = await it.next(), b = await it.next(); await it.return(); return a.value + b.value + (await it.next()).done`, "vvtrue"},
		{"scheduler", `await m.scheduler.wait(1); return m.setImmediate("i")`, "i"},
	})
}

func TestProcessEvents(t *testing.T) {
	runCases(t, "node:process", []runCase{
		{"what it says", `const p = m.default; return [p.platform, p.cwd(), p.argv, p.pid, Object.prototype.toString.call(p), p.versions.node.startsWith("22.")].join()`, "linux,/bundle,workerd,1,[object process],true"},
		{"env holds strings", `m.env.X = 5; return [m.env.X, typeof m.env.X, m.env.NO, delete m.env.X, "X" in m.env].join()`, "5,string,,true,false"},
		{"nextTick", `const o = []; m.nextTick((x) => o.push(x), "tick"); queueMicrotask(() => o.push("micro")); await null; await null; return o.join()`, "tick,micro"},
		{"events", `const o = []; m.default.on("x", (v) => o.push(v)); m.default.emit("x", 1); return o.join()`, "1"},
		{"builtins", `return [m.getBuiltinModule("assert") === require("node:assert").default, m.getBuiltinModule("nothing")].join()`, "true,"},
		{"not there", `m.default.cpuUsage()`, "threw Error [ERR_METHOD_NOT_IMPLEMENTED]: The process.cpuUsage method is not implemented"},
	})
}

func TestPath(t *testing.T) {
	runCases(t, "node:path", []runCase{
		{"join", `return [m.join("/a", "..", "..", "b"), m.join("a", "", "../../b/"), m.join("")].join()`, "/b,../b/,."},
		{"normalize", `return [m.normalize("/a//b/./c/../d/"), m.normalize(""), m.normalize("../a/.."), m.normalize("./")].join()`, "/a/b/d/,.,..,./"},
		{"resolve", `return [m.resolve("a"), m.resolve("/a", "b", "../c"), m.resolve("/a", "/b")].join()`, "/a,/a/c,/b"},
		{"relative", `return [m.relative("/a/b/c", "/a/d"), m.relative("/a", "/a")].join()`, "../../d,"},
		{"dirname", `return ["/a/b", "/a", "a", "", "/", "a/b/"].map(m.dirname).join()`, "/a,/,.,.,/,a"},
		{"basename", `return [m.basename("/a/b.js", ".js"), m.basename("a/"), m.basename("/"), m.basename(".js", ".js")].join()`, "b,a,,.js"},
		{"extname", `return ["a.b.c", ".a", "a.", "a", "..", "x/.b.c"].map(m.extname).join()`, ".c,,.,,,.c"},
		{"parse and format", `return JSON.stringify(m.parse("/home/a.txt")) + m.format({ dir: "/x", name: "y", ext: "z" }) + JSON.stringify(m.parse("a"))`,
			`{"root":"/","dir":"/home","base":"a.txt","ext":".txt","name":"a"}/x/y.z{"root":"","dir":"","base":"a","ext":"","name":"a"}`},
	})
}

func TestTexts(t *testing.T) {
	runCases(t, "node:querystring", []runCase{
		{"parse", `return JSON.stringify(m.parse("a=1&a=2&b=%41+c&d"))`, `{"a":["1","2"],"b":"A c","d":""}`},
		{"stringify", `return m.stringify({ a: [1, "x y"], b: true, c: null })`, "a=1&a=x%20y&b=true&c="},
	})
	runCases(t, "node:string_decoder", []runCase{
		{"utf8 in pieces", `const d = new m.StringDecoder(); return d.write(Buffer.from([0xe2, 0x82])) + "|" + d.write(Buffer.from([0xac])) + "|" + d.end(Buffer.from([0xe2]))`, "|€|�"},
		{"base64 in pieces", `const d = new m.StringDecoder("base64"); return d.write(Buffer.from("abcd")) + "|" + d.end()`, "YWJj|ZA=="},
	})
	runCases(t, "node:diagnostics_channel", []runCase{
		{"publish", `const c = m.channel("x"), log = []; const f = (v, n) => log.push(v + n); m.subscribe("x", f); c.publish(1); m.unsubscribe("x", f); c.publish(2); return log.join() + c.hasSubscribers`, "1xfalse"},
		{"trace", `const c = m.tracingChannel("y"), log = []; c.subscribe({ start: () => log.push("start"), end: (x) => log.push("end" + x.result) }); return c.traceSync((a) => a + 1, {}, null, 1) + log.join()`, "2start,end2"},
	})
}

func TestCrypto(t *testing.T) {
	runCases(t, "node:crypto", []runCase{
		{"hash", `return m.createHash("sha256").update("a").update(Buffer.from("bc")).digest("hex")`, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{"names", `return [m.createHash("RSA-SHA1").update("abc").digest("base64"), m.hash("md5", "abc")].join()`, "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=,900150983cd24fb0d6963f7d28e17f72"},
		{"buffer", `const d = m.createHash("md5").digest(); return Buffer.isBuffer(d) + d.toString("hex")`, "trued41d8cd98f00b204e9800998ecf8427e"},
		{"copy", `const a = m.createHash("md5").update("a"); const b = a.copy().update("bc"); return a.update("bc").digest("hex") === b.digest("hex")`, "true"},
		{"hmac", `return m.createHmac("sha256", "key").update("The quick brown fox jumps over the lazy dog").digest("hex")`, "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"},
		{"twice", `const h = m.createHash("md5"); h.digest(); h.digest()`, "threw Error [ERR_CRYPTO_HASH_FINALIZED]: Digest already called"},
		{"unknown", `m.createHash("nope")`, "threw Error: Digest method not supported"},
		{"random", `const n = m.randomInt(3, 5); return [m.randomBytes(70000).length, n >= 3 && n < 5, m.randomUUID().length].join()`, "70000,true,36"},
		{"equal", `return [m.timingSafeEqual(Buffer.from("a"), Buffer.from("a")), m.timingSafeEqual(Buffer.from("a"), Buffer.from("b"))].join()`, "true,false"},
	})
}

func TestURL(t *testing.T) {
	runCases(t, "node:url", []runCase{
		{"files", `return [m.fileURLToPath("file:///a%20b/c"), m.pathToFileURL("/a b/%?#").href, m.pathToFileURL("x").href].join()`, "/a b/c,file:///a%20b/%25%3F%23,file:///x"},
		{"not a file", `m.fileURLToPath("http://x/")`, "threw Error [ERR_INVALID_URL_SCHEME]: The URL must be of scheme file"},
		{"format", `return m.format(new URL("http://u:p@h/x?q#f"), { auth: false, fragment: false, search: false })`, "http://h/x"},
		{"options", `const o = m.urlToHttpOptions(new URL("http://u:p@h:81/x?q")); return [o.auth, o.port, o.path, o.hostname].join()`, "u:p,81,/x?q,h"},
	})
}

func TestStreamModules(t *testing.T) {
	runCases(t, "node:stream/consumers", []runCase{
		{"text", `return m.text(new Response("héllo").body)`, "héllo"},
		{"json", `return (await m.json((function* () { yield '{"a"'; yield ":1}" })())).a`, "1"},
		{"stream/web", `return require("node:stream/web").ReadableStream === ReadableStream && require("node:console").log === console.log`, "true"},
	})
}

func TestMock(t *testing.T) {
	runCases(t, "node:test", []runCase{
		{"calls", `const f = m.mock.fn((a) => a + 1); f(1); f(2); return JSON.stringify([f.mock.callCount(), f.mock.calls.map((c) => [c.arguments, c.result])])`, `[2,[[[1],2],[[2],3]]]`},
		{"implementations", `const f = m.mock.fn(() => 1, () => 2), a = [f()]; f.mock.mockImplementation(() => 3); a.push(f());
			f.mock.mockImplementationOnce(() => 4); a.push(f(), f()); f.mock.restore(); return [...a, f()].join()`, "2,3,4,3,1"},
		{"times", `const f = m.mock.fn(() => 1, () => 2, { times: 2 }); return [f(), f(), f()].join()`, "2,2,1"},
		{"method", `const o = { x: 1, get() { return this.x } }; const f = m.mock.method(o, "get", () => 9);
			const a = [o.get(), o.get.mock.callCount(), f.mock.calls[0].this === o]; f.mock.restore(); return [...a, o.get()].join()`, "9,1,true,1"},
		{"getter", `const o = { get v() { return 1 } }; const f = m.mock.getter(o, "v", () => 5), a = [o.v, f.mock.callCount()]; m.mock.restoreAll(); return [...a, o.v].join()`, "5,1,1"},
		{"throws", `const f = m.mock.fn(() => { throw new Error("x") }); try { f() } catch {} return f.mock.calls[0].error.message`, "x"},
		{"class", `class A { constructor(x) { this.x = x } } const M = m.mock.fn(A), a = new M(3); return [a.x, a instanceof A, M.mock.calls[0].target === A].join()`, "3,true,true"},
		{"no method", `m.mock.method({}, "nope")`, "threw TypeError [ERR_INVALID_ARG_VALUE]: The argument 'methodName' must be a method. Received undefined"},
		{"timers", `m.mock.timers`, "threw Error: dodev does not support mock timers of node:test yet"},
	})
}

func TestInspectBuffer(t *testing.T) {
	runCases(t, "node:buffer", []runCase{
		{"inside", `return require("node:util").inspect({ b: Buffer.from("ab"), none: Buffer.alloc(0) })`, "{ b: <Buffer 61 62>, none: <Buffer > }"},
		{"long", `return require("node:util").inspect(Buffer.alloc(52)).slice(-21)`, " 00 ... 2 more bytes>"},
	})
}
