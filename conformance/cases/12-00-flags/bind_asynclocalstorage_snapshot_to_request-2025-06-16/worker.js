import { AsyncLocalStorage } from "node:async_hooks";
import { WorkerEntrypoint } from "cloudflare:workers";

const want = "Error: Cannot call this AsyncLocalStorage bound function outside of the request in which it was created.,Error: Cannot call this AsyncLocalStorage bound function outside of the request in which it was created.";
const storage = new AsyncLocalStorage();
let snapshot;
let bound;

const attempt = (f) => {
  try {
    return f();
  } catch (error) {
    return String(error);
  }
};

export class Other extends WorkerEntrypoint {
  run() {
    return [attempt(() => snapshot(() => storage.getStore())), attempt(() => bound())].join();
  }
}

// 12: bind_asynclocalstorage_snapshot_to_request: since 2025-06-16 a snapshot belongs to the request that made it
export const flag = {
  async test(controller, env) {
    storage.run(5, () => {
      snapshot = AsyncLocalStorage.snapshot();
      bound = AsyncLocalStorage.bind(() => storage.getStore());
    });
    const got = await env.self.run();
    const own = [snapshot(() => storage.getStore()), bound()].join();
    if (got !== want || own !== "5,5") {
      throw new Error(got + " and " + own);
    }
  },
};
