// The messages of failed comparisons, with what differs line by line.
(function (require, native) {
	"use strict";

	const inspect = (v) => native.inspect(v, 1000);

	// lines compares two lists of lines and answers [mark, line] pairs: "-" only in a, "+" only in b, " " in both.
	function lines(a, b) {
		let start = 0;
		let end = 0;
		while (start < a.length && start < b.length && a[start] === b[start]) start++;
		while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
		const out = a.slice(0, start).map((l) => [" ", l]);
		middle(a.slice(start, a.length - end), b.slice(start, b.length - end), out);
		for (const l of a.slice(a.length - end)) out.push([" ", l]);
		return out;
	}

	function middle(a, b, out) {
		if (a.length * b.length > 250000) { // too much to look for what they share
			for (const l of a) out.push(["-", l]);
			for (const l of b) out.push(["+", l]);
			return;
		}
		const width = b.length + 1;
		const longest = new Uint16Array((a.length + 1) * width);
		for (let i = a.length - 1; i >= 0; i--) {
			for (let j = b.length - 1; j >= 0; j--) {
				longest[i * width + j] = a[i] === b[j]
					? longest[(i + 1) * width + j + 1] + 1
					: Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
			}
		}
		let i = 0;
		let j = 0;
		while (i < a.length || j < b.length) {
			if (i < a.length && j < b.length && a[i] === b[j]) {
				out.push([" ", a[i++]]);
				j++;
			} else if (j >= b.length || (i < a.length && longest[(i + 1) * width + j] >= longest[i * width + j + 1])) {
				out.push(["-", a[i++]]);
			} else {
				out.push(["+", b[j++]]);
			}
		}
	}

	// strict is the message of strictEqual.
	function strict(actual, expected) {
		const texts = typeof actual === "string" && typeof expected === "string";
		const split = (v) => {
			if (!texts) return inspect(v).split("\n");
			const list = v.split("\n");
			return list.map((l, n) => (n + 1 < list.length ? l + "\\n" : l));
		};
		const a = split(actual);
		const b = split(expected);
		if (a.join("\n") === b.join("\n")) {
			return `Values have the same structure but are not reference-equal:\n\n${a.map((l) => `    ${l}`).join("\n")}\n`;
		}
		const diff = lines(a, b).map(([mark, l]) => `${mark}   ${l}`).join("\n");
		return `Values are not strictly equal:\n\n\n[Diff] Actual / Expected\n\n\n${diff}\n${texts ? "\n" : ""}`;
	}

	const heads = {
		deepStrictEqual: "Expected values to be strictly deep-equal:",
		strictEqual: "Expected values to be strictly equal:",
		deepEqual: "Expected values to be loosely deep-equal:",
		notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
		notStrictEqual: 'Expected "actual" to be strictly unequal to:',
		notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
	};

	const whole = { compact: true, customInspect: false, depth: 1000, maxArrayLength: Infinity, sorted: true, getters: true };
	const isError = (value) => typeof value === "object" && value !== null && "stack" in value && value instanceof Error;
	// bare answers an error without its stack.
	function bare(error) {
		const copy = Object.setPrototypeOf(new Error(error.message), Object.getPrototypeOf(error));
		Object.defineProperty(copy, "stack", { value: "", enumerable: false });
		for (const key of Object.keys(error)) Object.defineProperty(copy, key, Object.getOwnPropertyDescriptor(error, key));
		return copy;
	}
	// bothBare answers two values, without their stacks if both are errors.
	const bothBare = (actual, expected) => (isError(actual) && isError(expected) ? [bare(actual), bare(expected)] : [actual, expected]);

	// generated is the message that an AssertionError makes of what it is given.
	function generated(actual, expected, operator) {
		switch (operator) {
			case "deepStrictEqual":
			case "strictEqual":
				return difference(actual, expected, operator);
			case "notDeepStrictEqual":
			case "notStrictEqual": {
				const text = inspect(actual);
				return `${heads[operator]}${text.includes("\n") || text.length > 5 ? `\n\n${text}\n` : ` ${text}`}`;
			}
		}
		return `${inspect(actual)} ${operator} ${inspect(expected)}`;
	}

	function difference(actual, expected, operator) {
		const a = native.inspect(actual, whole).split("\n");
		const b = native.inspect(expected, whole).split("\n");
		const primitive = (v) => (typeof v !== "object" || v === null) && typeof v !== "function";
		const length = a.length === 1 && b.length === 1 && a[0] !== b[0] ? a[0].length + b[0].length : 0;
		if (length > 0 && length <= 12 && primitive(actual) && primitive(expected) && (actual !== 0 || expected !== 0)) {
			return `${heads[operator]}\n\n${a[0]} !== ${b[0]}\n`;
		}
		if (a.join("\n") === b.join("\n")) {
			return `Values have same structure but are not reference-equal:\n\n${a.join("\n")}\n`;
		}
		let caret = "";
		if (length > 12 && length < 80) {
			let n = 0;
			while (a[0][n] === b[0][n]) n++;
			if (n > 2) caret = `\n${" ".repeat(n + 2)}^`;
		}
		const [body, skipped] = shorten(lines(a, b).map(([mark, l]) => [{ "-": "+", "+": "-", " ": " " }[mark], l]));
		return `${heads[operator]}\n+ actual - expected${skipped ? " ... Lines skipped" : ""}\n\n${body}${caret}`;
	}

	// shorten leaves out of long stretches of equal lines all but the first and last few.
	function shorten(list) {
		const out = [];
		let skipped = false;
		for (let n = 0; n < list.length; ) {
			let end = n;
			while (end < list.length && list[end][0] === " ") end++;
			if (end - n > 5) {
				for (const [, l] of list.slice(n, n + 2)) out.push(`  ${l}`);
				out.push("...");
				for (const [, l] of list.slice(end - 2, end)) out.push(`  ${l}`);
				skipped = true;
				n = end;
				continue;
			}
			for (; n < end; n++) out.push(`  ${list[n][1]}`);
			for (; n < list.length && list[n][0] !== " "; n++) out.push(`${list[n][0]} ${list[n][1]}`);
		}
		return [out.join("\n"), skipped];
	}

	return { default: { strict, generated, bothBare, inspect, lines } };
})
