import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let onAlarm;

export class Thing extends DurableObject {
  echo(v) {
    return v;
  }
  own() {
    return this.ctx.id;
  }
  async abortWithAlarm() {
    await this.ctx.storage.setAlarm(Date.now() + 100);
    await this.ctx.storage.sync();
    this.ctx.abort("gone");
  }
  alarm() {
    onAlarm(this.ctx.id);
  }
}

// 2.3: an id is not sent, neither as an argument nor as an answer, nor within a value
export const sent = {
  async test(controller, env) {
    const stub = env.Thing.getByName("a");
    const refusal = {
      name: "DataCloneError", code: 25,
      message: 'Could not serialize object of type "DurableObjectId". This type does not support serialization.',
    };
    await assert.rejects(async () => await stub.echo(env.Thing.idFromName("b")), refusal);
    await assert.rejects(async () => await stub.echo({ deep: [env.Thing.newUniqueId()] }), refusal);
    await assert.rejects(async () => await stub.own(), { ...refusal, remote: true });
  },
};

// 2.3: an instance that an alarm makes has the name that the alarm was set under, or none
export const woken = {
  async test(controller, env) {
    const hex = String(env.Thing.idFromName("reached by string"));
    for (const [stub, name] of [[env.Thing.getByName("woken"), "woken"], [env.Thing.get(env.Thing.idFromString(hex)), undefined]]) {
      let id;
      onAlarm = (own) => (id = own);
      await assert.rejects(async () => await stub.abortWithAlarm(), { message: "gone" });
      while (!id) await scheduler.wait(5);
      assert.deepStrictEqual([id.name, String(id)], [name, String(stub.id)]);
    }
  },
};
