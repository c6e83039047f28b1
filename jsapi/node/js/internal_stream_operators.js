// Arrays' methods for what streams have. https://nodejs.org/api/stream.html#readablemapfn-options
(function (require) {
	"use strict";

	const { coded, invalidArgType, invalidArgValue, outOfRange, AbortError, validateAbortSignal, validateInteger, validateObject } = require("internal_errors");
	const { asyncGenerator, wait, each } = require("internal_async_generator");

	const validateFn = (fn) => {
		if (typeof fn !== "function") throw invalidArgType("fn", "of type function or an instance of AsyncFunction", fn);
	};
	const validateOptions = (options) => {
		if (options != null) validateObject(options, "options");
		if (options?.signal != null) validateAbortSignal(options.signal, "options.signal");
	};
	const aborted = (signal) => new AbortError(undefined, { cause: signal.reason });

	// mapped calls fn with several chunks at once and yields the answers in order.
	const mapped = asyncGenerator(function* (stream, fn, concurrency, room, outer) {
		const signal = AbortSignal.any([outer].filter(Boolean));
		const options = { signal };
		const queue = [];
		let [wake, more] = [null, null];
		let [over, running] = [false, 0];
		const settled = () => {
			running--;
			next();
		};
		const next = () => {
			if (more && !over && running < concurrency && queue.length < room) {
				more();
				more = null;
			}
		};
		(async () => {
			try {
				await each(stream, async (chunk) => {
					if (over) return false;
					if (signal.aborted) throw aborted(signal);
					let answer;
					try {
						answer = fn(chunk, options);
						if (answer === skip) return true;
						answer = Promise.resolve(answer);
					} catch (error) {
						answer = Promise.reject(error);
					}
					running++;
					answer.then(settled, () => {
						over = true;
						settled();
					});
					queue.push(answer);
					wake?.();
					wake = null;
					if (!over && (queue.length >= room || running >= concurrency)) await new Promise((resolve) => { more = resolve; });
					return true;
				});
				queue.push(ended);
			} catch (error) {
				const failed = Promise.reject(error);
				failed.catch(() => {});
				queue.push(failed);
			} finally {
				over = true;
				wake?.();
				wake = null;
			}
		})();
		try {
			for (;;) {
				while (queue.length > 0) {
					const value = yield wait(queue[0]);
					if (value === ended) return;
					if (signal.aborted) throw aborted(signal);
					if (value !== skip) yield value;
					queue.shift();
					next();
				}
				yield wait(new Promise((resolve) => { wake = resolve; }));
			}
		} finally {
			over = true;
			more?.();
			more = null;
		}
	});
	const skip = Symbol("kEmpty");
	const ended = Symbol("kEof");

	function map(fn, options) {
		validateFn(fn);
		validateOptions(options);
		const concurrency = options?.concurrency != null ? Math.floor(options.concurrency) : 1;
		const room = options?.highWaterMark != null ? Math.floor(options.highWaterMark) : concurrency - 1;
		validateInteger(concurrency, "concurrency", 1);
		validateInteger(room, "highWaterMark", 0);
		return mapped(this, fn, concurrency, room + concurrency, options?.signal);
	}
	function filter(fn, options) {
		validateFn(fn);
		return map.call(this, async (value, own) => ((await fn(value, own)) ? value : skip), options);
	}
	const flattened = asyncGenerator(function* (values) {
		for (let step = yield wait(values.next()); !step.done; step = yield wait(values.next())) {
			const inner = step.value[Symbol.asyncIterator]?.() ?? step.value[Symbol.iterator]();
			for (let one = yield wait(inner.next()); !one.done; one = yield wait(inner.next())) yield one.value;
		}
	});
	function flatMap(fn, options) {
		return flattened(map.call(this, fn, options));
	}

	function count(number) {
		number = Number(number);
		if (Number.isNaN(number)) return 0;
		if (number < 0) throw outOfRange("number", ">= 0", number);
		return number;
	}
	// cut yields what keep(index) says: a value, none, or none any more.
	const cut = asyncGenerator(function* (stream, options, keep) {
		const { signal } = options ?? {};
		if (signal?.aborted) throw aborted(signal);
		const iterator = stream[Symbol.asyncIterator]();
		let n = 0;
		try {
			if (keep(0) === undefined) return;
			for (let step = yield wait(iterator.next()); !step.done; step = yield wait(iterator.next())) {
				if (signal?.aborted) throw aborted(signal);
				const kept = keep(n++);
				if (kept) yield step.value;
				if (keep(n) === undefined) return;
			}
		} finally {
			yield wait(iterator.return());
		}
	});
	function drop(number, options) {
		validateOptions(options);
		number = count(number);
		return cut(this, options, (n) => n >= number);
	}
	function take(number, options) {
		validateOptions(options);
		number = count(number);
		return cut(this, options, (n) => (n < number ? true : undefined));
	}
	const indexed = asyncGenerator(function* (stream, options) {
		const { signal } = options ?? {};
		const iterator = stream[Symbol.asyncIterator]();
		let n = 0;
		for (let step = yield wait(iterator.next()); !step.done; step = yield wait(iterator.next())) {
			if (signal?.aborted) throw aborted(signal);
			yield [n++, step.value];
		}
	});
	function asIndexedPairs(options) {
		validateOptions(options);
		return indexed(this, options);
	}

	async function forEach(fn, options) {
		validateFn(fn);
		await each(map.call(this, async (value, own) => {
			await fn(value, own);
			return skip;
		}, options), () => {});
	}
	async function toArray(options) {
		validateOptions(options);
		const { signal } = options ?? {};
		const all = [];
		await each(this, (value) => {
			if (signal?.aborted) throw aborted(signal);
			all.push(value);
		});
		return all;
	}
	async function find(fn, options) {
		let found;
		validateFn(fn);
		await each(filter.call(this, fn, options), (value) => {
			found = value;
			return false;
		});
		return found;
	}
	async function some(fn, options) {
		let any = false;
		validateFn(fn);
		await each(filter.call(this, fn, options), () => {
			any = true;
			return false;
		});
		return any;
	}
	async function every(fn, options) {
		validateFn(fn);
		return !(await some.call(this, async (...args) => !(await fn(...args)), options));
	}
	async function reduce(reducer, initial, options) {
		if (typeof reducer !== "function") throw invalidArgType("reducer", "of type function or an instance of AsyncFunction", reducer);
		validateOptions(options);
		let has = arguments.length > 1;
		const { signal } = options ?? {};
		if (signal?.aborted) {
			const error = aborted(signal);
			this.once("error", () => {});
			this.destroy(error);
			throw error;
		}
		const controller = new AbortController();
		signal?.addEventListener("abort", () => controller.abort(), { once: true });
		let empty = true;
		try {
			await each(this, async (value) => {
				empty = false;
				if (signal?.aborted) throw aborted(signal);
				if (has) initial = await reducer(initial, value, { signal: controller.signal });
				else [initial, has] = [value, true];
			});
		} finally {
			controller.abort();
		}
		if (empty && !has) throw coded(TypeError, "ERR_MISSING_ARGS", "Reduce of an empty stream requires an initial value");
		return initial;
	}
	function compose(stream, options) {
		if (options != null) validateObject(options, "options");
		if (options?.signal != null) validateAbortSignal(options.signal, "options.signal");
		const { is, isWritable } = require("internal_stream_state");
		if (is.stream(stream) && !isWritable(stream)) throw invalidArgValue("stream", stream, "must be writable");
		const composed = require("internal_stream_pipeline").compose(this, stream);
		if (options?.signal) require("internal_stream_finished").addAbortSignal(options.signal, composed);
		return composed;
	}

	return {
		default(Readable) {
			for (const [name, make, length] of [["asIndexedPairs", asIndexedPairs, 1], ["drop", drop, 2], ["filter", filter, 2], ["flatMap", flatMap, 2],
				["map", map, 2], ["take", take, 2]]) {
				Readable.prototype[name] = Object.defineProperty(function (...args) {
					return Readable.from(make.apply(this, args));
				}, "length", { value: length, configurable: true });
			}
			Object.assign(Readable.prototype, { every, forEach, reduce, toArray, some, find });
			Readable.prototype.compose = function (...args) {
				return compose.apply(this, args);
			};
		},
	};
})
