import { X509Certificate, createPrivateKey, createPublicKey } from "node:crypto";
import { inspect } from "node:util";
import { Buffer } from "node:buffer";

const show = (value) => inspect(value, { depth: 4, breakLength: Infinity, compact: 5 });
// say prints what a call answers, or how it fails.
const say = async (what, call) => {
  try {
    console.log(`${what}: ${show(await call())}`);
  } catch (e) {
    const { name, message } = e;
    console.log(`${what} fails: ${e.constructor.name} ${name}: ${String(message).replace(/reference = .*/, "reference")} ${JSON.stringify(e)}`);
  }
};
const caText = `-----BEGIN CERTIFICATE-----
MIIByzCCAXGgAwIBAgIEEjSrzTAKBggqhkjOPQQDAjBNMQswCQYDVQQGEwJERTEP
MA0GA1UECAwGQmVybGluMRkwFwYDVQQKDBBEb2RldiBUZXN0LCBJbmMuMRIwEAYD
VQQDDAlUZXN0IFJvb3QwHhcNMjYxMTI4MTQyNzU4WhcNMzYxMTI1MTQyNzU4WjBN
MQswCQYDVQQGEwJERTEPMA0GA1UECAwGQmVybGluMRkwFwYDVQQKDBBEb2RldiBU
ZXN0LCBJbmMuMRIwEAYDVQQDDAlUZXN0IFJvb3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARTfLm5afYtefWCmN37dUlBQuXY6BXCVw2j6RxnyqPpy78qeHBpobaR
1cTVXtuOEtIsN348vluuuKEAmQFDmMlboz8wPTAPBgNVHRMBAf8EBTADAQH/MAsG
A1UdDwQEAwIBBjAdBgNVHQ4EFgQUjI5EuoR1SI8LfpMD1kfQJJNJ9KcwCgYIKoZI
zj0EAwIDSAAwRQIhAPXxunDh+PnF1sZ+6Z2IC9dUEse0XViPIXTwb9N+k14LAiAa
R4nwZxFhN0uCRl0ff7RIqgebZ3EKvbWpnPwGQhhFoA==
-----END CERTIFICATE-----
`;
const leafText = `-----BEGIN CERTIFICATE-----
MIIDsDCCA1WgAwIBAgIDAP8BMAoGCCqGSM49BAMCME0xCzAJBgNVBAYTAkRFMQ8w
DQYDVQQIDAZCZXJsaW4xGTAXBgNVBAoMEERvZGV2IFRlc3QsIEluYy4xEjAQBgNV
BAMMCVRlc3QgUm9vdDAeFw0yNjExMjgxNDI4MjRaFw0zNjExMjUxNDI4MjRaMHAx
CzAJBgNVBAYTAkRFMQ4wDAYDVQQHDAVLw7ZsbjEOMAwGA1UECgwFRG9kZXYxDDAK
BgNVBAsMA0ErQjEUMBIGA1UEAwwLZXhhbXBsZS5jb20xHTAbBgkqhkiG9w0BCQEW
Dm1lQGV4YW1wbGUuY29tMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA
ssQZfv/3IEKg4RpsnWst3VVKe6GMsb8AaBaico/FwhnPe9rKVxofTTwSkkLAADLy
htvrl/tiMwX1jw3ckSfZ8xEh+CoJ5K1MflhhtZ5ITUxE1Pcj8IQGeyOdMLSCZKaR
KW1UGKnqfTc3Vtothuh/Da5jPOxn9dxpM5sJAZ6FicxaKqlnafG9iRIOjSQkXn4R
E4nGX8KIuJmYGvvJZ2HAiE6hBQ+N8u7/7hDxR2nJvXKn+EBLLOMHX1UZAXZEde9/
PBSSeK+JLahrewghsUB7ydF36V+Du81UPnWToKMMpOA5dajeK4dEsxdzfIEB0NBQ
8Po1cvmRYGdqEJyphtKKZQIDAQABo4IBNDCCATAwCQYDVR0TBAIwADAdBgNVHSUE
FjAUBggrBgEFBQcDAQYIKwYBBQUHAwIwZAYDVR0RBF0wW4ILZXhhbXBsZS5jb22C
DSouZXhhbXBsZS5vcmeHBH8AAAGHEAAAAAAAAAAAAAAAAAAAAAGBDm1lQGV4YW1w
bGUuY29thhVodHRwczovL2V4YW1wbGUuY29tL3gwXgYIKwYBBQUHAQEEUjBQMCQG
CCsGAQUFBzABhhhodHRwOi8vb2NzcC5leGFtcGxlLmNvbS8wKAYIKwYBBQUHMAKG
HGh0dHA6Ly9jYS5leGFtcGxlLmNvbS9jYS5jcnQwHwYDVR0jBBgwFoAUjI5EuoR1
SI8LfpMD1kfQJJNJ9KcwHQYDVR0OBBYEFDDB7Az+p1i8+z3WKA517JZq4PLyMAoG
CCqGSM49BAMCA0kAMEYCIQCihrDrRCQpsMAb7OzRKfs7VfG43qr84FzN98tTIp6d
FQIhAPfs4HYkJFaxgdnQhgA8L5s8Y86XqJSdHOVor2Nv0Fsz
-----END CERTIFICATE-----
`;
const edText = `-----BEGIN CERTIFICATE-----
MIIBGzCBzqADAgECAgEBMAUGAytlcDANMQswCQYDVQQDDAJlZDAeFw0yNjExMjgx
NDI3NTlaFw0zNjExMjUxNDI3NTlaMA0xCzAJBgNVBAMMAmVkMCowBQYDK2VwAyEA
8nyC6sHcdB3tyeTrDiOXM7lCCBpNqvGbDQMUubCkFBOjUzBRMB0GA1UdDgQWBBSP
zX0pJD6tUKcfhRC2D6cdFkl3RDAfBgNVHSMEGDAWgBSPzX0pJD6tUKcfhRC2D6cd
Fkl3RDAPBgNVHRMBAf8EBTADAQH/MAUGAytlcANBAJzidKfyg0uy9cxNGXHZD+qx
AWRMwLO00nmRVkHGUBXv9VF5PFHFE2AsRfhiWhKKGR1MhH928b4Fo0Ax30fGRgY=
-----END CERTIFICATE-----
`;
const caKeyText = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIGEh3JTPYCCFvkADors4bSFnWXFFO0S9FWDAZSAnKi1VoAoGCCqGSM49
AwEHoUQDQgAEU3y5uWn2LXn1gpjd+3VJQULl2OgVwlcNo+kcZ8qj6cu/KnhwaaG2
kdXE1V7bjhLSLDd+PL5brrihAJkBQ5jJWw==
-----END EC PRIVATE KEY-----
`;
const leafKeyText = `-----BEGIN PRIVATE KEY-----
MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQCyxBl+//cgQqDh
Gmyday3dVUp7oYyxvwBoFqJyj8XCGc972spXGh9NPBKSQsAAMvKG2+uX+2IzBfWP
DdyRJ9nzESH4KgnkrUx+WGG1nkhNTETU9yPwhAZ7I50wtIJkppEpbVQYqep9NzdW
2i2G6H8NrmM87Gf13GkzmwkBnoWJzFoqqWdp8b2JEg6NJCRefhETicZfwoi4mZga
+8lnYcCITqEFD43y7v/uEPFHacm9cqf4QEss4wdfVRkBdkR17388FJJ4r4ktqGt7
CCGxQHvJ0XfpX4O7zVQ+dZOgowyk4Dl1qN4rh0SzF3N8gQHQ0FDw+jVy+ZFgZ2oQ
nKmG0oplAgMBAAECggEAB5Vfutj98U2SSJUCjY0ElZKZhclyeqnZHmaeE+Zlzm2i
NSVbbGWBysN6dYpFCIfLbQ169D1oSt99Aslk6s16JqBlRK333HkTjnqOWTzdNquT
x0WyrcXUBo5Etqe5rlkN6GgoZ0wcqUeEiU0ucujTAaVntVJsDeyAk/1cMkg4xFcn
bxxLZxYKjJj18Ubxz0UIKzZ3wufUcxZcU+xjcNKMvQXs9c3yNPqffkmIPqvGCM1k
XUBASXimZz8PraJWcm24AdbRNQ9p66OpEH5X0YaGiEGgDvCK8CXZibIY9kQJMxEp
7qJRb+FwT7XEDDLRuK4mk7dIQdbpD+NkGgidNXyCUwKBgQD2JdhNs7C+CKENsQo2
gTBfqxk3yPL/1S39Zuy/hT2G/htUOP6qZayIxNUZ6mXyZLk6Ike/gnS1BLSu+kWA
ZXaJdBQ34h4sZGA2uUMmpRJdquhgFL0dRdsVTvZGPduUht7gGaDAkONCCdnklP0c
IRL7nDlkRdLVM2fxMGN6qhukDwKBgQC569OV3Pqix2d0NxJ6XCy71iwNHqricc9h
tbobSFY0JXrFhkrt7uGFs+e1B3hhmVNnTN4F1iT5vFu6lK/A0SbUdUCTcam4N7XP
PS596/82Z3SomzpgIrmJo7ulkNm4QeIiPK+Syg7xz9x7N7rYnG4DQNiTkCdIAPEM
DwLhC2zmSwKBgHwtH3AjpJhZ9hXYKJTSm7rHsFMqNxzFSQw7blg4OY/uhY75qdAA
twfQdMk8LO4Zzi/7t0Jv57yigRx8+a8KgMBbJRAELMCsarVwxOWsBRXn8I74J2er
JBkd2rQY5LuLRsi7ZROAhIV+PsRIPWCBdvgkGffyGaig5GESzjzFsGgVAoGAK0J9
E+S8CL4fC0J5MTFbU0VtMIxPNKtIlrKjIA//xthlraomqyAnJ2YJ5uxbDVKQvnt7
OZ5vMhCqw0ovbsz7nPm/Uc9jrzJ/Qj45ICGWW4FM+qJLvey2gRkw40BF+IKT7GV0
cNJFEezMn3sDJb2YN3eSLRugmDdn3udrQxPWfesCgYBCIgXlQXYRVFZwYuWtrO/K
osy5MGpelfuYE76gHrPACJunx7p4G/GNTp4cTwDYDIFJJQJPB90gqLdi3FdiVQyF
hnEm0NvYzzd1lZycKUQLWcCLtV6E5v/MRFjkU3EY/5SXd41LZLyZIdLXmnfZ99Ka
xefqe5ClwLKEHAvaxL3Qig==
-----END PRIVATE KEY-----
`;
const ca = new X509Certificate(caText), leaf = new X509Certificate(leafText), ed = new X509Certificate(edText);
const texts = { ca: caText, leaf: leafText, ed: edText };

// 1.8: what is written in a certificate
export const fields = {
  async test() {
    for (const [n, x] of Object.entries({ ca, leaf, ed })) {
    for (const k of ["subject","subjectAltName","issuer","issuerCertificate","infoAccess","validFrom","validTo","fingerprint","fingerprint256","fingerprint512","keyUsage","serialNumber","ca"]) await say(n + " " + k, () => x[k]);
    await say(n + " raw", () => [x.raw, x.raw.length]);
    await say(n + " key", () => [x.publicKey.type, x.publicKey.asymmetricKeyType, x.publicKey.export({type:"spki",format:"pem"}).length]);
    await say(n + " text", () => [x.toString() === texts[n], x.toJSON() === x.toString()]);
    await say(n + " legacy", () => x.toLegacyObject());
    await say(n+" inspect", () => x);
    }
  },
};

// 1.8: whom a certificate is for
export const checks = {
  async test() {
    for (const h of ["example.com","EXAMPLE.com","www.example.com","a.example.org","b.a.example.org","example.org","127.0.0.1","",".com","*.example.org"]) await say("host " + h, () => [leaf.checkHost(h), ca.checkHost(h)]);
    for (const o of [{subject:"never"},{subject:"always"},{subject:"default"},{wildcards:false},{partialWildcards:false},{multiLabelWildcards:true},{singleLabelSubdomains:true},{subject:"x"},{wildcards:1},5,null]) await say("host " + show(o), () => [leaf.checkHost("a.example.org",o), ed.checkHost("ed",o)]);
    await say("host type", () => leaf.checkHost(5));
    for (const e of ["me@example.com","ME@example.com","you@example.com","",5]) await say("email " + e, () => leaf.checkEmail(e));
    for (const o of [{subject:"never"},{subject:"always"},{subject:"x"}]) await say("email " + show(o), () => leaf.checkEmail("me@example.com",o));
    for (const i of ["127.0.0.1","127.0.0.2","::1","0:0:0:0:0:0:0:1","x",5]) await say("ip " + i, () => leaf.checkIP(i));
  },
};

// 1.8: who issued a certificate, and with which key
export const signatures = {
  async test() {
    await say("issued", () => [leaf.checkIssued(ca), ca.checkIssued(ca), leaf.checkIssued(leaf), ed.checkIssued(ed), leaf.checkIssued(ed)]);
    await say("issued", () => leaf.checkIssued(5));
    await say("verify", () => [leaf.verify(ca.publicKey), ca.verify(ca.publicKey), leaf.verify(leaf.publicKey), ed.verify(ed.publicKey), leaf.verify(ed.publicKey)]);
    await say("verify", () => leaf.verify(5));
    await say("verify", () => leaf.verify(createPrivateKey(leafKeyText)));
    await say("private", () => [leaf.checkPrivateKey(createPrivateKey(leafKeyText)), leaf.checkPrivateKey(createPrivateKey(caKeyText)), ca.checkPrivateKey(createPrivateKey(caKeyText))]);
    await say("private", () => leaf.checkPrivateKey(5));
    await say("private", () => leaf.checkPrivateKey(leaf.publicKey));
  },
};

// 1.8: in which forms a certificate is read
export const forms = {
  async test() {
    await say("der", () => new X509Certificate(leaf.raw).serialNumber);
    await say("buffer", () => new X509Certificate(Buffer.from(caText)).subject);
    await say("view", () => new X509Certificate(new DataView(leaf.raw.buffer, leaf.raw.byteOffset, leaf.raw.length)).serialNumber);
    await say("two", () => new X509Certificate(caText + leafText).serialNumber);
    await say("text before", () => new X509Certificate("text\n" + caText).serialNumber);
    await say("trailing", () => new X509Certificate(Buffer.concat([leaf.raw, Buffer.from("x")])).serialNumber);
    await say("key from cert", () => createPublicKey(caText).asymmetricKeyType);
    await say("ab", () => new X509Certificate(leaf.raw.buffer.slice(leaf.raw.byteOffset, leaf.raw.byteOffset + leaf.raw.length)).serialNumber);
    await say("bad", () => new X509Certificate("x"));
    await say("type", () => new X509Certificate(5));
    await say("none", () => new X509Certificate());
    await say("clone", () => structuredClone(ca));
    await say("keys", () => Object.keys(ca));
    await say("w/o new", () => X509Certificate(caText));
    await say("tag", () => Object.prototype.toString.call(ca));
  },
};
