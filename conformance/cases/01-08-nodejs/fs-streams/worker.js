import fs from "node:fs";
import fsp from "node:fs/promises";
import { inspect } from "node:util";
import { Buffer } from "node:buffer";

const show = (value) => inspect(value, { depth: 4, breakLength: Infinity, compact: 5 });
// say prints what a call answers, or how it fails.
const say = async (what, call) => {
  try {
    console.log(`${what}: ${show(await call())}`);
  } catch (e) {
    const { name, message } = e;
    console.log(`${what} fails: ${e.constructor.name} ${name}: ${message.replace(/reference = .*/, "reference")} ${JSON.stringify(e)}`);
  }
};
const text = (path) => fs.readFileSync(path, "utf8");
const events = ["open", "ready", "data", "end", "finish", "error", "close"];
// run answers what a stream emits until it is closed, or comes to no end.
const run = (stream) => new Promise((done) => {
  const list = [];
  for (const name of events) {
    stream.on(name, (...args) => {
      list.push(`${name} ${show(args.map((arg) => (arg instanceof Error ? `${arg.constructor.name} ${arg.code} ${arg.message}` : Buffer.isBuffer(arg) ? String(arg) : arg)))}`);
      if (name === "close") done(list);
    });
  }
  // Whatever it does it does in microtasks.
  let turns = 10;
  const turn = () => (turns-- > 0 ? setTimeout(turn, 0) : done([...list, "no end"]));
  turn();
});
const seed = () => {
  fs.writeFileSync("/tmp/f", "0123456789");
  fs.mkdirSync("/tmp/a/b/c", { recursive: true });
  for (const name of ["a/x.js", "a/b/y.js", "a/b/c/z.ts", "a/b/.dot", "a/q[1].js"]) fs.writeFileSync(`/tmp/${name}`, name);
};

// 1.8: the options of a ReadStream
export const readStreams = {
  async test() {
    seed();
    for (const o of [undefined,null,{},"utf8",{encoding:"hex"},{start:3},{start:3,end:5},{end:0},{start:5,end:2},{highWaterMark:3},{highWaterMark:4,end:6,encoding:"utf8"},{flags:"r+"},{flags:"q"},{flags:1},{fd:1.5},{fd:99},{encoding:"q"},{autoClose:1},{emitClose:false},{start:-1},{signal:1},{mode:"q"},{fs:{}},{fs:1},{fs:{open:1}},{autoClose:false},5]) await say("read "+show(o), async () => { const s = fs.createReadStream("/tmp/f",o); return [await run(s), s.bytesRead, s.fd, s.path, s.pending, s.autoClose]; });
    await say("missing", () => run(fs.createReadStream("/tmp/none")));
    await say("dir", () => run(fs.createReadStream("/tmp")));
    await say("bad", () => fs.createReadStream(5));
    await say("w/o new", () => fs.ReadStream("/tmp/f") instanceof fs.ReadStream);
  },
};

// 1.8: a ReadStream closes, iterates and takes handles and functions of others
export const readStreamsMore = {
  async test() {
    seed();
    await say("names", () => [fs.ReadStream.name, fs.FileReadStream === fs.ReadStream, fs.WriteStream.name, fs.createReadStream.name]);
    await say("close", async () => { const s = fs.createReadStream("/tmp/f"); const p = run(s); s.close(); return [await p, s.destroyed]; });
    await say("close cb", async () => { const s = fs.createReadStream("/tmp/f"); return new Promise(r => s.close((...a) => r(a.map(String)))); });
    await say("iterate", async () => { let o = ""; for await (const c of fs.createReadStream("/tmp/f",{highWaterMark:3})) o += "|"+c; return o; });
    await say("fd", async () => { const fd = fs.openSync("/tmp/f"); const s = fs.createReadStream("x",{fd,start:2}); return [s.path, await run(s), s.fd]; });
    await say("handle", async () => { const h = await fsp.open("/tmp/f"); const s = h.createReadStream({start:2,end:4}); return [await run(s), h.fd]; });
    await say("handle write", async () => { const h = await fsp.open("/tmp/hw","w"); const s = h.createWriteStream(); s.end("through"); return [await run(s), h.fd, text("/tmp/hw")]; });
    await say("handle fs", async () => { const h = await fsp.open("/tmp/f"); return fs.createReadStream("x",{fd:h,fs:{}}) });
    await say("pipe", async () => { const { pipeline } = await import("node:stream/promises"); await pipeline(fs.createReadStream("/tmp/f",{highWaterMark:4}), fs.createWriteStream("/tmp/copy")); return text("/tmp/copy"); });
    await say("signal", async () => { const c = new AbortController(); const s = fs.createReadStream("/tmp/f",{signal:c.signal}); const p = run(s); c.abort(); return p; });
    await say("own open", async () => { const s = fs.createReadStream("/tmp/f"); s.open = function () { this.fd = fs.openSync("/tmp/copy"); this.emit("open", 5); }; return run(s); });
    await say("own fs", async () => { const l = []; const s = fs.createReadStream("/tmp/f",{fs:{open(...a){ l.push(["open",...a.slice(0,-1)]); a.at(-1)(null,42) }, read(...a){ l.push(["read",a[0],a.length]); a.at(-1)(null,0,a[1]) }, close(fd,cb){ l.push(["close",fd]); cb() }}}); return [await run(s), l]; });
  },
};

