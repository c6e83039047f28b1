// Certificates. https://nodejs.org/api/crypto.html#class-x509certificate
(function (require, native) {
	"use strict";

	const { invalidArgType, invalidArgValue, validateBoolean, validateObject, validateString } = require("internal_errors");
	const { KeyObject, kHandle, publicOf } = require("internal_crypto_keys");
	const { Buffer } = require("node:buffer");

	// subjectOf reads whether the subject counts, and how names are compared.
	function subjectOf(options) {
		options ??= {};
		validateObject(options, "options");
		const read = {};
		for (const name of ["wildcards", "partialWildcards", "multiLabelWildcards", "singleLabelSubdomains"]) {
			read[name] = options[name] === undefined ? name === "wildcards" || name === "partialWildcards" : options[name];
			validateBoolean(read[name], `options.${name}`);
		}
		const { subject = "default" } = options;
		validateString(subject, "options.subject");
		if (!["default", "always", "never"].includes(subject)) throw new Error("Invalid subject option");
		return { ...read, subject };
	}
	// matches answers whether a host has a name, in which a star stands for the first label.
	function matches(name, host, wildcards) {
		[name, host] = [name.toLowerCase(), host.toLowerCase()];
		if (name === host) return true;
		return wildcards && name.startsWith("*.") && host.includes(".") && host.slice(host.indexOf(".")) === name.slice(1);
	}

	class X509Certificate {
		#handle;
		#read;

		constructor(buffer) {
			if (typeof buffer === "string") buffer = Buffer.from(buffer);
			if (!ArrayBuffer.isView(buffer)) throw invalidArgType("buffer", "of type string or an instance of Buffer, TypedArray, or DataView", buffer);
			this.#handle = native.certificate(buffer);
			if (this.#handle === undefined) throw invalidArgValue("buffer", buffer, "is not a valid certificate");
		}
		get #fields() { return (this.#read ??= native.certificateFields(this.#handle)); }
		get subject() { return this.#fields.subject; }
		get subjectAltName() { return this.#fields.subjectAltName; }
		get issuer() { return this.#fields.issuer; }
		get issuerCertificate() { return undefined; }
		get infoAccess() { return this.#fields.infoAccess; }
		get validFrom() { return this.#fields.validFrom; }
		get validTo() { return this.#fields.validTo; }
		get fingerprint() { return this.#fields.fingerprint; }
		get fingerprint256() { return this.#fields.fingerprint256; }
		get fingerprint512() { return this.#fields.fingerprint512; }
		get keyUsage() { return this.#fields.keyUsage; }
		get serialNumber() { return this.#fields.serialNumber; }
		get raw() {
			const { buffer } = this.#fields.raw;
			return Buffer.from(buffer);
		}
		get publicKey() { return publicOf(native.certificateKey(this.#handle)); }
		toString() { return this.#fields.pem; }
		toJSON() { return this.toString(); }
		get ca() { return this.#fields.ca; }
		checkHost(name, options) {
			validateString(name, "name");
			const { subject, wildcards } = subjectOf(options);
			const hosts = native.certificateHosts(this.#handle) ?? [];
			const common = subject === "always" || (subject === "default" && this.subjectAltName === undefined)
				? native.certificateNames(this.#handle, false).filter(([key]) => key === "CN").map(([, value]) => value) : [];
			return [...hosts, ...common].find((host) => matches(host, name, wildcards));
		}
		checkEmail(email, options) {
			validateString(email, "email");
			const { subject } = subjectOf(options);
			const written = native.certificateNames(this.#handle, false).filter(([key]) => key === "emailAddress").map(([, value]) => value);
			const all = [...(native.certificateEmails(this.#handle) ?? []), ...(subject === "never" ? [] : written)];
			return all.includes(email) ? email : undefined;
		}
		checkIP(ip, _options) {
			validateString(ip, "ip");
			const found = native.certificateHasIP(this.#handle, ip);
			if (found === undefined) throw new Error("Invalid IP");
			return found ? ip : undefined;
		}
		checkIssued(otherCert) {
			if (!(otherCert instanceof X509Certificate)) throw invalidArgType("otherCert", "an instance of X509Certificate", otherCert);
			return native.certificateIssued(this.#handle, otherCert.#handle);
		}
		checkPrivateKey(pkey) {
			if (!(pkey instanceof KeyObject) || pkey.type !== "private") throw invalidArgType("pkey", "an instance of KeyObject", pkey);
			return false; // as the platform says of any
		}
		verify(pkey) {
			if (!(pkey instanceof KeyObject) || pkey.type !== "public") throw invalidArgType("pkey", "an instance of KeyObject", pkey);
			return native.certificateSigned(this.#handle, pkey[kHandle]);
		}
		toLegacyObject() {
			const names = (issuer) => Object.setPrototypeOf(Object.fromEntries(native.certificateNames(this.#handle, issuer)), Object.prototype);
			const infoAccess = {};
			for (const line of (this.infoAccess ?? "").split("\n").filter(Boolean)) {
				const cut = line.indexOf(":");
				(infoAccess[line.slice(0, cut)] ??= []).push(line.slice(cut + 1));
			}
			const { modulus, bits, exponent, pubkey, asn1Curve, nistCurve } = native.certificateKeyFields(this.#handle);
			return {
				subject: names(false), subjectAltName: this.subjectAltName ?? "", infoAccess, issuer: names(true), ca: this.ca, modulus, bits, exponent,
				pubkey: pubkey && Buffer.from(pubkey), asn1Curve, nistCurve, valid_from: this.validFrom, valid_to: this.validTo, fingerprint: this.fingerprint,
				fingerprint256: this.fingerprint256, fingerprint512: this.fingerprint512, serialNumber: this.serialNumber, ext_key_usage: this.keyUsage,
				raw: this.raw,
			};
		}
	}
	return { default: { X509Certificate } };
})
