// https://nodejs.org/api/diagnostics_channel.html
(function (require) {
	"use strict";

	const { invalidArgType, validateFunction } = require("internal_errors");
	const channels = new Map();

	class Channel {
		constructor(name) {
			this.name = name;
			this._subscribers = [];
			this._stores = new Map();
		}
		get hasSubscribers() {
			return this._subscribers.length > 0 || this._stores.size > 0;
		}
		subscribe(subscription) {
			validateFunction(subscription, "subscription");
			this._subscribers = [...this._subscribers, subscription];
		}
		unsubscribe(subscription) {
			const at = this._subscribers.indexOf(subscription);
			if (at < 0) return false;
			this._subscribers = this._subscribers.toSpliced(at, 1);
			return true;
		}
		publish(message) {
			for (const subscription of this._subscribers) {
				try {
					subscription(message, this.name);
				} catch (e) {
					queueMicrotask(() => { throw e; });
				}
			}
		}
		bindStore(store, transform) {
			this._stores.set(store, transform);
		}
		unbindStore(store) {
			return this._stores.delete(store);
		}
		runStores(context, fn, thisArg, ...args) {
			let run = () => {
				this.publish(context);
				return Reflect.apply(fn, thisArg, args);
			};
			for (const [store, transform] of this._stores) {
				const inner = run;
				run = () => store.run(transform ? transform(context) : context, inner);
			}
			return run();
		}
	}

	function channel(name) {
		if (typeof name !== "string" && typeof name !== "symbol") throw invalidArgType("channel", "one of type string or symbol", name);
		let found = channels.get(name);
		if (!found) channels.set(name, found = new Channel(name));
		return found;
	}

	const events = ["start", "end", "asyncStart", "asyncEnd", "error"];
	class TracingChannel {
		constructor(nameOrChannels) {
			for (const event of events) {
				this[event] = typeof nameOrChannels === "string" ? channel(`tracing:${nameOrChannels}:${event}`) : nameOrChannels[event];
			}
		}
		get hasSubscribers() {
			return events.some((event) => this[event]?.hasSubscribers);
		}
		subscribe(handlers) {
			for (const event of events) if (handlers[event]) this[event]?.subscribe(handlers[event]);
		}
		unsubscribe(handlers) {
			return events.every((event) => !handlers[event] || this[event]?.unsubscribe(handlers[event]));
		}
		traceSync(fn, context = {}, thisArg, ...args) {
			return this.start.runStores(context, () => {
				try {
					return (context.result = Reflect.apply(fn, thisArg, args));
				} catch (e) {
					context.error = e;
					this.error.publish(context);
					throw e;
				} finally {
					this.end.publish(context);
				}
			});
		}
		tracePromise(fn, context = {}, thisArg, ...args) {
			const settle = (member, also) => (value) => {
				context[member] = value;
				also?.publish(context);
				this.asyncStart.publish(context);
				this.asyncEnd.publish(context);
				if (member === "error") throw value;
				return value;
			};
			return this.start.runStores(context, () => {
				try {
					return Promise.resolve(Reflect.apply(fn, thisArg, args)).then(settle("result"), settle("error", this.error));
				} catch (e) {
					context.error = e;
					this.error.publish(context);
					throw e;
				} finally {
					this.end.publish(context);
				}
			});
		}
		traceCallback(fn, position = -1, context = {}, thisArg, ...args) {
			const callback = args.at(position);
			validateFunction(callback, "callback");
			const channel = this;
			args.splice(position < 0 ? args.length + position : position, 1, function (error, result) {
				if (error) {
					context.error = error;
					channel.error.publish(context);
				} else {
					context.result = result;
				}
				return channel.asyncStart.runStores(context, () => {
					try {
						return Reflect.apply(callback, this, arguments);
					} finally {
						channel.asyncEnd.publish(context);
					}
				});
			});
			return this.start.runStores(context, () => {
				try {
					return Reflect.apply(fn, thisArg, args);
				} catch (e) {
					context.error = e;
					this.error.publish(context);
					throw e;
				} finally {
					this.end.publish(context);
				}
			});
		}
	}

	return {
		Channel, TracingChannel, channel,
		hasSubscribers: (name) => Boolean(channels.get(name)?.hasSubscribers),
		subscribe: (name, subscription) => channel(name).subscribe(subscription),
		unsubscribe: (name, subscription) => channel(name).unsubscribe(subscription),
		tracingChannel: (nameOrChannels) => new TracingChannel(nameOrChannels),
	};
})
