export class A extends Dispatch {
	async nested() {
		const { ctx, log } = this;
		await ctx.blockConcurrencyWhile(async () => {
			log.push(1);
			await ctx.blockConcurrencyWhile(async () => { log.push(2); await scheduler.wait(1); log.push(3); });
			await ctx.storage.transaction(async () => { log.push(4); await scheduler.wait(1); log.push(5); });
			log.push(6);
		});
		return this.seen();
	}
	async parallel() {
		const { ctx, log } = this;
		await Promise.all([
			ctx.blockConcurrencyWhile(async () => { log.push("a1"); await scheduler.wait(2); log.push("a2"); }),
			ctx.blockConcurrencyWhile(async () => { log.push("b1"); await scheduler.wait(1); log.push("b2"); }),
			ctx.storage.transaction(async () => { log.push("t1"); await scheduler.wait(1); log.push("t2"); }),
			scheduler.wait(1).then(() => log.push("w")),
		]);
		return this.seen();
	}
	async timers() {
		const { ctx, log } = this;
		setTimeout(() => log.push("outer timer"), 1);
		queueMicrotask(() => log.push("microtask"));
		await ctx.blockConcurrencyWhile(async () => { setTimeout(() => log.push("inner timer"), 1); await scheduler.wait(4); log.push("section"); });
		log.push("after");
		await scheduler.wait(4);
		return this.seen();
	}
	async values() {
		const { ctx } = this;
		return Response.json([await ctx.blockConcurrencyWhile(() => 5), await ctx.blockConcurrencyWhile(async () => 6), await ctx.blockConcurrencyWhile(() => ctx.blockConcurrencyWhile(() => 7))]);
	}
	async arguments() {
		const list = [];
		for (const v of [undefined, 5, {}]) try { await this.ctx.blockConcurrencyWhile(v); } catch (e) { list.push(e.message); }
		return Response.json(list);
	}
	async reactions() {
		const { ctx, log } = this;
		setTimeout(() => log.push("timer"), 0);
		ctx.storage.put("a", 1).then(() => log.push("put"));
		Promise.resolve().then(() => log.push("microtask"));
		await scheduler.wait(5);
		return this.seen();
	}
}

async function main({ call }) {
	for (const path of ["nested", "parallel", "timers", "values", "arguments", "reactions"]) await note(path, () => call(path, path));
}
