const want = `[[true,false],"a=2"]`;

async function probe() {
  const params = new URLSearchParams("a=1&a=2");
  const has = [params.has("a", "1"), params.has("a", "3")];
  params.delete("a", "1");
  return [has, String(params)];
}

// 12: urlsearchparams_delete_has_value_arg: since 2023-07-01 the value given to delete and has counts
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
