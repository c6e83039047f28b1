// https://nodejs.org/api/util.html#class-utilmimetype, over https://mimesniff.spec.whatwg.org/
(function (require, native) {
	"use strict";

	const token = /^[!#$%&'*+\-.^_`|~A-Za-z0-9]+$/;
	const quotable = /^[\t\x20-\x7e\x80-\xff]*$/;
	const invalid = (text) => new TypeError(text === undefined ? "Not a valid MIME type" : `Not a valid MIME type: ${text}`);
	const shown = (value) => (value === "" || !token.test(value) ? `"${value.replace(/(["\\])/g, "\\$1")}"` : value);

	class MIMEParams {
		#list = new Map();

		delete(...[name]) { this.#list.delete(`${name}`); }
		get(...[name]) { return this.#list.get(`${name}`) ?? null; }
		has(...[name]) { return this.#list.has(`${name}`); }
		set(...[name, value]) {
			[name, value] = [`${name}`.toLowerCase(), `${value}`];
			this.#list.set(name, value);
		}
		entries() { return this.#list.entries(); }
		keys() { return this.#list.keys(); }
		values() { return this.#list.values(); }
		toString() {
			return Array.from(this.#list, ([name, value]) => `${name}=${shown(value)}`).join(";");
		}
		toJSON() { return this.toString(); }
		[Symbol.iterator]() { return this.#list.entries(); }
		[Symbol.for("nodejs.util.inspect.custom")](depth, options, inspect) {
			return inspect(this.#list).replace(/^Map/, "MIMEParams");
		}

		// parse adds what follows a type; the first parameter of a name counts.
		static parse(params, text) {
			let at = 0;
			while (at < text.length) {
				at++; // the semicolon
				while (/[\t\n\r ]/.test(text[at] ?? "")) at++;
				let start = at;
				while (at < text.length && text[at] !== ";" && text[at] !== "=") at++;
				const name = text.slice(start, at).toLowerCase();
				if (text[at] !== "=") continue;
				start = ++at;
				let value = "";
				if (text[at] === '"') {
					for (at++; at < text.length && text[at] !== '"'; at++) {
						if (text[at] === "\\" && at + 1 < text.length) at++;
						value += text[at];
					}
					while (at < text.length && text[at] !== ";") at++;
				} else {
					while (at < text.length && text[at] !== ";") at++;
					value = text.slice(start, at).replace(/[\t\n\r ]+$/, "");
					if (value === "") continue;
				}
				if (token.test(name) && quotable.test(value) && !params.#list.has(name)) params.#list.set(name, value);
			}
		}
	}

	class MIMEType {
		#type;
		#subtype;
		#params = new MIMEParams();

		constructor(...[input]) {
			const text = `${input}`.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
			const [, type, subtype, rest] = /^([^/]*)\/?([^;]*?)[\t\n\r ]*(;[^]*)?$/.exec(text) ?? [];
			if (!token.test(type ?? "") || !token.test(subtype ?? "")) throw invalid(`${input}`);
			[this.#type, this.#subtype] = [type.toLowerCase(), subtype.toLowerCase()];
			parse(this.#params, rest ?? "");
		}
		get type() { return this.#type; }
		set type(value) {
			if (!token.test(`${value}`)) throw invalid();
			this.#type = `${value}`.toLowerCase();
		}
		get subtype() { return this.#subtype; }
		set subtype(value) {
			if (!token.test(`${value}`)) throw invalid();
			this.#subtype = `${value}`.toLowerCase();
		}
		get essence() { return `${this.#type}/${this.#subtype}`; }
		get params() { return this.#params; }
		toString() {
			const params = this.#params.toString();
			return params === "" ? this.essence : `${this.essence};${params}`;
		}
		toJSON() { return this.toString(); }
		[Symbol.for("nodejs.util.inspect.custom")](depth, options, inspect) {
			const { type, subtype, essence, params } = this;
			return `MIMEType ${inspect({ type, subtype, essence, params }, { ...options, compact: false })}`;
		}
	}
	const { parse } = MIMEParams;
	delete MIMEParams.parse;
	return { default: { MIMEType, MIMEParams } };
})
