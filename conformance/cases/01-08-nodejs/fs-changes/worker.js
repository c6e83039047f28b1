import fs from "node:fs";
import fsp from "node:fs/promises";
import { inspect } from "node:util";
import { Buffer } from "node:buffer";

const show = (value) => inspect(value, { depth: 4, breakLength: Infinity, compact: 5 });
// say prints what a call answers, or how it fails.
const say = async (what, call) => {
  try {
    console.log(`${what}: ${show(await call())}`);
  } catch (e) {
    const { name, message } = e;
    console.log(`${what} fails: ${e.constructor.name} ${name}: ${message.replace(/reference = .*/, "reference")} ${JSON.stringify(e)}`);
  }
};
const text = (path) => fs.readFileSync(path, "utf8");
const clear = () => fs.readdirSync("/tmp").forEach((name) => fs.rmSync(`/tmp/${name}`, { recursive: true }));
const fill = () => {
  clear();
  fs.writeFileSync("/tmp/f", "F");
  fs.writeFileSync("/tmp/g", "G");
  fs.mkdirSync("/tmp/d");
  fs.writeFileSync("/tmp/d/x", "X");
  fs.mkdirSync("/tmp/e");
  fs.symlinkSync("/tmp/f", "/tmp/lf");
  fs.symlinkSync("/tmp/d", "/tmp/ld");
  fs.symlinkSync("/tmp/none", "/tmp/ln");
};
const shape = ({ name, ...entry }) => {
  const path = `/tmp/${name}`;
  return fs.lstatSync(path).isSymbolicLink() ? `${name}->${fs.readlinkSync(path)}` : fs.statSync(path).isDirectory() ? `${name}[${fs.readdirSync(path)}]` : `${name}:${text(path)}`;
};
// state lists what is in /tmp, in order.
const state = () => fs.readdirSync("/tmp", { withFileTypes: true }).map(shape).join(" ");

// 1.8: what rename does to what, and in which order entries are left
export const renaming = {
  async test() {
    for (const from of ["f", "d", "e", "lf", "ld", "ln", "d/x"]) {
      for (const to of ["f", "g", "d", "e", "lf", "ld", "ln", "new", "d/x", "d/y", "f/"]) {
        fill();
        await say(`${from} to ${to}`, () => [fs.renameSync(`/tmp/${from}`, `/tmp/${to}`), state()]);
      }
    }
  },
};

// 1.8: what copyFile does to what
export const copyingOver = {
  async test() {
    for (const from of ["f", "d", "e", "lf", "ld", "ln", "d/x"]) {
      for (const to of ["f", "g", "d", "e", "lf", "ld", "ln", "new", "d/x", "d/y", "f/"]) {
        fill();
        await say(`${from} to ${to}`, () => [fs.copyFileSync(`/tmp/${from}`, `/tmp/${to}`), state()]);
      }
    }
  },
};

// 1.8: what cp does to what
export const trees = {
  async test() {
    for (const from of ["f", "d", "lf", "ld", "ln"]) {
      for (const to of ["f", "g", "d", "e", "lf", "ld", "ln", "new", "ld/z", "f/q"]) {
        if (from.endsWith("d") && to === "ld/z") continue; // would never end
        fill();
        await say(`${from} to ${to}`, () => [fs.cpSync(`/tmp/${from}`, `/tmp/${to}`, { recursive: true }), state()]);
      }
    }
  },
};

// 1.8: what cp does without recursive
export const treesNotRecursive = {
  async test() {
    for (const from of ["f", "d", "lf", "ld", "ln"]) {
      for (const to of ["f", "g", "d", "e", "lf", "ld", "ln", "new", "ld/z", "f/q"]) {
        if (from.endsWith("d") && to === "ld/z") continue; // would never end
        fill();
        await say(`${from} to ${to}`, () => [fs.cpSync(`/tmp/${from}`, `/tmp/${to}`, {}), state()]);
      }
    }
  },
};

// 1.8: what cp does through links
export const treesDereferenced = {
  async test() {
    for (const from of ["f", "d", "lf", "ld", "ln"]) {
      for (const to of ["f", "g", "d", "e", "lf", "ld", "ln", "new", "ld/z", "f/q"]) {
        if (from.endsWith("d") && to === "ld/z") continue; // would never end
        fill();
        await say(`${from} to ${to}`, () => [fs.cpSync(`/tmp/${from}`, `/tmp/${to}`, { recursive: true, dereference: true }), state()]);
      }
    }
  },
};

