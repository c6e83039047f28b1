// https://nodejs.org/api/async_context.html
(function (require, native) {
	"use strict";
	const { AsyncLocalStorage } = native;

	// An AsyncResource remembers the values that were stored where it was made.
	class AsyncResource {
		#run = AsyncLocalStorage.snapshot();
		static bind(fn, type, thisArg) {
			return new AsyncResource(type).bind(fn, thisArg);
		}
		asyncId() { return 0; }
		triggerAsyncId() { return 0; }
		bind(fn, thisArg) {
			const resource = this;
			return function (...args) { return resource.runInAsyncScope(fn, thisArg ?? this, ...args); };
		}
		runInAsyncScope(fn, thisArg, ...args) {
			return this.#run(() => fn.apply(thisArg, args));
		}
		emitDestroy() { return this; }
	}
	const hook = {
		enable() { return this; },
		disable() { return this; },
	};
	return {
		AsyncLocalStorage, AsyncResource, asyncWrapProviders: Object.create(null), createHook: () => hook,
		executionAsyncId: () => 0, executionAsyncResource: () => Object.create(null), triggerAsyncId: () => 0,
	};
})
