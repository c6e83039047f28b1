const attempts = {
	fetch: () => fetch("http://x/"), setTimeout: () => setTimeout(() => {}, 1), setInterval: () => setInterval(() => {}, 1),
	randomUUID: () => crypto.randomUUID(), getRandomValues: () => crypto.getRandomValues(new Uint8Array(1)), random: () => typeof Math.random(),
	now: () => Date.now(), date: () => new Date().getTime(), env: () => String(importedEnv.A), getByName: () => importedEnv.A.getByName("x"),
	get: () => importedEnv.A.get(importedEnv.A.idFromName("x")), idFromName: () => importedEnv.A.idFromName("x").name,
	newUniqueId: () => String(importedEnv.A.newUniqueId()).length, waitUntil: () => waitUntil(Promise.resolve()), response: () => new Response("x").status,
};
for (const [name, run] of Object.entries(attempts)) {
	try {
		const v = run();
		if (v instanceof Promise) v.catch(e => transcript.push(name + " rejects: " + e.message));
		else transcript.push(name + ": " + v);
	} catch (e) {
		transcript.push(name + " ! " + e.name + ": " + e.message);
	}
}

export class A extends Dispatch {}
export const entrypoint = { fetch() { return new Response(); } };
export class Other {}

async function main() {}
