// https://nodejs.org/api/zlib.html
(function (require, native) {
	"use strict";

	const { coded, invalidArgType, outOfRange, validateFunction } = require("internal_errors");
	const { named } = require("internal_stub");
	const { viewOf } = require("internal_crypto");
	const { Transform } = require("node:stream");
	const { Buffer } = require("node:buffer");

	const constants = native.constants("zlib");
	const codes = {};
	for (const name of ["Z_OK", "Z_STREAM_END", "Z_NEED_DICT", "Z_ERRNO", "Z_STREAM_ERROR", "Z_DATA_ERROR", "Z_MEM_ERROR", "Z_BUF_ERROR", "Z_VERSION_ERROR"]) {
		codes[name] = constants[name];
	}
	for (const name of Object.keys(codes)) codes[codes[name]] = name;
	Object.freeze(codes);

	// number reads an option that has to be within limits; fail makes the error of one that is not.
	function number(options, name, min, max, fallback, fail) {
		const value = options?.[name];
		if (value === undefined || value === null) return fallback;
		const n = typeof value === "number" ? value : Number(value) || 0;
		if (n < min || n > max || Number.isNaN(n)) {
			throw fail(`options.${name}`, max === Infinity ? `>= ${min}` : `>= ${min} and <= ${max}`, value);
		}
		return n;
	}
	const bare = (name, range, value) => new RangeError(`The value of "${name}" is out of range. It must be ${range}. Received ${value}`);

	// settings checks the options of a mode and answers what native starts one with.
	function settings(mode, options, fail) {
		const brotli = mode === constants.BROTLI_ENCODE || mode === constants.BROTLI_DECODE;
		number(options, "flush", 0, brotli ? 3 : 6, 0, fail);
		const finish = number(options, "finishFlush", 0, brotli ? 3 : 6, brotli ? constants.BROTLI_OPERATION_FINISH : constants.Z_FINISH, fail);
		let quality = 11;
		for (const [key, value] of Object.entries(options?.params ?? {})) {
			if (!brotli) continue;
			if (Number(key) > 9) throw new Error("Setting parameter failed");
			if (Number(key) === constants.BROTLI_PARAM_QUALITY) quality = Math.min(Number(value), 11);
		}
		const level = number(options, "level", -1, 9, -1, fail);
		if (!brotli) {
			number(options, "windowBits", mode === constants.INFLATE || mode === constants.GUNZIP || mode === constants.UNZIP ? 0 : 8, 15, 15, fail);
			number(options, "memLevel", 1, 9, 8, fail);
			if (options?.strategy !== undefined && !(options.strategy >= 0 && options.strategy <= 4)) throw new Error("invalid strategy");
		}
		const { dictionary } = options ?? {};
		return { start: [mode, level, quality, dictionary === undefined ? undefined : viewOf(dictionary)], whole: finish === (brotli ? 2 : 4), level };
	}

	const max = 2147483647;
	// once does all at once.
	function once(mode, data, options, Class) {
		const bytes = typeof data === "string" ? Buffer.from(data) : viewOf(data);
		if (bytes === undefined) {
			throw new TypeError("Failed to execute 'zlibSync' on 'ZlibUtil': parameter 1 is not of type 'string or ArrayBuffer or ArrayBufferView'.");
		}
		const { start, whole } = settings(mode, options, bare);
		const state = native.zlibStart(...start);
		const parts = [native.zlibWrite(state, bytes), native.zlibEnd(state, whole)];
		const limit = options?.maxOutputLength ?? max;
		if (parts[0].length + parts[1].length > limit) throw new RangeError("Memory limit exceeded");
		const buffer = parts[1].length === 0 ? Buffer.from(parts[0].buffer) : Buffer.concat(parts);
		return options?.info ? { engine: new Class(options), buffer } : buffer;
	}

	// described gives a stream's failure the code that zlib has for it.
	function described(error) {
		const errno = /end of file/.test(error.message) ? constants.Z_BUF_ERROR : /Missing dict/.test(error.message) ? constants.Z_NEED_DICT : constants.Z_DATA_ERROR;
		return Object.assign(error, { errno, code: codes[errno] });
	}

	class ZlibBase extends Transform {
		#state;
		#start;
		#whole;

		constructor(options, mode) {
			const fail = (name, range, value) => outOfRange(name, range, value);
			const chunkSize = number(options, "chunkSize", 64, Infinity, 16384, fail);
			const { start, whole, level } = settings(mode, options, fail);
			super({ autoDestroy: true, ...options });
			[this.#start, this.#whole] = [start, whole];
			this.#state = native.zlibStart(...start);
			Object.assign(this, {
				bytesWritten: 0, _maxOutputLength: options?.maxOutputLength ?? max, _chunkSize: chunkSize, _level: level, _strategy: options?.strategy ?? 0,
			});
			this.once("error", () => {});
		}
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
				callback(described(error));
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
			if (this.#state === undefined) throw coded(Error, "ERR_INTERNAL_ASSERTION", "zlib binding closed");
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
			number({ level }, "level", -1, 9, -1, (name, range, value) => outOfRange("level", range, value));
			number({ strategy }, "strategy", 0, 4, 0, (name, range, value) => outOfRange("strategy", range, value));
			this._restart(level);
			this._strategy = strategy;
			queueMicrotask(() => callback?.());
		}
	}
	class Brotli extends ZlibBase {}

	const absent = (name) => () => {
		throw new Error(`dodev does not support ${name} of node:zlib yet`);
	};
	const module = { constants, codes };
	for (const [name, mode, Base] of [
		["Gzip", constants.GZIP, Zlib], ["Gunzip", constants.GUNZIP, Zlib], ["Deflate", constants.DEFLATE, Zlib], ["Inflate", constants.INFLATE, Zlib],
		["DeflateRaw", constants.DEFLATERAW, Zlib], ["InflateRaw", constants.INFLATERAW, Zlib], ["Unzip", constants.UNZIP, Zlib],
		["BrotliCompress", constants.BROTLI_ENCODE, Brotli], ["BrotliDecompress", constants.BROTLI_DECODE, Brotli],
	]) {
		const Class = { [name]: class extends Base { constructor(options) { super(options, mode); } } }[name];
		const method = name[0].toLowerCase() + name.slice(1);
		module[name] = Class;
		module[`create${name}`] = named((options) => new Class(options), `create${name}`, 1);
		module[`${method}Sync`] = named((data, options) => once(mode, data, options, Class), `${method}Sync`, 1);
		module[method] = named((data, options, callback) => {
			if (typeof options === "function") [options, callback] = [undefined, options];
			validateFunction(callback, "callback");
			let answer;
			try {
				answer = [null, once(mode, data, options, Class)];
			} catch (error) {
				answer = [error];
			}
			require("node:process").nextTick(() => callback(...answer));
		}, method, 3);
	}
	for (const name of ["ZstdCompress", "ZstdDecompress"]) {
		const method = name[0].toLowerCase() + name.slice(1);
		module[name] = { [name]: class extends ZlibBase { constructor(options) { absent(name)(options); } } }[name];
		module[`create${name}`] = named(absent(`create${name}`), `create${name}`, 1);
		module[method] = named(absent(method), method, 3);
		module[`${method}Sync`] = named(absent(`${method}Sync`), `${method}Sync`, 1);
	}
	function crc32(data, ...[value = 0]) {
		const bytes = typeof data === "string" ? Buffer.from(data) : viewOf(data);
		if (typeof value !== "number") throw invalidArgType("value", "of type number", value);
		if (bytes === undefined) {
			throw new TypeError("Failed to execute 'crc32' on 'ZlibUtil': parameter 1 is not of type 'string or ArrayBuffer or ArrayBufferView'.");
		}
		return native.crc32(bytes, value);
	}
	// The newer constants are only in the table.
	const own = Object.fromEntries(Object.entries(constants).filter(([name]) => !/^ZSTD_(?!error_|ENCODE|DECODE|COMPRESS|DECOMPRESS)|^BROTLI_PARAM_SIZE_HINT$/.test(name)));
	return { ...own, ...module, crc32 };
})
