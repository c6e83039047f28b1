const want = `["string",null,"content"]`;

async function probe() {
  const form = [
    "--b", 'Content-Disposition: form-data; name="f"; filename="a.txt"', "Content-Type: text/plain", "", "content", "--b--", "",
  ].join("\r\n");
  const parsed = await new Response(form, { headers: { "content-type": "multipart/form-data; boundary=b" } }).formData();
  const f = parsed.get("f");
  return [typeof f, f.name, typeof f === "string" ? f : await f.text()];
}

// 12: formdata_parser_supports_files: before 2021-11-03 files in a form become strings
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
