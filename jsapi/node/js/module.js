// https://nodejs.org/api/module.html: the bundler has done the work, and require finds what can be imported.
(function (require, native) {
	"use strict";

	const { invalidArgValue } = require("internal_errors");
	const { frozen, refuse, unimplemented } = require("internal_stub");

	const _extensions = {};
	for (const kind of ["js", "json", "node"]) _extensions[`.${kind}`] = refuse(`module._extensions.${kind}`);

	function createRequire(path) {
		const from = `${path}`;
		if (!from.startsWith("/") && !from.startsWith("file:")) {
			throw invalidArgValue("path", from, "The argument must be a file URL object, a file URL string, or an absolute path string.");
		}
		return (...[specifier]) => native.require(specifier);
	}
	Object.defineProperties(createRequire, {
		resolve: { value: refuse("module.createRequire.resolve"), enumerable: true, writable: true },
		paths: { value: refuse("module.createRequire.resolve.paths"), enumerable: true, writable: true },
		cache: { value: { __proto__: null }, enumerable: true, writable: true },
		extensions: { value: _extensions, enumerable: true, writable: true },
		main: { value: undefined, enumerable: true, writable: true },
	});

	function Module() {
		throw unimplemented("module.Module");
	}
	Module.prototype.load = function load() {};
	Module.prototype.require = function require() {};
	Module.prototype._compile = function _compile() {};
	Object.defineProperty(Module.prototype, "isPreloading", { get: () => false });

	const members = {
		register: refuse("module.register"),
		constants: frozen({ compileCacheStatus: { FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3 } }),
		enableCompileCache() {},
		findPackageJSON: refuse("module.findPackageJSON"),
		flushCompileCache() {},
		getCompileCacheDir() {},
		stripTypeScriptTypes: refuse("module.stripTypeScriptTypes"),
		findSourceMap: refuse("module.findSourceMap"),
		SourceMap: refuse("module.SourceMap"),
		getSourceMapsSupport: () => frozen({ enabled: false, nodeModules: false, generatedCode: false }),
		setSourceMapsSupport: refuse("module.setSourceMapsSupport"),
		createRequire,
		builtinModules: Object.freeze(native.constants("builtins")),
		globalPaths: [],
		isBuiltin: (specifier) => native.isBuiltin(specifier),
		runMain: refuse("module.runMain"),
		syncBuiltinESMExports: refuse("module.syncBuiltinESMExports"),
		wrap: refuse("module.wrap"),
		_cache: { __proto__: null },
		_debug: refuse("module._debug"),
		_extensions,
		_findPath: refuse("module._findPath"),
		_initPaths: refuse("module._initPaths"),
		_load: refuse("module._load"),
		_pathCache: { __proto__: null },
		_preloadModules: refuse("module._preloadModules"),
		_resolveFilename: refuse("module._resolveFilename"),
		_resolveLookupPaths: refuse("module._resolveLookupPaths"),
		_nodeModulePaths: refuse("module._nodeModulePaths"),
		Module,
		registerHooks: refuse("module.registerHooks"),
	};
	for (const name of Object.keys(members)) Object.defineProperty(Module, name, { value: members[name], writable: true, enumerable: true });
	return { ...members, default: Module };
})
