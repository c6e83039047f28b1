// What a D1 database answers.
const failed = async (step) => {
  try {
    return await step();
  } catch (e) {
    return [e, e.cause ?? "no cause"];
  }
};
// plain leaves out of a result what differs from run to run.
const plain = (result) => {
  if (Array.isArray(result)) return result.map(plain);
  if (result?.meta) {
    const { duration, timings, size_after, ...meta } = result.meta;
    return { ...result, meta: { ...meta, duration: typeof duration, timings: Object.keys(timings), size_after: size_after > 0 } };
  }
  return result;
};

export const a_shape = ({ DB }) => [
  Object.prototype.toString.call(DB), DB.constructor.name, Object.getOwnPropertyNames(Object.getPrototypeOf(DB)).sort(),
  DB.prepare("x").constructor.name, Object.getOwnPropertyNames(Object.getPrototypeOf(DB.prepare("x"))).sort(), DB.prepare("x").statement, DB.prepare("x").bind(1, "a", null, true).params,
  DB.withSession().constructor.name, Object.getOwnPropertyNames(Object.getPrototypeOf(DB.withSession())).filter((name) => !name.startsWith("_")).sort(),
];
export const b_exec = async ({ DB }) => {
  const { count, duration } = await DB.exec("CREATE TABLE user (id INTEGER PRIMARY KEY, name TEXT UNIQUE, age REAL, photo BLOB);\nINSERT INTO user (name, age) VALUES ('ann', 30.5);\n-- a remark\nINSERT INTO user (name) VALUES ('bob'); INSERT INTO user (name) VALUES ('cid')");
  return [count, typeof duration];
};
export const c_all = async ({ DB }) => [
  plain(await DB.prepare("SELECT * FROM user ORDER BY id").all()), plain(await DB.prepare("SELECT id, name AS n, 1 AS n FROM user WHERE id = ?").bind(1).all()),
  plain(await DB.prepare("SELECT * FROM user WHERE id > 99").all()),
];
export const d_run = async ({ DB }) => [
  plain(await DB.prepare("INSERT INTO user (name, age, photo) VALUES (?, ?, ?)").bind("dan", null, new Uint8Array([1, 2, 255])).run()),
  plain(await DB.prepare("INSERT INTO user (name) VALUES (?1), (?2) RETURNING id, name").bind("eve", "fay").run()),
  plain(await DB.prepare("UPDATE user SET age = 1 WHERE id < 3").run()), plain(await DB.prepare("DELETE FROM user WHERE id = 77").run()), plain(await DB.prepare("SELECT name FROM user WHERE id = 1").run()),
];
export const e_first = async ({ DB }) => [
  await DB.prepare("SELECT * FROM user WHERE id = 4").first(), await DB.prepare("SELECT name FROM user WHERE id = 4").first("name"), await DB.prepare("SELECT age FROM user WHERE id = 4").first("age"),
  await DB.prepare("SELECT * FROM user WHERE id = 99").first(), await DB.prepare("SELECT * FROM user WHERE id = 99").first("x"), await failed(() => DB.prepare("SELECT * FROM user").first("nothing")),
  await DB.prepare("SELECT count(*) AS n FROM user").first("n"),
];
export const f_raw = async ({ DB }) => [
  await DB.prepare("SELECT id, name FROM user WHERE id < 3 ORDER BY id").raw(), await DB.prepare("SELECT id, name, 1, 1 FROM user WHERE id < 3 ORDER BY id").raw({ columnNames: true }),
  await DB.prepare("SELECT id FROM user WHERE id = 99").raw({ columnNames: true }), await DB.prepare("SELECT 1").raw({ columnNames: false }), await DB.prepare("DELETE FROM user WHERE id = 99").raw(),
];
export const g_values = async ({ DB }) => [
  await DB.prepare("SELECT ? AS a, ? AS b, ? AS c, ? AS d, ? AS e, ? AS f, ? AS g").bind(1, 1.5, "é\u{1f600}", null, true, false, new Uint8Array([0, 9]).buffer).first(),
  await DB.prepare("SELECT typeof(?) AS a, typeof(?) AS b, typeof(?) AS c, typeof(?) AS d, typeof(?) AS e").bind(1, 1.5, "x", true, [1, 2]).first(),
  await DB.prepare("SELECT 9007199254740993 AS big, 1e400 AS inf, x'0102' AS blob, '' AS empty").first(), await DB.prepare("SELECT ? AS nan, ? AS inf").bind(NaN, Infinity).first(),
  await DB.prepare("SELECT ?2 AS b, ?1 AS a").bind("a", "b").first(),
];
export const h_types_refused = ({ DB }) => {
  const list = [];
  for (const v of [undefined, 1n, {}, [1, 300], () => 1, new Date(0), ["a"]]) {
    try {
      list.push(DB.prepare("SELECT ?").bind(v).params);
    } catch (e) {
      list.push(String(e).replace(/for value '.*\d\d:\d\d.*'/s, "for value 'a date'"), String(e.cause).slice(0, 20));
    }
  }
  return list;
};
export const i_errors = async ({ DB }) => [
  await failed(() => DB.prepare("SELECT * FROM nothing").all()), await failed(() => DB.prepare("SELEC 1").run()), await failed(() => DB.prepare("SELECT ?").all()), await failed(() => DB.prepare("SELECT 1").bind(1).all()),
  await failed(() => DB.prepare("INSERT INTO user (name) VALUES ('ann')").run()), await failed(() => DB.prepare("").all()), await failed(() => DB.prepare("-- nothing").all()),
  await failed(() => DB.prepare("BEGIN").run()), await failed(() => DB.prepare("SELECT * FROM _cf_KV").all()), await failed(() => DB.prepare("PRAGMA page_size").all().then(plain)), await failed(() => DB.prepare("SELECT 1; SELECT 2").all().then(plain)),
];
export const j_exec_errors = async ({ DB }) => [
  await failed(() => DB.exec("SELECT 1\nSELEC 2")), await failed(() => DB.exec("")), await failed(() => DB.exec("-- only\n-- remarks")), await failed(() => DB.exec("INSERT INTO user (name) VALUES ('gil')\nINSERT INTO user (name) VALUES ('ann')")),
  await DB.prepare("SELECT count(*) AS n FROM user WHERE name = 'gil'").first("n"),
];
export const k_batch = async ({ DB }) => {
  const add = DB.prepare("INSERT INTO user (name) VALUES (?)");
  return [
    plain(await DB.batch([add.bind("hal"), add.bind("ida"), DB.prepare("SELECT count(*) AS n FROM user")])), await failed(() => DB.batch([add.bind("jon"), add.bind("ann")])),
    await DB.prepare("SELECT count(*) AS n FROM user WHERE name = 'jon'").first("n"), await failed(() => DB.batch([])), plain(await DB.batch([DB.prepare("-- x"), DB.prepare("SELECT 1 AS one")])),
  ];
};
export const l_foreign_keys = async ({ DB }) => {
  await DB.exec("CREATE TABLE pet (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL REFERENCES user (id))");
  return [await failed(() => DB.prepare("INSERT INTO pet (owner) VALUES (999)").run()), plain(await DB.prepare("INSERT INTO pet (owner) VALUES (1)").run()), await failed(() => DB.prepare("DELETE FROM user WHERE id = 1").run())];
};
export const m_sessions = async ({ DB }) => {
  const session = DB.withSession("first-primary");
  const before = session.getBookmark();
  await session.prepare("SELECT 1").all();
  const first = session.getBookmark();
  await session.batch([session.prepare("INSERT INTO user (name) VALUES ('kim')")]);
  const second = session.getBookmark();
  const next = DB.withSession(second);
  return [
    before, typeof first, first.length > 0, second >= first, next.getBookmark() === second, await next.prepare("SELECT name FROM user WHERE name = 'kim'").first("name"), DB.withSession().getBookmark(), DB.withSession(" first-unconstrained ").getBookmark(),
    await failed(() => DB.withSession(5)), DB.withSession("").getBookmark(),
  ];
};
export const n_apart = async ({ DB2 }) => [await failed(() => DB2.prepare("SELECT * FROM user").all()), plain(await DB2.prepare("CREATE TABLE user (x)").run())];
export const o_others = async ({ DB }) => [await failed(() => DB.dump()), await failed(() => DB.query({ queries: [] })), await failed(() => DB.batch("x")), await failed(() => DB.batch()), await failed(() => DB.exec(5))];
export const p_pragmas = async ({ DB }) => [
  (await DB.prepare("PRAGMA table_info(pet)").all()).results, (await DB.prepare("PRAGMA foreign_keys").all()).results, (await DB.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' ORDER BY name").all()).results,
];
