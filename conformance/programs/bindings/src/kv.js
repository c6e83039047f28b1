// What a KV namespace answers. Each export is a step; they run in the order of their names.
const later = () => Math.floor(Date.now() / 1000) + 3600;
const failed = async (step) => {
  let promise;
  try { promise = step(); } catch (e) { return ["at once", e]; }
  return promise.then((v) => v, (e) => e);
};

export const a_shape = ({ PAIRS }) => [
  Object.prototype.toString.call(PAIRS), PAIRS.constructor.name, Object.keys(PAIRS),
  Object.getOwnPropertyNames(Object.getPrototypeOf(PAIRS)).sort(),
];
export const b_nothing = async ({ PAIRS }) => [await PAIRS.get("none"), await PAIRS.getWithMetadata("none"), await PAIRS.delete("none")];
export const c_texts = async ({ PAIRS }) => {
  await PAIRS.put("text", "héllo");
  return [await PAIRS.get("text"), await PAIRS.get("text", "text"), await PAIRS.get("text", { type: "text", cacheTtl: 60 }), await PAIRS.get("text", "arrayBuffer")];
};
export const d_kinds = async ({ PAIRS }) => {
  await PAIRS.put("bytes", new Uint8Array([1, 2, 3]));
  await PAIRS.put("view", new Uint8Array([1, 2, 3, 4]).subarray(1, 3));
  await PAIRS.put("buffer", new Uint8Array([9]).buffer);
  await PAIRS.put("stream", new Response("streamed").body);
  await PAIRS.put("json", JSON.stringify({ a: [1, null] }));
  await PAIRS.put("number", 12.5);
  await PAIRS.put("empty", "");
  await PAIRS.put("null", null);
  const stream = await PAIRS.get("stream", "stream");
  return [
    await PAIRS.get("bytes", "arrayBuffer"), await PAIRS.get("view", "arrayBuffer"), await PAIRS.get("buffer", "arrayBuffer"),
    await new Response(stream).text(), await PAIRS.get("json", "json"), await PAIRS.get("json", { type: "json" }), await PAIRS.get("number"),
    await PAIRS.get("empty"), await PAIRS.get("null"), await PAIRS.getWithMetadata("json", "json"),
  ];
};
export const e_own_stream = async ({ PAIRS }) => {
  const { readable, writable } = new FixedLengthStream(6);
  const writer = writable.getWriter();
  writer.write(new TextEncoder().encode("abcdef"));
  writer.close();
  await PAIRS.put("fixed", readable);
  return PAIRS.get("fixed");
};
export const f_metadata = async ({ PAIRS }) => {
  await PAIRS.put("m/1", "one", { metadata: { a: 1, b: ["x"] } });
  await PAIRS.put("m/2", "two", { metadata: "plain", expiration: later() });
  await PAIRS.put("m/3", "three", { metadata: null });
  await PAIRS.put("m/4", "four", { metadata: 0 });
  const page = await PAIRS.list({ prefix: "m/" });
  for (const k of page.keys) if (k.expiration) k.expiration = "later";
  return [
    await PAIRS.getWithMetadata("m/1"), await PAIRS.getWithMetadata("m/2", "text"), await PAIRS.getWithMetadata("m/3"), await PAIRS.getWithMetadata("m/4"),
    page,
  ];
};
export const g_expiry_refused = async ({ PAIRS }) => [
  await failed(() => PAIRS.put("x", "", { expirationTtl: 0 })), await failed(() => PAIRS.put("x", "", { expirationTtl: -1 })),
  await failed(() => PAIRS.put("x", "", { expirationTtl: 30 })), await failed(() => PAIRS.put("x", "", { expiration: 5 })),
  await failed(() => PAIRS.put("x", "", { expirationTtl: "abc" })), await failed(() => PAIRS.put("x", "", { expirationTtl: 2 ** 33 })),
  await PAIRS.put("x", "", { expirationTtl: 60 }), await PAIRS.put("x", "", { expirationTtl: "61" }),
];
export const h_keys_refused = async ({ PAIRS }) => [
  await failed(() => PAIRS.get("")), await failed(() => PAIRS.get(".")), await failed(() => PAIRS.put("..", "")), await failed(() => PAIRS.delete("")),
  await failed(() => PAIRS.get("k".repeat(513))), await failed(() => PAIRS.put("é".repeat(257), "")), await failed(() => PAIRS.delete("k".repeat(513))),
  await failed(() => PAIRS.getWithMetadata("")), await PAIRS.put("é".repeat(256), "long"), await PAIRS.get("é".repeat(256)), await PAIRS.delete("é".repeat(256)),
];
export const i_values_refused = async ({ PAIRS }) => [
  await failed(() => PAIRS.put("x", {})), await failed(() => PAIRS.put("x", new Date(0))), await failed(() => PAIRS.put("x", [])), await failed(() => PAIRS.put("x", new Blob(["x"]))),
  await failed(() => PAIRS.put("x", new String("x"))), await failed(() => PAIRS.put("x", () => 1)),
];
export const j_missing_arguments = async ({ PAIRS }) => {
  const list = [];
  for (const f of [() => PAIRS.get(), () => PAIRS.put(), () => PAIRS.put("x"), () => PAIRS.delete(), () => PAIRS.put("x", undefined), () => PAIRS.get(undefined), () => PAIRS.put("x", Symbol())]) list.push(await failed(f));
  return list;
};
export const k_types_refused = async ({ PAIRS }) => [
  await failed(() => PAIRS.get("text", "blob")), await failed(() => PAIRS.get("text", { type: "x" })), await failed(() => PAIRS.get("text", "json")), await failed(() => PAIRS.get("none", "blob")),
  await failed(() => PAIRS.get("text", { cacheTtl: 10 })), await failed(() => PAIRS.get("text", { cacheTtl: "x" })), await PAIRS.get("text", null), await PAIRS.get("text", {}),
];
export const l_too_large = async ({ PAIRS }) => [
  await failed(() => PAIRS.put("big", new Uint8Array(25 * 1024 * 1024 + 1))), await failed(() => PAIRS.put("m", "", { metadata: "x".repeat(1023) })),
];
export const m_bulk = async ({ PAIRS }) => [
  await PAIRS.get(["text", "json", "none"]), await PAIRS.get(["json", "none"], "json"), await PAIRS.get(["json"], { type: "json" }), await PAIRS.getWithMetadata(["m/1", "m/3", "none"]),
  await failed(() => PAIRS.get([])), await failed(() => PAIRS.get(Array(101).fill("x"))), await failed(() => PAIRS.get(["text"], "arrayBuffer")), await failed(() => PAIRS.get(["text"], "json")),
  await failed(() => PAIRS.get([""])), await failed(() => PAIRS.get(["."])), await failed(() => PAIRS.get(["text"], { cacheTtl: 5 })), await PAIRS.get(["text", "text"]),
];
export const n_list = async ({ OTHERS }) => {
  for (const name of ["b", "a", "B", "é", "z", "aa", "\u{1f600}", "\uffee"]) await OTHERS.put(name, name);
  const first = await OTHERS.list({ limit: 3 });
  const second = await OTHERS.list({ limit: 3, cursor: first.cursor });
  const third = await OTHERS.list({ limit: 3, cursor: second.cursor });
  return [await OTHERS.list(), first, second, third, await OTHERS.list({ prefix: "a" }), await OTHERS.list({ prefix: "a", limit: 1 }), await OTHERS.list({ prefix: null, cursor: null })];
};
export const o_list_refused = async ({ OTHERS }) => [
  await failed(() => OTHERS.list({ limit: 1001 })), (await OTHERS.list({ limit: 0 })).keys.length, (await OTHERS.list({ limit: -5 })).keys.length, await failed(() => OTHERS.list({ prefix: "k".repeat(513) })),
  (await failed(() => OTHERS.list({ limit: "2" }))).keys.length, (await OTHERS.list(null)).keys.length,
];
export const p_apart = async ({ PAIRS, OTHERS, SAME }) => {
  await PAIRS.put("mine", "1");
  return [await OTHERS.get("mine"), await SAME.get("mine")];
};
export const q_slashes = async ({ PAIRS }) => {
  await PAIRS.put("a/b?c#d%20 e", "odd");
  return [await PAIRS.get("a/b?c#d%20 e"), (await PAIRS.list({ prefix: "a/" })).keys];
};
export const r_overwritten = async ({ PAIRS }) => {
  await PAIRS.put("o", "1", { metadata: 1 });
  await PAIRS.put("o", "2");
  return [await PAIRS.getWithMetadata("o"), await PAIRS.delete("o"), await PAIRS.get("o")];
};
export const s_clone = async ({ PAIRS }) => structuredClone(PAIRS);
