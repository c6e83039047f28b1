// What bindings make of values that nobody means to give them.
const failed = async (f) => { try { return await f(); } catch (e) { return e; } };

export const a_kv_put = async ({ OTHERS }) => {
  const out = [];
  for (const value of [() => 1, Symbol("a"), undefined, null, 5, true, [1], { a: 1 }, class {}, new Date(0), 5n, new Map()]) {
    out.push(await failed(() => OTHERS.put("edge", value)), await OTHERS.get("edge"));
    await OTHERS.delete("edge");
  }
  return out;
};
export const b_kv_options = async ({ OTHERS }) => {
  return [await failed(() => OTHERS.put("x1", "1", { metadata: () => 1 })), await failed(() => OTHERS.put("x1", "1", { metadata: Symbol("a") })), await failed(() => OTHERS.put("x1", "1", { metadata: 5n })), await failed(() => OTHERS.put("x1", "1", { metadata: undefined })), (await OTHERS.getWithMetadata("x1")).metadata];
};
export const c_kv_list_order = async ({ OTHERS }) => {
  const read = [];
  const options = {};
  for (const name of ["cursor", "limit", "prefix", "start", "jurisdiction"]) Object.defineProperty(options, name, { enumerable: true, get() { read.push(name); return undefined; } });
  await failed(() => OTHERS.list(options));
  return [read, await failed(() => OTHERS.list({ limit: "x", prefix: 5 })), await failed(() => OTHERS.list({ cursor: 5, limit: 0 })), await failed(() => OTHERS.list({ limit: -1, cursor: "!" }))];
};
export const d_queue_json = async ({ NOBODY }) => [
  await failed(() => NOBODY.send(() => 1, { contentType: "json" })), await failed(() => NOBODY.send(undefined, { contentType: "json" })), await failed(() => NOBODY.send(Symbol("a"), { contentType: "json" })),
  await failed(() => NOBODY.send(5n, { contentType: "json" })), await failed(() => NOBODY.sendBatch([{ body: () => 1, contentType: "json" }])), await failed(() => NOBODY.send({ f() {} }, { contentType: "json" })),
  await failed(() => NOBODY.send(() => 1, { contentType: "v8" })), await failed(() => NOBODY.send(() => 1)),
];
export const e_r2_metadata = async ({ MORE }) => {
  await MORE.put("proto", "x", { customMetadata: JSON.parse('{"__proto__":"own","constructor":"c","toString":"t","2":"two","1":"one","b":"b","a":"a"}') });
  const { customMetadata: m } = await MORE.head("proto");
  const [listed] = (await MORE.list({ prefix: "proto", include: ["customMetadata"] })).objects;
  return [Object.entries(m), Object.getPrototypeOf(m) === Object.prototype, Object.entries(listed.customMetadata)];
};
const key = "00".repeat(15) + "0f" + "11".repeat(16);
export const f_r2_ssec = async ({ MORE }) => {
  const put = await MORE.put("secret", "hidden", { ssecKey: key });
  const bytes = new Uint8Array(32).fill(17);
  bytes.set([...new Array(15).fill(0), 15]);
  return [
    put.ssecKeyMd5, (await MORE.head("secret")).ssecKeyMd5, await failed(async () => (await MORE.get("secret")).text()), await failed(async () => (await MORE.get("secret", { ssecKey: key })).text()),
    await failed(async () => (await MORE.get("secret", { ssecKey: bytes.buffer })).text()), await failed(async () => (await MORE.get("secret", { ssecKey: key.replace("f", "e") })).text()),
    await failed(() => MORE.put("bad", "x", { ssecKey: "ab" })), await failed(() => MORE.put("bad", "x", { ssecKey: "zz".repeat(32) })), await failed(() => MORE.put("bad", "x", { ssecKey: new ArrayBuffer(5) })), (await MORE.put("view", "x", { ssecKey: bytes })).size,
    await failed(async () => (await MORE.get("proto", { ssecKey: key })).text()), (await MORE.list({ prefix: "secret" })).objects[0].ssecKeyMd5, (await MORE.head("proto")).ssecKeyMd5,
  ];
};
export const g_r2_ssec_parts = async ({ MORE }) => {
  const upload = await MORE.createMultipartUpload("parts", { ssecKey: key });
  const without = await failed(() => upload.uploadPart(1, "x")), other = await failed(() => upload.uploadPart(1, "x", { ssecKey: key.replace("f", "e") }));
  const part = await failed(() => upload.uploadPart(1, "x", { ssecKey: key }));
  const done = await failed(() => upload.complete([part]));
  return [without.partNumber, other.partNumber, part instanceof Error ? part : part.partNumber, done instanceof Error ? done : done.ssecKeyMd5, await failed(async () => (await MORE.get("parts", { ssecKey: key })).text()), await failed(async () => (await MORE.get("parts")).text())];
};
