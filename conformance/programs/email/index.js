import { EmailMessage } from "cloudflare:email";

// A made-up id says only that there was one.
const hide = (text) => String(text).replace(/<[A-Za-z0-9]{36}@/g, "<ID@");
const told = (v) => hide(JSON.stringify(v));

async function attempt(lines, name, f) {
	try {
		lines.push(`${name}: ${told(await f())}`);
	} catch (e) {
		lines.push(`${name}: ${e?.name}: ${hide(e?.message)}`);
	}
}

function mail(fields, body = "Hello") {
	const all = { From: "me@example.com", To: "one@example.com", "Message-ID": "<first@example.com>", Subject: "Hi", ...fields };
	return Object.entries(all).filter(([, v]) => v !== null).map(([k, v]) => `${k}: ${v}\r\n`).join("") + "\r\n" + body;
}

const streamOf = (text) => new Response(text).body;
const message = (fields, from = "me@example.com", to = "one@example.com") => new EmailMessage(from, to, mail(fields));

function shape() {
	const lines = [];
	const m = new EmailMessage("a@b.c", "d@e.f", "raw");
	lines.push(`members: ${told(Object.entries(m))}`);
	lines.push(`instance: ${m instanceof EmailMessage} ${Object.getPrototypeOf(m) === Object.prototype} ${"raw" in m}`);
	lines.push(`class: ${EmailMessage.name} ${EmailMessage.length} ${Object.getOwnPropertyNames(EmailMessage)} ${Object.getOwnPropertyNames(EmailMessage.prototype)}`);
	lines.push(`empty: ${told(new EmailMessage())}`);
	try {
		EmailMessage("a", "b", "c");
	} catch (e) {
		lines.push(`call: ${e.name}: ${e.message}`);
	}
	return lines;
}

async function send(env) {
	const lines = [];
	const t = (name, f) => attempt(lines, name, f);
	lines.push(`binding: ${typeof env.ANY} ${typeof env.ANY.send} ${env.ANY.constructor.name} ${Object.prototype.toString.call(env.ANY)}`);
	await t("text", () => env.ANY.send(message()));
	await t("stream", () => env.ANY.send(new EmailMessage("me@example.com", "one@example.com", streamOf(mail()))));
	await t("bytes", () => env.ANY.send(new EmailMessage("me@example.com", "one@example.com", new TextEncoder().encode(mail()))));
	await t("named sender", () => env.ANY.send(message({ From: "Me <me@example.com>" })));
	await t("quoted sender", () => env.ANY.send(message({ From: '"Me, myself" <me@example.com>' })));
	await t("comment", () => env.ANY.send(message({ From: "me@example.com (Me)" })));
	await t("encoded sender", () => env.ANY.send(message({ From: "=?utf-8?q?M=C3=A9?= <me@example.com>" })));
	await t("two senders", () => env.ANY.send(message({ From: "me@example.com, you@example.com" })));
	await t("folded", () => env.ANY.send(message({ From: "Me\r\n <me@example.com>" })));
	await t("bare lines", () => env.ANY.send(new EmailMessage("me@example.com", "one@example.com", mail().replaceAll("\r", ""))));
	await t("other sender", () => env.ANY.send(message({ From: "you@example.com" })));
	await t("case of the sender", () => env.ANY.send(message({ From: "Me@Example.com" })));
	await t("no sender", () => env.ANY.send(message({ From: null })));
	await t("sender without address", () => env.ANY.send(message({ From: "nobody" })));
	await t("no message id", () => env.ANY.send(message({ "Message-ID": null })));
	await t("empty message id", () => env.ANY.send(message({ "Message-ID": "" })));
	await t("odd message id", () => env.ANY.send(message({ "Message-ID": "what" })));
	await t("received", () => env.ANY.send(message({ Received: "from a by b" })));
	await t("no header", () => env.ANY.send(new EmailMessage("me@example.com", "one@example.com", "Hello")));
	await t("bad name", () => env.ANY.send(message({ "a b": "c" })));
	await t("name alone", () => env.ANY.send(message({ "alone\r\nX": "c" })));
	await t("begins with a fold", () => env.ANY.send(new EmailMessage("me@example.com", "one@example.com", " x\r\n" + mail())));
	await t("no end of headers", () => env.ANY.send(new EmailMessage("me@example.com", "one@example.com", mail({}, "").slice(0, -2))));
	await t("empty", () => env.ANY.send(new EmailMessage("me@example.com", "one@example.com", "")));
	await t("no raw", () => env.ANY.send(new EmailMessage("me@example.com", "one@example.com")));
	await t("null raw", () => env.ANY.send(new EmailMessage("me@example.com", "one@example.com", null)));
	await t("number raw", () => env.ANY.send(new EmailMessage("me@example.com", "one@example.com", 7)));
	await t("domain", () => env.ANY.send(message({ From: "me@[10.0.0.1]" }, "me@[10.0.0.1]")));
	await t("odd domain", () => env.ANY.send(message({ From: "me@EX_ample.com" }, "me@EX_ample.com")));
	await t("upper domain", () => env.ANY.send(message({ From: "me@EXAMPLE.com" }, "me@EXAMPLE.com")));
	for (const name of ["ONE", "SOME"]) {
		for (const to of ["one@example.com", "two@example.com", "three@example.com", "One@example.com"]) {
			await t(`${name} to ${to}`, () => env[name].send(message({}, "me@example.com", to)));
		}
	}
	await t("FROM me", () => env.FROM.send(message()));
	await t("FROM you", () => env.FROM.send(message({ From: "you@example.com" }, "you@example.com")));
	return lines;
}

