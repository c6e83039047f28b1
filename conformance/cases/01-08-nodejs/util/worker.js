import assert from "node:assert";
import { inspect } from "node:util";
import util from "node:util";

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
class Foo { constructor() { this.a = 1; } get b() { return 5; } }

// 1.8: inspect shows as deep, as compact and as ordered as it is told
export const inspectOptions = {
  async test() {
    await is(() => util.inspect({ a: { b: { c: { d: 1 } } } }, { depth: 0 }), "{ a: [Object] }");
    await is(() => util.inspect({ a: { b: { c: { d: 1 } } } }, { depth: null }), "{\n  a: { b: { c: { d: 1 } } }\n}");
    await is(() => util.inspect({ a: { b: { c: { d: 1 } } } }, { depth: Infinity, compact: true }), "{ a: { b: { c: { d: 1 } } } }");
    await is(() => util.inspect({ a: 1, b: "x", c: [1, 2, 3] }, { compact: false }), "{\n  a: 1,\n  b: 'x',\n  c: [\n    1,\n    2,\n    3\n  ]\n}");
    await is(() => util.inspect({ a: 1, b: { c: 2 } }, { breakLength: 3 }), "{\n  a: 1,\n  b: {\n    c: 2\n  }\n}");
    await is(() => util.inspect({ a: 1, b: { c: 2 } }, { breakLength: Infinity, compact: true }), "{ a: 1, b: { c: 2 } }");
    await is(() => util.inspect({ b: 1, a: 2 }, { sorted: true }), "{ a: 2, b: 1 }");
    await is(() => util.inspect({ b: 1, a: 2 }, { sorted: (a, b) => (a < b ? 1 : -1) }), "{ b: 1, a: 2 }");
    await is(() => util.inspect({ get a() { return 1; }, set a(v) {}, get c() { return { x: 1 }; }, get d() { throw new Error("no"); } }, { getters: true }), "{\n  a: [Getter/Setter: 1],\n  c: [Getter] { x: 1 },\n  d: [Getter: <Inspection threw (no)>]\n}");
    await is(() => util.inspect({ get a() { return 1; }, set a(v) {}, get c() { return null; } }, { getters: "get" }), "{ a: [Getter/Setter], c: [Getter: null] }");
    await is(() => util.inspect({ get a() { return 1; }, set a(v) {}, get c() { return 1; } }, { getters: "set" }), "{ a: [Getter/Setter: 1], c: [Getter] }");
    await is(() => util.inspect({ get a() { return 1; }, set b(v) {} }), "{ a: [Getter], b: [Setter] }");
    await is(() => util.inspect([1, 2, 3, 4, 5], { maxArrayLength: 2 }), "[ 1, 2, ... 3 more items ]");
    await is(() => util.inspect([1, 2, 3], { maxArrayLength: 0 }), "[ ... 3 more items ]");
    await is(() => util.inspect(new Set([1, 2, 3]), { maxArrayLength: 1 }), "Set(3) { 1, ... 2 more items }");
    await is(() => util.inspect(Array.from({ length: 120 }, (_, i) => i), { maxArrayLength: null }).length, "622");
    await is(() => util.inspect("abcdefgh", { maxStringLength: 3 }), "'abc'... 5 more characters");
    await is(() => util.inspect(new Proxy({ a: 1 }, { get() { return 5; } }), { showProxy: true }), "Proxy [ { a: 1 }, { get: [Function: get] } ]");
    await is(() => util.inspect(new Proxy({ a: 1 }, {})), "Proxy({ a: 1 })");
    await is(() => util.inspect([123456789.12345, -1234, 12345678901234567890n, 1e21, 999], { numericSeparator: true }), "[ 123_456_789.123_45, -1_234, 12_345_678_901_234_567_890n, 1e+21, 999 ]");
    await is(() => util.inspect([1, 2], { showHidden: true }), "[ 1, 2, [length]: 2 ]");
    await is(() => util.inspect({ a: 1 }, true, 0, false), "{ a: 1 }");
    await is(() => util.inspect({ a: { b: 1 } }, false, 0), "{ a: [Object] }");
    await is(() => util.inspect([1], false, 2, true), "[ \u001b[33m1\u001b[39m ]");
  },
};

