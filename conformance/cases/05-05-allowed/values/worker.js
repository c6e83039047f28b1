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

const values = (...expressions) => inside((sql) => {
  for (const expression of expressions) {
    attempt(expression, () => {
      const [value] = sql.exec(`SELECT ${expression}`).raw().next().value;
      return value instanceof ArrayBuffer ? [...new Uint8Array(value)] : value;
    });
  }
});

// 5.5: what core functions answer
export const core = values("abs(-3)", "abs('x')", "changes()", "char(65, 233, 128512)", "coalesce(NULL, 2)", "concat(1, NULL, 'a')", "concat_ws('-', 1, NULL, 'a')",
  "format('%05d|%s|%.2f|%,d|%q|%Q|%x', 42, 'a', 1.005, 1234567, 'it''s', NULL, 255)", "glob('a*', 'abc')", "hex('é')", "hex(12)", "ifnull(NULL, 5)", "iif(0, 1, 2)", "iif(1, 5)",
  "instr('hello', 'l')", "last_insert_rowid()", "length('é😀')", "length(x'0102')", "like('A%', 'abc')", "like('a|_', 'a_', '|')", "likelihood(3, 0.5)", "likely(4)", "unlikely(5)",
  "lower('ÀB')", "upper('àb')", "ltrim('  a ')", "ltrim('xxa', 'x')", "rtrim('a  ')", "trim('--a--', '-')", "max(1, 'a', 2)", "min(1, 'a', NULL)", "nullif(1, 1)", "octet_length('é')",
  "printf('%d', 3.9)", "quote('it''s')", "quote(x'01ff')", "quote(1.5)", "typeof(random())", "length(randomblob(4))", "replace('aba', 'a', 'c')", "round(2.5)", "round(-1.255, 2)",
  "sign(-4.2)", "sign('x')", "substr('hello', -3, 2)", "substring('hello', 2)", "total_changes()", "typeof(x'')", "unhex('4a4B')", "unhex('zz')", "unicode('é')", "zeroblob(3)",
  "match('a', 'b')", "soundex('Robert')", "likelihood(1, 2)", "glob('[a-c]?', 'bz')");

// 5.5: what date functions answer
export const dates = values("date('2024-02-29', '+1 year')", "date('2024-01-31', '+1 month')", "time('12:34:56.789')", "time('12:34:56.789', 'subsec')", "datetime(1700000000, 'unixepoch')", "datetime('2024-03-10 10:00', '+02:30')",
  "julianday('2000-01-01 12:00')", "unixepoch('2024-01-01')", "unixepoch('2024-01-01 00:00:00.5', 'subsec')", "strftime('%d %e %f %G %H %I %j %k %m %M %p %R %s %S %T %u %U %V %w %W %Y %%', '2024-07-05 15:06:07.125')",
  "timediff('2024-03-01', '2024-02-01')", "date('nonsense')", "date('now') = current_date", "time('now') = current_time", "datetime('now') = current_timestamp", "date('2024-07-05', 'weekday 0')", "date('2024-07-05', 'start of year')");

// 5.5: what aggregates and windows answer
export const aggregates = inside((sql) => {
  sql.exec("CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 'x'), (2, 'y'), (2, 'z'), (NULL, 'w')");
  for (const expression of ["avg(a)", "count(a)", "count(*)", "count(DISTINCT a)", "group_concat(b)", "group_concat(b, '-')", "string_agg(b, '+' ORDER BY b DESC)", "sum(a)", "total(a)", "max(a)", "min(b)", "sum(a) FILTER (WHERE a > 1)"]) {
    attempt(expression, () => sql.exec(`SELECT ${expression} AS v FROM t`).one().v);
  }
  for (const expression of ["row_number()", "rank()", "dense_rank()", "percent_rank()", "cume_dist()", "ntile(2)", "lag(b)", "lag(b, 2, 'none')", "lead(b)", "first_value(b)", "last_value(b)", "nth_value(b, 2)"]) {
    attempt(expression, () => [...sql.exec(`SELECT ${expression} OVER (ORDER BY a) FROM t ORDER BY a, b`).raw()].flat());
  }
});

// 5.5: what mathematical functions answer
export const mathematics = values("acos(1)", "acosh(1)", "asin(1)", "asinh(1)", "atan(1)", "atan2(1, 2)", "atanh(0.5)", "ceil(1.2)", "ceil(-1.2)", "cos(1)", "cosh(1)", "degrees(pi())", "exp(1)", "floor(-1.2)", "ln(2)", "log(100)", "log(2, 8)",
  "log2(8)", "mod(7.5, 2)", "pi()", "pow(2, 0.5)", "radians(180)", "sin(1)", "sinh(1)", "sqrt(2)", "sqrt(-1)", "tan(1)", "tanh(1)", "trunc(-1.7)", "acos(2)");

