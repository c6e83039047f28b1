import { XMLBuilder, XMLParser, XMLValidator } from "fast-xml-parser";
import YAML from "yaml";
import type { Say } from "./say";

export default async function (say: Say) {
  await say("yaml", () => [YAML.parse("a: &x [1, 2.5, 0x1F, yes, null]\nb: *x\nc: |\n  multi\n  line\nd: 2001-12-14\n"), YAML.stringify({ a: [1, { b: "yes: no" }], m: new Map([["k", 1]]) }), String(new YAML.Document({ x: [1] }))]);
  await say("yaml bad", () => YAML.parse("a: [1,\nb: }"));
  await say("xml", () => [new XMLParser({ ignoreAttributes: false }).parse('<r a="1"><i>1</i><i x="&lt;">té</i><!--c--><![CDATA[<x>]]></r>'), new XMLBuilder({ format: true, ignoreAttributes: false }).build({ r: { "@_a": 1, i: [1, "<"] } }), XMLValidator.validate("<a><b></a>")]);
}
