const rejections = [];
addEventListener("unhandledrejection", e => rejections.push(e.type + " " + e.reason.message + " " + (e.promise instanceof Promise)));
addEventListener("rejectionhandled", e => rejections.push(e.type));

const names = o => Object.getOwnPropertyNames(o).filter(name => name !== "mapVirtualHost").sort().join();

export class A extends Dispatch {
	async members() {
		const { ctx } = this;
		return Response.json([names(ctx), names(Object.getPrototypeOf(ctx)), String(ctx), ctx.props, ctx.container === undefined, names(this), names(Object.getPrototypeOf(ctx.storage))]);
	}
	async misuse() {
		const { ctx } = this, list = [];
		for (const f of [() => { const { waitUntil } = ctx; waitUntil(5); }, () => ctx.waitUntil(), () => new ctx.constructor(), () => ctx.constructor(), () => new ctx.storage.constructor()]) {
			try { list.push(String(f())); } catch (e) { list.push(e.name + ": " + e.message); }
		}
		return Response.json(list);
	}
	async waiting() { this.ctx.waitUntil(Promise.reject(new Error("waited for"))); return new Response(this.ctx.waitUntil(scheduler.wait(1))); }
	async unhandled() { Promise.reject(new Error("in an object")); return new Response("fine"); }
	async timer() { setTimeout(() => { throw new Error("in a timer"); }, 1); await scheduler.wait(5); return new Response("alive"); }
	async alarmless() { await this.ctx.storage.setAlarm(Date.now() + 1000); return new Response("set"); }
}

async function main({ env, ctx, call }) {
	for (const path of ["members", "misuse", "waiting", "unhandled", "timer", "alarmless"]) await note(path, () => call("a", path));
	await note("handler", () => [names(ctx), names(Object.getPrototypeOf(ctx)), String(ctx), ctx.props, ctx.waitUntil(5), ctx.passThroughOnException(), waitUntil(Promise.resolve())]);
	await note("detached", () => { const { waitUntil } = ctx; waitUntil(Promise.resolve()); });
	await note("nothing to wait for", () => ctx.waitUntil());
	Promise.reject(new Error("in a handler"));
	const late = Promise.reject(new Error("late"));
	await scheduler.wait(1);
	late.catch(() => {});
	await scheduler.wait(1);
	await note("rejections", () => rejections);

	await note("env", () => [importedEnv === env, Object.keys(importedEnv), "A" in importedEnv, importedEnv.A === env.A]);
	await note("withEnv", async () => {
		const list = [];
		await withEnv({ Z: 1 }, async () => {
			list.push(importedEnv.Z, importedEnv.A === undefined);
			await scheduler.wait(1);
			withEnv({ Z: 2 }, () => list.push(importedEnv.Z));
			list.push(importedEnv.Z);
		});
		return [...list, importedEnv.Z === undefined, withEnv({}, () => 5), withEnv(5, () => 6)];
	});
	await note("withEnv without a function", () => withEnv({}));

	const stub = env.A.getByName("z");
	await note("stub", () => [Object.keys(stub), "foo" in stub, typeof stub.then, String(stub), typeof stub.toString, String(stub[Symbol.iterator]), (stub.foo = 5, stub.foo)]);
	for (const [what, run] of Object.entries({
		"constructor of a stub": () => stub.constructor(), "get of text": () => env.A.get("x"), "getByName of nothing": () => env.A.getByName(), "bad id": () => env.A.idFromString("zz"),
		"foreign id": () => env.A.idFromString("0".repeat(64)), "equals": () => env.A.idFromName("a").equals(5), "jurisdiction": () => env.A.jurisdiction("eu"),
		"unique id in a jurisdiction": () => env.A.newUniqueId({ jurisdiction: "eu" }), "routing mode": () => env.A.get(env.A.idFromName("a"), { routingMode: "foo" }),
	})) await note(what, run);
	await note("names of ids", () => [5, null, undefined, {}, ""].map(name => env.A.idFromName(name).name));
}
