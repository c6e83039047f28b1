// Ports that are taken before anybody listens or connects there.
(function (require) {
	"use strict";

	const { coded, invalidArgValue, validateBoolean, validateObject, validateString } = require("internal_errors");
	const { bind, release, connections, validatePort } = require("internal_ports");
	const { isIP } = require("internal_net_address");

	const adopted = () => coded(Error, "ERR_SOCKET_HANDLE_ADOPTED", "The bound socket has already been adopted by a server or socket");
	let take;

	class BoundSocket {
		#address;

		static {
			// take gives the port to who uses it from now on.
			take = (bound) => {
				const address = bound.address();
				connections.delete(bound);
				bound.#address = null;
				return { address };
			};
		}
		static isBoundSocket(value) { return typeof value === "object" && value !== null && #address in value; }

		constructor(options = {}) {
			validateObject(options, "options");
			if (options.path !== undefined) throw invalidArgValue("options.path", options.path, "is not supported");
			const port = validatePort(options.port ?? 0, "options.port");
			const { ipv6Only = false, reusePort = false } = options;
			validateBoolean(ipv6Only, "options.ipv6Only");
			validateBoolean(reusePort, "options.reusePort");
			const host = options.host ?? (ipv6Only ? "::" : "0.0.0.0");
			validateString(host, "options.host");
			const version = isIP(host);
			if (version === 0) {
				throw invalidArgValue("options.host", host, "must be a numeric IP address; net.BoundSocket does not perform DNS resolution");
			}
			this.#address = { address: host, family: `IPv${version}`, port: bind(host, port, reusePort) };
			connections.set(this, this.#address.port);
		}
		address() {
			if (this.#address === null) throw adopted();
			return this.#address;
		}
		// There are no file descriptors.
		fd() {
			this.address();
			return -1;
		}
		close() {
			release(this.address().port);
			connections.delete(this);
			this.#address = null;
		}
		[Symbol.dispose]() {
			if (this.#address !== null) this.close();
		}
	}
	return { default: { BoundSocket, take } };
})
