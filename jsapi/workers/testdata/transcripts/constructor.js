export class A extends Dispatch {
	constructor(ctx, env) {
		super(ctx, env);
		this.arguments = arguments.length;
		switch (ctx.id.name) {
		case "throws": throw new RangeError("boom");
		case "throws text": throw "text";
		case "blocks": ctx.blockConcurrencyWhile(async () => { this.log.push("in"); await scheduler.wait(2); this.log.push("out"); }); break;
		case "blocks and fails": ctx.blockConcurrencyWhile(async () => { await scheduler.wait(1); throw new Custom("section"); }); break;
		case "aborts": ctx.abort("in constructor"); break;
		case "answers another": return { fetch() { return new Response("another"); } };
		}
	}
	async ok() { return new Response(this.log.join() + this.arguments); }
}

async function main({ env, call }) {
	for (const name of ["throws", "throws text", "blocks", "blocks and fails", "aborts", "answers another"]) {
		const stub = env.A.getByName(name);
		await note(name, () => stub.fetch("http://x/ok"));
		await note(name + ", same stub", () => stub.fetch("http://x/ok"));
		await note(name + ", new stub", () => call(name, "ok"));
	}
}
