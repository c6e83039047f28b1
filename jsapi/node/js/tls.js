// https://nodejs.org/api/tls.html
(function (require) {
	"use strict";

	const { SecureContext, createSecureContext, TLSSocket, connect } = require("internal_tls");
	const { checkServerIdentity } = require("internal_tls_names");
	const { coded } = require("internal_errors");
	const { named, refuse } = require("internal_stub");
	const { Buffer } = require("node:buffer");

	const absent = (name) => named(function () {
		throw new Error("Not implemented");
	}, name, 0);

	// convertALPNProtocols sets protocols as a handshake has them, each behind its length.
	function convertALPNProtocols(protocols, out) {
		if (Array.isArray(protocols)) {
			out.ALPNProtocols = Buffer.concat(protocols.map((protocol, n) => {
				const bytes = Buffer.from(protocol);
				if (bytes.length > 255) {
					throw coded(RangeError, "ERR_OUT_OF_RANGE",
						`The byte length of the protocol at index ${n} exceeds the maximum length. It must be <= 255. Received ${bytes.length}`);
				}
				return Buffer.concat([Buffer.from([bytes.length]), bytes]);
			}));
		} else if (ArrayBuffer.isView(protocols)) {
			out.ALPNProtocols = Buffer.from(new Uint8Array(protocols.buffer, protocols.byteOffset, protocols.byteLength));
		}
	}
	return {
		CLIENT_RENEG_LIMIT: 3, CLIENT_RENEG_WINDOW: 600, DEFAULT_CIPHERS: "", DEFAULT_ECDH_CURVE: "auto", DEFAULT_MIN_VERSION: "TLSv1.2",
		DEFAULT_MAX_VERSION: "TLSv1.3", rootCertificates: [], SecureContext, createSecureContext, TLSSocket, connect, checkServerIdentity,
		convertALPNProtocols, Server: absent("Server"), createServer: absent("createServer"), getCiphers: absent("getCiphers"),
		createSecurePair: refuse("createSecurePair"),
	};
})
