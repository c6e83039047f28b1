// https://nodejs.org/api/punycode.html, which is RFC 3492.
(function (require) {
	"use strict";

	const base = 36, tMin = 1, tMax = 26, skew = 38, damp = 700, initialBias = 72, initialN = 128;
	const largest = 2147483647;
	const fail = (what) => {
		throw new RangeError({
			overflow: "Overflow: input needs wider integers to process",
			"not-basic": "Illegal input >= 0x80 (not a basic code point)",
			"invalid-input": "Invalid input",
		}[what]);
	};

	const ucs2 = {
		decode(string) {
			return Array.from(string, (c) => c.codePointAt(0));
		},
		encode(points) {
			return String.fromCodePoint(...points);
		},
	};

	// adapt is section 6.1.
	function adapt(delta, count, first) {
		delta = first ? Math.floor(delta / damp) : delta >> 1;
		delta += Math.floor(delta / count);
		let k = 0;
		for (; delta > ((base - tMin) * tMax) >> 1; k += base) delta = Math.floor(delta / (base - tMin));
		return Math.floor(k + ((base - tMin + 1) * delta) / (delta + skew));
	}
	const threshold = (k, bias) => Math.min(Math.max(k - bias, tMin), tMax);
	const digitOf = (c) => (c >= 0x30 && c < 0x3a ? 26 + c - 0x30 : c >= 0x41 && c < 0x5b ? c - 0x41 : c >= 0x61 && c < 0x7b ? c - 0x61 : base);
	const letterOf = (digit) => String.fromCharCode(digit < 26 ? digit + 0x61 : digit - 26 + 0x30);

	// decode is section 6.2.
	function decode(input) {
		const output = [];
		const basic = Math.max(input.lastIndexOf("-"), 0);
		for (let n = 0; n < basic; n++) {
			if (input.charCodeAt(n) >= 0x80) fail("not-basic");
			output.push(input.charCodeAt(n));
		}
		let [i, n, bias] = [0, initialN, initialBias];
		for (let at = basic > 0 ? basic + 1 : 0; at < input.length;) {
			const before = i;
			for (let weight = 1, k = base; ; k += base) {
				if (at >= input.length) fail("invalid-input");
				const digit = digitOf(input.charCodeAt(at++));
				if (digit >= base) fail("invalid-input");
				if (digit > Math.floor((largest - i) / weight)) fail("overflow");
				i += digit * weight;
				const t = threshold(k, bias);
				if (digit < t) break;
				if (weight > Math.floor(largest / (base - t))) fail("overflow");
				weight *= base - t;
			}
			const length = output.length + 1;
			bias = adapt(i - before, length, before === 0);
			if (Math.floor(i / length) > largest - n) fail("overflow");
			n += Math.floor(i / length);
			i %= length;
			output.splice(i++, 0, n);
		}
		return String.fromCodePoint(...output);
	}

	// encode is section 6.3.
	function encode(input) {
		const points = ucs2.decode(input);
		let output = points.filter((c) => c < 0x80).map((c) => String.fromCharCode(c)).join("");
		const basic = output.length;
		let handled = basic;
		if (basic > 0) output += "-";
		let [n, delta, bias] = [initialN, 0, initialBias];
		while (handled < points.length) {
			const next = points.reduce((least, c) => (c >= n && c < least ? c : least), largest);
			if (next - n > Math.floor((largest - delta) / (handled + 1))) fail("overflow");
			delta += (next - n) * (handled + 1);
			n = next;
			for (const c of points) {
				if (c < n && ++delta > largest) fail("overflow");
				if (c !== n) continue;
				let q = delta;
				for (let k = base; ; k += base) {
					const t = threshold(k, bias);
					if (q < t) break;
					output += letterOf(t + ((q - t) % (base - t)));
					q = Math.floor((q - t) / (base - t));
				}
				output += letterOf(q);
				bias = adapt(delta, handled + 1, handled === basic);
				delta = 0;
				handled++;
			}
			delta++;
			n++;
		}
		return output;
	}

	// labels maps the labels of a domain name, or of the one in an e-mail address.
	function labels(domain, map) {
		const at = domain.indexOf("@");
		const local = at < 0 ? "" : domain.slice(0, at + 1);
		const host = at < 0 ? domain : domain.split("@")[1];
		return local + host.replace(/[\u3002\uFF0E\uFF61]/g, ".").split(".").map(map).join(".");
	}
	const toASCII = (domain) => labels(domain, (label) => (/[^\0-\x7F]/.test(label) ? `xn--${encode(label)}` : label));
	const toUnicode = (domain) => labels(domain, (label) => (label.startsWith("xn--") ? decode(label.slice(4).toLowerCase()) : label));

	return { version: "2.1.0", ucs2, decode, encode, toASCII, toUnicode };
})
