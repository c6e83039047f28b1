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
const called = (what, call) => new Promise((done) => {
  const callback = (...args) => {
    console.log(`${what} -> ${show(args.map((arg) => (arg instanceof Error ? `${arg.constructor.name} ${arg.code} ${arg.syscall} ${arg.path} ${arg.message}` : arg)))}`);
    done();
  };
  try {
    call(callback);
  } catch (e) {
    console.log(`${what} fails: ${e.constructor.name} ${e.code} ${e.message}`);
    done();
  }
});
const seed = () => {
  fs.writeFileSync("/tmp/f", "hello world");
  fs.mkdirSync("/tmp/d");
  fs.writeFileSync("/tmp/d/x", "X");
  fs.symlinkSync("/tmp/f", "/tmp/l");
};

// 1.8: the forms with a callback, what they throw and what they tell it
export const callbacks = {
  async test() {
    seed();
    for (const [n, ...a] of [["access","/tmp/f"],["access","/tmp/none"],["access","/tmp/f",9],["access",5],["stat","/tmp/none"],["stat","/tmp/none",{throwIfNoEntry:false}],["stat","/tmp/f",undefined],["stat","/tmp/f",null],["lstat","/tmp/none"],["fstat",77],["fstat","x"],["fstat",1,{bigint:1}],
    ["mkdir","/tmp/m1"],["mkdir","/tmp/m2/m3",{recursive:true}],["mkdir","/tmp/m4",undefined],["mkdir","/tmp/m5",0o700],["mkdir","/tmp/f"],["mkdtemp","/tmp/t-"],["mkdtemp","/tmp/t-",undefined],["mkdtemp","/tmp/t-","utf8"],["mkdtemp",5],["mkdtemp","/tmp/none/x"],
    ["readdir","/tmp/d"],["readdir","/tmp/d",{withFileTypes:true}],["readdir","/tmp/d","buffer"],["readdir","/tmp/none"],["readdir","/tmp/d",undefined],["readdir","/tmp/d",{encoding:"q"}],
    ["readFile","/tmp/f"],["readFile","/tmp/f","utf8"],["readFile","/tmp/f",{encoding:"hex"}],["readFile","/tmp/none"],["readFile",{}],["readFile","/tmp/f",{encoding:"q"}],["readFile","/tmp/f",{flag:"q"}],["readFile",99],
    ["readlink","/tmp/l"],["readlink","/tmp/f"],["realpath","/tmp/l"],["realpath","/tmp/none"],["rename","/tmp/none","/tmp/n2"],["rm","/tmp/none"],["rm","/tmp/none/x"],["rm","/tmp/d",{recursive:1}],["rm","/tmp/none",undefined],["rmdir","/tmp/d"],["rmdir","/tmp/none"],["rmdir","/tmp/f",undefined],
    ["statfs","/x"],["statfs","/x",{bigint:true}],["statfs","/x",undefined],["symlink","/tmp/f","/tmp/l2"],["symlink","/tmp/f","/tmp/l2","dir"],["symlink","/tmp/f","/tmp/l3","q"],["symlink","/tmp/f","/tmp/l3",null],["symlink","/tmp/f","/tmp/l4",undefined],["truncate","/tmp/f"],["truncate","/tmp/f",4],["truncate","/tmp/none",4],["truncate","/tmp/f",-4],["truncate","/tmp/f",undefined],["unlink","/tmp/l2"],["unlink","/tmp/l2"],["utimes","/tmp/f",1,2],["utimes","/tmp/f",{},2],["lutimes","/tmp/l",1,2],["futimes",77,1,2],["futimes","x",1,2],
    ["chmod","/tmp/f",0],["chmod","/tmp/none",0],["chmod","/tmp/f","q"],["chown","/tmp/f",1,1],["chown","/tmp/none",1,1],["lchown","/tmp/none",1,1],["lchmod","/tmp/none",1],["fchmod",77,1],["fchown",77,1,1],["fchmod",1,1],["fsync",77],["fsync",1],["fdatasync",77],["close",77],["close","x"],["copyFile","/tmp/f","/tmp/g"],["copyFile","/tmp/f","/tmp/g",1],["copyFile","/tmp/none","/tmp/g"],["copyFile","/tmp/f","/tmp/g",4],["copyFile","/tmp/f","/tmp/g",undefined],
    ["cp","/tmp/d","/tmp/d9"],["cp","/tmp/d","/tmp/d9",{recursive:true}],["cp","/tmp/f","/tmp/d9",undefined],["link","/tmp/f","/tmp/h"],["link","/tmp/none","/tmp/h2"],["open","/tmp/f"],["open","/tmp/none"],["open","/tmp/f","r"],["open","/tmp/f","q"],["open","/tmp/f","r",0o666],["open","/tmp/f",undefined],["open","/tmp/f","r","q"],["opendir","/tmp/d"],["opendir","/tmp/none"],["opendir","/tmp/d",{recursive:true}],["opendir","/tmp/d",undefined],
    ["writeFile","/tmp/w","data"],["writeFile","/tmp/w","data","hex"],["writeFile","/tmp/w",5],["writeFile","/none/w","x"],["writeFile","/tmp/w","x",{flag:"wx"}],["writeFile","/tmp/w","x",undefined],["writeFile","/tmp/w","x",{flush:1}],["appendFile","/tmp/w","more"],["appendFile","/tmp/w","opt",{}],["appendFile","/tmp/w","null",null],["appendFile","/tmp/w","q",{flag:"a"}],
    ["exists","/tmp/f"],["exists","/tmp/none"],["exists",{}],["ftruncate",77],["ftruncate",77,3],["ftruncate",1],["glob","*",{cwd:"/tmp"}],["glob","*"],["read",77],["read",1],["readv",1,[Buffer.alloc(2)]],["readv",77,[Buffer.alloc(2)],1],["readv",1,5],["writev",77,[Buffer.alloc(2)]],["writev",1,[Buffer.from("wv\n")]],["writev",1,[5]],["writev",1,[Buffer.from("wv\n")],null],["writev",1,[Buffer.from("wv\n")],"x"],["write",77,"x"],["write",1,"x\n"],["write",1,"x\n",null],["write",1,"x\n",0,"utf8"],["write",1,5],["write",1,Buffer.from("abc\n"),1],["write",1,Buffer.from("abc\n"),0,2],["write",1,Buffer.from("abc\n"),0,2,0],["write",1,Buffer.from("abc\n"),{offset:1,length:2}],["write",1,Buffer.from("abc\n"),5],["write",1,Buffer.from("abc\n"),0,9],
    ]) await called(`${n} ${show(a)}`, (done) => fs[n](...a, done));
  },
};

