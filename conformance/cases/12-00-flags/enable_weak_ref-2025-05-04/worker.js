const want = `["undefined","undefined"]`;

async function probe() {
  return [typeof WeakRef, typeof FinalizationRegistry];
}

// 12: enable_weak_ref: before 2025-05-05 there are no weak references
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
