// https://nodejs.org/api/async_context.html
(function (require, native) {
	"use strict";
	const { AsyncLocalStorage } = native;

	const { named } = require("internal_stub");
	const kRun = Symbol("kRun");

	// An AsyncResource remembers the values that were stored where it was made.
	function AsyncResource(...[type, options]) {
		if (options?.triggerAsyncId !== undefined) throw new Error("The 'triggerAsyncId' field on 'Options' is not implemented.");
		Object.defineProperty(this, kRun, { value: AsyncLocalStorage.snapshot(), enumerable: false });
	}
	const member = (target, name, f) => Object.defineProperty(target, name, { value: named(f, name, 0), writable: true, configurable: true });
	const check = (fn, method) => {
		if (typeof fn !== "function") {
			throw new TypeError(`Failed to execute '${method}' on 'AsyncResource': parameter 1 is not of type 'Function'.`);
		}
	};
	member(AsyncResource, "bind", function (fn, type, thisArg) {
		check(fn, "bind");
		return new AsyncResource(type).bind(fn, thisArg);
	});
	member(AsyncResource.prototype, "bind", function (fn, thisArg) {
		check(fn, "bind");
		const resource = this;
		const bound = function (...args) { return resource.runInAsyncScope(fn, thisArg ?? this, ...args); };
		return Object.defineProperty(bound, "asyncResource", { value: resource, writable: true, configurable: true, enumerable: true });
	});
	member(AsyncResource.prototype, "runInAsyncScope", function (fn, thisArg, ...args) {
		check(fn, "runInAsyncScope");
		return this[kRun](() => fn.apply(thisArg, args));
	});
	member(AsyncResource.prototype, "asyncId", () => 0);
	member(AsyncResource.prototype, "triggerAsyncId", () => 0);
	member(AsyncResource.prototype, "emitDestroy", function () { return this; });

	class AsyncHook {
		enable() { return this; }
		disable() { return this; }
	}
	const asyncWrapProviders = Object.fromEntries(native.constants("async_wrap").map((name) => [name, 0]));
	return {
		AsyncLocalStorage, AsyncResource, asyncWrapProviders, createHook: named(() => new AsyncHook(), "createHook", 0),
		executionAsyncId: () => 0, executionAsyncResource: () => Object.create(null), triggerAsyncId: () => 0,
	};
})
