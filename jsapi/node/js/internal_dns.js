// Names and what they stand for, asked over HTTPS as the platform does, or of the resolver of this machine where that is the
// network. https://nodejs.org/api/dns.html
(function (require, native) {
	"use strict";

	const {
		coded, invalidArgType, invalidArgValue, validateBoolean, validateFunction, validateNumber, validateOneOf, validateString,
	} = require("internal_errors");
	const { isIP } = require("internal_net_address");

	const codes = native.constants("dns");
	class DnsError extends Error {}
	const failed = (name, code, syscall) =>
		Object.assign(new DnsError(`${syscall} ${code} ${name}`), { code, name: "Error", errno: undefined, hostname: name, syscall });
	const ownFetch = globalThis.fetch;

	// ask answers the records of a name as the platform's resolver tells of them.
	async function ask(name, type) {
		const syscall = `query${type}`;
		let answer;
		try {
			answer = await (native.onHostNetwork() && globalThis.fetch === ownFetch ? askHost(name, type) : askFetch(name, type));
		} catch {
			throw failed(name, codes.BADQUERY, syscall);
		}
		if (answer === undefined || "error" in answer || !answer.Question.at(0)) throw failed(name, codes.BADRESP, syscall);
		if (answer.Answer?.at(0)?.name === "") throw failed(name, codes.NOTFOUND, syscall);
		return answer;
	}
	async function askFetch(name, type) {
		const server = new URL("https://cloudflare-dns.com/dns-query");
		server.searchParams.set("name", name);
		server.searchParams.set("type", type);
		const response = await fetch(server, { headers: { Accept: "application/dns-json" }, method: "GET" });
		return response.ok ? response.json() : undefined;
	}
	const askHost = async (name, type) => JSON.parse(await native.askResolver(name, type));

	// found are the records that were asked for, without those that lead there.
	const found = ({ Question, Answer }) => (Answer ?? []).filter(({ type }) => type === Question[0].type);
	async function records(name, type, syscall, read) {
		const answer = found(await ask(name, type));
		if (answer.length === 0) throw failed(name, codes.NOTFOUND, syscall);
		return answer.map(read);
	}
	const validated = (name, type, syscall, read) => {
		validateString(name, "name");
		return records(name, type, syscall, read);
	};

	const undotted = ({ data }) => (data.endsWith(".") ? data.slice(0, -1) : data);
	const caa = ({ data }) => {
		const [critical, field, value] = native.parseCAA(data);
		return { critical, [field]: value };
	};
	const naptr = ({ data }) => {
		const [order, preference, flags, service, regexp, replacement] = native.parseNAPTR(data);
		return { flags, service, regexp, replacement, order, preference };
	};
	const mx = (name) => ({ data }) => {
		const [priority, exchange] = data.split(" ");
		if (exchange == null) throw failed(name, codes.BADRESP, "queryMx");
		return { exchange: undotted({ data: exchange }), priority: Number.parseInt(priority, 10) };
	};
	// fields reads texts and numbers with spaces between.
	function fields(data, names, numbers) {
		const parts = data.split(" ");
		return Object.fromEntries(names.map((name, n) => {
			validateString(parts[n], name);
			return [name, numbers.includes(name) ? Number.parseInt(parts[n], 10) : parts[n]];
		}));
	}
	const soaNumbers = ["serial", "refresh", "retry", "expire", "minttl"];
	const soa = ({ data }) => fields(data, ["nsname", "hostmaster", ...soaNumbers], soaNumbers);
	const srv = ({ data }) => fields(data, ["priority", "weight", "port", "name"], ["priority", "weight", "port"]);
	const txt = ({ data }) => (data.length > 0 && data.startsWith('"') && data.endsWith('"')
		? (data.match(/"([^"]|"(?!"))*"/g) ?? []).map((part) => part.slice(1, -1)) : [data]);

	const address = (options) => (options?.ttl ? ({ TTL, data }) => ({ ttl: TTL, address: data }) : ({ data }) => data);
	const resolve4 = (name, options) => validated(name, "A", "queryA", address(options));
	const resolve6 = (name, options) => validated(name, "AAAA", "queryAaaa", address(options));
	async function resolveAny() {
		throw new Error("Not implemented");
	}
	const resolveCaa = (name) => validated(name, "CAA", "queryCaa", caa);
	const resolveCname = (name) => validated(name, "CNAME", "queryCname", undotted);
	const resolveMx = (name) => validated(name, "MX", "queryMx", mx(name));
	const resolveNaptr = (name) => validated(name, "NAPTR", "queryNaptr", naptr);
	const resolveNs = (name) => validated(name, "NS", "queryNs", undotted);
	const resolvePtr = (name) => validated(name, "PTR", "queryPtr", undotted);
	const resolveSrv = (name) => validated(name, "SRV", "querySrv", srv);
	const resolveTxt = (name) => validated(name, "TXT", "queryTxt", txt);
	const reverse = (name) => validated(name, "PTR", "queryPtr", undotted);
	function resolveSoa(name) {
		validateString(name, "name");
		return records(name, "SOA", "querySoa", (record) => record).then(([first]) => soa(first));
	}

	const kinds = {
		A: resolve4, AAAA: resolve6, ANY: resolveAny, CAA: resolveCaa, CNAME: resolveCname, MX: resolveMx, NAPTR: resolveNaptr, NS: resolveNs,
		PTR: resolvePtr, SOA: resolveSoa, SRV: resolveSrv, TXT: resolveTxt,
	};
	function resolve(name, rrtype) {
		validateString(name, "name");
		if (!Object.hasOwn(kinds, rrtype)) throw invalidArgValue("rrtype", rrtype);
		return kinds[rrtype](name);
	}

	// In which order a name's addresses come.
	const orders = ["verbatim", "ipv4first", "ipv6first"];
	let usual = "verbatim";
	const getDefaultResultOrder = () => usual;
	function setDefaultResultOrder(value) {
		validateOneOf(value, "dnsOrder", orders);
		usual = value;
	}
	const getServers = () => ["1.1.1.1", "2606:4700:4700::1111", "1.0.0.1", "2606:4700:4700::1001"];
	function setServers() {
		throw new Error("Not implemented");
	}
	async function lookupService() {
		throw new Error("Not implemented");
	}

	// lookupOptions reads what lookup is called with.
	const families = [0, 4, 6];
	function lookupOptions(options) {
		const read = { family: 0, all: false, order: usual };
		if (typeof options === "number") {
			validateOneOf(options, "family", families);
			return { ...read, family: options };
		}
		if (options !== undefined && typeof options !== "object") throw invalidArgType("options", "of type object or integer", options);
		const { hints, family, all, verbatim, order } = options ?? {};
		if (hints != null) {
			validateNumber(hints, "options.hints");
			throw coded(Error, "ERR_OPTION_NOT_IMPLEMENTED", "The options.hints option is not implemented");
		}
		if (family === "IPv4" || family === "IPv6") {
			read.family = Number(family.at(-1));
		} else if (family != null) {
			validateOneOf(family, "options.family", families);
			read.family = family;
		}
		if (all != null) {
			validateBoolean(all, "options.all");
			read.all = all;
		}
		if (verbatim != null) {
			validateBoolean(verbatim, "options.verbatim");
			read.order = verbatim ? "verbatim" : "ipv4first";
		}
		if (order != null) {
			validateOneOf(order, "options.order", orders);
			read.order = order;
		}
		return read;
	}

	function lookup(hostname, options, callback) {
		if (hostname) validateString(hostname, "hostname");
		if (typeof options === "function") [options, callback] = [undefined, options];
		else validateFunction(arguments.length === 2 && typeof options === "string" ? options : callback, "callback");
		const { family, all, order } = lookupOptions(options);
		const answer = (addresses) => (all ? callback(null, addresses) : callback(null, addresses[0].address, addresses[0].family));
		if (!hostname) {
			process.nextTick(() => (all ? callback(null, []) : callback(null, null, family === 6 ? 6 : 4)));
			return;
		}
		const version = isIP(hostname);
		if (version !== 0) {
			process.nextTick(() => answer([{ address: hostname, family: version }]));
			return;
		}
		const fail = (error) => process.nextTick(() => callback(error));
		if (family !== 0) {
			const type = family === 4 ? "A" : "AAAA";
			records(hostname, type, `query${type}`, ({ data }) => ({ address: data, family })).then(answer).catch(fail);
			return;
		}
		const of = (type, version) => ask(hostname, type).then((answer) => found(answer).map(({ data }) => ({ address: data, family: version })), () => []);
		Promise.all([of("A", 4), of("AAAA", 6)]).then(([v4, v6]) => {
			const both = order === "ipv6first" ? [...v6, ...v4] : [...v4, ...v6];
			if (both.length === 0) callback(failed(hostname, codes.NOTFOUND, "queryA"));
			else answer(both);
		}).catch(fail);
	}

	return {
		default: {
			codes, lookup,
			methods: {
				getDefaultResultOrder, getServers, lookupService, resolve, resolve4, resolve6, resolveAny, resolveCaa, resolveCname, resolveMx, resolveNaptr,
				resolveNs, resolvePtr, resolveSoa, resolveSrv, resolveTxt, reverse, setDefaultResultOrder, setServers,
			},
		},
	};
})
