// Files as streams. https://nodejs.org/api/fs.html#class-fsreadstream
(function (require, native) {
	"use strict";

	const {
		coded, invalidArgValue, outOfRange, validateAbortSignal, validateBoolean, validateFunction, validateObject, validateString, validateUint32,
	} = require("internal_errors");
	const { descriptor, fileMode, locate } = require("internal_fs");
	const { isFileHandle } = require("internal_fs_handle");
	const { errorOrDestroy } = require("internal_stream_state");
	const { unimplemented } = require("internal_stub");
	const { Buffer } = require("node:buffer");

	const kFs = Symbol("kFs");
	const kIsPerformingIO = Symbol("kIsPerformingIO");
	const kIoDone = Symbol("kIoDone");
	const kHandle = Symbol("kHandle");
	const nothing = () => {};

	// The functions of node:fs, each called in a microtask of its own.
	const own = {};
	for (const name of ["open", "close", "fsync", "read", "write", "writev"]) {
		own[name] = { [name](...args) {
			queueMicrotask(() => {
				try {
					require("node:fs")[name](...args);
				} catch (error) {
					args.at(-1)(error);
				}
			});
		} }[name];
	}
	// throughHandle answers the functions of a handle in the form of those of node:fs.
	function throughHandle(handle) {
		const through = (method, ...members) => (...args) => {
			const callback = args.pop();
			handle[method](...args.slice(1)).then((answer) => callback(null, ...members.map((name) => answer[name])), callback);
		};
		return {
			open() { throw unimplemented("open()"); },
			close: through("close"), fsync: through("sync"), read: through("read", "bytesRead", "buffer"), write: through("write", "bytesWritten", "buffer"),
			writev: through("writev", "bytesWritten", "buffers"),
		};
	}
	function functions(fs) {
		validateObject(fs, "options.fs");
		if (isFileHandle(fs)) return throughHandle(fs);
		const all = {};
		for (const name of Object.keys(own)) all[name] = fs[name] === undefined ? own[name] : fs[name];
		for (const name of ["open", "read", "close", "fsync", "write", "writev"]) validateFunction(all[name], `options.fs.${name}`);
		return all;
	}

	// begin reads what both streams take, and answers the options of a stream.
	function begin(stream, path, options, defaultFlags) {
		options = typeof options === "string" ? { encoding: options } : options ?? {};
		validateObject(options, "options");
		const { flags = defaultFlags, mode = 0o666, fd = null, fs = own, start = 0 } = options;
		const { highWaterMark = 64 * 1024, encoding = null, signal = null, autoClose = true, emitClose = true } = options;
		if (encoding !== "buffer" && encoding !== null && !Buffer.isEncoding(encoding)) throw invalidArgValue("options.encoding", encoding);
		validateBoolean(autoClose, "options.autoClose");
		validateBoolean(emitClose, "options.emitClose");
		validateUint32(start, "options.start");
		const given = { start, path, fd, flags, mode, fs };
		return [given, { highWaterMark, encoding, emitClose, autoDestroy: autoClose, signal }, options];
	}
	function validateRest({ flags, mode }, { highWaterMark, signal }) {
		validateUint32(highWaterMark, "options.highWaterMark");
		if (signal != null) validateAbortSignal(signal, "options.signal");
		validateString(flags, "options.flags");
		fileMode(mode, "options.mode", 0o666);
	}
	// attach says what a stream reads or writes: the file at a path, once it is open, or one that is.
	function attach(stream, { path, fd, flags, mode, fs }) {
		if (fd == null) {
			stream.fd = null;
			stream.path = locate(path).pathname;
			stream.flags = flags;
			stream.mode = mode;
		} else if (isFileHandle(fd)) {
			if (fs !== own) throw unimplemented("FileHandle with fs");
			stream[kHandle] = fd;
			stream[kFs] = functions(fd);
			fd.on("close", () => stream.close());
			stream.fd = fd.fd || null;
		} else {
			stream.fd = descriptor(fd);
		}
	}
	function construct(callback) {
		if (typeof this.fd === "number") {
			callback(null);
			return;
		}
		if (typeof this.open === "function") { // somebody's own way to open
			const emit = this.emit;
			this.emit = function (...args) {
				if (args[0] === "open" || args[0] === "error") this.emit = emit;
				if (args[0] === "error") {
					callback(args[1]);
					return true;
				}
				if (args[0] === "open") callback(null);
				return Reflect.apply(emit, this, args);
			};
			this.open();
			return;
		}
		this[kFs].open(this.path, this.flags, this.mode, (error, fd) => {
			if (error) {
				callback(error);
				return;
			}
			this.fd = fd;
			callback(null);
			this.emit("open", fd);
			this.emit("ready");
		});
	}
	// destroy closes the file once nothing of it is being read or written.
	function destroy(error, callback) {
		const close = (failure) => {
			const { fd } = this;
			if (fd == null) {
				callback(failure);
				return;
			}
			const closed = (flushed) => {
				this[kFs].close(fd, (other) => callback(other || failure || flushed));
				this.fd = null;
			};
			if (this.flush) this[kFs].fsync(fd, closed);
			else closed();
		};
		if (this[kIsPerformingIO]) this.once(kIoDone, (other) => close(error || other));
		else close(error);
	}
	// done notes the end of reading or writing, and answers whether the stream waits for that to close.
	function done(stream, error) {
		stream[kIsPerformingIO] = false;
		if (!stream.destroyed) return false;
		stream.emit(kIoDone, error);
		return true;
	}

	const { Readable, Writable } = require("node:stream");

	function ReadStream(path, ...[options = {}]) {
		if (!(this instanceof ReadStream)) return new ReadStream(path, options);
		const [given, stream, read] = begin(this, path, options, "r");
		const { end = Infinity } = read;
		if (end !== Infinity) {
			validateUint32(end, "options.end");
			if (given.start > end) throw outOfRange("start", `<= "end" (here: ${end})`, given.start);
		}
		validateRest(given, stream);
		this[kFs] = functions(given.fs);
		attach(this, given);
		Object.assign(this, { start: given.start, end, pos: given.start, bytesRead: 0, [kIsPerformingIO]: false });
		Readable.call(this, { ...stream, construct: construct.bind(this), read: readSome.bind(this), destroy: destroy.bind(this) });
	}
	function readSome(n) {
		n = Math.min(this.end - (this.pos ?? this.bytesRead) + 1, n);
		if (n <= 0 || this.fd == null) {
			this.push(null);
			return;
		}
		this[kIsPerformingIO] = true;
		this[kFs].read(this.fd, Buffer.allocUnsafeSlow(n), 0, n, this.pos, (error, count, bytes) => {
			if (done(this, error)) return;
			if (error) {
				errorOrDestroy(this, error);
				return;
			}
			if (!(count > 0)) {
				this.push(null);
				return;
			}
			if (this.pos !== undefined) this.pos += count;
			this.bytesRead += count;
			this.push(count === bytes.byteLength ? bytes : Buffer.from(bytes.subarray(0, count)));
		});
	}

	function WriteStream(path, ...[options = {}]) {
		if (!(this instanceof WriteStream)) return new WriteStream(path, options);
		const [given, stream, read] = begin(this, path, options, "w");
		const flush = read.flush ?? false;
		validateBoolean(flush, "options.flush");
		validateRest(given, stream);
		this[kFs] = functions(given.fs);
		this.flush = flush;
		attach(this, given);
		Object.assign(this, { start: given.start, pos: given.start, bytesRead: 0, bytesWritten: 0, [kIsPerformingIO]: false });
		Writable.call(this, {
			...stream, construct: construct.bind(this), write: writeOne.bind(this), writev: writeMany.bind(this), destroy: destroy.bind(this),
		});
		if (stream.encoding != null && stream.encoding !== "buffer") this.setDefaultEncoding(stream.encoding);
	}
	// writeAll writes until all is written, trying again a few times when nothing was.
	function writeAll(stream, method, data, size, pos, callback, retries = 0) {
		if (stream.fd == null) {
			callback(invalidArgValue("fd", "null"));
			return;
		}
		const place = method === "write" ? [data, 0, size, pos] : [data, pos];
		stream[kFs][method](stream.fd, ...place, (error, count = 0) => {
			if (error?.code === "EAGAIN") [error, count] = [null, 0];
			if (stream.destroyed || error) {
				callback(error || coded(Error, "ERR_STREAM_DESTROYED", `Cannot call ${method} after a stream was destroyed`));
				return;
			}
			stream.bytesWritten += count;
			if (count === size) {
				callback(null);
			} else if (count === 0 && retries === 5) {
				callback(coded(Error, "ERR_SYSTEM_ERROR", `${method} failed`));
			} else {
				const rest = (Array.isArray(data) ? Buffer.concat(data) : data).subarray(count);
				writeAll(stream, method, method === "write" ? rest : [rest], size - count, pos + count, callback, count ? 0 : retries + 1);
			}
		});
	}
	function write(stream, method, data, size, callback) {
		stream[kIsPerformingIO] = true;
		const { pos } = stream;
		if (pos !== undefined) stream.pos += size;
		writeAll(stream, method, data, size, pos, (error) => {
			stream[kIsPerformingIO] = false;
			callback(error);
			done(stream, error);
		});
	}
	function writeOne(data, encoding, callback) {
		if (typeof data === "string") data = Buffer.from(data, encoding);
		write(this, "write", data, data.byteLength, callback);
	}
	function writeMany(chunks, callback) {
		const list = chunks.map(({ chunk }) => chunk);
		write(this, "writev", list, list.reduce((size, chunk) => size + chunk.length, 0), callback);
	}

	for (const [Class, Base, state] of [[ReadStream, Readable, "_readableState"], [WriteStream, Writable, "_writableState"]]) {
		Object.setPrototypeOf(Class.prototype, Base.prototype);
		Object.setPrototypeOf(Class, Base);
		const check = (stream) => {
			if (typeof stream !== "object" || !(kFs in stream)) throw coded(TypeError, "ERR_INVALID_THIS", `Value of "this" must be of type ${Class.name}`);
		};
		Object.defineProperties(Class.prototype, {
			autoClose: {
				get() {
					check(this);
					return this[state]?.autoDestroy || false;
				},
				set(value) {
					check(this);
					if (this[state] !== undefined) this[state].autoDestroy = value;
				},
			},
			pending: { get() { return this.fd === null; }, configurable: true },
		});
	}
	ReadStream.prototype.close = function (...[callback = nothing]) {
		if (typeof callback === "function") require("internal_stream_finished").finished(this, callback);
		this.destroy();
	};
	WriteStream.prototype.close = function (...[callback = nothing]) {
		if (callback) {
			if (this.closed) {
				queueMicrotask(() => callback(null));
				return;
			}
			this.on("close", callback);
		}
		if (!this.autoClose) this.on("finish", () => this.destroy());
		this.end();
	};
	WriteStream.prototype.destroySoon = WriteStream.prototype.end;

	return {
		default: {
			ReadStream, WriteStream, createReadStream: (path, ...[options = {}]) => new ReadStream(path, options),
			createWriteStream: (path, ...[options = {}]) => new WriteStream(path, options),
		},
	};
})
