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
const top = (() => {
  fs.writeFileSync("/tmp/top", "at the top level");
  return text("/tmp/top");
})();

// 1.8: the root has the bundle, temporary files and devices
export const roots = {
  async test() {
    await say("top", () => top);
    await say("kept", () => fs.existsSync("/tmp/top"));
    await say("list", () => fs.readdirSync("/"));
    await say("list", () => fs.readdirSync("/bundle"));
    await say("list", () => fs.readdirSync("/dev"));
    await say("list", () => fs.readdirSync("/tmp"));
    await say("module", () => text("/bundle/worker.js").startsWith("import fs"));
    await say("mode", () => ["/", "/tmp", "/bundle", "/dev", "/dev/null", "/bundle/worker.js"].map((p) => fs.statSync(p).mode));
    await say("write", () => fs.writeFileSync("/bundle/x", "a"));
    await say("write", () => fs.writeFileSync("/x", "a"));
    await say("over", () => fs.writeFileSync("/bundle/worker.js", "a"));
  },
};

// 1.8: a temporary file is there for as long as the request
export const request = {
  async test() {
    await say("first", () => [fs.existsSync("/tmp/mine"), process.cwd()]);
    fs.writeFileSync("/tmp/mine", "x");
    process.chdir("/tmp");
    await new Promise((done) => setTimeout(done, 1));
    await say("then", () => [fs.existsSync("mine"), process.cwd()]);
  },
};

// 1.8: the next request has no file of the one before it
export const requestAgain = {
  async test() {
    await say("first", () => [fs.existsSync("/tmp/mine"), process.cwd()]);
  },
};

// 1.8: process.chdir moves what is relative
export const directory = {
  async test() {
    for (const to of ["/tmp", "..", "bundle", "./../dev", "/tmp/none", "/bundle/worker.js", "", "/", "tmp/."]) await say(to, () => [process.chdir(to), process.cwd()]);
    await say("number", () => process.chdir(1));
    await say("relative", () => [fs.writeFileSync("rel", "r"), text("/tmp/rel"), fs.readdirSync("."), fs.readdirSync("")]);
  },
};

// 1.8: what a file is opened for decides what can be done
export const flags = {
  async test() {
    await say("open r missing", () => fs.openSync("/tmp/m1"));
    await say("exists", () => fs.existsSync("/tmp/m1"));
    for (const f of ["r+","rs+","w","w+","a","a+","wx","ax","wx+", 0, 1, 2, 64, 65, 66, 512, 513, 1025, 192+1]) {
    await say("open missing "+f, () => fs.openSync("/tmp/m-"+f, f));
    await say("  exists", () => fs.existsSync("/tmp/m-"+f));
    fs.writeFileSync("/tmp/have","hello");
    await say("open have "+f, () => { const fd = fs.openSync("/tmp/have", f); globalThis.fd = fd; return fd; });
    await say("  content", () => text("/tmp/have"));
    await say("  read", () => { const b = Buffer.alloc(8); return [fs.readSync(fd, b), b.toString()]; });
    await say("  write", () => [fs.writeSync(fd, "XY"), text("/tmp/have")]);
    await say("  write at 1", () => [fs.writeSync(fd, "Z", 1), text("/tmp/have")]);
    await say("  readFile", () => fs.readFileSync(fd,"utf8"));
    await say("  writeFile", () => [fs.writeFileSync(fd,"full"), text("/tmp/have")]);
    await say("  appendFile", () => [fs.appendFileSync(fd,"more"), text("/tmp/have")]);
    await say("  trunc", () => [fs.ftruncateSync(fd,2), text("/tmp/have")]);
    await say("  close", () => fs.closeSync(fd));
    }
  },
};

