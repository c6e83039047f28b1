// Runs every block of statements/*.txt on the real runtime and writes its answers into the files.
// usage: node record.mjs path/to/workerd [file...]
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = join(dirname(fileURLToPath(import.meta.url)), "statements");
const [workerd, ...only] = process.argv.slice(2);
const names = readdirSync(here).filter((n) => n.endsWith(".txt") && (!only.length || only.includes(basename(n, ".txt"))));

const blocks = (text) => text.split(/\n\n+/).map((b) => b.split("\n").filter((l) => l && !/^[=!]/.test(l))).filter((b) => b.length);

const worker = `
import { DurableObject } from "cloudflare:workers";
import files from "files.json";
const hex = (b) => [...new Uint8Array(b)].map((x) => x.toString(16).padStart(2, "0")).join("");
const show = (v) => v instanceof ArrayBuffer ? { blob: hex(v) } : Object.is(v, Infinity) ? "+Inf" : Object.is(v, -Infinity) ? "-Inf" : v;
const bind = (v) => v && v.blob !== undefined ? Uint8Array.from(v.blob.match(/../g) ?? [], (x) => parseInt(x, 16)) : v;
export class Sql extends DurableObject {
  run(list) {
    return list.map(([sql, bindings]) => {
      try {
        const c = this.ctx.storage.sql.exec(sql, ...bindings.map(bind));
        const rows = [...c.raw()].map((r) => r.map(show));
        return "= " + [c.columnNames, rows, c.rowsRead, c.rowsWritten].map((x) => JSON.stringify(x)).join(" ");
      } catch (e) { return "! " + e.message; }
    });
  }
}
export default { async test(_, env) {
  for (const [name, list] of Object.entries(files)) console.log("@" + JSON.stringify([name, await env.SQL.getByName(name).run(list)]));
} };`;

const expand = (s) => s.replace(/\{\{(\d+):(.*?)\}\}/gs, (_, n, t) => t.repeat(+n));
const files = {};
for (const n of names) {
  files[n] = blocks(readFileSync(join(here, n), "utf8")).map((lines) => {
    const sql = lines.filter((l) => !/^[#?~]/.test(l)).join("\n");
    const bound = lines.find((l) => l.startsWith("?"));
    return sql ? [expand(sql), bound ? JSON.parse(expand(bound.slice(1))) : []] : null;
  });
}
const dir = mkdtempSync(join(tmpdir(), "record-"));
mkdirSync(join(dir, "disk"));
writeFileSync(join(dir, "worker.js"), worker);
writeFileSync(join(dir, "files.json"), JSON.stringify(Object.fromEntries(Object.entries(files).map(([n, l]) => [n, l.filter(Boolean)]))));
writeFileSync(join(dir, "c.capnp"), `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .w), (name = "disk", disk = (path = "${dir}/disk", writable = true))]);
const w :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js"), (name = "files.json", json = embed "files.json")],
  compatibilityDate = "2026-11-17", durableObjectStorage = (localDisk = "disk"),
  durableObjectNamespaces = [(className = "Sql", uniqueKey = "main-Sql", enableSql = true)],
  bindings = [(name = "SQL", durableObjectNamespace = "Sql")]);`);
const out = execFileSync(workerd, ["test", join(dir, "c.capnp")], { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] });
for (const line of out.split("\n").filter((l) => l.startsWith("@"))) {
  const [name, answers] = JSON.parse(line.slice(1));
  const all = blocks(readFileSync(join(here, name), "utf8"));
  writeFileSync(join(here, name), all.map((lines, i) => lines.join("\n") + (files[name][i] ? "\n" + answers.shift() : "")).join("\n\n") + "\n");
}
