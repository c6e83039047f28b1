import { RpcStub } from "cloudflare:workers";
import { Counter } from "./bank.js";
export { Bank } from "./bank.js";
export { Desk, Vault } from "./desk.js";

// A scenario writes lines with say, and each of its steps that fails is written down too.
const scenarios = {
  async counters({ bank, say }) {
    using counter = await bank.counter(5);
    say(typeof counter, String(counter), counter instanceof RpcStub);
    say(await counter.increment(), await counter.increment(3), await counter.value);
    await say.attempt("counter.secret", () => counter.secret);
    await say.attempt("counter.decrement()", () => counter.decrement());
    await say.attempt("counter.value()", () => counter.value());
    const { list, made } = await bank.counters(1, 2, 3);
    say(made, await Promise.all(list.map((c) => c.increment(10))));
    list.forEach((c) => c[Symbol.dispose]());
  },

  async pipelining({ bank, say }) {
    const session = bank.login("ann", "open sesame"); // not awaited
    const account = session.account("main");
    say(await account.deposit(50), await account.balance(), await account.name);
    say(await bank.login("ann", "open sesame").accounts.savings.deposit(20));
    say(await session.accounts.main.readOnly().balance());
    say(await bank.settings.limits.day, await bank.settings.limits.fees, await bank.motto);
    say(await bank.counter(1).increment(), await bank.adder(2)(3));
    await say.attempt("bank.login('eve', 'please').account('main').deposit(1)", () => bank.login("eve", "please").account("main").deposit(1));
    await say.attempt("bank.nothing().anything()", () => bank.nothing().anything());
    await say.attempt("bank.motto.length.nothing", () => bank.motto.length.nothing);
    const [a, b, c] = await Promise.all([bank.counter(0).increment(), account.withdraw(5), account.balance()]);
    say(a, b, c);
  },

  async rights({ bank, say }) {
    using session = await bank.login("bob", "open sesame");
    using main = await session.account("main");
    using view = await main.readOnly();
    await main.deposit(30);
    say(await view.balance());
    await say.attempt("view.withdraw(1)", () => view.withdraw(1));
    await say.attempt("main.withdraw(31)", () => main.withdraw(31));
    say(await main.transfer(await session.account("savings"), 10));
    await say.attempt("main.transfer(session.account('savings'), 1)", () => main.transfer(session.account("savings"), 1));
    say(await main.transfer(main, 5));
    await session.logout();
    await say.attempt("session.account('main')", () => session.account("main"));
    say(await main.balance()); // what was handed out before still works
  },

  async callbacks({ bank, say }) {
    const seen = [];
    const stop = await bank.watch((name, sum) => { seen.push(`${name} ${sum}`); });
    using account = await bank.login("cid", "open sesame").account("main");
    await account.deposit(1);
    await account.deposit(2);
    say(seen, await stop(), await stop());
    await account.deposit(3);
    say(seen);
    say(await bank.visit((i) => i * i, 4));
    say(await bank.visit(async (i) => ({ i, then: "not a promise" }), 2));
    await say.attempt("bank.visit((i) => { throw new RangeError(`no ${i}`); }, 2)", () => bank.visit((i) => { throw new RangeError(`no ${i}`); }, 2));
    say(await bank.use(new Counter(1)));
    const counter = new Counter(2);
    say(await bank.use(counter), counter.value, counter.secret);
    await bank.keepWithoutDup(() => "still here");
    await say.attempt("bank.useKept()", () => bank.useKept());
  },

  async disposal({ bank, say }) {
    await bank.disposed();
    const counter = await bank.counter(1);
    const second = counter.dup();
    counter[Symbol.dispose]();
    await say.attempt("counter.increment()", () => counter.increment());
    say(await bank.disposed(), await second.increment());
    second[Symbol.dispose]();
    say(await bank.disposed());
    {
      using session = await bank.login("dee", "open sesame");
      using account = await session.account("x");
      await account.deposit(1);
    }
    say(await bank.disposed());
    const both = await bank.counters(8, 9);
    say(typeof both[Symbol.dispose]);
    both[Symbol.dispose]();
    await say.attempt("both.list[0].increment()", () => both.list[0].increment());
    say(await bank.disposed());
    let gone = 0;
    const local = new RpcStub({ hi: () => "hi", [Symbol.dispose]: () => { gone++; } });
    say(await local.hi());
    local[Symbol.dispose]();
    say(gone);
    await say.attempt("local.hi()", () => local.hi());
  },

  async values({ bank, say }) {
    const shared = { n: 1 };
    const value = {
      date: new Date(0), map: new Map([["k", new Set([1])]]), bytes: new Uint8Array([1, 2]), big: 10n ** 20n,
      re: /x/gi, nan: NaN, none: undefined, nil: null, pair: [shared, shared], error: new TypeError("inside"),
    };
    const back = await bank.echo(value);
    say(Object.keys(back), back.date.toISOString(), [...back.map.get("k")], back.bytes, String(back.big), String(back.re),
      Number.isNaN(back.nan), back.none, back.nil, back.pair[0] === back.pair[1], back.error instanceof TypeError, back.error.message);
    const headers = await bank.echo(new Headers({ a: "b" }));
    say(headers instanceof Headers, headers.get("a"));
    const f = await bank.echo((x) => x + 1);
    say(typeof f, await f(1));
    say(await bank.nothing(), await bank.echo());
    class Plain { x = 1; }
    await say.attempt("bank.echo(new Plain())", () => bank.echo(new Plain()));
    await say.attempt("bank.echo(Symbol('s'))", () => bank.echo(Symbol("s")));
    await say.attempt("bank.echo(new URL('http://x/'))", () => bank.echo(new URL("http://x/")));
    await say.attempt("bank.echo(Promise.resolve(1))", () => bank.echo(Promise.resolve(1)));
    await say.attempt("bank.echo(new WeakMap())", () => bank.echo(new WeakMap()));
  },

  async errors({ bank, say }) {
    for (const kind of ["range", "custom", "string", "object", "aggregate", "dom"]) await say.attempt("bank.fail(kind)", () => bank.fail(kind));
    await say.attempt("bank.missing()", () => bank.missing());
    await say.attempt("bank.motto()", () => bank.motto());
    await say.attempt("bank.ownArrow()", () => bank.ownArrow());
    await say.attempt("bank.alarm()", () => bank.alarm());
    await say.attempt("bank.constructor()", () => bank.constructor());
    try {
      await bank.login("eve", "x");
    } catch (error) {
      say(error instanceof TypeError, error.message, error.cause, error.remote, typeof error.durableObjectId);
    }
  },

  async broken({ env, bank, say }) {
    const counter = await bank.counter(1);
    counter.onRpcBroken((error) => say("broken", error.message));
    await say.attempt("bank.fail('abort')", () => bank.fail("abort"));
    await say.attempt("counter.increment()", () => counter.increment());
    await say.attempt("bank.motto", () => bank.motto);
    say(await env.BANK.getByName("north").motto);
  },

  async streams({ bank, say }) {
    say(await new Response(await bank.statement(3)).text());
    const { readable, writable } = new TransformStream();
    const uploaded = bank.upload(readable);
    const writer = writable.getWriter();
    for (let i = 1; i <= 3; i++) await writer.write(new Uint8Array(i * 1000));
    await writer.close();
    say(await uploaded);
    const response = await bank.answer(new Request("http://bank/window", { method: "POST", body: "a form", headers: { "x-agent": "ann" } }));
    say(response instanceof Response, response.status, response.headers.get("x-agent"), await response.text());
    say(await (await bank.fetch("http://bank/")).text());
  },

  async others({ env, bank, say }) {
    const desk = env.DESK.getByName("a");
    say(await desk.together(10));
    await say.attempt("desk.hasty(10)", () => desk.hasty(10));
    using lent = await desk.lend();
    say(await lent.increment());
    say(await bank.pipelineInto(desk), await bank.pipelineInto(desk));
    say(await env.VAULT.where(), await env.VAULT.where());
    say(await (await env.VAULT.fetch("http://vault/door")).text());
    say(await env.VAULT.lock().increment());
    say("anything" in bank, typeof bank.anything, typeof bank.then, bank.name, String(bank.login));
    const order = [];
    await Promise.all([1, 2, 3].map((n) => bank.echo(n).then((n) => order.push(n))));
    say(order);
  },
};

export default {
  async fetch(request, env) {
    const scenario = scenarios[new URL(request.url).pathname.slice(1)];
    if (!scenario) return new Response("no such scenario\n", { status: 404 });
    const lines = [];
    const say = (...values) => lines.push(values.map((value) => JSON.stringify(value) ?? String(value)).join(" "));
    say.attempt = async (text, step) => {
      try {
        say(text, await step());
      } catch (error) {
        const { name, message, stack, durableObjectId, ...rest } = Object.assign({}, error);
        say(text, `${error?.name}: ${error?.message}`, { ...rest, kind: error?.constructor?.name, parts: error?.errors?.map(String) });
      }
    };
    await scenario({ env, bank: env.BANK.getByName("north"), say });
    return new Response(lines.join("\n") + "\n");
  },
};
