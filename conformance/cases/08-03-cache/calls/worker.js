// The Cache API where it needs no cache: arguments and what is refused.
const attempt = async (f) => {
	try {
		return await f();
	} catch (e) {
		return `${e.name}: ${e.message}`;
	}
};
const cache = () => caches.default;

// 8.3: responses that cannot be cached
export const put = {
	async test() {
		console.log(await attempt(() => cache().put(new Request("https://x/", { method: "POST" }), new Response("a"))), await attempt(() => cache().put("https://x/", new Response("a", { status: 206 }))));
		console.log(await attempt(() => cache().put("https://x/", new Response("a", { headers: { vary: "a, *" } }))), await attempt(() => cache().put("https://x/", Response.error())));
		console.log(await attempt(() => cache().put("/x", new Response("a"))), await attempt(() => cache().put("https://x/", new Response(null, { status: 304 }))));
		console.log(await attempt(() => cache().put("https://x/")), await attempt(() => cache().put("https://x/", "x")), await attempt(() => cache().put()));
		const used = new Response("a");
		await used.text();
		console.log(await attempt(() => cache().put("https://x/", used)));
	},
};

// 8.3: what the platform has in name only
export const absent = {
	async test() {
		for (const name of ["add", "addAll", "keys", "matchAll"]) {
			try {
				cache()[name]("https://x/");
			} catch (e) {
				console.log(e.name, e.message);
			}
		}
		for (const name of ["match", "has", "delete", "keys"]) {
			try {
				caches[name]("https://x/");
			} catch (e) {
				console.log(e.name, e.message);
			}
		}
	},
};

// 8.3: arguments and names
export const calls = {
	async test() {
		console.log(cache(), caches, cache() === caches.default, Object.keys(caches));
		console.log(await caches.open("x"), await attempt(() => caches.open()), await attempt(() => caches.open("x".repeat(1024))), await attempt(() => caches.open("x".repeat(1023))), await caches.open(""));
		const post = new Request("https://x/", { method: "POST" });
		console.log(await attempt(() => cache().match(post)), await attempt(() => cache().delete(post)), await attempt(() => cache().match()), await attempt(() => cache().match("https://x", 5)), await attempt(() => cache().delete()));
		console.log(await attempt(() => new Cache()), await attempt(() => new CacheStorage()));
	},
};