// 1.8: opening fails in many ways
export const opening = {
  async test() {
    await say("open dir r", () => fs.openSync("/tmp","r"));
    await say("open dir w", () => fs.openSync("/tmp","w"));
    await say("open dir r+", () => fs.openSync("/tmp","r+"));
    await say("open bundle r", () => fs.openSync("/bundle/worker.js","r"));
    await say("open bundle w", () => fs.openSync("/bundle/worker.js","w"));
    await say("open bundle a", () => fs.openSync("/bundle/worker.js","a"));
    await say("open bundle new w", () => fs.openSync("/bundle/x","w"));
    await say("open root new w", () => fs.openSync("/x","w"));
    await say("open deep new w", () => fs.openSync("/tmp/d1/d2/f","w"));
    await say("open file/sub w", () => fs.openSync("/tmp/have/f","w"));
    await say("open file/sub r", () => fs.openSync("/tmp/have/f","r"));
    await say("read file/sub", () => fs.readFileSync("/tmp/have/f"));
    await say("stat file/sub", () => fs.statSync("/tmp/have/f"));
    await say("write file/sub", () => fs.writeFileSync("/tmp/have/f","q"));
    await say("write deep", () => fs.writeFileSync("/tmp/d1/d2/f","w"));
    await say("write dir", () => fs.writeFileSync("/tmp","w"));
    await say("write excl", () => fs.writeFileSync("/tmp/have","w",{flag:"wx"}));
    await say("write r", () => fs.writeFileSync("/tmp/have","w",{flag:"r"}));
    await say("write r+", () => [fs.writeFileSync("/tmp/have","w",{flag:"r+"}), text("/tmp/have")]);
    await say("open bad flags", () => fs.openSync("/tmp/have","q"));
    await say("open bad mode", () => fs.openSync("/tmp/have","r","9"));
    await say("open bad mode", () => fs.openSync("/tmp/have","r",-1));
    await say("open bad mode", () => fs.openSync("/tmp/have","r",{}));
  },
};

// 1.8: devices read and take what they do
export const devices = {
  async test() {
    for (const d of ["null","zero","full","random"]) for (const f of ["r","w","r+","a"]) {
    await say(d+" "+f, () => { globalThis.fd = fs.openSync("/dev/"+d, f); return typeof fd });
    await say("  read", () => { const b = Buffer.alloc(4,1); return [fs.readSync(fd, b), d==="random" ? b.length : b]; });
    await say("  read", () => { const b = Buffer.alloc(0,1); return [fs.readSync(fd, b), b]; });
    await say("  write", () => fs.writeSync(fd, "XY"));
    await say("  trunc", () => fs.ftruncateSync(fd,2));
    await say("  utimes", () => fs.futimesSync(fd,1,2));
    await say("  readFile", () => fs.readFileSync(fd));
    }
    await say("cp dev", () => [fs.copyFileSync("/dev/zero","/tmp/z"), fs.statSync("/tmp/z").isCharacterDevice(), fs.rmSync("/tmp/z")]);
  },
};

// 1.8: the standard streams are descriptors that log lines
export const standard = {
  async test() {
    await say("write 2", () => [fs.writeSync(2, "part"), fs.writeSync(2, " more"), fs.writeSync(2, " line\nnext")]);
    await say("read 0", () => fs.readSync(0, Buffer.alloc(3)));
    await say("write 0", () => fs.writeSync(0, "abc"));
    await say("ftrunc 1", () => fs.ftruncateSync(1,2));
    await say("futimes 1", () => fs.futimesSync(1,2,3));
    await say("readFile 1", () => fs.readFileSync(1));
    await say("readFile 0", () => fs.readFileSync(0));
    await say("writeFile 1", () => fs.writeFileSync(1,"to one\n"));
    await say("appendFile 1", () => fs.appendFileSync(1,"to one\n"));
    await say("close 1", () => [fs.closeSync(1), fs.writeSync(1, "still\n")]);
    await say("console.log gone", () => { const l = console.log; console.log = (...a) => l("mine", ...a); try { return fs.writeSync(1,"a\n\nb\n"); } finally { console.log = l } });
  },
};

// 1.8: a file is made where its directory is, and not through a dangling link
export const openingMore = {
  async test() {
    await say("bundle none r", () => fs.openSync("/bundle/none"));
    await say("bundle none/none r", () => fs.openSync("/bundle/none/none"));
    await say("bundle none/none w", () => fs.openSync("/bundle/none/none","w"));
    fs.symlinkSync("/tmp/target","/tmp/dang");
    await say("dang r", () => fs.openSync("/tmp/dang"));
    await say("dang w", () => fs.openSync("/tmp/dang","w"));
    await say("dang wx", () => fs.openSync("/tmp/dang","wx"));
    await say("list", () => fs.readdirSync("/tmp"));
    await say("dang write", () => fs.writeFileSync("/tmp/dang","q"));
    await say("unlink dang", () => fs.unlinkSync("/tmp/dang"));
    await say("rm dang", () => fs.rmSync("/tmp/dang"));
  },
};

