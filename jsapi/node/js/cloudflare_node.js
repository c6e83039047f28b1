// https://developers.cloudflare.com/workers/runtime-apis/nodejs/http/: requests and connections for servers of Node's kind.
(function (require) {
	"use strict";

	const { handlers } = require("internal_ports");

	const invalid = (message) => Object.assign(new Error(message), { code: "ERR_INVALID_ARG_VALUE" });
	function validatePort(port) {
		if (!Number.isFinite(port) || port < 0 || port > 65535) throw new Error("Failed to determine port for server");
		return port;
	}

	async function handleAsNodeRequest(desc, request, env, ctx) {
		const port = validatePort(typeof desc === "number" ? desc : desc?.port);
		const server = handlers.get(port);
		if (!server?.fetch) {
			throw invalid(`Http server with port ${port} not found. This is likely a bug with your code. You should check if server.listen() ` +
				`was called with the same port (${port})`);
		}
		return await server.fetch(request, env, ctx);
	}

	// portOf answers the port of a server, which listens from now on if it did not.
	function portOf(desc) {
		if (typeof desc === "number") return desc;
		if (desc == null) throw new Error("Server descriptor cannot be null or undefined");
		if (desc.port != null || typeof desc.listen !== "function") return desc.port;
		if (typeof desc.address()?.port !== "number") desc.listen();
		return desc.address()?.port;
	}
	function httpServerHandler(desc) {
		const port = validatePort(portOf(desc));
		return {
			async fetch(request, env, ctx) { return await handleAsNodeRequest({ port }, request, env, ctx); },
		};
	}

	async function handleAsNodeConnection(socket, env, ctx) {
		const { localAddress } = await socket.opened;
		const port = Number.parseInt(/:(\d+)$/.exec(localAddress)?.[1], 10);
		if (!(port <= 65535)) throw new Error(`Failed to determine port for inbound socket from local address ${localAddress}`);
		const server = handlers.get(port);
		if (!server?.connect) {
			throw invalid(`No net.Server is listening on port ${port}. Call server.listen(${port}) to accept connections arriving on that port.`);
		}
		await server.connect(socket, env, ctx);
	}
	const connectHandler = () => ({
		async connect(socket, env, ctx) { await handleAsNodeConnection(socket, env, ctx); },
	});
	return { connectHandler, handleAsNodeConnection, handleAsNodeRequest, httpServerHandler };
})
