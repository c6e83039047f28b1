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

// 5.7: a statement has as many operations as its text has room for
export const operations = inside((sql) => {
  sql.exec("CREATE TABLE t (a)");
  for (const n of [5000, 12000, 48000]) {
    attempt(`a in ${n}`, () => sql.exec(`SELECT a IN (${Array(n).fill("a").join()}) FROM t`).columnNames.length);
  }
  attempt("after", () => sql.exec("SELECT 1 AS a").one());
});

// 5.7: a pattern's limit counts bytes of either operator, wherever it is from
export const patterns = inside((sql) => {
  for (const operator of ["LIKE", "GLOB", "NOT LIKE"]) {
    attempt(operator, () => sql.exec(`SELECT 'a' ${operator} ? AS v`, "é".repeat(25)).one());
    attempt(operator, () => sql.exec(`SELECT 'a' ${operator} ? AS v`, "é".repeat(26)).one());
  }
  attempt("function", () => sql.exec("SELECT like(?, 'a') AS v", "a".repeat(51)).one());
});
