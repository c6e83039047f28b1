import { DurableObject } from "cloudflare:workers";

async function* numbers() {
  try {
    const given = yield 1;
    console.log("given", given);
    yield await Promise.resolve(2);
    yield* more();
  } finally {
    console.log("over");
  }
}

async function* more() {
  yield 3;
  yield 4;
}

export class A extends DurableObject {
  async *generate() { yield 1; }
  within() { return { list: [numbers()] }; }
  echo(v) { return v; }
}

const refused = (p) => p.then(() => "sent", (e) => `${e.name}: ${e.message}`);

// 7.4: an async generator is refused as a result, in one, and as an argument
export const asynchronous = {
  async test(controller, env) {
    const a = env.A.getByName("a");
    console.log(await refused(a.generate()));
    console.log(await refused(a.within()));
    console.log(await refused(a.echo(numbers())));
    try {
      structuredClone(numbers());
    } catch (e) {
      console.log(e.name, e.message);
    }
  },
};

// 7.4: an async generator is an object of its class
export const shape = {
  async test() {
    const it = numbers();
    console.log(String(it), it[Symbol.asyncIterator]() === it, Object.keys(it).length, it.constructor[Symbol.toStringTag]);
    console.log(JSON.stringify(await Promise.all([it.next(), it.next(7), it.next()])));
    console.log(JSON.stringify(await it.return(9)), JSON.stringify(await it.next()));
    for await (const n of numbers()) {
      if (n === 3) break;
    }
    console.log(String(await more().throw(new Error("thrown")).catch((e) => e)));
    console.log(await it.next.call({}).catch((e) => e.name));
  },
};
