// node:tls, as far as it needs no connection.
import net from "node:net";
import { PassThrough } from "node:stream";
import tls from "node:tls";
import common from "node:_tls_common";
import { inspect } from "node:util";

const out = (...values) => console.log(values.map((value) => (typeof value === "string" ? value : inspect(value, { breakLength: Infinity, depth: 3 }))).join(" "));
const failure = (e) => `${e?.name} ${e?.code}: ${e?.message}`;
const attempt = (f) => {
  try {
    return f();
  } catch (e) {
    return failure(e);
  }
};

// 1.8: options of a TLSSocket that are refused, and what one is before it is connected
export const sockets = {
  test() {
    for (const o of [
      { enableTrace: true },
      { isServer: true },
      { server: {} },
      { requestCert: true },
      { rejectUnauthorized: false },
      { ALPNProtocols: ["h2"] },
      { SNICallback() {} },
      { requestOCSP: true },
      { secureContext: {} },
      { pskCallback() {} },
      { checkServerIdentity: 5 },
      { checkServerIdentity() {} },
      { secureContext: tls.createSecureContext() }, undefined, { servername: "x" },
    ]) {
      out(attempt(() => {
        const s = new tls.TLSSocket(null, o);
        return [s.constructor.name, s.encrypted, s.authorized, s.secureConnecting, s.servername, s instanceof net.Socket, s._secureEstablished];
      }));
    }
  },
};

// 1.8: what else is refused, or not there
export const refusals = {
  test() {
    for (const f of [
      () => tls.connect({ port: 1, minDHSize: 5 }),
      () => tls.connect({ port: 1, rejectUnauthorized: false }),
      () => tls.connect({ port: 1, pskCallback() {} }),
      () => tls.connect({ port: 1, checkServerIdentity: 5 }),
      () => tls.connect({}),
      () => tls.connect(),
      () => tls.connect({ path: "/x" }),
      () => tls.connect({ port: -1 }),
      () => tls.createServer(),
      () => new tls.Server(),
      () => tls.getCiphers(),
      () => tls.createSecurePair(),
      () => tls.createSecureContext({ secureOptions: "x" }),
      () => tls.createSecureContext(),
      () => tls.SecureContext(),
      () => new tls.SecureContext("a", 5),
    ]) {
      out(attempt(f));
    }
  },
};

// 1.8: methods of a TLSSocket, which knows nothing of its session
export const methods = {
  test() {
    const s = new tls.TLSSocket(); s.on("error",
    () => {});
    for (const f of [
      () => s.getPeerCertificate(),
      () => s.getCertificate(),
      () => s.getPeerX509Certificate(),
      () => s.getX509Certificate(),
      () => s.setKeyCert(),
      () => s.getCipher(),
      () => s.getProtocol(),
      () => s.isSessionReused(),
      () => s.enableTrace(),
      () => s.setServername(5),
      () => s.setServername("a"),
      () => s.setSession(),
      () => s.renegotiate(5),
      () => s.renegotiate({}, 5),
      () => s.renegotiate({}),
      () => s.exportKeyingMaterial("x"),
      () => s.exportKeyingMaterial(5, 5),
      () => s.exportKeyingMaterial(5, "a", 5),
      () => s.exportKeyingMaterial(5, "a"),
      () => s.exportKeyingMaterial(0, "a"),
      () => s.setMaxSendFragment("x"),
      () => s.setMaxSendFragment(5),
      () => s.disableRenegotiation(),
      () => s._releaseControl(),
      () => s._releaseControl(),
    ]) {
      out(attempt(f));
    }
  },
};

// 1.8: whose a certificate is
export const identities = {
  test() {
    const c = (host, cert) => { const r = attempt(() => tls.checkServerIdentity(host, cert)); out(host, JSON.stringify(cert), r instanceof Error ? [failure(r), r.reason, r.host, r.cert === cert] : r); };
    c("a.test", { subject: { CN: "a.test" } });
    c("b.test", { subject: { CN: "a.test" } });
    c("a.test", { subject: { CN: ["x.test", "a.test"] } });
    c("b.test", { subject: { CN: ["x.test", "a.test"] } });
    c("a.test.", { subject: { CN: "A.TEST." } });
    c("x.a.test", { subject: { CN: "*.a.test" } });
    c("x.y.a.test", { subject: { CN: "*.a.test" } });
    c("a.test", { subject: { CN: "*.test" } });
    c("xay.b.test", { subject: { CN: "x*y.b.test" } });
    c("xy.b.test", { subject: { CN: "x**y.b.test" } });
    c("xn--a.b.test", { subject: { CN: "xn--*.b.test" } });
    c("a.test", { subjectaltname: "DNS:a.test, DNS:b.test", subject: { CN: "z" } });
    c("c.test", { subjectaltname: "DNS:a.test, DNS:b.test", subject: { CN: "c.test" } });
    c("1.2.3.4", { subjectaltname: "IP Address:1.2.3.4" });
    c("1.2.3.5", { subjectaltname: "IP Address:1.2.3.4, IP Address:::1" });
    c("::1", { subjectaltname: "IP Address:0:0:0:0:0:0:0:1" });
    c("a.test", {});
    c("a.test", { subject: {} });
    c("a.test", { subjectaltname: 'DNS:"a.test", DNS:b.test' });
    c('x', { subjectaltname: 'DNS:"a\\u002c x", DNS:b.test' });
    c("x", { subjectaltname: 'DNS:"bad' });
    c("a.test", { subjectaltname: "URI:http://a.test" });
    c("ä.test", { subject: { CN: "ä.test" } });
    c("a..test", { subject: { CN: "a..test" } });
  },
};

// 1.8: protocols, constants and certificates taken apart
export const small = {
  test() {
    for (const p of [["h2", "http/1.1"], [], new Uint8Array([1, 2]), new DataView(new ArrayBuffer(2)), "x", undefined, ["x".repeat(256)]]) out(attempt(() => { const o = {}; tls.convertALPNProtocols(p, o); return o; }));
    out(tls.CLIENT_RENEG_LIMIT, tls.CLIENT_RENEG_WINDOW, tls.DEFAULT_CIPHERS, tls.DEFAULT_ECDH_CURVE, tls.DEFAULT_MAX_VERSION, tls.DEFAULT_MIN_VERSION, tls.rootCertificates);
    out(common.translatePeerCertificate(null), common.translatePeerCertificate({ infoAccess: 'OCSP - URI:http://a\nCA - URI:"b\\n"\nOCSP - URI:c', issuerCertificate: { infoAccess: "x:y" } }));
  },
};

// 1.8: a TLSSocket over a stream passes on what is written
export const streams = {
  async test() {
    const through = new PassThrough();
    const socket = new tls.TLSSocket(through, {});
    const secure = new Promise((resolve) => socket.on("secure", resolve));
    const data = new Promise((resolve) => socket.on("data", resolve));
    socket.write("through");
    await secure;
    out(String(await data), socket.encrypted, socket.authorized, socket instanceof net.Socket);
    const closed = new Promise((resolve) => socket.on("close", resolve));
    socket.destroy();
    out(await closed);
  },
};
