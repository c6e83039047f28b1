import { DurableObject, RpcTarget, env as importedEnv, withEnv, waitUntil } from "cloudflare:workers";

const marks = ["remote", "retryable", "overloaded", "durableObjectReset", "code", "extra", "cause", "errors"];

function mark(e, name) {
	const v = e[name];
	return name + "=" + (Array.isArray(v) ? v.map(x => x.message) : v?.message ?? JSON.stringify(v));
}

function show(e) {
	if (typeof e !== "object" || e === null) return typeof e + " " + e;
	return [e.constructor.name, e.name, e.message, ...marks.filter(name => name in e).map(name => mark(e, name))].join(" | ");
}

async function text(v) {
	if (v instanceof Response) return v.status + " " + await v.text();
	return typeof v === "object" ? JSON.stringify(v) : String(v);
}

const transcript = [];

async function note(name, run) {
	try {
		transcript.push(name + ": " + await text(await run()));
	} catch (e) {
		transcript.push(name + " ! " + show(e));
	}
}

class Custom extends Error {
	name = "Custom";
	code = 5;
	extra = { a: 1 };
}

const lives = {};

export default {
	async fetch(request, env, ctx) {
		const call = (name, path, init) => env.A.getByName(name).fetch("http://x/" + path, init);
		await main({ request, env, ctx, call });
		return new Response(transcript.join("\n") + "\n");
	},
};

// An object's request names the method that answers it, and an argument.
class Dispatch extends DurableObject {
	log = [];
	fetch(request) {
		const url = new URL(request.url);
		return this[url.pathname.slice(1)](decodeURIComponent(url.search.slice(1)), request);
	}
	async seen() { return new Response(this.log.join(" ")); }
}

