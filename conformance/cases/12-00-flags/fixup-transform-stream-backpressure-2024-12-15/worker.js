const want = "0,-1,transform 1,read 1,transform 2,1,read 2,1";

async function probe() {
  const log = [];
  const { readable, writable } = new TransformStream({
    transform(chunk, controller) {
      log.push("transform " + chunk);
      controller.enqueue(chunk);
    },
  });
  const writer = writable.getWriter();
  await scheduler.wait(1);
  for (const chunk of [1, 2]) {
    writer.write(chunk);
    log.push(writer.desiredSize);
    await scheduler.wait(1);
  }
  const reader = readable.getReader();
  for (let i = 0; i < 2; i++) {
    log.push("read " + (await reader.read()).value);
    await scheduler.wait(1);
    log.push(writer.desiredSize);
  }
  return log.join();
}

// 12: fixup-transform-stream-backpressure: before 2024-12-16 a full readable side does not hold back what is written
export const flag = {
  async test() {
    const got = await probe();
    if (got !== want) {
      throw new Error(got);
    }
  },
};
