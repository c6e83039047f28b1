// Whether a certificate is that of a host. https://www.rfc-editor.org/rfc/rfc6125#section-6
(function (require, native) {
	"use strict";

	const { coded } = require("internal_errors");
	const { isIP } = require("internal_net_address");

	const undotted = (host) => host.replace(/[.]$/, "");
	const labels = (host) => undotted(host).replace(/[A-Z]/g, (c) => c.toLowerCase()).split(".");

	// matches answers whether a name of a certificate, which may have one "*" in its first label, is that of a host.
	function matches(host, name) {
		if (!name) return false;
		const pattern = labels(name);
		if (host.length !== pattern.length || pattern.includes("") || pattern.some((label) => /[^\u0021-\u007F]/u.test(label))) return false;
		if (host.slice(1).join(".") !== pattern.slice(1).join(".")) return false;
		const parts = pattern[0].split("*");
		if (parts.length === 1 || pattern[0].includes("xn--")) return host[0] === pattern[0];
		if (parts.length > 2 || pattern.length <= 2) return false;
		const [before, after] = parts;
		return before.length + after.length <= host[0].length && host[0].startsWith(before) && host[0].endsWith(after);
	}

	// alternatives takes the names apart, of which some may be in quotes.
	function alternatives(text) {
		const names = [];
		let name = "";
		for (let rest = text; rest !== ""; ) {
			const plain = /^[^",]+/.exec(rest)?.[0];
			const quoted = plain === undefined ? /^"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/.exec(rest)?.[0] : undefined;
			if (plain !== undefined) {
				name += plain;
				rest = rest.slice(plain.length);
			} else if (quoted !== undefined) {
				name += JSON.parse(quoted);
				rest = rest.slice(quoted.length);
			} else if (rest.startsWith('"')) {
				throw coded(SyntaxError, "ERR_TLS_CERT_ALTNAME_FORMAT", "Invalid subject alternative name string");
			} else {
				names.push(name);
				name = "";
				rest = rest.slice(2);
			}
		}
		return [...names, name];
	}

	const number = (ip) => (isIP(ip) === 0 ? undefined : `${isIP(ip)}/${native.ipNumber(ip)}`);

	function checkServerIdentity(hostname, cert) {
		const { subject, subjectaltname } = cert;
		const host = undotted(`${hostname}`);
		const names = [], ips = [];
		for (const name of subjectaltname ? alternatives(subjectaltname) : []) {
			if (name.startsWith("DNS:")) names.push(name.slice(4));
			else if (name.startsWith("IP Address:")) ips.push(name.slice(11));
		}
		const wanted = labels(host);
		let reason;
		if (isIP(host)) {
			if (!ips.some((ip) => number(ip) === number(host))) reason = `IP: ${host} is not in the cert's list: ${ips.join(", ")}`;
		} else if (names.length > 0) {
			if (!names.some((name) => matches(wanted, name))) reason = `Host: ${host}. is not in the cert's altnames: ${subjectaltname}`;
		} else if (subject?.CN) {
			if (![subject.CN].flat().some((name) => matches(wanted, name))) reason = `Host: ${host}. is not cert's CN: ${subject.CN}`;
		} else {
			reason = "Cert does not contain a DNS name";
		}
		if (reason === undefined) return undefined;
		return Object.assign(coded(Error, "ERR_TLS_CERT_ALTNAME_INVALID", reason), { reason, host, cert });
	}

	return { default: { checkServerIdentity } };
})
