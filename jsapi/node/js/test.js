// https://nodejs.org/api/test.html#mocking, which is all of node:test that the platform has.
(function (require) {
	"use strict";

	const { invalidArgType, invalidArgValue, validateFunction, validateInteger, validateObject } = require("internal_errors");

	class MockFunctionContext {
		#calls = [];
		#once = new Map();
		#implementation;
		#restore;
		#times;

		constructor(implementation, restore, times = Infinity) {
			this.#implementation = implementation;
			this.#restore = restore;
			this.#times = times;
		}
		get calls() {
			return this.#calls.slice();
		}
		callCount() {
			return this.#calls.length;
		}
		mockImplementation(implementation) {
			validateFunction(implementation, "implementation");
			this.#implementation = implementation;
		}
		mockImplementationOnce(implementation, onCall) {
			validateFunction(implementation, "implementation");
			const next = this.#calls.length;
			onCall ??= next;
			validateInteger(onCall, "onCall", next);
			this.#once.set(onCall, implementation);
		}
		resetCalls() {
			this.#calls = [];
		}
		restore() {
			this.#restore(this);
		}
		// The rest is for those who make mocks.
		static next(context) {
			const n = context.#calls.length;
			const own = context.#once.get(n);
			context.#once.delete(n);
			const implementation = own ?? context.#implementation;
			if (n + 1 === context.#times) context.#restore(context);
			return implementation;
		}
		static record(context, call) {
			context.#calls.push(call);
		}
		static plain(context, original) {
			context.#implementation = original;
			context.#once.clear();
		}
	}
	const { next, record, plain } = MockFunctionContext;
	for (const name of ["next", "record", "plain"]) delete MockFunctionContext[name];

	function mocked(original, context) {
		return new Proxy(original, {
			apply(target, thisArg, args) {
				return call(target, thisArg, args, undefined);
			},
			construct(target, args, newTarget) {
				return call(target, undefined, args, newTarget);
			},
			get(target, key, receiver) {
				return key === "mock" ? context : Reflect.get(target, key, receiver);
			},
		});
		function call(target, thisArg, args, newTarget) {
			const implementation = next(context);
			let result;
			let error;
			try {
				result = newTarget ? Reflect.construct(implementation, args, newTarget) : Reflect.apply(implementation, thisArg, args);
				return result;
			} catch (e) {
				error = e;
				throw e;
			} finally {
				record(context, { arguments: [...args], error, result, stack: new Error(), target: newTarget && target, this: newTarget ? result : thisArg });
			}
		}
	}

	class MockTracker {
		#contexts = [];

		get timers() {
			throw new Error("dodev does not support mock timers of node:test yet");
		}
		fn(original = function original() {}, implementation = original, options = {}) {
			if (original !== null && typeof original === "object") [options, original, implementation] = [original, function original() {}, undefined];
			else if (implementation !== null && typeof implementation === "object") [options, implementation] = [implementation, original];
			implementation ??= original;
			validateFunction(original, "original");
			validateFunction(implementation, "implementation");
			return this.#mock(original, implementation, options, () => {});
		}
		method(object, name, implementation, options = {}) {
			if (object === null || (typeof object !== "object" && typeof object !== "function")) throw invalidArgType("object", "of type object", object);
			if (implementation !== null && typeof implementation === "object") [options, implementation] = [implementation, undefined];
			validateObject(options, "options");
			const { getter = false, setter = false } = options;
			let owner = object;
			while (owner !== null && !Object.hasOwn(owner, name)) owner = Object.getPrototypeOf(owner);
			const descriptor = owner && Object.getOwnPropertyDescriptor(owner, name);
			const member = getter ? "get" : setter ? "set" : "value";
			const original = descriptor?.[member];
			if (typeof original !== "function") throw invalidArgValue("methodName", original, "must be a method");
			const own = owner === object;
			const mock = this.#mock(original, implementation ?? original, options, () => {
				if (own) Object.defineProperty(object, name, descriptor);
				else delete object[name];
			});
			Object.defineProperty(object, name, { ...descriptor, [member]: mock, configurable: true });
			return mock;
		}
		getter(object, name, implementation, options) {
			return this.method(object, name, ...accessor("getter", implementation, options));
		}
		setter(object, name, implementation, options) {
			return this.method(object, name, ...accessor("setter", implementation, options));
		}
		reset() {
			this.restoreAll();
			this.#contexts = [];
		}
		restoreAll() {
			for (const context of this.#contexts) context.restore();
		}
		#mock(original, implementation, { times }, undo) {
			if (times !== undefined) validateInteger(times, "options.times", 1);
			const context = new MockFunctionContext(implementation, () => {
				plain(context, original);
				undo();
			}, times);
			this.#contexts.push(context);
			return mocked(original, context);
		}
	}

	function accessor(kind, implementation, options = {}) {
		if (implementation !== null && typeof implementation === "object") [options, implementation] = [implementation, undefined];
		return [implementation, { ...options, [kind]: true }];
	}

	const mock = new MockTracker();
	return { mock, MockFunctionContext, MockTracker, default: { mock, MockFunctionContext, MockTracker } };
})