async function build(env) {
	const lines = [];
	const t = (name, f) => attempt(lines, name, f);
	const base = { from: "me@example.com", to: "one@example.com", subject: "Hi", text: "Hello" };
	await t("text", () => env.ANY.send(base));
	await t("all", () => env.ANY.send({
		...base, from: { name: "Me", email: "me@example.com" }, to: ["one@example.com", { name: "Two", email: "two@example.com" }], cc: "three@example.com",
		bcc: ["four@example.com"], replyTo: "five@example.com", html: "<p>Hello</p>", headers: { "X-One": "1" },
		attachments: [
			{ filename: "a.txt", type: "text/plain", disposition: "attachment", content: "QUJD" },
			{ filename: "b", type: "image/png", disposition: "inline", contentId: "b", content: new Uint8Array([1, 2, 3]).buffer },
			{ filename: "c.bin", type: "x/y", content: new Uint8Array([1, 2, 3]) },
		],
	}));
	await t("named in text", () => env.ANY.send({ ...base, from: "Me <me@example.com>" }));
	await t("nothing", () => env.ANY.send({}));
	await t("no sender", () => env.ANY.send({ ...base, from: undefined }));
	await t("no recipient", () => env.ANY.send({ ...base, to: undefined }));
	await t("null recipient", () => env.ANY.send({ ...base, to: null }));
	await t("number sender", () => env.ANY.send({ ...base, from: 7 }));
	await t("number recipient", () => env.ANY.send({ ...base, to: 7 }));
	await t("no recipients", () => env.ANY.send({ ...base, to: [] }));
	await t("sender without address", () => env.ANY.send({ ...base, from: { name: "Me" } }));
	await t("no subject", () => env.ANY.send({ ...base, subject: undefined }));
	await t("no text", () => env.ANY.send({ ...base, text: undefined }));
	await t("attachment of nothing", () => env.ANY.send({ ...base, attachments: [{}] }));
	await t("attachments that are none", () => env.ANY.send({ ...base, attachments: 7 }));
	await t("no argument", () => env.ANY.send());
	await t("null", () => env.ANY.send(null));
	await t("a text", () => env.ANY.send("hello"));
	await t("a number", () => env.ANY.send(7));
	await t("what cannot be cloned", () => env.ANY.send({ ...base, x: Symbol() }));
	await t("an instance", () => env.ANY.send(new (class Mail { from = "me@example.com" })()));
	for (const name of ["ONE", "SOME"]) {
		for (const to of ["one@example.com", "Two <two@example.com>", { name: "One", email: "one@example.com" }, ["one@example.com", "two@example.com"], ["one@example.com", "three@example.com"]]) {
			await t(`${name} to ${JSON.stringify(to)}`, () => env[name].send({ ...base, to }));
		}
		await t(`${name} cc`, () => env[name].send({ ...base, cc: "other@example.com", bcc: "another@example.com" }));
	}
	await t("FROM me", () => env.FROM.send({ ...base, from: "Me <me@example.com>" }));
	await t("FROM you", () => env.FROM.send({ ...base, from: { name: "me@example.com", email: "you@example.com" } }));
	return lines;
}

let heard = [];

