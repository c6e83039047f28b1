import { Toucan, dedupeIntegration, extraErrorDataIntegration, requestDataIntegration } from "toucan-js";
import type { Say } from "./say";

// client is one whose envelopes stay here.
function client(sent: any[], options = {}) {
  return new Toucan({
    dsn: "https://key@sentry.example/1", environment: "test", release: "1", ...options,
    transportOptions: {
      fetcher: async (_: string, { body }: any) => {
        const [, ...items] = (typeof body === "string" ? body : new TextDecoder().decode(body)).trim().split("\n").map((line) => JSON.parse(line));
        sent.push({ type: items[0].type, body: items[1] });
        return new Response(null);
      },
    },
  } as any);
}

export default async function (say: Say) {
  const sent: any[] = [];
  const request = new Request("https://example.com/path?token=secret&page=2", { method: "POST", headers: { cookie: "a=b", "user-agent": "guest", "x-own": "1" }, body: "{}" });
  const pending: Promise<unknown>[] = [];
  const sentry = client(sent, {
    request, context: { request, waitUntil: (promise: Promise<unknown>) => pending.push(promise) },
    integrations: [requestDataIntegration({ allowedHeaders: ["user-agent"], allowedSearchParams: /^page$/ }), extraErrorDataIntegration(), dedupeIntegration()],
    beforeSend: (event: any) => (event.message === "drop me" ? null : event),
  });
  sentry.setUser({ id: "7" });
  sentry.setTag("tag", "value");
  sentry.setExtra("extra", { deep: [1] });
  sentry.addBreadcrumb({ message: "crumb", category: "test", timestamp: 1 });
  await say("exception", async () => {
    class OrderError extends Error { name = "OrderError"; order = 12; }
    const id = sentry.captureException(new OrderError("no stock"));
    await Promise.all(pending);
    const { body } = sent.at(-1);
    const [value] = body.exception.values;
    return [/^[\da-f]{32}$/.test(id), body.event_id === id, value.type, value.value, value.mechanism, value.stacktrace.frames.length > 0, body.request, body.user, body.tags, body.extra, body.contexts.OrderError, body.breadcrumbs, body.environment, body.release, body.platform, body.sdk.name];
  });
  await say("message", async () => {
    sentry.withScope((scope: any) => { scope.setLevel("warning"); scope.setFingerprint(["f"]); sentry.captureMessage("hello", "info"); });
    await Promise.all(pending);
    return [sent.at(-1).body.message, sent.at(-1).body.level, sent.at(-1).body.fingerprint];
  });
  await say("not an error", async () => {
    sentry.captureException({ some: "object" });
    await Promise.all(pending);
    return sent.at(-1).body.exception.values.map((value: any) => [value.type, value.value]);
  });
  await say("dropped", async () => {
    const before = sent.length;
    sentry.captureMessage("drop me");
    await Promise.all(pending);
    return sent.length - before;
  });
  await say("breadcrumbs", async () => {
    const few = client(sent, { context: { waitUntil: (promise: Promise<unknown>) => pending.push(promise) }, maxBreadcrumbs: 2, beforeBreadcrumb: (crumb: any) => (crumb.category === "secret" ? null : crumb) });
    for (const category of ["a", "b", "secret", "c"]) few.addBreadcrumb({ category, timestamp: 1 });
    few.setContext("shop", { items: 2, owner: { name: "ann", pets: [1, [2, [3]]] } });
    few.captureMessage("crumbs");
    await Promise.all(pending);
    return [sent.at(-1).body.breadcrumbs, sent.at(-1).body.contexts.shop];
  });
  await say("sampled out", async () => {
    const before = sent.length;
    client(sent, { sampleRate: 0, context: { waitUntil: (promise: Promise<unknown>) => pending.push(promise) } }).captureException(new Error("rarely"));
    await Promise.all(pending);
    return sent.length - before;
  });
  await say("cause", async () => {
    sentry.captureException(new TypeError("outer", { cause: new RangeError("inner") }));
    await Promise.all(pending);
    return sent.at(-1).body.exception.values.map((value: any) => [value.type, value.value]);
  });
  await say("check-in", async () => {
    sentry.captureCheckIn({ monitorSlug: "job", status: "ok", duration: 1 } as any);
    await Promise.all(pending);
    const { type, body } = sent.at(-1);
    return [type, body.monitor_slug, body.status];
  });
  await say("disabled", () => /^[\da-f]{32}$/.test(new Toucan({ dsn: "", request } as any).captureMessage("nobody")));
}
