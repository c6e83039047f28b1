// node:dns, of a resolver over HTTPS that these tests are themselves.
import dns from "node:dns";
import dnsp from "node:dns/promises";
import { inspect } from "node:util";

const answers = {
  "A a.test": { Answer: [{ name: "a.test", type: 1, TTL: 60, data: "1.2.3.4" }, { name: "a.test", type: 1, TTL: 61, data: "1.2.3.5" }] },
  "AAAA a.test": { Answer: [{ name: "a.test", type: 28, TTL: 60, data: "2001:db8::1" }] },
  "A four.test": { Answer: [{ name: "four.test", type: 1, TTL: 60, data: "4.4.4.4" }] },
  "A chain.test": { Answer: [{ name: "chain.test", type: 5, TTL: 1, data: "x.test." }, { name: "x.test", type: 1, TTL: 1, data: "9.9.9.9" }] },
  "AAAA six.test": { Answer: [{ name: "six.test", type: 28, TTL: 60, data: "::6" }] },
  "MX a.test": { Answer: [{ data: "10 mx.a.test." }, { data: "20 mx2" }] },
  "MX bad.test": { Answer: [{ data: "10" }] },
  "CNAME a.test": { Answer: [{ data: "b.test." }] },
  "NS a.test": { Answer: [{ data: "ns1.test." }, { data: "ns2.test" }] },
  "PTR a.test": { Answer: [{ data: "p.test." }] },
  "SOA a.test": { Answer: [{ data: "ns. host. 1 2 3 4 5" }] },
  "SOA bad.test": { Answer: [{ data: "ns. host." }] },
  "SOA none.test": { Answer: [] },
  "SRV a.test": { Answer: [{ data: "5 0 80 s.test." }] },
  "SRV bad.test": { Answer: [{ data: "5 0" }] },
  "TXT a.test": { Answer: [{ data: '"one"' }, { data: '"one""two"' }, { data: "plain" }, { data: '"with " quote"' }, { data: '""' }, { data: '"' }, { data: '' }, { data: '"a" "b"' }] },
  "CAA a.test": { Answer: [{ data: "\\# 15 00 05 69 73 73 75 65 70 6b 69 2e 67 6f 6f 67" }, { data: "\\# 15 80 05 69 6f 64 65 66 70 6b 69 2e 67 6f 6f 67" }, { data: "\\# 19 00 09 69 73 73 75 65 77 69 6c 64 70 6b 69 2e 67 6f 6f 67" }] },
  "CAA bad.test": { Answer: [{ data: "\\# 15 00 03 61 62 63 70 6b" }] },
  "CAA bad2.test": { Answer: [{ data: "0 issue x" }] },
  "CAA bad3.test": { Answer: [{ data: "" }] },
  "CAA bad4.test": { Answer: [{ data: "\\# 15 zz" }] },
  "CAA bad5.test": { Answer: [{ data: "\\# 15 00 50 61" }] },
  "NAPTR a.test": { Answer: [{ data: "\\# 37 00 0a 00 64 01 75 07 45 32 55 2b 73 69 70 16 21 5e 2e 2a 24 21 73 69 70 3a 69 6e 66 6f 40 61 2e 74 65 73 74 21 00" }, { data: "\\# 20 00 0a 00 64 01 53 05 53 49 50 2b 44 00 04 5f 73 69 70 01 61 00" }] },
  "NAPTR bad.test": { Answer: [{ data: "x" }] },
  "A empty.test": { Answer: [{ name: "", data: "" }] },
  "A nothing.test": { Status: 3 },
  "A noquestion.test": { Question: [] },
  "A error.test": { error: "no" },
  "A status.test": 500,
  "A json.test": 200,
  "A throws.test": null,
};

