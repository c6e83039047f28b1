import { DurableObject } from "cloudflare:workers";

export class Thing extends DurableObject {
  members() {
    const { storage } = this.ctx;
    return [typeof storage.waitForBookmark, typeof storage.primary, typeof storage.ensureReplicas, typeof storage.disableReplicas,
      typeof storage.sql.prepare, typeof storage.sql.ingest, "primaryStub" in this.ctx, "primary" in storage].join();
  }
  async wait() {
    const { storage } = this.ctx;
    console.log(await storage.waitForBookmark(await storage.getCurrentBookmark()), storage.primary, this.ctx.primaryStub);
    await storage.waitForBookmark().catch((e) => console.log(e.name, e.message));
  }
}

// 12: experimental: storage has members that it has not without
export const storage = {
  async test(controller, env) {
    console.log(await env.Thing.getByName("a").members());
  },
};

// 12: replica_routing: locally there are no replicas to wait for, and no primary
export const replicas = { test: (controller, env) => env.Thing.getByName("b").wait() };

// 12: durable_object_get_existing: a namespace has getExisting only with it
export const getExisting = {
  test(controller, env) {
    console.log(typeof env.Thing.getExisting);
  },
};
