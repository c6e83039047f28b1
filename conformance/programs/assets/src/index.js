import { questions } from "./questions.js";

const attempt = async (f) => {
	try {
		return await f();
	} catch (e) {
		return `${e.name}: ${e.message}`;
	}
};

// What matters of a response, but for the tag, which every run makes anew, and what wrangler tells itself.
async function show(r) {
	if (!(r instanceof Response)) return String(r);
	const headers = [...r.headers].filter(([name]) => name !== "date" && !name.startsWith("x-mf-")).map(([name, value]) => `${name}: ${/^"[0-9a-f]{32}"$/.test(value) ? "TAG" : value}`);
	return [`${r.status} ${r.statusText}`, ...headers, JSON.stringify(await r.text())].join(" | ");
}

export default {
	async fetch(request, env) {
		const url = new URL(request.url);
		const site = url.searchParams.get("site");
		if (url.pathname === "/ask") {
			const out = [];
			for (const asked of questions[url.searchParams.get("about")]) {
				const line = asked.startsWith("/") ? "GET " + asked : asked;
				const [method, path, ...rest] = line.split(" ");
				const headers = Object.fromEntries(rest.map((h) => h.split("=")));
				out.push(`${line}: ${await show(await attempt(() => env[site].fetch("http://site.test" + path, { method, headers, redirect: "manual", body: method === "POST" ? "x" : undefined })))}`);
			}
			return new Response(out.join("\n"));
		}
		if (url.pathname === "/tags") {
			const first = await env.AUTO.fetch("http://site.test/a.txt");
			const tag = first.headers.get("etag");
			const out = [];
			for (const value of [tag, "W/" + tag, tag.slice(1, -1), `"x", ${tag}`, "*", "\"x\""]) {
				for (const method of ["GET", "HEAD"]) out.push(`${method} ${value.replace(tag.slice(1, -1), "TAG")}: ${await show(await env.AUTO.fetch("http://site.test/a.txt", { method, headers: { "If-None-Match": value } }))}`);
			}
			const other = await env.AUTO.fetch("http://site.test/empty.txt");
			out.push(`others differ: ${other.headers.get("etag") !== tag}`, `kept: ${(await env.AUTO.fetch("http://else.test/a.txt?x")).headers.get("etag") === tag}`);
			return new Response(out.join("\n"));
		}
		if (url.pathname === "/call") {
			return new Response([
				await attempt(() => env.ASSETS.hello()), await attempt(() => env.AUTO.hello()), await attempt(() => env.RULED.hello("you")),
				await attempt(() => env.RULED.hello), await attempt(async () => String(env.ASSETS)), await attempt(async () => env.ASSETS.constructor.name),
				await attempt(() => env.ASSETS.fetch("/a.txt")),
				await attempt(async () => (await env.ENTRY.fetch("http://x/blog")).text()),
			].join("\n"));
		}
		if (url.pathname.startsWith("/api/mine")) return show(await env.ASSETS.fetch(request)).then((text) => new Response("mine: " + text));
		return new Response(`worker: ${request.method} ${url.pathname}${url.search}`, { headers: { "x-mode": request.headers.get("sec-fetch-mode") ?? "none" } });
	},
};
