// https://nodejs.org/api/v8.html: an engine that shows nothing of itself.
(function (require) {
	"use strict";

	const { invalidArgValue, validateBoolean, validateFunction, validateObject, validateOneOf, validateString, validateUint32 } = require("internal_errors");
	const { refuse, unimplemented } = require("internal_stub");

	// put gives a class methods that throw, by their lengths.
	function put(Class, lengths, prefix = "") {
		for (const [name, length] of Object.entries(lengths)) {
			Object.defineProperty(Class.prototype, name, { value: refuse(prefix + name, length), writable: true, configurable: true });
		}
	}
	class Serializer {
		constructor() { throw unimplemented("Serializer"); }
	}
	put(Serializer, {
		writeHeader: 0, writeValue: 1, releaseBuffer: 0, transferArrayBuffer: 2, writeUint32: 1, writeUint64: 2, writeDouble: 1, writeRawBytes: 1,
		_getDataCloneError: 1, _getSharedArrayBufferId: 1, _setTreatArrayBufferViewsAsHostObjects: 1, _writeHostObject: 1,
	});
	class Deserializer {
		constructor(buffer) { throw unimplemented("Deserializer"); }
	}
	put(Deserializer, {
		readHeader: 0, readValue: 0, transferArrayBuffer: 2, getWireFormatVersion: 0, readUint32: 0, readUint64: 0, readDouble: 0,
		readRawBytes: 1, _readHostObject: 0,
	});
	class DefaultSerializer extends Serializer {
		constructor() { super(); }
	}
	class DefaultDeserializer extends Deserializer {
		constructor(buffer) { super(buffer); }
	}
	class GCProfiler {}
	put(GCProfiler, { start: 0, stop: 0 }, "GCProfiler.");

	const promiseHooks = {};
	for (const name of ["createHook", "onInit", "onBefore", "onAfter", "onSettled"]) promiseHooks[name] = refuse(`promiseHooks.${name}`, 1);
	const startupSnapshot = { isBuildingSnapshot: () => false };
	for (const name of ["addSerializeCallback", "addDeserializeCallback", "setDeserializeMainFunction"]) {
		startupSnapshot[name] = refuse(`startupSnapshot.${name}`, 2);
	}

	function snapshotOptions(options = {}) {
		validateObject(options, "options");
		const { exposeInternals = false, exposeNumericValues = false } = options;
		validateBoolean(exposeInternals, "options.exposeInternals");
		validateBoolean(exposeNumericValues, "options.exposeNumericValues");
	}
	const zeros = (...names) => Object.fromEntries(names.map((name) => [name, 0]));

	return {
		cachedDataVersionTag: () => 0,
		getHeapSnapshot(options = {}) {
			snapshotOptions(options);
			throw unimplemented("getHeapSnapshot");
		},
		getHeapStatistics: () => zeros("total_heap_size", "total_heap_size_executable", "total_physical_size", "total_available_size",
			"used_heap_size", "heap_size_limit", "malloced_memory", "peak_malloced_memory", "does_zap_garbage", "number_of_native_contexts",
			"number_of_detached_contexts", "total_global_handles_size", "used_global_handles_size", "external_memory", "total_allocated_bytes"),
		getHeapSpaceStatistics: () => [],
		getHeapCodeStatistics: () => zeros("code_and_metadata_size", "bytecode_and_metadata_size", "external_script_source_size",
			"cpu_profiler_metadata_size"),
		getCppHeapStatistics(type = "detailed") {
			validateOneOf(type, "type", ["brief", "detailed"]);
			return { committed_size_bytes: 0, resident_size_bytes: 0, used_size_bytes: 0, space_statistics: [], type_names: [], detail_level: type };
		},
		setFlagsFromString(flags) {
			validateString(flags, "flags");
			throw unimplemented("setFlagsFromString");
		},
		Serializer, Deserializer, DefaultSerializer, DefaultDeserializer, deserialize: refuse("deserialize", 1),
		takeCoverage: refuse("takeCoverage"), stopCoverage: refuse("stopCoverage"), serialize: refuse("serialize", 1),
		writeHeapSnapshot(filename, options = {}) {
			if (filename !== undefined) validateString(filename, "filename");
			snapshotOptions(options);
			throw unimplemented("writeHeapSnapshot");
		},
		promiseHooks,
		queryObjects(constructor, options = {}) {
			validateFunction(constructor, "constructor");
			validateObject(options, "options");
			const format = options.format || "count";
			if (format !== "count" && format !== "summary") throw invalidArgValue("options.format", format);
			throw unimplemented("queryObjects");
		},
		startupSnapshot,
		setHeapSnapshotNearHeapLimit(limit) {
			validateUint32(limit, "limit", true);
			throw unimplemented("setHeapSnapshotNearHeapLimit");
		},
		GCProfiler,
		isStringOneByteRepresentation(content) {
			validateString(content, "content");
			throw unimplemented("isStringOneByteRepresentation");
		},
	};
})