// 1.8: a callback is needed
export const noCallback = {
  async test() {
    seed();
    for (const n of ["access","stat","readFile","exists","open","mkdir","writeFile","rename","read","write","readv","writev","cp","glob","close","fsync","unlink"]) await say("no callback "+n, () => { const v = fs[n]("/tmp/f","/tmp/g2"); return v });
    await say("no callback close", () => fs.close(99));
    await say("bad callback", () => fs.fsync(1,5));
  },
};

// 1.8: read and write take their place in many ways
export const positions = {
  async test() {
    seed();
    const fd = fs.openSync("/tmp/g","w+"); fs.writeSync(fd,"0123456789");
    const b = () => Buffer.alloc(6,46);
    for (const a of [[b()],[b(),0],[b(),1,2,3],[b(),1,2,null],[b(),{offset:1,length:2,position:3}],[b(),{}],[{buffer:b(),offset:2,length:2,position:1}],[{buffer:b()}],[{position:2}],[b(),9],[b(),0,9,0],[b(),0,0,0],[b(),"x",2,0],[b(),0,2,-1],[{buffer:5}],[new DataView(new ArrayBuffer(3)),0,3,0],[new Uint16Array(2),0,4,0]]) {
    await called("read "+show(a), (done) => fs.read(fd, ...a, done));
    await say("readSync "+show(a), () => { const v = fs.readSync(fd, ...a); return [v, a[0]] });
    }
    for (const a of [[[b(),b()],0],[[b()],2],[[]],[[b()],-1],[[b()],"x"],[[new Uint8Array(3),new Uint8Array(9)],0]]) await say("readvSync "+show(a), () => [fs.readvSync(fd,...a), a[0]]);
    for (const a of [["ab",0],["ab",0,"hex"],["abc",0,"hex"],["ab",null,"utf16le"],["q","x"],[Buffer.from("ABCD"),1],[Buffer.from("ABCD"),1,2],[Buffer.from("ABCD"),0,2,4],[Buffer.from("ABCD"),{offset:1}],[Buffer.from("ABCD"),{length:2,position:0}],[Buffer.from("ABCD"),-1],[new Uint16Array([1,2]),0,4,0],[new DataView(new ArrayBuffer(2)),0,2,0],[5],[null]]) await say("writeSync "+show(a), () => [fs.writeSync(fd,...a), text("/tmp/g")]);
    await say("writevSync", () => [fs.writevSync(fd,[Buffer.from("1"),new Uint8Array([50])],0), text("/tmp/g")]);
  },
};

