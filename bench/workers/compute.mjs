// The path is /work/times. An answer says what came out, which must be the same everywhere.

let state = 42;
const random = (n) => (state = (state * 1103515245 + 12345) % 2147483648) % n;
const words = "river stone lamp orange quiet table copper window seven garden Zürich paper cloud engine field".split(" ");
const text = (n) => Array.from({ length: n }, () => words[random(words.length)]).join(" ");

const once = (make) => {
  let made;
  return () => (made ??= make());
};

const records = once(() =>
  Array.from({ length: 4600 }, (_, id) => ({
    id,
    name: text(2),
    email: `${words[random(10)]}.${random(1000)}@example.com`,
    price: random(100000) / 100,
    at: `2026-${10 + random(3)}-${10 + random(19)}T08:00:00Z`,
    tags: [words[random(words.length)], words[random(words.length)]],
    seat: { row: random(40), number: random(60), free: random(2) === 1 },
    note: random(4) ? text(4) : null,
  })),
);
const json = once(() => JSON.stringify(records()));
const bytes = once(() => new TextEncoder().encode(json()).slice(0, 1 << 20));
const gzipped = once(() => through(bytes(), new CompressionStream("gzip")));
const prose = once(() => {
  const lines = [];
  for (let length = 0; length < 1 << 20; length += lines.at(-1).length + 1) {
    lines.push(random(50) ? text(12) : `${text(3)} ${words[random(10)]}.${random(99)}@example.com 2026-0${1 + random(9)}-1${random(9)}`);
  }
  return lines.join("\n").slice(0, 1 << 20);
});
const numbers = once(() => Array.from({ length: 100_000 }, () => random(1 << 30) / 1024));
const large = once(() => new Uint8Array(10 << 20));
const key = once(() => crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]));
const urls = once(() =>
  Array.from({ length: 1000 }, (_, i) =>
    i % 4
      ? `https://${words[random(10)]}.example.com/${words[random(10)]}/${random(10000)}?page=${random(50)}&sort=${words[random(10)]}#top`
      : `http://user:pass@EXAMPLE.com:8080/a/../${words[random(10)]} ${random(100)}/%7Efoo?q=caf\u00e9&x=${random(9)}`,
  ),
);

const through = async (data, pair) => new Uint8Array(await new Response(new Response(data).body.pipeThrough(pair)).arrayBuffer());

const work = {
  async sha256() {
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes()));
    return sum[0] * 256 + sum[1];
  },
  async aesgcm() {
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, await key(), bytes());
    return sealed.byteLength;
  },
  async gzip() {
    return (await through(bytes(), new CompressionStream("gzip"))).length < 350_000;
  },
  async gunzip() {
    return (await through(await gzipped(), new DecompressionStream("gzip"))).length;
  },
  async transform() {
    const pass = new TransformStream({ transform: (chunk, controller) => controller.enqueue(chunk) });
    return (await through(large(), pass)).length;
  },
  url() {
    let length = 0;
    for (const text of urls()) {
      const url = new URL(text);
      length += url.pathname.length + url.href.length;
    }
    return length;
  },
  jsonparse() {
    return JSON.parse(json()).length;
  },
  jsonstringify() {
    return JSON.stringify(records()) === "";
  },
  sort() {
    return numbers().slice().sort((a, b) => a - b)[50_000];
  },
  regexp() {
    const mails = prose().match(/[\w.]+@[\w.]+\.com/g).length;
    return mails + prose().replace(/(\d{4})-(\d{2})-(\d{2})/g, "$3.$2.$1").length;
  },
};

export default {
  async fetch(request) {
    const [, name, times] = request.url.split("/").slice(2);
    if (!name) {
      return new Response("ready");
    }
    let result;
    for (let n = Number(times); n > 0; n--) {
      result = await work[name]();
    }
    return new Response(String(result));
  },
};
