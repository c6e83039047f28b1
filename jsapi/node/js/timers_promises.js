// https://nodejs.org/api/timers.html#timers-promises-api
(function (require) {
	"use strict";

	const { AbortError, validateAbortSignal, validateObject, validateNumber } = require("internal_errors");

	// wait answers a promise that start settles and a signal rejects.
	function wait(start, stop, value, options = {}) {
		return new Promise((resolve, reject) => {
			validateObject(options, "options");
			const { signal } = options;
			validateAbortSignal(signal, "options.signal");
			const aborted = () => new AbortError(undefined, { cause: signal.reason });
			if (signal?.aborted) {
				reject(aborted());
				return;
			}
			const abort = () => {
				stop(timer);
				reject(aborted());
			};
			const timer = start(() => {
				signal?.removeEventListener("abort", abort);
				resolve(value);
			});
			signal?.addEventListener("abort", abort, { once: true });
		});
	}

	const setTimeout = (delay, value, options) => {
		try {
			if (delay !== undefined) validateNumber(delay, "delay");
		} catch (e) {
			return Promise.reject(e);
		}
		return wait((done) => globalThis.setTimeout(done, delay), globalThis.clearTimeout, value, options);
	};
	const setImmediate = (value, options) => wait((done) => globalThis.setImmediate(done), globalThis.clearImmediate, value, options);

	// setInterval answers an iterator over what a timer counted.
	function setInterval(delay, value, options) {
		const { signal } = options ?? {};
		validateAbortSignal(signal, "options.signal");
		let ticks = 0;
		let over = false;
		const waiting = [];
		const stop = () => {
			over = true;
			globalThis.clearInterval(timer);
			signal?.removeEventListener("abort", abort);
			for (const { resolve } of waiting.splice(0)) resolve({ value: undefined, done: true });
		};
		const abort = () => {
			const first = waiting.shift();
			stop();
			first?.reject(new AbortError(undefined, { cause: signal.reason }));
		};
		const timer = globalThis.setInterval(() => {
			const first = waiting.shift();
			if (first) first.resolve({ value, done: false });
			else ticks++;
		}, delay);
		signal?.addEventListener("abort", abort);
		return {
			next() {
				if (signal?.aborted && !over) {
					stop();
					return Promise.reject(new AbortError(undefined, { cause: signal.reason }));
				}
				if (over) return Promise.resolve({ value: undefined, done: true });
				if (ticks > 0) {
					ticks--;
					return Promise.resolve({ value, done: false });
				}
				return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
			},
			return(result) {
				stop();
				return Promise.resolve({ value: result, done: true });
			},
			[Symbol.asyncIterator]() {
				return this;
			},
		};
	}

	const { named } = require("internal_stub");
	named(setTimeout, "setTimeout", 2);
	named(setImmediate, "setImmediate", 1);
	named(setInterval, "setInterval", 2);
	return {
		setTimeout, setImmediate, setInterval,
		scheduler: {
			wait: (delay, options) => setTimeout(delay, undefined, options),
			yield: () => setImmediate(),
		},
	};
})