// 1.8: what cp does when it must not overwrite
export const treesUnforced = {
  async test() {
    for (const from of ["f", "d", "lf", "ld", "ln"]) {
      for (const to of ["f", "g", "d", "e", "lf", "ld", "ln", "new", "ld/z", "f/q"]) {
        if (from.endsWith("d") && to === "ld/z") continue; // would never end
        fill();
        await say(`${from} to ${to}`, () => [fs.cpSync(`/tmp/${from}`, `/tmp/${to}`, { recursive: true, force: false }), state()]);
      }
    }
  },
};

// 1.8: what cp does when it must fail on what is there
export const treesErrorOnExist = {
  async test() {
    for (const from of ["f", "d", "lf", "ld", "ln"]) {
      for (const to of ["f", "g", "d", "e", "lf", "ld", "ln", "new", "ld/z", "f/q"]) {
        if (from.endsWith("d") && to === "ld/z") continue; // would never end
        fill();
        await say(`${from} to ${to}`, () => [fs.cpSync(`/tmp/${from}`, `/tmp/${to}`, { recursive: true, force: false, errorOnExist: true }), state()]);
      }
    }
  },
};

// 1.8: cp merges directories
export const merging = {
  async test() {
    fill();
    fs.mkdirSync("/tmp/to/d", { recursive: true }); fs.writeFileSync("/tmp/to/f", "old"); fs.symlinkSync("/tmp/g", "/tmp/to/lf"); fs.mkdirSync("/tmp/to/g");
    fs.mkdirSync("/tmp/from/d", { recursive: true }); fs.writeFileSync("/tmp/from/f", "new"); fs.writeFileSync("/tmp/from/lf", "file over link"); fs.writeFileSync("/tmp/from/d/deep", "deep");
    for (const o of [{ force: false, errorOnExist: true }, { force: false }, {}]) await say(show(o), () => [fs.cpSync("/tmp/from", "/tmp/to", { recursive: true, ...o }), fs.readdirSync("/tmp/to", { recursive: true }), text("/tmp/to/f"), text("/tmp/to/lf")]);
    fs.writeFileSync("/tmp/from/g", "over a directory");
    await say("file over directory", () => fs.cpSync("/tmp/from", "/tmp/to", { recursive: true }));
    fs.rmSync("/tmp/from/g"); fs.symlinkSync("/tmp/f", "/tmp/from/g");
    await say("link over directory", () => fs.cpSync("/tmp/from", "/tmp/to", { recursive: true }));
    fs.rmSync("/tmp/from/g"); fs.mkdirSync("/tmp/from/f2"); fs.writeFileSync("/tmp/to/f2", "");
    await say("directory over file", () => fs.cpSync("/tmp/from", "/tmp/to", { recursive: true }));
  },
};

// 1.8: what is read only stays
export const readOnly = {
  async test() {
    await say("copy dev", () => [fs.copyFileSync("/tmp/f","/dev/null"), fs.copyFileSync("/dev/null","/tmp/f"), fs.statSync("/tmp/f").isCharacterDevice()]);
    fill();
    await say("copy full", () => [fs.copyFileSync("/tmp/f","/dev/full")]);
    fill();
    await say("rename over bundle", () => [fs.renameSync("/tmp/f","/bundle/worker.js")]);
    fill();
    await say("copy over bundle", () => [fs.copyFileSync("/tmp/f","/bundle/worker.js")]);
    fill();
    await say("cp over bundle", () => [fs.cpSync("/tmp/f","/bundle/worker.js")]);
    fill();
    await say("rename tmp", () => [fs.renameSync("/tmp","/tmp2")]);
    // hard links and copies over
    fill();
  },
};

// 1.8: a second name shares the bytes, until one is replaced
export const shared = {
  async test() {
    await say("rename over hard", () => { fs.linkSync("/tmp/f","/tmp/h"); const fd=fs.openSync("/tmp/f","r"); fs.renameSync("/tmp/g","/tmp/f"); return [state(), fs.readFileSync(fd,"utf8")]; });
    fill();
    await say("copy over hard", () => { fs.linkSync("/tmp/f","/tmp/h"); const fd=fs.openSync("/tmp/f","r"); fs.copyFileSync("/tmp/g","/tmp/f"); return [state(), fs.readFileSync(fd,"utf8")]; });
    fill();
    await say("copy bundle and write", () => { fs.copyFileSync("/bundle/worker.js","/tmp/w"); fs.writeFileSync("/tmp/w","q"); return state(); });
    fill();
    await say("rename same hard", () => { fs.linkSync("/tmp/f","/tmp/h"); fs.renameSync("/tmp/f","/tmp/h"); return state(); });
    fill();
  },
};