// 1.8: inspect colors values by their kind
export const inspectColors = {
  async test() {
    await is(() => JSON.stringify(util.inspect([1, "a", null, undefined, true, Symbol("s"), 1n, /x/, new Date(0), () => 1, new Foo()], { colors: true })), "\"[\\n  \\u001b[33m1\\u001b[39m,\\n  \\u001b[32m'a'\\u001b[39m,\\n  \\u001b[1mnull\\u001b[22m,\\n  \\u001b[90mundefined\\u001b[39m,\\n  \\u001b[33mtrue\\u001b[39m,\\n  \\u001b[32mSymbol(s)\\u001b[39m,\\n  \\u001b[33m1n\\u001b[39m,\\n  \\u001b[31m/x/\\u001b[39m,\\n  \\u001b[35m1970-01-01T00:00:00.000Z\\u001b[39m,\\n  \\u001b[36m[Function (anonymous)]\\u001b[39m,\\n  Foo { a: \\u001b[33m1\\u001b[39m }\\n]\"");
    await is(() => JSON.stringify(util.inspect({ "a b": 1, [Symbol("q")]: new Map([["k", new Set([1])]]) }, { colors: true })), "\"{ \\u001b[32m'a b'\\u001b[39m: \\u001b[33m1\\u001b[39m, \\u001b[32mSymbol(q)\\u001b[39m: Map(1) { \\u001b[32m'k'\\u001b[39m => Set(1) { \\u001b[33m1\\u001b[39m } } }\"");
    await is(() => JSON.stringify(util.inspect({ a: { b: { c: { d: 1 } } }, e: [,, 1], get f() { return 1; } }, { colors: true })), "\"{ a: { b: { c: \\u001b[36m[Object]\\u001b[39m } }, e: [ \\u001b[90m<2 empty items>\\u001b[39m, \\u001b[33m1\\u001b[39m ], f: \\u001b[36m[Getter]\\u001b[39m }\"");
    await is(() => JSON.stringify(util.inspect([Promise.resolve(1), new WeakMap(), class A {}, Object(1), Object("x")], { colors: true })), "\"[\\n  Promise { \\u001b[33m1\\u001b[39m },\\n  WeakMap { \\u001b[36m<items unknown>\\u001b[39m },\\n  \\u001b[36m[class A]\\u001b[39m,\\n  \\u001b[33m[Number: 1]\\u001b[39m,\\n  \\u001b[32m[String: 'x']\\u001b[39m\\n]\"");
    await is(() => util.inspect(util.inspect.styles), "[Object: null prototype] {\n  special: 'cyan',\n  number: 'yellow',\n  bigint: 'yellow',\n  boolean: 'yellow',\n  undefined: 'grey',\n  null: 'bold',\n  string: 'green',\n  symbol: 'green',\n  date: 'magenta',\n  name: undefined,\n  regexp: 'red',\n  module: 'underline'\n}");
    await is(() => [util.inspect.colors.red, util.inspect.colors.grey, util.inspect.colors.bgBlueBright, Object.keys(util.inspect.colors).length], "[ [ 31, 39 ], [ 90, 39 ], [ 104, 49 ], 44 ]");
    await is(() => util.inspect.defaultOptions, "{ showHidden: false, depth: 2, colors: false, customInspect: true, showProxy: false, maxArrayLength: 100, maxStringLength: 10000, breakLength: 80, compact: 3, sorted: false, getters: false, numericSeparator: false }");
  },
};

// 1.8: an object says itself how it is shown
export const inspectCustom = {
  async test() {
    await is(() => util.inspect({ [util.inspect.custom](depth, options, inspect) { return `${depth} ${options.depth} ${typeof options.stylize} ${inspect === util.inspect}`; } }), "2 2 function true");
    await is(() => util.inspect({ x: { [util.inspect.custom](depth) { return { depth }; } } }), "{ x: { depth: 1 } }");
    await is(() => util.inspect({ x: { [util.inspect.custom]() { return "a\nb"; } } }), "{\n  x: a\n  b\n}");
    await is(() => util.inspect({ x: { [util.inspect.custom]() { return "a"; } } }, { customInspect: false }), "{\n  x: {\n    Symbol(nodejs.util.inspect.custom): [Function: [nodejs.util.inspect.custom]]\n  }\n}");
    await is(() => util.inspect({ [util.inspect.custom]() { return this; }, a: 1 }).includes("a: 1"), "true");
    await is(() => util.inspect({ [util.inspect.custom](d, o) { return o.stylize("n", "number"); } }, { colors: true }).length, "11");
    await is(() => util.inspect({ [util.inspect.custom]() { throw new RangeError("mine"); } }), "RangeError undefined: mine");
    await is(() => util.inspect({ [util.inspect.custom]: 5 }), "{ Symbol(nodejs.util.inspect.custom): 5 }");
    await is(() => util.format("%o", { [util.inspect.custom]() { return "own"; } }), "own");
  },
};

