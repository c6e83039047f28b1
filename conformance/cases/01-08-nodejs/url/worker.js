import assert from "node:assert";
import { inspect } from "node:util";
import url from "node:url";
import qs from "node:querystring";
import { StringDecoder } from "node:string_decoder";
import events, { EventEmitter } from "node:events";
import path from "node:path";

// show answers what a call answers, or how it fails.
const show = async (f) => {
  try {
    const value = await f();
    return typeof value === "string" ? value : inspect(value, { depth: 5, breakLength: Infinity, compact: 3 });
  } catch (e) {
    return `${e.name} ${e.code}: ${e.message}`;
  }
};
const is = async (f, expected) => assert.strictEqual(await show(f), expected, String(f));
const U = "http://user:pa%20ss@host.com:8080/p/a/t/h?query=string&x=1#hash";
const tick = () => new Promise((r) => setTimeout(r, 1));

// 1.8: the legacy parser takes URLs apart
export const urlParse = {
  async test() {
    await is(() => ({ ...url.parse(U) }), "{ protocol: 'http:', slashes: true, auth: 'user:pa ss', host: 'host.com:8080', port: '8080', hostname: 'host.com', hash: '#hash', search: '?query=string&x=1', query: 'query=string&x=1', pathname: '/p/a/t/h', path: '/p/a/t/h?query=string&x=1', href: 'http://user:pa%20ss@host.com:8080/p/a/t/h?query=string&x=1#hash' }");
    await is(() => url.parse(U, true).query, "[Object: null prototype] { query: 'string', x: '1' }");
    await is(() => url.parse("//foo/bar", false, true).host, "foo");
    await is(() => url.parse("//foo/bar").path, "//foo/bar");
    await is(() => ({ ...url.parse("mailto:a@b.c") }), "{ protocol: 'mailto:', slashes: null, auth: 'a', host: 'b.c', port: null, hostname: 'b.c', hash: null, search: null, query: null, pathname: null, path: null, href: 'mailto:a@b.c' }");
    await is(() => url.parse("/a b?c d#e f").href, "/a%20b?c%20d#e%20f");
    await is(() => ({ ...url.parse("javascript:alert(1)") }), "{ protocol: 'javascript:', slashes: null, auth: null, host: null, port: null, hostname: null, hash: null, search: null, query: null, pathname: 'alert(1)', path: 'alert(1)', href: 'javascript:alert(1)' }");
    await is(() => url.parse("HTTP://EXAMPLE.com").href, "http://example.com/");
    await is(() => url.parse("http://a.com/`{}|\\^<>\"").href, "http://a.com/%60%7B%7D%7C/%5E%3C%3E%22");
    await is(() => [url.parse("http://[::1]:80/x").hostname, url.parse("http://[::1]:80/x").host], "[ '::1', '[::1]:80' ]");
    await is(() => url.parse("http://a:b").href, "http://a/:b");
    await is(() => url.parse("x:y:z").href, "x:y/:z");
    await is(() => url.parse("").href, "");
    await is(() => url.parse("http://mañana.com/ü").href, "http://xn--maana-pta.com/ü");
    await is(() => [url.parse("?a=1").search, url.parse("http://a.com?x=y#").href, url.parse("foo").pathname, url.parse("http://a@b@c/").auth], "[ '?a=1', 'http://a.com/?x=y#', 'foo', 'a@b' ]");
    await is(() => [url.parse("file:///etc/x").path, url.parse(" http://a.com/x ").href, url.parse("http:\\\\a.com\\x").href], "[ '/etc/x', 'http://a.com/x', 'http://a.com/x' ]");
    await is(() => [url.parse("a?b#c", true).query.b, url.parse("/x", true).query, url.parse("/x?y=1&y=2", true).query], "[ '', [Object: null prototype] {}, [Object: null prototype] { y: [ '1', '2' ] } ]");
    await is(() => url.parse(5), "TypeError ERR_INVALID_ARG_TYPE: The \"url\" argument must be of type string. Received type number (5)");
    await is(() => url.parse(url.parse("http://a/")) instanceof url.Url, "true");
  },
};

