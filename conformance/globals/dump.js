// Lists every global, its kind, its place and its members, one line each. What a line says after the colon is all
// that is compared.
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const text = (key) => (typeof key === "symbol" ? `Symbol(${key.description})` : key);
const keys = (object) => Reflect.ownKeys(object).sort((a, b) => compare(text(a), text(b)));
const lines = [];

// kind is what a property is, without reading it unless it is a value.
function kind({ get, set, value }) {
	if (get || set) return get && set ? "getset" : get ? "get" : "set";
	return typeof value === "function" && typeof value.length === "number" ? `fn/${value.length}` : typeof value;
}

function members(object, prefix, without) {
	for (const key of keys(object)) {
		if (without.includes(key)) continue;
		lines.push(`${prefix}${text(key)}: ${kind(Object.getOwnPropertyDescriptor(object, key))}`);
	}
}

const inClass = ["length", "name", "prototype", "arguments", "caller"];

function describe(name, place, value) {
	if (typeof value === "function") {
		const parent = Object.getPrototypeOf(value.prototype ?? Object.prototype);
		const parents = parent && parent !== Object.prototype ? ` extends ${parent.constructor.name}` : "";
		const statics = Object.getPrototypeOf(value) !== Function.prototype ? " with statics" : "";
		lines.push(`${name}: ${place}fn/${value.length}${parents}${statics}`);
		members(value, `${name}.`, inClass);
		if (typeof value.prototype === "object") members(value.prototype, `${name}#`, ["constructor"]);
	} else if (typeof value === "object" && value !== null && value !== globalThis) {
		lines.push(`${name}: ${place}object ${Object.prototype.toString.call(value)}`);
		members(value, `${name}.`, []);
		const prototype = Object.getPrototypeOf(value);
		if (prototype && prototype !== Object.prototype) members(prototype, `${name}#`, ["constructor"]);
	} else {
		lines.push(`${name}: ${place}${typeof value} ${String(value)}`);
	}
}

const modules = ["cloudflare:workers", "cloudflare:sockets", "cloudflare:email", "cloudflare:workflows", "cloudflare:node", "cloudflare:pipelines"];

export default {
	async test() {
		const places = ["global", "ServiceWorkerGlobalScope", "WorkerGlobalScope", "EventTarget"];
		const seen = new Set();
		for (let at = globalThis; at !== Object.prototype; at = Object.getPrototypeOf(at)) {
			const place = places.shift();
			for (const key of keys(at)) {
				if (seen.has(key) || key === "constructor" || key === "gc") continue;
				seen.add(key);
				const descriptor = Object.getOwnPropertyDescriptor(at, key);
				const accessor = descriptor.get ? `${kind(descriptor)} ` : "";
				describe(text(key), `${place} ${accessor}`, globalThis[key]);
			}
		}
		for (const name of modules) {
			let module;
			try {
				module = await import(name);
			} catch (e) {
				lines.push(`${name}: ${e}`.replace(/\n.*/s, ""));
				continue;
			}
			for (const key of Object.keys(module).sort(compare)) describe(`${name}/${key}`, "", module[key]);
		}
		console.log(lines.join("\n"));
	},
};
