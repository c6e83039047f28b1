import { Cause, Chunk, Context, Data, Duration, Effect, Either, Fiber, Layer, Match, Option, Queue, Ref, Schedule, Schema, Stream } from "effect";
import type { Say } from "./say";

class NotFound extends Data.TaggedError("NotFound")<{ id: string }> {}
class Db extends Context.Tag("Db")<Db, { get: (id: string) => Effect.Effect<string, NotFound> }>() {}
export default async function (say: Say) {
  const live = Layer.succeed(Db, { get: (id) => (id === "x" ? Effect.fail(new NotFound({ id })) : Effect.succeed("v" + id)) });
  const prog = (id: string) => Effect.gen(function* () { const db = yield* Db; const v = yield* db.get(id); yield* Effect.sleep("1 millis"); return v; });
  await say("run", () => Effect.runPromise(prog("1").pipe(Effect.provide(live))));
  await say("fail", () => Effect.runPromise(prog("x").pipe(Effect.provide(live))));
  await say("exit", async () => JSON.stringify(await Effect.runPromiseExit(prog("x").pipe(Effect.provide(live)))));
  await say("catch", () => Effect.runPromise(prog("x").pipe(Effect.catchTag("NotFound", (e) => Effect.succeed("none " + e.id)), Effect.provide(live))));
  await say("all", () => Effect.runPromise(Effect.all([1, 2, 3].map((n) => Effect.succeed(n * 2).pipe(Effect.delay("1 millis"))), { concurrency: 2 })));
  await say("stream", async () => Chunk.toArray(await Effect.runPromise(Stream.range(1, 10).pipe(Stream.filter((n) => n % 2 === 0), Stream.mapEffect((n) => Effect.succeed(n * n)), Stream.runCollect))));
  await say("retry", () => { let n = 0; return Effect.runPromise(Effect.suspend(() => (++n < 3 ? Effect.fail("no") : Effect.succeed(n))).pipe(Effect.retry(Schedule.recurs(5)))); });
  await say("fiber", () => Effect.runPromise(Effect.gen(function* () { const f = yield* Effect.fork(Effect.never); yield* Fiber.interrupt(f); const r = yield* Ref.make(0); yield* Effect.all([1, 2].map(() => Ref.update(r, (n) => n + 1)), { concurrency: "unbounded" }); return yield* Ref.get(r); })));
  const P = Schema.Struct({ name: Schema.String, age: Schema.NumberFromString, at: Schema.Date });
  await say("schema", () => Schema.decodeUnknownSync(P)({ name: "a", age: "3", at: "2020-01-01" }));
  await say("schema bad", () => Schema.decodeUnknownSync(P)({ name: 1, age: "3" }));
  await say("match", () => Match.value({ a: 1 } as any).pipe(Match.when({ a: Match.number }, (v: any) => v.a + 1), Match.orElse(() => 0)));
  await say("timeout", () => Effect.runPromise(Effect.never.pipe(Effect.timeout("2 millis"))));
  await say("queue", () => Effect.runPromise(Effect.gen(function* () { const q = yield* Queue.bounded<number>(2); const f = yield* Effect.fork(Effect.all([Queue.take(q), Queue.take(q)])); yield* Queue.offer(q, 1); yield* Queue.offer(q, 2); return yield* Fiber.join(f); })));
  await say("duration", () => [Duration.format(Duration.millis(123456)), String(Option.some(1)), JSON.stringify(Either.left("x")), Cause.pretty(Cause.fail("oops"))]);
}