// 1.8: a link that leads to itself is refused
export const loops = {
  async test() {
    fs.symlinkSync("/tmp/l2","/tmp/l1"); fs.symlinkSync("/tmp/l1","/tmp/l2");
    await say("loop r", () => fs.openSync("/tmp/l1"));
    await say("loop w", () => fs.openSync("/tmp/l1","w"));
    await say("loop wx", () => fs.openSync("/tmp/l1","wx"));
    await say("loop stat", () => fs.statSync("/tmp/l1"));
    await say("loop lstat", () => fs.lstatSync("/tmp/l1").isSymbolicLink());
    await say("loop exists", () => fs.existsSync("/tmp/l1"));
    await say("loop access", () => fs.accessSync("/tmp/l1"));
    await say("loop unlink", () => fs.unlinkSync("/tmp/l1"));
    await say("loop link", () => fs.symlinkSync("/tmp/x","/tmp/l1"));
    await say("loop mkdir", () => fs.mkdirSync("/tmp/l1"));
    await say("loop mkdir in", () => fs.mkdirSync("/tmp/l1/x"));
    await say("loop rm", () => fs.rmSync("/tmp/l1"));
    await say("loop rm in", () => fs.rmSync("/tmp/l1/x"));
    await say("loop rename", () => fs.renameSync("/tmp/l1","/tmp/l3"));
    await say("loop readdir rec", () => fs.readdirSync("/tmp",{recursive:true}));
    await say("l2 utimes", () => fs.utimesSync("/tmp/l2",1,2));
    await say("rmdir loop", () => fs.rmdirSync("/tmp/l2"));
  },
};

// 1.8: links are followed where the platform follows them
export const throughLinks = {
  async test() {
    fs.mkdirSync("/tmp/d/e", { recursive: true }); fs.writeFileSync("/tmp/d/e/f", "F"); fs.symlinkSync("/tmp/d/e", "/tmp/le"); fs.symlinkSync("/tmp/le/f", "/tmp/lf");
    await say("lstat through", () => fs.lstatSync("/tmp/le/f"));
    await say("readdir link", () => fs.readdirSync("/tmp/le"));
    await say("unlink link", () => fs.unlinkSync("/tmp/le"));
    await say("rm link", () => fs.rmSync("/tmp/le/f"));
    await say("list", () => fs.readdirSync("/tmp",{recursive:true}));
    await say("cp dir", () => fs.cpSync("/tmp/d","/tmp/d2"));
    await say("cp dir rec", () => [fs.cpSync("/tmp/d","/tmp/d2/d3/d4",{recursive:true}), fs.readdirSync("/tmp",{recursive:true})]);
    await say("cp into self", () => fs.cpSync("/tmp/d","/tmp/d/x",{recursive:true}));
    await say("cp same", () => fs.cpSync("/tmp/d","/tmp/d",{recursive:true}));
    await say("cp link", () => [fs.cpSync("/tmp/lf","/tmp/lg"), fs.readlinkSync("/tmp/lg")]);
  },
};

