import zlib from "node:zlib";
import { inspect } from "node:util";
import { Buffer } from "node:buffer";

const show = (value) => inspect(value, { depth: 4, breakLength: Infinity, compact: 5 });
// say prints what a call answers, or how it fails.
const say = async (what, call) => {
  try {
    console.log(`${what}: ${show(await call())}`);
  } catch (e) {
    const { name, message } = e;
    console.log(`${what} fails: ${e.constructor.name} ${name}: ${String(message).replace(/reference = .*/, "reference")} ${JSON.stringify(e)}`);
  }
};

const called = (f) => new Promise((done) => f((...args) => done(args.map((arg) => (arg instanceof Error ? `${arg.constructor.name} ${arg.code} ${arg.errno} ${arg.message}` : Buffer.isBuffer(arg) ? (arg.length < 20 ? arg : arg.length > 500) : arg)))));
// run answers what a stream makes of chunks, or how it fails.
const run = (stream, ...chunks) => new Promise((done) => {
  const out = [];
  stream.on("data", (chunk) => out.push(chunk));
  stream.on("error", (e) => done(`${e.constructor.name} ${e.name} ${e.code} ${e.errno} ${e.message} ${Object.keys(e)}`));
  stream.on("end", () => done(Buffer.concat(out)));
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
});
const source = Buffer.from("hello hello hello hello ".repeat(50));
const packed = zlib.zstdCompressSync(source);
const g = zlib.gzipSync("hello"), b = zlib.brotliCompressSync("hello"), d = zlib.deflateSync("hello");

// 1.8: Zstandard, all at once
export const zstd = {
  async test() {
    await say("sync", () => [packed.length < 100, packed.subarray(0,4), zlib.zstdDecompressSync(packed).equals(source), Buffer.isBuffer(packed)]);
    await say("string", () => zlib.zstdDecompressSync(zlib.zstdCompressSync("héllo")).toString());
    await say("types", () => [new Uint8Array([1,2]), new DataView(new ArrayBuffer(2)), new Uint8Array([7]).buffer].map(x => zlib.zstdDecompressSync(zlib.zstdCompressSync(x))));
    await say("hex", () => zlib.zstdCompressSync("hello").toString("hex"));
    await say("empty", () => [zlib.zstdCompressSync("").toString("hex"), zlib.zstdDecompressSync(zlib.zstdCompressSync(""))]);
    await say("bad", () => zlib.zstdDecompressSync(Buffer.from("garbage garbage")));
    await say("cut", () => zlib.zstdDecompressSync(packed.subarray(0, packed.length-5)));
    await say("cut1", () => zlib.zstdDecompressSync(packed.subarray(0, 3)));
    await say("none", () => zlib.zstdDecompressSync(Buffer.alloc(0)));
    await say("trailing", () => zlib.zstdDecompressSync(Buffer.concat([packed, Buffer.from("tail")])).length);
    await say("two", () => zlib.zstdDecompressSync(Buffer.concat([packed, packed])).length);
    await say("type", () => zlib.zstdCompressSync(5));
    await say("type", () => zlib.zstdDecompressSync());
    await say("type", () => zlib.zstdCompress(5, () => {}));
    await say("nocb", () => zlib.zstdCompress("x"));
    await say("async", () => called((d) => zlib.zstdCompress(source, d)));
    await say("async", () => called((d) => zlib.zstdCompress(source, {}, d)));
    await say("async", () => called((d) => zlib.zstdDecompress(packed, d)));
    await say("async bad", () => called((d) => zlib.zstdDecompress(Buffer.from("garbage"), d)));
    await say("async cut", () => called((d) => zlib.zstdDecompress(packed.subarray(0,-4), d)));
  },
};

