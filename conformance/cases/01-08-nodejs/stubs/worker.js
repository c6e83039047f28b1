import assert from "node:assert";
import childProcess from "node:child_process";
import cluster from "node:cluster";
import dgram from "node:dgram";
import domain from "node:domain";
import http2 from "node:http2";
import inspector from "node:inspector";
import module from "node:module";
import os from "node:os";
import perfHooks from "node:perf_hooks";
import punycode from "node:punycode";
import readline from "node:readline";
import readlinePromises from "node:readline/promises";
import repl from "node:repl";
import traceEvents from "node:trace_events";
import v8 from "node:v8";
import vm from "node:vm";
import wasi from "node:wasi";
import workerThreads from "node:worker_threads";

const absent = (what, f) => assert.throws(f, { code: "ERR_METHOD_NOT_IMPLEMENTED", message: `The ${what} method is not implemented` });
const wrong = (code, message, f) => assert.throws(f, { code, message });

// 1.8: child_process checks some arguments and then has no processes
export const processes = {
  test() {
    absent("child_process.spawn", () => childProcess.spawn("ls"));
    absent("child_process.ChildProcess", () => new childProcess.ChildProcess());
    absent("child_process.exec", () => childProcess.exec("ls", {}, () => {}));
    absent("child_process.execFile", () => childProcess.execFile());
    absent("child_process.execSync", () => childProcess.execSync("ls"));
    absent("child_process.execFileSync", () => childProcess.execFileSync("ls"));
    absent("child_process.spawnSync", () => childProcess.spawnSync("ls"));
    absent("child_process.fork", () => childProcess.fork("x", {}));
    wrong("ERR_INVALID_ARG_TYPE", 'The "command" argument must be of type string. Received type number (5)', () => childProcess.exec(5));
    wrong("ERR_INVALID_ARG_TYPE", 'The "options" argument must be of type object. Received type number (5)', () => childProcess.exec("ls", 5));
    wrong("ERR_INVALID_ARG_TYPE", 'The "callback" argument must be of type function. Received type number (5)', () => childProcess.exec("ls", {}, 5));
    wrong("ERR_INVALID_ARG_TYPE", 'The "args" argument must be an instance of Array. Received type number (5)', () => childProcess.fork("x", 5));
    wrong("ERR_INVALID_ARG_TYPE", 'The "command" argument must be of type string. Received undefined', () => childProcess.spawnSync());
  },
};

// 1.8: cluster is one primary that cannot fork
export const clusters = {
  test() {
    absent("cluster.fork", () => cluster.fork());
    absent("cluster.disconnect", () => cluster.disconnect());
    absent("cluster.setupPrimary", () => cluster.setupPrimary());
    absent("cluster.setupWorker", () => cluster.setupMaster());
    assert.deepStrictEqual([cluster.isPrimary, cluster.isMaster, cluster.isWorker, cluster.schedulingPolicy], [true, true, false, 2]);
    const worker = new cluster.Worker();
    assert.deepStrictEqual([worker.isDead(), worker.isConnected(), worker.send("x"), worker.id], [true, false, false, 0]);
    assert.strictEqual(worker.process, process);
    assert.strictEqual(worker.disconnect(), worker);
  },
};

// 1.8: a dgram socket takes every call and does nothing
export const datagrams = {
  test() {
    const socket = dgram.createSocket("udp4", () => {});
    assert.ok(socket instanceof dgram.Socket);
    assert.strictEqual(socket.bind(1), socket);
    assert.strictEqual(socket.send("x"), undefined);
    assert.deepStrictEqual(socket.address(), {});
    assert.strictEqual(socket.getSendQueueSize(), 0);
    assert.strictEqual(socket.close(), socket);
    wrong("ERR_INVALID_ARG_TYPE", 'The "callback" argument must be of type function. Received type number (5)', () => dgram.createSocket("udp4", 5));
    wrong("ERR_INVALID_ARG_TYPE", 'The "type" argument must be of type object. Received undefined', () => dgram.createSocket());
  },
};

