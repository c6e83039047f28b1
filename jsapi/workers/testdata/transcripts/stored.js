export class A extends Dispatch {
	async put(name) {
		const { storage } = this.ctx;
		await storage.put("k", values[name](this));
		return describe(await storage.get("k"));
	}
}

const values = {
	headers: () => new Headers({ a: "b" }), request: () => new Request("http://h/"), response: () => new Response(null, { status: 404 }), blob: () => new Blob(["x"]),
	file: () => new File(["x"], "n"), stream: () => new ReadableStream(), sink: () => new WritableStream(), "request with a body": () => new Request("http://h/", { method: "POST", body: "x" }),
	stub: o => o.env.A.getByName("x"), namespace: o => o.env.A, id: o => o.ctx.id, ctx: o => o.ctx, storage: o => o.ctx.storage, env: o => o.env, object: o => o,
	target: () => new RpcTarget(), "class of a target": () => new (class T extends RpcTarget {})(), signal: () => new AbortController().signal, url: () => new URL("http://a"), socket: () => new WebSocketPair()[0],
};
const describe = v => new Response([v.constructor.name, v.url, v.method, v.status, v.size].join(" "));

async function main({ call, ctx, env }) {
	for (const name in values) await note(name, () => call("a", "put?" + name));
	await note("clone of ctx", () => structuredClone(ctx));
	await note("clone of env", () => structuredClone(env));
}
