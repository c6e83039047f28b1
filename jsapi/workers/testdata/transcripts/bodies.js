export class A extends Dispatch {
	async request(_, q) { return Response.json([q.method, q.redirect, [...q.headers], q.cf, q.signal.aborted, q.url, await q.text()]); }
	async stream() {
		const { readable, writable } = new TransformStream();
		const writer = writable.getWriter();
		(async () => {
			for (let n = 0; n < 3; n++) { await scheduler.wait(1); await writer.write(new TextEncoder().encode("part" + n)); }
			await writer.close();
		})();
		return new Response(readable);
	}
	async hang() { await scheduler.wait(10000); }
}

async function main({ env, call }) {
	const stub = env.A.getByName("a");
	const later = () => new ReadableStream({ async pull(c) { await scheduler.wait(1); c.enqueue(new TextEncoder().encode("streamed")); c.close(); } });
	await note("get", () => call("a", "request"));
	await note("text", () => call("a", "request", { method: "POST", body: "hello" }));
	await note("stream", () => call("a", "request", { method: "POST", body: later() }));
	await note("form", () => call("a", "request", { method: "PUT", body: new URLSearchParams({ a: "b" }) }));
	await note("request", () => stub.fetch(new Request("http://x/request", { headers: { q: "1" }, redirect: "manual", cf: { a: 1 } })));
	await note("request and options", () => stub.fetch(new Request("http://x/request", { headers: { q: "1" } }), { method: "DELETE" }));
	await note("user and fragment", () => stub.fetch("http://u:p@x/request?a#b"));
	await note("streaming answer", () => call("a", "stream"));
	await note("aborted before", () => stub.fetch("http://x/hang", { signal: AbortSignal.abort(new RangeError("before")) }));
	await note("aborted", () => { const c = new AbortController(); setTimeout(() => c.abort(), 2); return stub.fetch("http://x/hang", { signal: c.signal }); });
	await note("timed out", () => stub.fetch("http://x/hang", { signal: AbortSignal.timeout(3) }));
	await note("relative", () => stub.fetch("/request"));
	await note("no argument", () => stub.fetch());
	await note("other protocol", () => stub.fetch("ftp://x/request"));
}
