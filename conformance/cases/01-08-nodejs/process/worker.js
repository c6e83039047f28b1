import assert from "node:assert";
import { inspect } from "node:util";
import process from "node:process";

// show answers what a call answers, or how it fails.
const show = async (f) => {
  try {
    const value = await f();
    return typeof value === "string" ? value : inspect(value, { depth: 5, breakLength: Infinity, compact: 3 });
  } catch (e) {
    return `${e.name} ${e.code}: ${e.message}`;
  }
};
const is = async (f, expected) => assert.strictEqual(await show(f), expected, String(f));


// 1.8: what process says of itself
export const facts = {
  async test() {
    await is(() => [process.title, process.argv, process.argv0, process.execArgv, process.execPath, process.pid, process.ppid, process.arch, process.platform], "[ 'workerd', [ 'workerd' ], 'workerd', [], '', 1, 0, 'x64', 'linux' ]");
    await is(() => [process.connected, process.channel, process.debugPort, process.sourceMapsEnabled, process.noDeprecation, process.exitCode, process._exiting, process.moduleLoadList], "[ false, null, 0, false, false, undefined, false, [] ]");
    await is(() => [process.release, process.features], "[ { name: 'node', lts: true, sourceUrl: '', headersUrl: '' }, { cached_builtins: true, debug: false, inspector: false, ipv6: true, openssl_is_boringssl: true, require_module: false, tls: true, tls_alpn: true, tls_ocsp: true, tls_sni: true, typescript: false, uv: true } ]");
    await is(() => [process.config.target_defaults, process.config.variables.host_arch, Object.keys(process.config.variables).length], "[ { default_configuration: 'Release' }, 'x64', 106 ]");
    await is(() => [process.version.split(".")[0], Object.keys(process.versions).length, process.allowedNodeEnvironmentFlags.size], "[ 'v22', 28, 0 ]");
    await is(() => [process.getuid(), process.geteuid(), process.getgid(), process.getegid(), process.getgroups(), process.umask(), process.uptime(), process.constrainedMemory(), process.availableMemory()], "[\n  0, 0,     0,\n  0, [ 0 ], 18,\n  0, 0,     0\n]");
    await is(() => [process.memoryUsage(), process.resourceUsage().maxRSS, Object.keys(process.resourceUsage()).length, process.getSourceMapsSupport()], "[ { rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }, 0, 16, { enabled: false, nodeModules: false, generatedCode: false } ]");
    await is(() => [Object.prototype.toString.call(process), Object.getPrototypeOf(process).constructor.name, process === globalThis.process], "[ '[object process]', 'EventEmitter', true ]");
    await is(() => [process.report.getReport(), process.report.signal, process.send(), process._getActiveHandles(), process._fatalException()], "[ {}, 'SIGUSR2', false, [], false ]");
  },
};

// 1.8: what process does not do
export const refusals = {
  async test() {
    await is(() => process.kill(1), "Error ERR_METHOD_NOT_IMPLEMENTED: The process.kill method is not implemented");
    await is(() => process.cpuUsage(), "Error ERR_METHOD_NOT_IMPLEMENTED: The process.cpuUsage method is not implemented");
    await is(() => process.threadCpuUsage(), "Error ERR_METHOD_NOT_IMPLEMENTED: The process.threadCpuUsage method is not implemented");
    await is(() => process.dlopen({}, "x"), "Error ERR_METHOD_NOT_IMPLEMENTED: The process.dlopen method is not implemented");
    await is(() => process.binding("x"), "Error ERR_METHOD_NOT_IMPLEMENTED: The process.binding method is not implemented");
    await is(() => process.execve(), "Error ERR_METHOD_NOT_IMPLEMENTED: The process.execve method is not implemented");
    await is(() => process.getActiveResourcesInfo(), "Error ERR_METHOD_NOT_IMPLEMENTED: The process.getActiveResourcesInfo method is not implemented");
    await is(() => process.setUncaughtExceptionCaptureCallback(() => {}), "Error ERR_METHOD_NOT_IMPLEMENTED: The process.setUncaughtExceptionCaptureCallback method is not implemented");
    await is(() => process.hasUncaughtExceptionCaptureCallback(), "Error ERR_METHOD_NOT_IMPLEMENTED: The process.hasUncaughtExceptionCaptureCallback method is not implemented");
    await is(() => process.setuid(1), "Error EPERM: operation not permitted");
    await is(() => process.setgroups([]), "Error EPERM: operation not permitted");
    await is(() => process.initgroups(1, 2), "Error EPERM: operation not permitted");
    await is(() => process.report.writeReport(), "Error ERR_METHOD_NOT_IMPLEMENTED: The process.report.writeReport method is not implemented");
    await is(() => process.finalization.register({}, () => {}), "Error ERR_METHOD_NOT_IMPLEMENTED: The process.finalization.register method is not implemented");
    await is(() => process.permission.has("fs.read"), "Error ERR_METHOD_NOT_IMPLEMENTED: The process.permission.has method is not implemented");
    await is(() => process._kill(1), "Error ERR_METHOD_NOT_IMPLEMENTED: The process._kill method is not implemented");
    await is(() => process._linkedBinding("x"), "Error ERR_METHOD_NOT_IMPLEMENTED: The process._linkedBinding method is not implemented");
  },
};

