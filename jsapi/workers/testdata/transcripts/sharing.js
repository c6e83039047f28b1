const saved = {};

export class A extends Dispatch {
	async save() { saved.by = this.ctx.id.name; saved.stub = this.env.A.getByName("c"); saved.storage = this.ctx.storage; return new Response("saved"); }
	async by() { return new Response(saved.by); }
	async stub() { return saved.stub.fetch("http://x/by"); }
	async storage() { return new Response(await saved.storage.get("x")); }
	async self() { return new Response("self " + await (await this.env.A.get(this.ctx.id).fetch("http://x/by")).text()); }
	async name() { const { name } = this.ctx.id; return Response.json([name?.length, name?.slice(0, 2), String(this.ctx.id).length]); }
}

async function main({ env, call }) {
	await note("save", () => call("a", "save"));
	await note("globals", () => call("b", "by"));
	await note("global here", () => saved.by);
	await note("stub of another object", () => call("b", "stub"));
	await note("storage of another object", () => call("b", "storage"));
	await note("stub of an object here", () => saved.stub.fetch("http://x/by"));
	await note("storage of an object here", () => saved.storage.get("x"));
	await note("own stub", () => call("a", "self"));
	for (const [what, name] of [["1024 bytes", "n".repeat(1024)], ["1025 bytes", "n".repeat(1025)], ["1024 bytes of é", "é".repeat(512)], ["1025 bytes with é", "é".repeat(512) + "x"], ["no bytes", ""]]) {
		await note("name of " + what, () => call(name, "name"));
	}
	await note("unique id", () => env.A.get(env.A.newUniqueId()).fetch("http://x/name"));
	const id = env.A.idFromString(String(env.A.idFromName("later")));
	await note("id from text", () => env.A.get(id).fetch("http://x/name"));
	await note("then by name", () => call("later", "name"));
}
