import assert from "node:assert";
import { inspect } from "node:util";
import buffer, { Buffer } from "node:buffer";

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
const b = () => Buffer.from("hello wörld");
const numbers = Buffer.from([0xff, 0x80, 0x7f, 0x01, 0x02, 0x03, 0x04, 0xfe]);

// 1.8: Buffers are made of texts, bytes and other views
export const making = {
  async test() {
    await is(() => [Buffer.from("é").toString("hex"), Buffer.from("6869", "hex").toString(), Buffer.from("aGk=", "base64").toString(), Buffer.from("aGk", "base64url").toString(), Buffer.from("é", "latin1").toString("hex"), Buffer.from("a", "utf16le").toString("hex")], "[ 'c3a9', 'hi', 'hi', 'hi', 'e9', '6100' ]");
    await is(() => [Buffer.from([1, 256, -1, 1.9]), Buffer.from(new Uint16Array([258, 3])), Buffer.from(new Uint8Array([1, 2, 3]).buffer, 1, 1), Buffer.from({ type: "Buffer", data: [7] }), Buffer.from(new String("s"))], "[ <Buffer 01 00 ff 01>, <Buffer 02 03>, <Buffer 02>, <Buffer 07>, <Buffer 73> ]");
    await is(() => [Buffer.alloc(3), Buffer.alloc(3, 1), Buffer.alloc(5, "ab"), Buffer.alloc(4, "YQ==", "base64"), Buffer.allocUnsafe(2).length, Buffer.of(1, 2)], "[ <Buffer 00 00 00>, <Buffer 01 01 01>, <Buffer 61 62 61 62 61>, <Buffer 61 61 61 61>, 2, <Buffer 01 02> ]");
    await is(() => [new Buffer.allocUnsafeSlow(2).length, new Buffer.alloc(1), new Buffer.allocUnsafe(3) instanceof Buffer], "[ 2, <Buffer 00>, true ]");
    await is(() => Buffer.from(5), "TypeError ERR_INVALID_ARG_TYPE: The first argument must be of type string or an instance of Buffer, TypedArray, ArrayBuffer, SharedArrayBuffer, or Array or an Array-like Object. Received type number (5)");
    await is(() => Buffer.from("x", "zz"), "TypeError ERR_UNKNOWN_ENCODING: Unknown encoding: zz");
    await is(() => Buffer.alloc("5"), "TypeError ERR_INVALID_ARG_TYPE: The \"size\" argument must be of type number. Received type string ('5')");
    await is(() => Buffer.alloc(-1), "RangeError undefined: Invalid typed array length: -1");
    await is(() => [Buffer.concat([Buffer.from("a"), new Uint8Array([98])]), Buffer.concat([Buffer.from("abc")], 2), Buffer.concat([Buffer.from("a")], 3), Buffer.concat([])], "[ <Buffer 61 62>, <Buffer 61 62>, <Buffer 61 00 00>, <Buffer > ]");
    await is(() => Buffer.concat("x"), "TypeError ERR_INVALID_ARG_TYPE: The \"list\" argument must be an (Buffer|Uint8Array)[]. Received type string ('x')");
    await is(() => Buffer.concat([5]), "TypeError ERR_INVALID_ARG_TYPE: The \"list\" argument must be an (Buffer|Uint8Array)[]. Received type number (5)");
    await is(() => [Buffer.byteLength("é"), Buffer.byteLength("abcd", "hex"), Buffer.byteLength("YQ==", "base64"), Buffer.byteLength(new ArrayBuffer(3)), Buffer.isBuffer(b()), Buffer.isBuffer(new Uint8Array(1)), ["utf8", "UTF-8", "ucs2", "hex", "binary", "zz", 5].map((e) => Buffer.isEncoding(e))], "[\n  2,\n  2,\n  1,\n  3,\n  true,\n  false,\n  [\n    true,  true,\n    true,  true,\n    true,  false,\n    false\n  ]\n]");
    await is(() => Buffer.byteLength(5), "TypeError ERR_INVALID_ARG_TYPE: The \"string\" argument must be of type string or an instance of Buffer or ArrayBuffer. Received type number (5)");
    await is(() => [Buffer.compare(Buffer.from("a"), Buffer.from("b")), Buffer.compare(Buffer.from("b"), Buffer.from("a")), Buffer.compare(Buffer.from("a"), Buffer.from("a"))], "[ -1, 1, 0 ]");
    await is(() => Buffer.compare("a", Buffer.from("a")), "TypeError ERR_INVALID_ARG_TYPE: The \"a\" argument must be an instance of Buffer or Uint8Array. Received type string ('string')");
  },
};

