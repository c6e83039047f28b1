import * as z from "zod";
import * as mini from "zod/mini";
import type { Say } from "./say";

const User = z.object({
  name: z.string().trim().min(2),
  mail: z.email(),
  age: z.coerce.number().int().positive().optional(),
  role: z.enum(["admin", "guest"]).default("guest"),
  tags: z.array(z.string()).max(2).readonly().optional(),
  born: z.iso.date().transform((text) => new Date(text)).optional(),
});

const Shape = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("circle"), r: z.number() }),
  z.object({ kind: z.literal("square"), side: z.number().gt(0) }),
]);

interface Tree { value: number; children: Tree[] }
const Tree: z.ZodType<Tree> = z.lazy(() => z.object({ value: z.number(), children: z.array(Tree) }));

export default async function (say: Say) {
  await say("parse", () => User.parse({ name: " ann ", mail: "ann@example.com", age: "7", extra: 1, born: "2020-02-29" }));
  await say("issues", () => User.safeParse({ name: "a", mail: "nobody", age: -1.5, role: "king", tags: ["a", "b", "c"] }).error?.issues);
  await say("throw", () => User.parse(null));
  await say("flatten", () => z.flattenError(User.safeParse({ name: 1 }).error!));
  await say("treeify", () => z.treeifyError(Tree.safeParse({ value: 1, children: [{ value: "x", children: [] }] }).error! as any));
  await say("prettify", () => z.prettifyError(User.safeParse({ name: "a", mail: "" }).error!));
  await say("union", () => [Shape.parse({ kind: "circle", r: 1 }), Shape.safeParse({ kind: "square", side: 0 }).success]);
  await say("no such kind", () => Shape.safeParse({ kind: "line" }).error?.issues);
  await say("strict", () => z.strictObject({ a: z.number() }).safeParse({ a: 1, b: 2 }).error?.issues);
  await say("async", () => z.string().refine(async (text) => text === "yes", "say yes").parseAsync("no"));
  await say("async in sync", () => z.string().refine(async () => true).parse("x"));
  await say("formats", () => [
    z.uuid().safeParse("nope").success, z.url().safeParse("https://example.com/a?b").success, z.ipv4().safeParse("10.0.0.1").success,
    z.ipv6().safeParse("::1").success, z.base64().safeParse("aGk=").success, z.iso.datetime().safeParse("2020-01-01T00:00:00Z").success,
    z.jwt().safeParse("a.b.c").success, z.emoji().safeParse("😀").success, z.cidrv4().safeParse("10.0.0.0/8").success,
  ]);
  await say("map, set, tuple, record", () => {
    const map = z.map(z.string(), z.number()).parse(new Map([["a", 1]]));
    const set = z.set(z.int()).safeParse(new Set([1, 1.5]));
    return [[...map], set.error?.issues, z.tuple([z.string()], z.number()).parse(["a", 1, 2]), z.record(z.enum(["x", "y"]), z.number()).safeParse({ x: 1 }).error?.issues];
  });
  await say("pipe", () => z.string().pipe(z.transform((s) => s.length)).pipe(z.number().min(3)).safeParse("ab").error?.issues);
  await say("template", () => [z.templateLiteral(["v", z.int(), ".", z.enum(["a", "b"])]).safeParse("v1.b").success, z.stringbool().parse("off")]);
  await say("branded file", () => z.file().max(3).mime("text/plain").safeParse(new File(["long"], "a.txt", { type: "text/plain" })).error?.issues);
  await say("date and bigint", () => [z.date().parse(new Date(0)), String(z.bigint().parse(12n)), z.date().safeParse(new Date(NaN)).error?.issues]);
  await say("JSON schema", () => z.toJSONSchema(User, { io: "input" }));
  await say("not in JSON schema", () => z.toJSONSchema(z.map(z.string(), z.bigint())));
  await say("mini", () => mini.object({ a: mini.optional(mini.string().check(mini.minLength(2))) }).safeParse({ a: "x" }).error?.issues);
}
