const want = `["text/html; charset=utf-8","TEXT/HTML;Charset=UTF-8","x","","text/html;;a=b"]`;

// 12: blob_standard_mime_type: before 2024-06-03 a body's blob has the content type as it is
export const flag = {
  async test() {
    const got = [];
    for (const type of ["text/html; charset=utf-8", "TEXT/HTML;Charset=UTF-8", "x", "", "text/html;;a=b"]) {
      got.push((await new Response("a", { headers: { "content-type": type } }).blob()).type);
    }
    if (JSON.stringify(got) !== want) {
      throw new Error(JSON.stringify(got));
    }
  },
};
