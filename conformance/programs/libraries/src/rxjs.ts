import * as rx from "rxjs";
import { fromFetch } from "rxjs/fetch";
import type { Say } from "./say";

const all = <T>(source: rx.Observable<T>) => rx.lastValueFrom(source.pipe(rx.toArray()));

export default async function (say: Say) {
  await say("operators", () => all(rx.range(1, 10).pipe(rx.filter((n) => n % 2 === 0), rx.map((n) => n * n), rx.scan((a, b) => a + b), rx.takeWhile((n) => n < 200))));
  await say("time", () => all(rx.interval(2).pipe(rx.take(3), rx.concatMap((n) => rx.of(n, -n).pipe(rx.delay(1))))));
  await say("merge", () => all(rx.merge(rx.timer(30).pipe(rx.map(() => "late")), rx.timer(1).pipe(rx.map(() => "early")))));
  await say("switch", () => all(rx.from(["a", "b"]).pipe(rx.switchMap((x) => rx.timer(1).pipe(rx.map(() => x))))));
  await say("combine", () => all(rx.combineLatest({ a: rx.of(1, 2), b: rx.of("x", "y") })));
  await say("fork and zip", async () => [await rx.firstValueFrom(rx.forkJoin([rx.of(1, 2), Promise.resolve(3)])), await all(rx.zip(rx.of(1, 2), "ab"))]);
  await say("buffers", async () => [await all(rx.range(0, 7).pipe(rx.bufferCount(3))), await all(rx.range(0, 5).pipe(rx.pairwise())), await all(rx.of(1, 1, 2, 1).pipe(rx.distinctUntilChanged()))]);
  await say("groups", () => all(rx.of("ann", "amy", "bob").pipe(rx.groupBy((s) => s[0]), rx.mergeMap((g) => g.pipe(rx.toArray(), rx.map((v) => [g.key, v]))))));
  await say("retry", () => {
    let tries = 0;
    return all(rx.defer(() => (++tries < 3 ? rx.throwError(() => new Error("again")) : rx.of(tries))).pipe(rx.retry({ count: 3, delay: 1 })));
  });
  await say("catch", () => all(rx.throwError(() => new Error("thrown")).pipe(rx.catchError((error) => rx.of(error.message)), rx.finalize(() => {}))));
  await say("timeout", () => rx.lastValueFrom(rx.NEVER.pipe(rx.timeout(5))));
  await say("empty", () => rx.lastValueFrom(rx.EMPTY));
  await say("subjects", () => {
    const heard: unknown[] = [];
    const behavior = new rx.BehaviorSubject(0), replay = new rx.ReplaySubject<number>(2), last = new rx.AsyncSubject<number>();
    behavior.subscribe((n) => heard.push(`b${n}`));
    for (const n of [1, 2, 3]) for (const subject of [behavior, replay, last]) subject.next(n);
    replay.subscribe((n) => heard.push(`r${n}`));
    last.subscribe((n) => heard.push(`a${n}`));
    last.complete();
    behavior.unsubscribe();
    return heard;
  });
  await say("closed subject", () => {
    const subject = new rx.Subject();
    subject.unsubscribe();
    subject.next(1);
  });
  await say("async iterable", () => all(rx.from((async function* () { yield 1; yield 2; })())));
  await say("stream", () => all(rx.from(new Response("chunk").body!.pipeThrough(new TextDecoderStream()) as any)));
  await say("share", async () => {
    let subscribed = 0;
    const shared = new rx.Observable<number>((to) => { subscribed++; setTimeout(() => { to.next(1); to.complete(); }, 1); }).pipe(rx.share());
    return [await Promise.all([rx.lastValueFrom(shared), rx.lastValueFrom(shared)]), subscribed];
  });
  await say("event target", () => {
    const target = new EventTarget(), heard: string[] = [];
    const watching = rx.fromEvent(target, "ping").subscribe((event: any) => heard.push(event.type));
    target.dispatchEvent(new Event("ping"));
    watching.unsubscribe();
    target.dispatchEvent(new Event("ping"));
    return heard;
  });
  await say("fetch", () => rx.lastValueFrom(fromFetch("data:,here", { selector: (response) => response.text() })));
  await say("several errors", () => {
    const subscription = new rx.Subscription(() => { throw new Error("one"); });
    subscription.add(() => { throw new Error("two"); });
    subscription.unsubscribe();
  });
  await say("schedulers", async () => {
    const order: string[] = [];
    rx.asyncScheduler.schedule(() => order.push("timer"));
    rx.asapScheduler.schedule(() => order.push("asap"));
    rx.queueScheduler.schedule(() => { rx.queueScheduler.schedule(() => order.push("inner")); order.push("queue"); });
    await new Promise((resolve) => setTimeout(resolve, 10));
    return order;
  });
}