// 1.8: inspect shows each kind of value
export const inspectKinds = {
  async test() {
    await is(() => util.inspect(new Map([["a", { b: 1 }]])), "Map(1) { 'a' => { b: 1 } }");
    await is(() => util.inspect(new Set([[1, 2]]), { depth: 0 }), "Set(1) { [Array] }");
    await is(() => util.inspect([,, 1,,]), "[ <2 empty items>, 1, <1 empty item> ]");
    await is(() => util.inspect({ a: -0, b: NaN }), "{ a: -0, b: NaN }");
    await is(() => util.inspect(Object.assign(() => {}, { a: 1 })), "[Function (anonymous)] { a: 1 }");
    await is(() => util.inspect([new WeakMap(), Promise.resolve(5), async () => {}, class B extends Foo {}]), "[\n  WeakMap { <items unknown> },\n  Promise { 5 },\n  [AsyncFunction (anonymous)],\n  [class B extends Foo]\n]");
    await is(() => util.inspect((() => { const a = {}; a.self = a; a.b = { a }; return a; })()), "<ref *1> { self: [Circular *1], b: { a: [Circular *1] } }");
    await is(() => util.inspect({ "a\n": 1, "b'": 2, 3: 4 }), "{ '3': 4, 'a\\n': 1, \"b'\": 2 }");
    await is(() => util.inspect("a'b\"c`${d}\n\u0001"), "'a\\'b\"c`${d}\\n\\x01'");
    await is(() => util.inspect([new Boolean(true), Object("ab"), Object(1n), Object(Symbol("q")), new Number(-0)]), "[\n  [Boolean: true],\n  [String: 'ab'],\n  [BigInt: 1n],\n  [Symbol: Symbol(q)],\n  [Number: -0]\n]");
    await is(() => util.inspect(Object.create(null, { a: { value: 1, enumerable: true } })), "[Object: null prototype] { a: 1 }");
    await is(() => util.inspect({ [Symbol("s")]: 1, [Symbol.iterator]: 2 }), "{ Symbol(s): 1, Symbol(Symbol.iterator): 2 }");
    await is(() => util.inspect(new Foo()), "Foo { a: 1 }");
    await is(() => util.inspect({ a: "x".repeat(100) }), "{\n  a: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'\n}");
  },
};

// 1.8: format fills in its placeholders
export const formats = {
  async test() {
    await is(() => util.format("%s %d %i %f %j %o %O %c %% %x", 1, "2", 3.7, "4.5", { a: 1 }, { b: 1 }, { c: 1 }, "css", "rest"), "1 2 3 4.5 {\"a\":1} { b: 1 } { c: 1 }  % %x rest");
    await is(() => util.format("a", "b", { c: 1 }), "a b { c: 1 }");
    await is(() => util.format("%s", { a: { b: { c: 1 } } }, new Foo(), Symbol("x"), -0, 1n), "{ a: [Object] } Foo { a: 1 } Symbol(x) -0 1n");
    await is(() => util.format(1, 2, "3"), "1 2 3");
    await is(() => util.formatWithOptions({ colors: true }, "%O %s", { a: 1 }, "x", { b: 2 }), "{ a: \u001b[33m1\u001b[39m } x { b: \u001b[33m2\u001b[39m }");
    await is(() => util.formatWithOptions({ compact: false }, "%O", { a: { b: 1 } }), "{\n  a: {\n    b: 1\n  }\n}");
    await is(() => util.formatWithOptions(5, "x"), "TypeError ERR_INVALID_ARG_TYPE: The \"inspectOptions\" argument must be of type object. Received type number (5)");
    await is(() => util.format("%s %s", "a"), "a %s");
    await is(() => util.format("%d %i", "x", {}), "NaN NaN");
    await is(() => util.format(), "");
    await is(() => util.format("%%", 1), "% 1");
    await is(() => util.format("%j", (() => { const a = {}; a.a = a; return a; })()), "[Circular]");
    await is(() => util.format("%j", { toJSON() { throw new Error("z"); } }), "Error undefined: z");
  },
};

