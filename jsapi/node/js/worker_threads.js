// https://nodejs.org/api/worker_threads.html: one thread, which is the main one.
(function (require, native) {
	"use strict";

	const EventEmitter = require("node:events");
	const { refuse, unimplemented } = require("internal_stub");

	class BroadcastChannel {
		constructor() { throw unimplemented("BroadcastChannel"); }
	}
	class Worker extends EventEmitter {
		stdin = null;
		threadName = "workerd";
		constructor() {
			super();
			throw unimplemented("Worker");
		}
		cpuUsage(before) { return Promise.reject(unimplemented("Worker.cpuUsage")); }
		postMessage(value, transferList) {}
		async postMessageToThread(threadId, value, transferList, timeout) {}
		ref() {}
		unref() {}
		async [Symbol.asyncDispose]() {}
	}
	for (const name of ["terminate", "getHeapSnapshot", "getHeapStatistics", "startCpuProfile", "startHeapProfile"]) {
		const method = { async [name]() { throw unimplemented(`Worker.${name}`); } }[name];
		Object.defineProperty(Worker.prototype, name, { value: method, writable: true, configurable: true });
	}

	const { MessageChannel, MessagePort } = native.classes();
	const data = new Map();
	return {
		BroadcastChannel, MessageChannel, MessagePort, Worker,
		SHARE_ENV: Symbol.for("nodejs.worker_threads.SHARE_ENV"),
		getEnvironmentData: (key) => data.get(key),
		isMainThread: true,
		isMarkedAsUntransferable: (value) => false,
		markAsUntransferable(value) {},
		markAsUncloneable(value) {},
		moveMessagePortToContext: (port, context) => new MessagePort(),
		parentPort: null,
		receiveMessageOnPort(port) {},
		resourceLimits: {},
		setEnvironmentData(key, value) { data.set(key, value); },
		postMessageToThread: refuse("postMessageToThread", 4),
		threadId: 0,
		workerData: null,
		isInternalThread: false,
	};
})
