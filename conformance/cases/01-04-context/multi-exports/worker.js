import assert from "node:assert";
import { DurableObject, WorkerEntrypoint, exports as imported } from "cloudflare:workers";

export class Room extends DurableObject {
  hello() { return "room " + this.ctx.id.name; }
  names() { return Object.keys(this.ctx.exports); }
}

export class Entry extends WorkerEntrypoint {
  fetch() { return Response.json(this.ctx.props); }
  props() { return this.ctx.props; }
}

export const plain = {
  fetch(request, env, ctx) { return Response.json({ props: ctx.props, count: arguments.length }); },
};

const className = (value) => Object.prototype.toString.call(value).slice(8, -1);
const json = async (response) => (await response).json();

// 1.4: ctx.exports has a loopback for each export, by what it is
export const kinds = {
  async test(controller, env, ctx) {
    assert.strictEqual(className(ctx.exports.Room), "LoopbackDurableObjectNamespace");
    assert.strictEqual(className(ctx.exports.Entry), "LoopbackServiceStub");
    assert.strictEqual(className(ctx.exports.plain), "LoopbackServiceStub");
    for (const name of ["Room", "Entry", "plain"]) assert.strictEqual(typeof ctx.exports[name], "function");
    assert.strictEqual(ctx.exports, ctx.exports);
  },
};

// 1.4: objects have the same exports, and cloudflare:workers has them on an object of its own
export const everywhere = {
  async test(controller, env, ctx) {
    assert.deepStrictEqual(await env.Room.getByName("names").names(), Object.keys(ctx.exports));
    assert.deepStrictEqual(Object.keys(imported), Object.keys(ctx.exports));
    assert.notStrictEqual(imported, ctx.exports);
  },
};

// 1.4: an entrypoint of ctx.exports is called as it is, with empty props
export const called = {
  async test(controller, env, ctx) {
    assert.deepStrictEqual(await json(ctx.exports.Entry.fetch("http://x/")), {});
    assert.deepStrictEqual(await ctx.exports.Entry.props(), {});
    assert.deepStrictEqual(await json(ctx.exports.plain.fetch("http://x/")), { props: {}, count: 3 });
  },
};

// 1.4: an entrypoint of ctx.exports is called with props that are structured-cloned
export const withProps = {
  async test(controller, env, ctx) {
    const props = { a: [1], at: new Date(5) };
    const entry = ctx.exports.Entry({ props });
    props.a.push(2);
    assert.strictEqual(className(entry), "Fetcher");
    assert.deepStrictEqual(await entry.props(), { a: [1], at: new Date(5) });
    assert.deepStrictEqual(await json(ctx.exports.plain({ props: { b: 1 } }).fetch("http://x/")), { props: { b: 1 }, count: 3 });
    assert.deepStrictEqual(await ctx.exports.Entry({}).props(), {});
  },
};

// 1.4: what is no options argument, or no props, is refused
export const refused = {
  async test(controller, env, ctx) {
    const { Entry } = ctx.exports;
    const options = { name: "TypeError", message: "Failed to execute '(called as function)' on 'LoopbackServiceStub': parameter 1 is not of type 'Options'." };
    const props = { name: "TypeError", message: "Incorrect type for the 'props' field on 'Options': the provided value is not of type 'Object'." };
    assert.throws(() => Entry(), options);
    assert.throws(() => Entry(5), options);
    assert.throws(() => Entry({ props: 5 }), props);
    assert.throws(() => Entry({ props: null }), props);
    assert.throws(() => Entry({ props: { f() {} } }), { name: "DataCloneError" });
  },
};

// 1.4: a loopback itself is not serializable
export const notSerializable = {
  async test(controller, env, ctx) {
    assert.throws(() => ctx.exports.Entry({ props: { entry: ctx.exports.Entry } }), {
      name: "DataCloneError", message: 'Could not serialize object of type "LoopbackServiceStub". This type does not support serialization.',
    });
  },
};

// 1.4: a class with a namespace is that namespace
export const namespace = {
  async test(controller, env, ctx) {
    const { Room } = ctx.exports;
    assert.strictEqual(String(Room.idFromName("a")), String(env.Room.idFromName("a")));
    assert.strictEqual(await Room.getByName("a").hello(), "room a");
    assert.strictEqual(className(Room({ props: {} })), "DurableObjectClass");
  },
};
