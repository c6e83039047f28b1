// How patterns are read, written and matched; what a line prints is what the real runtime answered.
const text = (f) => {
	try {
		return JSON.stringify(f(), (key, value) => (value === undefined ? "undefined" : value));
	} catch (e) {
		return `${e.name}: ${e.message}`;
	}
};
const names = ["protocol", "username", "password", "hostname", "port", "pathname", "search", "hash"];
const show = (p) => [...names.map((name) => p[name]), p.hasRegExpGroups].join(" | ");
const inputs = (result) => result && names.map((name) => result[name].input).join(" | ");
const groups = (result) => result && result.pathname.groups;

const paths = ["/foo/bar", "/foo/:bar", "/foo/([^\\/]+?)", "/foo/:bar?", "/foo/:bar+", "/foo/:bar*", "/foo/*", "/foo/*?", "/foo/*+", "/foo/**", "/foo{/bar}", "/foo{/bar}?", "/foo{/bar}+", "/foo{/bar}*", "/:café", "/:\u2118", "(foo)(.*)", "/foo/:bar([^/]+)x", "{:foo}bar", "/:foo./", "/:foo../", "{:foo\\.}", "/x:foo{y}?", "{a:foo}b", "/:a-:b", "/{*}", "*/*", "/foo/{:x/}?y", ":name.html", "/foo\\:bar", "/foo\\+", "/(a|b)", "/(?:a)", "/((?:a)b)", "/:a(x)*", "/:0", "/([^/]+)", "{}", "{}a", "/a{b", "a}b", ":", "\\", ":a:b", "{:a}{:b}", ":a{:b}?", "/../x", "/./x", "/a/../b", "/%61", "/ü", "a b", "/:a(?)", "/{a{b}}", "/:a{}b", "/:a{b}c", "/{:a}b", "(.*)", "/foo(.*)?", "/:a(.*)"];
const paths2 = ["/foo/bar", "/foo/", "/foo", "/foo/bar/baz", "/foobar", "/x", "/", "foo", "/a/b"];

// 8.3: patterns for paths, normalised, and what their groups match
export const pathnames = {
	async test() {
		for (const p of paths) {
			let pattern;
			console.log(p, text(() => show((pattern = new URLPattern({ pathname: p })))), text(() => show(new URLPattern({ pathname: p, protocol: "data" }))));
			if (!pattern) continue;
			for (const input of paths2) {
				const found = text(() => groups(pattern.exec({ pathname: input })));
				const absolute = text(() => groups(pattern.exec("https://x" + input)));
				if (found !== "null" || absolute !== "null") console.log("   ", input, found, absolute, pattern.test({ pathname: input }));
			}
		}
	},
};

const strings = ["https://*:8080/x", "https://user:pass@h.com/", "https://user@h.com", "http{s}?://:sub.example.com/*", "*://*/*", "https://example.com", "https://example.com?x", "https://example.com#x", "https://example.com/?q=*#*", "data:foo*", "foo:bar", "javascript:void(0)", "https://[::1]/", "https://[:addr]/", "https://a:b", "https://h:80/", "http://h:80/", "ws://h:*/", "https://(sub.)?example(.com/)foo", "{https://}a/b", "https\\://x", "?q", "#h", "/p", "p", "", "*", "https://example.com:*", "http(s)?://x/", ":proto://x", "https://{sub.}?example.com/foo", "file:///a/:b", "about:blank", "https://x/:y?a", "https://x/:y\\?a", "https://x/{a}?b", "https://x/*?b", "https://EXAMPLE.com/A", "https://ex%41mple.com/", "https://例え.jp/", "https://example.com/例え"];

// 8.3: a pattern for whole URLs is divided among the components
export const constructorStrings = {
	async test() {
		for (const p of strings) {
			console.log(p, text(() => show(new URLPattern(p))), text(() => show(new URLPattern(p, "https://u:p@base.com:8080/d/e?f#g"))));
			console.log("   ", text(() => show(new URLPattern(p, "data:abc"))));
		}
	},
};

// 8.3: hosts in patterns and in what they match
export const hostnames = {
	async test() {
		for (const hostname of ["EXAMPLE.com", "*.com", ":sub.example.com", "{:sub.}?x.com", "a_b", "1.2.3", "127.1", "[::1]", "{[::ab]}", "[:x]", "a/b", "a%62", "é.com", "xn--9ca.com", "a:b", "(a)", "a.", "..", "0x7f.1"]) {
			console.log(hostname, text(() => show(new URLPattern({ hostname }))), text(() => show(new URLPattern({ hostname, protocol: "foo" }))));
			console.log("   ", text(() => new URLPattern({ hostname }).test({ hostname })), text(() => inputs(new URLPattern().exec({ hostname }))));
		}
	},
};

