// What a queue answers, and what its consumer gets.
const failed = async (step) => {
  let promise;
  try { promise = step(); } catch (e) { return ["at once", e]; }
  return promise.then((v) => v, (e) => e);
};

export const a_shape = ({ JOBS }) => [
  Object.prototype.toString.call(JOBS), JOBS.constructor.name, Object.getOwnPropertyNames(Object.getPrototypeOf(JOBS)).sort(),
];
export const b_metrics = async ({ JOBS, NOBODY }) => [await JOBS.metrics(), await NOBODY.metrics()];
export const c_nobody = async ({ NOBODY }) => [await NOBODY.send("x"), await NOBODY.sendBatch([{ body: 1 }])];
export const d_refused = async ({ JOBS }) => [
  await failed(() => JOBS.send()), await failed(() => JOBS.send(undefined)), await failed(() => JOBS.send("x", { contentType: "xml" })), await failed(() => JOBS.send(1, { contentType: "text" })), await failed(() => JOBS.send("x", { contentType: "bytes" })),
  await failed(() => JOBS.send(new ArrayBuffer(1), { contentType: "bytes" })), await failed(() => JOBS.send(1n)), await failed(() => JOBS.send(() => 1, { contentType: "v8" })), await failed(() => JOBS.sendBatch([])), await failed(() => JOBS.sendBatch()), await failed(() => JOBS.sendBatch(5)),
  await failed(() => JOBS.sendBatch([{}])), await failed(() => JOBS.sendBatch([{ body: "x", contentType: "TEXT" }])), await failed(() => JOBS.sendBatch([5])), await failed(() => JOBS.send("x".repeat(130000))), await failed(() => JOBS.sendBatch(Array(101).fill({ body: 1 }))), await failed(() => JOBS.sendBatch([{ body: "x".repeat(130000) }])),
  await failed(() => JOBS.sendBatch(Array(3).fill({ body: "x".repeat(100000) }))), await failed(() => JOBS.send("x", { delaySeconds: -1 })), await failed(() => JOBS.send("x", { delaySeconds: 86401 })), await failed(() => JOBS.send(true, { contentType: "text" })), await failed(() => JOBS.send(null, { contentType: "text" })),
];
export const e_sent = async ({ JOBS }) => {
  const bytes = new Uint8Array([1, 2, 3]);
  const one = await JOBS.send({ kind: "json", list: [1, null] });
  await JOBS.send("text", { contentType: "text" });
  await JOBS.send(bytes, { contentType: "bytes" });
  await JOBS.send(new Map([["v8", new Date(5)]]), { contentType: "v8" });
  await JOBS.sendBatch([{ body: "batch 1" }, { body: "batch 2", contentType: "text" }]);
  const { backlogCount, backlogBytes, oldestMessageTimestamp } = await JOBS.metrics();
  return [one, bytes.length, backlogCount, backlogBytes, oldestMessageTimestamp instanceof Date];
};

// The consumer writes down what it gets, and lets some of it fail.
export async function consume(batch, env, ctx) {
  const lines = await consumed(env);
  const { backlogCount, backlogBytes, oldestMessageTimestamp } = batch.metadata.metrics;
  lines.push([
    batch.queue, batch.messages.length, batch.constructor.name, Object.keys(batch).sort(), Object.getOwnPropertyNames(Object.getPrototypeOf(batch)).sort(), ctx.constructor.name, [backlogCount, backlogBytes, String(oldestMessageTimestamp)],
  ]);
  for (const m of batch.messages) {
    const shown = m.body instanceof Map ? [...m.body].map(([k, v]) => [k, +v]) : m.body instanceof Uint8Array || m.body instanceof ArrayBuffer ? [...new Uint8Array(m.body)] : m.body;
    lines.push([shown, typeof m.id, m.id.length, m.timestamp instanceof Date, m.attempts, m.constructor.name, Object.keys(m).sort(), Object.getOwnPropertyNames(Object.getPrototypeOf(m)).sort()]);
    if (batch.queue === "dead") lines.push("ended");
    else if (m.body === "fails") m.retry();
    else if (m.body === "retried" && m.attempts === 1) m.retry({ delaySeconds: 0 });
    else m.ack();
  }
  await env.PAIRS.put("consumed", JSON.stringify(lines));
  if (batch.messages.length > 5) await env.JOBS.sendBatch([{ body: "fails" }, { body: "retried" }, { body: "fine" }]);
}

export const consumed = async (env) => JSON.parse((await env.PAIRS.get("consumed")) ?? "[]");
