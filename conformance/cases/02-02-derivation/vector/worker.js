import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class SqlDO extends DurableObject {}

const utf8 = (text) => new TextEncoder().encode(text);
const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
const bytes = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));

async function mac(data) {
  const secret = await crypto.subtle.digest("SHA-256", utf8("probe1-SqlDO"));
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, data)).slice(0, 16);
}

// 2.2: the Worker, the class and the name make this id
export const vector = {
  test(controller, env) {
    assert.strictEqual(
      String(env.Sql.idFromName("hello")),
      "81783f23b77c76069914fd35670c3e8745eac599f9f280151baf3c4e330b6fe6",
    );
  },
};

// 2.2: half of an id is the keyed hash of the name as UTF-8, the other half of the first
export const derived = {
  async test(controller, env) {
    for (const name of ["", "hello", "é😀", "x".repeat(2000)]) {
      const base = await mac(utf8(name));
      assert.strictEqual(String(env.Sql.idFromName(name)), hex(base) + hex(await mac(base)));
    }
  },
};

// 2.2: a unique id carries the keyed hash of its random half
export const uniqueMac = {
  async test(controller, env) {
    const id = bytes(String(env.Sql.newUniqueId()));
    assert.deepStrictEqual(await mac(id.slice(0, 16)), id.slice(16));
  },
};

// 2.2: an id is 64 hex digits
export const notHex = {
  test(controller, env) {
    const refusal = { name: "TypeError", message: "Invalid Durable Object ID: must be 64 hex digits" };
    for (const not of ["", "ab", "z".repeat(64), "0".repeat(63), "0".repeat(65), " " + "0".repeat(63)]) {
      assert.throws(() => env.Sql.idFromString(not), refusal);
    }
  },
};

// 2.2: an id whose second half does not fit is refused
export const tampered = {
  test(controller, env) {
    const refusal = { name: "TypeError", message: "Durable Object ID is not valid for this namespace." };
    const id = String(env.Sql.idFromName("hello"));
    const last = id.endsWith("0") ? "1" : "0";
    for (const not of ["0".repeat(64), id.slice(0, 63) + last, id.slice(32) + id.slice(0, 32)]) {
      assert.throws(() => env.Sql.idFromString(not), refusal);
    }
  },
};
