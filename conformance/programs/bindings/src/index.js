import * as kv from "./kv.js";
import * as database from "./database.js";
import * as edges from "./edges.js";
import * as d1 from "./d1.js";
import * as left from "./left.js";
import * as queue from "./queue.js";
import * as r2 from "./r2.js";
import * as small from "./small.js";

const chapters = { kv, d1, r2, queue, small, database, edges, left };

// GET /<chapter> runs what the module exports, in order, and answers a line for each.
export default {
  async fetch(request, env, ctx) {
    const [, chapter] = new URL(request.url).pathname.split("/");
    if (chapter === "consumed") return new Response((await queue.consumed(env)).map((line) => JSON.stringify(line) + "\n").join(""));
    const lines = [];
    for (const [name, step] of Object.entries(chapters[chapter]).filter(([name]) => !name.startsWith("consume"))) {
      lines.push(`${name}: ${await told(() => step(env, ctx))}`);
    }
    return new Response(lines.join("\n") + "\n");
  },
  queue: queue.consume,
};

// told answers what came of a step, whatever it is, on one line.
async function told(step) {
  try {
    return show(await step());
  } catch (e) {
    return `throws ${e}`;
  }
}

function show(value) {
  return JSON.stringify(value, (_, v) => {
    if (v === undefined) return "(undefined)";
    if (typeof v === "bigint") return `${v}n`;
    if (v instanceof Map) return { Map: [...v] };
    if (v instanceof ArrayBuffer) return { ArrayBuffer: [...new Uint8Array(v)] };
    if (v instanceof Error) return String(v);
    return v;
  }) ?? "(undefined)";
}
