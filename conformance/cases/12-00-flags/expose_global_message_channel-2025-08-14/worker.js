const want = `["undefined","undefined"]`;

async function probe() {
  return [typeof MessageChannel, typeof MessagePort];
}

// 12: expose_global_message_channel: before 2025-08-15 there is no MessageChannel
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
