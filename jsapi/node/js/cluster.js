// https://nodejs.org/api/cluster.html: one primary and nobody to fork.
(function (require) {
	"use strict";

	const EventEmitter = require("node:events");
	const { refuse } = require("internal_stub");

	class Worker extends EventEmitter {
		_connected = false;
		id = 0;
		constructor(options) {
			super();
		}
		get process() { return globalThis.process; }
		get exitedAfterDisconnect() { return this._connected; }
		isConnected() { return this._connected; }
		isDead() { return true; }
		send(message, handle, options, callback) { return false; }
		kill(signal) { this._connected = false; }
		destroy(signal) { this._connected = false; }
		disconnect() {
			this._connected = false;
			return this;
		}
	}

	const facts = { isMaster: true, isPrimary: true, isWorker: false, SCHED_NONE: 1, SCHED_RR: 2, schedulingPolicy: 2, settings: {}, workers: {} };
	const setupPrimary = refuse("cluster.setupPrimary", 1);
	const setupMaster = Object.defineProperty(refuse("cluster.setupWorker", 1), "name", { value: "setupMaster" });
	const disconnect = refuse("cluster.disconnect", 1);
	const fork = refuse("cluster.fork", 1);

	class Cluster extends EventEmitter {
		Worker = Worker;
		constructor() {
			super();
			Object.assign(this, facts);
		}
		setupPrimary(settings) { setupPrimary(settings); }
		setupMaster(settings) { setupMaster(settings); }
		disconnect() { disconnect(); }
		fork(env) { return fork(env); }
	}

	return {
		...facts, Worker, Cluster, setupPrimary, setupMaster, disconnect, fork, _events: [], _eventsCount: 0, _maxListeners: 0,
		default: new Cluster(),
	};
})