// 1.8: format writes parts and URLs
export const urlFormat = {
  async test() {
    await is(() => url.format({ protocol: "https", host: "a.com", pathname: "x?y", query: { a: [1, 2], b: "c d" }, hash: "h" }), "https://a.com/x%3Fy?a=1&a=2&b=c%20d#h");
    await is(() => url.format({ hostname: "::1", port: 8, slashes: true, auth: "a:b c" }), "//a:b%20c@[::1]:8");
    await is(() => url.format("http://a.com/ x"), "http://a.com/%20x");
    await is(() => url.format(5), "TypeError ERR_INVALID_ARG_TYPE: The \"urlObject\" argument must be one of type object or string. Received type number (5)");
    await is(() => url.format(new URL("http://u:p@測試.com/x?y#z"), { unicode: true, auth: false, fragment: false, search: false }), "http://測試.com/x");
    await is(() => url.format(new URL("http://u:p@a.com/x?y#z")), "http://u:p@a.com/x?y#z");
    await is(() => url.format({ protocol: "mailto", pathname: "a@b" }), "mailto:a@b");
    await is(() => url.format({ search: "a#b", pathname: "/x#y" }), "/x%23y?a%23b");
    await is(() => url.format({}), "");
  },
};

// 1.8: resolve finds one URL from another
export const urlResolve = {
  async test() {
    await is(() => ["/one/two/three four", "http://example.com/ /one", "http://a.com/b/c/d ../e", "http://a.com/b ?x", "http://a.com/b?q #h", "http://a.com //b.com/c"].map((p) => url.resolve(...p.split(" "))), "[ '/one/two/four', 'http://example.com/one', 'http://a.com/b/e', 'http://a.com/b?x', 'http://a.com/b?q#h', 'http://b.com/c' ]");
    await is(() => ["mailto:a@b c@d", "/a/b/ ./.././c", "http://a.com/b http:c", "http://a.com/a/b ../../../..", "http://a.com/x https:y", "a/b ../../c", "http://u:p@a.com/x /y", ". x"].map((p) => url.resolve(...p.split(" "))), "[ 'mailto:c@d', '/a/c', 'http://a.com/c', 'http://a.com/', 'https://y/', '../c', 'http://u:p@a.com/y', 'x' ]");
    await is(() => [url.resolve("", "x"), url.resolve("http://a.com/x", ""), url.resolveObject("http://a.com/x", "y").href, url.resolve("http://a.com/b/", "."), url.resolve("http://a.com/b/c", "..")], "[ 'x', 'http://a.com/x', 'http://a.com/y', 'http://a.com/b/', 'http://a.com/' ]");
  },
};

// 1.8: between paths and file URLs
export const urlFiles = {
  async test() {
    await is(() => [url.fileURLToPath("file:///a%20b/c"), url.fileURLToPath("file:///C:/x", { windows: true }), url.fileURLToPath("file://host/x", { windows: true }), url.fileURLToPath(new URL("file:///x"))], "[ '/a b/c', 'C:\\\\x', '\\\\\\\\host\\\\x', '/x' ]");
    await is(() => url.fileURLToPath("http://x"), "Error ERR_INVALID_URL_SCHEME: The URL must be of scheme file");
    await is(() => url.fileURLToPath("file://host/x"), "Error ERR_INVALID_FILE_URL_HOST: File URL host must be \"localhost\" or empty on linux");
    await is(() => url.fileURLToPath("file:///a%2fb"), "Error ERR_INVALID_FILE_URL_PATH: File URL path must not include encoded / characters");
    await is(() => url.fileURLToPath(5), "TypeError ERR_INVALID_ARG_TYPE: The \"path\" argument must be of type string or an instance of URL. Received type number (5)");
    await is(() => url.fileURLToPath("file:///x", { windows: true }), "Error ERR_INVALID_FILE_URL_PATH: File URL path must be absolute");
    await is(() => [url.pathToFileURL("/a b#?%").href, url.pathToFileURL("x/").href, url.pathToFileURL("C:\\a b\\c", { windows: true }).href, url.pathToFileURL("\\\\srv\\sh\\f", { windows: true }).href], "[ 'file:///a%20b%23%3F%25', 'file:///x/', 'file:///C:/a%20b/c', 'file://srv/sh/f' ]");
    await is(() => url.pathToFileURL(5), "TypeError ERR_INVALID_ARG_TYPE: The \"filepath\" argument must be of type string. Received type number (5)");
    await is(() => [url.domainToASCII("español.com"), url.domainToASCII("xn--iñvalid.com"), url.domainToUnicode("xn--espaol-zwa.com"), url.domainToUnicode("xn--iñvalid.com"), url.domainToASCII("中文.com")], "[ 'xn--espaol-zwa.com', '', 'español.com', '', 'xn--fiq228c.com' ]");
    await is(() => url.urlToHttpOptions(new URL("https://a:b@測試.com:1/x?y#z")), "[Object: null prototype] { protocol: 'https:', hostname: 'xn--g6w251d.com', hash: '#z', search: '?y', pathname: '/x', path: '/x?y', href: 'https://a:b@xn--g6w251d.com:1/x?y#z', port: 1, auth: 'a:b' }");
    await is(() => url.urlToHttpOptions(new URL("https://[::1]/")), "[Object: null prototype] { protocol: 'https:', hostname: '::1', hash: '', search: '', pathname: '/', path: '/', href: 'https://[::1]/' }");
  },
};

