// https://nodejs.org/api/util.html#utiltypes
(function (require, native) {
	"use strict";

	const { brand, functionKind } = native;
	const is = (...brands) => (v) => brands.includes(brand(v));
	const views = [
		"Uint8Array", "Uint8ClampedArray", "Uint16Array", "Uint32Array", "Int8Array", "Int16Array", "Int32Array", "Float16Array",
		"Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array",
	];
	const tagged = (tag) => (v) => v !== null && typeof v === "object" && Object.prototype.toString.call(v) === `[object ${tag}]`;
	const kind = (...kinds) => (v) => typeof v === "function" && kinds.includes(functionKind(v));
	const types = {
		isExternal: () => false,
		isDate: is("Date"),
		isArgumentsObject: is("Arguments"),
		isBigIntObject: is("BigInt"),
		isBooleanObject: is("Boolean"),
		isNumberObject: is("Number"),
		isStringObject: is("String"),
		isSymbolObject: is("Symbol"),
		isBoxedPrimitive: is("BigInt", "Boolean", "Number", "String", "Symbol"),
		isNativeError: is("Error"),
		isRegExp: is("RegExp"),
		isAsyncFunction: kind("async", "async generator"),
		isGeneratorFunction: kind("generator", "async generator"),
		isGeneratorObject: tagged("Generator"),
		isPromise: is("Promise"),
		isMap: is("Map"),
		isSet: is("Set"),
		isMapIterator: tagged("Map Iterator"),
		isSetIterator: tagged("Set Iterator"),
		isWeakMap: is("WeakMap"),
		isWeakSet: is("WeakSet"),
		isArrayBuffer: is("ArrayBuffer"),
		isDataView: is("DataView"),
		isSharedArrayBuffer: is("SharedArrayBuffer"),
		isProxy: is("Proxy"),
		isModuleNamespaceObject: () => false,
		isAnyArrayBuffer: is("ArrayBuffer", "SharedArrayBuffer"),
		isCryptoKey: (v) => v instanceof CryptoKey,
		isKeyObject: () => false,
		isArrayBufferView: (v) => ArrayBuffer.isView(v),
		isTypedArray: is(...views),
	};
	for (const name of views) types[`is${name}`] = is(name);
	for (const name of Object.keys(types)) { // as the platform's natives are
		Object.defineProperty(types[name], "length", { value: name === "isCryptoKey" || name === "isKeyObject" ? 1 : 0, configurable: true });
	}
	return types;
})
