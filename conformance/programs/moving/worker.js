// Objects that store whatever can be stored, and tell what they find.
import { DurableObject } from "cloudflare:workers";

// values has one of each kind that has bytes of its own in the store.
function values() {
	const cycle = { list: [1, , "3"], nothing: null, missing: undefined };
	cycle.self = cycle;
	const error = new RangeError("too far");
	error.stack = "at home";
	return {
		"": "the empty key", "a\0b": [true, false, -1, 2 ** 31, 1.5, -0, NaN, Infinity, 12345678901234567890n, -5n],
		"é😀": "Latin-1 é, two bytes ł, surrogates 😀\ud800", cycle, date: new Date(5), pattern: /x+/gi,
		map: new Map([[1, "one"], ["two", new Set([2, 3])]]), bytes: new Uint8Array([1, 2, 3]).subarray(1),
		floats: new Float64Array([0.5]), error, boxed: Object("s"), big: "x".repeat(1e6),
	};
}

function describe(v, seen = []) {
	if (typeof v === "bigint") return v + "n";
	if (Object.is(v, -0)) return "-0";
	if (v === null || typeof v !== "object") {
		const text = typeof v === "string" ? JSON.stringify(v) : String(v);
		return text.length > 200 ? `${text.slice(0, 20)}... ${text.length}` : text;
	}
	if (seen.includes(v)) return "again " + seen.indexOf(v);
	seen.push(v);
	const kind = Object.prototype.toString.call(v).slice(8, -1);
	if (v instanceof Date) return kind + v.getTime();
	if (v instanceof Error) return `${v.name} ${v.message} ${v.stack}`;
	if (v instanceof RegExp) return String(v);
	if (v instanceof Map || v instanceof Set) return kind + [...v].map((e) => describe(e, seen));
	if (ArrayBuffer.isView(v)) return `${kind} ${v.byteOffset} ${v.buffer.byteLength} ${[...v]}`;
	return kind + "{" + Object.keys(v).map((k) => k + ":" + describe(v[k], seen)) + "}";
}

class Base extends DurableObject {
	async alarm() { await this.ctx.storage.put("alarmed", this.ctx.id.name); }
	async fill() { await this.ctx.storage.put(values()); }
	async soon(ms) { await this.ctx.storage.setAlarm(Date.now() + ms); }
	async far() { await this.ctx.storage.setAlarm(Date.UTC(2100, 0)); }
	async look() {
		const lines = [`${this.ctx.id.name} alarm ${await this.ctx.storage.getAlarm()}`];
		for (const [key, value] of await this.ctx.storage.list()) lines.push(JSON.stringify(key) + " " + describe(value));
		return lines.join("\n");
	}
	part(...path) {
		const [name, ...rest] = path;
		const part = this.ctx.facets.get(name, () => ({ class: this.ctx.exports.Part({}) }));
		return rest.length > 0 ? part.part(...rest) : part.count();
	}
}
export class Part extends Base {
	count() {
		const { sql } = this.ctx.storage;
		sql.exec("CREATE TABLE IF NOT EXISTS counts (n INTEGER PRIMARY KEY AUTOINCREMENT)");
		sql.exec("INSERT INTO counts DEFAULT VALUES");
		return "part " + sql.exec("SELECT max(n) AS n FROM counts").one().n;
	}
}
export class Pairs extends Base {}
export class Tables extends Base {
	make() {
		const { sql } = this.ctx.storage;
		sql.exec(`CREATE TABLE books (title TEXT NOT NULL UNIQUE, pages INT CHECK (pages > 0), cover BLOB);
			CREATE INDEX pages ON books (pages);
			CREATE VIRTUAL TABLE words USING fts5 (title);
			CREATE VIEW thick AS SELECT title FROM books WHERE pages > 500;
			CREATE TRIGGER note AFTER INSERT ON books BEGIN INSERT INTO words VALUES (new.title); END`);
		for (let i = 1; i <= 300; i++) sql.exec("INSERT INTO books VALUES (?, ?, ?)", "book " + i, i * 2, new Uint8Array([i, 0, 255]).buffer);
		sql.exec("DELETE FROM books WHERE pages < 50");
	}
	rows() {
		const { sql } = this.ctx.storage;
		const all = (query) => JSON.stringify(sql.exec(query).raw().toArray());
		return [
			all("SELECT count(*), min(rowid), max(rowid), sum(pages) FROM books"), all("SELECT title, hex(cover) FROM books WHERE pages = 98"),
			all("SELECT count(*) FROM thick"), all("SELECT title FROM words WHERE words MATCH '42'"),
			all("SELECT type, name FROM sqlite_schema WHERE name NOT LIKE '%\\_%' ESCAPE '\\' ORDER BY name"),
		].join("\n");
	}
}

// The path is a binding, a name, a method and its arguments.
export default {
	async fetch(request, env) {
		const [, space, name, method, ...rest] = new URL(request.url).pathname.split("/").map(decodeURIComponent);
		const result = await env[space].getByName(name)[method](...rest.map((a) => (a > 0 ? Number(a) : a)));
		return new Response(String(result));
	},
};
