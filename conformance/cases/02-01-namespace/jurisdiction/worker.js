import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class Room extends DurableObject {}

const refusal = { name: "Error", message: "Jurisdiction restrictions are not implemented in workerd." };

// 2.1: the local runtime has no jurisdictions
export const jurisdiction = {
  test(controller, env) {
    for (const name of ["eu", "fedramp", "nowhere"]) {
      assert.throws(() => env.Room.jurisdiction(name), refusal);
      assert.throws(() => env.Room.newUniqueId({ jurisdiction: name }), refusal);
    }
  },
};
