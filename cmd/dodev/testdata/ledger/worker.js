import { DurableObject } from "cloudflare:workers";

const far = Date.UTC(2200, 0, 1); // the alarm of turn n is n after this

export class Ledger extends DurableObject {
	alarm() {}

	// write leaves n in a pair, in the alarm and, from the third turn on, unless the object keeps to pairs, in the
	// synchronous storage and in the last row. Some turns empty everything first, and all undo something.
	write(n, pairs) {
		const { storage } = this.ctx;
		if (n % 13 === 0) {
			storage.deleteAll();
		}
		storage.put("pair", n);
		storage.put({ ["pair" + (n % 50)]: "x".repeat(n % 4 === 0 ? 3000 : 10), count: n });
		storage.setAlarm(far + n);
		if (pairs || n < 3) {
			return;
		}
		storage.sql.exec("CREATE TABLE IF NOT EXISTS rows (n INTEGER PRIMARY KEY, filler TEXT)");
		storage.sql.exec("INSERT INTO rows VALUES (?, hex(randomblob(?)))", n, 1 + (n % 7) * 300);
		storage.kv.put("sync", n);
		try {
			storage.transactionSync(() => {
				storage.kv.put("sync", -1);
				storage.put("pair", -1);
				storage.sql.exec("DELETE FROM rows");
				throw new Error("undo");
			});
		} catch {}
		storage.sql.exec("DELETE FROM rows WHERE n < ?", n - 20);
	}

	turn(n, pairs) {
		this.write(n, pairs);
	}

	// aborted writes what nobody may ever see.
	aborted(n, pairs) {
		this.write(n + 1000000, pairs);
		this.ctx.abort("as asked");
	}

	async state(_, pairs) {
		const { storage } = this.ctx;
		const n = (await storage.get("pair")) ?? 0;
		const at = await storage.getAlarm();
		const seen = { pair: n, count: (await storage.get("count")) ?? 0, alarm: at === null ? 0 : at - far };
		if (!pairs && n >= 3) {
			seen.sync = storage.kv.get("sync");
			seen.row = storage.sql.exec("SELECT max(n) AS n FROM rows").one().n;
		}
		return JSON.stringify(seen);
	}
}

export default {
	async fetch(request, env) {
		const { pathname, searchParams } = new URL(request.url);
		const [, object, method] = pathname.split("/");
		const n = Number(searchParams.get("n"));
		return new Response(await env.LEDGER.getByName(object)[method](n, object.startsWith("pairs")));
	},
};
