// What node:tls has that is about certificates.
(function (require) {
	"use strict";

	const { SecureContext, createSecureContext } = require("internal_tls");

	// translatePeerCertificate takes apart what a certificate says of where to ask about it.
	function translatePeerCertificate(c) {
		if (!c) return null;
		const { issuerCertificate: issuer, infoAccess: lines } = c;
		if (issuer != null && issuer !== c) c.issuerCertificate = translatePeerCertificate(issuer);
		if (lines == null) return c;
		c.infoAccess = { __proto__: null };
		for (const line of lines.split("\n")) {
			const at = line.indexOf(":");
			if (at < 0) continue;
			const value = line.slice(at + 1);
			(c.infoAccess[line.slice(0, at)] ??= []).push(value.startsWith('"') ? JSON.parse(value) : value);
		}
		return c;
	}
	return { SecureContext, createSecureContext, translatePeerCertificate };
})
