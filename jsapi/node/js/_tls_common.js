// What node:tls has that is about certificates.
(function (require) {
	"use strict";

	const { SecureContext, createSecureContext } = require("internal_tls");

	// translatePeerCertificate takes apart what a certificate says of where to ask about it.
	function translatePeerCertificate(c) {
		if (!c) return null;
		if (c.issuerCertificate != null && c.issuerCertificate !== c) c.issuerCertificate = translatePeerCertificate(c.issuerCertificate);
		if (c.infoAccess != null) {
			const lines = c.infoAccess;
			c.infoAccess = { __proto__: null };
			for (const [, key, value] of lines.matchAll(/([^\n:]*):([^\n]*)(?:\n|$)/g)) {
				(c.infoAccess[key] ??= []).push(value.startsWith('"') ? JSON.parse(value) : value);
			}
		}
		return c;
	}
	return { SecureContext, createSecureContext, translatePeerCertificate };
})
