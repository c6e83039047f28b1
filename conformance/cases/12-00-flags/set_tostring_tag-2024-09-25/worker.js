export class Room {}

const want = `["[object Object]","[object Object]","[object Object]"]`;

async function probe(controller, env) {
  return [String(new WebSocketPair()[0]), String(new Headers()), Object.prototype.toString.call(env.Room)];
}

// 12: set_tostring_tag: before 2024-09-26 objects of the platform have no tag
export const flag = {
  async test(controller, env) {
    const got = JSON.stringify(await probe(controller, env));
    if (got !== want) {
      throw new Error(got);
    }
  },
};
