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

// 4.4: a transaction answers what its callback does
export const value = inside(async (storage) => {
  assert.strictEqual(await storage.transaction(async () => 5), 5);
  assert.strictEqual(await storage.transaction(() => 6), 6);
  assert.strictEqual(await storage.transaction(() => {}), undefined);
});

// 4.4: what txn writes is there when it has ended
export const commits = inside(async (storage) => {
  await storage.put("a", 1);
  await storage.transaction(async (txn) => {
    await txn.put("b", (await txn.get("a")) + 1);
    await txn.delete("a");
    assert.deepStrictEqual([...(await txn.list())], [["b", 2]]);
  });
  assert.deepStrictEqual(await entries(storage), [["b", 2]]);
});

// 4.4: a callback that throws undoes txn's writes, those past it and those of sql, and its error is thrown on
export const throws = inside(async (storage) => {
  await storage.put("a", 1);
  storage.sql.exec("create table t (a)");
  const error = new RangeError("mine");
  await assert.rejects(
    storage.transaction(async (txn) => {
      await txn.put("a", 2);
      await storage.put("b", 2);
      storage.sql.exec("insert into t values (1)");
      storage.kv.put("c", 3);
      throw error;
    }),
    (thrown) => thrown === error,
  );
  assert.deepStrictEqual(await entries(storage), [["a", 1]]);
  assert.strictEqual(storage.sql.exec("select count(*) as n from t").one().n, 0);
});

// 4.4: a synchronous callback that throws rejects
export const throwsAtOnce = inside(async (storage) => {
  const promise = storage.transaction((txn) => {
    txn.put("a", 1);
    throw new TypeError("sync");
  });
  await assert.rejects(promise, { name: "TypeError", message: "sync" });
  assert.deepStrictEqual(await entries(storage), []);
});

// 4.4: the object is not reset by a transaction that fails
export const notReset = inside(async (storage, ctx) => {
  let here = 1;
  await storage.transaction(async () => { throw new Error("no"); }).catch(() => here++);
  assert.strictEqual(here, 2);
  await storage.put("after", 1);
  assert.deepStrictEqual(await entries(storage), [["after", 1]]);
});

// 4.4: txn has the operations of storage and rollback
export const members = inside(async (storage) => {
  await storage.transaction(async (txn) => {
    const names = Object.getOwnPropertyNames(Object.getPrototypeOf(txn)).sort();
    assert.deepStrictEqual(names, [
      "constructor", "delete", "deleteAlarm", "deleteAll", "get", "getAlarm", "list", "put", "rollback", "setAlarm",
    ]);
    assert.strictEqual(txn.constructor.name, "DurableObjectTransaction");
  });
});

// 4.4: a nested transaction that fails undoes itself only
export const nested = inside(async (storage) => {
  await storage.transaction(async (txn) => {
    await txn.put("outer", 1);
    await storage.transaction(async (inner) => {
      await inner.put("kept", 1);
    });
    await assert.rejects(
      storage.transaction(async (inner) => {
        await inner.put("lost", 1);
        throw new Error("inner");
      }),
      { message: "inner" },
    );
    await txn.put("later", 1);
  });
  assert.deepStrictEqual((await entries(storage)).map(([key]) => key), ["kept", "later", "outer"]);
});

// 4.4: an outer transaction that fails undoes its nested ones
export const outerFails = inside(async (storage) => {
  await assert.rejects(
    storage.transaction(async () => {
      await storage.transaction(async (inner) => inner.put("a", 1));
      throw new Error("outer");
    }),
    { message: "outer" },
  );
  assert.deepStrictEqual(await entries(storage), []);
});

// 4.4: a transaction needs a function
export const noFunction = inside(async (storage) => {
  const refusal = {
    name: "TypeError",
    message: "Failed to execute 'transaction' on 'DurableObjectStorage': parameter 1 is not of type 'function'.",
  };
  await assert.rejects(storage.transaction(5), refusal);
  await assert.rejects(storage.transaction(), refusal);
});

// 4.4: an alarm set in a transaction that fails is not set
export const alarm = inside(async (storage) => {
  const at = Date.now() + 100000;
  await storage.setAlarm(at);
  await assert.rejects(
    storage.transaction(async (txn) => {
      await txn.setAlarm(at + 5000);
      assert.strictEqual(await txn.getAlarm(), at + 5000);
      throw new Error("no");
    }),
  );
  assert.strictEqual(await storage.getAlarm(), at);
  await assert.rejects(
    storage.transaction(async (txn) => {
      await txn.deleteAlarm();
      assert.strictEqual(await txn.getAlarm(), null);
      throw new Error("no");
    }),
  );
  assert.strictEqual(await storage.getAlarm(), at);
  await storage.transaction(async (txn) => txn.setAlarm(at + 7000));
  assert.strictEqual(await storage.getAlarm(), at + 7000);
});

// 4.4: a transaction sees what was put before it and not yet written
export const seesUnwritten = inside(async (storage) => {
  storage.put("a", 1);
  await storage.transaction(async (txn) => {
    assert.strictEqual(await txn.get("a"), 1);
  });
});

// 4.4: transactions that are started together run one after the other
export const oneAtATime = inside(async (storage) => {
  const log = [];
  const step = (name) => storage.transaction(async (txn) => {
    log.push(name + "1");
    await scheduler.wait(5);
    await txn.put("n", ((await txn.get("n")) ?? 0) + 1);
    log.push(name + "2");
  });
  await Promise.all([step("a"), step("b")]);
  assert.deepStrictEqual(log, ["a1", "a2", "b1", "b2"]);
  assert.strictEqual(await storage.get("n"), 2);
});

// 4.4: txn's operations take options as those of storage do
export const options = inside(async (storage) => {
  await storage.transaction(async (txn) => {
    await txn.put("a", 1, { allowUnconfirmed: true });
    await txn.put({ b: 2 }, { allowConcurrency: true });
    assert.deepStrictEqual([...(await txn.list({ reverse: true, limit: 1 }))], [["b", 2]]);
    assert.deepStrictEqual([...(await txn.get(["a", "b"], { noCache: true }))], [["a", 1], ["b", 2]]);
    assert.strictEqual(await txn.delete(["a", "b", "c"]), 2);
  });
});
