// Consoles that write to streams. https://nodejs.org/api/console.html#new-consolestdout-stderr-ignoreerrors
(function (require, native) {
	"use strict";

	const { coded, invalidArgType, validateInteger, validateObject, validateOneOf } = require("internal_errors");
	const { formatWithOptions, inspect } = require("node:util");

	const counts = Symbol("counts");
	const kColorMode = Symbol("kColorMode");
	const kIsConsole = Symbol("kIsConsole");
	const kGroupIndentWidth = Symbol("kGroupIndentWidth");
	const kGroupIndentation = Symbol("kGroupIndentationString");
	const kInspectOptions = Symbol("kInspectOptions");
	const nothing = () => {};

	function isWritable(stream, name) {
		if (typeof stream?.write !== "function") {
			throw coded(TypeError, "ERR_CONSOLE_WRITABLE_STREAM", `Console expects a writable stream instance for ${name}`);
		}
	}
	// inspectOptions answers how a console shows what it writes to a stream.
	function inspectOptions(console, stream) {
		let colors = console[kColorMode];
		if (colors === "auto") colors = Boolean(stream.isTTY && (typeof stream.getColorDepth !== "function" || stream.getColorDepth() > 2));
		const options = console[kInspectOptions];
		if (options !== undefined) return options.colors === undefined ? { ...options, colors } : options;
		return colors ? { colors: true } : {};
	}
	// forgiving answers a callback of a write: a failure that nobody listens for is nobody's.
	const forgiving = (stream) => (error) => {
		if (error && !stream._writableState?.errorEmitted && stream.listenerCount?.("error") === 0) stream.once("error", nothing);
	};
	function write(console, name, text) {
		const stream = console[`_${name}`];
		const indentation = console[kGroupIndentation];
		if (indentation.length > 0) text = indentation + text.replaceAll("\n", `\n${indentation}`);
		text += "\n";
		if (!console._ignoreErrors) {
			stream.write(text);
			return;
		}
		try {
			if (stream.listenerCount?.("error") === 0) stream.once("error", nothing);
			stream.write(text, console[`_${name}ErrorHandler`]);
		} catch {
			// As it was asked for.
		} finally {
			stream.removeListener?.("error", nothing);
		}
	}
	const print = (console, name, args) => write(console, name, formatWithOptions(inspectOptions(console, console[`_${name}`]), ...args));
	const elapsed = (ms) => (ms >= 1000 ? `${(ms / 1000).toFixed(3)}s` : `${Number(ms.toFixed(3))}ms`);

	const methods = {
		log(...args) { print(this, "stdout", args); },
		info(...args) { print(this, "stdout", args); },
		debug(...args) { print(this, "stdout", args); },
		warn(...args) { print(this, "stderr", args); },
		error(...args) { print(this, "stderr", args); },
		dir(object, options) {
			write(this, "stdout", inspect(object, { customInspect: false, ...inspectOptions(this, this._stdout), ...options }));
		},
		time(...[label = "default"]) {
			label = `${label}`;
			if (!this._times.has(label)) this._times.set(label, performance.now());
		},
		timeEnd(...[label = "default"]) {
			if (this._times.has(`${label}`)) this.log("%s: %s", label, elapsed(performance.now() - this._times.get(`${label}`)));
			this._times.delete(`${label}`);
		},
		timeLog(...[label = "default", ...data]) {
			if (this._times.has(`${label}`)) this.log("%s: %s", label, elapsed(performance.now() - this._times.get(`${label}`)), ...data);
		},
		trace: function trace(...args) {
			const error = { name: "Trace", message: formatWithOptions({}, ...args) };
			native.captureStackTrace(error, trace);
			this.error(error.stack);
		},
		assert(holds, ...args) {
			if (holds) return;
			args[0] = `Assertion failed${args.length === 0 ? "" : `: ${args[0]}`}`;
			this.warn(...args);
		},
		clear() {
			if (this._stdout.isTTY) this._stdout.write("\u001b[1;1H\u001b[0J");
		},
		count(...[label = "default"]) {
			label = `${label}`;
			const count = (this[counts].get(label) ?? 0) + 1;
			this[counts].set(label, count);
			this.log(`${label}: ${count}`);
		},
		countReset(...[label = "default"]) { this[counts].delete(`${label}`); },
		group(...data) {
			if (data.length > 0) this.log(...data);
			this[kGroupIndentation] += " ".repeat(this[kGroupIndentWidth]);
		},
		groupEnd() { this[kGroupIndentation] = this[kGroupIndentation].slice(this[kGroupIndentWidth]); },
		table(data, columns) {
			if (data === null || typeof data !== "object") {
				this.log(data);
				return;
			}
			if (columns !== undefined && !Array.isArray(columns)) throw invalidArgType("properties", "an instance of Array", columns);
			this.log("%s", native.table(data, columns));
		},
	};
	methods.dirxml = methods.log;
	methods.groupCollapsed = methods.group;

	function Console(options, ...rest) {
		if (!new.target) return Reflect.construct(Console, [options, ...rest]);
		if (!options || typeof options.write === "function") options = { stdout: options, stderr: rest[0], ignoreErrors: rest[1] };
		const { stdout, stderr = stdout, ignoreErrors = true, colorMode = "auto", inspectOptions, groupIndentation = 2 } = options;
		isWritable(stdout, "stdout");
		isWritable(stderr, "stderr");
		validateOneOf(colorMode, "colorMode", ["auto", true, false]);
		validateInteger(groupIndentation, "groupIndentation", 0, 1000);
		if (inspectOptions !== undefined) {
			validateObject(inspectOptions, "options.inspectOptions");
			if (inspectOptions.colors !== undefined && options.colorMode !== undefined) {
				throw coded(Error, "ERR_INCOMPATIBLE_OPTION_PAIR", 'The options "options.inspectOptions.color" and "colorMode" are mutually exclusive.');
			}
		}
		// A method can be taken off the console that it writes to.
		for (const name of Object.keys(methods)) {
			const bound = this[name].bind(this);
			Object.defineProperty(bound, "name", { value: name, configurable: true });
			this[name] = bound;
		}
		const hidden = { writable: true, configurable: true, enumerable: false };
		for (const [key, value] of [
			["_stdout", stdout], ["_stderr", stderr], ["_stdoutErrorHandler", forgiving(stdout)], ["_stderrErrorHandler", forgiving(stderr)], ["_ignoreErrors", Boolean(ignoreErrors)],
			["_times", new Map()], [counts, new Map()], [kColorMode, colorMode], [kIsConsole, true], [kGroupIndentWidth, groupIndentation],
			[kGroupIndentation, ""], [kInspectOptions, inspectOptions], [Symbol.toStringTag, "console"],
		]) Object.defineProperty(this, key, { ...hidden, value });
	}
	for (const name of Object.keys(methods)) {
		Object.defineProperty(Console.prototype, name, { value: methods[name], writable: true, configurable: true, enumerable: true });
	}
	Object.defineProperty(Console, "length", { value: 1, configurable: true });
	Object.defineProperty(Console, Symbol.hasInstance, { value: (instance) => instance?.[kIsConsole] === true });
	return { default: { Console, kIsConsole } };
})
