import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let body;

export class Store extends DurableObject {
  run() {
    const { storage } = this.ctx;
    return body(storage.sql, storage, this.ctx);
  }
}

// breaks answers the error of a call that runs f in an object, and what a new stub then finds there.
const breaks = async (env, f) => {
  const id = env.Store.newUniqueId();
  body = f;
  const error = await env.Store.get(id).run().then(() => assert.fail("nothing broke"), (e) => e);
  let left;
  body = (sql) => { left = [...sql.exec("SELECT name FROM sqlite_master WHERE name = 't'").raw()].length; };
  await env.Store.get(id).run();
  return { error, left };
};


const fails = (f, message, name = "Error") => assert.throws(f, { name, message });

// 5.6: a deferred foreign key violated at commit resets the object, 12a.4: without durableObjectReset
export const deferredForeignKey = {
  async test(controller, env) {
    const { error, left } = await breaks(env, async (sql) => {
      sql.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, p REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED); INSERT INTO t VALUES (1, 2)");
      await scheduler.wait(1);
    });
    assert.strictEqual(error.message, "Durable Object was reset and rolled back to its last known good state because the application left the database in a state where constraints were violated: FOREIGN KEY constraint failed: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_FOREIGNKEY)");
    assert.strictEqual(error.durableObjectReset, undefined);
    assert.strictEqual(left, 0);
  },
};

// 12a.4: the reset by a deferred foreign key has no durableObjectReset
export const noResetMark = {
  async test(controller, env) {
    const { error } = await breaks(env, (sql) => {
      sql.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, p REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED); INSERT INTO t VALUES (1, 2)");
    });
    assert.match(error.message, /constraints were violated: FOREIGN KEY constraint failed/);
    assert.strictEqual(error.durableObjectReset, undefined);
  },
};

// 5.6: a cursor of a write that is not read to its end breaks the commit
export const unreadReturning = {
  async test(controller, env) {
    const { error, left } = await breaks(env, async (sql) => {
      sql.exec("CREATE TABLE t (a)");
      const c = sql.exec("INSERT INTO t VALUES (1), (2) RETURNING a");
      c.next();
      await scheduler.wait(1);
      return c.next().done;
    });
    assert.match(error.message, /^internal error/);
    assert.strictEqual(left, 0);
  },
};

// 12a.11: an unread RETURNING breaks the commit even with no await between
export const unreadAtOnce = {
  async test(controller, env) {
    const { error } = await breaks(env, (sql) => {
      sql.exec("CREATE TABLE t (a)");
      globalThis.kept = sql.exec("INSERT INTO t VALUES (1), (2) RETURNING a");
    });
    assert.match(error.message, /^internal error/);
  },
};

// 5.6: so does a RETURNING that is not the last statement
export const returningBeforeTheLast = {
  async test(controller, env) {
    const { error } = await breaks(env, (sql) => {
      sql.exec("CREATE TABLE t (a); INSERT INTO t VALUES (1) RETURNING a; SELECT 1");
    });
    assert.match(error.message, /^internal error/);
  },
};

// 5.6: and a conflict that rolls the transaction back
export const conflictRollsBack = {
  async test(controller, env) {
    const { error, left } = await breaks(env, (sql) => {
      sql.exec("CREATE TABLE t (a PRIMARY KEY); INSERT INTO t VALUES (1)");
      fails(() => sql.exec("INSERT OR ROLLBACK INTO t VALUES (1)"), "UNIQUE constraint failed: t.a: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_PRIMARYKEY)");
    });
    assert.match(error.message, /^internal error/);
    assert.strictEqual(left, 0);
  },
};
