// https://nodejs.org/api/fs.html#promises-api
(function (require, native) {
	"use strict";

	const EventEmitter = require("node:events");
	const { validateBoolean, validateObject, validateUint32 } = require("internal_errors");
	const { constants, badge, isView, validatePosition, badDescriptor } = require("internal_fs");
	const { operations } = require("internal_fs_operations");
	const { kFileHandle } = require("internal_fs_handle");
	const { asyncGenerator } = require("internal_async_generator");
	const { named } = require("internal_stub");
	const { Buffer } = require("node:buffer");
	const { ReadableStream } = globalThis;

	const module = {};
	for (const [name, length] of [
		["access", 1], ["appendFile", 2], ["chmod", 2], ["chown", 3], ["copyFile", 3], ["cp", 3], ["lchmod", 2], ["lchown", 3], ["link", 2], ["lstat", 1],
		["lutimes", 3], ["mkdir", 1], ["mkdtemp", 1], ["opendir", 1], ["readFile", 1], ["readdir", 1], ["readlink", 1], ["realpath", 1], ["rename", 2],
		["rm", 1], ["rmdir", 2], ["stat", 1], ["statfs", 1], ["symlink", 2], ["truncate", 1], ["unlink", 1], ["utimes", 3], ["writeFile", 2],
	]) {
		const silent = name === "appendFile" || name === "writeFile";
		module[name] = named((...args) => Promise.try(() => {
			const value = operations[name](...args)();
			return silent ? undefined : value;
		}), name, length);
	}
	module.watch = named(() => { throw new Error("Not implemented"); }, "watch", 0);
	module.glob = named(asyncGenerator(function* (pattern, options) {
		yield* operations.glob(pattern, options)();
	}), "glob", 1);
	module.open = named((path, flags, mode) => Promise.try(() => new FileHandle(badge, operations.open(path, flags, mode)())), "open", 3);

	// FileHandle is a descriptor that knows whether it was closed.
	class FileHandle extends EventEmitter {
		#fd;

		constructor(secret, fd) {
			if (secret !== badge) throw new TypeError("Illegal constructor");
			super();
			this[kFileHandle] = true;
			this.#fd = fd;
		}
		get fd() { return this.#fd; }
		#check() {
			if (this.#fd === undefined) throw badDescriptor("stat");
			return this.#fd;
		}
		async appendFile(data, ...[options = {}]) { operations.appendFile(this.#check(), data, options)(); }
		async chmod(mode) { operations.fchmod(this.#check(), mode)(); }
		async chown(uid, gid) { operations.fchown(this.#check(), uid, gid)(); }
		async datasync() { operations.fdatasync(this.#check())(); }
		async sync() { operations.fsync(this.#check())(); }
		async read(...[view = {}, offset = {}, length, position = null]) {
			const fd = this.#check();
			let options = view;
			if (isView(view)) {
				options = typeof offset === "number" ? { buffer: view, offset, length: length ?? view.byteLength, position: position ?? null } : { buffer: view, ...offset };
			}
			const { buffer = Buffer.alloc(16384) } = options;
			const { offset: from = 0, length: most = buffer.byteLength - from, position: place = null } = options;
			validateUint32(from, "offset");
			validateUint32(most, "length");
			validatePosition(place, "position");
			return { bytesRead: operations.read(fd, buffer, from, most, place)(), buffer };
		}
		async readv(buffers, ...[position = null]) {
			return { bytesRead: operations.readv(this.#check(), buffers, position)(), buffers };
		}
		async readFile(...[options = {}]) { return operations.readFile(this.#check(), options)(); }
		readLines(...[_options = {}]) {
			this.#check();
			throw new Error("not implemented");
		}
		async stat(...[options = {}]) { return operations.fstat(this.#check(), options)(); }
		async truncate(...[length = 0]) { operations.ftruncate(this.#check(), length)(); }
		async utimes(accessed, modified) { operations.futimes(this.#check(), accessed, modified)(); }
		async write(buffer, ...[offset = null, length, position = null]) {
			const fd = this.#check();
			if (typeof buffer === "string") buffer = Buffer.from(buffer, length);
			return { bytesWritten: operations.write(fd, buffer, offset, length, position)(), buffer };
		}
		async writev(buffers, ...[position = null]) {
			return { bytesWritten: operations.writev(this.#check(), buffers, position)(), buffers };
		}
		async writeFile(data, ...[options = {}]) {
			const bytesWritten = operations.writeFile(this.#check(), data, options)();
			return { bytesWritten, buffer: isView(data) ? data : Buffer.from(data, options) };
		}
		async close() {
			if (this.#fd !== undefined) operations.close(this.#fd)();
			this.#fd = undefined;
			this.emit("close");
		}
		async [Symbol.asyncDispose]() { await this.close(); }
		readableWebStream(...[options = {}]) {
			this.#check();
			validateObject(options, "options");
			const { autoClose = true } = options;
			validateBoolean(autoClose, "options.autoClose");
			return webStream(this, autoClose ? () => this.close() : async () => {});
		}
		createReadStream(...[options = {}]) { return require("internal_fs_stream").createReadStream("", { ...options, fd: this }); }
		createWriteStream(...[options = {}]) { return require("internal_fs_stream").createWriteStream("", { ...options, fd: this }); }
	}

	function webStream(handle, done) {
		let controller;
		const stream = new ReadableStream({
			type: "bytes",
			autoAllocateChunkSize: 16384,
			start(c) { controller = c; },
			async pull(c) {
				const { view } = c.byobRequest;
				const { bytesRead } = await handle.read(view, view.byteOffset, view.byteLength);
				if (bytesRead === 0) {
					c.close();
					await done();
				}
				c.byobRequest?.respond(bytesRead);
			},
			cancel: done,
		});
		handle.once("close", () => {
			try {
				controller.close();
			} catch {} // it ended before
		});
		return stream;
	}
	return { ...module, FileHandle, constants };
})
