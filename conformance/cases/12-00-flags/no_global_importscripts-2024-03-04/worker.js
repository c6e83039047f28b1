const want = `"undefined"`;

async function probe() {
  return typeof importScripts;
}

// 12: no_global_importscripts: since 2024-03-04 there is no importScripts
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