// 1.8: the options of a WriteStream
export const writeStreams = {
  async test() {
    seed();
    for (const o of [undefined,null,{},"hex",{start:3},{start:3,flags:"r+"},{flags:"a"},{flags:"wx"},{flags:"r"},{encoding:"base64"},{fd:99},{flush:true},{flush:1},{flush:null},{highWaterMark:2},{start:-1},{mode:0o600},{autoClose:false},{emitClose:false},{encoding:"q"}]) await say("write "+show(o), async () => { fs.writeFileSync("/tmp/w","0123456789"); const s = fs.createWriteStream("/tmp/w",o); s.write("ab"); s.write(Buffer.from("cd")); s.end("ef"); return [await run(s), s.bytesWritten, s.pos, s.fd, s.pending, text("/tmp/w")]; });
  },
};

// 1.8: a WriteStream fails and closes
export const writeStreamsMore = {
  async test() {
    seed();
    await say("write missing", () => { const s = fs.createWriteStream("/none/x"); s.end("q"); return run(s); });
    await say("write dir", () => { const s = fs.createWriteStream("/tmp"); s.end("q"); return run(s); });
    await say("write bundle", () => { const s = fs.createWriteStream("/bundle/worker.js"); s.end("q"); return run(s); });
    await say("write close", async () => { const s = fs.createWriteStream("/tmp/w2"); s.write("x"); const p = run(s); s.close(); return [await p, text("/tmp/w2")]; });
    await say("write close cb", async () => { const s = fs.createWriteStream("/tmp/w2"); return new Promise(r => s.close((...a) => { s.close((...b) => r([a,b])) })); });
    await say("write destroySoon", async () => { const s = fs.createWriteStream("/tmp/w2"); const p = run(s); s.destroySoon("soon"); return [await p, text("/tmp/w2")]; });
    await say("write after end", async () => { const s = fs.createWriteStream("/tmp/w2"); const p = run(s); s.end(); s.write("x"); return p; });
    await say("autoClose set", () => { const s = fs.createWriteStream("/tmp/w2"); s.autoClose = false; return s.autoClose });
    await say("autoClose this", () => fs.WriteStream.prototype.autoClose);
    await say("autoClose this", () => Object.getOwnPropertyDescriptor(fs.ReadStream.prototype,"autoClose").get.call(1));
  },
};

// 1.8: files by patterns
export const globs = {
  async test() {
    seed();
    for (const p of ["**","**/*.js","*","a/*","a/**/z.*","a/b/../x.js","./a/x.js","{a/x,a/b/y}.js","a/?.js","a/[xy].js","a/[!x].js","a/@(x|q).js","a/!(x).js","a/+(x).js","a/b/*(y).js","a/b/?(y).js","a//x.js","a/","/tmp/a","a/q\\[1\\].js","a/q[[]1].js","nope","","a/**","**/b","../*",".","a/.","**/**/z.ts","a/{b,c}/**","a/b/.*","[", "a/{x}.js","{a,b","a/x.js/**"]) await say("glob "+p, () => fs.globSync(p,{cwd:"/tmp"}));
    await say("glob many", () => fs.globSync(["a/*.js","**/y.js"],{cwd:"/tmp"}));
    await say("glob types", () => fs.globSync("a/b/**",{cwd:"/tmp",withFileTypes:true}));
    await say("glob exclude", () => fs.globSync("**",{cwd:"/tmp",exclude:["**/*.js","f"]}));
    await say("glob exclude fn", () => fs.globSync("**",{cwd:"/tmp",exclude:(p) => p.endsWith("s")}));
    await say("glob exclude fn", () => fs.globSync("a/*",{cwd:"/tmp",withFileTypes:true,exclude:(p) => p.isDirectory()}));
    for (const x of [["**/b"],["a"],["a/**"],["**"],["a/b/*"],["a/**/c"],["*.js"]]) await say("glob exclude "+x, () => fs.globSync("**",{cwd:"/tmp",exclude:x}));
    await say("glob url", () => fs.globSync("a/*",{cwd:new URL("file:///tmp")}));
    await say("glob opts", () => fs.globSync("a/*",5));
    await say("glob pattern", () => fs.globSync([5]));
    await say("glob cwd", () => fs.globSync("*",{cwd:5}));
    await say("glob default", () => fs.globSync("*"));
  },
};
