// The front door: a stateless Worker that hands out the page and finds the room a request is for.

import page from "./page.html";
import { ChatRoom } from "./room.mjs";
import { RateLimiter } from "./limiter.mjs";
import { answeringErrors } from "./errors.mjs";

export { ChatRoom, RateLimiter };

const longestRoomName = 32;
const roomId = /^[0-9a-f]{64}$/;

export default {
  fetch(request, env) {
    return answeringErrors(request, () => route(request, env));
  },
};

function route(request, env) {
  const [area, resource, ...rest] = segments(request.url);
  if (!area) {
    return new Response(page, { headers: { "Content-Type": "text/html;charset=UTF-8" } });
  }
  if (area !== "api" || resource !== "room") {
    return new Response("Not found", { status: 404 });
  }
  const [room, ...inside] = rest;
  return room ? enterRoom(room, inside, request, env) : privateRoom(request, env);
}

function segments(url) {
  return new URL(url).pathname.slice(1).split("/");
}

// A private room is nothing but a fresh id: nobody can guess it, and nothing is stored until
// somebody talks in it.
function privateRoom(request, env) {
  if (request.method !== "POST") {
    return new Response("Method not allowed", { status: 405 });
  }
  return new Response(env.rooms.newUniqueId().toString(), {
    // The page may ask over https although it came over http, which is another origin.
    headers: { "Access-Control-Allow-Origin": "*" },
  });
}

// A short name always leads to the same object; 64 hex digits are the id of a private room, and
// idFromString throws when this namespace did not make it.
function enterRoom(room, inside, request, env) {
  let id;
  if (roomId.test(room)) {
    id = env.rooms.idFromString(room);
  } else if (room.length > longestRoomName) {
    return new Response("Name too long", { status: 404 });
  } else {
    id = env.rooms.idFromName(room);
  }
  const address = new URL(request.url);
  address.pathname = "/" + inside.join("/");
  return env.rooms.get(id).fetch(address, request);
}
