import assert from "node:assert";

let handle;
export default {
  fetch: (request, env) => handle(request, env),
};

const log = [];

// listen notes the abort of a request's signal and answers much later.
const listen = (name) => (request) => {
  request.signal.addEventListener("abort", () => log.push(`${name}: ${request.signal.reason}`));
  return new Promise((resolve) => setTimeout(() => resolve(new Response("late")), 300));
};

// leave sends a request and goes away before there is an answer.
async function leave(env, url) {
  log.length = 0;
  const controller = new AbortController();
  const gone = assert.rejects(env.SELF.fetch(url, { signal: controller.signal }), { name: "AbortError", message: "The operation was aborted" });
  await scheduler.wait(20);
  controller.abort();
  await gone;
  await scheduler.wait(30);
  return log;
}

// 12: enable_request_signal: with disable_request_signal the signal says nothing
export const left = {
  async test(controller, env) {
    handle = listen("request");
    console.log(await leave(env, "http://x/"));
  },
};

// 12: enable_request_signal: nor does that of a request that is sent on
export const passed = {
  async test(controller, env) {
    handle = async (request, env) => {
      if (new URL(request.url).pathname === "/inner") return listen("inner")(request);
      return env.SELF.fetch(new Request("http://x/inner", request));
    };
    console.log(await leave(env, "http://x/"));
  },
};