const types = { A: 1, AAAA: 28, CAA: 257, CNAME: 5, MX: 15, NAPTR: 35, NS: 2, PTR: 12, SOA: 6, SRV: 33, TXT: 16 };
const asked = new Set();
globalThis.fetch = async (url, init) => {
  const { origin, pathname, searchParams } = new URL(url);
  const [type, name] = [searchParams.get("type"), searchParams.get("name")];
  asked.add(`${init.method} ${origin}${pathname} ${JSON.stringify(init.headers)}`);
  const answer = answers[`${type} ${name}`];
  if (answer === null) throw new Error("no network");
  if (typeof answer !== "object" && answer !== undefined) return new Response("text", { status: answer });
  const json = { Status: 0, Question: [{ name, type: types[type] }], ...answer };
  json.Answer = json.Answer?.map((record) => ({ name: "a.test", TTL: 1, type: types[type], ...record }));
  return Response.json(json);
};

const text = (value) => (typeof value === "string" ? value : inspect(value, { breakLength: Infinity, depth: 5 }));
const out = (...values) => console.log(values.map(text).join(" "));
const failure = (e) => `${e.name} ${e.code} ${e.syscall} ${e.hostname} ${"errno" in e}: ${e.message}`;
const attempt = async (f) => {
  try {
    return await f();
  } catch (e) {
    return failure(e);
  }
};
const all = async (...tries) => {
  for (const f of tries) out(await attempt(f));
};

// 1.8: each type of record has its own shape
export const records = {
  async test() {
    for (const type of [...Object.keys(types), "ANY", "X", undefined]) out(type, await attempt(() => dnsp.resolve("a.test", type)));
    await all(() => dnsp.resolve4("a.test", { ttl: true }), () => dnsp.resolve6("a.test", { ttl: true }), () => dnsp.reverse("a.test"), () => dnsp.resolve4("chain.test"));
    out([...asked]);
  },
};

// 1.8: names that have nothing, and answers that are none
export const failures = {
  async test() {
    for (const method of Object.keys(dnsp).filter((name) => name.startsWith("resolve") || name === "reverse").sort()) {
      if (method !== "resolve") out(method, await attempt(() => dnsp[method]("missing.test")), await attempt(() => dnsp[method](5)), await attempt(() => dnsp[method]("bad.test")));
    }
    for (const name of ["empty", "nothing", "noquestion", "error", "status", "json", "throws"]) out(await attempt(() => dnsp.resolve4(`${name}.test`)));
    await all(() => dnsp.resolveSoa("none.test"), () => dnsp.lookupService("x", 1), () => dnsp.setServers(), () => new dnsp.Resolver().cancel(), () => new dnsp.Resolver().setLocalAddress());
  },
};

// 1.8: CAA and NAPTR are read from both forms that records have
export const forms = {
  async test() {
    const read = async (method, type, records) => {
      for (const data of records) {
        answers[`${type} form.test`] = { Answer: [{ data }] };
        out(data, await attempt(() => dnsp[method]("form.test")));
      }
    };
    await read("resolveCaa", "CAA", [
      '0 issue "lets.test"', '128 iodef "mailto:a b"', '0 issuewild ";"', "x issue y", "0 issue", "0  issue x", "0 ISSUE x", "300 issue x", '0 issue "a" "b"',
      '0 issue "lets.test', '0 issue ""', "\\# 15 00 05 69 73 73 75 65 70 6b 69", "\\# 7 00 05 69 73 73 75 65", "\\# 3 00 05 69", "\\#", "\\# 1", "\\# 2 00",
      "\\# 2 00 05", "\\# 9 00 05 69 73 73 75 65 ff fe", "",
    ]);
    await read("resolveNaptr", "NAPTR", [
      '10 100 "u" "E2U+sip" "!^.*$!sip:a@b!" .', '10 100 "s" "SIP+D2U" "" _sip._udp.x.', "10 100 u s r x", "x 100 u s r x", "10 y u s r x", "1 2 3 4 5", "1 2 3 4 5 6 7",
      '10 100 "u v" "E2U\\"x" "c" x.', "\\# 20 00 0a 00 64 01 53 05 53 49 50 2b 44 00 04 5f 73 69 70 01 61 00", "\\# 3 00 0a 00", "\\# 5 00 0a 00 64 05",
      "\\# 6 00 0a 00 64 01 61", "\\# 6 00 0a 00 64 00 00", "\\# 7 00 0a 00 64 00 00 02", "\\# 7 00 0a 00 64 00 00 00", "\\# 10 00 0a 00 64 00 00 00 05 61 62", "\\#",
    ]);
    await read("resolveTxt", "TXT", ['"a" "b"', '"a""b"', 'x "y"', '"a\\"b"', '"" ""', ""]);
  },
};

