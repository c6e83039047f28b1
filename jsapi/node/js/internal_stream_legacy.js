// The first kind of stream, from which all others descend.
(function (require) {
	"use strict";

	const EventEmitter = require("node:events");

	function Stream(options) {
		EventEmitter.call(this, options);
	}
	Object.setPrototypeOf(Stream.prototype, EventEmitter.prototype);
	Object.setPrototypeOf(Stream, EventEmitter);

	Stream.prototype.pipe = function pipe(dest, options) {
		const source = this;
		let ended = false;
		const listeners = [];
		const listen = (emitter, event, f) => {
			emitter.on(event, f);
			listeners.push([emitter, event, f]);
		};
		const cleanup = () => {
			for (const [emitter, event, f] of listeners) emitter.removeListener(event, f);
		};
		listen(source, "data", (chunk) => {
			if (dest.writable && dest.write(chunk) === false && source.pause) source.pause();
		});
		listen(dest, "drain", () => {
			if (source.readable && source.resume) source.resume();
		});
		const end = (how) => () => {
			if (ended) return;
			ended = true;
			how();
		};
		if (!dest._isStdio && options?.end !== false) {
			listen(source, "end", end(() => dest.end()));
			listen(source, "close", end(() => {
				if (typeof dest.destroy === "function") dest.destroy();
			}));
		}
		const fail = function (error) {
			cleanup();
			if (EventEmitter.listenerCount(this, "error") === 0) this.emit("error", error);
		};
		for (const stream of [source, dest]) {
			stream.prependListener("error", fail);
			listeners.push([stream, "error", fail]);
		}
		source.on("end", cleanup);
		source.on("close", cleanup);
		dest.on("close", cleanup);
		listeners.push([source, "end", cleanup], [source, "close", cleanup], [dest, "close", cleanup]);
		dest.emit("pipe", source);
		return dest;
	};
	return { default: Stream };
})
