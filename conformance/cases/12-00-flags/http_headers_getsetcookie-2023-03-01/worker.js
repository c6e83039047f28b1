const want = `["function",["a=1","b=2"],"a=1, b=2"]`;

async function probe() {
  const headers = new Headers([["set-cookie", "a=1"], ["set-cookie", "b=2"]]);
  return [typeof headers.getSetCookie, headers.getAll("set-cookie"), headers.get("set-cookie")];
}

// 12: http_headers_getsetcookie: since 2023-03-01 each cookie is to be had
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
