import { Marked, marked } from "marked";
import type { Say } from "./say";

const text = `# Title with \`code\` & <b>html</b>

A *paragraph* with **bold**, ~~gone~~, a [link](https://example.com "t"), https://auto.example and ![alt](a.png).
Hard\\
break, a footnote-like [ref][r].

[r]: /ref 'Ref'

1. one
2. two
   - [x] done
   - [ ] open

> quote
> > nested

| a | b |
|:--|--:|
| 1 | \\| |

\`\`\`js
if (a < b) {}
\`\`\`

    indented

---
<div>raw *html*</div>

&copy; &amp; "quotes" — ünï
`;

export default async function (say: Say) {
  await say("page", () => marked.parse(text));
  await say("inline", () => marked.parseInline("a *b* `c` <d@example.com> \\*e\\*"));
  await say("breaks", () => marked.parse("a\nb", { breaks: true, gfm: true }));
  await say("tokens", () => marked.lexer("- a\n\n  b\n- c").map((token: any) => [token.type, token.loose, token.items?.length]));
  const own = new Marked({
    renderer: { heading({ tokens, depth }) { return `<h${depth} class="own">${this.parser.parseInline(tokens)}</h${depth}>\n`; } },
    extensions: [{
      name: "mention", level: "inline", start: (src) => src.indexOf("@"),
      tokenizer(src) { const found = /^@(\w+)/.exec(src); return found ? { type: "mention", raw: found[0], name: found[1] } : undefined; },
      renderer: (token) => `<a href="/u/${token.name}">@${token.name}</a>`,
    }],
    hooks: { postprocess: (html) => html + "<!-- end -->" },
  });
  await say("extended", () => own.parse("## Hi @ann *and* @bob"));
  await say("async", () => new Marked({ async: true, walkTokens: async (token) => { if (token.type === "text") token.text = token.text.toUpperCase(); } }).parse("walk *me*"));
  await say("not a string", () => marked.parse(undefined as any));
  await say("silent", () => marked.parse(7 as any, { silent: true }));
  await say("bad renderer", () => new Marked({ renderer: { nope: () => "" } as any }));
  await say("deep", () => (marked.parse(">".repeat(200) + " x") as string).length);
}