// 1.8: cp copies trees, or says why not
export const copyingTrees = {
  async test() {
    fs.mkdirSync("/tmp/d/e", { recursive: true }); fs.writeFileSync("/tmp/d/e/f", "F"); fs.writeFileSync("/tmp/one", "1"); fs.writeFileSync("/tmp/two", "2");
    fs.symlinkSync("/tmp/none", "/tmp/lf");
    await say("cp deref missing", () => fs.cpSync("/tmp/lf","/tmp/lh",{dereference:true}));
    await say("cp file force", () => [fs.cpSync("/tmp/one","/tmp/two"), text("/tmp/two")]);
    fs.writeFileSync("/tmp/two","2");
    await say("cp file noforce", () => [fs.cpSync("/tmp/one","/tmp/two",{force:false}), text("/tmp/two")]);
    await say("cp file errorOnExist", () => [fs.cpSync("/tmp/one","/tmp/two",{force:false,errorOnExist:true}), text("/tmp/two")]);
    await say("cp file to dir", () => fs.cpSync("/tmp/one","/tmp/d"));
    await say("cp dir to file", () => fs.cpSync("/tmp/d","/tmp/one",{recursive:true}));
    await say("cp to bundle", () => fs.cpSync("/tmp/one","/bundle/one"));
    await say("cp to root", () => fs.cpSync("/tmp/one","/zzz/one"));
    await say("cp deep", () => [fs.cpSync("/tmp/one","/tmp/q/w/e/one"), text("/tmp/q/w/e/one")]);
    await say("cp under file", () => fs.cpSync("/tmp/one","/tmp/two/e/one"));
    await say("cp filter", () => fs.cpSync("/tmp/one","/tmp/e",{filter(){}}));
    await say("cp filter", () => fs.cpSync("/tmp/one","/tmp/e",{filter:1}));
    await say("cp mode", () => fs.cpSync("/tmp/one","/tmp/e",{mode:4}));
    await say("cp opts", () => fs.cpSync("/tmp/one","/tmp/e",1));
    await say("cp opts", () => fs.cpSync("/tmp/one","/tmp/e",{force:1}));
    await say("cp mode 1", () => fs.cpSync("/tmp/one","/tmp/two",{mode:1}));
    await say("cp link to dir", () => fs.cpSync("/tmp/lf","/tmp/d"));
    await say("cp dir to link", () => fs.cpSync("/tmp/d","/tmp/lf",{recursive:true}));
  },
};

// 1.8: copyFile and rename go over what is there
export const copying = {
  async test() {
    fs.mkdirSync("/tmp/d/e", { recursive: true }); fs.writeFileSync("/tmp/d/e/f", "F"); fs.writeFileSync("/tmp/one", "1"); fs.writeFileSync("/tmp/two", "2");
    fs.mkdirSync("/tmp/q/w", { recursive: true });
    await say("copyFile", () => [fs.copyFileSync("/tmp/one","/tmp/three"), text("/tmp/three")]);
    await say("copyFile exist", () => fs.copyFileSync("/tmp/one","/tmp/three"));
    await say("copyFile excl", () => fs.copyFileSync("/tmp/one","/tmp/three",1));
    await say("copyFile force", () => fs.copyFileSync("/tmp/one","/tmp/three",4));
    await say("copyFile bad", () => fs.copyFileSync("/tmp/one","/tmp/three",9));
    await say("copyFile missing", () => fs.copyFileSync("/tmp/none","/tmp/none2"));
    await say("copyFile into missing", () => fs.copyFileSync("/tmp/one","/tmp/zz/none2"));
    await say("copyFile into file", () => fs.copyFileSync("/tmp/one","/tmp/one/none2"));
    await say("copyFile bundle", () => fs.copyFileSync("/tmp/one","/bundle/none2"));
    await say("rename", () => [fs.renameSync("/tmp/three","/tmp/four"), fs.existsSync("/tmp/three"), text("/tmp/four")]);
    await say("rename dir", () => [fs.renameSync("/tmp/q","/tmp/qq"), fs.readdirSync("/tmp/qq")]);
    await say("rename exist", () => fs.renameSync("/tmp/four","/tmp/one"));
    await say("rename into self", () => fs.renameSync("/tmp/qq","/tmp/qq/x"));
    await say("rename from bundle", () => fs.renameSync("/bundle/worker.js","/tmp/w"));
    await say("rename to bundle", () => fs.renameSync("/tmp/one","/bundle/w"));
    await say("rename missing parent", () => fs.renameSync("/tmp/one","/tmp/zz/w"));
    await say("rename source parent missing", () => fs.renameSync("/tmp/zz/one","/tmp/w"));
    await say("rename source parent file", () => fs.renameSync("/tmp/one/one","/tmp/w"));
  },
};