// 1.8: a file has the time that it was told
export const times = {
  async test() {
    await say("utimes", () => { fs.utimesSync("/tmp/f",1e12,2e12); fs.copyFileSync("/tmp/f","/tmp/c"); const s=fs.statSync("/tmp/f"), c=fs.statSync("/tmp/c"); return [s.atimeMs,s.mtimeMs,s.ctimeMs,s.birthtimeMs,s.mtime,c.mtimeMs, fs.statSync("/tmp/f",{bigint:true})]; });
    await say("utimes str", () => { fs.utimesSync("/tmp/f","5","2020-01-01"); return fs.statSync("/tmp/f").mtimeMs; });
    await say("utimes big", () => { fs.utimesSync("/tmp/f",5n,1234567n); return fs.statSync("/tmp/f").mtimeMs; });
    await say("utimes frac", () => { fs.utimesSync("/tmp/f",5,1.5); return fs.statSync("/tmp/f").mtimeMs; });
    await say("utimes neg", () => { fs.utimesSync("/tmp/f",5,-1000); return fs.statSync("/tmp/f").mtimeMs; });
    await say("utimes nan", () => { fs.utimesSync("/tmp/f",5,NaN); return fs.statSync("/tmp/f").mtimeMs; });
    await say("utimes badstr", () => { fs.utimesSync("/tmp/f",5,"zz"); return fs.statSync("/tmp/f").mtimeMs; });
    await say("utimes bad", () => fs.utimesSync("/tmp/f",{},1));
    await say("utimes dir", () => fs.utimesSync("/tmp/d",1,1));
    await say("utimes bundle", () => fs.utimesSync("/bundle/worker.js",1,1));
    await say("utimes missing", () => fs.utimesSync("/tmp/none",1,1));
    await say("lutimes", () => [fs.lutimesSync("/tmp/lf",1,1), fs.lutimesSync("/tmp/ln",1,1)]);
    await say("futimes bad", () => fs.futimesSync(77,1,1));
    await say("write mtime", () => { fs.writeFileSync("/tmp/f","zzz"); return fs.statSync("/tmp/f").mtimeMs; });
  },
};

// 1.8: truncate and writing beyond the end
export const sizes = {
  async test() {
    fill();
    await say("trunc", () => [fs.truncateSync("/tmp/f",5), text("/tmp/f"), fs.truncateSync("/tmp/f"), text("/tmp/f")]);
    await say("trunc dir", () => fs.truncateSync("/tmp/d"));
    await say("trunc missing", () => fs.truncateSync("/tmp/none"));
    await say("trunc bundle", () => fs.truncateSync("/bundle/worker.js"));
    await say("trunc neg", () => fs.truncateSync("/tmp/f",-1));
    await say("trunc big", () => fs.truncateSync("/tmp/f",2**32-1));
    await say("trunc 128M", () => [fs.truncateSync("/tmp/f",128*1024*1024), fs.truncateSync("/tmp/f",0)]);
    await say("trunc 128M+1", () => [fs.truncateSync("/tmp/f",128*1024*1024+1)]);
    await say("write at big", () => { const fd=fs.openSync("/tmp/f","w"); return fs.writeSync(fd,"x",128*1024*1024) });
    await say("write at big", () => { const fd=fs.openSync("/tmp/f","w"); return fs.writeSync(fd,"x",2**33) });
    await say("write at big", () => { const fd=fs.openSync("/tmp/f","w"); return fs.writeSync(fd,"x",2n**40n) });
    await say("write at neg", () => { const fd=fs.openSync("/tmp/f","w"); return fs.writeSync(fd,"x",-1n) });
    await say("read at big", () => { const fd=fs.openSync("/tmp/f","r"); return fs.readSync(fd,Buffer.alloc(1),0,1,2n**40n) });
    await say("write gap", () => { const fd=fs.openSync("/tmp/f","w"); return [fs.writeSync(fd,"x",3), text("/tmp/f")] });
  },
};

