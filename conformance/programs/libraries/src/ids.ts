import { customAlphabet, customRandom, nanoid, urlAlphabet } from "nanoid";
import { nanoid as insecure } from "nanoid/non-secure";
import * as uuid from "uuid";
import type { Say } from "./say";

const page = "https://example.com/page";

export default async function (say: Say) {
  await say("nanoid", () => [nanoid().length, nanoid(5).length, /^[\w-]+$/.test(nanoid(100)), nanoid() === nanoid(), insecure(7).length, urlAlphabet.length]);
  await say("many", () => new Set(Array.from({ length: 2000 }, () => nanoid())).size);
  await say("alphabet", () => [customAlphabet("a", 4)(), /^[01]{9}$/.test(customAlphabet("01", 9)()), customAlphabet("abc")(2).length]);
  await say("own random", () => customRandom("abcdef", 10, (size) => new Uint8Array(size).map((_, at) => at))());
  await say("v5", () => [uuid.v5("hello", uuid.v5.DNS), uuid.v5(page, uuid.v5.URL), uuid.v5("näh", uuid.v5("a", uuid.v5.DNS))]);
  await say("v3", () => uuid.v3("hello", uuid.v3.DNS));
  await say("v4", () => [/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(uuid.v4()), uuid.v4({ random: new Uint8Array(16).fill(7) })]);
  await say("v1, v6, v7", () => [
    uuid.v1({ msecs: 1e12, nsecs: 1, clockseq: 2, node: Uint8Array.of(1, 2, 3, 4, 5, 6) }), uuid.v6({ msecs: 1e12, nsecs: 1, clockseq: 2, node: Uint8Array.of(1, 2, 3, 4, 5, 6) }),
    uuid.v7({ msecs: 1e12, seq: 3, random: new Uint8Array(16) }), uuid.version(uuid.v1()), uuid.version(uuid.v7()), uuid.v7() < uuid.v7(),
  ]);
  await say("parse", () => [[...uuid.parse("6f0c8d1e-2f3a-4a54-9d6a-5b0e8f7c1a2b")], uuid.stringify(new Uint8Array(16)), uuid.validate("nope"), uuid.NIL, uuid.MAX]);
  await say("v1 to v6", () => uuid.v1ToV6("92f62d9e-22c4-11ef-97e9-325096b39f47"));
  await say("not an id", () => uuid.parse("nope"));
  await say("no namespace", () => uuid.v5("hello", "nope"));
  await say("no version", () => uuid.version("nope"));
}
