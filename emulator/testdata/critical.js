import { DurableObject } from "cloudflare:workers";

// What an object does about a database that is full: fetch answers what it saw, and so does test, which the real
// runtime can be asked with a small disk behind its objects.

let log;

const told = (e) => `${e.name}: ${e.message}${e.durableObjectReset ? " (reset)" : ""}`.replace(/reference = \w+/, "reference");
const attempt = (name, f) => {
  try {
    log.push(`${name} ${JSON.stringify(f())}`);
  } catch (e) {
    log.push(`${name} threw ${told(e)}`);
  }
};
const later = (name, promise) => promise.then(() => log.push(`${name} went well`), (e) => log.push(`${name} rejected: ${told(e)}`));

// fill writes too much. Of one statement that writes it all SQLite might undo only that.
const fill = (sql) => {
  for (let n = 0; n < 60; n++) sql.exec("INSERT INTO t VALUES (zeroblob(100000))");
};

const scenarios = {
  // The statement's error is its own. What was written before is gone, and SQL can read.
  statement({ sql }) {
    attempt("fill", () => fill(sql));
    attempt("count", () => sql.exec("SELECT count(*) AS n FROM t").one().n);
    attempt("select", () => sql.exec("SELECT 1 AS a").one().a);
  },
  // Everything that writes has the error that resets the object, and so has the key-value side.
  others(storage) {
    const { sql, kv } = storage;
    attempt("fill", () => fill(sql));
    attempt("create", () => sql.exec("CREATE TABLE u (a)"));
    attempt("kv.get", () => kv.get("a"));
    attempt("kv.put", () => kv.put("a", 1));
    attempt("kv.list", () => [...kv.list()]);
    attempt("transactionSync", () => storage.transactionSync(() => 5));
    return Promise.all([
      later("get", storage.get("a")), later("put", storage.put("a", 1)), later("list", storage.list()),
      later("getAlarm", storage.getAlarm()), later("deleteAll", storage.deleteAll()),
    ]);
  },
  // A transaction that goes on regardless cannot end well, nor one around it.
  transactionSync(storage) {
    attempt("outer", () => storage.transactionSync(() => {
      attempt("inner", () => storage.transactionSync(() => {
        attempt("fill", () => fill(storage.sql));
        return "inner";
      }));
      return "outer";
    }));
  },
  // What is thrown in one is thrown on.
  thrown(storage) {
    attempt("inner", () => storage.transactionSync(() => fill(storage.sql)));
    attempt("other", () => storage.transactionSync(() => { throw new RangeError("mine"); }));
  },
  outerThrown(storage) {
    attempt("outer", () => storage.transactionSync(() => {
      attempt("fill", () => fill(storage.sql));
      throw new RangeError("mine");
    }));
  },
  // An asynchronous transaction never ends.
  async transaction(storage) {
    await storage.transaction(async (txn) => {
      attempt("fill", () => fill(storage.sql));
      await later("put", txn.put("a", 1));
      attempt("rollback", () => txn.rollback());
    });
    log.push("went on");
  },
  // Nor does anything go on past the end of the turn.
  async turn(storage) {
    attempt("fill", () => fill(storage.sql));
    await scheduler.wait(1);
    log.push("went on");
  },
  // A cursor ends with the transaction.
  cursor({ sql }) {
    sql.exec("INSERT INTO t VALUES (1), (2)");
    const rows = sql.exec("SELECT a FROM t");
    rows.next();
    attempt("fill", () => fill(sql));
    attempt("next", () => rows.next());
  },
  // The key-value side does not say what its own failure was.
  kv({ kv }) {
    attempt("kv.put", () => {
      for (let n = 0; n < 60; n++) kv.put("k" + n, new Uint8Array(100000));
    });
    attempt("kv.get", () => kv.get("a"));
  },
};

export class Store extends DurableObject {
  async run(name) {
    this.ctx.storage.sql.exec("CREATE TABLE t (a)");
    await scenarios[name](this.ctx.storage);
    return "returned";
  }
  tables() {
    return this.ctx.storage.sql.exec("SELECT name FROM sqlite_schema WHERE name IN ('t', 'u')").toArray().length;
  }
  clear() {
    return this.ctx.storage.deleteAll();
  }
}

async function run(env, name) {
  log = [];
  await later("call", env.Store.getByName(name).run(name));
  log.push(`${await env.Store.getByName(name).tables()} tables`);
  await env.Store.getByName(name).clear();
  return log.join("\n");
}

export default {
  async fetch(request, env) {
    return new Response(await run(env, new URL(request.url).pathname.slice(1)));
  },
  async test(controller, env) {
    for (const name in scenarios) console.log(`-- ${name}\n${await run(env, name)}`);
  },
};
