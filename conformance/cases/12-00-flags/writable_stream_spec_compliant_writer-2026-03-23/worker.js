// attempt answers what a call does, or how it fails.
async function attempt(call) {
  try {
    return await call();
  } catch (e) {
    return String(e);
  }
}

const want = `[null,null,"TypeError: This WritableStream writer has been released."]`;

async function probe() {
  const errored = new WritableStream({ start(c) { c.error(new Error("mine")); } }).getWriter();
  const released = new WritableStream().getWriter();
  for (const writer of [errored, released]) {
    writer.closed.catch(() => {});
    writer.ready.catch(() => {});
  }
  released.releaseLock();
  return [await attempt(() => errored.ready), await attempt(() => released.ready), await attempt(() => released.closed)];
}

// 12: writable_stream_spec_compliant_writer: before 2026-03-24 the ready promise of an errored or released writer is fulfilled
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