// 1.8: the forms that answer a promise
export const promises = {
  async test() {
    seed();
    for (const [n, ...a] of [["access","/tmp/none"],["access",5],["appendFile","/tmp/pa","x"],["chmod","/tmp/none",0],["chown","/tmp/none",1,1],["copyFile","/tmp/f","/tmp/pc"],["cp","/tmp/d","/tmp/pd"],["lchmod","/tmp/f",0],["lchown","/tmp/f",1,1],["link","/tmp/f","/tmp/pl"],["lstat","/tmp/none"],["lutimes","/tmp/l",1,2],["mkdir","/tmp/pm/pn",{recursive:true}],["mkdtemp","/tmp/pt"],["open","/tmp/none"],["opendir","/tmp/d"],["readFile","/tmp/f","utf8"],["readFile","/tmp/none"],["readdir","/tmp/d"],["readlink","/tmp/l"],["realpath","/tmp/l"],["rename","/tmp/pa","/tmp/pb"],["rm","/tmp/pb"],["rmdir","/tmp/d"],["stat","/tmp/f",{bigint:1}],["statfs","/"],["symlink","/tmp/f","/tmp/ps"],["truncate","/tmp/f",1],["unlink","/tmp/ps"],["utimes","/tmp/f",1,2],["writeFile","/tmp/pw","x"],["writeFile",5,"x"]]) await say("p."+n+show(a), () => fsp[n](...a));
    await say("p.glob", async () => { const l = []; for await (const x of fsp.glob("**/*",{cwd:"/tmp",exclude:["t-*"]})) l.push(x); return l; });
    await say("p.constants", () => [fsp.constants === fs.constants, fs.promises === fsp, Object.keys(fsp).length, Object.prototype.toString.call(fs.promises), Object.prototype.toString.call(fs.constants)]);
  },
};

// 1.8: a FileHandle
export const handles = {
  async test() {
    seed();
    const h = await fsp.open("/tmp/hh","w+");
    await say("h.write", () => h.write("hello"));
    await say("h.write", () => h.write(Buffer.from("XY"),0,2,1));
    await say("h.write", () => h.write("zz",7));
    await say("h.write", () => h.write("6162",null,"hex"));
    await say("h.read", () => h.read(Buffer.alloc(4),0,4,0));
    await say("h.read", () => h.read({buffer:Buffer.alloc(3),position:1}));
    await say("h.read", () => h.read({position:0}).then(r => [r.bytesRead, r.buffer.length]));
    await say("h.read", () => h.read(Buffer.alloc(2),{position:2}));await say("h.read", () => h.read(Buffer.alloc(2),{offset:5}));
    await say("h.readv", () => h.readv([Buffer.alloc(2),Buffer.alloc(3)],0));
    await say("h.writev", () => h.writev([Buffer.from("!")],0));
    await say("h.readFile", () => h.readFile("utf8"));
    await say("h.writeFile", () => h.writeFile("new"));
    await say("h.appendFile", () => h.appendFile("+"));
    await say("h.stat", () => h.stat().then(s=>s.size));
    await say("h.truncate", () => h.truncate(2));
    await say("h.utimes", () => h.utimes(1,2));
    await say("h.chmod", () => h.chmod(1));
    await say("h.chown", () => h.chown(1,1));
    await say("h.sync", () => [h.sync(), h.datasync()]);
    await say("h.readLines", () => h.readLines());
    await say("h.readLines", () => h.fd > 2);
    await say("h.web", async () => { const out = []; for await (const c of h.readableWebStream()) out.push(Buffer.from(c).toString()); return [out, h.fd]; });
    for (const n of ["read","readFile","write","stat","close","appendFile","sync","truncate","writeFile","chmod","readableWebStream","readLines"]) await say("closed "+n, () => h[n]("x"));
    await say("new FileHandle", () => new fsp.FileHandle());
    await say("fileHandle close event", async () => { const h = await fsp.open("/tmp/hh"); const l = []; h.on("close", (...a) => l.push(a)); await h.close(); await h[Symbol.asyncDispose](); return [l, h.fd]; });
  },
};