// 1.8: Buffers are text in every encoding
export const reading = {
  async test() {
    await is(() => ["utf8", "hex", "base64", "base64url", "latin1", "ascii", "ucs2", "binary"].map((e) => b().toString(e)), "[ 'hello wörld', '68656c6c6f2077c3b6726c64', 'aGVsbG8gd8O2cmxk', 'aGVsbG8gd8O2cmxk', 'hello wÃ¶rld', 'hello wC6rld', '敨汬⁯썷状摬', 'hello wÃ¶rld' ]");
    await is(() => [b().toString("utf8", 1, 4), b().toString(undefined, 6), b().toString("hex", -5, 2), b().toJSON().data.length, JSON.stringify(Buffer.from("a")), String(Buffer.from([0xff, 0x41]))], "[ 'ell', 'wörld', '6865', 12, '{\"type\":\"Buffer\",\"data\":[97]}', '�A' ]");
    await is(() => b().toString("zz"), "TypeError ERR_UNKNOWN_ENCODING: Unknown encoding: zz");
    await is(() => [b().utf8Slice(0, 5), b().hexSlice(0, 2), b().latin1Slice(0, 2), b().base64Slice(0, 3), b().ucs2Slice(0, 2), b().asciiSlice(0, 2)], "[ 'hello', '6865', 'he', 'aGVs', '敨', 'he' ]");
    await is(() => [b().slice(-5).toString(), b().subarray(1, 3).toString(), b().slice(3, 1).length, b().subarray(0, 2).buffer === b().buffer], "[ 'örld', 'el', 0, false ]");
    await is(() => [buffer.transcode(Buffer.from("é"), "utf8", "latin1"), buffer.transcode(Buffer.from("€"), "utf8", "utf16le"), buffer.isUtf8(Buffer.from([0xff])), buffer.isAscii(Buffer.from("a"))], "[ <Buffer e9>, <Buffer ac 20>, false, true ]");
  },
};

// 1.8: Buffers are searched and compared
export const finding = {
  async test() {
    await is(() => [b().indexOf("o"), b().indexOf("o", 5), b().lastIndexOf("l"), b().indexOf(119), b().indexOf(Buffer.from("wö")), b().indexOf("zz"), b().includes("hell"), b().indexOf("6c", "hex"), b().indexOf("", 3), b().lastIndexOf("l", 3), b().indexOf("l", -2)], "[\n  4, -1, 10,   6,\n  6, -1, true, 2,\n  3, 3,  10\n]");
    await is(() => b().indexOf({}), "TypeError ERR_INVALID_ARG_TYPE: The \"value\" argument must be one of type number or string or an instance of Buffer or Uint8Array. Received an instance of Object");
    await is(() => [b().equals(b()), b().equals(Buffer.from("x")), Buffer.from("abc").compare(Buffer.from("abd")), Buffer.from("xabc").compare(Buffer.from("abc"), 0, 3, 1)], "[ true, false, -1, 0 ]");
    await is(() => b().equals("x"), "TypeError ERR_INVALID_ARG_TYPE: The \"b\" argument must be an instance of Buffer or Uint8Array. Received type string ('string')");
  },
};

// 1.8: Buffers are written and filled
export const writing = {
  async test() {
    await is(() => (() => { const x = Buffer.alloc(6); return [x.write("hé"), x.write("zz", 4), x.write("6162", 0, "hex"), x, x.write("€€", 1, 4)]; })(), "[ 3, 2, 2, <Buffer 61 e2 82 ac 7a 7a>, 3 ]");
    await is(() => Buffer.alloc(2).write(5), "1");
    await is(() => Buffer.alloc(2).write("x", 5), "RangeError ERR_OUT_OF_RANGE: The value of \"offset\" is out of range. It must be >= 0 && <= 2. Received 5");
    await is(() => [Buffer.alloc(5).fill("abc"), Buffer.alloc(5).fill(257), Buffer.alloc(5).fill("a", 1, 3), Buffer.alloc(4).fill("6162", "hex"), Buffer.alloc(3).fill(Buffer.from([1, 2]))], "[ <Buffer 61 62 63 61 62>, <Buffer 01 01 01 01 01>, <Buffer 00 61 61 00 00>, <Buffer 61 62 61 62>, <Buffer 01 02 01> ]");
    await is(() => (() => { const [x, y] = [Buffer.from("abcd"), Buffer.alloc(6)]; return [x.copy(y, 1), y, x.copy(y, 0, 2), y, x.copy(y, 5), x.copy(x, 1, 0, 3), x]; })(), "[ 4, <Buffer 63 64 62 63 64 61>, 2, <Buffer 63 64 62 63 64 61>, 1, 3, <Buffer 61 61 62 63> ]");
    await is(() => [Buffer.from([1, 2, 3, 4]).swap16(), Buffer.from([1, 2, 3, 4]).swap32(), Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]).swap64()], "[ <Buffer 02 01 04 03>, <Buffer 04 03 02 01>, <Buffer 08 07 06 05 04 03 02 01> ]");
    await is(() => Buffer.alloc(3).swap16(), "RangeError ERR_INVALID_BUFFER_SIZE: Buffer size must be a multiple of 16-bits");
  },
};