// 1.8: a domain runs what it is given and catches nothing
export const domains = {
  test() {
    const d = domain.create;
    assert.ok(d instanceof domain.Domain);
    assert.ok(domain.createDomain() instanceof domain.Domain);
    assert.strictEqual(domain.active, null);
    assert.strictEqual(d.run((a, b) => a + b, 1, 2), 3);
    const f = () => {};
    assert.strictEqual(d.bind(f), f);
    assert.strictEqual(d.intercept(f), f);
    assert.throws(() => d.run(() => { throw new TypeError("x"); }), TypeError);
    assert.throws(() => d._errorHandler(new RangeError("y")), RangeError);
  },
};

// 1.8: http2 has constants and settings, and no sessions
export const http2s = {
  test() {
    absent("http2.connect", () => http2.connect("https://x"));
    absent("http2.createServer", () => http2.createServer());
    absent("http2.createSecureServer", () => http2.createSecureServer());
    absent("http2.Http2ServerRequest", () => new http2.Http2ServerRequest());
    absent("http2.performServerHandshake", () => http2.performServerHandshake());
    assert.strictEqual(http2.constants.NGHTTP2_REFUSED_STREAM, 7);
    assert.strictEqual(http2.constants.HTTP2_HEADER_STATUS, ":status");
    assert.strictEqual(http2.getDefaultSettings().maxFrameSize, 16384);
    assert.deepStrictEqual(http2.getUnpackedSettings(), {});
    assert.strictEqual(http2.getPackedSettings().length, 0);
    assert.strictEqual(String(http2.sensitiveHeaders), "Symbol(nodejs.http2.sensitiveHeaders)");
  },
};

// 1.8: nobody inspects
export const inspectors = {
  test() {
    absent("Session", () => new inspector.Session());
    absent("Network.dataReceived", () => inspector.Network.dataReceived());
    assert.strictEqual(inspector.url(), undefined);
    assert.strictEqual(inspector.waitForDebugger(), undefined);
    assert.strictEqual(typeof inspector.open()[Symbol.dispose], "function");
    assert.strictEqual(inspector.console.log("x"), undefined);
  },
};

// 1.8: createRequire finds built-in modules by either name
export const requires = {
  test() {
    const require = module.createRequire("/x");
    assert.strictEqual(require("os"), os);
    assert.strictEqual(require("node:os"), os);
    assert.strictEqual(module.createRequire("file:///y")("punycode"), punycode);
    assert.throws(() => require("./nope"), /nope/);
    assert.throws(() => require("node:nope"), /node:nope/);
    wrong("ERR_INVALID_ARG_VALUE",
      "The argument 'path' The argument must be a file URL object, a file URL string, or an absolute path string.. Received 'x'",
      () => module.createRequire("x"));
    absent("module.createRequire.resolve", () => module.createRequire.resolve());
    assert.deepStrictEqual(Object.keys(module.createRequire), ["resolve", "paths", "cache", "extensions", "main"]);
  },
};

// 1.8: node:module knows the names of modules, and the rest in name only
export const modules = {
  test() {
    assert.deepStrictEqual(["fs", "node:fs", "sys", "sqlite", "node:nope", "test", "node:test", "x", "cloudflare:workers", 5].map((n) => module.isBuiltin(n)),
      [true, true, true, true, true, false, true, false, false, false]);
    assert.ok(Object.isFrozen(module.builtinModules));
    assert.strictEqual(module.builtinModules.length, 68);
    for (const name of ["wrap", "register", "runMain", "findSourceMap", "_load", "_debug", "registerHooks", "stripTypeScriptTypes"]) {
      absent(`module.${name}`, () => module[name]());
    }
    absent("module.Module", () => new module.Module());
    assert.strictEqual(module.Module, module);
    assert.deepStrictEqual({ ...module.getSourceMapsSupport() }, { enabled: false, nodeModules: false, generatedCode: false });
    assert.strictEqual(module.constants.compileCacheStatus.ENABLED, 1);
    assert.strictEqual(module.enableCompileCache(), undefined);
  },
};