// 1.8: promisify, callbackify and inherits
export const functions = {
  async test() {
    await is(() => util.promisify((a, callback) => callback(null, a))(3), "3");
    await is(() => util.promisify((callback) => callback(new Error("e")))(), "Error undefined: e");
    await is(() => util.promisify(5), "TypeError ERR_INVALID_ARG_TYPE: The \"original\" argument must be of type function. Received type number (5)");
    await is(() => util.promisify(Object.assign(() => {}, { [util.promisify.custom]: () => "own" }))(), "own");
    await is(() => util.promisify.custom === Symbol.for("nodejs.util.promisify.custom"), "true");
    await is(() => new Promise((r) => util.callbackify(async (x) => x + 1)(1, (e, v) => r([e, v]))), "[ null, 2 ]");
    await is(() => new Promise((r) => util.callbackify(async () => { throw null; })((e) => r([e.message, e.code, e.reason]))), "[ 'Promise was rejected with falsy value', 'ERR_FALSY_VALUE_REJECTION', null ]");
    await is(() => new Promise((r) => util.callbackify(async () => { throw new Error("m"); })((e) => r(e.message))), "m");
    await is(() => util.callbackify(5), "TypeError ERR_INVALID_ARG_TYPE: The \"original\" argument must be of type function. Received type number (5)");
    await is(() => util.callbackify(async () => {})(5), "TypeError ERR_INVALID_ARG_TYPE: The last argument must be of type function. Received type number (5)");
    await is(() => [util.callbackify(async function foo(a, b) {}).name, util.callbackify(async function foo(a, b) {}).length], "[ 'fooCallbackified', 3 ]");
    await is(() => (() => { function A() {} function B() {} util.inherits(A, B); return [new A() instanceof B, A.super_ === B]; })(), "[ true, true ]");
    await is(() => util.inherits(() => {}, {}), "TypeError ERR_INVALID_ARG_TYPE: The \"superCtor.prototype\" property must be of type object. Received undefined");
    await is(() => (() => { const f = () => 1; return util.deprecate(f, "m", "DEP1") === f; })(), "true");
    await is(() => [util.debuglog("x").enabled, util.debug === util.debuglog], "[ true, true ]");
  },
};

