const want = `[false,true,"http://a/"]`;

async function probe() {
  const request = new Request("http://a/");
  return [Object.hasOwn(request, "url"), "url" in Request.prototype, request.url];
}

// 12: workers_api_getters_setters_on_prototype: since 2022-01-31 attributes are on the prototype
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
