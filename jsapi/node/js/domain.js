// https://nodejs.org/api/domain.html: domains that catch nothing.
(function (require) {
	"use strict";

	const EventEmitter = require("node:events");

	class Domain extends EventEmitter {
		members = undefined;
		_errorHandler(error) { throw error; }
		enter() {}
		exit() {}
		add(emitter) {}
		remove(emitter) {}
		run(fn, ...args) { return Reflect.apply(fn, this, args); }
		intercept(callback) { return callback; }
		bind(callback) { return callback; }
	}
	const createDomain = () => new Domain();
	return { Domain, active: null, createDomain, create: createDomain() };
})
