import { AsyncLocalStorage } from "node:async_hooks";

const store = new AsyncLocalStorage();

// 1.8: nodejs_als has node:async_hooks
export const storage = {
  async test() {
    const seen = await store.run("a", async () => {
      await scheduler.wait(1);
      return store.getStore();
    });
    console.log(seen, store.getStore());
  },
};

// 1.8: and nothing else
export const others = {
  async test() {
    for (const name of ["node:buffer", "node:fs", "node:events"]) {
      console.log(name, String(await import(name).catch((e) => e)));
    }
    console.log(["process", "Buffer", "global", "setImmediate"].filter((name) => name in globalThis).length);
  },
};
