import { enableMapSet, enablePatches, produce, produceWithPatches } from "immer";
import { assign, createActor, fromPromise, setup } from "xstate";
import type { Say } from "./say";

export default async function (say: Say) {
  enableMapSet();
  enablePatches();
  await say("immer", () => { const a: any = { x: { y: [1] }, m: new Map([["k", new Set([1])]]) }; const b: any = produce(a, (d: any) => { d.x.y.push(2); d.m.get("k").add(2); }); return [b.x.y, [...b.m.get("k")], a.x.y, a.x === b.x, Object.isFrozen(b.x)]; });
  await say("immer frozen", () => { const b: any = produce({ x: 1 }, (d: any) => { d.x = 2; }); b.x = 3; });
  await say("patches", () => produceWithPatches({ a: [1, 2, 3] }, (d: any) => { d.a.splice(1, 1); d.b = 1; }).slice(1));
  await say("xstate", async () => { const m = setup({ types: {} as any, actors: { load: fromPromise(async () => "data") } }).createMachine({ initial: "idle", context: { d: null }, states: { idle: { on: { GO: "busy" } }, busy: { invoke: { src: "load", onDone: { target: "done", actions: assign({ d: ({ event }: any) => event.output }) } } }, done: { type: "final" } } } as any); const a = createActor(m); const l: any[] = []; a.subscribe((s: any) => l.push(s.value)); a.start(); a.send({ type: "GO" } as any); await new Promise((r) => setTimeout(r, 5)); return [l, a.getSnapshot().context]; });
}