// 1.8: os shows a Linux machine with nothing on it
export const machines = {
  test() {
    assert.deepStrictEqual([os.EOL, os.devNull, os.arch(), os.platform(), os.type(), os.endianness(), os.hostname(), os.homedir(), os.tmpdir()],
      ["\n", "/dev/null", "x64", "linux", "Linux", "LE", "localhost", "/tmp/", "/tmp/"]);
    assert.deepStrictEqual([os.cpus(), os.loadavg(), os.networkInterfaces(), os.userInfo()], [[], [0, 0, 0], {}, {}]);
    assert.deepStrictEqual([os.freemem(), os.totalmem(), os.uptime(), os.availableParallelism(), os.getPriority()], [0, 0, 0, 1, 0]);
    assert.deepStrictEqual([os.release(), os.version(), os.machine()], ["", "", "x86_64"]);
    assert.deepStrictEqual([os.constants.signals.SIGKILL, os.constants.errno.ENOENT, os.constants.priority.PRIORITY_LOW], [9, 2, 19]);
    assert.ok(Object.isFrozen(os.constants.errno));
    wrong("ERR_INVALID_ARG_VALUE", "The property 'options.encoding' must be a valid encoding. Received 'x'", () => os.userInfo({ encoding: "x" }));
    wrong("ERR_INVALID_ARG_TYPE", `The "pid" argument must be of type number. Received type string ('x')`, () => os.getPriority("x"));
    wrong("ERR_INVALID_ARG_TYPE", 'The "priority" argument must be of type number. Received undefined', () => os.setPriority(1));
  },
};

// 1.8: perf_hooks has the web's performance and measures nothing of its own
export const performances = {
  test() {
    assert.strictEqual(perfHooks.performance, performance);
    assert.strictEqual(perfHooks.PerformanceEntry, PerformanceEntry);
    assert.deepStrictEqual(perfHooks.eventLoopUtilization(), { idle: 0, active: 0, utilization: 0 });
    const f = () => {};
    assert.strictEqual(perfHooks.timerify(f), f);
    absent("createHistogram", () => perfHooks.createHistogram());
    absent("monitorEventLoopDelay", () => perfHooks.monitorEventLoopDelay());
    assert.strictEqual(perfHooks.constants.NODE_PERFORMANCE_GC_MAJOR, 4);
  },
};

// 1.8: punycode encodes and decodes labels, domains and addresses
export const punycodes = {
  test() {
    for (const [plain, code] of [
      ["mañana", "maana-pta"], ["bücher", "bcher-kva"], ["☃-⌘", "--dqo34k"], ["", ""], ["abc", "abc-"], ["他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"],
      ["💩", "ls8h"], ["Hello-Another-Way-それぞれの場所", "Hello-Another-Way--fc4qua05auwb3674vfr0b"],
    ]) {
      assert.strictEqual(punycode.encode(plain), code);
      assert.strictEqual(punycode.decode(code), plain);
    }
    assert.strictEqual(punycode.toASCII("mañana.com"), "xn--maana-pta.com");
    assert.strictEqual(punycode.toASCII("mañana。com"), "xn--maana-pta.com");
    assert.strictEqual(punycode.toASCII("джумла@mañana.com"), "джумла@xn--maana-pta.com");
    assert.strictEqual(punycode.toUnicode("xn--maana-pta.com"), "mañana.com");
    assert.strictEqual(punycode.toUnicode("XN--maana-pta.com"), "XN--maana-pta.com");
    assert.deepStrictEqual(punycode.ucs2.decode("\uD834\uDF06\uD834a"), [0x1d306, 0xd834, 0x61]);
    assert.strictEqual(punycode.ucs2.encode([0x61, 0x1d306]), "a\uD834\uDF06");
    assert.throws(() => punycode.decode("é-x"), { name: "RangeError", message: "Illegal input >= 0x80 (not a basic code point)" });
    assert.throws(() => punycode.decode("a-*"), { name: "RangeError", message: "Invalid input" });
    assert.throws(() => punycode.decode("ls8h="), { name: "RangeError", message: "Invalid input" });
    assert.strictEqual(punycode.version, "2.1.0");
  },
};

