const want = `["function","function"]`;

async function probe() {
  return [typeof WeakRef, typeof FinalizationRegistry];
}

// 12: enable_weak_ref: since 2025-05-05 there are weak references
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
