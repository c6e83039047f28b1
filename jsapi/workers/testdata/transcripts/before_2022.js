// date: 2021-11-08
export class A {
	constructor(state, env) { this.state = state; this.arguments = arguments.length; }
	async fetch(request) {
		const url = new URL(request.url), { storage } = this.state;
		switch (url.pathname) {
		case "/synchronous":
			try { storage.put("a"); return new Response("no exception"); } catch (e) { return new Response(e.message); }
		case "/custom": throw new Custom("m", { cause: 5 });
		case "/object": throw { a: 1 };
		case "/members": return Response.json([this.arguments, String(this.state), String(storage), "exports" in this.state, Object.keys(request).sort()]);
		}
		return new Response(request.url + " " + url.pathname + url.search);
	}
}

async function main({ env, call }) {
	const stub = env.A.get(env.A.idFromName("a"));
	for (const path of ["synchronous", "custom", "object", "members"]) await note(path, () => call("a", path));
	for (const url of ["http://do//double", "http://do/a//b/../c#f", "/x//y", "x", "?q", "", "http://do", "http://u:p@do/x", "http://do/a b", "http://DO:80/?"]) await note("fetch " + url, () => stub.fetch(url));
	await note("request", () => new Request("http://h//x").url);
	await note("url", () => [new URL("http://h//x").href, new URL("x//y", "http://h/a//b").href]);
	await note("bad url", () => new URL("mailto:a@b"));
	await note("bad fetch", () => { try { stub.fetch(); return "no exception"; } catch (e) { return e.message; } });
}
