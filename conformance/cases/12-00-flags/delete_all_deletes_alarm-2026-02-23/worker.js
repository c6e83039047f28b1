export class Room {
  constructor(state) {
    this.storage = state.storage;
  }
  async fetch() {
    await this.storage.setAlarm(Date.now() + 1e6);
    await this.storage.put("a", 1);
    await this.storage.deleteAll();
    const alarm = await this.storage.getAlarm();
    await this.storage.deleteAlarm();
    return Response.json([typeof alarm, (await this.storage.list()).size]);
  }
  alarm() {}
}

const want = `["number",0]`;

async function probe(controller, env) {
  const stub = env.Room.get(env.Room.idFromName("a"));
  return (await stub.fetch("http://do/")).json();
}

// 12: delete_all_deletes_alarm: before 2026-02-24 deleteAll leaves the alarm
export const flag = {
  async test(controller, env) {
    const got = JSON.stringify(await probe(controller, env));
    if (got !== want) {
      throw new Error(got);
    }
  },
};
