import sqlite, * as ns from "node:sqlite";
import module from "node:module";
import { inspect } from "node:util";
import { Buffer } from "node:buffer";

const show = (value) => inspect(value, { depth: 4, breakLength: Infinity, compact: 5 });
// say prints what a call answers, or how it fails.
const say = async (what, call) => {
  try {
    console.log(`${what}: ${show(await call())}`);
  } catch (e) {
    const { name, message } = e;
    console.log(`${what} fails: ${e.constructor.name} ${name}: ${String(message).replace(/reference = .*/, "reference")} ${JSON.stringify(e)}`);
  }
};

// 1.8: node:sqlite has names and numbers
export const database = {
  async test() {
    await say("names", () => [sqlite, Object.keys(ns), ns.backup === sqlite.backup, sqlite.backup.name, sqlite.backup.length, Object.isFrozen(sqlite.constants)]);
    await say("db", () => new sqlite.DatabaseSync(":memory:"));
    await say("st", () => new sqlite.StatementSync());
    await say("db", () => sqlite.DatabaseSync());
    await say("backup", () => sqlite.backup());
    await say("backup", () => sqlite.backup.call(1, 2));
    await say("ext", () => new (class X extends sqlite.DatabaseSync {})());
  },
};

// 1.8: createRequire finds modules of the platform
export const requires = {
  async test() {
    const r = module.createRequire("file:///x.js");
    for (const name of ["cloudflare:workers", "cloudflare:sockets", "cloudflare:node", "cloudflare:foo", "./x", "node:nothing", "test", "node:test", "fs"]) await say(name, () => { const m = r(name); return [typeof m, Object.keys(m).slice(0, 3)]; });
    await say("createRequire", () => [r.name, r.length, Object.keys(r)]);
    await say("createRequire", () => module.createRequire());
    await say("createRequire", () => module.createRequire(5));
    await say("createRequire", () => module.createRequire("x"));
    await say("createRequire", () => typeof module.createRequire(new URL("file:///x")));
    await say("r", () => r(5));
    await say("r", () => r());
  },
};

// 1.8: the standard streams take whole lines
export const stdout = {
  async test() {
    await say("write", () => [process.stdout.write("a"), process.stdout.write("b\n"), process.stdout.write("c\n", "utf8", () => console.log("told"))]);
    await say("error", () => process.stderr.write("e\n"));
  },
};