// 1.8: querystring reads and writes
export const queries = {
  async test() {
    await is(() => qs.stringify({ a: [1, 2, "x"], b: true, c: null, d: {}, e: 5n, f: NaN, "g h": "i&j=é" }), "a=1&a=2&a=x&b=true&c=&d=&e=5&f=&g%20h=i%26j%3D%C3%A9");
    await is(() => [qs.stringify({ a: 1, b: 2 }, ";", ":"), qs.stringify("x"), qs.stringify({ a: "b" }, null, null, { encodeURIComponent: () => "Z" }), qs.escape("a b&é😀"), qs.escape({}), qs.unescape("%41%zz%e9"), qs.unescape("%E4%BD%A0")], "[ 'a:1;b:2', '', 'Z=Z', 'a%20b%26%C3%A9%F0%9F%98%80', '%5Bobject%20Object%5D', 'A%zz�', '你' ]");
    await is(() => qs.parse("a=1&a=2&b&c=&=d&e=f=g&%41=%42+x"), "[Object: null prototype] { a: [ '1', '2' ], b: '', c: '', '': 'd', e: 'f=g', A: 'B x' }");
    await is(() => [qs.parse("a:1;b:2", ";", ":"), qs.parse("a=1&b=2&c=3", null, null, { maxKeys: 2 }), qs.parse(""), qs.parse(5), qs.parse("a=%FF%zz"), qs.parse("&&a=1&")], "[ [Object: null prototype] { a: '1', b: '2' }, [Object: null prototype] { a: '1', b: '2' }, [Object: null prototype] {}, [Object: null prototype] {}, [Object: null prototype] { a: '�%zz' }, [Object: null prototype] { a: '1' } ]");
    await is(() => qs.parse("a=1", null, null, { decodeURIComponent: (x) => x + "!" }), "[Object: null prototype] { 'a!': '1!' }");
    await is(() => qs.escape("\ud800"), "URIError ERR_INVALID_URI: URI malformed");
    await is(() => [qs.decode === qs.parse, qs.encode === qs.stringify, qs.unescapeBuffer("%41x%4")], "[ true, true, <Buffer 41 78 25 34> ]");
  },
};

// 1.8: string_decoder keeps incomplete characters
export const decoders = {
  async test() {
    const bytes = (...b) => Buffer.from(b);
    await is(() => (() => { const d = new StringDecoder(); return [d.write(bytes(0xe2)), d.lastNeed, d.lastTotal, d.write(bytes(0x82)), d.lastNeed, d.write(bytes(0xac)), d.end()]; })(), "[\n  '', 2,   3,  '',\n  1,  '€', ''\n]");
    await is(() => (() => { const d = new StringDecoder("base64"); return [d.write(Buffer.from("a")), d.write(Buffer.from("bcd")), d.end()]; })(), "[ '', 'YWJj', 'ZA==' ]");
    await is(() => (() => { const d = new StringDecoder("utf16le"); return [d.write(bytes(0x3d, 0xd8)), d.write(bytes(0x4d, 0xdc)), d.write(bytes(0x61)), d.end()]; })(), "[ '', '👍', '', '' ]");
    await is(() => (() => { const d = new StringDecoder(); return [d.write(bytes(0xe2, 0x82)), d.end(), d.write(bytes(0xff, 0x41)), d.end(bytes(0xc3))]; })(), "[ '', '�', '�A', '�' ]");
    await is(() => (() => { const d = new StringDecoder(); return [d.write(bytes(0xf0, 0x9f)), d.write(bytes(0x41)), d.end()]; })(), "[ '', '�A', '' ]");
    await is(() => (() => { const d = new StringDecoder("hex"); return d.write(Buffer.from("a")) + d.end(); })(), "61");
    await is(() => ["latin1", "BINARY", "ucs2", undefined, "UTF-8", "base64url"].map((e) => new StringDecoder(e).encoding), "[ 'latin1', 'latin1', 'utf16le', 'utf8', 'utf8', 'base64url' ]");
    await is(() => new StringDecoder("zz"), "TypeError ERR_UNKNOWN_ENCODING: Unknown encoding: zz");
    await is(() => new StringDecoder().write(5), "TypeError ERR_INVALID_ARG_TYPE: The \"buf\" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received type number (5)");
    await is(() => new StringDecoder().write("text"), "text");
  },
};

