import { DurableObject } from "cloudflare:workers";
async function p(name, f) { try { const v = await f(); console.log(name, typeof v === "object" ? JSON.stringify(v) : String(v)); } catch (e) { console.log(name, "THROWS", String(e)); } }
export class F extends DurableObject {
  constructor(ctx, env) { super(ctx, env); if (globalThis.failF) { globalThis.failF--; throw new Error("ctor") } }
  init() { const s = this.ctx.storage; s.sql.exec("create table if not exists t(a, b)"); s.sql.exec("insert into t values (1, 'x'), (2, x'0102')"); s.kv.put("k", { deep: [1] }); return s.put("a", 5); }
  add(v) { this.ctx.storage.sql.exec("insert into t values (?, 'new')", v); }
  rows() { try { return this.ctx.storage.sql.exec("select count(*) as n, sum(a) as s from t").one() } catch (e) { return e.message } }
  async kv() { return [await this.ctx.storage.get("a"), this.ctx.storage.kv.get("k")]; }
  sub(name, m, ...a) { return this.ctx.facets.get(name, () => ({ class: this.ctx.exports.F }))[m](...a); }
  hang() { return new Promise(() => {}); } n() { return this.c = (this.c ?? 0) + 1 }
  size() { return this.ctx.storage.sql.databaseSize > 0 }
}
export class A extends DurableObject {
  f(name) { return this.ctx.facets.get(name, () => ({ class: this.ctx.exports.F })); }
  async cloneSQL() {
    const out = [];
    await this.f("x").init(); out.push(await this.f("x").rows());
    await this.ctx.facets.clone("x", "y"); out.push(await this.f("y").rows(), await this.f("y").kv());
    await this.f("y").add(10); out.push(await this.f("y").rows(), await this.f("x").rows());
    this.f("x").add(100); this.ctx.facets.clone("x", "z"); out.push(await this.f("z").rows(), await this.f("x").rows());
    await this.f("x").sub("in", "init"); this.ctx.facets.clone("x", "w"); out.push(await this.f("w").sub("in", "rows"), await this.f("w").rows());
    this.ctx.facets.clone("nope", "w"); out.push(await this.f("w").rows());
    return out;
  }
  async cloneOver() { const y = this.f("yy"); await y.n(); await this.f("xx").init(); const h = y.hang().catch((e) => e.message); this.ctx.facets.clone("xx", "yy"); return [await h, await y.n().catch((e) => e.message), await this.f("yy").rows()]; }
  async cloneSelf() { await this.f("s").init(); this.ctx.facets.clone("s", "s"); return [await this.f("s").rows(), await this.f("s").n()]; }
  async failStart() {
    const out = []; let n = 0;
    const get = () => this.ctx.facets.get("fs", () => { n++; if (n < 3) throw new RangeError("start " + n); return { class: this.ctx.exports.F } });
    const one = get();
    for (let i = 0; i < 3; i++) out.push(await one.n().catch((e) => String(e)));
    for (let i = 0; i < 3; i++) out.push(await get().n().catch((e) => String(e)));
    return out.concat(n);
  }
  async failStartAsync() {
    const out = []; let n = 0;
    const get = () => this.ctx.facets.get("fsa", async () => { n++; await 0; if (n < 2) throw new RangeError("start " + n); return { class: this.ctx.exports.F } });
    out.push(...await Promise.all([get().n().catch((e) => String(e)), get().n().catch((e) => String(e))]));
    out.push(await get().n().catch((e) => String(e)), await get().n().catch((e) => String(e)));
    return out.concat(n);
  }
  async failClass() {
    const out = []; let n = 0;
    const get = () => this.ctx.facets.get("fc", () => { n++; return n < 2 ? {} : { class: this.ctx.exports.F } });
    out.push(await get().n().catch((e) => String(e)), await get().n().catch((e) => String(e)));
    return out.concat(n);
  }
  async failCtor() {
    const out = []; globalThis.failF = 2; const one = this.f("ctor");
    for (let i = 0; i < 3; i++) out.push(await one.n().catch((e) => String(e)));
    out.push(await this.f("ctor").n().catch((e) => String(e)), await this.f("ctor").n().catch((e) => String(e)));
    globalThis.failF = 0; return out;
  }
  async waitStart(k) {
    const never = this.ctx.facets.get("never", () => new Promise(() => {}));
    globalThis.w = [never.n().then((v) => "v" + v, (e) => e.message)];
    if (k == "abort") this.ctx.abort(new Error("parent over"));
    return "ok";
  }
  async fetchFacet() { return await (await this.f("ff").fetch("http://x")).text(); }
}

const run = (method, ...args) => async (controller, env) => {
  await p(method, () => env.A.getByName(method)[method](...args));
};

// 3.2: a clone has the database, the pairs and the facets of the other, as they were at the call
export const clonedWithSQL = { test: run("cloneSQL") };

// 3.2: a facet that is cloned over ends
export const clonedOver = { test: run("cloneOver") };

// 3.2: a facet that is cloned over itself starts anew
export const clonedSelf = { test: run("cloneSelf") };

// 3.2: a callback that throws is not called again, and what it threw stays
export const failedStart = { test: run("failStart") };

// 3.2: a callback that rejects is not called again either
export const rejectedStart = { test: run("failStartAsync") };

// 3.2: nor is one that names no class
export const failedClass = { test: run("failClass") };

// 3.2: a constructor that throws is called again
export const failedConstructor = { test: run("failCtor") };

// 3.2: an object ends whose facet never starts
export const waitedStart = { test: run("waitStart", "abort") };

// 3.2: a facet without fetch says so
export const fetchless = { test: run("fetchFacet") };
