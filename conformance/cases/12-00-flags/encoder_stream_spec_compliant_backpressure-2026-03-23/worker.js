const want = `[[1,0,"a","wait",1,1],[1,0,"a","wait",1,1]]`;

async function held({ readable, writable }, chunk) {
  const writer = writable.getWriter();
  const log = [writer.desiredSize];
  writer.write(chunk).then(() => log.push("a"));
  log.push(writer.desiredSize);
  await scheduler.wait(1);
  log.push("wait", writer.desiredSize);
  await readable.getReader().read();
  await scheduler.wait(1);
  log.push(writer.desiredSize);
  return log;
}

async function probe() {
  return [await held(new TextEncoderStream(), "a"), await held(new TextDecoderStream(), new Uint8Array([65]))];
}

// 12: encoder_stream_spec_compliant_backpressure: before 2026-03-24 the writer of an encoder or decoder goes ahead
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
