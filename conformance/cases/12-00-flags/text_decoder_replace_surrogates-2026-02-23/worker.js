const want = `["61","d800","62"]`;

async function probe() {
  return Array.from(new TextDecoder("utf-16le").decode(new Uint8Array([0x61, 0, 0x00, 0xd8, 0x62, 0])), (c) => c.codePointAt(0).toString(16));
}

// 12: text_decoder_replace_surrogates: before 2026-02-24 a lone surrogate in UTF-16 stays
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
