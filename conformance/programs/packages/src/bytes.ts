import * as fflate from "fflate";
import type { Say } from "./say";

const text = "hello hello hello ".repeat(50), bytes = new TextEncoder().encode(text)
const hex = (u: Uint8Array) => [...new Uint8Array(u.slice(0, 24))].map((b) => b.toString(16).padStart(2, "0")).join("");

export default async function (say: Say) {
  await say("fflate", () => { const g = fflate.gzipSync(bytes, { mtime: 0 }); return [g.length, hex(g), fflate.strFromU8(fflate.gunzipSync(g)).length, Object.keys(fflate.unzipSync(fflate.zipSync({ "a.txt": bytes, "d/b.bin": [new Uint8Array(3), { level: 0 }] } as any))), hex(fflate.deflateSync(bytes)), fflate.strFromU8(fflate.decompressSync(fflate.zlibSync(bytes))).length]; });
  await say("fflate async", () => new Promise((res, rej) => { try { fflate.gzip(bytes, (e, d) => (e ? rej(e) : res(d.length))); } catch (e) { rej(e); } }));
  await say("fflate stream", () => { const out: number[] = []; const s = new fflate.Gunzip((c, f) => out.push(c.length)); s.push(fflate.gzipSync(bytes), true); return out; });
}
