// attempt answers what a call does, or how it fails.
async function attempt(call) {
  try {
    return await call();
  } catch (e) {
    return String(e);
  }
}

const want = `["http://a/","http://a/c","TypeError: Unable to parse URL: /b"]`;

async function probe() {
  return [
    Response.redirect("http://a").headers.get("location"),
    Response.redirect("http://a/b/../c").headers.get("location"),
    await attempt(() => Response.redirect("/b").status),
  ];
}

// 12: response_redirect_url_standard: since 2023-03-14 a redirect to a URL normalises it
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