// 1.8: the options of Zstandard
export const zstdOptions = {
  async test() {
    const k = zlib.constants;
    for (const o of [{params:{[k.ZSTD_c_compressionLevel]:19}},{params:{[k.ZSTD_c_compressionLevel]:-5}},{params:{[k.ZSTD_c_compressionLevel]:99}},{params:{[k.ZSTD_c_checksumFlag]:1}},{params:{[k.ZSTD_c_checksumFlag]:true}},{params:{[k.ZSTD_c_contentSizeFlag]:0}},{params:{[k.ZSTD_c_windowLog]:10}},{params:{[k.ZSTD_c_windowLog]:99}},{params:{9999:1}},{params:{1:1}},{params:{[k.ZSTD_c_compressionLevel]:"x"}},{flush:0},{flush:5},{finishFlush:2},{chunkSize:1},{chunkSize:64},{maxOutputLength:10},{maxOutputLength:1e6},{pledgedSrcSize:5},{pledgedSrcSize:source.length},{info:true},{dictionary:Buffer.from("hello ")},{level:20}]) { await say("opts "+show(o), () => { const z = zlib.zstdCompressSync(source,o); return Buffer.isBuffer(z) ? zlib.zstdDecompressSync(z).equals(source) : Object.keys(z) });
    await say("stream opts "+show(o), async () => { const s = zlib.createZstdCompress(o); const z = await run(s, source); return typeof z === "string" ? z : zlib.zstdDecompressSync(z).equals(source) }); }
    for (const o of [{maxOutputLength:10},{params:{[k.ZSTD_d_windowLogMax]:10}},{params:{[k.ZSTD_d_windowLogMax]:99}},{params:{5:5}},{flush:9},{chunkSize:64},{info:true}]) { await say("dopts "+show(o), () => { const r = zlib.zstdDecompressSync(packed,o); return Buffer.isBuffer(r) ? r.length : [Object.keys(r), r.engine.constructor.name] });
    await say("dstream "+show(o), async () => { const r = await run(zlib.createZstdDecompress(o), packed); return typeof r === "string" ? r : r.length }); }
  },
};

// 1.8: Zstandard as streams
export const zstdStreams = {
  async test() {
    await say("stream", async () => { const z = await run(zlib.createZstdCompress(), "a", source, "b"); return zlib.zstdDecompressSync(z).length });
    await say("dstream bytes", async () => (await run(zlib.createZstdDecompress(), ...[...c].map(b => Buffer.from([b])))).equals(source));
    await say("dstream bad", () => run(zlib.createZstdDecompress(), Buffer.from("garbage")));
    await say("dstream cut", () => run(zlib.createZstdDecompress(), packed.subarray(0,-6)));
    await say("dstream none", () => run(zlib.createZstdDecompress()));
    await say("dstream two", async () => (await run(zlib.createZstdDecompress(), packed, packed)).length);
    await say("dstream trailing", async () => (await run(zlib.createZstdDecompress(), packed, Buffer.from("zzzz"))).length);
    await say("class", () => [zlib.ZstdCompress.length, zlib.ZstdCompress.name, Object.getPrototypeOf(zlib.ZstdCompress).name, zlib.createZstdCompress() instanceof zlib.ZstdCompress, zlib.createZstdCompress({}).bytesWritten]);
    await say("class", () => zlib.ZstdCompress());
    await say("reset", () => { const s = zlib.createZstdCompress(); s.reset(); s.close(); s.reset(); });
    await say("params", () => zlib.createZstdCompress().params);
    await say("hello", () => zlib.zstdDecompressSync(Buffer.from("28b52ffd200529000068656c6c6f","hex")).toString());
    await say("flush", () => new Promise((done) => { const s = zlib.createZstdCompress(); const d = zlib.createZstdDecompress(); s.on("data", (x) => d.write(x)); d.on("data", (x) => done(String(x))); s.write("abc"); s.flush(); }));
  },
};