// 1.8: what its functions check and answer
export const calls = {
  async test() {
    await is(() => process.umask(5), "18");
    await is(() => process.umask("zz"), "TypeError ERR_INVALID_ARG_VALUE: The argument 'mask' must be a 32-bit unsigned integer or an octal string. Received 'zz'");
    await is(() => process.chdir(), "TypeError ERR_INVALID_ARG_TYPE: The \"directory\" argument must be of type string. Received undefined");
    await is(() => process.chdir("/nope"), "Error ENOENT: no such file or directory, chdir 'nope'");
    await is(() => (() => { const before = process.cwd(); process.chdir("/tmp"); const after = process.cwd(); process.chdir(before); return [before, after]; })(), "[ '/bundle', '/tmp' ]");
    await is(() => [process.hrtime().length, process.hrtime([0, 0]).length, typeof process.hrtime.bigint()], "[ 2, 2, 'bigint' ]");
    await is(() => process.hrtime(5), "TypeError ERR_INVALID_ARG_TYPE: The \"time\" argument must be tuple of integers. Received type number (5)");
    await is(() => process.hrtime([1]), "RangeError ERR_OUT_OF_RANGE: The value of \"time\" is out of range. It must be 2. Received [ 1 ]");
    await is(() => [process.getBuiltinModule("nope"), process.getBuiltinModule("node:os") === process.getBuiltinModule("os")], "[ undefined, true ]");
    await is(() => process.assert(false, "m"), "AssertionError ERR_ASSERTION: m");
    await is(() => (() => { process.env.GONE = undefined; const was = process.env.GONE; delete process.env.GONE; return [was, "GONE" in process.env]; })(), "[ 'undefined', false ]");
    await is(() => new Promise((r) => { const log = []; process.nextTick((...args) => { log.push(args); r(log); }, 1, 2); log.push("first"); }), "[ 'first', [ 1, 2 ] ]");
  },
};

// 1.8: warnings are events
export const warnings = {
  async test() {
    const warned = (...args) => new Promise((r) => { process.once("warning", (w) => r([w.name, w.code, w.message, w.detail])); process.emitWarning(...args); });
    await is(() => warned("m", { type: "T", code: "C", detail: "D" }), "[ 'T', 'C', 'm', 'D' ]");
    await is(() => warned("m2", "Ty", "Co"), "[ 'Ty', 'Co', 'm2', undefined ]");
    await is(() => warned("m3"), "[ 'Warning', undefined, 'm3', undefined ]");
    await is(() => warned(new TypeError("own")), "[ 'TypeError', undefined, 'own', undefined ]");
    await is(() => process.emitWarning(5), "TypeError ERR_INVALID_ARG_TYPE: The \"warning\" argument must be an string or Error. Received type number (5)");
    await is(() => process.emitWarning(), "TypeError ERR_INVALID_ARG_TYPE: The \"warning\" argument must be an string or Error. Received undefined");
  },
};

// 1.8: the standard streams
export const streams = {
  async test() {
    await is(() => [process.stdout.constructor.name, process.stdout.fd, process.stdout.isTTY, process.stdout.writable, process.stdout._type, process.stderr.fd], "[ 'SyncWriteStream', 1, undefined, true, 'fs', 2 ]");
    await is(() => [process.stdin.constructor.name, process.stdin.fd, process.stdin.isTTY], "[ 'ReadStream', 0, undefined ]");
  },
};
