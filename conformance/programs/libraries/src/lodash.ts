import lodash, * as _ from "lodash-es";
import type { Say } from "./say";

const people = [{ name: "ann", age: 40, pets: [{ kind: "cat" }] }, { name: "bob", age: 36, pets: [] }, { name: "cy", age: 40, pets: [{ kind: "dog" }] }];

export default async function (say: Say) {
  await say("collections", () => [_.groupBy(people, "age"), _.countBy("hello"), _.keyBy(people, "name").bob.age, _.partition([1, 2, 3], (n) => n % 2), _.sumBy(people, "age")]);
  await say("order", () => [_.orderBy(people, ["age", "name"], ["desc", "asc"]).map((p) => p.name), _.sortBy([3, 1, 2], (n) => -n), _.sortedIndex([1, 3], 2)]);
  await say("arrays", () => [_.chunk([1, 2, 3, 4, 5], 2), _.zip(["a", "b"], [1, 2]), _.xor([1, 2], [2, 3]), _.flattenDeep([1, [2, [3, [4]]]]), _.uniqBy([1.2, 1.9, 2], Math.floor), _.differenceWith([{ a: 1 }], [{ a: 1 }], _.isEqual), _.range(0, 10, 3)]);
  await say("paths", () => [_.get(people, "[0].pets[0].kind"), _.get(people, ["9", "x"], "none"), _.set({}, "a[1].b", 1), _.has(people, "0.name"), _.unset({ a: 1 }, "a"), _.invert({ a: "b" }), _.at({ a: [1, 2] }, "a[1]")]);
  await say("clone", () => {
    const loop: any = { date: new Date(0), map: new Map([["a", { b: 1 }]]), set: new Set([1]), re: /x/gi, bytes: new Uint8Array([1, 2]), [Symbol.for("s")]: 1 };
    loop.self = loop;
    const copy = _.cloneDeep(loop);
    return [copy.self === copy, copy.date, copy.map.get("a"), copy.map.get("a") !== loop.map.get("a"), [...copy.set], String(copy.re), [...copy.bytes], copy[Symbol.for("s")], _.isEqual(loop, copy)];
  });
  await say("merge", () => [_.merge({ a: [1, { b: 2 }], c: 1 }, { a: [0, { d: 3 }] }), _.defaultsDeep({ a: { b: 1 } }, { a: { b: 2, c: 3 } }), _.mergeWith({ a: [1] }, { a: [2] }, (x, y) => (_.isArray(x) ? x.concat(y) : undefined)), _.omit({ a: 1, b: { c: 2 } }, "b.c"), _.pickBy({ a: 1, b: null }), _.merge({}, JSON.parse('{"__proto__": {"polluted": 1}}')), ({} as any).polluted ?? "clean"]);
  await say("strings", () => [_.camelCase("--foo-bar baz"), _.snakeCase("fooBar42Baz"), _.startCase("fooBar"), _.kebabCase("ÀéÎ ou"), _.deburr("déjà vu ß"), _.words("fred, barney, & pebbles"), _.truncate("a long text here", { length: 10, separator: " " }), _.escape("<a & 'b'>"), _.pad("x", 5, "-*"), _.upperFirst("éa"), _.size("👩‍👩‍👧é"), _.split("a👍b", "")]);
  await say("template", () => _.template("<% for (const n of names) { %><%- n %>; <% } %>${ names.length }")({ names: ["<a>", "b"] }));
  await say("functions", () => {
    const counted = _.memoize((n: number) => n * 2);
    const curried = _.curry((a: number, b: number, c: number) => [a, b, c]);
    const once = _.once(() => ({}));
    return [counted(2), counted.cache.has(2), curried(1)(2, 3), (curried as any)(1, _.curry.placeholder, 3)(2), once() === once(), _.flow([(n: number) => n + 1, String])(1), _.after(2, () => "now")(), _.partialRight((a: string, b: string) => a + b, "!")("hi")];
  });
  await say("debounce", async () => {
    const calls: number[] = [];
    const late = _.debounce((n: number) => calls.push(n), 5), early = _.throttle((n: number) => calls.push(n), 50, { trailing: false });
    early(1); early(2); late(3); late(4);
    await new Promise((resolve) => _.delay(resolve, 40));
    return calls;
  });
  await say("types", () => [_.isPlainObject(Object.create(null)), _.isTypedArray(new Float32Array()), _.isArguments((function () { return arguments; })()), _.isNative(Array.prototype.push), _.isEmpty(new Map()), _.toArray("añ"), _.toInteger("3.9"), _.isError(new TypeError()), _.isElement({}), _.isFunction(class {}), _.isBuffer(Buffer.from("a"))]);
  await say("numbers", () => [_.clamp(9, 1, 5), _.round(4.006, 2), _.inRange(3, 2, 4), _.ceil(6040, -2), _.mean([1, 2, 3]), _.toNumber("0b101")]);
  await say("chain", () => lodash.chain(people).filter("pets.length").map("name").join("+").value());
  await say("not a function", () => (_.debounce as any)("x"));
  await say("attempt", () => String(_.attempt(() => { throw new RangeError("far"); })));
}
