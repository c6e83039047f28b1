import { DurableObject } from "cloudflare:workers";

let body;

export class Store extends DurableObject {
  alarm() {}
  async run() {
    const { storage } = this.ctx;
    return await body(storage.sql, storage, this.ctx);
  }
}

// inside makes a test of what runs in an object of its own.
const inside = (f) => ({
  async test(controller, env) {
    body = f;
    await env.Store.get(env.Store.newUniqueId()).run();
  },
});

const told = (e) => `${e.name}: ${e.message}`.replace(/reference = \w+/, "reference");
const attempt = (name, f) => {
  try {
    console.log(name, JSON.stringify(f()) ?? "nothing");
  } catch (e) {
    console.log(name, told(e));
  }
};

const insert = (sql) => sql.exec("INSERT INTO t VALUES (1), (2), (3) RETURNING a");
const count = (sql) => sql.exec("SELECT count(*) AS n FROM t").one().n;
const made = (sql) => sql.exec("CREATE TABLE t (a)");

// 5.6: within a transactionSync another cannot begin while rows of a write have not been read
export const begin = inside((sql, storage) => {
  made(sql);
  let rows;
  attempt("outer", () => storage.transactionSync(() => {
    rows = insert(sql);
    attempt("inner", () => storage.transactionSync(() => "inner"));
    rows.toArray();
    attempt("inner", () => storage.transactionSync(() => "inner"));
    return "outer";
  }));
  attempt("count", () => count(sql));
});

// 5.6: one that began before them cannot commit, and the outer one can, once they are read
export const commit = inside((sql, storage) => {
  made(sql);
  attempt("outer", () => storage.transactionSync(() => {
    sql.exec("INSERT INTO t VALUES (0)");
    let rows;
    attempt("inner", () => storage.transactionSync(() => { rows = insert(sql); return "inner"; }));
    attempt("count", () => count(sql));
    attempt("rows", () => rows.toArray());
    return "outer";
  }));
  attempt("count", () => count(sql));
});

// 5.6: what is thrown in the inner one gives way to the same failure
export const thrown = inside((sql, storage) => {
  made(sql);
  attempt("outer", () => storage.transactionSync(() => {
    sql.exec("INSERT INTO t VALUES (0)");
    let rows;
    attempt("inner", () => storage.transactionSync(() => { rows = insert(sql); throw new RangeError("mine"); }));
    attempt("count", () => count(sql));
    rows.toArray();
    return "outer";
  }));
  attempt("count", () => count(sql));
});

// 5.6: rows of a SELECT stand in nobody's way, and end with what the inner one undoes
export const select = inside((sql, storage) => {
  made(sql);
  sql.exec("INSERT INTO t VALUES (1), (2), (3)");
  attempt("outer", () => storage.transactionSync(() => {
    const rows = sql.exec("SELECT a FROM t");
    rows.next();
    attempt("inner", () => storage.transactionSync(() => { sql.exec("INSERT INTO t VALUES (4)"); return "inner"; }));
    attempt("next", () => rows.next());
    attempt("inner", () => storage.transactionSync(() => { sql.exec("INSERT INTO t VALUES (5)"); throw new RangeError("mine"); }));
    attempt("next", () => rows.next());
    return "outer";
  }));
  attempt("count", () => count(sql));
});
