// util.inspect, and what objects are shown by that say it themselves. https://nodejs.org/api/util.html#utilinspectobject-options
(function (require, native) {
	"use strict";

	const { validateObject } = require("internal_errors");
	const custom = Symbol.for("nodejs.util.inspect.custom");
	const defaults = Object.seal({
		showHidden: false, depth: 2, colors: false, customInspect: true, showProxy: false, maxArrayLength: 100, maxStringLength: 10000,
		breakLength: 80, compact: 3, sorted: false, getters: false, numericSeparator: false,
	});

	function inspect(value, ...[options, depth, colors]) {
		if (typeof options === "boolean" || depth !== undefined || colors !== undefined) {
			const old = typeof options === "object" && options !== null ? options : { showHidden: Boolean(options) };
			if (depth !== undefined) old.depth = depth;
			if (colors !== undefined) old.colors = colors;
			options = old;
		}
		return native.inspect(value, options ? { ...defaults, ...options } : defaults);
	}
	Object.defineProperty(inspect, "length", { value: 2, configurable: true });
	inspect.custom = custom;
	Object.defineProperty(inspect, "defaultOptions", {
		get: () => defaults,
		set(options) {
			validateObject(options, "options");
			Object.assign(defaults, options);
		},
		enumerable: false, configurable: false,
	});

	const style = { foreground: 39, background: 49 };
	const colors = {
		__proto__: null, reset: [0, 0], bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24], blink: [5, 25], inverse: [7, 27],
		hidden: [8, 28], strikethrough: [9, 29], doubleunderline: [21, 24],
	};
	const names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
	names.forEach((name, n) => { colors[name] = [30 + n, style.foreground]; });
	names.forEach((name, n) => { colors[`bg${name[0].toUpperCase()}${name.slice(1)}`] = [40 + n, style.background]; });
	Object.assign(colors, { framed: [51, 54], overlined: [53, 55], gray: [90, style.foreground] });
	names.slice(1).forEach((name, n) => { colors[`${name}Bright`] = [91 + n, style.foreground]; });
	colors.bgGray = [100, style.background];
	names.slice(1).forEach((name, n) => { colors[`bg${name[0].toUpperCase()}${name.slice(1)}Bright`] = [101 + n, style.background]; });
	const alias = (target, other) => Object.defineProperty(colors, other, {
		get() { return this[target]; },
		set(value) { this[target] = value; },
		configurable: true, enumerable: false,
	});
	for (const [target, other] of [["gray", "grey"], ["gray", "blackBright"], ["bgGray", "bgGrey"], ["bgGray", "bgBlackBright"], ["dim", "faint"],
		["strikethrough", "crossedout"], ["strikethrough", "strikeThrough"], ["strikethrough", "crossedOut"], ["hidden", "conceal"],
		["inverse", "swapColors"], ["inverse", "swapcolors"], ["doubleunderline", "doubleUnderline"]]) alias(target, other);
	inspect.colors = colors;
	inspect.styles = {
		__proto__: null, special: "cyan", number: "yellow", bigint: "yellow", boolean: "yellow", undefined: "grey", null: "bold", string: "green",
		symbol: "green", date: "magenta", name: undefined, regexp: "red", module: "underline",
	};

	const plain = (text) => text;
	const colored = (text, kind) => {
		const pair = colors[inspect.styles[kind]];
		return pair === undefined ? text : `\u001b[${pair[0]}m${text}\u001b[${pair[1]}m`;
	};

	// show calls what an object has to be shown by.
	function show(value, method, depth, options = defaults) {
		depth = depth < 0 ? (options.depth === null ? null : Infinity) : depth;
		return Reflect.apply(method, value, [depth, { ...options, stylize: options.colors ? colored : plain, depth }, inspect]);
	}
	return { default: Object.assign(show, { inspect }) };
})
