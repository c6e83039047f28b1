// What node:fs does. An operation checks its arguments and answers a function that does it: at once, for a callback or
// for a promise. https://nodejs.org/api/fs.html
(function (require, native) {
	"use strict";

	const {
		coded, system, invalidArgType, invalidArgValue, outOfRange, validateBoolean, validateInteger, validateObject, validateOneOf, validateString, validateUint32,
	} = require("internal_errors");
	const {
		constants, badge, locate, descriptor, either, key, fileMode, openFlags, validatePosition, isView, validateViews, date, encodingOf, missing,
		unsupported, Stats, Dirent, Dir,
	} = require("internal_fs");
	const { Buffer } = require("node:buffer");
	const { Blob } = globalThis;
	const { F_OK, R_OK, W_OK, X_OK, O_APPEND, O_CREAT, O_EXCL, O_RDWR, O_TRUNC, O_WRONLY, COPYFILE_EXCL, COPYFILE_FICLONE, COPYFILE_FICLONE_FORCE } =
		constants;

	const isWritable = (stat) => stat[3];
	const exists = (path) => {
		try {
			operations.access(path)();
			return true;
		} catch {
			return false;
		}
	};
	// flags reads options that are booleans.
	function flags(options, defaults) {
		const read = {};
		for (const [name, fallback] of Object.entries(defaults)) {
			read[name] = options[name] === undefined ? fallback : options[name];
			validateBoolean(read[name], `options.${name}`);
		}
		return read;
	}
	// text answers a path in an encoding.
	const text = (path, encoding) => (typeof encoding === "string" ? Buffer.from(path).toString(encoding) : Buffer.from(path));
	// there makes an operation that has no effect but on what is not there.
	function there(at, syscall, follow, named = at) {
		return () => {
			if (native.fsStat(key(at), follow) === undefined) throw missing(named.pathname, syscall);
		};
	}
	const userId = (id, name) => validateInteger(id, name, -1, 2 ** 32 - 1);
	function stat(path, options = {}, syscall) {
		validateObject(options, "options");
		const { bigint, throwIfNoEntry } = flags(options, { bigint: false, throwIfNoEntry: true });
		if (syscall === "fstat" && typeof path !== "number") throw invalidArgType("fd", "of type number", path);
		const at = either(path);
		return () => {
			const found = native.fsStat(key(at), syscall !== "lstat");
			if (found !== undefined) return new Stats(badge, found, { bigint });
			if (throwIfNoEntry) throw missing(at.pathname, syscall);
		};
	}
	const whole = (view) => Buffer.from(view.buffer, view.byteOffset, view.byteLength);

	// readable and writable answer the part of a view that is read or written, and where in the file.
	function readable(view, offset, length, position) {
		if (!isView(view)) throw invalidArgType("buffer", "an instance of Buffer, TypedArray, or DataView", view);
		if (offset != null && typeof offset === "object") {
			({ offset = 0, length = view.byteLength - offset, position = null } = offset);
		} else if (typeof offset !== "number") {
			throw invalidArgType("offset", "one of type number or object", offset);
		}
		length ??= view.byteLength - offset;
		validateUint32(offset, "offset");
		validateUint32(length, "length");
		validatePosition(position, "position");
		if (length > view.byteLength - offset) throw outOfRange("length", `<= ${view.byteLength - offset}`, length);
		return [Buffer.from(view.buffer, view.byteOffset + offset, length), position];
	}
	function writable(data, offset, length, position) {
		if (typeof data === "string") {
			validatePosition(offset, "position");
			if (length === "hex" && data.length % 2 !== 0) throw invalidArgValue("encoding", length, `is invalid for data of length ${data.length}`);
			return [Buffer.from(data, length), offset];
		}
		if (!isView(data)) throw invalidArgType("buffer", "of type string or an instance of Buffer, TypedArray, or DataView", data);
		if (typeof offset === "object" && offset !== null) ({ offset = 0, length, position } = offset);
		offset ??= 0;
		validateInteger(offset, "offset", 0);
		length ??= data.byteLength - offset;
		position ??= null;
		validatePosition(position, "position");
		const outside = (name) => coded(RangeError, "ERR_BUFFER_OUT_OF_BOUNDS", `"${name}" is outside of buffer bounds`);
		if (offset > data.byteLength) throw outside("offset");
		validateInteger(length, "length", 0);
		if (length > data.byteLength - offset) throw outside("length");
		return [Buffer.from(data.buffer, data.byteOffset + offset, length), position];
	}
	function vector(fd, views, position, run) {
		fd = descriptor(fd);
		validateViews(views);
		validatePosition(position, "position");
		return () => (views.length === 0 ? 0 : run(fd, views, position));
	}

	const operations = {
		access(path, mode = F_OK) {
			const at = locate(path);
			mode ??= F_OK;
			validateInteger(mode, "mode", F_OK, R_OK | W_OK | X_OK);
			return () => {
				const found = mode & X_OK ? undefined : native.fsStat(at.href, true);
				if (found === undefined || (mode & W_OK && !isWritable(found))) throw missing(at.pathname, "access");
			};
		},
		appendFile(path, data, options) {
			if (typeof options === "string" || options == null) options = { encoding: options };
			const { encoding = "utf8", mode = 0o666, flag = "a", flush = false } = options;
			return operations.writeFile(path, data, { encoding, mode, flag, flush });
		},
		chmod(path, mode) {
			fileMode(mode, "mode");
			return there(either(path), "chmod", true);
		},
		chown(path, uid, gid) {
			userId(uid, "uid");
			userId(gid, "gid");
			return there(either(path), "chown", true);
		},
		close(fd) {
			fd = descriptor(fd);
			return () => native.fsClose(fd);
		},
		copyFile(from, to, mode = 0) {
			validateOneOf(mode, "mode", [0, COPYFILE_EXCL, COPYFILE_FICLONE_FORCE, COPYFILE_FICLONE]);
			if (mode & COPYFILE_FICLONE_FORCE) throw unsupported();
			if (mode & COPYFILE_EXCL && exists(to)) {
				const { pathname } = locate(to);
				throw system("EEXIST", `file already exists, copyFile '${pathname}'`, "copyFile", -17, pathname);
			}
			[from, to] = [locate(from), locate(to)];
			return () => native.fsCopy(from.href, to.href);
		},
		cp(from, to, options = {}) {
			validateObject(options, "options");
			const { dereference, errorOnExist, force, recursive } = flags(options, {
				dereference: false, errorOnExist: false, force: true, preserveTimestamps: false, recursive: false, verbatimSymlinks: false,
			});
			const { mode = 0, filter } = options;
			validateUint32(mode, "options.mode");
			if (mode & COPYFILE_FICLONE_FORCE) throw invalidArgValue("options.mode", "COPYFILE_FICLONE_FORCE is not supported");
			if (filter !== undefined) {
				if (typeof filter !== "function") throw invalidArgType("options.filter", "of type function", filter);
				throw unsupported();
			}
			[from, to] = [locate(from), locate(to)];
			return () => native.fsCopyTree(from.href, to.href, dereference, recursive, force, errorOnExist);
		},
		fchmod(fd, mode) {
			fd = descriptor(fd);
			fileMode(mode, "mode");
			return there(fd, "fchmod", true);
		},
		fchown(fd, uid, gid) {
			userId(uid, "uid");
			userId(gid, "gid");
			return there(either(fd), "fchown", true);
		},
		fdatasync: (fd) => there(descriptor(fd), "datasync", true),
		fstat: (fd, options) => stat(fd, options, "fstat"),
		fsync: (fd) => there(descriptor(fd), "sync", true),
		ftruncate(fd, length = 0) {
			validateUint32(length, "len");
			fd = descriptor(fd);
			return () => native.fsTruncate(fd, length);
		},
		futimes(fd, accessed, modified) {
			date(accessed);
			modified = date(modified);
			fd = descriptor(fd);
			return () => native.fsTouch(fd, modified.getTime(), true);
		},
		glob(pattern, options) {
			return () => require("internal_fs_glob").glob(pattern, options);
		},
		lchmod(path, mode) {
			fileMode(mode, "mode");
			return there(either(path), "lchmod", false);
		},
		lchown(path, uid, gid) {
			userId(uid, "uid");
			userId(gid, "gid");
			return there(either(path), "lchown", false, path);
		},
		link(from, to) {
			[to, from] = [locate(to), locate(from)];
			return () => native.fsLink(to.href, from.href, false);
		},
		lstat: (path, options) => stat(path, options, "lstat"),
		lutimes(path, accessed, modified) {
			date(accessed);
			modified = date(modified);
			const at = locate(path);
			return () => native.fsTouch(at.href, modified.getTime(), false);
		},
		mkdir(path, options = {}) {
			if (typeof options === "number") options = { mode: options };
			validateObject(options, "options");
			const { recursive } = flags(options, { recursive: false });
			fileMode(options.mode === undefined ? 0o777 : options.mode, "mode");
			const at = locate(path);
			return () => native.fsMkdir(at.href, recursive);
		},
		mkdtemp(prefix, options) {
			const encoding = encodingOf(options, "utf8");
			return () => {
				const made = native.fsMkdtemp(locate(prefix, encoding).href);
				if (made === undefined) throw system("EINVAL", "invalid argument", "mkdtemp", -22);
				return made;
			};
		},
		open(path, open = "r", mode = 0o666) {
			fileMode(mode, "mode", 0o666);
			open = openFlags(open);
			const at = locate(path);
			const [reads, writes] = [!(open & O_WRONLY) || Boolean(open & O_RDWR), Boolean(open & (O_WRONLY | O_RDWR))];
			return () => native.fsOpen(at.href, reads, writes, Boolean(open & O_APPEND), Boolean(open & O_CREAT), Boolean(open & O_EXCL), Boolean(open & O_TRUNC));
		},
		openAsBlob(path, options = {}) {
			const at = locate(path);
			validateObject(options, "options");
			const { type = "" } = options;
			validateString(type, "options.type");
			return () => new Blob([native.fsReadAll(at.href, "open")], { type });
		},
		opendir(path, options = {}) {
			validateObject(options, "options");
			const encoding = encodingOf(options, "utf8");
			validateUint32(options.bufferSize === undefined ? 32 : options.bufferSize, "options.bufferSize");
			const { recursive } = flags(options, { recursive: false });
			const at = locate(path);
			return () => new Dir(native.fsList(at.href, recursive), path, { encoding });
		},
		readdir(path, options) {
			if (typeof options === "string" || options == null) options = { encoding: options };
			const encoding = encodingOf(options, "utf8");
			const { withFileTypes, recursive } = flags(options, { withFileTypes: false, recursive: false });
			const at = locate(path);
			return () => native.fsList(at.href, recursive).map(([name, parent, type]) => {
				if (withFileTypes) return new Dirent(encoding === "buffer" ? Buffer.from(name) : name, type, parent);
				return encoding === "buffer" ? Buffer.from(name) : Buffer.from(name).toString(encoding);
			});
		},
		readFile(path, options) {
			const encoding = encodingOf(options, null);
			return () => {
				openFlags(options?.flag === undefined ? "r" : options.flag);
				const bytes = whole(native.fsReadAll(key(either(path)), "readAll"));
				return typeof encoding === "string" ? bytes.toString(encoding) : bytes;
			};
		},
		readlink(path, options) {
			const encoding = encodingOf(options, "utf8");
			const at = locate(path);
			return () => text(native.fsReadlink(at.href, true), encoding);
		},
		read(fd, view, offset = {}, length, position = null) {
			fd = descriptor(fd);
			const [part, place] = readable(view, offset, length, position);
			return () => (part.length === 0 || view.byteLength === 0 ? 0 : native.fsRead(fd, [part], place));
		},
		readv: (fd, views, position = null) => vector(fd, views, position, native.fsRead),
		realpath(path, options) {
			const encoding = encodingOf(options, "utf8");
			const at = locate(path);
			return () => text(native.fsReadlink(at.href, false), encoding);
		},
		rename(from, to) {
			[from, to] = [locate(from), locate(to)];
			return () => native.fsRename(from.href, to.href);
		},
		rm(path, options = {}) {
			validateObject(options, "options");
			flags(options, { force: false });
			validateUint32(options.maxRetries === undefined ? 0 : options.maxRetries, "options.maxRetries");
			const { recursive } = flags(options, { recursive: false });
			validateUint32(options.retryDelay === undefined ? 0 : options.retryDelay, "options.retryDelay");
			const at = locate(path);
			return () => native.fsRemove(at.href, recursive, false);
		},
		rmdir(path, options = {}) {
			validateObject(options, "options");
			validateUint32(options.maxRetries === undefined ? 0 : options.maxRetries, "options.maxRetries");
			const { recursive } = flags(options, { recursive: false });
			validateUint32(options.retryDelay === undefined ? 0 : options.retryDelay, "options.retryDelay");
			const at = locate(path);
			return () => native.fsRemove(at.href, recursive, true);
		},
		stat: (path, options) => stat(path, options, "stat"),
		statfs(path, options = {}) {
			locate(path);
			validateObject(options, "options");
			const zero = flags(options, { bigint: false }).bigint ? 0n : 0;
			return () => ({ type: zero, bsize: zero, blocks: zero, bfree: zero, bavail: zero, files: zero, ffree: zero });
		},
		symlink(target, path, type = null) {
			validateOneOf(type, "type", ["dir", "file", "junction", null]);
			const [at, to] = [locate(path), locate(target)];
			return () => native.fsLink(at.href, to.href, true);
		},
		truncate(path, length = 0) {
			validateUint32(length, "len");
			const at = locate(path);
			return () => native.fsTruncate(at.href, length);
		},
		unlink(path) {
			const at = locate(path);
			return () => native.fsUnlink(at.href);
		},
		utimes(path, accessed, modified) {
			date(accessed);
			modified = date(modified);
			const at = locate(path);
			return () => native.fsTouch(at.href, modified.getTime(), true);
		},
		write(fd, data, offset = null, length, position) {
			fd = descriptor(fd);
			const [part, place] = writable(data, offset, length, position);
			return () => native.fsWrite(fd, [part], place);
		},
		writeFile(path, data, options) {
			const at = either(path);
			if (typeof options === "string" || options == null) options = { encoding: options };
			validateObject(options, "options");
			const { encoding = "utf8", mode = 0o666, flag = "w" } = options;
			if (encoding !== "buffer" && !Buffer.isEncoding(encoding)) throw invalidArgValue("options.encoding", encoding);
			flags(options, { flush: false });
			fileMode(mode, "options.mode", 0o666);
			const open = openFlags(flag);
			if (!(open & (O_APPEND | O_WRONLY | O_RDWR))) throw invalidArgValue("flag", flag, "must be indicate write or append");
			if (typeof data === "string") data = Buffer.from(data, encoding);
			if (!isView(data)) throw invalidArgType("data", "of type string or an instance of Buffer, TypedArray, or DataView", data);
			return () => native.fsWriteAll(key(at), data, Boolean(open & O_APPEND), Boolean(open & O_EXCL));
		},
		writev: (fd, views, position = null) => vector(fd, views, position, native.fsWrite),
	};

	// With a callback some take an argument for what it is.
	operations.chownLater = (path, uid, gid) => {
		userId(uid, "uid");
		userId(gid, "gid");
		return there(either(path), "chown", true, path);
	};
	operations.opendirLater = (path, options) => operations.opendir(locate(path), options);

	return { default: { operations, exists, writable } };
})