// 1.8: what cannot be unpacked
export const failures = {
  async test() {
    await say("gz bad", () => run(zlib.createGunzip(), Buffer.from("garbage")));
    await say("gz cut", () => run(zlib.createGunzip(), g.subarray(0,-4)));
    await say("gz crc", () => { const x = Buffer.from(g); x[x.length-6] ^= 1; return run(zlib.createGunzip(), x) });
    await say("inf bad", () => run(zlib.createInflate(), Buffer.from("garbage")));await say("raw bad", () => run(zlib.createInflateRaw(), Buffer.from([255,255])));
    await say("br bad", () => run(zlib.createBrotliDecompress(), Buffer.from("garbage garbage")));
    await say("br cut", () => run(zlib.createBrotliDecompress(), b.subarray(0,-2)));
    await say("br cut sync", () => zlib.brotliDecompressSync(b.subarray(0,-2)));
    await say("br bad sync", () => zlib.brotliDecompressSync(Buffer.from("garbage garbage")));
    await say("gz cut sync", () => zlib.gunzipSync(g.subarray(0,-2)));
    await say("inf trailing", () => zlib.inflateSync(Buffer.concat([d, Buffer.from("tail")])).toString());
    await say("gz trailing", () => zlib.gunzipSync(Buffer.concat([g, Buffer.from("tail")])).toString());
    await say("gz two", () => zlib.gunzipSync(Buffer.concat([g, g])).toString());
    await say("gz zeros", () => zlib.gunzipSync(Buffer.concat([g, Buffer.alloc(5)])).toString());
    await say("gz trailing stream", () => run(zlib.createGunzip(), Buffer.concat([g, Buffer.from("tail")])));
    await say("empty", () => [zlib.gunzipSync(Buffer.alloc(0))]);
    await say("empty", () => [zlib.inflateSync(Buffer.alloc(0))]);
    await say("empty br", () => [zlib.brotliDecompressSync(Buffer.alloc(0))]);
  },
};

// 1.8: the options of the others, checked in two ways
export const options = {
  async test() {
    for (const [n, o] of [["gzip",{chunkSize:1}],["gzip",{chunkSize:2**28}],["gzip",{level:99}],["gzip",{level:"x"}],["gzip",{windowBits:99}],["gzip",{windowBits:8}],["gzip",{memLevel:0}],["gzip",{strategy:9}],["gzip",{flush:9}],["gzip",{finishFlush:9}],["gzip",{finishFlush:2}],["gzip",{dictionary:"x"}],["deflate",{dictionary:Buffer.from("hello")}],["deflate",{dictionary:5}],["gzip",{maxOutputLength:1}],["gzip",{info:true}],["brotliCompress",{params:{0:1}}],["brotliCompress",{params:{1:3}}],["brotliCompress",{params:{1:99}}],["brotliCompress",{params:{99:3}}],["brotliCompress",{params:{1:"x"}}],["brotliCompress",{flush:9}],["brotliCompress",{chunkSize:1}],["gzip",5],["gzip",{chunkSize:NaN}],["gzip",{level:NaN}],["gzip",{level:undefined}],["gzip",{level:null}]]) { await say(`${n}Sync ${show(o)}`, () => { const r = zlib[n+"Sync"]("hello",o); return Buffer.isBuffer(r) ? r.length > 0 : Object.keys(r) }); const C = "create"+n[0].toUpperCase()+n.slice(1);
    await say(`${C} ${show(o)}`, async () => { const s = zlib[C](o); return [await run(s, "hello").then(x=>typeof x === "string" && x.length > 0 && /Error/.test(x) ? x : true), s._level, s._strategy, s._chunkSize, s._maxOutputLength] }); }
    await say("crc32", () => [zlib.crc32("hello"), zlib.crc32(Buffer.from("hello"), 5), zlib.crc32("")]);
    await say("crc32", () => zlib.crc32());
    await say("crc32", () => zlib.crc32("x","y"));
    await say("crc32", () => zlib.crc32("x",-1));
    await say("crc32", () => zlib.crc32("x",2**33));
    await say("params", () => new Promise(r => { const s = zlib.createDeflate(); s.params(9, 0, (e) => r([e, s._level, s._strategy])); }));
    await say("params bad", () => zlib.createDeflate().params(99,0));
    await say("params bad", () => zlib.createDeflate().params(1,9));
    await say("codes", () => zlib.codes);
    await say("w/o new", () => zlib.Gzip({}));
    await say("closed", () => { const s = zlib.createGzip(); s.close(); return [s._closed, s.destroyed] });
    await say("reset", () => { const s = zlib.createGzip(); s.close(); s.reset() });
    await say("flush", () => new Promise(r => { const s = zlib.createGzip(); s.on("data", x => r(x.length > 0)); s.write("x"); s.flush() }));
    await say("bytesWritten", async () => { const s = zlib.createGzip(); await run(s,"hello"); return s.bytesWritten });
  },
};
