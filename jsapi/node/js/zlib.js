// https://nodejs.org/api/zlib.html
(function (require, native) {
	"use strict";

	const { coded, invalidArgType, outOfRange, validateFunction, validateUint32 } = require("internal_errors");
	const { named } = require("internal_stub");
	const { viewOf } = require("internal_crypto");
	const { Transform } = require("node:stream");
	const { AssertionError } = require("node:assert");
	const { Buffer } = require("node:buffer");

	const constants = native.constants("zlib");
	const codes = {};
	for (const name of ["Z_OK", "Z_STREAM_END", "Z_NEED_DICT", "Z_ERRNO", "Z_STREAM_ERROR", "Z_DATA_ERROR", "Z_MEM_ERROR", "Z_BUF_ERROR", "Z_VERSION_ERROR"]) {
		codes[name] = constants[name];
	}
	for (const name of Object.keys(codes)) codes[codes[name]] = name;
	Object.freeze(codes);

	const { BROTLI_ENCODE, BROTLI_DECODE, ZSTD_ENCODE, ZSTD_DECODE, INFLATE, GUNZIP, UNZIP, GZIP } = constants;
	const isBrotli = (mode) => mode === BROTLI_ENCODE || mode === BROTLI_DECODE;
	const isZstd = (mode) => mode === ZSTD_ENCODE || mode === ZSTD_DECODE;
	// The end of a message, and the greatest number that says how to flush.
	const finishing = (mode) => (isBrotli(mode) || isZstd(mode) ? 2 : constants.Z_FINISH);
	const greatest = (mode, zlib) => (isBrotli(mode) ? 3 : isZstd(mode) ? 2 : zlib);

	// zstdLimits are the parameters of Zstandard with their least and greatest values; 0 is always what fits.
	const zstdLimits = {
		[ZSTD_ENCODE]: {
			100: [-Infinity, Infinity], 101: [10, 31], 102: [6, 30], 103: [6, 30], 104: [1, 30], 105: [3, 7], 106: [0, 131072], 107: [1, 9],
			160: [0, 2], 161: [6, 30], 162: [4, 4096], 163: [1, 8], 164: [0, 25], 200: [0, 1], 201: [0, 1], 202: [0, 1], 400: [0, 0], 401: [0, 0], 402: [0, 0],
		},
		[ZSTD_DECODE]: { 100: [10, 31] },
	};
	const allowed = (limits, value) => limits !== undefined && (value === 0 || (value >= limits[0] && value <= limits[1]));

	// tuned answers what native takes besides the level: quality, the logarithm of a window and whether there is a checksum.
	function tuned(mode, params, fail) {
		const tuning = { quality: isZstd(mode) ? constants.ZSTD_CLEVEL_DEFAULT : 11, window: 0, checksum: false };
		if (!isBrotli(mode) && !isZstd(mode)) return tuning;
		for (const key of Object.keys(params ?? {})) {
			const value = Number(params[key]) || 0;
			fail(Number(key), key, params[key], value);
			if (isBrotli(mode)) {
				if (Number(key) === constants.BROTLI_PARAM_QUALITY) tuning.quality = Math.min(value, 11);
			} else if (Number(key) === constants.ZSTD_c_compressionLevel) {
				tuning.quality = value;
			} else if (Number(key) === constants.ZSTD_c_windowLog) {
				tuning.window = value;
			} else if (Number(key) === constants.ZSTD_c_checksumFlag) {
				tuning.checksum = value !== 0;
			}
		}
		return tuning;
	}
	const startOf = (mode, level, { quality, window, checksum }, dictionary) => [mode, level, quality, dictionary, window, checksum];

	// finite answers whether an option is given, a number that is none not being one.
	function finite(value, name) {
		if (value === undefined || Number.isNaN(value)) return false;
		if (typeof value !== "number") throw invalidArgType(name, "of type number", value);
		if (!Number.isFinite(value)) throw outOfRange(name, "a finite number", value);
		return true;
	}
	function within(value, name, min, max, fallback) {
		if (!finite(value, name)) return fallback;
		if (value < min || value > max) throw outOfRange(name, `>= ${min} and <= ${max}`, value);
		return value;
	}
	const max = 2147483647;
	// streaming reads the options of a stream.
	function streaming(mode, options) {
		const given = options ?? {};
		const plain = !isBrotli(mode) && !isZstd(mode);
		const read = { strategy: undefined, level: undefined };
		if (plain) {
			const { windowBits } = given;
			const automatic = (windowBits == null || windowBits === 0) && [INFLATE, GUNZIP, UNZIP].includes(mode);
			if (!automatic) within(windowBits, "options.windowBits", mode === GZIP ? 9 : 8, 15, 15);
			read.level = within(given.level, "options.level", -1, 9, -1);
			within(given.memLevel, "options.memLevel", 1, 9, 8);
			read.strategy = within(given.strategy, "options.strategy", 0, 4, 0);
			if (given.dictionary !== undefined && viewOf(given.dictionary) === undefined || typeof given.dictionary === "string") {
				throw invalidArgType("options.dictionary", "an instance of Buffer, TypedArray, DataView, or ArrayBuffer", given.dictionary);
			}
		}
		const family = isZstd(mode) ? "Zstd" : "Brotli";
		const last = isBrotli(mode) ? 9 : mode === ZSTD_ENCODE ? 402 : 100;
		const tuning = tuned(mode, given.params, (key, name, value, number) => {
			if (!(key >= 0 && key <= last)) throw coded(RangeError, `ERR_${family.toUpperCase()}_INVALID_PARAM`, `${name} is not a valid ${family} parameter`);
			if (typeof value !== "number" && typeof value !== "boolean") throw invalidArgType("options.params[key]", "of type number", value);
			if (isZstd(mode) && !allowed(zstdLimits[mode][key], number)) throw coded(Error, "ERR_ZLIB_INITIALIZATION_FAILED", "Initialization failed");
		});
		const chunkSize = finite(given.chunkSize, "options.chunkSize") ? given.chunkSize : 16384;
		if (chunkSize < 64) throw outOfRange("options.chunkSize", ">= 64", chunkSize);
		within(given.flush, "options.flush", 0, greatest(mode, 5), 0);
		const finish = within(given.finishFlush, "options.finishFlush", 0, greatest(mode, 5), finishing(mode));
		return {
			...read, chunkSize, maxOutputLength: within(given.maxOutputLength, "options.maxOutputLength", 1, max, max), whole: finish === finishing(mode),
			start: startOf(mode, read.level ?? -1, tuning, plain && given.dictionary !== undefined ? viewOf(given.dictionary) : undefined),
			pledged: mode === ZSTD_ENCODE ? given.pledgedSrcSize : undefined,
		};
	}

	// atOnce reads the options of what is done all at once, as native code of the platform does: without telling kinds of
	// numbers apart.
	function atOnce(mode, options, utility) {
		if (typeof options !== "object") throw new TypeError(`Failed to execute '${utility}' on 'ZlibUtil': parameter 2 is not of type 'Options'.`);
		const number = (name, least, most, fallback, received) => {
			const value = options[name];
			if (value === undefined || value === null) return fallback;
			const n = Number(value) || 0;
			if (n < least || n > most) {
				throw new RangeError(`The value of "options.${name}" is out of range. It must be >= ${least} and <= ${most}. Received ${received ?? n}`);
			}
			return n;
		};
		if (Number.isNaN(options.chunkSize)) throw new TypeError("The value cannot be converted because it is not an integer.");
		number("chunkSize", 64, 134217728, 16384);
		const flush = number("flush", 0, greatest(mode, 6), 0);
		const finish = number("finishFlush", 0, greatest(mode, 6), finishing(mode), flush);
		const tuning = tuned(mode, options.params, (key, name, value, n) => {
			if (isBrotli(mode)) {
				if (!(key <= 9)) throw new Error("Setting parameter failed");
			} else if (zstdLimits[mode][key] === undefined) {
				throw new Error(`Unsupported Zstd ${mode === ZSTD_ENCODE ? "" : "de"}compression parameter: ${name}`);
			} else if (!allowed(zstdLimits[mode][key], n)) {
				throw new Error("Setting parameter failed: Parameter is out of bound");
			}
		});
		let [level, dictionary] = [-1, undefined];
		if (!isBrotli(mode) && !isZstd(mode)) {
			level = number("level", -1, 9, -1);
			const bits = number("windowBits", [INFLATE, GUNZIP, UNZIP].includes(mode) ? 0 : 8, 15, 15);
			number("memLevel", 1, 9, 8);
			if (options.strategy !== undefined && !(options.strategy >= 0 && options.strategy <= 4)) throw new Error("invalid strategy");
			if (mode === GZIP && bits === 8) throw new Error("Zlib error");
			dictionary = options.dictionary;
			if (dictionary !== undefined && (typeof dictionary === "string" || viewOf(dictionary) === undefined)) {
				throw new TypeError("Incorrect type for the 'dictionary' field on 'Options': the provided value is not of type 'ArrayBuffer or ArrayBufferView'.");
			}
			if (dictionary !== undefined) dictionary = viewOf(dictionary);
		}
		return { start: startOf(mode, level, tuning, dictionary), whole: finish === finishing(mode) };
	}

	// bytesOf reads what is worked on all at once.
	function bytesOf(data, utility) {
		const bytes = typeof data === "string" ? Buffer.from(data) : viewOf(data);
		if (bytes !== undefined) return bytes;
		throw new TypeError(`Failed to execute '${utility}' on 'ZlibUtil': parameter 1 is not of type 'string or ArrayBuffer or ArrayBufferView'.`);
	}
	// once does all at once.
	function once(mode, bytes, options, Class, utility) {
		const { start, whole } = atOnce(mode, options, utility);
		const state = native.zlibStart(...start);
		if (mode === ZSTD_DECODE) bytes = bytes.subarray(0, native.zstdFrame(bytes)); // what follows is left alone
		const parts = [native.zlibWrite(state, bytes), native.zlibEnd(state, whole)];
		const limit = options.maxOutputLength ?? max;
		if (parts[0].length + parts[1].length > limit) throw new RangeError("Memory limit exceeded");
		const buffer = parts[1].length === 0 ? Buffer.from(parts[0].buffer) : Buffer.concat(parts);
		return options.info ? { engine: new Class(options), buffer } : buffer;
	}

	class NodeError extends Error {}
	// described answers a stream's failure with the code that the library has for it.
	function described(error, mode) {
		const { message } = error;
		let [code, errno] = ["", -1];
		if (isZstd(mode)) {
			code = mode === ZSTD_ENCODE ? "ERR_ZSTD_COMPRESSION_FAILED" : "ERR_ZSTD_DECOMPRESSION_FAILED";
		} else if (error.format !== undefined) {
			code = `ERR__ERROR_FORMAT_${error.format}`;
		} else {
			errno = /end of file/.test(message) ? constants.Z_BUF_ERROR : /Missing dict/.test(message) ? constants.Z_NEED_DICT : constants.Z_DATA_ERROR;
			code = codes[errno];
		}
		return Object.assign(new NodeError(message), { code, name: "Error", errno });
	}

	class ZlibBase extends Transform {
		#state;
		#start;
		#whole;
		#pledged; // how much is to come, if that was said

		constructor(options, mode) {
			const { start, whole, level, strategy, chunkSize, maxOutputLength, pledged } = streaming(mode, options);
			super({ autoDestroy: true, ...options });
			[this.#start, this.#whole, this.#pledged] = [start, whole, pledged];
			this.#state = native.zlibStart(...start);
			Object.assign(this, { bytesWritten: 0, _maxOutputLength: maxOutputLength, _chunkSize: chunkSize });
			if (level !== undefined) Object.assign(this, { _level: level, _strategy: strategy });
			this.once("error", () => {});
		}
		get bytesRead() { return this.bytesWritten; }
		set bytesRead(value) { this.bytesWritten = value; }
		get _closed() { return this.#state === undefined || this.destroyed; }
		// out pushes what was made, in pieces.
		#out(bytes) {
			const b = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
			for (let n = 0; n < b.length; n += this._chunkSize) this.push(b.subarray(n, n + this._chunkSize));
		}
		#step(run, callback) {
			try {
				this.#out(run(this.#state));
			} catch (error) {
				callback(described(error, this.#start[0]));
				return;
			}
			callback();
		}
		_transform(chunk, encoding, callback) {
			const bytes = typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk;
			this.bytesWritten += bytes.length;
			this.#step((state) => native.zlibWrite(state, bytes), callback);
		}
		_flush(callback) {
			if (this.#pledged !== undefined && this.#pledged !== this.bytesWritten) {
				callback(described(new Error("Zstd compression failed: Src size is incorrect"), ZSTD_ENCODE));
				return;
			}
			this.#step((state) => native.zlibEnd(state, this.#whole), callback);
		}
		_destroy(error, callback) {
			this.#state = undefined;
			callback(error);
		}
		flush(kind, ...[callback]) {
			if (typeof kind === "function") callback = kind;
			const done = () => callback?.();
			if (this.writableFinished) {
				queueMicrotask(done);
			} else if (this.writableEnded) {
				this.once("end", done);
			} else if (this.writableLength > 0) {
				this.once("drain", () => this.flush(kind, callback));
			} else {
				this.#step((state) => native.zlibFlush(state), (error) => (error ? this.destroy(error) : queueMicrotask(done)));
			}
		}
		close(...[callback]) {
			if (callback) this.once("close", callback);
			this.destroy();
		}
		reset() {
			if (this.#state === undefined) throw new AssertionError({ message: "zlib binding closed", actual: null, expected: true, operator: "==" });
			this.#state = native.zlibStart(...this.#start);
		}
		// _restart is for params: what comes is compressed as before, at a boundary.
		_restart(level) {
			this.#step((state) => native.zlibFlush(state), () => {});
			this._level = level;
		}
	}
	class Zlib extends ZlibBase {
		params(level, strategy, callback) {
			within(level, "level", -1, 9, -1);
			within(strategy, "strategy", 0, 4, 0);
			this._restart(level);
			this._strategy = strategy;
			queueMicrotask(() => callback?.());
		}
	}
	class Brotli extends ZlibBase {}
	class Zstd extends ZlibBase {}

	const module = { constants, codes };
	for (const [name, mode, Base] of [
		["Gzip", GZIP, Zlib], ["Gunzip", GUNZIP, Zlib], ["Deflate", constants.DEFLATE, Zlib], ["Inflate", INFLATE, Zlib],
		["DeflateRaw", constants.DEFLATERAW, Zlib], ["InflateRaw", constants.INFLATERAW, Zlib], ["Unzip", UNZIP, Zlib],
		["BrotliCompress", BROTLI_ENCODE, Brotli], ["BrotliDecompress", BROTLI_DECODE, Brotli], ["ZstdCompress", ZSTD_ENCODE, Zstd],
		["ZstdDecompress", ZSTD_DECODE, Zstd],
	]) {
		const Class = { [name]: class extends Base { constructor(options) { super(options, mode); } } }[name];
		const method = name[0].toLowerCase() + name.slice(1);
		const utility = Base === Zstd ? method : "zlib";
		module[name] = Class;
		module[`create${name}`] = named((options) => new Class(options), `create${name}`, 1);
		module[`${method}Sync`] = named((data, options = {}) => {
			void options.info; // which is asked first
			return once(mode, bytesOf(data, `${utility}Sync`), options, Class, `${utility}Sync`);
		}, `${method}Sync`, 1);
		module[method] = named((data, options, callback) => {
			if (typeof options === "function") [options, callback] = [{}, options];
			validateFunction(callback, "callback");
			const bytes = Base === Zstd ? bytesOf(data, utility) : data;
			let answer;
			try {
				answer = [null, once(mode, bytesOf(bytes, "zlibSync"), options ?? {}, Class, "zlibSync")];
			} catch (error) {
				answer = [error];
			}
			require("node:process").nextTick(() => callback(...answer));
		}, method, 3);
	}
	function crc32(data, ...[value = 0]) {
		const bytes = typeof data === "string" ? Buffer.from(data) : viewOf(data);
		validateUint32(value, "value");
		if (bytes === undefined) {
			throw new TypeError("Failed to execute 'crc32' on 'ZlibUtil': parameter 1 is not of type 'string or ArrayBuffer or ArrayBufferView'.");
		}
		return native.crc32(bytes, value);
	}
	// The newer constants are only in the table.
	const own = Object.fromEntries(Object.entries(constants).filter(([name]) => !/^ZSTD_(?!error_|ENCODE|DECODE|COMPRESS|DECOMPRESS)|^BROTLI_PARAM_SIZE_HINT$/.test(name)));
	return { ...own, ...module, crc32 };
})
