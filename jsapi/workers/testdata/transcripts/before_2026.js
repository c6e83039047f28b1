// date: 2026-01-01
const values = {
	custom: () => new Custom("m", { cause: new TypeError("c") }), type: () => Object.assign(new TypeError("t", { cause: 5 }), { extra: 1 }), aggregate: () => new AggregateError([new Error("x")], "agg"),
	dom: () => Object.assign(new DOMException("d", "AbortError"), { extra: 1 }), empty: () => new Error(), "empty range": () => new RangeError(), renamed: () => Object.assign(new TypeError("t"), { name: "Other" }),
	marked: () => Object.assign(new Error("f"), { retryable: true, overloaded: true, durableObjectReset: true, remote: false }), "marked type": () => Object.assign(new TypeError("f"), { retryable: true }),
	"subclass": () => new (class Sub extends TypeError {})("s"), eval: () => new EvalError("e"), uri: () => new URIError("u"), text: () => "s", null: () => null, number: () => 5,
	object: () => ({ a: 1 }), array: () => [1, 2], response: () => new Response("x"), map: () => new Map(), date: () => new Date(NaN), colon: () => new Error("TypeError: x"),
};

export class A extends Dispatch {
	async reject(name) { throw values[name](); }
	async stored() {
		const { storage } = this.ctx, list = [];
		for (const name of ["custom", "type", "aggregate", "dom", "subclass"]) { await storage.put("e", values[name]()); list.push(show(await storage.get("e"))); }
		return new Response(list.join("\n"));
	}
	async alarm() {}
	async forget() { await this.ctx.storage.setAlarm(Date.now() + 1e6); await this.ctx.storage.deleteAll(); return new Response(typeof await this.ctx.storage.getAlarm()); }
}

async function main({ call }) {
	for (const name in values) await note(name, () => call("a", "reject?" + name));
	await note("stored", () => call("a", "stored"));
	await note("deleteAll", () => call("a", "forget"));
}
