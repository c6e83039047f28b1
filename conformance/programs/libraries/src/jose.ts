import * as jose from "jose";
import type { Say } from "./say";

const secret = new TextEncoder().encode("a secret of at least thirty-two bytes");
const now = new Date("2026-01-01T00:00:00Z");
const seconds = now.getTime() / 1000;

export default async function (say: Say) {
  const token = await new jose.SignJWT({ role: "admin" }).setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setSubject("ann").setIssuer("dodo").setAudience(["web", "app"]).setIssuedAt(seconds).setExpirationTime("2h").setJti("1").sign(secret)
    .then(() => new jose.SignJWT({ role: "admin" }).setProtectedHeader({ alg: "HS256", typ: "JWT" }).setSubject("ann").setIssuer("dodo").setAudience(["web", "app"]).setIssuedAt(seconds).setExpirationTime(seconds + 7200).sign(secret));
  await say("sign", () => token);
  await say("verify", () => jose.jwtVerify(token, secret, { currentDate: now, issuer: "dodo", audience: "web" }));
  await say("expired", () => jose.jwtVerify(token, secret, { currentDate: new Date("2026-01-02T00:00:00Z") }));
  await say("wrong issuer", () => jose.jwtVerify(token, secret, { currentDate: now, issuer: "other" }));
  await say("wrong key", () => jose.jwtVerify(token, new TextEncoder().encode("another secret of thirty-two bytes"), { currentDate: now }));
  await say("wrong algorithm", () => jose.jwtVerify(token, secret, { algorithms: ["HS512"] }));
  await say("not a token", () => jose.jwtVerify("a.b", secret));
  await say("decode", () => [jose.decodeJwt(token), jose.decodeProtectedHeader(token)]);
  for (const alg of ["ES256", "ES384", "ES512", "RS256", "PS384", "EdDSA", "Ed25519"]) {
    await say(alg, async () => {
      const { publicKey, privateKey } = await jose.generateKeyPair(alg, { extractable: true });
      const signed = await new jose.SignJWT({}).setProtectedHeader({ alg }).sign(privateKey);
      const jwk = await jose.exportJWK(publicKey);
      const spki = await jose.importSPKI(await jose.exportSPKI(publicKey), alg);
      const pkcs8 = await jose.exportPKCS8(privateKey);
      const { protectedHeader } = await jose.jwtVerify(signed, jose.createLocalJWKSet({ keys: [{ ...jwk, alg }] }));
      await jose.jwtVerify(signed, spki);
      return [protectedHeader, Object.keys(jwk).sort(), pkcs8.split("\n")[0], (await jose.importPKCS8(pkcs8, alg)).type, publicKey.algorithm.name];
    });
  }
  for (const [alg, enc] of [["dir", "A256GCM"], ["A128KW", "A128CBC-HS256"], ["A256GCMKW", "A256GCM"], ["PBES2-HS256+A128KW", "A192GCM"]] as const) {
    await say(`${alg} ${enc}`, async () => {
      const key = alg.startsWith("PBES2") ? secret : await jose.generateSecret(alg === "dir" ? enc : alg);
      const sealed = await new jose.EncryptJWT({ hello: "world" }).setProtectedHeader({ alg, enc }).encrypt(key);
      const { payload, protectedHeader } = await jose.jwtDecrypt(sealed, key, { keyManagementAlgorithms: [alg] });
      return [payload, protectedHeader.enc, sealed.split(".").length];
    });
  }
  for (const alg of ["RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A256KW"]) {
    await say(alg, async () => {
      const { publicKey, privateKey } = await jose.generateKeyPair(alg);
      const sealed = await new jose.CompactEncrypt(new TextEncoder().encode("for you")).setProtectedHeader({ alg, enc: "A256GCM" }).encrypt(publicKey);
      const { plaintext } = await jose.compactDecrypt(sealed, privateKey);
      return new TextDecoder().decode(plaintext);
    });
  }
  await say("damaged", async () => {
    const key = await jose.generateSecret("A256GCM");
    const sealed = await new jose.CompactEncrypt(new Uint8Array(3)).setProtectedHeader({ alg: "dir", enc: "A256GCM" }).encrypt(key);
    const parts = sealed.split(".");
    parts[3] = parts[3][0] === "A" ? "B" + parts[3].slice(1) : "A" + parts[3].slice(1);
    return jose.compactDecrypt(parts.join("."), key);
  });
  await say("thumbprint", () => jose.calculateJwkThumbprint({ kty: "EC", crv: "P-256", x: "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", y: "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM" }));
  await say("no key fits", async () => jose.jwtVerify(token, jose.createLocalJWKSet({ keys: [] })));
  await say("short secret", () => new jose.SignJWT({}).setProtectedHeader({ alg: "RS256" }).sign(secret));
  await say("flattened", async () => {
    const jws = await new jose.FlattenedSign(new TextEncoder().encode("payload")).setProtectedHeader({ alg: "HS256", b64: false, crit: ["b64"] }).sign(secret);
    return [jws, (await jose.flattenedVerify({ ...jws, payload: "payload" }, secret)).protectedHeader];
  });
  await say("general", async () => {
    const jws = await new jose.GeneralSign(new TextEncoder().encode("two")).addSignature(secret).setProtectedHeader({ alg: "HS256" }).addSignature(secret).setProtectedHeader({ alg: "HS384" }).done().sign();
    return [jws, new TextDecoder().decode((await jose.generalVerify(jws, secret)).payload)];
  });
}