// 8.3: ports, and the one that a scheme has anyway
export const ports = {
	async test() {
		for (const port of ["80", "8080", "*", ":p", "80a", "065", "(\\d+)", "70000", "8{0}?"]) {
			console.log(port, text(() => show(new URLPattern({ port }))), text(() => show(new URLPattern({ port, protocol: "https" }))));
			console.log("   ", text(() => new URLPattern({ port }).test({ port })), text(() => inputs(new URLPattern().exec({ port, protocol: "http" }))));
		}
	},
};

// 8.3: protocols
export const protocols = {
	async test() {
		for (const protocol of ["http", "HTTPS", "http{s}?", "(https?)", "*", ":x", "a b", "1a", "ws", "http:", ""]) {
			console.log(protocol, text(() => show(new URLPattern({ protocol }))), text(() => new URLPattern({ protocol }).test({ protocol: "https" })));
		}
	},
};

// 8.3: components are completed from a base and encoded
export const components = {
	async test() {
		for (const init of [
			{ username: "a b@" }, { password: ":x" }, { search: "?a=1&b='*" }, { hash: "#x y" }, { search: "é" }, { hash: "`" }, { baseURL: "bad" },
			{ pathname: "x", baseURL: "https://a/b/c?q#h" }, { pathname: "../x", baseURL: "https://a/b/c/d" }, { search: "x", baseURL: "https://u:p@a/b?q#h" },
			{ hash: "x", baseURL: "https://a/b?q#h" }, { hostname: "z", baseURL: "https://a:81/b?q#h" }, { port: "1", baseURL: "https://a:81/b?q#h" },
			{ protocol: "http", baseURL: "https://a/b" }, { username: "u", baseURL: "https://q:p@a/b" }, { baseURL: "https://a/(b)*?q+" },
			{ pathname: "/a b" }, { pathname: "foo" }, { pathname: "" }, { pathname: "foo", protocol: "https" },
		]) {
			console.log(JSON.stringify(init), text(() => show(new URLPattern(init))), text(() => inputs(new URLPattern().exec(init))), text(() => new URLPattern(init).test(init)));
		}
	},
};

// 8.3: arguments, options, results and what is refused
export const calls = {
	async test() {
		const result = new URLPattern({ pathname: "/:a{/:b}?" }).exec({ pathname: "/1" });
		console.log(result.pathname, result.hash, Object.keys(result.inputs[0]).join(), Object.keys(result).join());
		console.log(text(() => new URLPattern("https://example.com/:id/*", "https://base").exec("/a/b?x#y", "https://example.com")?.inputs ?? null));
		console.log(text(() => show(new URLPattern())), text(() => show(new URLPattern(null, undefined))), text(() => show(new URLPattern({}, {}))), text(() => show(new URLPattern("https://x", {}))));
		console.log(text(() => show(new URLPattern(new URL("https://a.b/c")))), text(() => new URLPattern({ pathname: "/c" }).test(new URL("https://a.b/c"))));
		const foo = new URLPattern({ pathname: "/foo" });
		console.log(text(() => foo.test()), text(() => foo.exec()), text(() => foo.test("nope")), text(() => foo.test("/foo", "https://x/")), text(() => foo.test("/foo", "bad")));
		console.log(text(() => foo.test({ pathname: "/foo" }, "https://x")), text(() => foo.exec({ pathname: "/foo" }, "https://x")), text(() => show(new URLPattern({ pathname: "/foo" }, "https://x"))));
		for (const bad of ["/(", "/:a/:a", "/(?<x>a)", "/{a", "/(\\d+", "/([z-a])", "/\\", "/(é)", "/(\\é)", "/((", "/()", "/:"]) console.log(bad, text(() => new URLPattern({ pathname: bad })));
		console.log(text(() => new URLPattern(5)), text(() => new URLPattern({ port: "99999" })), text(() => new URLPattern({ protocol: "café" })), text(() => URLPattern("x")));
		console.log(text(() => new URLPattern({ pathname: "/:A(b)" }, { ignoreCase: true }).exec({ pathname: "/B" }).pathname), text(() => new URLPattern("https://x/A", "https://y", { ignoreCase: true }).test("https://x/a")));
		console.log(text(() => new URLPattern({ hostname: "X.com" }, { ignoreCase: true }).test({ hostname: "x.COM" })), text(() => foo.test({ pathname: "/FOO" })));
		console.log(foo);
	},
};
