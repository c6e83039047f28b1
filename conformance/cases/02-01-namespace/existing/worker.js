import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class Room extends DurableObject {
  hi() {
    return "hi";
  }
}

// 2.1: getExisting is there under its flag, and what the local runtime answers is of no use
export const existing = {
  async test(controller, env) {
    await env.Room.getByName("is").hi();
    for (const name of ["is", "is not"]) {
      const stub = env.Room.getExisting(env.Room.idFromName(name));
      assert.deepStrictEqual([String(stub), stub.name], ["[object DurableObject]", name]);
      const refusal = { name: "Error", message: "workerd only supports GET_OR_CREATE mode for getting actor stubs" };
      await assert.rejects(async () => await stub.hi(), refusal);
      await assert.rejects(stub.fetch("http://do/"), refusal);
    }
  },
};

// 2.1: getExisting takes an id and nothing else
export const noId = {
  test(controller, env) {
    const refusal = { name: "TypeError", message: "Failed to execute 'getExisting' on 'DurableObjectNamespace': parameter 1 is not of type 'DurableObjectId'." };
    assert.throws(() => env.Room.getExisting(), refusal);
    assert.throws(() => env.Room.getExisting("is"), refusal);
  },
};
