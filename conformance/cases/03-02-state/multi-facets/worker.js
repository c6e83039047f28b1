import assert from "node:assert";
import { DurableObject } from "cloudflare:workers";

export class Part extends DurableObject {
  id() { return this.ctx.id; }
  describe() { return { type: typeof this.ctx.id, id: String(this.ctx.id), name: this.ctx.id.name, props: this.ctx.props }; }
  async count() {
    const count = (await this.ctx.storage.get("count") ?? 0) + 1;
    await this.ctx.storage.put("count", count);
    return count;
  }
  fail() { throw new TypeError("failed"); }
  hang() { return new Promise((resolve) => setTimeout(resolve, 1e6)); }
  abort() { this.ctx.abort("of itself"); }
  async alarm() {}
  async setAlarm() { await this.ctx.storage.setAlarm(Date.now() + 1e6); }
  alarms() { return this.ctx.storage.getAlarm(); }
  nest(depth) {
    const below = () => this.ctx.facets.get("below", () => ({ class: this.ctx.exports.Part }));
    return depth === 0 ? this.count() : below().nest(depth - 1);
  }
}

export class Whole extends DurableObject {
  part(name, options) { return this.ctx.facets.get(name, () => ({ class: this.ctx.exports.Part, ...options })); }

  async starts() {
    const calls = [];
    const part = this.ctx.facets.get("lazy", () => { calls.push("asked"); return { class: this.ctx.exports.Part }; });
    calls.push("got");
    const counted = part.count();
    calls.push("called");
    assert.strictEqual(await counted, 1);
    assert.strictEqual(await this.ctx.facets.get("lazy", () => calls.push("again")).count(), 2);
    assert.deepStrictEqual(calls, ["got", "called", "asked"]);
    assert.strictEqual(Object.prototype.toString.call(part), "[object Fetcher]");
    assert.deepStrictEqual(Object.getOwnPropertyNames(part), []);
  }

  async ids() {
    const own = String(this.ctx.id), { Part } = this.ctx.exports;
    assert.deepStrictEqual(await this.part("none").describe(), { type: "object", id: own, name: this.ctx.id.name, props: {} });
    assert.deepStrictEqual(await this.part("text", { id: "mine" }).describe(), { type: "string", id: "mine", name: undefined, props: {} });
    const other = this.env.Whole.idFromName("other");
    assert.deepStrictEqual(await this.part("other", { id: other, class: Part({ props: { a: 1 } }) }).describe(),
      { type: "object", id: String(other), name: "other", props: { a: 1 } });
  }

  async separate() {
    await this.ctx.storage.put("count", 10);
    assert.strictEqual(await this.part("one").count(), 1);
    assert.strictEqual(await this.part("one").count(), 2);
    assert.strictEqual(await this.part("two").count(), 1);
    assert.strictEqual(await this.ctx.storage.get("count"), 10);
  }

  async options() {
    const text = "Incorrect type for the 'class' field on 'StartupOptions': the provided value is not of type " +
      "'DurableObjectClass or LoopbackDurableObjectNamespace or LoopbackColoLocalActorNamespace'.";
    for (const options of [{}, { class: 5 }, { class: class {} }, { class: this.env.Whole }]) {
      await assert.rejects(this.ctx.facets.get("wrong" + Math.random(), () => options).count(), { name: "TypeError", message: text });
    }
    await assert.rejects(this.ctx.facets.get("throws", () => { throw new RangeError("no class"); }).count(), { name: "RangeError", message: "no class" });
    assert.throws(() => this.ctx.facets.get("x"), { message: "Failed to execute 'get' on 'DurableObjectFacets': parameter 2 is not of type 'function'." });
  }

  async namespaceClass() {
    const inner = this.ctx.facets.get("whole", () => ({ class: this.ctx.exports.Whole }));
    await inner.separate();
  }

  async names() {
    const long = "Facet name is too long (max 256 characters).";
    for (const call of [() => this.part("x".repeat(257)), () => this.part("é".repeat(129)), () => this.ctx.facets.delete("x".repeat(257)),
      () => this.ctx.facets.abort("x".repeat(257), 0), () => this.ctx.facets.clone("a", "x".repeat(257))]) {
      assert.throws(call, { name: "TypeError", message: long });
    }
    assert.strictEqual(await this.part("x".repeat(256)).count(), 1);
  }

  async depth() {
    assert.strictEqual(await this.part("top").nest(2), 1);
    await assert.rejects(this.part("top").nest(3), {
      name: "Error", message: "Facet nesting depth limit exceeded. The maximum depth including the root Durable Object is 4.",
    });
  }

