import { IntlMessageFormat } from "intl-messageformat";
import type { Say } from "./say";

export default async function (say: Say) {
  await say("format", () => [new IntlMessageFormat("{n, plural, one {# item} other {# items}} {d, date, long} {x, number, ::currency/USD} {g, select, m {he} other {they}}", "en-US").format({ n: 3, d: new Date(0), x: 3.5, g: "m" }), new IntlMessageFormat("{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}", "en").format({ n: 22 })]);
  await say("plurals", () => [0, 1, 2, 1234].map((n) => new IntlMessageFormat("{n, plural, =0 {none} one {one} other {# of them}}", "en-US").format({ n })));
  await say("rich", () => new IntlMessageFormat("a <b>{who}</b>!", "en-US").format({ who: "ann", b: (parts: any) => `*${parts.join("")}*` } as any));
  await say("skeletons", () => new IntlMessageFormat("{n, number, ::compact-short} {p, number, percent} {t, time, short}", "en-US", undefined).format({ n: 12345, p: 0.256, t: new Date(0) }));
  await say("resolved", () => new IntlMessageFormat("x", "en-US").resolvedOptions());
  await say("broken", () => new IntlMessageFormat("{n, plural, one {x}", "en-US"));
  await say("missing", () => new IntlMessageFormat("{n}", "en-US").format({}));
}