// 1.8: a Dir lists what was there when it was opened
export const directories = {
  async test() {
    seed();
    const d = fs.opendirSync("/tmp/d");
    await say("dir", () => [d.path, d.readSync(), d.readSync()]);
    await say("dir close", () => [d.closeSync()]);
    await say("dir closed", () => d.readSync());
    await say("dir closed", () => d.read());
    await say("dir closed", () => d.close());
    await say("dir closed", () => d.closeSync());
    await say("dir iter", async () => { const l = []; for await (const e of fs.opendirSync("/tmp/d")) l.push(e.name); return l; });
    await say("dir cb", () => new Promise(r => fs.opendirSync("/tmp/d").read((...a) => r(a))));
    await say("dir closed cb", () => { const d = fs.opendirSync("/tmp/d"); d.closeSync(); return new Promise(r => d.read((e,v) => r([e.code,v]))) });
    await say("dir buf", () => fs.opendirSync("/tmp/d",{encoding:"buffer"}).readSync());
    await say("dir opts", () => fs.opendirSync("/tmp/d",{bufferSize:-1}));
    await say("dir opts", () => fs.opendirSync("/tmp/d","utf8"));
    await say("Dir", () => new fs.Dir([], "p", {}).path);
    await say("Dir", () => new fs.Dir([], "p"));
    await say("Dir", () => new fs.Dir([], "p", {encoding:5}));
    await say("Dir cb path", () => new Promise(r => fs.opendir("/tmp/d", (e,d) => r(d.path instanceof URL))));
  },
};

// 1.8: Dirent, Stats and blobs
export const classes = {
  async test() {
    seed();
    await say("Dirent", () => { const e = new fs.Dirent("a",3,"p"); return [e.isSymbolicLink(), e.isFile(), e.isBlockDevice(), e.isFIFO(), e.isSocket(), e.isCharacterDevice(), e.isDirectory(), Object.keys(e)]; });
    await say("openAsBlob", async () => { const b = fs.openAsBlob("/tmp/f",{type:"text/plain"}); return [b, await b.text()]; });
    await say("openAsBlob", () => fs.openAsBlob("/tmp/none"));
    await say("openAsBlob", () => fs.openAsBlob("/tmp"));
    await say("openAsBlob", () => fs.openAsBlob("/tmp/f",{type:1}));
    for (const n of ["watch","watchFile","unwatchFile"]) await say(n, () => fs[n]("/tmp/f"));
    await say("stats", () => { const s = fs.statSync("/tmp/f"); return [s.isFile(), s.isDirectory(), s.isFIFO(), s.isSocket(), s.isBlockDevice(), s.isCharacterDevice(), s.isSymbolicLink(), Object.keys(s).join()] });
    await say("_callbackthrow", () => new Promise((r) => { addEventListener("error", (e) => { e.preventDefault(); r(e.message) }, {once:true}); fs.stat("/tmp", () => { throw new Error("from callback") }); }));
  },
};