// 1.8: hard and symbolic links
export const linking = {
  async test() {
    fs.mkdirSync("/tmp/d/e", { recursive: true }); fs.writeFileSync("/tmp/d/e/f", "F"); fs.writeFileSync("/tmp/one", "1"); fs.writeFileSync("/tmp/two", "2");
    await say("link", () => [fs.linkSync("/tmp/one","/tmp/hard"), fs.writeFileSync("/tmp/hard","shared"), text("/tmp/one"), fs.statSync("/tmp/hard").nlink]);
    await say("link exist", () => fs.linkSync("/tmp/one","/tmp/hard"));
    await say("link missing", () => fs.linkSync("/tmp/zz","/tmp/hard2"));
    await say("link dir", () => fs.linkSync("/tmp/d","/tmp/hard2"));
    await say("link into missing", () => fs.linkSync("/tmp/one","/tmp/zz/hard2"));
    await say("link into file", () => fs.linkSync("/tmp/one","/tmp/two/hard2"));
    await say("link into bundle", () => fs.linkSync("/tmp/one","/bundle/hard2"));
    await say("link no name", () => fs.linkSync("/tmp/one","/tmp/zz/"));
    await say("symlink type", () => fs.symlinkSync("/tmp/one","/tmp/s1","nope"));
    await say("symlink rel", () => [fs.symlinkSync("one","/tmp/s1"), fs.readlinkSync("/tmp/s1")]);
    await say("symlink exists", () => fs.symlinkSync("one","/tmp/two"));
    await say("readlink file", () => fs.readlinkSync("/tmp/one"));
    await say("readlink dir", () => fs.readlinkSync("/tmp"));
    await say("readlink missing", () => fs.readlinkSync("/tmp/none"));
    await say("readlink buffer", () => fs.readlinkSync("/tmp/s1","buffer"));
    await say("readlink hex", () => fs.readlinkSync("/tmp/s1","hex"));
    await say("realpath missing", () => fs.realpathSync("/tmp/none"));
    await say("realpath dots", () => [fs.realpathSync("/tmp/../tmp/./one"), fs.realpathSync.native === fs.realpathSync]);
  },
};

// 1.8: unlink, rm and rmdir
export const removing = {
  async test() {
    fs.mkdirSync("/tmp/d/e", { recursive: true }); fs.writeFileSync("/tmp/d/e/f", "F"); fs.writeFileSync("/tmp/one", "1"); fs.writeFileSync("/tmp/two", "2");
    fs.linkSync("/tmp/one", "/tmp/hard"); fs.mkdirSync("/tmp/qq/x", { recursive: true });
    await say("unlink", () => [fs.unlinkSync("/tmp/hard"), text("/tmp/one")]);
    await say("unlink dir", () => fs.unlinkSync("/tmp/d"));
    await say("unlink missing", () => fs.unlinkSync("/tmp/none"));
    await say("unlink missing parent", () => fs.unlinkSync("/tmp/none/x"));
    await say("unlink file parent", () => fs.unlinkSync("/tmp/one/x"));
    await say("unlink bundle", () => fs.unlinkSync("/bundle/worker.js"));
    await say("unlink dev", () => fs.unlinkSync("/dev/null"));
    await say("unlink root", () => fs.unlinkSync("/"));
    await say("rm dir", () => fs.rmSync("/tmp/d"));
    await say("rm dir rec", () => [fs.rmSync("/tmp/d",{recursive:true}), fs.existsSync("/tmp/d")]);
    await say("rm missing parent", () => fs.rmSync("/tmp/none/x"));
    await say("rm missing parent force", () => fs.rmSync("/tmp/none/x",{force:true}));
    await say("rm missing force", () => fs.rmSync("/tmp/none",{force:true}));
    await say("rm bundle", () => fs.rmSync("/bundle/worker.js"));
    await say("rm file parent", () => fs.rmSync("/tmp/one/x"));
    await say("rm tmp", () => fs.rmSync("/tmp",{recursive:true}));
    await say("rmdir file", () => fs.rmdirSync("/tmp/one"));
    await say("rmdir missing", () => fs.rmdirSync("/tmp/none"));
    await say("rmdir rec", () => fs.rmdirSync("/tmp/qq",{recursive:true}));
    await say("rm opts", () => fs.rmSync("/tmp/one",{force:1}));
    await say("rm opts", () => fs.rmSync("/tmp/one",{maxRetries:-1}));
  },
};