// 1.8: Buffers hold numbers of every kind
export const integers = {
  async test() {
    await is(() => ["UInt8", "Int8"].map((k) => numbers[`read${k}`](1)), "[ 128, -128 ]");
    await is(() => ["UInt16LE", "UInt16BE", "Int16LE", "Int16BE", "UInt32LE", "UInt32BE", "Int32LE", "Int32BE"].map((k) => numbers[`read${k}`](0)), "[\n     33023,      65408,\n    -32513,       -128,\n  25133311, 4286611201,\n  25133311,   -8356095\n]");
    await is(() => ["BigInt64LE", "BigInt64BE", "BigUInt64LE", "BigUInt64BE"].map((k) => numbers[`read${k}`](0)), "[ -142985981019062017n, -35889154713516802n, 18303758092690489599n, 18410854918996034814n ]");
    await is(() => ["FloatLE", "FloatBE", "DoubleLE", "DoubleBE"].map((k) => numbers[`read${k}`](0)), "[ 4.6928653198950315e-38, NaN, -1.0470098476923832e+299, -1.4479952213186552e+306 ]");
    await is(() => [1, 2, 3, 4, 5, 6].map((n) => [numbers.readUIntLE(0, n), numbers.readUIntBE(0, n), numbers.readIntLE(0, n), numbers.readIntBE(0, n)]), "[ [ 255, 255, -1, -1 ], [ 33023, 65408, -32513, -128 ], [ 8356095, 16744575, 8356095, -32641 ], [ 25133311, 4286611201, 25133311, -8356095 ], [ 8615067903, 1097372467458, 8615067903, -2139160318 ], [ 3307149951231, 280927351669251, 3307149951231, -547625041405 ] ]");
    await is(() => ["UInt16LE", "Int32BE", "FloatBE", "DoubleLE"].map((k) => { const x = Buffer.alloc(8); return [x[`write${k}`](5, 0), x.toString("hex")]; }), "[ [ 2, '0500000000000000' ], [ 4, '0000000500000000' ], [ 4, '40a0000000000000' ], [ 8, '0000000000001440' ] ]");
    await is(() => (() => { const x = Buffer.alloc(8); return [x.writeBigInt64BE(-5n), x.writeUIntBE(0x123456, 0, 3), x.writeIntLE(-2, 3, 2), x.toString("hex")]; })(), "[ 8, 3, 5, '123456fefffffffb' ]");
    await is(() => numbers.readUInt8(8), "RangeError ERR_OUT_OF_RANGE: The value of \"offset\" is out of range. It must be >= 0 and <= 7. Received 8");
    await is(() => numbers.readUInt8(1.5), "RangeError ERR_OUT_OF_RANGE: The value of \"offset\" is out of range. It must be an integer. Received 1.5");
    await is(() => numbers.readUInt8("1"), "TypeError ERR_INVALID_ARG_TYPE: The \"offset\" argument must be of type number. Received type string ('1')");
    await is(() => numbers.readUInt32LE(6), "RangeError ERR_OUT_OF_RANGE: The value of \"offset\" is out of range. It must be >= 0 and <= 4. Received 6");
    await is(() => Buffer.alloc(1).readUInt16LE(0), "RangeError ERR_BUFFER_OUT_OF_BOUNDS: Attempt to access memory outside buffer bounds");
    await is(() => Buffer.alloc(1).writeUInt8(256), "RangeError ERR_OUT_OF_RANGE: The value of \"value\" is out of range. It must be >= 0 and <= 255. Received 256");
    await is(() => Buffer.alloc(2).writeInt16BE(40000), "RangeError ERR_OUT_OF_RANGE: The value of \"value\" is out of range. It must be >= -32768 and <= 32767. Received 40000");
    await is(() => Buffer.alloc(8).writeBigUInt64LE(-1n), "RangeError ERR_OUT_OF_RANGE: The value of \"value\" is out of range. It must be >= 0n and < 2n ** 64n. Received -1n");
    await is(() => numbers.readUIntLE(0, 7), "RangeError ERR_OUT_OF_RANGE: The value of \"byteLength\" is out of range. It must be >= 1 and <= 6. Received 7");
  },
};

// 1.8: Buffers are shown as bytes
export const showing = {
  async test() {
    await is(() => [Buffer.from("ab"), Buffer.alloc(0)], "[ <Buffer 61 62>, <Buffer > ]");
    await is(() => Buffer.alloc(60), "<Buffer 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 ... 10 more bytes>");
    await is(() => [buffer.constants.MAX_LENGTH, buffer.kMaxLength === buffer.constants.MAX_LENGTH, buffer.kStringMaxLength, buffer.INSPECT_MAX_BYTES, buffer.SlowBuffer(2).length], "[ 2147483647, true, 536870888, 50, 2 ]");
    await is(() => [b().parent === b().buffer, Buffer.from("a").offset >= 0, Buffer.poolSize], "[ false, true, 0 ]");
    await is(() => buffer.resolveObjectURL("x"), "Error undefined: resolveObjectURL is not implemented");
  },
};
