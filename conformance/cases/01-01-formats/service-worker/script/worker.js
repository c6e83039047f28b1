let background = "nothing";

const routes = {
  "/bindings": () => Response.json([TEXT, OBJECT, typeof ROOM.getByName, typeof env, globalThis.TEXT === TEXT]),
  "/event": (event) => Response.json({
    type: event.type, class: event.constructor.name, self: self === globalThis,
    methods: ["respondWith", "waitUntil", "passThroughOnException"].filter((name) => typeof event[name] === "function"),
  }),
  "/object": () => ROOM.getByName("a").fetch("http://do/path"),
  "/late": async () => {
    await scheduler.wait(1);
    return new Response("late");
  },
  "/throw": () => {
    throw new RangeError("thrown");
  },
  "/reject": async () => {
    throw new RangeError("rejected");
  },
  "/wait": (event) => {
    event.waitUntil(scheduler.wait(5).then(() => (background = "done")));
    return new Response(background);
  },
  "/background": () => new Response(background),
  "/back": () => Back.fetch("http://back/"),
  "/text": () => "no response",
  "/promise": async () => "no response",
  "/sloppy": () => new Response(String((function () { return this === globalThis; })())),
  "/undeclared": () => {
    undeclared = "assigned";
    return new Response(globalThis.undeclared + " " + delete globalThis.undeclared + " " + typeof undeclared);
  },
  "/readonly": () => {
    const o = Object.freeze({ a: 1 });
    o.a = 2;
    return new Response(o.a + " " + delete o.a);
  },
  "/strict": () => new Response(String((function () { "use strict"; return this; })())),
};

addEventListener("fetch", (event) => {
  const route = routes[new URL(event.request.url).pathname];
  if (route) event.respondWith(route(event));
});
addEventListener("fetch", (event) => {
  if (new URL(event.request.url).pathname === "/second") event.respondWith(new Response("second"));
});
