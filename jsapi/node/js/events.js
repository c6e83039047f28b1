// https://nodejs.org/api/events.html
(function (require, native) {
	"use strict";

	const {
		coded, invalidArgType, outOfRange, AbortError, validateFunction, validateBoolean, validateAbortSignal,
	} = require("internal_errors");

	const { AsyncResource } = require("node:async_hooks");
	const captures = Symbol.for("nodejs.rejection");
	const errorMonitor = Symbol("events.errorMonitor");
	const capture = Symbol("kCapture");
	let defaultMax = 10;
	let defaultCapture = false;
	const validateCount = (n, name) => {
		if (typeof n !== "number" || n < 0 || Number.isNaN(n)) throw outOfRange(name, "a non-negative number", n);
	};

	function EventEmitter(options) {
		EventEmitter.init.call(this, options);
	}
	EventEmitter.prototype._events = undefined;
	EventEmitter.prototype._eventsCount = 0;
	EventEmitter.prototype._maxListeners = undefined;
	Object.defineProperty(EventEmitter.prototype, capture, { value: false, writable: true, enumerable: false });

	// own gives an emitter its own capture, which is listed where the one that it inherits is not.
	const own = (emitter, value) => Object.defineProperty(emitter, capture, { value, writable: true, configurable: true, enumerable: true });

	EventEmitter.init = function (options) {
		if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
			this._events = Object.create(null);
			this._eventsCount = 0;
		}
		this._maxListeners ||= undefined;
		this.domain = null;
		if (options?.captureRejections !== undefined) {
			validateBoolean(options.captureRejections, "options.captureRejections");
			own(this, options.captureRejections);
		} else {
			own(this, defaultCapture);
		}
	};

	const list = (emitter, type) => {
		const found = emitter._events?.[type];
		return found === undefined ? [] : typeof found === "function" ? [found] : found;
	};

	// put replaces an event's listeners by a new list, so that one that is being walked stays as it was.
	function put(emitter, type, listeners) {
		emitter._events ??= Object.create(null);
		const had = emitter._events[type] !== undefined;
		if (listeners.length === 0) {
			if (had) {
				delete emitter._events[type];
				emitter._eventsCount--;
			}
			return;
		}
		emitter._events[type] = listeners.length === 1 ? listeners[0] : listeners;
		if (!had) emitter._eventsCount++;
	}

	function add(emitter, type, listener, first) {
		validateFunction(listener, "listener");
		if (emitter._events?.newListener !== undefined) {
			emitter.emit("newListener", type, listener.listener ?? listener);
		}
		const had = list(emitter, type);
		put(emitter, type, first ? [listener, ...had] : [...had, listener]);
		const max = emitter.getMaxListeners();
		if (max > 0 && had.length + 1 === max + 1) {
			console.log(`Possible EventEmitter memory leak detected. ${had.length + 1} ${String(type)} listeners added to an ` +
				"EventEmitter. Use emitter.setMaxListeners() to increase limit");
		}
		return emitter;
	}

	function wrapOnce(emitter, type, listener) {
		validateFunction(listener, "listener");
		let fired = false;
		const wrapped = function (...args) {
			if (fired) return undefined;
			fired = true;
			emitter.removeListener(type, wrapped);
			return listener.apply(emitter, args);
		};
		wrapped.listener = listener;
		return wrapped;
	}

	function unhandled(args) {
		const [thrown] = args;
		if (thrown instanceof Error) return thrown;
		const e = coded(Error, "ERR_UNHANDLED_ERROR", `Unhandled error. (${typeof thrown === "string" ? `'${thrown}'` : native.inspect(thrown)})`);
		e.context = thrown;
		return e;
	}

	function rejected(emitter, error, type, args) {
		if (typeof emitter[captures] === "function") {
			emitter[captures](error, type, ...args);
			return;
		}
		const before = emitter[capture];
		try {
			emitter[capture] = false;
			emitter.emit("error", error);
		} finally {
			emitter[capture] = before;
		}
	}

	Object.assign(EventEmitter.prototype, {
		setMaxListeners(n) {
			validateCount(n, "n");
			this._maxListeners = n;
			return this;
		},
		getMaxListeners() {
			return this._maxListeners === undefined ? defaultMax : this._maxListeners;
		},
		emit(type, ...args) {
			if (type === "error") {
				if (this._events?.[errorMonitor] !== undefined) this.emit(errorMonitor, ...args);
				if (this._events?.error === undefined) throw unhandled(args);
			}
			const listeners = list(this, type);
			for (const listener of listeners) {
				const answer = listener.apply(this, args);
				if (this[capture] && typeof answer?.then === "function") {
					answer.then(undefined, (error) => (require("node:process")).nextTick(rejected, this, error, type, args));
				}
			}
			return listeners.length > 0;
		},
		addListener(type, listener) {
			return add(this, type, listener, false);
		},
		prependListener(type, listener) {
			return add(this, type, listener, true);
		},
		once(type, listener) {
			return this.on(type, wrapOnce(this, type, listener));
		},
		prependOnceListener(type, listener) {
			return this.prependListener(type, wrapOnce(this, type, listener));
		},
		removeListener(type, listener) {
			validateFunction(listener, "listener");
			const listeners = list(this, type);
			const at = listeners.findLastIndex((l) => l === listener || l.listener === listener);
			if (at < 0) return this;
			put(this, type, [...listeners.slice(0, at), ...listeners.slice(at + 1)]);
			if (this._events.removeListener !== undefined) this.emit("removeListener", type, listener);
			return this;
		},
		removeAllListeners(type) {
			if (this._events === undefined) return this;
			if (arguments.length === 0) {
				for (const key of this.eventNames()) {
					if (key !== "removeListener") this.removeAllListeners(key);
				}
				this.removeAllListeners("removeListener");
				return this;
			}
			const listeners = list(this, type);
			if (this._events.removeListener === undefined) {
				put(this, type, []);
				return this;
			}
			for (const listener of [...listeners].reverse()) this.removeListener(type, listener);
			return this;
		},
		listeners(type) {
			return list(this, type).map((l) => l.listener ?? l);
		},
		rawListeners(type) {
			return [...list(this, type)];
		},
		listenerCount(type) {
			const listeners = list(this, type);
			const [, listener] = arguments;
			return listener == null ? listeners.length : listeners.filter((l) => l === listener || l.listener === listener).length;
		},
		eventNames() {
			return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : [];
		},
	});
	EventEmitter.prototype.on = EventEmitter.prototype.addListener;
	EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

	// listen adds a listener to an EventEmitter or EventTarget and answers what removes it.
	function listen(emitter, type, listener, once) {
		if (typeof emitter.on === "function") {
			if (once) emitter.once(type, listener);
			else emitter.on(type, listener);
			return () => emitter.removeListener(type, listener);
		}
		if (typeof emitter.addEventListener === "function") {
			emitter.addEventListener(type, listener, { once });
			return () => emitter.removeEventListener(type, listener);
		}
		throw invalidArgType("emitter", "an instance of EventEmitter", emitter);
	}

	const aborted = (signal) => new AbortError(undefined, { cause: signal.reason });

	function once(emitter, type, options = {}) {
		const { signal } = options;
		return new Promise((resolve, reject) => {
			validateAbortSignal(signal, "options.signal");
			if (signal?.aborted) throw aborted(signal);
			const ends = [];
			const end = (settle) => (value) => {
				for (const stop of ends) stop();
				settle(value);
			};
			ends.push(listen(emitter, type, (...args) => end(resolve)(args), true));
			if (type !== "error" && typeof emitter.once === "function") ends.push(listen(emitter, "error", end(reject), true));
			if (signal) ends.push(listen(signal, "abort", () => end(reject)(aborted(signal)), true));
		});
	}

	function on(emitter, type, options = {}) {
		const { signal, close = [] } = options;
		validateAbortSignal(signal, "options.signal");
		if (signal?.aborted) throw aborted(signal);
		const events = [];
		const waiting = [];
		let failure;
		let finished = false;
		const ends = [];
		const stop = () => {
			for (const end of ends.splice(0)) end();
		};
		const fail = (error) => {
			const first = waiting.shift();
			if (first) first.reject(error);
			else failure = { error };
			iterator.return();
		};
		const iterator = {
			next() {
				if (events.length > 0) return Promise.resolve({ value: events.shift(), done: false });
				if (failure) {
					const { error } = failure;
					failure = undefined;
					return Promise.reject(error);
				}
				if (finished) return Promise.resolve({ value: undefined, done: true });
				return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
			},
			return() {
				stop();
				finished = true;
				for (const { resolve } of waiting.splice(0)) resolve({ value: undefined, done: true });
				return Promise.resolve({ value: undefined, done: true });
			},
			throw(error) {
				fail(error);
				return Promise.resolve({ value: undefined, done: true });
			},
			[Symbol.asyncIterator]() {
				return this;
			},
		};
		ends.push(listen(emitter, type, (...args) => {
			const first = waiting.shift();
			if (first) first.resolve({ value: args, done: false });
			else events.push(args);
		}));
		if (type !== "error" && typeof emitter.on === "function") ends.push(listen(emitter, "error", fail));
		for (const name of close) ends.push(listen(emitter, name, () => iterator.return()));
		if (signal) ends.push(listen(signal, "abort", () => fail(aborted(signal)), true));
		return iterator;
	}

	function addAbortListener(signal, listener) {
		validateAbortSignal(signal, "signal");
		validateFunction(listener, "listener");
		if (signal.aborted) queueMicrotask(() => listener());
		else signal.addEventListener("abort", listener, { once: true });
		return { [Symbol.dispose]() { signal.removeEventListener("abort", listener); } };
	}

	// Its asynchronous context is the one that it was made in.
	class EventEmitterReferencingAsyncResource extends AsyncResource {
		constructor(emitter, type, options) {
			super(type, options);
			this.eventEmitter = emitter;
		}
	}
	class EventEmitterAsyncResource extends EventEmitter {
		constructor(options) {
			const name = typeof options === "string" ? options : options?.name ?? new.target.name;
			super(typeof options === "string" ? undefined : options);
			const resource = new EventEmitterReferencingAsyncResource(this, name, typeof options === "string" ? undefined : options);
			const hidden = (value) => ({ value, configurable: true, enumerable: false, writable: true });
			Object.defineProperties(this, {
				asyncResource: hidden(resource),
				emit: hidden((event, ...args) => resource.runInAsyncScope(EventEmitter.prototype.emit, this, event, ...args)),
				emitDestroy: hidden(() => { resource.emitDestroy?.(); }),
			});
		}
	}

	const getMaxListeners = (emitter) => (typeof emitter?.getMaxListeners === "function" ? emitter.getMaxListeners() : defaultMax);
	function setMaxListeners(n = defaultMax, ...emitters) {
		validateCount(n, "n");
		if (emitters.length === 0) defaultMax = n;
		for (const emitter of emitters) {
			if (typeof emitter?.setMaxListeners === "function") emitter.setMaxListeners(n);
			else if (!(emitter instanceof EventTarget)) throw invalidArgType("eventTargets", "an instance of EventEmitter or EventTarget", emitter);
		}
	}
	function getEventListeners(emitter, type) {
		if (typeof emitter?.listeners === "function") return emitter.listeners(type);
		if (emitter instanceof EventTarget) return []; // it does not say
		throw invalidArgType("emitter", "an instance of EventEmitter or EventTarget", emitter);
	}
	const init = EventEmitter.init;
	delete EventEmitter.init;

	Object.assign(EventEmitter, {
		on, once, getEventListeners, getMaxListeners, setMaxListeners, listenerCount: (emitter, type) => emitter.listenerCount(type), EventEmitter,
		usingDomains: false, captureRejectionSymbol: captures, errorMonitor, EventEmitterAsyncResource,
	});
	Object.defineProperties(EventEmitter, {
		captureRejections: {
			get: () => defaultCapture,
			set(value) {
				validateBoolean(value, "EventEmitter.captureRejections");
				defaultCapture = value;
			},
			enumerable: true,
		},
		defaultMaxListeners: {
			get: () => defaultMax,
			set(n) {
				validateCount(n, "defaultMaxListeners");
				defaultMax = n;
			},
			enumerable: true,
		},
	});
	Object.assign(EventEmitter, { init, addAbortListener });
	const { init: _, ...exported } = EventEmitter;
	return { ...exported, default: EventEmitter };
})