// 1.8: readline asks nobody and gets the empty answer
export const terminals = {
  async test() {
    const asked = readline.createInterface({});
    let answer;
    asked.question("?", (text) => { answer = text; });
    assert.strictEqual(answer, "");
    answer = undefined;
    asked.question("?", {}, (text) => { answer = text; });
    assert.strictEqual(answer, "");
    assert.deepStrictEqual(asked.getCursorPos(), { rows: 0, cols: 0 });
    assert.strictEqual(asked.pause().resume(), asked);
    assert.strictEqual(await readlinePromises.createInterface().question("?"), "");
    const seen = [];
    for await (const line of asked) seen.push(line);
    assert.deepStrictEqual(seen, [""]);
    assert.strictEqual(await new readlinePromises.Readline().clearLine().commit(), undefined);
    assert.strictEqual(readline.promises.Interface, readlinePromises.Interface);
    assert.deepStrictEqual([readline.clearLine(), readline.cursorTo(), readline.moveCursor(), readline.clearScreenDown()], [false, false, false, false]);
  },
};

// 1.8: repl has names only
export const repls = {
  test() {
    absent("start", () => repl.start());
    absent("REPLServer", () => new repl.REPLServer());
    absent("writer", () => repl.writer());
    const cause = new Error("x");
    assert.strictEqual(new repl.Recoverable(cause).err, cause);
    assert.strictEqual(repl.builtinModules.length, 54);
    assert.strictEqual(repl.writer.options.depth, 2);
  },
};

// 1.8: trace events can be switched on, and record nothing
export const traces = {
  test() {
    const tracing = traceEvents.createTracing({ categories: ["a", "b"] });
    assert.deepStrictEqual([tracing.enabled, tracing.categories], [false, "a,b"]);
    tracing.enable();
    assert.strictEqual(tracing.enabled, true);
    tracing.disable();
    assert.strictEqual(tracing.enabled, false);
    assert.strictEqual(traceEvents.getEnabledCategories(), undefined);
    wrong("ERR_TRACE_EVENTS_CATEGORY_REQUIRED", "At least one category is required", () => traceEvents.createTracing({ categories: [] }));
    wrong("ERR_INVALID_ARG_TYPE", 'The "options.categories[0]" property must be of type string. Received type number (5)',
      () => traceEvents.createTracing({ categories: [5] }));
    wrong("ERR_INVALID_ARG_TYPE", 'The "options.categories" property must be an instance of Array. Received undefined', () => traceEvents.createTracing({}));
  },
};

// 1.8: v8 shows zeros
export const engines = {
  test() {
    assert.strictEqual(v8.getHeapStatistics().heap_size_limit, 0);
    assert.strictEqual(Object.keys(v8.getHeapStatistics()).length, 15);
    assert.deepStrictEqual(v8.getHeapSpaceStatistics(), []);
    assert.strictEqual(v8.cachedDataVersionTag(), 0);
    assert.strictEqual(v8.startupSnapshot.isBuildingSnapshot(), false);
    assert.strictEqual(v8.getCppHeapStatistics().detail_level, "detailed");
    absent("serialize", () => v8.serialize({}));
    absent("deserialize", () => v8.deserialize());
    absent("Serializer", () => new v8.DefaultSerializer());
    absent("Deserializer", () => new v8.DefaultDeserializer());
    absent("GCProfiler.start", () => new v8.GCProfiler().start());
    absent("promiseHooks.onInit", () => v8.promiseHooks.onInit());
    absent("startupSnapshot.addSerializeCallback", () => v8.startupSnapshot.addSerializeCallback());
    wrong("ERR_INVALID_ARG_VALUE", "The argument 'type' must be one of: 'brief', 'detailed'. Received 'x'", () => v8.getCppHeapStatistics("x"));
    wrong("ERR_OUT_OF_RANGE", 'The value of "limit" is out of range. It must be >= 1 && < 4294967296. Received 0', () => v8.setHeapSnapshotNearHeapLimit(0));
    wrong("ERR_INVALID_ARG_VALUE", "The property 'options.format' is invalid. Received 'zz'", () => v8.queryObjects(() => {}, { format: "zz" }));
  },
};

