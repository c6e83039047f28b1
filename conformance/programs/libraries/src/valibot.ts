import * as v from "valibot";
import type { Say } from "./say";

const Order = v.object({
  id: v.pipe(v.string(), v.uuid()),
  lines: v.pipe(v.array(v.object({ sku: v.pipe(v.string(), v.regex(/^[A-Z]{2}-\d+$/)), count: v.pipe(v.number(), v.integer(), v.minValue(1)) })), v.nonEmpty()),
  note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(5)), "none"),
  paid: v.nullish(v.pipe(v.string(), v.isoTimestamp(), v.transform((text) => new Date(text)))),
});

export default async function (say: Say) {
  const id = "6f0c8d1e-2f3a-4a54-9d6a-5b0e8f7c1a2b";
  await say("parse", () => v.parse(Order, { id, lines: [{ sku: "AB-1", count: 2 }], paid: "2020-01-01T00:00:00.000Z" }));
  await say("throw", () => v.parse(Order, { id: "x", lines: [] }));
  const wrong = v.safeParse(Order, { id, lines: [{ sku: "ab", count: 0.5 }], note: " too long " });
  await say("issues", () => wrong.issues?.map((issue) => [v.getDotPath(issue), issue.type, issue.message]));
  await say("flat", () => v.flatten(wrong.issues!));
  await say("first", () => v.safeParse(Order, {}, { abortEarly: true }).issues?.length);
  await say("is", () => [v.is(v.pipe(v.string(), v.email()), "a@example.com"), v.is(v.picklist(["a", "b"]), "c"), v.is(v.instance(Date), new Date())]);
  await say("variant", () => v.safeParse(v.variant("t", [v.object({ t: v.literal("a"), n: v.number() }), v.object({ t: v.literal("b") })]), { t: "c" }).issues?.[0].message);
  await say("async", () => v.parseAsync(v.pipeAsync(v.string(), v.checkAsync(async (s) => s.length > 3, "too short")), "abc"));
  await say("fallback", () => v.parse(v.fallback(v.number(), 7), "seven"));
  await say("partial", () => v.parse(v.partial(v.pick(Order, ["id", "note"])), {}));
  await say("strict", () => v.safeParse(v.strictObject({ a: v.number() }), { a: 1, b: 2 }).issues?.map((issue) => issue.message));
  await say("sets and maps", () => {
    const set = v.parse(v.set(v.number()), new Set([1, 2]));
    return [[...set], v.safeParse(v.map(v.string(), v.number()), new Map([["a", "b"]])).issues?.[0].message, v.is(v.file(), new File([], "a"))];
  });
  await say("graphemes", () => [v.is(v.pipe(v.string(), v.graphemes(3)), "e\u0301👩‍👩‍👧🇩🇪"), v.safeParse(v.pipe(v.string(), v.maxGraphemes(1)), "né").issues?.[0].message]);
  await say("words", () => [v.is(v.pipe(v.string(), v.words("en", 3)), "three words, here"), v.safeParse(v.pipe(v.string(), v.minWords("en", 9)), "it's 3.5 e-mails").issues?.[0].received]);
  await say("digits", () => v.parse(v.pipe(v.string(), v.digits(), v.toNumber(), v.maxValue(10n as any)), "12"));
}