// 1.8: EventEmitters keep listeners and check them
export const emitters = {
  async test() {
    await is(() => [Object.keys(new EventEmitter()), events.defaultMaxListeners, events.usingDomains, events === EventEmitter], "[ [ '_events', '_eventsCount', '_maxListeners', 'domain' ], 10, false, true ]");
    await is(() => new EventEmitter({ captureRejections: 1 }), "TypeError ERR_INVALID_ARG_TYPE: The \"options.captureRejections\" property must be of type boolean. Received type number (1)");
    await is(() => new EventEmitter().setMaxListeners(-1), "RangeError ERR_OUT_OF_RANGE: The value of \"n\" is out of range. It must be a non-negative number. Received -1");
    await is(() => events.setMaxListeners("x"), "RangeError ERR_OUT_OF_RANGE: The value of \"n\" is out of range. It must be a non-negative number. Received 'x'");
    await is(() => events.getEventListeners(5, "x"), "TypeError ERR_INVALID_ARG_TYPE: The \"emitter\" argument must be an instance of EventEmitter or EventTarget. Received type number (5)");
    await is(() => new EventEmitter().on("x", 5), "TypeError ERR_INVALID_ARG_TYPE: The \"listener\" argument must be of type function. Received type number (5)");
    await is(() => new EventEmitter().emit("error", new RangeError("own")), "RangeError undefined: own");
    await is(() => new EventEmitter().emit("error", { a: 1 }), "Error ERR_UNHANDLED_ERROR: Unhandled error. ({ a: 1 })");
    await is(() => new EventEmitter().emit("error"), "Error ERR_UNHANDLED_ERROR: Unhandled error. (undefined)");
    await is(() => EventEmitter.captureRejections = 5, "TypeError ERR_INVALID_ARG_TYPE: The \"EventEmitter.captureRejections\" property must be of type boolean. Received type number (5)");
    await is(() => events.defaultMaxListeners = -1, "RangeError ERR_OUT_OF_RANGE: The value of \"defaultMaxListeners\" is out of range. It must be a non-negative number. Received -1");
    await is(() => events.addAbortListener(5), "TypeError ERR_INVALID_ARG_TYPE: The \"signal\" argument must be an instance of AbortSignal. Received type number (5)");
    await is(() => (() => { const e = new EventEmitter(); const f = () => {}; e.on("a", f).once("b", f).prependListener("a", () => {}); return [e.eventNames(), e.listenerCount("a"), e.listeners("b")[0] === f, e.rawListeners("b")[0] === f, events.getEventListeners(e, "a").length, e.getMaxListeners()]; })(), "[ [ 'a', 'b' ], 2, true, false, 2, 10 ]");
    await is(() => (() => { const log = []; const e = new EventEmitter(); e.on("newListener", (n) => log.push("+" + n)).on("removeListener", (n) => log.push("-" + n)); const f = () => log.push("f"); e.on("a", f); e.emit("a"); e.off("a", f); e.emit("a"); e.once("b", f); e.emit("b"); e.removeAllListeners(); return log; })(), "[ '+removeListener', '+a', 'f', '-a', '+b', '-b', 'f', '-newListener' ]");
    await is(() => (() => { const e = new EventEmitter(); const log = []; e.on(events.errorMonitor, (x) => log.push("m" + x)); e.on("error", (x) => log.push("e" + x)); e.emit("error", 1); return log; })(), "[ 'm1', 'e1' ]");
  },
};

