import { DurableObject } from "cloudflare:workers";

const heard = [];
addEventListener("unhandledrejection", (e) => heard.push(`${e.type} ${e.reason.message} ${e.promise instanceof Promise}`));
addEventListener("rejectionhandled", (e) => heard.push(e.type));

export class A extends DurableObject {
  unhandled() {
    Promise.reject(new Error("in an object"));
    return "fine";
  }
  waiting() {
    this.ctx.waitUntil(Promise.reject(new Error("waited for")));
    return this.ctx.waitUntil(scheduler.wait(1));
  }
  async timer() {
    setTimeout(() => { throw new Error("in a timer"); }, 1);
    await scheduler.wait(5);
    return "alive";
  }
}

// 3.8: an object lives on after a rejection that nobody handles, was waited for, and after a timer that throws
export const alive = {
  async test(controller, env) {
    const stub = env.A.getByName("a");
    console.log(await stub.waiting(), await stub.timer(), heard.splice(0));
  },
};

// 3.8: global listeners hear of rejections that nobody handles, of objects and handlers, and of those handled late
export const listened = {
  async test(controller, env) {
    console.log(await env.A.getByName("a").unhandled());
    Promise.reject(new Error("in a handler"));
    const late = Promise.reject(new Error("late"));
    await scheduler.wait(1);
    late.catch(() => {});
    await scheduler.wait(1);
    for (const line of heard.splice(0)) console.log(line);
  },
};