// 1.8: the rest of util
export const small = {
  async test() {
    await is(() => util.parseEnv("A=1\nB='x y' # c\nexport C=\"a\\nb\"\n# no\nD=\nE = f g \nF=`q`\nG=a#b\n=x\nH"), "{ A: '1', B: 'x y', C: 'a\\nb', D: '', E: 'f g', F: 'q', G: 'a' }");
    await is(() => util.parseEnv(5), "TypeError ERR_INVALID_ARG_TYPE: The \"content\" argument must be of type string. Received type number (5)");
    await is(() => util.parseArgs({ args: [] }), "Error undefined: node:util parseArgs is not implemented");
    await is(() => util.styleText("red", "x"), "x");
    await is(() => util.styleText(["bold", "underline"], "x"), "x");
    await is(() => util.styleText("red", 5), "TypeError ERR_INVALID_ARG_TYPE: The \"text\" argument must be of type string. Received type number (5)");
    await is(() => [util.getSystemErrorName(-2), util.getSystemErrorMessage(-2), util.getSystemErrorMap().get(-13), util.getSystemErrorName(-99999)], "[ 'ENOENT', 'no such file or directory', [ 'EACCES', 'permission denied' ], 'Unknown system error -99999' ]");
    await is(() => util.getSystemErrorName(5), "RangeError ERR_OUT_OF_RANGE: The value of \"err\" is out of range. It must be a negative integer. Received 5");
    await is(() => util.getSystemErrorName("x"), "TypeError ERR_INVALID_ARG_TYPE: The \"err\" argument must be of type number. Received type string ('x')");
    await is(() => util.stripVTControlCharacters("\u001b[31mx\u001b[0m"), "x");
    await is(() => util.toUSVString("a\ud800"), "a�");
    await is(() => [util.isDeepStrictEqual({ a: 1 }, { a: 1 }), util.isDeepStrictEqual([1], [2]), util.isDeepStrictEqual(new Set([{ a: 1 }]), new Set([{ a: 1 }]))], "[ true, false, true ]");
    await is(() => util.diff("abc", "abd"), "[ [ 0, 'a' ], [ 0, 'b' ], [ 1, 'c' ], [ -1, 'd' ] ]");
    await is(() => util.diff(["a", "b"], ["a", "c"]), "[ [ 0, 'a' ], [ 1, 'b' ], [ -1, 'c' ] ]");
    await is(() => util.diff("a", "a"), "[]");
    await is(() => util.convertProcessSignalToExitCode("SIGTERM"), "143");
    await is(() => util._errnoException(-2), "Error ERR_METHOD_NOT_IMPLEMENTED: The _errnoException method is not implemented");
    await is(() => util._exceptionWithHostPort(-2), "Error ERR_METHOD_NOT_IMPLEMENTED: The _exceptionWithHostPort method is not implemented");
    await is(() => util.aborted(AbortSignal.abort(), {}), "undefined");
    await is(() => util.aborted(5), "TypeError ERR_INVALID_ARG_TYPE: The \"signal\" argument must be an instance of AbortSignal. Received type number (5)");
    await is(() => [util.transferableAbortController() instanceof AbortController, util.transferableAbortSignal(AbortSignal.abort()) instanceof AbortSignal], "[ true, true ]");
    await is(() => util._extend({ a: 1 }, { b: 2 }), "{ a: 1, b: 2 }");
    await is(() => Object.keys(util), "[\n  'types',                          'callbackify',\n  'promisify',                      'inspect',\n  'format',                         'formatWithOptions',\n  'stripVTControlCharacters',       'inherits',\n  '_extend',                        'MIMEParams',\n  'MIMEType',                       'toUSVString',\n  'log',                            'aborted',\n  'debuglog',                       'debug',\n  'deprecate',                      'getSystemErrorMap',\n  'getSystemErrorMessage',          'getSystemErrorName',\n  'TextEncoder',                    'TextDecoder',\n  'parseArgs',                      'parseEnv',\n  'styleText',                      'transferableAbortController',\n  'transferableAbortSignal',        'getCallSite',\n  'getCallSites',                   'isDeepStrictEqual',\n  'convertProcessSignalToExitCode', 'setTraceSigInt',\n  'diff',                           '_errnoException',\n  '_exceptionWithHostPort',         'isArray',\n  'isBoolean',                      'isBuffer',\n  'isDate',                         'isError',\n  'isFunction',                     'isNull',\n  'isNullOrUndefined',              'isNumber',\n  'isObject',                       'isPrimitive',\n  'isRegExp',                       'isString',\n  'isSymbol',                       'isUndefined'\n]");
    await is(() => [util.isArray([]), util.isError(new Error()), util.isObject(null), util.isPrimitive(1), util.isRegExp(/x/), util.isDate({}), util.isBuffer(Buffer.alloc(1))], "[\n  true,  true,\n  false, true,\n  true,  false,\n  true\n]");
    await is(() => [util.types.isProxy(new Proxy({}, {})), util.types.isGeneratorFunction(function* () {}), util.types.isAsyncFunction(async () => {}), util.types.isBoxedPrimitive(Object(1n)), util.types.isMapIterator(new Map().keys()), util.types.isArgumentsObject((function () { return arguments; })()), util.types.isNativeError(new TypeError()), util.types.isPromise(Promise.resolve())], "[\n  true, true, true,\n  true, true, true,\n  true, true\n]");
  },
};

// 1.8: MIMEType parses and writes media types
export const mimeTypes = {
  async test() {
    await is(() => String(new util.MIMEType("text/html; charset=utf-8;q=\"a b\"")), "text/html;charset=utf-8;q=\"a b\"");
    await is(() => (() => { const m = new util.MIMEType("Text/HTML;a=b"); m.params.set("Z", "1 2"); m.subtype = "XML"; return [String(m), m.type, m.subtype, m.essence, m.params.get("a"), m.params.get("x"), m.params.has("z")]; })(), "[ 'text/xml;a=b;z=\"1 2\"', 'text', 'xml', 'text/xml', 'b', null, true ]");
    await is(() => [...new util.MIMEType("a/b;c=d;c=e;f=\"g\\\"h\"").params], "[ [ 'c', 'd' ], [ 'f', 'g\"h' ] ]");
    await is(() => JSON.stringify(new util.MIMEType("a/b;c=d")), "\"a/b;c=d\"");
    await is(() => new util.MIMEType("x"), "TypeError undefined: Not a valid MIME type: x");
    await is(() => new util.MIMEType(5), "TypeError undefined: Not a valid MIME type: 5");
    await is(() => (() => { const m = new util.MIMEType("a/b"); m.type = "ü"; })(), "TypeError undefined: Not a valid MIME type");
    await is(() => String(new util.MIMEType("text/plain;")), "text/plain");
    await is(() => util.inspect(new util.MIMEType("a/b;c=d")), "MIMEType {\n  type: 'a',\n  subtype: 'b',\n  essence: 'a/b',\n  params: MIMEParams(1) { 'c' => 'd' }\n}");
  },
};
