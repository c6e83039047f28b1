import con from "node:console";
import { Writable } from "node:stream";
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

const { Console } = con;
const sink = () => {
  const w = new Writable({ write(chunk, encoding, callback) { w.out += chunk; callback(); } });
  w.out = "";
  return w;
};

// 1.8: a Console writes to streams
export const writes = {
  async test() {
    const out = sink(), err = sink(); const c = new Console(out, err);
    await say("each", () => { c.log("log %s %d", "a", 5, {x:1}); c.info("info"); c.debug("debug"); c.warn("warn"); c.error("error", new Error("e").message); c.dir({a:{b:{c:{d:1}}}}, {depth:0}); c.assert(false, "no %s", 1); c.assert(true); c.assert(false); c.count(); c.count("x"); c.count(); c.countReset(); c.count(); c.countReset("nope"); c.group("G"); c.log("in\nside"); c.group(); c.log("deep"); c.groupEnd(); c.groupEnd(); c.groupEnd(); c.log("out"); c.groupCollapsed("gc"); c.log("x"); c.groupEnd(); c.table([{a:1,b:2},{a:3}]); c.table([[1,2],[3,4]]); c.table(5); c.table({x:{y:1}},["y"]); c.dirxml({a:1},"b"); c.log(); c.clear(); return [out.out, err.out]; });
    await say("trace", () => { err.out=""; c.trace("tr %s","x"); return err.out.split("\n").slice(0,1) });
    await say("time", () => { out.out=""; err.out=""; c.time("a"); c.timeLog("a","more",{x:1}); c.timeEnd("a"); c.timeEnd("a"); c.timeLog("zz"); c.time(); c.time(); c.timeEnd(); return [out.out.replace(/[\d.]+ms/g,"Nms"), err.out] });
    await say("opts", () => { const o = sink(); const k = new Console({stdout:o, groupIndentation:4, inspectOptions:{depth:0}}); k.group("g"); k.log({a:{b:1}}); k.error("to stdout"); return [o.out, k._stdout === o, k._stderr === o]; });
    await say("color", () => { const o = sink(); const k = new Console({stdout:o, colorMode:true}); k.log({a:1,b:"x"},"s"); return o.out; });
    await say("color auto", () => { const o = sink(); o.isTTY = true; o.getColorDepth = () => 8; const k = new Console({stdout:o}); k.log({a:1}); return o.out; });
    for (const o of [undefined, null, 5, {}, {stdout:5}, {stdout:out,stderr:5}, {stdout:out,colorMode:"x"}, {stdout:out,colorMode:true,inspectOptions:{colors:true}}, {stdout:out,groupIndentation:-1}, {stdout:out,groupIndentation:2000}, {stdout:out,groupIndentation:"x"}, {stdout:out,inspectOptions:5}, {stdout:out,ignoreErrors:5}]) await say("new", () => { new Console(o); return "ok" });
    await say("keys", () => Object.keys(c));
    await say("inst", () => [c instanceof Console, console instanceof Console, {} instanceof Console, Object.prototype.toString.call(c), c[Symbol.toStringTag], Object.getOwnPropertyNames(c).length]);
    await say("own", () => Object.getOwnPropertyNames(c).join());
    await say("symbols", () => Object.getOwnPropertySymbols(c).map(String));
    await say("bound", () => { const { log } = c; out.out=""; log("b"); return [out.out, log.name, log.length] });
    await say("proto", () => Object.getOwnPropertyNames(Console.prototype).map(k => k + Console.prototype[k].length + Console.prototype[k].name).join());
    await say("extend", () => { class M extends Console { log(x) { super.log("M", x) } } const o = sink(); const m = new M(o); m.log(5); return [o.out, m instanceof M] });
    await say("throwing", () => { const w = new Writable({ write(c,e,cb) { cb(new Error("w")) } }); const k = new Console(w); k.log("x"); return "ignored" });
    await say("not ignoring", () => { const w = new Writable({ write() { throw new Error("direct") } }); const k = new Console({stdout:w,ignoreErrors:false}); k.log("x"); return "ok" });
    await say("ignoring", () => { const w = new Writable({ write() { throw new Error("direct") } }); const k = new Console({stdout:w}); k.log("x"); return "ok" });
    await say("stdout", () => { const k = new Console(process.stdout, process.stderr); k.log("to stdout"); k.error("to stderr"); });
    await say("w/o new", () => Console(out) instanceof Console);
    await say("_", () => [con._stdout?.fd, con._stderr?.fd, con._times, con._ignoreErrors, typeof con._stdoutErrorHandler]);
    await say("global", () => [Object.keys(con).join(), typeof console.Console, console.context === con.context]);
    await say("table", () => { out.out=""; c.table(new Map([["a",1],["b",{x:2}]])); c.table(new Set([1,"x"])); c.table([1,"a",null]); c.table([]); c.table([{a:"ü",b:"日本"}]); c.table([{a:1}],"x"); return out.out });
    await say("table", () => c.table([1],5));
    await say("emit", () => { out.out=""; c.log("%o %O %j %i %f %c %%", {a:1}, {b:2}, {c:3}, 4.5, "5.5", "css"); return out.out });
  },
};
