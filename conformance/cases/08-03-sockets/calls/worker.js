// cloudflare:sockets where nobody has to answer: addresses and options.
import { connect } from "cloudflare:sockets";
import * as sockets from "cloudflare:sockets";

const attempt = async (f) => {
	try {
		return await f();
	} catch (e) {
		return `${e.name}: ${e.message}`;
	}
};

// 8.3: addresses that are refused
export const addresses = {
	async test() {
		for (const address of ["", "x", "x:", "127.0.0.1", ":80", "a b:80", "http://x:80", { hostname: "x" }, { hostname: "x", port: 70000 }, { hostname: "x", port: -1 }, 5, null, undefined, "x:99999", "é:80"]) {
			console.log(JSON.stringify(address) ?? "undefined", await attempt(() => void connect(address)));
		}
		console.log(await attempt(() => connect()));
	},
};

// 8.3: options, and what a socket looks like
export const options = {
	async test() {
		console.log(Object.keys(sockets).join(), connect.length, sockets.internalNewHttpClient.length);
		console.log(await attempt(() => connect("127.0.0.1:1", { secureTransport: "x" })), await attempt(() => connect("127.0.0.1:1", 5)));
		for (const secureTransport of ["off", "on", "starttls"]) {
			const socket = connect("127.0.0.1:1", { secureTransport });
			console.log(socket.secureTransport, socket.upgraded, String(socket), socket.opened === socket.opened, socket.closed === socket.closed, socket.readable === socket.readable, socket.writable === socket.writable);
			if (secureTransport !== "starttls") console.log(await attempt(() => socket.startTls()));
		}
		const socket = connect("127.0.0.1:1");
		console.log(Object.keys(socket).join(), Object.getOwnPropertyNames(Object.getPrototypeOf(socket)).sort().join());
	},
};

// 8.3: a connection that fails ends both promises and the readable side
export const refused = {
	async test() {
		const socket = connect({ hostname: "127.0.0.1", port: 1 });
		const outcome = (promise) => promise.then(() => "fulfilled", () => "rejected");
		console.log(await outcome(socket.opened), await outcome(socket.closed), await socket.readable.getReader().read());
	},
};