// 1.8: lookup finds one address or all, in the order that is asked for
export const lookups = {
  async test() {
    for (const options of [
      undefined, 0, 4, 6, 5, "x", null, {}, { family: 4 }, { family: 6 }, { family: "IPv4" }, { family: "IPv6" }, { family: 7 }, { all: true }, { all: true, family: 4 },
      { all: true, family: 6 }, { all: 5 }, { hints: 5 }, { hints: "x" }, { verbatim: true }, { verbatim: 5 }, { order: "ipv6first" }, { order: "ipv6first", all: true }, { order: "x" },
    ]) {
      out(options, await attempt(() => dnsp.lookup("a.test", options)));
    }
    await all(
      () => dnsp.lookup("four.test"), () => dnsp.lookup("six.test"), () => dnsp.lookup("chain.test"), () => dnsp.lookup("missing.test"), () => dnsp.lookup("missing.test", 4),
      () => dnsp.lookup("missing.test", 6), () => dnsp.lookup("missing.test", { all: true }), () => dnsp.lookup("throws.test", 4), () => dnsp.lookup(""), () => dnsp.lookup("", 6),
      () => dnsp.lookup("", { all: true }), () => dnsp.lookup("1.2.3.4"), () => dnsp.lookup("::1", { all: true }), () => dnsp.lookup(5),
    );
    dns.setDefaultResultOrder("ipv6first");
    out(dnsp.getDefaultResultOrder(), await dnsp.lookup("a.test"));
    dnsp.setDefaultResultOrder("verbatim");
  },
};

// 1.8: the same with callbacks
export const callbacks = {
  async test() {
    const called = (f) => new Promise((resolve) => {
      try {
        out(f((error, ...values) => resolve(error ? failure(error) : values)));
      } catch (e) {
        resolve(`threw ${failure(e)}`);
      }
    });
    for (const f of [
      (cb) => dns.lookup("a.test", cb), (cb) => dns.lookup("a.test", { all: true }, cb), (cb) => dns.lookup("a.test", 6, cb), (cb) => dns.lookup("missing.test", cb),
      () => dns.lookup("a.test"), () => dns.lookup("a.test", "x"), (cb) => dns.lookup("a.test", "x", cb), (cb) => dns.lookup("", cb), (cb) => dns.lookup("1.2.3.4", cb),
      (cb) => dns.resolve("a.test", "MX", cb), (cb) => dns.resolve("a.test", cb), (cb) => dns.resolve4("a.test", cb), (cb) => dns.resolve4("a.test", { ttl: true }, cb),
      (cb) => dns.resolve4("missing.test", cb), () => dns.resolve4("a.test"), (cb) => dns.resolve4(5, cb), (cb) => dns.resolveAny("a.test", cb), (cb) => dns.reverse("a.test", cb),
      (cb) => dns.lookupService("a", 1, cb), (cb) => new dns.Resolver().resolveTxt("a.test", cb), () => new dns.Resolver().cancel(), () => dns.setServers([]),
    ]) {
      out(await called(f));
    }
    out(new dns.Resolver().getServers(), dns.lookup.name, dns.resolve4.name, dns.Resolver === dnsp.Resolver, typeof dns.promises.lookup);
  },
};
