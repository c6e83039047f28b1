import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

const told = "RangeError: Maximum call stack size exceeded";

// deep has calls nest without end, each in its way.
const deep = {
  function() { const f = () => f() + 1; return f(); },
  method() { return deep.method() + 1; },
  constructor() { class X { constructor() { new X(); } } return new X(); },
  getter() { const o = { get x() { return this.x; } }; return o.x; },
  conversion() { const o = { toString() { return "" + o; } }; return "" + o; },
  serialisation() { const o = { toJSON() { return JSON.stringify(o); } }; return JSON.stringify(o); },
  callback() { const f = () => [2, 1].sort(f); return f(); },
  replacement() { const f = () => "a".replace(/a/, f); return f(); },
  proxy() { const p = new Proxy({}, { get: (t, k, receiver) => receiver[k] }); return p.x; },
  iteration() { const o = { [Symbol.iterator]() { return [...o]; } }; return [...o]; },
  generator() { function* g() { yield* g(); } return [...g()]; },
  bound() { let g; const f = () => g(); g = f.bind(null); return g(); },
  reflection() { const f = () => Reflect.apply(f, null, []); return f(); },
  platform() { const f = () => new Headers({ get a() { return f(); } }); return f(); },
};

const caught = (f) => {
  try {
    return f();
  } catch (e) {
    return String(e);
  }
};

let lives = 0;

export class Thing extends DurableObject {
  life = ++lives;
  count() {
    return this.life;
  }
  catches() {
    return Object.keys(deep).map((name) => `${name} ${caught(deep[name])}`);
  }
  async catchesLater() {
    await scheduler.wait(1);
    return [caught(deep.function), await Promise.resolve().then(deep.function).catch(String)];
  }
  async catchesAsync() {
    const f = async () => { await f(); };
    return await f().catch(String);
  }
  throws() {
    return deep.function();
  }
  async throwsLater() {
    await scheduler.wait(1);
    return deep.function();
  }
  alarm() {
    this.rang?.();
    return deep.function();
  }
  async ring() {
    const rung = new Promise((resolve) => (this.rang = resolve));
    await this.ctx.storage.setAlarm(Date.now());
    await rung;
    await this.ctx.storage.deleteAlarm();
    return this.life;
  }
}

// 3.8: calls that nest too deep throw a RangeError, which can be caught
export const caughtAtOnce = {
  async test(controller, env) {
    const stub = env.Thing.getByName("caught");
    assert.deepStrictEqual(await stub.catches(), Object.keys(deep).map((name) => `${name} ${told}`));
    assert.deepStrictEqual(await stub.catchesLater(), [told, told]);
    assert.strictEqual(await stub.catchesAsync(), told);
    assert.deepStrictEqual(Object.keys(deep).map((name) => caught(deep[name])), Object.keys(deep).map(() => told));
  },
};

// 3.8: what does not catch it fails with it, and the object lives on
export const uncaught = {
  async test(controller, env) {
    const stub = env.Thing.getByName("uncaught");
    const life = await stub.count();
    for (const call of [() => stub.throws(), () => stub.throwsLater()]) {
      await assert.rejects(async () => await call(), { name: "RangeError", message: "Maximum call stack size exceeded", remote: true });
    }
    assert.strictEqual(await stub.ring(), life);
    assert.strictEqual(await stub.count(), life);
  },
};

// 3.8: finally runs, each catch clause on the way out as well, and the error has the stack of the innermost calls
export const unwound = {
  test() {
    let left = 0, seen = 0;
    const f = () => {
      try {
        f();
      } catch (e) {
        seen++;
        throw e;
      } finally {
        left++;
      }
    };
    assert.throws(f, (e) => {
      assert.ok(e instanceof RangeError);
      assert.ok(left > 1000 && seen === left, `${left} calls`);
      assert.match(e.stack.split("\n")[1], /^    at f \(file:/);
      return true;
    });
  },
};
