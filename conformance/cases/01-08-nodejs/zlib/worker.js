import assert from "node:assert";
import { inspect } from "node:util";
import zlib from "node:zlib";

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
const D = "hello ".repeat(50);
const cb = (f) => new Promise((resolve, reject) => f((e, ...values) => (e ? reject(e) : resolve(values[0]))));
const through = (a, b, ...chunks) => new Promise((resolve, reject) => { let out = ""; a.pipe(b).on("data", (x) => { out += x; }).on("end", () => resolve(out)).on("error", reject); for (const chunk of chunks) a.write(chunk); a.end(); });
const failed = (s, data) => new Promise((resolve) => s.on("error", (e) => resolve([e.message, e.code, e.errno])).end(data));

// 1.8: each format is undone by its counterpart, at once
export const together = {
  async test() {
    await is(() => [["deflate", "inflate"], ["gzip", "gunzip"], ["deflateRaw", "inflateRaw"], ["brotliCompress", "brotliDecompress"], ["gzip", "unzip"], ["deflate", "unzip"]].map(([c, d]) => { const x = zlib[`${c}Sync`](D); return x instanceof Buffer && x.length < D.length && zlib[`${d}Sync`](x).toString() === D; }), "[ true, true, true, true, true, true ]");
    await is(() => (async () => { const out = []; for (const [c, d] of [["deflate", "inflate"], ["gzip", "gunzip"], ["deflateRaw", "inflateRaw"], ["brotliCompress", "brotliDecompress"]]) out.push(String(await cb((k) => zlib[d](zlib[`${c}Sync`](D), k))) === D && String(zlib[`${d}Sync`](await cb((k) => zlib[c](D, {}, k)))) === D); return out; })(), "[ true, true, true, true ]");
    await is(() => zlib.inflateSync(Buffer.from("eJzLSM3JyQcABiwCFQ==", "base64")).toString(), "hello");
    await is(() => zlib.gunzipSync(Buffer.from("H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA==", "base64")).toString(), "hello");
    await is(() => zlib.inflateRawSync(Buffer.from("y0jNyckHAA==", "base64")).toString(), "hello");
    await is(() => zlib.brotliDecompressSync(Buffer.from("CwKAaGVsbG8D", "base64")).toString(), "hello");
    await is(() => zlib.gunzipSync(Buffer.concat([zlib.gzipSync("a"), zlib.gzipSync("b")])).toString(), "ab");
    await is(() => zlib.inflateSync(Buffer.concat([zlib.deflateSync("a"), Buffer.from("zzz")])).toString(), "a");
    await is(() => (() => { const dictionary = Buffer.from("hello "); return zlib.inflateSync(zlib.deflateSync(D, { dictionary }), { dictionary }).toString() === D; })(), "true");
    await is(() => [zlib.deflateSync(D, { level: 9 }).length < 50, zlib.brotliCompressSync("x".repeat(100), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }).length < 50], "[ true, true ]");
    await is(() => zlib.inflateSync(zlib.deflateSync(D).subarray(0, 15), { finishFlush: zlib.constants.Z_SYNC_FLUSH }).length >= 0, "true");
    await is(() => [zlib.deflateSync(new DataView(new ArrayBuffer(2))).length > 0, zlib.deflateSync(new ArrayBuffer(2)).length > 0], "[ true, true ]");
    await is(() => Object.keys(zlib.deflateSync(D, { info: true })), "[ 'engine', 'buffer' ]");
  },
};

// 1.8: what is no such format
export const broken = {
  async test() {
    await is(() => zlib.inflateSync(Buffer.from("abc")), "Error undefined: incorrect header check");
    await is(() => zlib.gunzipSync(Buffer.from("abcdefghijklmnop")), "Error undefined: incorrect header check");
    await is(() => zlib.gunzipSync(Buffer.alloc(0)), "Error undefined: unexpected end of file");
    await is(() => zlib.unzipSync(Buffer.from("abc")), "Error undefined: incorrect header check");
    await is(() => zlib.inflateSync(zlib.deflateSync(D).subarray(0, 10)), "Error undefined: unexpected end of file");
    await is(() => zlib.brotliDecompressSync(Buffer.from("abc")), "Error undefined: Unexpected end of file");
    await is(() => zlib.inflateRawSync(Buffer.from([255, 255, 255])), "Error undefined: invalid block type");
    await is(() => cb((k) => zlib.inflate(Buffer.from("abc"), k)), "Error undefined: incorrect header check");
    await is(() => (() => { const x = zlib.gzipSync(D); x[x.length - 5] ^= 1; return zlib.gunzipSync(x); })(), "Error undefined: incorrect data check");
    await is(() => (() => { const x = zlib.deflateSync(D); x[x.length - 1] ^= 1; return zlib.inflateSync(x); })(), "Error undefined: incorrect data check");
    await is(() => zlib.gunzipSync(Buffer.concat([zlib.gzipSync("a"), Buffer.from("zzz")])), "Error undefined: incorrect header check");
    await is(() => zlib.inflateSync(zlib.deflateSync(D, { dictionary: Buffer.from("hello ") })), "Error undefined: Missing dictionary");
    await is(() => zlib.inflateSync(zlib.deflateSync(D, { dictionary: Buffer.from("hello ") }), { dictionary: Buffer.from("zz") }), "Error undefined: Bad dictionary");
    await is(() => failed(zlib.createInflate(), "abc"), "[ 'incorrect header check', 'Z_DATA_ERROR', -3 ]");
    await is(() => failed(zlib.createInflate(), zlib.deflateSync(D).subarray(0, 10)), "[ 'unexpected end of file', 'Z_BUF_ERROR', -5 ]");
  },
};

