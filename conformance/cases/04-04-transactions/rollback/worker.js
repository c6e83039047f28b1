import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let body;

export class Store extends DurableObject {
  run() {
    return body(this.ctx.storage, this.ctx);
  }
  alarm() {}
}

// inside makes a test of what runs in an object of its own.
const inside = (f) => ({
  async test(controller, env) {
    body = f;
    await env.Store.get(env.Store.newUniqueId()).run();
  },
});

const entries = async (storage) => [...(await storage.list())];

// 4.4: after rollback the callback goes on, its value is answered and its writes are undone
export const goesOn = inside(async (storage) => {
  await storage.put("a", 1);
  const result = await storage.transaction(async (txn) => {
    await txn.put("a", 2);
    await storage.put("b", 2);
    assert.strictEqual(txn.rollback(), undefined);
    return "value";
  });
  assert.strictEqual(result, "value");
  assert.deepStrictEqual(await entries(storage), [["a", 1]]);
});

// 4.4: a second rollback changes nothing
export const twice = inside(async (storage) => {
  await storage.transaction(async (txn) => {
    await txn.put("a", 1);
    txn.rollback();
    txn.rollback();
  });
  assert.deepStrictEqual(await entries(storage), []);
});

// 4.4: txn is of no use after rollback
export const use = inside(async (storage) => {
  await storage.transaction(async (txn) => {
    txn.rollback();
    const calls = {
      "get()": () => txn.get("a"), "put()": () => txn.put("a", 1), "list()": () => txn.list(), "delete()": () => txn.delete("a"),
      "setAlarm()": () => txn.setAlarm(Date.now() + 100000), "getAlarm()": () => txn.getAlarm(), "deleteAlarm()": () => txn.deleteAlarm(),
    };
    for (const [name, call] of Object.entries(calls)) {
      await assert.rejects(async () => call(), { name: "Error", message: `Cannot ${name} on rolled back transaction` });
    }
  });
});

// 4.4: txn is of no use after its transaction has ended
export const late = inside(async (storage) => {
  let txn;
  await storage.transaction(async (t) => {
    txn = t;
    await t.put("a", 1);
  });
  for (const [name, call] of [["get()", () => txn.get("a")], ["put()", () => txn.put("a", 2)], ["list()", () => txn.list()], ["delete()", () => txn.delete("a")]]) {
    await assert.rejects(async () => call(), {
      name: "Error",
      message: `Cannot call ${name} on transaction that has already committed: did you move \`txn\` outside of the closure?`,
    });
  }
  assert.deepStrictEqual(await entries(storage), [["a", 1]]);
});

// 4.4: an outer transaction cannot be rolled back while a nested one runs
export const outer = inside(async (storage) => {
  await storage.transaction(async (txn) => {
    await txn.put("a", 1);
    await storage.transaction(async (inner) => {
      await inner.put("b", 1);
      assert.throws(() => txn.rollback(), {
        name: "Error",
        message: "Cannot roll back an outer transaction while a nested transaction is still running.",
      });
    });
  });
  assert.deepStrictEqual(await entries(storage), [["a", 1], ["b", 1]]);
});

// 4.4: rollback of a nested transaction leaves the outer one
export const inner = inside(async (storage) => {
  await storage.transaction(async (txn) => {
    await txn.put("a", 1);
    await storage.transaction(async (nested) => {
      await nested.put("b", 1);
      nested.rollback();
    });
    await txn.put("c", 1);
  });
  assert.deepStrictEqual(await entries(storage), [["a", 1], ["c", 1]]);
});

// 4.4: after rollback storage itself writes as ever
export const storageAfter = inside(async (storage) => {
  await storage.transaction(async (txn) => {
    await txn.put("a", 1);
    txn.rollback();
    await storage.put("b", 1);
  });
  assert.deepStrictEqual(await entries(storage), [["b", 1]]);
});
