import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class Room extends DurableObject {
  async fetch(request) {
    const { id } = this.ctx;
    switch (new URL(request.url).pathname) {
      case "/store":
        return Response.json(await this.ctx.storage.put("id", id).then(() => "stored", (e) => [e.name, e.message]));
    }
    return Response.json({ id: String(id), name: id.name === undefined ? "none" : id.name, equal: id.equals(id) });
  }
}
export class Other extends DurableObject {}
export class Alarmed extends DurableObject {
  async fetch() {
    const rung = new Promise((resolve) => (this.ring = resolve));
    await this.ctx.storage.setAlarm(Date.now());
    return Response.json(await rung);
  }
  alarm() {
    this.ring({ name: this.ctx.id.name });
  }
}

const told = async (stub, path = "/") => (await stub.fetch("http://do" + path)).json();

// 2.3: an id is its hex as a string and its name as JSON
export const text = {
  test(controller, env) {
    const id = env.Room.idFromName("hello");
    assert.match(String(id), /^[0-9a-f]{64}$/);
    assert.strictEqual(id.toString(), `${id}`);
    assert.strictEqual(JSON.stringify(id), '{"name":"hello"}');
    assert.strictEqual(JSON.stringify(env.Room.newUniqueId()), "{}");
  },
};

// 2.3: name and jurisdiction are there even when undefined
export const own = {
  test(controller, env) {
    for (const id of [env.Room.idFromName("a"), env.Room.newUniqueId()]) {
      assert.deepStrictEqual(Object.keys(id).sort(), ["jurisdiction", "name"]);
      assert.strictEqual(id.jurisdiction, undefined);
    }
    assert.strictEqual(Object.prototype.toString.call(env.Room.newUniqueId()), "[object DurableObjectId]");
  },
};

// 2.3: equals compares what the ids address
export const equals = {
  test(controller, env) {
    const id = env.Room.idFromName("a");
    assert.notStrictEqual(id, env.Room.idFromName("a"));
    assert.strictEqual(id.equals(env.Room.idFromName("a")), true);
    assert.strictEqual(id.equals(env.Room.idFromString(String(id))), true);
    assert.strictEqual(id.equals(env.Room.idFromName("b")), false);
    assert.strictEqual(id.equals(env.Other.idFromName("a")), false);
  },
};

// 2.3: equals takes an id and nothing else
export const equalsNoId = {
  test(controller, env) {
    const id = env.Room.idFromName("a");
    const refusal = {
      name: "TypeError",
      message: "Failed to execute 'equals' on 'DurableObjectId': parameter 1 is not of type 'DurableObjectId'.",
    };
    assert.throws(() => id.equals(), refusal);
    assert.throws(() => id.equals(String(id)), refusal);
    assert.throws(() => id.equals({}), refusal);
  },
};

// 2.3: an id cannot be cloned
export const clone = {
  test(controller, env) {
    assert.throws(() => structuredClone(env.Room.idFromName("a")), {
      name: "DataCloneError",
      message: 'Could not serialize object of type "DurableObjectId". This type does not support serialization.',
    });
  },
};

// 2.3: an id cannot be stored
export const store = {
  async test(controller, env) {
    assert.deepStrictEqual(await told(env.Room.getByName("store"), "/store"), [
      "DataCloneError",
      'Could not serialize object of type "DurableObjectId". This type does not support serialization.',
    ]);
  },
};

// 2.3: an object knows the name it was reached by
export const named = {
  async test(controller, env) {
    const id = env.Room.idFromName("named");
    assert.deepStrictEqual(await told(env.Room.get(id)), { id: String(id), name: "named", equal: true });
    assert.strictEqual((await told(env.Room.getByName(""))).name, "");
  },
};

// 2.3: an object that is reached without a name has none
export const nameless = {
  async test(controller, env) {
    assert.strictEqual((await told(env.Room.get(env.Room.newUniqueId()))).name, "none");
    const byString = env.Room.idFromString(String(env.Room.idFromName("only by string")));
    assert.strictEqual((await told(env.Room.get(byString))).name, "none");
  },
};

// 2.3: a name of more than 1024 bytes is dropped inside the object
export const longName = {
  async test(controller, env) {
    for (const [name, kept] of [["n".repeat(1024), true], ["n".repeat(1025), false], ["é".repeat(513), false]]) {
      assert.strictEqual((await told(env.Room.getByName(name))).name, kept ? name : "none");
    }
  },
};

// 2.3: an alarm's object has its name
export const alarmName = {
  async test(controller, env) {
    assert.deepStrictEqual(await told(env.Alarmed.getByName("rung")), { name: "rung" });
  },
};
