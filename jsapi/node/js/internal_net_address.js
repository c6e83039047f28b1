// Addresses, and lists of those that are not let through. https://nodejs.org/api/net.html#class-netblocklist
(function (require, native) {
	"use strict";

	const {
		coded, invalidArgValue, outOfRange, validateArray, validateInt32, validateObject, validateOneOf, validateString, validateUint32,
	} = require("internal_errors");
	const { validatePort } = require("internal_ports");

	const inspect = Symbol.for("nodejs.util.inspect.custom");
	const isIP = (input) => native.ipVersion(`${input ?? ""}`);
	const isIPv4 = (input) => isIP(input) === 4;
	const isIPv6 = (input) => isIP(input) === 6;
	const families = ["ipv4", "ipv6"];
	const names = { ipv4: "IPv4", ipv6: "IPv6" };
	const widths = { ipv4: 32, ipv6: 128 };
	const of = (family, address) => isIP(address) === (family === "ipv4" ? 4 : 6);
	const invalidIP = (what) => coded(TypeError, "ERR_INVALID_IP_ADDRESS", `Invalid IP address: ${what}`);
	const nested = (options) => ({ ...options, depth: options.depth == null ? null : options.depth - 1 });

	class SocketAddress {
		#address;
		#port;
		#family;
		#flowlabel;

		static isSocketAddress(value) { return value instanceof SocketAddress; }
		static parse(input) {
			validateString(input, "input");
			const { hostname, port } = URL.parse(`http://${input}`) ?? {};
			if (hostname === undefined) return undefined;
			const ipv6 = hostname.startsWith("[");
			try {
				return new SocketAddress({ address: ipv6 ? hostname.slice(1, -1) : hostname, port: port | 0, family: ipv6 ? "ipv6" : "ipv4" });
			} catch {
				return undefined;
			}
		}

		constructor(options = {}) {
			validateObject(options, "options");
			let family = options.family || "ipv4";
			if (typeof family.toLowerCase === "function") family = family.toLowerCase();
			validateOneOf(family, "options.family", families);
			const { address = family === "ipv4" ? "127.0.0.1" : "::", port = 0, flowlabel = 0 } = options;
			validateString(address, "options.address");
			this.#port = validatePort(port, "options.port");
			validateUint32(flowlabel, "options.flowlabel");
			if (!of(family, address)) throw coded(TypeError, "ERR_INVALID_ADDRESS", "Invalid socket address");
			this.#address = address;
			this.#family = family;
			this.#flowlabel = flowlabel;
		}
		get address() { return this.#address; }
		get port() { return this.#port; }
		get family() { return this.#family; }
		get flowlabel() { return this.#flowlabel; }
		toJSON() {
			return { address: this.address, port: this.port, family: this.family, flowlabel: this.flowlabel };
		}
		[inspect](depth, options) {
			return depth < 0 ? this : `SocketAddress ${native.inspect(this.toJSON(), nested(options))}`;
		}
	}

	// A Rule is a range of numbers that addresses of a family have, and how it was written.
	class Rule {
		constructor(family, first, last, text) {
			Object.assign(this, { family, first, last, text });
		}
		covers(numbers) {
			const n = numbers[this.family];
			return n !== undefined && n >= this.first && n <= this.last;
		}
	}

	// numbersOf answers what an address is in each family, which one that stands for an IPv4 address is in both.
	function numbersOf(family, address) {
		const n = native.ipNumber(address);
		return family === "ipv6" && n >> 32n === 0xffffn ? { ipv4: n & 0xffff_ffffn, ipv6: n } : { [family]: n };
	}

	class BlockList {
		#rules = [];

		static isBlockList(value) { return value instanceof BlockList; }

		// given reads an address that comes by itself or as a text beside a family.
		#given(address, name, family) {
			if (SocketAddress.isSocketAddress(address)) return { address: address.address, family: address.family };
			validateString(address, name);
			validateOneOf(family, "family", families);
			return { address, family };
		}
		#validate(family, ...addresses) {
			if (!addresses.every((address) => of(family, address))) throw invalidIP(`Invalid ${names[family]} address`);
		}
		addAddress(address, family = "ipv4") {
			const a = this.#given(address, "address", family);
			this.#validate(a.family, a.address);
			const n = native.ipNumber(a.address);
			this.#rules.push(new Rule(a.family, n, n, `Address: ${names[a.family]} ${a.address}`));
		}
		addRange(start, end, family = "ipv4") {
			const a = this.#given(start, "start", family);
			let last = end;
			if (!SocketAddress.isSocketAddress(end)) validateString(end, "end");
			else if (SocketAddress.isSocketAddress(start) && end.family !== a.family) throw invalidArgValue("end", end, "must be same family as start");
			else last = end.address;
			this.#validate(a.family, a.address, last);
			if (native.ipNumber(a.address) > native.ipNumber(last)) throw invalidArgValue("start", start, "must come before end");
			this.#rules.push(new Rule(a.family, native.ipNumber(a.address), native.ipNumber(last), `Range: ${names[a.family]} ${a.address}-${last}`));
		}
		addSubnet(network, prefix, family = "ipv4") {
			const a = this.#given(network, "network", family);
			const width = widths[a.family];
			validateInt32(prefix, "prefix");
			if (prefix < 0 || prefix > width) throw outOfRange("prefix", `between 0 and ${width}`, prefix);
			this.#validate(a.family, a.address);
			const rest = BigInt(width - prefix);
			const first = (native.ipNumber(a.address) >> rest) << rest;
			this.#rules.push(new Rule(a.family, first, first | ((1n << rest) - 1n), `Subnet: ${names[a.family]} ${a.address}/${prefix}`));
		}
		check(address, family = "ipv4") {
			const a = this.#given(address, "address", family);
			if (!of(a.family, a.address)) return false;
			const numbers = numbersOf(a.family, a.address);
			return this.#rules.some((rule) => rule.covers(numbers));
		}
		get rules() { return this.#rules.map((rule) => rule.text); }
		toJSON() { return this.rules; }
		fromJSON(data) {
			let rules = data;
			if (typeof data === "string") {
				try {
					rules = JSON.parse(data);
				} catch {
					throw invalidArgValue("data", data, "must be valid JSON");
				}
			}
			validateArray(rules, "data");
			for (const text of data) {
				const [, kind, version, first, separator, second] = /^(Address|Range|Subnet): IPv([46]) ([^-/]+)(?:([-/])(.+))?$/.exec(text) ?? [];
				const family = `ipv${version}`;
				if (kind === "Subnet" && separator === "/") this.addSubnet(first, Number.parseInt(second, 10), family);
				else if (kind === "Range" && separator === "-") this.addRange(first, second, family);
				else if (kind === "Address" && !separator) this.addAddress(first, family);
			}
		}
		[inspect](depth, options) {
			return depth < 0 ? "[BlockList]" : `BlockList {\n  rules: ${native.inspect(this.rules, nested(options))}\n}`;
		}
	}

	return { default: { isIP, isIPv4, isIPv6, SocketAddress, BlockList } };
})
