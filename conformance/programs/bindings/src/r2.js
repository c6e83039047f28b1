// What an R2 bucket answers.
const failed = async (step) => {
  try {
    return await step();
  } catch (e) {
    return e;
  }
};
// plain shows an object's head, without what differs from run to run.
const plain = (o) => {
  if (Array.isArray(o)) return o.map(plain);
  if (o === null || typeof o !== "object" || !("etag" in o)) return o;
  const shown = {};
  for (const name of Object.keys(o)) {
    if (name === "version") shown[name] = o.version.length;
    else if (name === "uploaded") shown[name] = o.uploaded instanceof Date;
    else if (name === "checksums") shown[name] = o.checksums.toJSON();
    else shown[name] = o[name];
  }
  return [o.constructor.name, shown];
};
const listed = ({ objects, ...page }) => ({ objects: objects.map((o) => o.key), ...page });
const bytes = (text) => new TextEncoder().encode(text);

export const a_shape = ({ FILES }) => [
  Object.prototype.toString.call(FILES), FILES.constructor.name, Object.keys(FILES), Object.getOwnPropertyNames(Object.getPrototypeOf(FILES)).sort(), FILES.put.length,
];
export const b_nothing = async ({ FILES }) => [await FILES.head("none"), await FILES.get("none"), await FILES.delete("none"), listed(await FILES.list())];
export const c_put = async ({ FILES }) => [
  plain(await FILES.put("text", "héllo")), plain(await FILES.put("bytes", new Uint8Array([1, 2, 3]))), plain(await FILES.put("buffer", new Uint8Array([9, 8]).buffer)), plain(await FILES.put("null", null)),
  plain(await FILES.put("blob", new Blob(["a", "b"]))), plain(await FILES.put("stream", new Response("streamed").body)), plain(await FILES.put("empty", "")), await failed(() => FILES.put("undefined")), plain(await FILES.put("undefined", undefined)),
];
export const d_get = async ({ FILES }) => {
  const o = await FILES.get("text");
  const before = o.bodyUsed;
  const text = await o.text();
  const blob = await (await FILES.get("blob")).blob();
  return [
    plain(await FILES.get("text")), plain(await FILES.head("text")), before, text, o.bodyUsed, await failed(() => o.text()), await (await FILES.get("bytes")).arrayBuffer(), [...await (await FILES.get("bytes")).bytes()],
    await (await FILES.get("stream")).text(), [blob.size, blob.type], await failed(async () => (await FILES.get("text")).json()), await new Response((await FILES.get("text")).body).text(),
    Object.getOwnPropertyNames(Object.getPrototypeOf(o)).sort(), Object.getOwnPropertyNames(Object.getPrototypeOf(Object.getPrototypeOf(o))).sort(),
  ];
};
export const e_metadata = async ({ FILES }) => {
  const put = await FILES.put("meta", "{}", {
    httpMetadata: { contentType: "application/json", contentLanguage: "de", contentDisposition: "inline", contentEncoding: "identity", cacheControl: "max-age=1", cacheExpiry: new Date(1000) },
    customMetadata: { a: "1", b: "zwei" },
  });
  const headers = new Headers({ "x-kept": "1", "content-type": "text/plain" });
  const o = await FILES.get("meta");
  o.writeHttpMetadata(headers);
  const fromHeaders = await FILES.put("meta2", "", { httpMetadata: new Headers({ "Content-Type": "text/css", Expires: "Thu, 01 Jan 1970 00:00:02 GMT", "X-Other": "1", "Cache-Control": "no-store" }) });
  return [plain(put), plain(o), [...headers], await o.json(), plain(fromHeaders), (await (await FILES.get("meta")).blob()).type];
};
export const f_metadata_refused = async ({ FILES }) => [
  await failed(() => FILES.put("x", "", { customMetadata: { a: "x".repeat(8192) } })), await failed(() => FILES.put("x", "", { customMetadata: "x" })), await failed(() => FILES.put("x", "", { httpMetadata: 1 })),
  await failed(() => FILES.put("x", "", { httpMetadata: { cacheExpiry: "soon" } })), plain(await failed(() => FILES.put("x", "", { customMetadata: { n: 1, u: undefined } }))),
];
export const g_ranges = async ({ FILES }) => {
  await FILES.put("ten", "0123456789");
  const get = async (range) => failed(async () => {
    const o = await FILES.get("ten", { range });
    return [await o.text(), o.range, o.size];
  });
  return [
    await get({ offset: 2 }), await get({ offset: 2, length: 3 }), await get({ length: 3 }), await get({ suffix: 3 }), await get({ suffix: 30 }), await get({ offset: 8, length: 30 }), await get({ offset: 10 }),
    await get({ offset: 11 }), await get({ length: 0 }), await get({ suffix: 0 }), await get({ offset: -1 }), await get({ offset: 1.5 }), await get({ length: -1 }), await get({ length: 1.5 }),
    await get({ suffix: -1 }), await get({ suffix: 1.5 }), await get({ offset: 1, suffix: 1 }), await get({ length: 1, suffix: 1 }), await get({}),
    await get(new Headers({ range: "bytes=2-4" })), await get(new Headers({ range: "bytes=7-" })), await get(new Headers({ range: "bytes=-2" })), await get(new Headers({ range: "bytes=0-1,3-4" })),
    await get(new Headers({ range: "bytes=20-" })), await get(new Headers({ range: "pages=1" })), await get(new Headers()), await get(new Headers({ range: "bytes=5-2" })), await get(new Headers({ range: "bytes=-100" })),
  ];
};
export const h_conditions = async ({ FILES }) => {
  const { etag, httpEtag } = await FILES.put("cond", "cond");
  const past = new Date(Date.now() - 100000), future = new Date(Date.now() + 100000);
  const get = async (onlyIf) => failed(async () => (await FILES.get("cond", { onlyIf })).constructor.name);
  return [
    await get({ etagMatches: etag }), await get({ etagMatches: "other" }), await get({ etagMatches: "*" }), await get({ etagDoesNotMatch: etag }), await get({ etagDoesNotMatch: "other" }), await get({ etagDoesNotMatch: "*" }),
    await get({ uploadedBefore: past }), await get({ uploadedBefore: future }), await get({ uploadedAfter: past }), await get({ uploadedAfter: future }), await get({ uploadedAfter: future, etagDoesNotMatch: "other" }),
    await get({ uploadedBefore: past, etagMatches: etag }), await failed(() => get({ etagMatches: httpEtag })), await get({ etagMatches: 5 }), await get({ uploadedBefore: "soon" }),
    await get(new Headers({ "If-Match": httpEtag })), await get(new Headers({ "If-Match": '"a", "b"' })), await get(new Headers({ "If-Match": `W/${httpEtag}` })), await get(new Headers({ "If-None-Match": `"a", W/${httpEtag}` })),
    await get(new Headers({ "If-None-Match": "*" })), await get(new Headers({ "If-Match": "a" })), await get(new Headers({ "If-Match": '"a" "b"' })), await get(new Headers({ "If-Match": '"a' })), await get(new Headers({ "If-Match": "Wa" })),
    await get(new Headers({ "If-Modified-Since": future.toUTCString() })), await get(new Headers({ "If-Unmodified-Since": past.toUTCString() })), await get(new Headers()), await get({}),
  ];
};
export const i_put_conditions = async ({ FILES }) => {
  const put = async (key, onlyIf) => failed(async () => (await FILES.put(key, "new", { onlyIf }))?.key ?? null);
  const { etag } = await FILES.put("cond", "old");
  return [
    await put("cond", { etagMatches: "other" }), await (await FILES.get("cond")).text(), await put("cond", { etagMatches: etag }), await (await FILES.get("cond")).text(), await put("none1", { etagMatches: "*" }),
    await put("none2", { etagDoesNotMatch: "*" }), await put("none2", { etagDoesNotMatch: "*" }), await FILES.delete(["none1", "none2"]),
  ];
};
export const j_checksums = async ({ FILES }) => {
  const sum = async (name) => crypto.subtle.digest(name, bytes("sum"));
  const hex = (buffer) => [...new Uint8Array(buffer)].map((b) => b.toString(16).padStart(2, "0")).join("");
  const put = (options) => failed(async () => plain(await FILES.put("sum", "sum", options)));
  const o = await (async () => { await put({ sha256: await sum("SHA-256") }); return FILES.head("sum"); })();
  return [
    await put({ md5: await sum("MD5") }), await put({ md5: hex(await sum("MD5")) }), await put({ sha1: await sum("SHA-1") }), await put({ sha256: hex(await sum("SHA-256")) }), await put({ sha384: await sum("SHA-384") }), await put({ sha512: new Uint8Array(await sum("SHA-512")) }),
    await put({ md5: "00".repeat(16) }), await put({ sha256: "00".repeat(32) }), await put({ md5: "00" }), await put({ md5: "zz".repeat(16) }), await put({ md5: new Uint8Array(3) }), await put({ sha1: "0" }), await put({ md5: await sum("MD5"), sha1: await sum("SHA-1") }), await put({ md5: 5 }),
    Object.keys(o.checksums), o.checksums.constructor.name, JSON.stringify(o.checksums), o.checksums.sha1,
  ];
};
export const k_values_refused = async ({ FILES }) => [
  await failed(() => FILES.put("x", {})), await failed(() => FILES.put("x", 5)), await failed(() => FILES.put("x", new ReadableStream())), await failed(() => FILES.put("x", new Response(new ReadableStream()).body)), await failed(() => FILES.put()), await failed(() => FILES.get()),
  await failed(() => FILES.head()), await failed(() => FILES.delete()), await failed(() => FILES.put("k".repeat(1025), "")), await failed(() => FILES.get("k".repeat(1025))), await failed(() => FILES.head("é".repeat(513))), await failed(() => FILES.delete("k".repeat(1025))),
  plain(await failed(() => FILES.put("", "no name"))), await failed(() => FILES.delete("")), await failed(() => FILES.put("x", true)), await failed(() => FILES.get("text", 5)),
];
export const l_fixed_stream = async ({ FILES }) => {
  const { readable, writable } = new FixedLengthStream(6);
  const writer = writable.getWriter();
  writer.write(bytes("abc"));
  writer.write(bytes("def"));
  writer.close();
  await FILES.put("fixed", readable);
  return (await FILES.get("fixed")).text();
};
export const m_list = async ({ MORE }) => {
  for (const key of ["a", "b/1", "b/2", "b/c/1", "c", "d/1", "é", "\u{1f600}", "\uffee"]) await MORE.put(key, key, { customMetadata: { k: key }, httpMetadata: { contentType: "text/plain" } });
  const all = await MORE.list();
  const first = await MORE.list({ limit: 2 });
  const second = await MORE.list({ limit: 2, cursor: first.cursor });
  const grouped = await MORE.list({ delimiter: "/", limit: 2 });
  const groupedNext = await MORE.list({ delimiter: "/", limit: 2, cursor: grouped.cursor });
  const included = await MORE.list({ prefix: "a", include: ["httpMetadata", "customMetadata"] });
  return [
    listed(all), plain(all.objects[0]), listed(first), listed(second), listed(await MORE.list({ prefix: "b/" })), listed(await MORE.list({ delimiter: "/" })), listed(await MORE.list({ prefix: "b/", delimiter: "/" })), listed(grouped), listed(groupedNext),
    listed(await MORE.list({ startAfter: "b/2" })), listed(await MORE.list({ startAfter: "b/2", cursor: first.cursor })), plain(included.objects[0]), listed(await MORE.list({ prefix: "zzz" })), listed(await MORE.list({ delimiter: "" })), Object.keys(all), Object.keys(first),
    await failed(() => { all.objects[0].writeHttpMetadata(new Headers()); }), listed(await MORE.list({ delimiter: "/1" })),
  ];
};
export const n_list_refused = async ({ MORE }) => [
  await failed(() => MORE.list({ limit: 0 })), await failed(() => MORE.list({ limit: 1001 })), listed(await MORE.list({ limit: -1 })), await failed(() => MORE.list({ include: ["x"] })), await failed(() => MORE.list({ prefix: 5 })), await failed(() => MORE.list({ include: "x" })),
  listed(await MORE.list({ limit: "2" })), listed(await MORE.list(null)),
];
export const o_delete = async ({ MORE }) => [await MORE.delete("a"), await MORE.delete(["b/1", "b/2", "nothing"]), listed(await MORE.list()), await MORE.delete([]), await (async () => { const o = await MORE.get("c"); await MORE.delete("c"); return o.text(); })()];
export const p_multipart = async ({ FILES }) => {
  const upload = await FILES.createMultipartUpload("parts", { customMetadata: { a: "1" }, httpMetadata: { contentType: "text/plain" } });
  const big = new Uint8Array(5 * 1024 * 1024).fill(97);
  const one = await upload.uploadPart(1, big);
  const two = await upload.uploadPart(2, "the end");
  const again = FILES.resumeMultipartUpload("parts", upload.uploadId);
  const done = await again.complete([one, two]);
  const o = await FILES.get("parts", { range: { offset: big.length - 2 } });
  return [
    upload.constructor.name, Object.keys(upload), upload.key, typeof upload.uploadId, Object.keys(one), one.partNumber, typeof two.etag, plain(done), await o.text(), plain(await FILES.head("parts")), await failed(() => again.complete([one, two])),
    await failed(() => again.uploadPart(3, "x")), await failed(() => again.abort()), Object.getOwnPropertyNames(Object.getPrototypeOf(upload)).sort(), (await (await FILES.get("parts")).arrayBuffer()).byteLength,
  ];
};
export const q_multipart_refused = async ({ FILES }) => {
  const upload = await FILES.createMultipartUpload("refused");
  const small = await upload.uploadPart(1, "small"), last = await upload.uploadPart(2, new Blob(["last"]));
  const nobody = FILES.resumeMultipartUpload("refused", "nobody");
  return [
    await failed(() => upload.complete([small, last])), await failed(() => upload.complete([{ partNumber: 1, etag: "x" }])), await failed(() => upload.complete([{ partNumber: 7, etag: small.etag }])), await failed(() => upload.complete([small, small])),
    await failed(() => upload.uploadPart(0, "x")), await failed(() => upload.uploadPart(10001, "x")), await failed(() => upload.uploadPart(1)), await failed(() => upload.uploadPart(1, {})), await failed(() => upload.uploadPart("x", "x")), await failed(() => upload.complete()), await failed(() => upload.complete([{ partNumber: 1 }])),
    await failed(() => upload.complete([5])), await failed(() => nobody.uploadPart(1, "x")), await failed(() => nobody.complete([])), await failed(() => nobody.abort()), await upload.abort(), await upload.abort(), await failed(() => upload.uploadPart(1, "x")), await FILES.head("refused"),
    await failed(() => FILES.createMultipartUpload("k".repeat(1025))), await failed(() => FILES.createMultipartUpload()), await failed(() => FILES.resumeMultipartUpload("a")), plain(await (await FILES.createMultipartUpload("single")).uploadPart(1, "only").then(async (p) => (await FILES.resumeMultipartUpload("single", "x").abort().catch(() => p)).partNumber)),
  ];
};
export const r_overwrite = async ({ FILES }) => {
  await FILES.put("over", "one", { customMetadata: { a: "1" } });
  const reading = await FILES.get("over");
  await FILES.put("over", "two");
  return [await reading.text(), await (await FILES.get("over")).text(), (await FILES.head("over")).customMetadata];
};
export const s_clone = ({ FILES }) => structuredClone(FILES);