// 1.8: mkdir and mkdtemp
export const making = {
  async test() {
    fs.mkdirSync("/tmp/d/e", { recursive: true }); fs.writeFileSync("/tmp/d/e/f", "F"); fs.writeFileSync("/tmp/one", "1"); fs.writeFileSync("/tmp/two", "2");
    await say("mkdir file", () => fs.mkdirSync("/tmp/one"));
    await say("mkdir dir", () => fs.mkdirSync("/tmp"));
    await say("mkdir under file", () => fs.mkdirSync("/tmp/one/x"));
    await say("mkdir under file rec", () => fs.mkdirSync("/tmp/one/x",{recursive:true}));
    await say("mkdir rec leaf", () => fs.mkdirSync("/tmp/leaf",{recursive:true}));
    await say("mkdir bundle", () => fs.mkdirSync("/bundle/x"));
    await say("mkdir root", () => fs.mkdirSync("/x"));
    await say("mkdir rec root", () => fs.mkdirSync("/x/y",{recursive:true}));
    await say("mkdir mode", () => fs.mkdirSync("/tmp/mm",0o755));
    await say("mkdir mode bad", () => fs.mkdirSync("/tmp/mm","x"));
    await say("mkdir mode bad", () => fs.mkdirSync("/tmp/mm",{mode:"x"}));
    await say("mkdir rec bad", () => fs.mkdirSync("/tmp/mm",{recursive:1}));
    await say("mkdtemp", () => [fs.mkdtempSync("/tmp/aa"), fs.mkdtempSync("/tmp/")]);
    await say("mkdtemp existing", () => fs.mkdtempSync("/tmp/one"));
    await say("mkdtemp existing dir", () => fs.mkdtempSync("/tmp/leaf"));
    await say("mkdtemp missing", () => fs.mkdtempSync("/tmp/zz/xx"));
    await say("mkdtemp rel", () => fs.mkdtempSync("xx"));
    await say("mkdtemp enc", () => fs.mkdtempSync("/tmp/k","q"));
    await say("mkdtemp buffer", () => fs.mkdtempSync("/tmp/k","buffer"));
  },
};

// 1.8: a path is a URL, and its names are encoded as one
export const paths = {
  async test() {
    await say("dots", () => { fs.writeFileSync("/tmp/a#b?c","1"); return [fs.readdirSync("/tmp").at(-1), text("/tmp/a#b?c")]; });
    await say("percent", () => { fs.writeFileSync("/tmp/%41%2f%zz","1"); return fs.readdirSync("/tmp").at(-1); });
    await say("back", () => { fs.writeFileSync("/tmp/x\\y","1"); return fs.readdirSync("/tmp").at(-1); });
    await say("buffer path", () => { fs.writeFileSync(Buffer.from("/tmp/buf"),"1"); return fs.readdirSync("/tmp").at(-1); });
    await say("url path", () => { fs.writeFileSync(new URL("file:///tmp/url?x#y"),"1"); return fs.readdirSync("/tmp").at(-1); });
    await say("slashes", () => { fs.writeFileSync("//tmp//sl","1"); return fs.readdirSync("/tmp").at(-1); });
    await say("tripleslashes", () => { fs.writeFileSync("///tmp///sl3","1"); return fs.readdirSync("/tmp").at(-1); });
    await say("drive", () => fs.readdirSync("c:/x"));
    await say("empty", () => fs.readdirSync(""));
    await say("dot", () => fs.readdirSync("."));
    await say("scheme", () => fs.statSync(new URL("http://x/tmp")));
    await say("host", () => fs.statSync(new URL("file://host/tmp")));
    await say("deep", () => fs.statSync("/" + "a/".repeat(60)));
    await say("long", () => fs.statSync("/" + "a".repeat(5000)));
    await say("null", () => fs.statSync("a\0b"));
    await say("fd", () => fs.statSync(5));
    await say("object", () => fs.statSync({}));
  },
};