// 1.8: what the options must be
export const options = {
  async test() {
    await is(() => zlib.deflateSync(D, { level: 99 }), "RangeError undefined: The value of \"options.level\" is out of range. It must be >= -1 and <= 9. Received 99");
    await is(() => zlib.deflateSync(D, { windowBits: 99 }), "RangeError undefined: The value of \"options.windowBits\" is out of range. It must be >= 8 and <= 15. Received 99");
    await is(() => zlib.deflateSync(5), "TypeError undefined: Failed to execute 'zlibSync' on 'ZlibUtil': parameter 1 is not of type 'string or ArrayBuffer or ArrayBufferView'.");
    await is(() => zlib.createGzip({ chunkSize: 1 }), "RangeError ERR_OUT_OF_RANGE: The value of \"options.chunkSize\" is out of range. It must be >= 64. Received 1");
    await is(() => zlib.deflate("x"), "TypeError ERR_INVALID_ARG_TYPE: The \"callback\" argument must be of type function. Received undefined");
    await is(() => zlib.deflateSync("x", { flush: 99 }), "RangeError undefined: The value of \"options.flush\" is out of range. It must be >= 0 and <= 6. Received 99");
    await is(() => zlib.inflateSync(zlib.deflateSync(D), { maxOutputLength: 10 }), "RangeError undefined: Memory limit exceeded");
    await is(() => zlib.deflateSync("x", { strategy: 99 }), "Error undefined: invalid strategy");
    await is(() => zlib.brotliCompressSync("x", { params: { 999: 1 } }), "Error undefined: Setting parameter failed");
  },
};

// 1.8: the streams of zlib
export const flowing = {
  async test() {
    await is(() => through(zlib.createGzip(), zlib.createGunzip(), D.slice(0, 100), D.slice(100)).then((x) => x === D), "true");
    await is(() => through(zlib.createDeflate(), zlib.createInflate(), D).then((x) => x === D), "true");
    await is(() => through(zlib.createDeflateRaw(), zlib.createInflateRaw(), D).then((x) => x === D), "true");
    await is(() => through(zlib.createBrotliCompress(), zlib.createBrotliDecompress(), D).then((x) => x === D), "true");
    await is(() => through(zlib.createGzip(), zlib.createUnzip(), "").then((x) => x === ""), "true");
    await is(() => new Promise((r) => { const d = zlib.createDeflate(); const out = []; d.on("data", (x) => out.push(x)); d.write("abc"); d.flush(() => r(Buffer.concat(out).length > 0)); }), "true");
    await is(() => new Promise((r) => { const i = zlib.createGunzip(); i.on("data", (x) => r(String(x))); const g = zlib.createGzip(); g.on("data", (x) => i.write(x)); g.write("early"); g.flush(); }), "early");
    await is(() => new Promise((r) => { const d = zlib.createDeflate(); d.resume(); d.on("end", () => r(d.bytesWritten)); d.end("abc"); }), "3");
    await is(() => new Promise((r) => { const d = zlib.createDeflate(); d.close(() => r([d.destroyed, d._closed])); }), "[ true, true ]");
    await is(() => new Promise((r, j) => { const d = zlib.createDeflate(); d.resume(); d.write("abc"); d.params(0, 0, (e) => (e ? j(e) : r("ok"))); }), "ok");
    await is(() => zlib.createDeflate().params(99, 0, () => {}), "RangeError ERR_OUT_OF_RANGE: The value of \"level\" is out of range. It must be >= -1 and <= 9. Received 99");
    await is(() => zlib.Gzip(), "TypeError undefined: Class constructor Gzip cannot be invoked without 'new'");
    await is(() => [zlib.createGzip() instanceof zlib.Gzip, new zlib.Deflate().constructor.name, Object.getPrototypeOf(zlib.Gzip).name, Object.getPrototypeOf(Object.getPrototypeOf(zlib.BrotliCompress)).name], "[ true, 'Deflate', 'Zlib', 'ZlibBase' ]");
  },
};

// 1.8: crc32 and the tables
export const checksums = {
  async test() {
    await is(() => [zlib.crc32("hello"), zlib.crc32(Buffer.from("hello"), 5), zlib.crc32("lo", zlib.crc32("hel"))], "[ 907060870, 4277152246, 907060870 ]");
    await is(() => zlib.crc32(5), "TypeError undefined: Failed to execute 'crc32' on 'ZlibUtil': parameter 1 is not of type 'string or ArrayBuffer or ArrayBufferView'.");
    await is(() => zlib.crc32("x", "y"), "TypeError ERR_INVALID_ARG_TYPE: The \"value\" argument must be of type number. Received type string ('y')");
    await is(() => [zlib.codes.Z_OK, zlib.codes[0], zlib.codes["-3"], Object.isFrozen(zlib.codes), zlib.constants.Z_BEST_COMPRESSION, zlib.Z_FINISH], "[ 0, 'Z_OK', 'Z_DATA_ERROR', true, 9, 4 ]");
  },
};
