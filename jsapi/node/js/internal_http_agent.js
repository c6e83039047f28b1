// Agents, which on this platform agree on ports and names and have no sockets. https://nodejs.org/api/http.html#class-httpagent
(function (require) {
	"use strict";

	const EventEmitter = require("node:events");
	const { validateNumber, validateOneOf } = require("internal_errors");
	const { unimplemented } = require("internal_stub");

	class Agent extends EventEmitter {
		static defaultMaxSockets = Infinity;

		defaultPort;
		protocol;
		options;
		agentKeepAliveTimeoutBuffer = 1000;
		keepAliveMsecs = 1000;
		keepAlive = false;
		maxSockets;
		maxFreeSockets;
		scheduling = "lifo";
		maxTotalSockets;
		totalSocketCount;
		freeSockets = {};
		sockets = {};
		requests = {};

		constructor(options) {
			super({});
			const o = this.options = { __proto__: null, ...options };
			this.defaultPort = o.defaultPort || 80;
			this.protocol = o.protocol || "http:";
			o.path = null;
			if (!("proxyEnv" in o)) o.proxyEnv = undefined;
			if (o.noDelay === undefined) o.noDelay = true;
			this.keepAliveMsecs = o.keepAliveMsecs || 1000;
			this.keepAlive = o.keepAlive || false;
			this.maxSockets = o.maxSockets || Agent.defaultMaxSockets;
			this.maxFreeSockets = o.maxFreeSockets || 256;
			this.scheduling = o.scheduling || "lifo";
			this.totalSocketCount = 0;
			validateOneOf(this.scheduling, "scheduling", ["fifo", "lifo"]);
			if (o.maxTotalSockets !== undefined) validateNumber(o.maxTotalSockets, "maxTotalSockets", 1);
			this.maxTotalSockets = o.maxTotalSockets ?? Infinity;
		}
		createConnection(options, callback) { throw unimplemented("createConnection"); }
		getName(options = {}) {
			const { host, port, localAddress, family, socketPath } = options;
			const parts = [host || "localhost", port || "", localAddress || ""];
			if ([4, 6].includes(family)) parts.push(family);
			if (socketPath) parts.push(socketPath);
			return parts.join(":");
		}
		addRequest(req, options) {}
		createSocket(req, options, callback) {}
		removeSocket(socket) {}
		keepSocketAlive(socket) { return false; }
		reuseSocket(socket, req) {}
		destroy(error) {}
	}

	class SecureAgent extends Agent {
		maxCachedSessions = 100;

		constructor(options) {
			super({ ...options, defaultPort: options?.defaultPort ?? 443, protocol: options?.protocol ?? "https:" });
		}
		getName(options = {}) {
			const o = options;
			return [
				super.getName(o), o.ca, o.cert, o.clientCertEngine, o.ciphers, o.key, o.pfx, given(o.rejectUnauthorized),
				o.servername !== o.host && o.servername, o.minVersion, o.maxVersion, o.secureProtocol, o.crl, given(o.honorCipherOrder), o.ecdhCurve,
				o.dhparam, given(o.secureOptions), o.sessionIdContext, o.sigalgs && JSON.stringify(o.sigalgs), o.privateKeyIdentifier,
				o.privateKeyEngine,
			].map((part) => part || "").join(":");
		}
	}
	Object.defineProperty(SecureAgent, "name", { value: "Agent" });
	// given is what is named even where it is false.
	const given = (value) => (value === undefined ? "" : `${value}`);

	const usual = { keepAlive: true, scheduling: "lifo", timeout: 5000 };
	return { default: { Agent, SecureAgent, globalAgent: new Agent(usual), secureGlobalAgent: new SecureAgent(usual) } };
})
