import { createContext, h } from "preact";
import { useContext, useMemo, useState } from "preact/hooks";
import renderToString, { renderToStringAsync } from "preact-render-to-string";
import type { Say } from "./say";

export default async function (say: Say) {
  await say("page", () => { const C = (p: any) => { const [n] = useState(3); return h("p", { class: "x", style: { color: "red" }, "data-n": n, dangerouslySetInnerHTML: p.raw && { __html: "<b>" } }, p.raw ? undefined : ["a<", n]); }; return renderToString(h("div", null, h(C, {}), h(C, { raw: true }))); });
  await say("context", () => {
    const Theme = createContext("light");
    const Inner = () => h("i", null, useContext(Theme), useMemo(() => 1 + 1, []));
    return renderToString(h("div", null, h(Inner, null), h(Theme.Provider, { value: "dark" }, h(Inner, null))));
  });
  await say("async", async () => {
    let ready: string | undefined;
    const Late = () => {
      if (ready === undefined) throw Promise.resolve().then(() => (ready = "ready"));
      return h("b", null, ready);
    };
    return renderToStringAsync(h(Late, null));
  });
  await say("attributes", () => renderToString(h("input", { disabled: true, checked: false, value: 'a"<', htmlFor: "x", tabIndex: 1, onClick() {} } as any)));
  await say("failing", () => renderToString(h(() => { throw new RangeError("no page"); }, null)));
}
