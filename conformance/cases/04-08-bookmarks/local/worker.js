import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let body;

export class Store extends DurableObject {
  run() {
    return body(this.ctx.storage, this.ctx);
  }
  alarm() {}
}

// inside makes a test of what runs in an object of its own.
const inside = (f) => ({
  async test(controller, env) {
    body = f;
    await env.Store.get(env.Store.newUniqueId()).run();
  },
});

// 4.8: the current bookmark has four parts of hex digits
export const current = inside(async (storage) => {
  assert.match(await storage.getCurrentBookmark(), /^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{32}$/);
});

// 4.8: getBookmarkForTime needs a time
export const noTime = inside(async (storage) => {
  await assert.rejects(storage.getBookmarkForTime(), {
    name: "TypeError",
    message: "Failed to execute 'getBookmarkForTime' on 'DurableObjectStorage': parameter 1 is not of type 'date'.",
  });
});

// 4.8: onNextSessionRestoreBookmark needs a bookmark
export const noBookmark = inside(async (storage) => {
  await assert.rejects(storage.onNextSessionRestoreBookmark(), {
    name: "TypeError",
    message: "Failed to execute 'onNextSessionRestoreBookmark' on 'DurableObjectStorage': parameter 1 is not of type 'string'.",
  });
});

const refuses = (f) => inside((storage) => assert.rejects(f(storage), {
  name: "Error", message: "This Durable Object's storage back-end does not implement point-in-time recovery.",
}));

// 4.8: the local runtime has no bookmark for a time
export const forTime = refuses((storage) => storage.getBookmarkForTime(Date.now()));

// 4.8: nor does it go back to one
export const restored = refuses((storage) => storage.onNextSessionRestoreBookmark("00000000-00000000-00000000-00000000000000000000000000000000"));

// 4.8: and its bookmarks are all the same
export const same = inside(async (storage) => {
  assert.strictEqual(await storage.getCurrentBookmark(), "00000000-00000000-00000000-00000000000000000000000000000000");
});
