export class A extends Dispatch {
	constructor(ctx, env) {
		super(ctx, env);
		lives[ctx.id.name] = (lives[ctx.id.name] ?? 0) + 1;
	}
	get storage() { return this.ctx.storage; }
	async plain() { this.ctx.abort(); return new Response("never"); }
	async reason(text) { this.ctx.abort(text); return new Response("never"); }
	async error() { try { this.ctx.abort(new TypeError("typed")); } finally { this.log.push("never"); } }
	async lost() { await this.storage.put("a", 1); this.storage.put("b", 2); this.ctx.abort("lost"); }
	async kept() { await this.storage.put("a", 1); await this.storage.sync(); this.storage.put("b", 2); this.ctx.abort("kept"); }
	async read() { return Response.json([[...await this.storage.list()], lives[this.ctx.id.name], this.log]); }
	async hang() { await scheduler.wait(10000); }
	async section() { try { await this.ctx.blockConcurrencyWhile(async () => { throw new Custom("section"); }); } catch { return new Response("caught"); } }
	async sectionAtOnce() { try { await this.ctx.blockConcurrencyWhile(() => { throw new Custom("at once"); }); } catch { return new Response("caught"); } }
}

async function main({ env, call }) {
	for (const path of ["plain", "reason?why", "error", "lost", "read", "kept", "read", "section", "sectionAtOnce", "read"]) {
		await note(path, () => call("a", path));
	}
	const stub = env.A.getByName("b");
	const hanging = stub.fetch("http://x/hang");
	const aborting = stub.fetch("http://x/plain");
	await Promise.allSettled([hanging, aborting]);
	await note("under way", () => hanging);
	await note("aborting", () => aborting);
	await note("same stub", () => stub.fetch("http://x/read"));
	const queue = env.A.getByName("c"), calls = ["hang", "plain", "read", "read"].map(path => queue.fetch("http://x/" + path));
	await Promise.allSettled(calls);
	for (const call of calls) await note("queued", () => call);
	await note("new stub", () => call("b", "read"));
}