// 1.8: what a descriptor of a directory is good for
export const descriptors = {
  async test() {
    await say("read dir fd", () => fs.readSync(fs.openSync("/tmp"),Buffer.alloc(1)));
    await say("write dir fd", () => fs.writeSync(fs.openSync("/tmp"),"a"));
    await say("readFile dir fd", () => fs.readFileSync(fs.openSync("/tmp")));
    await say("writeFile dir fd", () => fs.writeFileSync(fs.openSync("/tmp"),"a"));
    await say("ftrunc dir fd", () => fs.ftruncateSync(fs.openSync("/tmp")));
    await say("fstat dir fd", () => fs.fstatSync(fs.openSync("/tmp")).isDirectory());
    await say("futimes dir fd", () => fs.futimesSync(fs.openSync("/tmp"),1,1));
  },
};

// 1.8: owners and modes are checked and kept nowhere
export const owners = {
  async test() {
    fill();
    await say("fsync etc", () => [fs.fsyncSync(1), fs.fdatasyncSync(1), fs.fchmodSync(1,0o777), fs.fchownSync(1,1,1)]);
    for (const n of ["fsyncSync","fdatasyncSync"]) await say(n, () => fs[n](77));
    await say("fchmod", () => fs.fchmodSync(77,1));
    await say("fchown", () => fs.fchownSync(77,1,1));
    await say("chmod", () => [fs.chmodSync("/tmp/f",0), fs.statSync("/tmp/f").mode, fs.chmodSync("/bundle/worker.js","777")]);
    for (const n of ["chmodSync","lchmodSync"]) await say(n, () => fs[n]("/tmp/none",1));
    for (const n of ["chownSync","lchownSync"]) await say(n, () => fs[n]("/tmp/none",1,1));
    await say("chown", () => fs.chownSync("/tmp/f","1",1));
    await say("chown", () => fs.chownSync("/tmp/f",1,-2));
    await say("chmod", () => fs.chmodSync("/tmp/f"));
    await say("chmod", () => fs.chmodSync("/tmp/f","zz"));
    await say("lchmod", () => fs.lchmodSync("/tmp/ln",1));
    await say("lchown", () => fs.lchownSync("/tmp/ln",1,1));
    await say("chmod fd?", () => fs.chmodSync(77,1));
    await say("chmod fd?", () => fs.chmodSync(1,1));
  },
};

// 1.8: stat and access
export const stats = {
  async test() {
    fill();
    await say("statfs", () => [fs.statfsSync("/nowhere"), fs.statfsSync("/nowhere",{bigint:true})]);
    await say("lstat noentry", () => [fs.lstatSync("/none",{throwIfNoEntry:false}), fs.statSync("/none",{throwIfNoEntry:false})]);
    await say("stat throw 1", () => fs.statSync("/none",{throwIfNoEntry:1}));
    await say("stat opts", () => fs.statSync("/none",1));
    await say("stat bigint", () => fs.statSync("/none",{bigint:1}));
    await say("fstat str", () => fs.fstatSync("x"));
    await say("fstat neg", () => fs.fstatSync(-1));
    await say("fstat -0", () => fs.fstatSync(-0).size);
    await say("fstat 1.5", () => fs.fstatSync(1.5));
    await say("access", () => [fs.accessSync("/tmp/f"), fs.accessSync("/tmp/f",6), fs.accessSync("/bundle/worker.js",4), fs.accessSync("/tmp"), fs.accessSync("/bundle")]);
    await say("access x", () => fs.accessSync("/tmp/f",1));
    await say("access w", () => fs.accessSync("/bundle/worker.js",2));
    await say("access bad", () => fs.accessSync("/tmp/f",9));
    await say("access bad", () => fs.accessSync("/tmp/f","9"));
    await say("access null", () => fs.accessSync("/tmp/f",null));
    await say("close bad", () => fs.closeSync("x"));
    await say("close neg", () => fs.closeSync(-1));
    await say("lstat link", () => fs.lstatSync("/tmp/lf").mode);
    await say("stat tmp", () => [fs.statSync("/tmp").mode, fs.statSync("/").mode, fs.statSync("/bundle").mode, fs.statSync("/dev").mode, fs.statSync("/tmp/d").mode]);
  },
};
