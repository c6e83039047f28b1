import { DurableObject } from "cloudflare:workers";

// Scripts that ask for more than there is: of memory, of the stack, of time. What they answer does not matter.
const scripts = {
	// memory
	hoardObjects: () => { const list = []; for (;;) list.push({ n: list.length, text: "x" + list.length }); },
	hoardStrings: () => { const list = []; for (;;) list.push("x".repeat(1e6) + list.length); },
	hoardBuffers: () => { const list = []; for (;;) list.push(new Uint8Array(1e7).fill(1)); },
	hoardMap: () => { const map = new Map(); for (let n = 0; ; n++) map.set("key" + n, { n }); },
	hoardClosures: () => { const list = []; for (let n = 0; ; n++) list.push(() => n); },
	doubleString: () => { let s = "x"; for (;;) s += s; },
	shiftBigInt: () => 1n << 2n ** 40n,
	powerBigInt: () => 2n ** 10000000000n,
	hoardProperties: () => { const o = {}; for (let n = 0; ; n++) o["p" + n] = n; },
	hoardPromises: () => { const list = []; for (;;) list.push(new Promise(() => {})); },
	hoardSymbols: () => { const o = {}; for (;;) o[Symbol()] = 1; },
	hoardFunctions: () => { const list = []; for (;;) list.push(function () {}.bind(null, list)); },
	hoardErrors: () => { const list = []; for (;;) list.push(new Error("x")); },
	growBuffer: () => { const list = []; for (;;) { const b = new ArrayBuffer(1, { maxByteLength: 1e8 }); b.resize(1e8); list.push(b); } },

	// the stack
	recurse: () => { const f = () => f() + 1; return f(); },
	recurseCaught: () => { const f = () => { try { return f() + 1; } catch { return f(); } }; return f(); },
	recurseGetter: () => ({ get x() { return this.x; } }).x,
	recurseProxy: () => { const p = new Proxy({}, { get: (t, k) => p[k] }); return p.x; },
	recurseToString: () => { const o = { toString() { return `${this}`; } }; return `${o}`; },
	recurseJSON: () => JSON.stringify({ toJSON() { return JSON.stringify(this); } }),
	recurseReviver: () => { const f = () => JSON.parse("[1]", f); return f(); },
	recurseSort: () => { const f = () => [2, 1].sort(f); return f(); },
	recurseReplace: () => { const f = () => "a".replace(/a/, f); return f(); },
	recurseGenerator: () => { function* g() { yield* g(); } return g().next(); },
	recurseAsync: async () => { const f = async () => f(); return f(); },
	recurseClass: () => { class A { constructor() { new A(); } } return new A(); },
	recurseBind: () => { let f = () => 1; for (let n = 0; n < 1e5; n++) f = f.bind(null); return f(); },
	deepClone: () => { let o = {}; for (let n = 0; n < 1e5; n++) o = { o }; return structuredClone(o); },
	deepFlat: () => { let a = []; for (let n = 0; n < 1e5; n++) a = [a]; return a.flat(Infinity); },
	deepPrint: () => { let o = {}; for (let n = 0; n < 1e5; n++) o = { o }; console.log(o); },
	deepPrototype: () => { let o = {}; for (let n = 0; n < 1e5; n++) o = Object.create(o); return o.nothing; },
	deepCause: () => { let e = new Error("x"); for (let n = 0; n < 1e5; n++) e = new Error("x", { cause: e }); throw e; },

	// regular expressions
	regexBacktrack: () => /^(a+)+$/.test("a".repeat(35) + "!"),
	regexNested: () => new RegExp("(".repeat(1e5) + ")".repeat(1e5)).test(""),
	regexRepeat: () => new RegExp("(a{1,1000}){1,1000}").test("a"),
	regexLong: () => /(x+x+)+y/.test("x".repeat(30)),

	// JSON
	jsonDeep: () => JSON.parse("[".repeat(5e6)),
	jsonDeepClosed: () => JSON.parse("[".repeat(2e6) + "]".repeat(2e6)),
	jsonDeepObject: () => JSON.parse('{"a":'.repeat(1e6)),
	jsonIndent: () => { let o = []; for (let n = 0; n < 2000; n++) o = [o]; return JSON.stringify(o, null, 10).length; },

	// strings
	repeat: () => "x".repeat(2 ** 30),
	pad: () => "x".padStart(2 ** 31, "y"),
	join: () => new Array(2 ** 31).join("x"),
	splitAll: () => "x".repeat(1e8).split(""),
	replaceBomb: () => "x".repeat(1e5).replace(/x/g, "x".repeat(1e5)),
	replaceAllBomb: () => "x".repeat(1e5).replaceAll("x", "x".repeat(1e5)),

	// arrays and buffers
	fill: () => new Array(1e9).fill(0),
	lengthFill: () => { const a = []; a.length = 4e9; return a.fill(0); },
	sortHoles: () => new Array(4e9).sort(),
	spread: () => Math.max(...new Array(1e8)),
	apply: () => String.fromCharCode.apply(null, { length: 4e9 }),
	typed: () => new Float64Array(2 ** 31),
	buffer: () => new ArrayBuffer(2 ** 40),
	shared: () => new SharedArrayBuffer(2 ** 40),
	lastIndex: () => { const a = []; a[4294967294] = 1; return a.reverse(); },

	// streams
	streamEndless: () => new Response(new ReadableStream({ pull(c) { c.enqueue(new Uint8Array(1e6)); } })).arrayBuffer(),
	streamText: () => new Response(new ReadableStream({ pull(c) { c.enqueue(new TextEncoder().encode("x".repeat(1e6))); } })).text(),
	streamStart: () => new ReadableStream({ start(c) { for (;;) c.enqueue(new Uint8Array(1e6)); } }),
	zipBomb: async () => {
		const zeros = new ReadableStream({ pull(c) { this.n = (this.n ?? 0) + 1; c.enqueue(new Uint8Array(1e6)); if (this.n > 500) c.close(); } });
		const small = await new Response(zeros.pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
		return (await new Response(new Response(small).body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer()).byteLength;
	},

	// sockets
	socketFlood: () => { const [a, b] = Object.values(new WebSocketPair()); a.accept(); for (let n = 0; n < 1e6; n++) a.send("x".repeat(1000)); return b; },
	socketPairs: () => { const list = []; for (let n = 0; n < 1e5; n++) list.push(new WebSocketPair()); return list.length; },

	// timers
	timerFlood: () => { for (let n = 0; n < 1e6; n++) setTimeout(() => {}, 1e9); },

	// storage
	storageLarge: (ctx) => ctx.storage.put("k", "x".repeat(1e8)),
	storageMany: (ctx) => { for (let n = 0; n < 2e5; n++) ctx.storage.put("k" + n, n); },
	sqlJoin: (ctx) => ctx.storage.sql.exec("SELECT randomblob(1000000000)").one(),
	sqlDeep: (ctx) => ctx.storage.sql.exec("SELECT " + "(".repeat(1e5) + "1" + ")".repeat(1e5)).one(),
};

// Scripts that do not end by themselves, or not soon.
const endless = {
	endlessLoop: () => { for (;;); },
	endlessAsync: async () => { for (;;) await null; },
	endlessJobs: () => new Promise(() => { const f = () => Promise.resolve().then(f); f(); }),
	endlessQueue: () => new Promise(() => { const f = () => queueMicrotask(f); f(); }),
	endlessIterator: () => [...{ [Symbol.iterator]: () => ({ next: () => ({ value: undefined, done: false }) }) }],
	endlessFrom: () => Array.from({ [Symbol.iterator]: () => ({ next: () => ({ value: 1 }) }) }),
	endlessProxy: () => { const p = new Proxy([], { get: (t, k) => k === "length" ? 2 ** 53 : 1, has: () => true }); return Array.prototype.findLast.call(p, () => false); },
	endlessGenerator: () => { function* g() { for (;;) yield 1; } for (const x of g()); },
	endlessFinally: () => { for (;;) try { throw 1; } catch { continue; } finally { continue; } },
	doubleArray: () => { let a = [1]; for (;;) a = a.concat(a); },
	doubleBigInt: () => { let n = 3n; for (;;) n *= n; },
	regexReference: () => /^(a+)+\1b$/.test("a".repeat(40)),
	normalize: () => "\ufdfa".repeat(1e7).normalize("NFKD").length,
	encode: () => new TextEncoder().encode("\u20ac".repeat(2e7)).length,
	base64: () => btoa("x".repeat(3e7)).length,
	streamTee: () => { const [a] = new ReadableStream({ pull(c) { c.enqueue(new Uint8Array(1e6)); } }).tee(); return a.pipeTo(new WritableStream()); },
	socketPingPong: () => new Promise(() => {
		const [a, b] = Object.values(new WebSocketPair());
		a.accept(); b.accept();
		a.addEventListener("message", (e) => a.send(e.data));
		b.addEventListener("message", (e) => b.send(e.data));
		a.send("x");
	}),
	timerStorm: () => new Promise(() => { for (let n = 0; n < 100; n++) setInterval(() => {}, 0); }),
	timerChain: () => new Promise(() => { const f = () => setTimeout(f, 0); f(); }),
};

export class Victim extends DurableObject {
	async run(name) {
		return String(await (scripts[name] ?? endless[name])(this.ctx)).length;
	}
	ping() {
		return "pong";
	}
}

export default {
	async fetch(request, env) {
		const [, object, name] = new URL(request.url).pathname.split("/");
		if (object === "scripts") return Response.json({ ending: Object.keys(scripts), endless: Object.keys(endless) });
		const victim = env.VICTIM.getByName(object);
		return new Response(name ? await victim.run(name) : await victim.ping());
	},
};