// 1.8: once, on and captured rejections
export const emitterPromises = {
  async test() {
    await is(() => events.once(5, "x"), "TypeError ERR_INVALID_ARG_TYPE: The \"emitter\" argument must be an instance of EventEmitter. Received type number (5)");
    await is(() => events.on({}, "x"), "TypeError ERR_INVALID_ARG_TYPE: The \"emitter\" argument must be an instance of EventEmitter. Received an instance of Object");
    await is(() => events.once(new EventEmitter(), "x", { signal: 5 }), "TypeError ERR_INVALID_ARG_TYPE: The \"options.signal\" property must be an instance of AbortSignal. Received type number (5)");
    await is(() => (async () => { const e = new EventEmitter(); const p = events.once(e, "x"); e.emit("x", 1, 2); return p; })(), "[ 1, 2 ]");
    await is(() => (async () => { const e = new EventEmitter(); const p = events.once(e, "x"); e.emit("error", new Error("er")); return p; })(), "Error undefined: er");
    await is(() => events.once(new EventEmitter(), "x", { signal: AbortSignal.abort() }), "AbortError ABORT_ERR: The operation was aborted");
    await is(() => (async () => { const e = new EventEmitter(); setTimeout(() => { e.emit("x", 1); e.emit("x", 2); e.emit("end"); }); const got = []; for await (const [v] of events.on(e, "x")) { got.push(v); if (v === 2) break; } return got; })(), "[ 1, 2 ]");
    await is(() => (async () => { const e = new EventEmitter(); const it = events.on(e, "x"); const p = it.next(); e.emit("error", new Error("stop")); return p; })(), "Error undefined: stop");
    await is(() => new Promise((r) => { const e = new EventEmitter({ captureRejections: true }); e.on("x", async () => { throw new Error("rej"); }); e.on("error", (er) => r(er.message)); e.emit("x"); }), "rej");
    await is(() => new Promise((r) => { const e = new EventEmitter({ captureRejections: true }); e[Symbol.for("nodejs.rejection")] = (er, name, arg) => r([er.message, name, arg]); e.on("x", async () => { throw new Error("own"); }); e.emit("x", 7); }), "[ 'own', 'x', 7 ]");
    await is(() => new events.EventEmitterAsyncResource({ name: "X" }).asyncResource.constructor.name, "EventEmitterReferencingAsyncResource");
    await is(() => (async () => { const c = new AbortController(); let n = 0; events.addAbortListener(c.signal, () => n++); c.abort(); await tick(); return n; })(), "1");
  },
};

// 1.8: paths of Windows
export const windowsPaths = {
  async test() {
    const w = path.win32;
    await is(() => [w.join("a", "..\\b", "/c"), w.normalize("C:\\a\\..\\b\\\\c/"), w.resolve("C:\\a", "..\\b"), w.relative("C:\\a\\b", "C:\\a\\c\\d"), w.basename("C:\\x\\y.txt", ".txt"), w.dirname("C:\\x\\y"), w.extname("a.b.c")], "[ 'b\\\\c', 'C:\\\\b\\\\c\\\\', 'C:\\\\b', '..\\\\c\\\\d', 'y', 'C:\\\\x', '.c' ]");
    await is(() => w.parse("C:\\path\\dir\\file.txt"), "{ root: 'C:\\\\', dir: 'C:\\\\path\\\\dir', base: 'file.txt', ext: '.txt', name: 'file' }");
    await is(() => [w.format({ dir: "C:\\a", base: "b" }), w.isAbsolute("C:/x"), w.isAbsolute("\\x"), w.isAbsolute("x"), w.sep, w.delimiter, w.toNamespacedPath("C:\\a"), w.toNamespacedPath("\\\\s\\h\\x")], "[ 'C:\\\\a\\\\b', true, true, false, '\\\\', ';', '\\\\\\\\?\\\\C:\\\\a', '\\\\\\\\?\\\\UNC\\\\s\\\\h\\\\x' ]");
    await is(() => [w.normalize("\\\\srv\\share\\..\\x"), w.dirname("C:\\"), w.join("\\\\srv", "share", "x"), w.relative("C:\\a", "D:\\b"), w.normalize("C:x"), w.resolve("x"), w.basename("C:"), w.normalize("")], "[ '\\\\\\\\srv\\\\share\\\\x', 'C:\\\\', '\\\\\\\\srv\\\\share\\\\x', 'D:\\\\b', 'C:x', '\\\\x', '', '.' ]");
    await is(() => [w.parse("C:"), w.parse("x"), w.parse("\\x\\y.z")], "[ { root: 'C:', dir: 'C:', base: '', ext: '', name: '' }, { root: '', dir: '', base: 'x', ext: '', name: 'x' }, { root: '\\\\', dir: '\\\\x', base: 'y.z', ext: '.z', name: 'y' } ]");
    await is(() => [path.matchesGlob("a/b", "a/*"), path.matchesGlob("a/b/c", "a/**"), path.matchesGlob("a/b/c", "a/*"), path.matchesGlob("x.ts", "*.{ts,js}"), w.matchesGlob("a\\b", "a\\*")], "[ true, true, false, true, true ]");
    await is(() => [path.resolve("x"), path.relative("a", "b"), path.posix === path, path.win32.posix === path.posix], "[ '/x', '../b', true, true ]");
  },
};
