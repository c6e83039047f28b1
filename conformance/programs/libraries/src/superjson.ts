import superjson, { SuperJSON } from "superjson";
import type { Say } from "./say";

class Money {
  constructor(public amount = 0, public currency = "EUR") {}
}

export default async function (say: Say) {
  const value = {
    date: new Date(0), bad: new Date(NaN), big: 12345678901234567890n, set: new Set([1, new Set(["in"])]), map: new Map<unknown, unknown>([["a", new Date(1)], [2, undefined]]),
    re: /a+b/gi, none: undefined, nan: NaN, inf: -Infinity, zero: -0, url: new URL("https://example.com/?q=1#h"), error: new RangeError("far"), bytes: new Uint8Array([1, 2]), "dot.key": new Date(2), nested: [{ deep: [1n] }],
  };
  const { json, meta } = superjson.serialize(value);
  await say("json", () => json);
  await say("meta", () => meta);
  await say("back", () => {
    const back = superjson.deserialize<typeof value>({ json, meta });
    return [back.date.getTime(), String(back.big + 1n), [...back.set].length, back.map.get("a"), back.map.has(2), String(back.re), "none" in back, Number.isNaN(back.nan), Object.is(back.zero, -0), back.url.host, back.error instanceof Error, back.error.message, [...back.bytes], back["dot.key"], String(back.nested[0].deep[0])];
  });
  await say("references", () => {
    const shared = { x: 1 }, loop: any = { a: shared, b: shared };
    loop.self = loop;
    const back = superjson.parse<any>(superjson.stringify(loop));
    return [back.a === back.b, back.self === back, superjson.serialize(loop).meta];
  });
  const own = new SuperJSON({ dedupe: true });
  own.registerClass(Money, { identifier: "money" });
  own.registerSymbol(Symbol.for("mark"), "mark");
  own.registerCustom<Headers, [string, string][]>({ isApplicable: (v): v is Headers => v instanceof Headers, serialize: (v) => [...v], deserialize: (v) => new Headers(v) }, "headers");
  own.allowErrorProps("code");
  await say("registered", () => {
    const text = own.stringify({ price: new Money(3), mark: Symbol.for("mark"), headers: new Headers({ b: "2", a: "1" }), error: Object.assign(new Error("e"), { code: 7 }) });
    const back = own.parse<any>(text);
    return [text, back.price instanceof Money, back.mark === Symbol.for("mark"), back.headers.get("a"), back.error.code];
  });
  await say("prototype", () => superjson.deserialize({ json: {}, meta: { values: { "__proto__.x": ["Date"] } } as any }));
  await say("unregistered", () => superjson.stringify({ price: new Money(1), call() {} }));
  await say("not JSON", () => superjson.parse("{nope"));
}
