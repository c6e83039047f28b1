import assert from "node:assert";

const hex = (b) => [...new Uint8Array(b)].map((n) => n.toString(16).padStart(2, "0")).join("");

// 8.1: with webcrypto_modern_algorithms, digest() offers SHA-3
export const sha3 = {
  async test() {
    const sum = async (name) => hex(await crypto.subtle.digest(name, new Uint8Array(3)));
    assert.strictEqual(await sum("SHA3-256"), "4f808a691382f10c81d6bbad4a2016bf155f36623197b97e3bb47afec194cead");
    assert.strictEqual((await sum({ name: "sha3-384" })).slice(0, 40), "8c7438752fa76780ebc786098c5346b6494c9078");
    assert.strictEqual((await sum("sha3-512")).slice(0, 40), "0a7b1406be477b9b994a976a49a236ddf177ea65");
  },
};

// 8.1: nothing else does
export const onlyDigest = {
  async test() {
    const unknown = { name: "NotSupportedError", message: "Unrecognized or unimplemented digest algorithm requested." };
    await assert.rejects(crypto.subtle.generateKey({ name: "HMAC", hash: "SHA3-256" }, true, ["sign"]), unknown);
    assert.throws(() => new crypto.DigestStream("SHA3-256"), unknown);
    await assert.rejects(crypto.subtle.digest("SHAKE128", new Uint8Array(3)), unknown);
  },
};