// 5.5: what JSON functions answer
export const json = values("json(' { \"a\" : 1 } ')", "json('{a:1,}')", "json(jsonb('[1,{\"b\":null}]'))", "json_array(1, 'a', NULL, json('[2]'))", "json(jsonb_array(1, 'x'))", "json_array_length('[1,2,3]')", "json_array_length('{\"a\":[1]}', '$.a')",
  "json_extract('{\"a\":[1,{\"b\":2}]}', '$.a[1].b')", "json_extract('[1,2]', '$[0]', '$[1]')", "json(jsonb_extract('[[1]]', '$[0]'))", "'{\"a\":\"x\"}' -> 'a'", "'{\"a\":\"x\"}' ->> 'a'", "'[10,20]' ->> 1", "'[10,20]' ->> -1",
  "json_insert('[1]', '$[#]', 2)", "json(jsonb_insert('{}', '$.a', 1))", "json_object('a', 1, 'b', NULL)", "json(jsonb_object('a', 1))", "json_patch('{\"a\":1}', '{\"a\":null,\"b\":2}')", "json(jsonb_patch('{\"a\":1}', '{\"b\":2}'))",
  "json_remove('[1,2,3]', '$[1]')", "json(jsonb_remove('{\"a\":1}', '$.a'))", "json_replace('{\"a\":1}', '$.a', 2, '$.b', 3)", "json(jsonb_replace('[1]', '$[0]', 2))", "json_set('{\"a\":1}', '$.b', json('[2]'))", "json(jsonb_set('[1]', '$[0]', 2))",
  "json_type('[1.5]', '$[0]')", "json_type('null')", "json_valid('{a:1}')", "json_valid('{a:1}', 2)", "json_quote('a\"b')", "json_quote(1.0)", "json_group_array(1)", "json(jsonb_group_array(1))", "json_group_object('a', 1)", "json(jsonb_group_object('a', 1))",
  "json_extract('{', '$')", "json_extract('{}', 'a')", "hex(jsonb('[1,true]'))");

// 5.5: each boolean PRAGMA is read, written and has its effect
export const booleans = inside((sql) => {
  const read = (name) => [...sql.exec(`PRAGMA ${name}`).raw()].flat();
  for (const name of ["foreign_keys", "defer_foreign_keys", "case_sensitive_like", "ignore_check_constraints", "legacy_alter_table", "recursive_triggers", "reverse_unordered_selects"]) {
    attempt(name, () => {
      const seen = [read(name)];
      for (const value of ["on", "off"]) {
        sql.exec(`PRAGMA ${name} = ${value}`);
        seen.push(read(name));
      }
      return seen;
    });
  }
});

// 5.5: checks, the order of rows and deferred keys obey their PRAGMAs
export const effects = inside((sql) => {
  sql.exec("CREATE TABLE t (a CHECK (a > 0)); INSERT INTO t VALUES (1), (2), (3)");
  attempt("checked", () => sql.exec("INSERT INTO t VALUES (-1)"));
  sql.exec("PRAGMA ignore_check_constraints = on");
  attempt("unchecked", () => sql.exec("INSERT INTO t VALUES (-1)").rowsWritten);
  sql.exec("PRAGMA reverse_unordered_selects = on");
  attempt("reversed", () => [...sql.exec("SELECT a FROM t").raw()].flat());
  sql.exec("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id))");
  attempt("at once", () => sql.exec("INSERT INTO c VALUES (1)"));
  sql.exec("PRAGMA defer_foreign_keys = on");
  attempt("deferred", () => sql.exec("INSERT INTO c VALUES (1)").rowsWritten);
  sql.exec("INSERT INTO p VALUES (1)");
});

// 5.5: the platform's own tables are listed
export const listed = inside(async (sql, storage) => {
  storage.kv.put("a", 1);
  await storage.setAlarm(Date.now() + 1e6);
  attempt("listed", () => sql.exec("SELECT name FROM sqlite_schema WHERE name IN ('_cf_KV', '_cf_METADATA') ORDER BY name").toArray());
  attempt("read", () => sql.exec("SELECT * FROM _cf_METADATA").toArray());
});
