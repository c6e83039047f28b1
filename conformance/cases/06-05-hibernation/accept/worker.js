import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let body;

export class Room extends DurableObject {
  fetch() {
    return body(this.ctx, this);
  }
}

// inside makes a test of what runs in an object of its own. The sockets that it leaves end with the object.
const inside = (f) => ({
  async test(controller, env) {
    body = async (ctx, room) => {
      await f(ctx, room);
      return new Response("fine");
    };
    const stub = env.Room.get(env.Room.newUniqueId());
    assert.strictEqual(await (await stub.fetch("http://do/")).text(), "fine");
    body = (ctx) => ctx.abort();
    await stub.fetch("http://do/").catch(() => {});
  },
});
const error = (message) => ({ name: "Error", message });
const typeError = (message) => ({ name: "TypeError", message });

// 6.5: acceptWebSocket refuses a socket that was accepted before
export const accepted = inside((ctx) => {
  const [a, b] = new WebSocketPair();
  a.accept();
  const refusal = error("Cannot call `acceptWebSocket()` if the WebSocket was already accepted via `accept()`");
  assert.throws(() => ctx.acceptWebSocket(a), refusal);
  const [c] = new WebSocketPair();
  ctx.acceptWebSocket(c);
  assert.throws(() => ctx.acceptWebSocket(c), refusal);
  b.accept();
});

// 6.5: acceptWebSocket refuses one whose other end is in use
export const peerUsed = inside((ctx) => {
  const refusal = error(
    "Cannot call `acceptWebSocket()` on this WebSocket because its pair has already been accepted or used in a Response.",
  );
  const [a, b] = new WebSocketPair();
  b.accept();
  assert.throws(() => ctx.acceptWebSocket(a), refusal);
  const [c, d] = new WebSocketPair();
  ctx.acceptWebSocket(c);
  assert.throws(() => ctx.acceptWebSocket(d), refusal);
});

// 6.5: acceptWebSocket takes a socket
export const noSocket = inside((ctx) => {
  const refusal = typeError(
    "Failed to execute 'acceptWebSocket' on 'DurableObjectState': parameter 1 is not of type 'WebSocket'.",
  );
  assert.throws(() => ctx.acceptWebSocket(), refusal);
  assert.throws(() => ctx.acceptWebSocket({}), refusal);
  assert.throws(() => ctx.acceptWebSocket(new WebSocketPair()), refusal);
});

// 6.5: tags are an array
export const noArray = inside((ctx) => {
  const refusal = typeError(
    "Failed to execute 'acceptWebSocket' on 'DurableObjectState': parameter 2 is not of type 'Array'.",
  );
  for (const tags of ["tag", null, {}, 5]) {
    assert.throws(() => ctx.acceptWebSocket(new WebSocketPair()[0], tags), refusal);
  }
  ctx.acceptWebSocket(new WebSocketPair()[0], undefined);
});

// 6.5: a hibernatable socket cannot be accepted the other way
export const acceptAfter = inside((ctx) => {
  const [a] = new WebSocketPair();
  ctx.acceptWebSocket(a);
  assert.throws(() => a.accept(), typeError("Can't accept() WebSocket after enabling hibernation."));
});

// 6.5: tags are strings, once each, in their order
export const tags = inside((ctx) => {
  const [ws] = new WebSocketPair();
  ctx.acceptWebSocket(ws, ["b", 5, "a", "b", null, "", "5"]);
  assert.deepStrictEqual(ctx.getTags(ws), ["b", "5", "a", "null", ""]);
  const [bare] = new WebSocketPair();
  ctx.acceptWebSocket(bare);
  assert.deepStrictEqual(ctx.getTags(bare), []);
});

// 6.5: there are ten tags at most, duplicates counted
export const manyTags = inside((ctx) => {
  const ten = Array.from({ length: 10 }, (_, i) => "t" + i);
  ctx.acceptWebSocket(new WebSocketPair()[0], ten);
  const refusal = error("a Hibernatable WebSocket cannot have more than 10 tags");
  assert.throws(() => ctx.acceptWebSocket(new WebSocketPair()[0], [...ten, "t10"]), refusal);
  assert.throws(() => ctx.acceptWebSocket(new WebSocketPair()[0], [...ten, "t0"]), refusal);
});

// 6.5: a tag has 256 bytes at most
export const longTag = inside((ctx) => {
  for (const tag of ["x".repeat(256), "é".repeat(128)]) {
    ctx.acceptWebSocket(new WebSocketPair()[0], [tag]);
  }
  for (const tag of ["x".repeat(257), "é".repeat(129)]) {
    assert.throws(() => ctx.acceptWebSocket(new WebSocketPair()[0], [tag]),
      error(`"${tag}" is longer than the max tag length (256 characters).`));
  }
});

// 6.5: a socket that was refused is not listed and can be accepted
export const refusedStays = inside((ctx) => {
  const [ws] = new WebSocketPair();
  assert.throws(() => ctx.acceptWebSocket(ws, ["x".repeat(257)]));
  assert.deepStrictEqual(ctx.getWebSockets(), []);
  ctx.acceptWebSocket(ws, ["y"]);
  assert.deepStrictEqual(ctx.getWebSockets(), [ws]);
});

// 6.5: all sockets are listed newest first, those of a tag oldest first
export const listed = inside((ctx) => {
  const sockets = [["a"], ["b", "a"], [], [""], ["a"]].map((tags) => {
    const [ws] = new WebSocketPair();
    ctx.acceptWebSocket(ws, tags);
    return ws;
  });
  const at = (list) => list.map((ws) => sockets.indexOf(ws));
  assert.deepStrictEqual(at(ctx.getWebSockets()), [4, 3, 2, 1, 0]);
  assert.deepStrictEqual(at(ctx.getWebSockets("a")), [0, 1, 4]);
  assert.deepStrictEqual(at(ctx.getWebSockets("")), [3]);
  assert.deepStrictEqual(at(ctx.getWebSockets("none")), []);
  assert.deepStrictEqual(at(ctx.getWebSockets(undefined)), [4, 3, 2, 1, 0]);
  assert.notStrictEqual(ctx.getWebSockets(), ctx.getWebSockets());
});

// 6.5: an accepted socket is not listed and has no tags
export const notHibernatable = inside((ctx) => {
  const [ws, other] = new WebSocketPair();
  assert.throws(() => ctx.getTags(ws),
    error("you must call 'acceptWebSocket()' before attempting to access the tags of a WebSocket."));
  ws.accept();
  assert.throws(() => ctx.getTags(ws), error("only hibernatable websockets can have tags."));
  assert.deepStrictEqual(ctx.getWebSockets(), []);
  other.accept();
});

// 6.5: getTags takes a socket
export const tagsOfNothing = inside((ctx) => {
  assert.throws(() => ctx.getTags({}),
    typeError("Failed to execute 'getTags' on 'DurableObjectState': parameter 1 is not of type 'WebSocket'."));
});

// 6.5: the changed list of tags is not the socket's
export const tagsCopied = inside((ctx) => {
  const [ws] = new WebSocketPair();
  const tags = ["a"];
  ctx.acceptWebSocket(ws, tags);
  tags.push("b");
  ctx.getTags(ws).push("c");
  assert.deepStrictEqual(ctx.getTags(ws), ["a"]);
});