// 1.8: vm checks its arguments and runs nothing
export const contexts = {
  test() {
    absent("runInThisContext", () => vm.runInThisContext("1"));
    absent("runInThisContext", () => vm.runInNewContext("1", { a: 1 }));
    absent("runInThisContext", () => vm.runInContext("1", vm.createContext({})));
    absent("compileFunction", () => vm.compileFunction("1", ["a"]));
    absent("measureMemory", () => vm.measureMemory());
    assert.strictEqual(vm.isContext(vm.createContext()), true);
    assert.strictEqual(vm.isContext({}), false);
    assert.strictEqual(new vm.Script("1").createCachedData().length, 0);
    wrong("ERR_INVALID_ARG_TYPE", 'The "object" argument must be of type object. Received type number (5)', () => vm.isContext(5));
    wrong("ERR_INVALID_ARG_TYPE", 'The "contextifiedObject" argument must be an vm.Context. Received an instance of Object', () => vm.runInContext("1", {}));
    wrong("ERR_INVALID_ARG_VALUE", "The property 'options.microtaskMode' must be one of: 'afterEvaluate', undefined. Received 'x'", () => vm.createContext({}, { microtaskMode: "x" }));
    wrong("ERR_OUT_OF_RANGE", 'The value of "options.lineOffset" is out of range. It must be an integer. Received 1.5', () => new vm.Script("1", { lineOffset: 1.5 }));
    wrong("ERR_OUT_OF_RANGE", 'The value of "options.lineOffset" is out of range. It must be >= -2147483648 && <= 2147483647. Received 1_099_511_627_776', () => new vm.Script("1", { lineOffset: 2 ** 40 }));
    wrong("ERR_INVALID_ARG_TYPE", 'The "options.cachedData" property must be an instance of Buffer, TypedArray, or DataView. Received type number (5)', () => new vm.Script("1", { cachedData: 5 }));
    wrong("ERR_INVALID_ARG_TYPE", 'The "params[1]" argument must be of type string. Received type number (5)', () => vm.compileFunction("1", ["a", 5]));
    wrong("ERR_INVALID_ARG_VALUE", "The property 'options.mode' must be one of: 'summary', 'detailed'. Received 'x'", () => vm.measureMemory({ mode: "x" }));
  },
};

// 1.8: wasi checks its options and is not there
export const wasis = {
  test() {
    absent("WASI", () => new wasi.WASI());
    absent("WASI", () => new wasi.WASI({ version: "preview1", args: [], env: {}, preopens: {} }));
    wrong("ERR_INVALID_ARG_VALUE", "The property 'options.version' must be one of: 'unstable', 'preview1'. Received 'x'", () => new wasi.WASI({ version: "x" }));
    wrong("ERR_INVALID_ARG_TYPE", 'The "options.args" property must be an instance of Array. Received type number (5)', () => new wasi.WASI({ version: "preview1", args: 5 }));
    wrong("ERR_OUT_OF_RANGE", 'The value of "options.stdin" is out of range. It must be >= 0 && <= 2147483647. Received -1', () => new wasi.WASI({ version: "preview1", stdin: -1 }));
  },
};

// 1.8: worker_threads is the main thread and has the web's channels
export const threads = {
  test() {
    absent("Worker", () => new workerThreads.Worker("x"));
    absent("BroadcastChannel", () => new workerThreads.BroadcastChannel("x"));
    absent("postMessageToThread", () => workerThreads.postMessageToThread());
    assert.deepStrictEqual([workerThreads.isMainThread, workerThreads.threadId, workerThreads.workerData, workerThreads.parentPort], [true, 0, null, null]);
    assert.strictEqual(workerThreads.MessageChannel, MessageChannel);
    workerThreads.setEnvironmentData("k", 5);
    assert.strictEqual(workerThreads.getEnvironmentData("k"), 5);
    assert.strictEqual(workerThreads.receiveMessageOnPort(), undefined);
    assert.strictEqual(workerThreads.SHARE_ENV, Symbol.for("nodejs.worker_threads.SHARE_ENV"));
  },
};
