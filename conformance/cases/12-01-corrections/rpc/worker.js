import { DurableObject, RpcStub } from "cloudflare:workers";
import assert from "node:assert";

export class Room extends DurableObject {
  count = 0;
  next() {
    return ++this.count;
  }
  async fetch() {
    return new Response(String(++this.count));
  }
  throwString() {
    throw "s";
  }
  throwError() {
    throw new Error("e");
  }
  facet() {
    return this.ctx.facets.get("f", () => ({ class: this.ctx.exports.Facet })).tell();
  }
  facetAlarm() {
    return this.ctx.facets.get("g", () => ({ class: this.ctx.exports.Facet })).alarmAt(Date.now());
  }
  ownId() {
    return String(this.ctx.id);
  }
}
export class Facet extends DurableObject {
  tell() {
    return String(this.ctx.id);
  }
  async alarmAt(time) {
    await this.ctx.storage.setAlarm(time);
  }
  alarm() {}
}
export class Plain {
  fetch() {
    return new Response("plain");
  }
}

// 12a.1: calls of one stub are in order, and so are its fetches
export const order = {
  async test(controller, env) {
    const stub = env.Room.getByName("order");
    assert.deepStrictEqual(await Promise.all([stub.next(), stub.next(), stub.next()]), [1, 2, 3]);
    const texts = await Promise.all([1, 2, 3].map(async () => (await stub.fetch("http://do/")).text()));
    assert.deepStrictEqual(texts, ["4", "5", "6"]);
  },
};

// 12a.5: a facet has no alarms
export const facetAlarm = {
  async test(controller, env) {
    await assert.rejects(env.Room.getByName("facetAlarm").facetAlarm(), {
      name: "Error", message: "Facets currently cannot set alarms.",
    });
  },
};

// 12a.5: a facet without an id of its own has its parent's
export const facetId = {
  async test(controller, env) {
    const stub = env.Room.getByName("facetId");
    assert.strictEqual(await stub.facet(), await stub.ownId());
  },
};

// 12a.6: a class that extends nothing refuses calls, as an error from there
export const noRpc = {
  async test(controller, env) {
    await assert.rejects(env.Plain.getByName("a").anything(), {
      name: "TypeError",
      message: "The receiving Durable Object does not support RPC, because its class was not declared with `extends " +
        "DurableObject`. In order to enable RPC, make sure your class extends the special class `DurableObject`, which can " +
        'be imported from the module "cloudflare:workers".',
      remote: true,
    });
  },
};

// 12a.7: a stub is of an object
export const stubOfNumber = {
  test() {
    assert.throws(() => new RpcStub(5), {
      name: "TypeError", message: "Failed to construct 'JsRpcStub': constructor parameter 1 is not of type 'Object'.",
    });
  },
};

// 12a.8: an error made of a thrown string does not say which object it is from
export const thrownString = {
  async test(controller, env) {
    const stub = env.Room.getByName("thrownString");
    const e = await stub.throwString().catch((e) => e);
    assert.strictEqual(String(e), "Error: s");
    assert.deepStrictEqual([e.remote, e.durableObjectId], [true, undefined]);
    assert.strictEqual((await stub.throwError().catch((e) => e)).durableObjectId, String(stub.id));
  },
};
