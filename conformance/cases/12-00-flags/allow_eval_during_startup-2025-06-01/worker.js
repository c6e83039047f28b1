let evaluated;
try {
  evaluated = eval("1 + 1");
} catch (e) {
  evaluated = String(e);
}

const want = `2`;

async function probe() {
  return evaluated;
}

// 12: allow_eval_during_startup: since 2025-06-01 the top level may eval
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
