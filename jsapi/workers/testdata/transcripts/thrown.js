const values = {
	custom: () => new Custom("m", { cause: new TypeError("c") }), aggregate: () => new AggregateError([new Error("x")], "agg"),
	dom: () => new DOMException("d", "AbortError"), type: () => new TypeError("t"), empty: () => new Error(),
	marked: () => Object.assign(new Error("f"), { retryable: true, overloaded: true, durableObjectReset: true }),
	text: () => "s", number: () => 5, null: () => null, undefined: () => undefined, object: () => ({ a: 1 }),
	response: () => new Response("x"), namespace: env => env.A,
};
const answers = { five: 5, nothing: undefined, null: null, object: {}, text: "s" };

export class A extends Dispatch {
	async reject(name) { throw values[name](this.env); }
	throw(name) { throw values[name](this.env); }
	async resolve(name) { return answers[name]; }
	answer(name) { return answers[name]; }
	async stored() { await this.ctx.storage.put("kept", 1); throw new Error("after a put"); }
	async read() { return new Response(await this.ctx.storage.get("kept")); }
}

async function main({ call }) {
	for (const name in values) await note(name, () => call("a", "reject?" + name));
	await note("thrown at once", () => call("a", "throw?custom"));
	for (const name in answers) await note("resolved " + name, () => call("a", "resolve?" + name));
	for (const name in answers) await note("answered " + name, () => call("a", "answer?" + name));
	await note("put", () => call("a", "stored"));
	await note("kept", () => call("a", "read"));
}
