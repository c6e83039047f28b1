import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class Room extends DurableObject {
  sql(query, ...bindings) {
    return this.ctx.storage.sql.exec(query, ...bindings).toArray();
  }
  deferred() {
    const { sql } = this.ctx.storage;
    sql.exec("create table p (id primary key); create table c (p references p (id) deferrable initially deferred)");
    sql.exec("insert into c values (1)");
  }
  async unread() {
    this.ctx.storage.sql.exec("create table t (a)");
    await this.ctx.storage.sync();
    this.ctx.storage.sql.exec("insert into t values (1), (2) returning a");
  }
}

// 12a.4: a commit that a deferred constraint stops resets the object, which a call does not tell
export const deferred = {
  async test(controller, env) {
    const e = await env.Room.getByName("deferred").deferred().catch((e) => e);
    assert.strictEqual(String(e),
      "Error: Durable Object was reset and rolled back to its last known good state because the application left the " +
      "database in a state where constraints were violated: FOREIGN KEY constraint failed: SQLITE_CONSTRAINT (extended: " +
      "SQLITE_CONSTRAINT_FOREIGNKEY)");
    assert.strictEqual(e.durableObjectReset, undefined);
  },
};

// 12a.11: rows of a write that nobody read make the commit fail
export const unread = {
  async test(controller, env) {
    await assert.rejects(env.Room.getByName("unread").unread(), /^Error: internal error/);
    assert.deepStrictEqual(await env.Room.getByName("unread").sql("select a from t"), []);
  },
};

// 12a.12: load_extension is not authorized
export const loadExtension = {
  async test(controller, env) {
    await assert.rejects(env.Room.getByName("loadExtension").sql("select load_extension('x')"), {
      name: "Error", message: "not authorized: SQLITE_ERROR",
    });
  },
};

// 12a.12: a comment is part of a column's name
export const columnName = {
  async test(controller, env) {
    assert.deepStrictEqual(await env.Room.getByName("columnName").sql("select 1 -- hi"), [{ "1 -- hi": 1 }]);
  },
};
