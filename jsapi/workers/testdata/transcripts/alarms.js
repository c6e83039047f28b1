const events = {};

export class A extends Dispatch {
	get events() { return events[this.ctx.id.name] ??= []; }
	constructor(ctx, env) {
		super(ctx, env);
		this.events.push("new");
		if (ctx.id.name === "in constructor" && this.events.length < 2) ctx.storage.setAlarm(Date.now() + 20);
	}
	async set() { await this.ctx.storage.setAlarm(Date.now() + 10); return new Response(typeof await this.ctx.storage.getAlarm()); }
	async get() { return Response.json([typeof await this.ctx.storage.getAlarm(), this.events, [...(await this.ctx.storage.list()).keys()]]); }
	async times() {
		const { storage } = this.ctx, list = [];
		for (const v of [new Date(5), 5, 1e12 + 0.7, 9223372036854, new Date(9223372036855), 1e300, NaN, 0, -1, "5", {}, null, true, undefined]) {
			try {
				await storage.setAlarm(v);
				list.push(Number.isInteger(await storage.getAlarm()));
				await storage.deleteAlarm();
			} catch (e) {
				list.push(e.name + ": " + e.message);
			}
		}
		return new Response(list.join("\n"));
	}
	async transactions() {
		const { storage } = this.ctx, list = [];
		await storage.transaction(async t => { await t.setAlarm(1e12); throw new Error(); }).catch(() => {});
		list.push(await storage.getAlarm());
		await storage.transaction(async t => { await t.setAlarm(1e12); list.push(typeof await t.getAlarm()); t.rollback(); });
		list.push(await storage.getAlarm());
		return Response.json(list);
	}
	async alarm(info) {
		const { ctx, events } = this;
		events.push(["alarm", arguments.length, Object.keys(info).sort(), info.retryCount, info.isRetry, await ctx.storage.getAlarm(), typeof info.scheduledTime].join(" "));
		const first = info.retryCount === 0;
		switch (ctx.id.name) {
		case "throws": if (first) { await ctx.storage.put("written", 1); throw new Error("alarm"); } break;
		case "aborts": if (first) { ctx.storage.put("lost", 1); ctx.abort("alarm"); } break;
		case "gives up": ctx.abort("alarm", { retryAlarm: false }); break;
		case "sets another": if (!this.did) { this.did = true; await ctx.storage.setAlarm(Date.now() + 15); throw new Error("alarm"); } break;
		case "deletes": await ctx.storage.deleteAlarm(); throw new Error("alarm");
		case "stores": await ctx.storage.put("info", info).catch(e => events.push(e.message)); break;
		}
	}
}

async function main({ call }) {
	const names = ["returns", "throws", "aborts", "gives up", "sets another", "deletes", "stores"];
	for (const name of names) await note("set: " + name, () => call(name, "set"));
	await note("set: in constructor", () => call("in constructor", "get"));
	await scheduler.wait(150);
	for (const name of [...names, "in constructor"]) await note("soon: " + name, () => call(name, "get"));
	await scheduler.wait(3300);
	for (const name of names) await note("later: " + name, () => call(name, "get"));
	await note("times", () => call("times", "times"));
	await note("transactions", () => call("transactions", "transactions"));
}
