// What the three forms of node:fs share: what arguments mean, and the classes. https://nodejs.org/api/fs.html
(function (require, native) {
	"use strict";

	const {
		coded, system, invalidArgType, invalidArgValue, validateInt32, validateObject, validateString, validateUint32,
	} = require("internal_errors");
	const { asyncGenerator, wait } = require("internal_async_generator");
	const { Buffer } = require("node:buffer");
	// namespace answers an object that looks like a module's.
	const namespace = (members) => Object.defineProperty(Object.setPrototypeOf(members, null), Symbol.toStringTag, { value: "Module" });
	const constants = namespace(native.constants("fs"));
	const URL = globalThis.URL;

	const missing = (path, syscall) => system("ENOENT", `no such file or directory, ${syscall} '${path}'`, syscall, -2, path);
	const badDescriptor = (syscall) => system("EBADF", "Bad file descriptor", syscall, -9);
	const unsupported = () => coded(Error, "ERR_UNSUPPORTED_OPERATION", "The requested operation is unsupported");

	// locate answers a path as a URL; what is relative starts at the working directory.
	function locate(path, encoding = "utf8") {
		if (path instanceof URL) return path;
		if (Buffer.isBuffer(path)) path = path.toString(encoding);
		else if (typeof path !== "string") throw invalidArgType("path", "of type string or an instance of Buffer or URL", path);
		if (path.includes("\0")) throw invalidArgValue("path", path, "must not contain null bytes");
		path = path.replace(/[#?]/g, encodeURIComponent).replace(/\/\//g, "/");
		return new URL(path, path.startsWith("/") ? "file://" : `file://${native.cwd()}/`);
	}
	function descriptor(fd, name = "fd") {
		if (Object.is(fd, -0)) return 0;
		validateInt32(fd, name, 0);
		return fd;
	}
	// either answers a descriptor, or where a path is.
	const either = (path) => (typeof path === "number" ? descriptor(path) : locate(path));
	// key is how native names what either answers.
	const key = (at) => (typeof at === "number" ? at : at.href);

	function fileMode(mode, name, fallback) {
		mode ??= fallback;
		if (typeof mode === "string") {
			if (!/^[0-7]+$/.test(mode)) throw invalidArgValue(name, mode, "must be a 32-bit unsigned integer or an octal string");
			mode = parseInt(mode, 8);
		}
		validateUint32(mode, name);
		return mode;
	}
	const { O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_SYNC, O_TRUNC, O_WRONLY } = constants;
	const create = O_TRUNC | O_CREAT;
	const flagsByName = {
		r: O_RDONLY, rs: O_RDONLY | O_SYNC, "r+": O_RDWR, "rs+": O_RDWR | O_SYNC, w: create | O_WRONLY, wx: create | O_WRONLY | O_EXCL,
		"w+": create | O_RDWR, "wx+": create | O_RDWR | O_EXCL, a: O_APPEND | O_CREAT | O_WRONLY, ax: O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
		as: O_APPEND | O_CREAT | O_WRONLY | O_SYNC, "a+": O_APPEND | O_CREAT | O_RDWR, "ax+": O_APPEND | O_CREAT | O_RDWR | O_EXCL,
		"as+": O_APPEND | O_CREAT | O_RDWR | O_SYNC,
	};
	for (const [name, same] of [["rs", "sr"], ["rs+", "sr+"], ["wx", "xw"], ["wx+", "xw+"], ["ax", "xa"], ["as", "sa"], ["ax+", "xa+"], ["as+", "sa+"]]) {
		flagsByName[same] = flagsByName[name];
	}
	function openFlags(flags, name = "flags") {
		if (typeof flags === "number") {
			validateInt32(flags, name);
			return flags;
		}
		if (flags == null) return O_RDONLY;
		if (!Object.hasOwn(flagsByName, flags)) throw invalidArgValue("flags", flags);
		return flagsByName[flags];
	}
	function validatePosition(position, name) {
		if (typeof position === "number") validateUint32(position, name);
		else if (typeof position !== "bigint" && position !== null) throw invalidArgType(name, "of type bigint or one of integer or null", position);
	}
	const isView = ArrayBuffer.isView;
	function validateViews(views, name = "buffer") {
		if (!Array.isArray(views) || !views.every(isView)) throw invalidArgType(name, "an ArrayBufferView[]", views);
		return views;
	}
	function date(time) {
		if (typeof time === "number" || typeof time === "string") return new Date(time);
		if (typeof time === "bigint") return new Date(Number(time));
		if (time instanceof Date) return time;
		throw invalidArgType("time", "one of type string, number, or bigint or an instance of Date", time);
	}
	// encodingOf reads the encoding of options, which may be nothing but it.
	function encodingOf(options, fallback) {
		if (typeof options === "string" || options == null) options = { encoding: options };
		validateObject(options, "options");
		const { encoding = fallback } = options;
		if (!(encoding === null && fallback === null) && encoding !== "buffer" && !Buffer.isEncoding(encoding)) {
			throw invalidArgValue("options.encoding", encoding);
		}
		return encoding;
	}

	const badge = Symbol("kBadge");
	// Stats is what is known of a file, from what native says of it.
	class Stats {
		dev; ino; mode; nlink; uid; gid; rdev; size; blksize; blocks; atimeMs; mtimeMs; ctimeMs; birthtimeMs; atimeNs; mtimeNs; ctimeNs;
		birthtimeNs; atime; mtime; ctime; birthtime;

		constructor(secret, stat, options) {
			if (secret !== badge) throw new TypeError("Illegal constructor");
			const [kind, size, modified, writable, device] = stat;
			const type = device ? constants.S_IFCHR : { file: constants.S_IFREG, directory: constants.S_IFDIR, symlink: constants.S_IFLNK }[kind];
			const number = options.bigint ? BigInt : Number;
			for (const name of ["ino", "uid", "gid", "rdev", "blksize", "blocks", "atimeMs", "birthtimeMs"]) this[name] = number(0);
			this.dev = number(device);
			this.size = number(size);
			this.nlink = number(1);
			this.mode = number(type | 0o444 | (writable ? 0o222 : 0));
			this.mtimeMs = this.ctimeMs = number(modified);
			if (options.bigint) {
				this.atimeNs = this.birthtimeNs = 0n;
				this.mtimeNs = this.ctimeNs = BigInt(modified) * 1000000n;
			}
			for (const name of ["atime", "mtime", "ctime", "birthtime"]) this[name] = new Date(Number(this[`${name}Ms`]));
		}
	}
	for (const [name, bits] of [
		["BlockDevice", "S_IFBLK"], ["CharacterDevice", "S_IFCHR"], ["Directory", "S_IFDIR"], ["FIFO", "S_IFIFO"], ["File", "S_IFREG"],
		["Socket", "S_IFSOCK"], ["SymbolicLink", "S_IFLNK"],
	]) {
		const type = constants[bits];
		Object.defineProperty(Stats.prototype, `is${name}`, {
			value: { [`is${name}`]() { return (Number(this.mode) & constants.S_IFMT) === type; } }[`is${name}`], writable: true, configurable: true,
		});
	}

	const kType = Symbol("type");
	class Dirent {
		constructor(name, type, path) {
			this.name = name;
			this.parentPath = path;
			this[kType] = type;
		}
		isDirectory() { return this[kType] === constants.UV_DIRENT_DIR; }
		isFile() { return this[kType] === constants.UV_DIRENT_FILE; }
		isBlockDevice() { return this[kType] === constants.UV_DIRENT_BLOCK; }
		isCharacterDevice() { return this[kType] === constants.UV_DIRENT_CHAR; }
		isSymbolicLink() { return this[kType] === constants.UV_DIRENT_LINK; }
		isFIFO() { return this[kType] === constants.UV_DIRENT_FIFO; }
		isSocket() { return this[kType] === constants.UV_DIRENT_SOCKET; }
	}

	// Dir is a directory's entries, listed when it was opened.
	class Dir {
		#entries;
		#path;
		#encoding;

		constructor(entries, path, options) {
			if (entries == null) throw coded(TypeError, "ERR_MISSING_ARGS", 'The "handle" argument must be specified');
			this.#entries = entries;
			this.#path = path;
			validateObject(options, "options");
			const { encoding = "utf8" } = options;
			validateString(encoding, "options.encoding");
			this.#encoding = encoding;
		}
		get path() { return this.#path; }
		#check() {
			if (this.#entries === undefined) throw coded(Error, "ERR_DIR_CLOSED", "Directory is closed");
		}
		readSync() {
			this.#check();
			const entry = this.#entries.shift();
			if (entry === undefined) return null;
			const [name, parent, type] = entry;
			const bytes = Buffer.from(name);
			return new Dirent(this.#encoding === "buffer" ? bytes : bytes.toString(this.#encoding), type, parent);
		}
		read(callback) {
			if (typeof callback !== "function") return Promise.try(() => this.readSync());
			let answer;
			try {
				answer = [null, this.readSync()];
			} catch (error) {
				answer = [error, null];
			}
			queueMicrotask(() => callback(...answer));
		}
		closeSync() {
			this.#check();
			this.#entries = undefined;
		}
		close(callback) {
			this.closeSync();
			if (typeof callback !== "function") return Promise.resolve();
			queueMicrotask(() => callback(null));
		}
		entries() { return entries.call(this); }
		[Symbol.asyncIterator]() { return this.entries(); }
		async [Symbol.asyncDispose]() { await this.close(); }
		[Symbol.dispose]() { this.closeSync(); }
	}

	const entries = asyncGenerator(function* () {
		for (let entry = yield wait(this.read()); entry !== null; entry = yield wait(this.read())) yield entry;
	});

	return {
		default: {
			constants, namespace, badge, locate, descriptor, either, key, fileMode, openFlags, validatePosition, isView, validateViews, date, encodingOf, missing,
			badDescriptor, unsupported, Stats, Dirent, Dir,
		},
	};
})
