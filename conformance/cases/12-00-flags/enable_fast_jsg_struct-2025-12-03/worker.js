const want = `["value","done"]`;

async function probe() {
  const reader = new Response("").body?.getReader() ?? new Blob([]).stream().getReader();
  return Object.keys(await reader.read());
}

// 12: enable_fast_jsg_struct: since 2025-12-03 results have what is undefined
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
