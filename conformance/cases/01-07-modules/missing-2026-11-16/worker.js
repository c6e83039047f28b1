import { find } from "./lib/es.js";

// 1.7: what is no module has a text of its own before 2026-11-17
export const missing = {
  async test() {
    for (const name of ["./none.txt", "./lib/es", "./lib", "nope", "node:nope", "cloudflare:nope"]) {
      console.log(name, String(await import(name).catch((e) => e)));
    }
  },
};

// 1.7: a name starts where the module is that asks, dots or not
export const relative = {
  async test() {
    for (const [name, want] of [["./es.js", "found"], ["../worker.js", "found"], ["es.js", "found"]]) {
      const told = await find(name);
      if (told !== want) throw new Error(`${name}: ${told}`);
    }
  },
};