  async aborts() {
    const part = this.part("aborted");
    await part.count();
    const hung = assert.rejects(part.hang(), { name: "RangeError", message: "enough" });
    await part.count();
    this.ctx.facets.abort("aborted", new RangeError("enough"));
    await hung;
    await assert.rejects(part.count(), (e) => e.message === "enough" && e.durableObjectReset === undefined && e.remote === undefined);
    assert.strictEqual(await this.part("aborted").count(), 3);
  }

  async ownAbort() {
    const part = this.part("self");
    await assert.rejects(part.abort(), { message: "of itself", durableObjectReset: true });
    await assert.rejects(part.count(), { message: "of itself" });
    assert.strictEqual(await this.part("self").count(), 1);
  }

  async deletes() {
    const part = this.part("deleted");
    await part.count();
    this.ctx.facets.delete("deleted");
    await assert.rejects(part.count(), { name: "Error", message: "Facet was deleted." });
    assert.strictEqual(await this.part("deleted").count(), 1);
    this.ctx.facets.delete("never there");
  }

  async clones() {
    await this.part("source").count();
    await this.part("source").nest(1);
    const before = this.part("copy");
    await before.count();
    this.ctx.facets.clone("source", "copy");
    await assert.rejects(before.count(), { name: "Error", message: "Facet was cloned-over." });
    assert.strictEqual(await this.part("copy").count(), 2);
    assert.strictEqual(await this.part("copy").nest(1), 2);
    assert.strictEqual(await this.part("source").count(), 2);
  }

  async deleteAll() {
    await this.part("gone").count();
    await this.ctx.storage.deleteAll();
    this.ctx.facets.abort("gone", "to look again");
    assert.strictEqual(await this.part("gone").count(), 1);
  }

  async alarm() {}
  async alarms() {
    const part = this.part("alarm");
    assert.strictEqual(await part.alarms(), null);
    await assert.rejects(part.setAlarm(), (e) => e.message === "Facets currently cannot set alarms." && e.durableObjectReset === undefined);
    assert.strictEqual(await this.part("alarm").count(), 1);
  }

  async errors() {
    await assert.rejects(this.part("fails").fail(), { name: "TypeError", message: "failed", remote: true, durableObjectId: String(this.ctx.id) });
  }

  async passed() {
    const text = "Stubs pointing to Durable Object facets are not serializable.";
    await assert.rejects(async () => this.ctx.storage.put("part", this.part("stored")), { name: "DataCloneError", message: text });
    await assert.rejects(async () => this.part("other").count(this.part("stored")), { name: "DataCloneError", message: text });
  }

  async section() {
    const count = await this.ctx.blockConcurrencyWhile(() => this.part("section").count());
    assert.strictEqual(count, 1);
  }

  async die() {
    await this.part("mortal").count();
    this.ctx.abort("the whole");
  }
}

const on = (name, method = name) => ({ test: (controller, env) => env.Whole.getByName(name)[method]() });

// 3.2: a facet is started by its first use, and asked for its class then
export const starts = on("starts");
// 3.2: a facet's id is its parent's, a text or another's
export const ids = on("ids");
// 3.2: a facet has storage of its own
export const separate = on("separate");
// 3.2: startup options need a class
export const options = on("options");
// 3.2: a class with a namespace can be a facet's too
export const namespaceClass = on("namespaceClass");
// 3.2: a facet's name has at most 256 bytes
export const names = on("names");
// 3.2: facets nest four deep, the root included
export const depth = on("depth");
// 3.2: an aborted facet's stubs keep failing with the reason
export const aborts = on("aborts");
// 3.2: a facet that aborts itself resets
export const ownAbort = on("ownAbort");
// 3.2: a deleted facet begins anew
export const deletes = on("deletes");
// 3.2: a clone has what its source stored, and its facets
export const clones = on("clones");
// 3.2: deleteAll deletes facets
export const deleteAll = on("deleteAll");
// 12a.5: facets cannot set alarms
export const alarms = on("alarms");
// 3.2: a facet's exceptions carry its id
export const errors = on("errors");
// 3.2: stubs of facets go nowhere
export const passed = on("passed");
// 3.2: a facet can be used in a critical section
export const section = on("section");

// 3.2: facets end with their object and are there again
export const whole = {
  async test(controller, env) {
    await assert.rejects(env.Whole.getByName("whole").die(), { message: "the whole", durableObjectReset: true });
    await env.Whole.getByName("whole").section();
  },
};
