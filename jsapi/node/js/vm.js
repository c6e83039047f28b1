// https://nodejs.org/api/vm.html: arguments are checked and no code is run.
(function (require) {
	"use strict";

	const {
		invalidArgType, validateArray, validateBoolean, validateInt32, validateObject, validateOneOf, validateString, validateUint32,
	} = require("internal_errors");
	const { unimplemented } = require("internal_stub");

	const constants = Object.freeze({
		__proto__: null,
		USE_MAIN_CONTEXT_DEFAULT_LOADER: Symbol("vm_dynamic_import_main_context_default"),
		DONT_CONTEXTIFY: Symbol("vm_context_no_contextify"),
	});
	const contexts = new WeakSet();
	function isContext(object) {
		if (object === null || typeof object !== "object") throw invalidArgType("object", "of type object", object);
		return contexts.has(object);
	}
	function validateContext(object) {
		if (!isContext(object)) throw invalidArgType("contextifiedObject", "an vm.Context", object);
	}
	function validateBytes(v, name) {
		if (!ArrayBuffer.isView(v)) throw invalidArgType(name, "an instance of Buffer, TypedArray, or DataView", v);
	}
	function validateRun(options) {
		validateObject(options, "options");
		const { breakOnSigint = false, displayErrors = true, timeout } = options;
		validateBoolean(breakOnSigint, "options.breakOnSigint");
		validateBoolean(displayErrors, "options.displayErrors");
		if (timeout !== undefined) validateUint32(timeout, "options.timeout", true);
	}
	function validateSource(options, filename) {
		const { importModuleDynamically = false } = options;
		validateBoolean(importModuleDynamically, "options.importModuleDynamically");
		validateString(options.filename ?? filename, "options.filename");
		validateInt32(options.lineOffset ?? 0, "options.lineOffset");
		validateInt32(options.columnOffset ?? 0, "options.columnOffset");
		if (options.cachedData !== undefined) validateBytes(options.cachedData, "options.cachedData");
		validateBoolean(options.produceCachedData ?? false, "options.produceCachedData");
	}

	class Script {
		cachedDataRejected = undefined;
		cachedDataProduced = undefined;
		cachedData = undefined;
		sourceMapURL = undefined;

		constructor(code, options = {}) {
			code = `${code}`;
			if (typeof options === "string") options = { filename: options };
			else validateObject(options, "options");
			validateSource(options, "evalmachine.<anonymous>");
		}
		createCachedData() {
			return require("node:buffer").Buffer.alloc(0);
		}
		runInThisContext(options = {}) {
			validateRun(options);
			throw unimplemented("runInThisContext");
		}
		runInContext(object, options = {}) {
			validateContext(object);
			validateRun(options);
			throw unimplemented("runInThisContext");
		}
		runInNewContext(object, options = {}) {
			return this.runInContext(createContext(object, contextOptions(options)), options);
		}
	}

	// contextOptions answers the options of a context that are among those of a run.
	function contextOptions(options) {
		if (!options) return {};
		const { contextName: name, contextOrigin: origin, contextCodeGeneration, microtaskMode } = options;
		if (name !== undefined) validateString(name, "options.contextName");
		if (origin !== undefined) validateString(origin, "options.contextOrigin");
		let codeGeneration;
		if (contextCodeGeneration !== undefined) {
			validateObject(contextCodeGeneration, "options.contextCodeGeneration");
			const { strings, wasm } = contextCodeGeneration;
			if (strings !== undefined) validateBoolean(strings, "options.contextCodeGeneration.strings");
			if (wasm !== undefined) validateBoolean(wasm, "options.contextCodeGeneration.wasm");
			codeGeneration = { strings, wasm };
		}
		if (microtaskMode !== undefined) validateString(microtaskMode, "options.microtaskMode");
		return { name, origin, codeGeneration, microtaskMode };
	}
	function createContext(object = {}, options = {}) {
		if (object !== constants.DONT_CONTEXTIFY && isContext(object)) return object;
		validateObject(options, "options");
		const { name = "VM Context", origin, codeGeneration, microtaskMode, importModuleDynamically = false } = options;
		validateString(name, "options.name");
		if (origin !== undefined) validateString(origin, "options.origin");
		if (codeGeneration !== undefined) validateObject(codeGeneration, "options.codeGeneration");
		validateBoolean(importModuleDynamically, "options.importModuleDynamically");
		const { strings = true, wasm = true } = codeGeneration ?? {};
		validateBoolean(strings, "options.codeGeneration.strings");
		validateBoolean(wasm, "options.codeGeneration.wasm");
		validateOneOf(microtaskMode, "options.microtaskMode", ["afterEvaluate", undefined]);
		const context = Object.create(null);
		contexts.add(context);
		return context;
	}
	const named = (options) => (typeof options === "string" ? { filename: options } : options);
	const createScript = (code, options = {}) => new Script(code, options);
	function runInContext(code, object, options = {}) {
		validateContext(object);
		return createScript(code, named(options)).runInContext(object, named(options));
	}
	function runInNewContext(code, object, options) {
		options = { ...named(options) };
		return createScript(code, options).runInNewContext(createContext(object, contextOptions(options)), options);
	}
	const runInThisContext = (code, options = {}) => createScript(code, named(options)).runInThisContext(named(options));

	function compileFunction(code, params = [], options = {}) {
		validateString(code, "code");
		validateObject(options, "options");
		validateArray(params, "params");
		params.forEach((param, n) => validateString(param, `params[${n}]`));
		validateSource(options, "");
		const { parsingContext, contextExtensions = [] } = options;
		if (parsingContext !== undefined && (parsingContext === null || typeof parsingContext !== "object" || !isContext(parsingContext))) {
			throw invalidArgType("options.parsingContext", "an instance of Context", parsingContext);
		}
		validateArray(contextExtensions, "options.contextExtensions");
		contextExtensions.forEach((extension, n) => {
			if (extension !== null) validateObject(extension, `options.contextExtensions[${n}]`);
		});
		throw unimplemented("compileFunction");
	}
	function measureMemory(options = {}) {
		validateObject(options, "options");
		const { mode = "summary", execution = "default" } = options;
		validateOneOf(mode, "options.mode", ["summary", "detailed"]);
		validateOneOf(execution, "options.execution", ["default", "eager"]);
		throw unimplemented("measureMemory");
	}

	return {
		Script, createContext, createScript, runInContext, runInNewContext, runInThisContext, isContext, compileFunction,
		measureMemory, constants,
	};
})
