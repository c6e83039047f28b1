// What the Cache API keeps, for whom, and what a match answers.
const attempt = async (f) => {
	try {
		return await f();
	} catch (e) {
		return `${e.name}: ${e.message}`;
	}
};

async function show(r) {
	if (!(r instanceof Response)) return String(r);
	const headers = [...r.headers].filter(([name, value]) => name !== "date" && !value.endsWith("GMT"));
	return `${r.status} ${r.statusText} ${headers.map((h) => h.join(": ")).join(", ")} | ${await r.text()}`;
}

const out = [];
let number = 0;

// keep puts a response and asks for it; each under a URL of its own.
async function keep(name, headers, { init = {}, ask = {}, asked = {}, body = "hello world" } = {}) {
	const url = `http://cache.test/${++number}`;
	const put = await attempt(() => caches.default.put(new Request(url, { headers: asked }), new Response(body, { headers, ...init })));
	out.push(`${name}: ${put} ${await show(await attempt(() => caches.default.match(new Request(url, { headers: ask }))))}`);
}

const minute = { "cache-control": "max-age=60" };

const chapters = {
	async control() {
		for (const control of ["max-age=60", "s-maxage=60", "no-store", "private, max-age=60", "no-cache, max-age=60", "max-age=0", "public", "must-revalidate, max-age=60", "immutable", "max-age=60, s-maxage=0", "proxy-revalidate, max-age=60", "MAX-AGE=\"60\""]) {
			await keep(control, { "cache-control": control });
		}
		await keep("nothing", {});
		await keep("expires", { expires: new Date(Date.now() + 60000).toUTCString() });
		await keep("expired", { expires: new Date(Date.now() - 60000).toUTCString() });
		await keep("expires x", { expires: "x" });
		await keep("modified", { "last-modified": new Date(Date.now() - 600000).toUTCString() });
		await keep("cookie", { ...minute, "set-cookie": "a=b" });
		await keep("private cookie", { "cache-control": "private=set-cookie, max-age=60", "set-cookie": "a=b" });
		await keep("pragma", { pragma: "no-cache" });
		await keep("older", { "cache-control": "max-age=3", age: "5" });
		await keep("old", { ...minute, age: "5" });
	},
	async status() {
		for (const status of [200, 201, 203, 300, 301, 302, 307, 308, 400, 401, 403, 404, 405, 410, 414, 500, 501, 503, 504]) await keep(status, minute, { init: { status, statusText: "mine" } });
	},
	async request() {
		await keep("vary", { ...minute, vary: "x-a" }, { asked: { "x-a": "1" }, ask: { "x-a": "2" } });
		await keep("authorization", minute, { asked: { authorization: "x" } });
		await keep("public", { "cache-control": "public, max-age=60" }, { asked: { authorization: "x" } });
		await keep("no-store", minute, { asked: { "cache-control": "no-store" }, ask: { "cache-control": "no-store" } });
		const tagged = { ...minute, etag: '"abc"' };
		for (const tag of ['"abc"', '"x"', 'W/"abc"', "*", '"x", "abc"', "abc"]) await keep("tag " + tag, tagged, { ask: { "if-none-match": tag } });
		await keep("weak", { ...minute, etag: 'W/"abc"' }, { ask: { "if-none-match": '"abc"' } });
		await keep("no tag", minute, { ask: { "if-none-match": '"abc"' } });
		const dated = { ...minute, "last-modified": "Wed, 21 Oct 2015 07:28:00 GMT" };
		for (const since of ["Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 2015 07:27:00 GMT", "Wed, 21 Oct 2020 07:28:00 GMT", "x"]) await keep(since, dated, { ask: { "if-modified-since": since } });
		await keep("unmodified", dated, { ask: { "if-unmodified-since": "Wed, 21 Oct 2014 07:28:00 GMT" } });
		await keep("match", tagged, { ask: { "if-match": '"x"' } });
		for (const range of ["bytes=0-4", "bytes=6-", "bytes=-5", "bytes=2-100", "bytes=100-", "bytes=5-2", "x=0-1", "bytes=", "bytes=0-10", "bytes=a-b", "bytes=-0", "bytes=-100"]) await keep(range, minute, { ask: { range } });
		await keep("range of 404", minute, { init: { status: 404 }, ask: { range: "bytes=0-1" } });
		await keep("range and tag", tagged, { ask: { range: "bytes=0-1", "if-none-match": '"abc"' } });
	},
	async keys() {
		const cache = caches.default;
		const url = "http://cache.test/key";
		await cache.put(url, new Response("1", { headers: minute }));
		out.push("cf " + (await show(await cache.match(new Request("http://other.test/", { cf: { cacheKey: url } })))));
		out.push("fragment " + (await show(await cache.match(url + "#x"))), "query " + (await show(await cache.match(url + "?x"))));
		out.push("head " + (await show(await cache.match(new Request(url, { method: "HEAD" })))), (await show(await cache.match(new Request(url, { method: "HEAD" }), { ignoreMethod: true }))));
		const named = await caches.open("named");
		out.push("named " + (await show(await named.match(url))));
		await named.put(url, new Response("2", { headers: minute }));
		out.push((await show(await named.match(url))), (await show(await (await caches.open("default")).match(url))));
		out.push("delete " + [await cache.delete(new Request(url, { method: "POST" })), await cache.delete(url), await cache.delete(url), await show(await cache.match(url)), await named.delete(url)]);
		await cache.put(url, new Response("a", { headers: minute }));
		await cache.put(url, new Response("b", { headers: { "cache-control": "no-store" } }));
		out.push("kept " + (await show(await cache.match(url))));
		await cache.put(url, new Response("c", { headers: { "cache-control": "max-age=1" } }));
		await scheduler.wait(1100);
		out.push("stale " + (await show(await cache.match(url))));
		await cache.put("http://cache.test/A/../b", new Response("path", { headers: minute }));
		const r = await cache.match("http://CACHE.test/b");
		out.push(r.url, r.redirected, r.type, await attempt(() => r.headers.set("a", "b")), await show(r));
		await keep("stream", minute, { body: new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode("chunk")); c.close(); } }) });
	},
	async put() {
		await caches.default.put("http://cache.test/survives", new Response("after a restart", { headers: minute }));
	},
	async left() {
		out.push(await show(await caches.default.match("http://cache.test/survives")));
	},
};

export default {
	async fetch(request) {
		const chapter = new URL(request.url).pathname.slice(1);
		out.length = 0;
		await chapters[chapter]();
		return new Response(out.join("\n") + "\n");
	},
};
