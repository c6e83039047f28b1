export class A extends Dispatch {
	async run(what, request) {
		const [kind, n] = what.split(",");
		this.log.push("start" + n);
		await this[kind](n, request);
		this.log.push("end" + n);
		return new Response();
	}
	wait() { return scheduler.wait(3); }
	timer() { return new Promise(done => setTimeout(done, 3)); }
	async microtasks() { await null; await null; }
	async storage() { const s = this.ctx.storage; await s.get("a"); await s.put("a", 1); await s.list(); }
	async sync() { this.ctx.storage.put("z", 1); await this.ctx.storage.sync(); }
	body(_, request) { return request.text(); }
	stub() { return this.env.A.getByName("other").fetch("http://x/seen"); }
	section(n) { return this.ctx.blockConcurrencyWhile(async () => { this.log.push("in" + n); await scheduler.wait(3); this.log.push("out" + n); }); }
	transaction(n) { return this.ctx.storage.transaction(async () => { this.log.push("in" + n); await scheduler.wait(3); this.log.push("out" + n); }); }
}

async function main({ call }) {
	const together = async (...kinds) => {
		const name = kinds.join();
		await Promise.all(kinds.map((kind, n) => call(name, "run?" + kind + "," + (n + 1), { method: "POST", body: "x" })));
		await note(kinds.join(", "), () => call(name, "seen"));
	};
	for (const kind of ["wait", "timer", "microtasks", "storage", "sync", "body", "stub", "section", "transaction"]) await together(kind, kind);
	await together("wait", "section", "wait");
	await together("section", "wait", "section", "transaction");
}