const acts = {
	async look(m, env, ctx, rest) {
		heard.push(`arguments: ${rest} ${typeof env.ANY} ${typeof ctx.waitUntil}`);
		heard.push(`keys: ${Object.keys(m)}`);
		heard.push(`types: ${Object.keys(m).map((k) => typeof m[k])}`);
		heard.push(`${m.constructor.name} ${m.headers.constructor.name} ${m.raw.constructor.name}`);
		heard.push(`${m.from} ${m.to} ${m.rawSize} ${m.canBeForwarded}`);
		heard.push(`headers: ${told([...m.headers])}`);
		heard.push(`raw: ${told(await new Response(m.raw).text())}`);
	},
	async forward(m) {
		await attempt(heard, "forward", () => m.forward("three@example.com"));
		await attempt(heard, "forward with headers", () => m.forward("four@example.com", new Headers({ "X-A": "1", "x-b": "2" })));
		await attempt(heard, "forward with a plain object", () => m.forward("four@example.com", { "X-A": "1" }));
		await attempt(heard, "forward with a list", () => m.forward("four@example.com", [["X-A", "1"]]));
		await attempt(heard, "forward to nobody", () => m.forward());
		await attempt(heard, "forward to a number", () => m.forward(7));
	},
	async reject(m) {
		await attempt(heard, "reject", () => m.setReject("not wanted"));
	},
	rejectLate(m) {
		m.setReject("not awaited");
	},
	async rejectTwice(m) {
		m.setReject("first");
		m.setReject("second");
	},
	async rejectNothing(m) {
		await attempt(heard, "reject", () => m.setReject());
	},
	async rejectEmpty(m) {
		await attempt(heard, "reject", () => m.setReject(""));
	},
	async rejectNumber(m) {
		await attempt(heard, "reject", () => m.setReject(7));
	},
	async reply(m) {
		const answer = (fields, from = "two@example.com") => m.reply(new EmailMessage(from, "one@example.com", mail({ From: "two@example.com", "Message-ID": "<answer@example.com>", "In-Reply-To": m.headers.get("Message-ID"), ...fields })));
		await attempt(heard, "reply", () => answer());
		await attempt(heard, "no message id", () => answer({ "Message-ID": null }));
		await attempt(heard, "empty message id", () => answer({ "Message-ID": "" }));
		await attempt(heard, "other sender", () => answer({}, "you@example.com"));
		await attempt(heard, "received", () => answer({ Received: "x" }));
		await attempt(heard, "no in-reply-to", () => answer({ "In-Reply-To": null }));
		await attempt(heard, "other in-reply-to", () => answer({ "In-Reply-To": "<else@example.com>" }));
		await attempt(heard, "references", () => answer({ References: m.headers.get("Message-ID") }));
		await attempt(heard, "all references", () => answer({ References: `${m.headers.get("References")} ${m.headers.get("Message-ID")}` }));
		await attempt(heard, "other references", () => answer({ References: "<else@example.com>" }));
		await attempt(heard, "empty references", () => answer({ References: "" }));
		await attempt(heard, "bad name", () => answer({ "a b": "c" }));
		await attempt(heard, "empty", () => m.reply(new EmailMessage("two@example.com", "one@example.com", "")));
		await attempt(heard, "nothing", () => m.reply());
		await attempt(heard, "a text", () => m.reply("hello"));
	},
	async answer(m) {
		await attempt(heard, "answer", () => m.reply({ from: "two@example.com", subject: "Re", text: "Yes" }));
	},
	async built(m) {
		const base = { from: "two@example.com", subject: "Re", text: "Yes" };
		const t = (name, more) => attempt(heard, name, () => m.reply({ ...base, ...more }));
		await t("text", {});
		await t("html", { html: "<p>Yes</p>", from: { name: "Two", email: "two@example.com" }, replyTo: "r@example.com", headers: { "X-A": "1" } });
		await t("attachment", { attachments: [{ filename: "a.txt", type: "text/plain", content: "QUJD" }] });
		await t("inline", { attachments: [{ filename: "a.txt", type: "text/plain", content: new Uint8Array([1]), disposition: "inline", contentId: "x" }] });
		await t("inline without id", { attachments: [{ filename: "a.txt", type: "text/plain", content: "QUJD", disposition: "inline" }] });
		await t("odd disposition", { attachments: [{ filename: "a.txt", type: "text/plain", content: "QUJD", disposition: "odd" }] });
		await t("odd type", { attachments: [{ filename: "a.txt", type: "text", content: "QUJD" }] });
		await t("odd content", { attachments: [{ filename: "a.txt", type: "text/plain", content: "!" }] });
		await t("subject of two lines", { subject: "a\nb" });
		await t("header of two lines", { headers: { "X-A": "1\n2" } });
		await t("odd header", { headers: { "X A": "1" } });
		await t("received", { headers: { Received: "1" } });
		await t("no sender", { from: undefined });
		await t("no subject", { subject: undefined });
		await t("file name of two lines", { attachments: [{ filename: "a\nb", type: "text/plain", content: "QUJD" }] });
	},
	throw() {
		throw new TypeError("no mail today");
	},
	throwText() {
		throw "text";
	},
	async late(m, env, ctx) {
		ctx.waitUntil(Promise.reject(new Error("later")));
	},
	async value() {
		return { some: "value" };
	},
};

export default {
	async fetch(request, env) {
		const { pathname } = new URL(request.url);
		if (pathname === "/heard") {
			const lines = heard;
			heard = [];
			return new Response(lines.join("\n"));
		}
		const lines = pathname === "/shape" ? shape() : pathname === "/send" ? await send(env) : await build(env);
		return new Response(lines.join("\n"));
	},
	email(m, env, ctx) {
		return acts[m.headers.get("X-Act") ?? "look"](m, env, ctx, arguments.length);
	},
};
