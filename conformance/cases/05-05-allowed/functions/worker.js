import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let body;

export class Store extends DurableObject {
  run() {
    const { storage } = this.ctx;
    return body(storage.sql, storage, this.ctx);
  }
}

// inside makes a test of what runs in an object of its own.
const inside = (f) => ({
  async test(controller, env) {
    body = f;
    await env.Store.get(env.Store.newUniqueId()).run();
  },
});

const refuses = (sql, query, message) => assert.throws(() => sql.exec(query).toArray(), { name: "Error", message });
const denied = "not authorized: SQLITE_AUTH";

const works = (sql, list) => {
  for (const expression of list) sql.exec(`SELECT ${expression}`).toArray();
};
const missing = (sql, name, args = "1") => refuses(sql, `SELECT ${name}(${args})`, `not authorized to use function: ${name} at offset 7: SQLITE_ERROR`);

// 5.5: core functions
export const core = inside((sql) => works(sql, ["abs(1)", "changes()", "char(65)", "coalesce(1, 2)", "concat(1, 2)", "concat_ws(',', 1, 2)", "format('%d', 1)",
  "glob('a', 'a')", "hex(1)", "ifnull(1, 2)", "iif(1, 2, 3)", "instr('a', 'a')", "last_insert_rowid()", "length('a')", "like('a', 'a')", "likelihood(1, 0.5)",
  "likely(1)", "lower('A')", "ltrim(' a')", "max(1, 2)", "min(1, 2)", "nullif(1, 2)", "octet_length('a')", "printf('%s', 'a')", "quote('a')", "random()",
  "randomblob(4)", "replace('a', 'a', 'b')", "round(1.5)", "rtrim('a ')", "sign(-1)", "substr('abc', 2)", "substring('abc', 2)", "total_changes()",
  "trim(' a ')", "typeof(1)", "unhex('41')", "unicode('A')", "unlikely(1)", "upper('a')", "zeroblob(1)"]));

// 5.5: date functions
export const dates = inside((sql) => works(sql, ["date('now')", "time('now')", "datetime(0, 'unixepoch')", "julianday('now')", "unixepoch('now')",
  "strftime('%Y', 'now')", "timediff('2000-01-02', '2000-01-01')", "current_date", "current_time", "current_timestamp"]));

// 5.5: aggregates and windows
export const aggregates = inside((sql) => works(sql, ["avg(1)", "count(*)", "group_concat(1)", "string_agg(1, ',')", "sum(1)", "total(1)", "row_number() OVER ()",
  "rank() OVER ()", "dense_rank() OVER ()", "percent_rank() OVER ()", "cume_dist() OVER ()", "ntile(2) OVER ()", "lag(1) OVER ()", "lead(1) OVER ()",
  "first_value(1) OVER ()", "last_value(1) OVER ()", "nth_value(1, 1) OVER ()"]));

// 5.5: mathematics
export const mathematics = inside((sql) => works(sql, ["acos(1)", "acosh(1)", "asin(0)", "asinh(0)", "atan(0)", "atan2(0, 1)", "atanh(0)", "ceil(1.5)", "cos(0)",
  "cosh(0)", "degrees(0)", "exp(0)", "floor(1.5)", "ln(1)", "log(10)", "log2(8)", "mod(5, 3)", "pi()", "pow(2, 3)", "radians(0)", "sin(0)", "sinh(0)",
  "sqrt(4)", "tan(0)", "tanh(0)", "trunc(1.5)"]));

// 5.5: JSON
export const json = inside((sql) => works(sql, ["json('[1]')", "jsonb('[1]')", "json_array(1)", "jsonb_array(1)", "json_array_length('[1]')",
  "json_extract('[1]', '$[0]')", "jsonb_extract('[[1]]', '$[0]')", "'{\"a\":1}' -> 'a'", "'{\"a\":1}' ->> '$.a'", "json_insert('[]', '$[0]', 1)",
  "jsonb_insert('[]', '$[0]', 1)", "json_object('a', 1)", "jsonb_object('a', 1)", "json_patch('{}', '{}')", "jsonb_patch('{}', '{}')",
  "json_remove('[1]', '$[0]')", "jsonb_remove('[1]', '$[0]')", "json_replace('[1]', '$[0]', 2)", "jsonb_replace('[1]', '$[0]', 2)",
  "json_set('[1]', '$[0]', 2)", "jsonb_set('[1]', '$[0]', 2)", "json_type('[1]')", "json_valid('[1]')", "json_quote('a')", "json_group_array(1)",
  "jsonb_group_array(1)", "json_group_object('a', 1)", "jsonb_group_object('a', 1)"]));

// 5.5: notably missing
export const notAuthorized = inside((sql) => {
  missing(sql, "power", "2, 3");
  for (const name of ["log10", "ceiling", "json_pretty", "json_error_position"]) missing(sql, name);
  missing(sql, "sqlite_version", "");
  missing(sql, "sqlite_source_id", "");
});

// 5.5: and what is not there at all
export const notThere = inside((sql) => {
  for (const name of ["regexp", "uuid", "soundex", "median", "sha1", "decimal", "geopoly_area", "readfile"]) {
    refuses(sql, `SELECT ${name}('a')`, `no such function: ${name} at offset 7: SQLITE_ERROR`);
  }
});

// 5.5: a function is looked at wherever it stands
export const everywhere = inside((sql) => {
  refuses(sql, "CREATE TABLE d (a, b DEFAULT (sqlite_version()))", "not authorized to use function: sqlite_version at offset 30: SQLITE_ERROR");
  refuses(sql, "CREATE TABLE d (a CHECK (log10(a) > 1))", "not authorized to use function: log10 at offset 25: SQLITE_ERROR");
  sql.exec("CREATE VIEW v AS SELECT sqlite_version()");
  refuses(sql, "SELECT * FROM v", "not authorized to use function: sqlite_version: SQLITE_ERROR");
});
