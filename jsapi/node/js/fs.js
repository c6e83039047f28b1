// https://nodejs.org/api/fs.html: the forms that answer at once and the ones with a callback.
(function (require, native) {
	"use strict";

	const { invalidArgType, invalidArgValue, validateObject, validateUint32 } = require("internal_errors");
	const { constants, namespace, descriptor, isView, validatePosition, unsupported, Stats, Dirent, Dir } = require("internal_fs");
	const { operations, exists, writable } = require("internal_fs_operations");
	const { ReadStream, WriteStream, createReadStream, createWriteStream } = require("internal_fs_stream");
	const { named } = require("internal_stub");
	const { Buffer } = require("node:buffer");
	const { F_OK, R_OK, W_OK, X_OK } = constants;

	const needed = (callback) => {
		if (typeof callback !== "function") throw invalidArgType("callback", "of type function", callback);
		return callback;
	};
	// later runs what was checked and tells a callback about it in a microtask.
	function later(run, callback, ...rest) {
		let answer;
		try {
			const value = run();
			answer = value === later ? [null] : [null, value, ...rest];
		} catch (error) {
			answer = [error];
		}
		queueMicrotask(() => callback(...answer));
	}
	const silent = (run) => () => {
		run();
		return later; // a callback that hears of no value
	};

	// What has to be given where there is no callback in its place.
	const demanded = { truncate: (length) => validateUint32(length, "len"), ftruncate: (length) => validateUint32(length, "len") };
	for (const name of ["mkdir", "rm", "rmdir", "cp", "opendir"]) demanded[name] = (options) => validateObject(options, "options");

	const module = { constants, F_OK, R_OK, W_OK, X_OK, Dirent, Dir, Stats };
	// For each operation the lengths of its forms, how many arguments it needs, and how many more it may have. One that
	// tells its callback of nothing but failure has null for a value.
	for (const [name, length, lengthSync, needs, optional, value] of [
		["access", 1, 1, 1, 1, null], ["chmod", 3, 2, 2, 0, null], ["chown", 4, 3, 3, 0, null], ["copyFile", 2, 2, 2, 1, null],
		["cp", 4, 2, 2, 1, null], ["fchmod", 3, 2, 2, 0, null], ["fchown", 4, 3, 3, 0, null], ["fdatasync", 2, 1, 1, 0, null], ["fstat", 3, 1, 1, 1],
		["ftruncate", 3, 1, 1, 1, null], ["futimes", 4, 3, 3, 0, null], ["glob", 3, 1, 1, 1], ["lchmod", 3, 2, 2, 0, null],
		["lchown", 4, 3, 3, 0, null], ["lutimes", 4, 3, 3, 0, null], ["link", 3, 2, 2, 0, null], ["lstat", 3, 1, 1, 1], ["mkdir", 3, 1, 1, 1],
		["mkdtemp", 3, 1, 1, 1], ["open", 1, 1, 1, 2], ["opendir", 3, 1, 1, 1], ["readFile", 3, 1, 1, 1], ["readdir", 3, 1, 1, 1],
		["readlink", 3, 1, 1, 1], ["realpath", 3, 1, 1, 1], ["rename", 3, 2, 2, 0, null], ["rm", 3, 1, 1, 1, null], ["rmdir", 3, 1, 1, 1, null],
		["stat", 3, 1, 1, 1], ["statfs", 3, 1, 1, 1], ["symlink", 4, 2, 2, 1, null], ["truncate", 3, 1, 1, 1, null], ["unlink", 2, 1, 1, 0, null],
		["utimes", 4, 3, 3, 0, null],
	]) {
		const check = operations[name];
		const checkLater = operations[`${name}Later`] ?? check;
		module[`${name}Sync`] = named((...args) => check(...args)(), `${name}Sync`, lengthSync);
		module[name] = named((...args) => {
			let count = needs;
			while (count < needs + optional && typeof args[count] !== "function") count++;
			if (args[needs] === undefined) demanded[name]?.(undefined);
			const run = checkLater(...args.slice(0, count));
			later(value === null ? silent(run) : run, needed(args[count]));
		}, name, length);
	}
	for (const [name, length] of [
		["appendFile", 2], ["close", 1], ["fsync", 1], ["openAsBlob", 1], ["read", 2], ["readv", 2], ["write", 2], ["writeFile", 2], ["writev", 2],
	]) {
		const check = operations[name];
		const form = name === "openAsBlob" ? name : `${name}Sync`;
		module[form] = named((...args) => check(...args)(), form, length);
	}
	module.existsSync = named((path) => exists(path), "existsSync", 1);
	module.realpath.native = module.realpath;
	module.realpathSync.native = module.realpathSync;

	const nothing = () => {};
	const { close, fsync } = operations;
	Object.assign(module, {
		close: named((fd, callback = nothing) => later(silent(close(fd)), needed(callback)), "close", 1),
		fsync: named((fd, callback = nothing) => later(silent(fsync(fd)), needed(callback)), "fsync", 1),
		// The file may come and go until somebody is told.
		exists: (path, callback) => queueMicrotask(() => callback(exists(path))),
		appendFile(path, data, options, callback) {
			if (typeof options === "function") [options, callback] = [{ flag: "a" }, options];
			module.writeFile(path, data, options, callback);
		},
		writeFile(path, data, options, callback) {
			if (typeof options === "function") [options, callback] = [{}, options];
			later(operations.writeFile(path, data, options), needed(callback));
		},
		read(fd, view, offset, length, position, callback) {
			const args = whereToRead(view, offset, length, position, callback);
			[view, offset, length, position, callback] = args;
			if (offset < 0 || length < 0 || offset + length > view.byteLength) throw invalidArgValue("offset", "must be >= 0 and <= buffer.length");
			const none = view.byteLength === 0 || length === 0;
			later(() => (none ? 0 : operations.read(fd, view, { offset, length, position })()), callback, view);
		},
		readv(fd, views, position, callback) {
			if (typeof position === "function") [position, callback] = [null, position];
			needed(callback);
			validatePosition(position, "position");
			later(() => operations.readv(fd, views, position)(), callback, views);
		},
		write(fd, data, offset, length, position, callback) {
			callback = [offset, length, position].findLast((arg) => typeof arg === "function") ?? callback;
			[offset, length, position] = [offset, length, position].map((arg) => (typeof arg === "function" ? undefined : arg));
			needed(callback);
			if (typeof data === "string") {
				data = Buffer.from(data, typeof length === "string" ? length : "utf8");
				if (typeof length === "string") length = undefined;
			}
			fd = descriptor(fd);
			const [part, place] = writable(data, offset, length, position);
			later(() => native.fsWrite(fd, [part], place), callback, data);
		},
		writev(fd, views, position, callback) {
			if (typeof position === "function") [position, callback] = [null, position];
			needed(callback);
			later(operations.writev(fd, views, position), callback, views);
		},
	});

	// whereToRead answers [view, offset, length, position, callback] of what fs.read was called with.
	function whereToRead(view, offset, length, position, callback) {
		if (typeof view === "function") {
			callback = view;
			view = Buffer.alloc(16384);
			return [view, 0, view.byteLength, null, callback];
		}
		if (view != null && typeof view === "object" && !isView(view)) {
			const { buffer = Buffer.alloc(16384), offset: from = buffer.byteOffset, length: most = buffer.byteLength, position: place = null } = view;
			if (!isView(buffer)) throw invalidArgType("options.buffer", "an instance of Buffer, TypedArray, or DataView", buffer);
			return [buffer, ...optionsToRead(from, most, place), needed(offset)];
		}
		if (!isView(view)) throw invalidArgType("buffer", "an instance of Buffer, TypedArray, or DataView", view);
		if (typeof offset === "function") return [view, view.byteOffset, view.byteLength, null, offset];
		if (typeof offset === "object") {
			const { offset: from = view.byteOffset, length: most = view.byteLength, position: place = null } = offset;
			return [view, ...optionsToRead(from, most, place), needed(length)];
		}
		const from = typeof offset === "number" ? offset : 0;
		if (typeof length === "function") return [view, from, view.byteLength, null, length];
		validateUint32(position, "position");
		return [view, from, length ?? view.byteLength, position, needed(callback)];
	}
	function optionsToRead(offset, length, position) {
		validateUint32(offset, "options.offset");
		validateUint32(length, "options.length");
		validatePosition(position, "options.position");
		return [offset, length, position];
	}
	for (const name of ["unwatchFile", "watch", "watchFile"]) module[name] = named(() => { throw unsupported(); }, name, 0);

	const promises = namespace({ ...require("node:fs/promises") });
	return { ...module, promises, ReadStream, WriteStream, FileReadStream: ReadStream, FileWriteStream: WriteStream, createReadStream, createWriteStream };
})
