// https://nodejs.org/api/tracing.html: tracing that records nothing.
(function (require, native) {
	"use strict";

	const { coded, invalidArgType, validateObject, validateString } = require("internal_errors");

	class Tracing {
		#categories;
		#enabled = false;

		constructor(categories) {
			this.#categories = categories;
		}
		enable() { this.#enabled = true; }
		disable() { this.#enabled = false; }
		get enabled() { return this.#enabled; }
		get categories() { return this.#categories.join(","); }
		[Symbol.for("nodejs.util.inspect.custom")](depth) {
			if (typeof depth === "number" && depth < 0) return this;
			return `Tracing ${native.inspect({ enabled: this.enabled, categories: this.categories })}`;
		}
	}

	function createTracing(options) {
		validateObject(options, "options");
		const { categories } = options;
		if (!Array.isArray(categories)) throw invalidArgType("options.categories", "an instance of Array", categories);
		categories.forEach((category, n) => validateString(category, `options.categories[${n}]`));
		if (categories.length === 0) throw coded(TypeError, "ERR_TRACE_EVENTS_CATEGORY_REQUIRED", "At least one category is required");
		return new Tracing(categories);
	}
	return { createTracing, getEnabledCategories() {} };
})
