package compat

// Flag is one compatibility flag, named after the flag that enables it.
type Flag uint8

// The exported flags are those a script could notice locally; the others are known, resolved and reported.
const (
	// FormDataParserSupportsFiles keeps uploaded files as File entries of a FormData.
	FormDataParserSupportsFiles Flag = iota
	// FetchRefusesUnknownProtocols rejects fetch of anything but http and https.
	FetchRefusesUnknownProtocols
	htmlRewriterTreatsESIIncludeAsVoidTag
	// DurableObjectFetchRequiresFullURL makes stub.fetch demand an absolute URL.
	DurableObjectFetchRequiresFullURL
	// StreamsBYOBReaderDetachesBuffer detaches the buffer given to a BYOB read.
	StreamsBYOBReaderDetachesBuffer
	// StreamsEnableConstructors lets scripts construct streams and exposes the stream classes.
	StreamsEnableConstructors
	// WorkersAPIGettersSettersOnPrototype puts accessors on prototypes, not on instances.
	WorkersAPIGettersSettersOnPrototype
	// MinimalSubrequests only matters on Cloudflare's edge.
	MinimalSubrequests
	noCOTSOnExternalFetch
	// URLStandard makes URL follow the WHATWG standard.
	URLStandard
	// GlobalNavigator defines navigator.
	GlobalNavigator
	// CaptureAsyncAPIThrows makes asynchronous functions reject where they used to throw.
	CaptureAsyncAPIThrows
	r2PublicBetaBindings
	durableObjectAlarms
	// DontSubstituteNullOnTypeError throws on an argument of the wrong type that used to become null.
	DontSubstituteNullOnTypeError
	// TransformStreamEnableStandardConstructor gives TransformStream its standard constructor.
	TransformStreamEnableStandardConstructor
	R2ListHonorInclude
	// ExportCommonJSDefault imports a CommonJS module as its module.exports.
	ExportCommonJSDefault
	durableObjectRename
	// WebSocketCompression negotiates permessage-deflate.
	WebSocketCompression
	// NodejsCompat makes node: modules importable and defines process, Buffer and global.
	NodejsCompat
	// TCPSocketsSupport was the beta of cloudflare:sockets.
	TCPSocketsSupport
	// ResponseRedirectURLStandard parses Response.redirect's URL by the standard.
	ResponseRedirectURLStandard
	// Experimental exposes interfaces that may change or go.
	Experimental
	// DurableObjectGetExisting adds namespace.getExisting.
	DurableObjectGetExisting
	// HTTPHeadersGetSetCookie adds Headers.getSetCookie.
	HTTPHeadersGetSetCookie
	// DynamicDispatchTunnelExceptions lets exceptions cross a dispatch as exceptions.
	DynamicDispatchTunnelExceptions
	// ServiceBindingExtraHandlers gives service bindings the methods scheduled and queue.
	ServiceBindingExtraHandlers
	noCFBotManagementDefault
	// URLSearchParamsDeleteHasValueArg gives URLSearchParams delete and has their second argument.
	URLSearchParamsDeleteHasValueArg
	// StrictCompressionChecks refuses broken compressed data.
	StrictCompressionChecks
	// BrotliContentEncoding decodes responses with Content-Encoding br.
	BrotliContentEncoding
	// StrictCryptoChecks refuses doubtful WebCrypto parameters.
	StrictCryptoChecks
	rttiAPI
	webgpu
	// CryptoPreservePublicExponent keeps an RSA key's publicExponent a Uint8Array.
	CryptoPreservePublicExponent
	vectorizeQueryMetadataOptional
	// UnsafeModule gives tests the modules workerd:unsafe and workerd:unsafe-eval.
	UnsafeModule
	jsRPC
	// NoGlobalImportScripts removes importScripts.
	NoGlobalImportScripts
	// NodejsALS exposes node:async_hooks alone.
	NodejsALS
	QueuesJSONMessages
	pythonWorkers
	// FetcherNoGetPutDelete frees the names get, put and delete on stubs for RPC.
	FetcherNoGetPutDelete
	// UnwrapCustomThenables awaits any thenable a handler returns.
	UnwrapCustomThenables
	// RPC makes every other property of a stub a remote method.
	RPC
	// InternalStreamBYOBReturnView ends a BYOB read with an empty view rather than undefined.
	InternalStreamBYOBReturnView
	// BlobStandardMIMEType parses a Blob's type by the standard.
	BlobStandardMIMEType
	// FetchStandardURL makes Request and fetch normalise URLs and refuse invalid ones.
	FetchStandardURL
	// NodejsCompatV2 adds Node's globals to what nodejs_compat gives.
	NodejsCompatV2
	// GlobalFetchStrictlyPublic sends fetch of the Worker's own zone through the front door.
	GlobalFetchStrictlyPublic
	// NewModuleRegistry resolves modules by URL.
	NewModuleRegistry
	// CacheOptionEnabled allows the cache option of Request.
	CacheOptionEnabled
	kvDirectBinding
	// AllowCustomPorts honours ports in fetched URLs.
	AllowCustomPorts
	// IncreaseWebSocketMessageSize raises the limit on WebSocket messages.
	IncreaseWebSocketMessageSize
	// InternalWritableStreamAbortClearsQueue drops queued writes when a stream is aborted.
	InternalWritableStreamAbortClearsQueue
	pythonWorkersDevelopment
	// NodejsZlib exposes node:zlib.
	NodejsZlib
	// ReplicaRouting lets reads of an object go to a replica.
	ReplicaRouting
	enableD1WithSessionsAPI
	// HandleCrossRequestPromiseResolution continues a promise in the request that awaits it.
	HandleCrossRequestPromiseResolution
	// SetToStringTag names API classes in Object.prototype.toString.
	SetToStringTag
	// UpperCaseAllHTTPMethods writes every method in upper case.
	UpperCaseAllHTTPMethods
	pythonExternalPackages
	// DisableTopLevelAwaitInRequire refuses require of a module with top-level await.
	DisableTopLevelAwaitInRequire
	// FixupTransformStreamBackpressure gives TransformStream its standard backpressure.
	FixupTransformStreamBackpressure
	tailWorkerUserSpans
	// CacheNoCacheEnabled allows the cache mode no-cache.
	CacheNoCacheEnabled
	pythonWorkers20250116
	requestCFOverridesCacheRules
	memoryCacheDelete
	// UniqueCtxPerInvocation gives every invocation its own ctx.
	UniqueCtxPerInvocation
	QueueConsumerNoWaitForWaitUntil
	// NodejsCompatPopulateProcessEnv fills process.env from the bindings.
	NodejsCompatPopulateProcessEnv
	cacheAPIRequestCFOverridesCacheRules
	// DisallowImportableEnv makes the env of cloudflare:workers empty.
	DisallowImportableEnv
	// AssetsNavigationPrefersAssetServing lets not_found_handling answer browsers that navigate, before the Worker.
	AssetsNavigationPrefersAssetServing
	cacheAPICompatFlags
	pythonWorkersDurableObjects
	streamingTailWorker
	// URLPatternStandard makes URLPattern follow the standard.
	URLPatternStandard
	// EnableWeakRef exposes WeakRef and FinalizationRegistry.
	EnableWeakRef
	// RequestSignalPassthrough passes an incoming request's signal to subrequests made from it.
	RequestSignalPassthrough
	// EnableNavigatorLanguage defines navigator.language.
	EnableNavigatorLanguage
	// EnableWebFileSystem exposes the file system API.
	EnableWebFileSystem
	// EnableAbortSignalRPC lets an AbortSignal cross RPC.
	EnableAbortSignalRPC
	// AllowEvalDuringStartup allows eval in the global scope.
	AllowEvalDuringStartup
	// EnableRequestSignal gives incoming requests a signal that aborts when the client leaves.
	EnableRequestSignal
	connectPassThrough
	// NonclassEntrypointReusesCtxAcrossInvocations shares ctx between invocations of an object entrypoint.
	NonclassEntrypointReusesCtxAcrossInvocations
	// BindAsyncLocalStorageSnapshotToRequest ties an AsyncLocalStorage snapshot to its request.
	BindAsyncLocalStorageSnapshotToRequest
	// ThrowOnUnrecognizedImportAssertion refuses import attributes that are not known.
	ThrowOnUnrecognizedImportAssertion
	pythonWorkflows
	unsupportedProcessActualPlatform
	// EnableNodejsProcessV2 gives process its full surface.
	EnableNodejsProcessV2
	// SetEventTargetThis makes the target this in listeners.
	SetEventTargetThis
	setForwardableEmailFullHeaders
	// EnableNodejsHTTPModules exposes node:http and node:https clients.
	EnableNodejsHTTPModules
	// PedanticWPT prefers the letter of the web standards over older habits.
	PedanticWPT
	// ExposeGlobalMessageChannel defines MessageChannel and MessagePort.
	ExposeGlobalMessageChannel
	// EnableNodejsHTTPServerModules exposes the servers of node:http.
	EnableNodejsHTTPServerModules
	pythonNoGlobalHandlers
	// EnableNodejsFSModule exposes node:fs.
	EnableNodejsFSModule
	// EnableNodejsOSModule exposes node:os.
	EnableNodejsOSModule
	pythonWorkersForceNewVendorPath
	// RemoveNodejsCompatEOL removes what Node itself has removed.
	RemoveNodejsCompatEOL
	enableValidateWorkflowEntrypoint
	pythonDedicatedSnapshot
	// TypeScriptStripTypes strips types from TypeScript modules.
	TypeScriptStripTypes
	// EnableNodejsHTTP2Module exposes node:http2.
	EnableNodejsHTTP2Module
	// AllowInsecureInefficientLoggedEval allows eval everywhere.
	AllowInsecureInefficientLoggedEval
	// StripAuthorizationOnCrossOriginRedirect drops Authorization when a redirect leaves the origin.
	StripAuthorizationOnCrossOriginRedirect
	// EnhancedErrorSerialization keeps an error's class and own properties when it is cloned.
	EnhancedErrorSerialization
	enableEmailSendingQueuing
	removeNodejsCompatEOLV22
	removeNodejsCompatEOLV23
	removeNodejsCompatEOLV24
	// EnableNodejsConsoleModule exposes node:console.
	EnableNodejsConsoleModule
	// EnableNodejsVMModule exposes node:vm.
	EnableNodejsVMModule
	// EnableNodejsPerfHooksModule exposes node:perf_hooks.
	EnableNodejsPerfHooksModule
	// EnableGlobalPerformanceClasses defines the Performance classes.
	EnableGlobalPerformanceClasses
	// EnableNodejsDomainModule exposes node:domain.
	EnableNodejsDomainModule
	// EnableNodejsV8Module exposes node:v8.
	EnableNodejsV8Module
	// EnableNodejsTTYModule exposes node:tty.
	EnableNodejsTTYModule
	// EnableNodejsPunycodeModule exposes node:punycode.
	EnableNodejsPunycodeModule
	// EnableNodejsClusterModule exposes node:cluster.
	EnableNodejsClusterModule
	// EnableNodejsChildProcessModule exposes node:child_process.
	EnableNodejsChildProcessModule
	// EnableNodejsWorkerThreadsModule exposes node:worker_threads.
	EnableNodejsWorkerThreadsModule
	// EnableNodejsStreamWrapModule exposes node:_stream_wrap.
	EnableNodejsStreamWrapModule
	// EnableNodejsWASIModule exposes node:wasi.
	EnableNodejsWASIModule
	// EnableNodejsDgramModule exposes node:dgram.
	EnableNodejsDgramModule
	// EnableNodejsInspectorModule exposes node:inspector.
	EnableNodejsInspectorModule
	// EnableNodejsTraceEventsModule exposes node:trace_events.
	EnableNodejsTraceEventsModule
	// EnableNodejsReadlineModule exposes node:readline.
	EnableNodejsReadlineModule
	// EnableNodejsREPLModule exposes node:repl.
	EnableNodejsREPLModule
	// EnableNodejsSQLiteModule exposes node:sqlite.
	EnableNodejsSQLiteModule
	// EnableCtxExports defines ctx.exports.
	EnableCtxExports
	enablePythonExternalSDK
	// EnableFastJsgStruct gives option-like results every field, undefined ones too.
	EnableFastJsgStruct
	// CacheReloadEnabled allows the cache mode reload.
	CacheReloadEnabled
	enableStreamsNodejsV24Compat
	pythonCheckRNGState
	// ImmutableAPIPrototypes fixes which prototype an API object has.
	ImmutableAPIPrototypes
	// FetchIterableTypeSupport accepts iterables and async iterables as bodies.
	FetchIterableTypeSupport
	envModuleNullableSupport
	// PreciseTimers gives timers and clocks full precision.
	PreciseTimers
	// FetchIterableTypeSupportOverrideAdjustment prefers a body's own toString over its iterator.
	FetchIterableTypeSupportOverrideAdjustment
	// StripBOMInReadAllText drops a byte order mark when a body is read as text.
	StripBOMInReadAllText
	// AllowIrrevocableStubStorage lets stubs be stored and adds ctx.restore.
	AllowIrrevocableStubStorage
	// RPCParamsDupStubs duplicates stubs passed as parameters.
	RPCParamsDupStubs
	// EnableNodejsGlobalTimers makes the global timers those of node:timers.
	EnableNodejsGlobalTimers
	// StreamsNoDefaultAutoAllocateChunkSize leaves autoAllocateChunkSize unset by default.
	StreamsNoDefaultAutoAllocateChunkSize
	pythonWorkflowsImplicitDependencies
	// RequireReturnsDefaultExport makes require of an ES module return its default export.
	RequireReturnsDefaultExport
	pythonRequestHeadersPreserveCommas
	QueueExposeErrorCodes
	// TextDecoderReplaceSurrogates replaces lone surrogates when UTF-16 is decoded.
	TextDecoderReplaceSurrogates
	containersPIDNamespace
	// DeleteAllDeletesAlarm makes deleteAll drop the alarm too.
	DeleteAllDeletesAlarm
	// UnhandledRejectionAfterMicrotaskCheckpoint waits for the microtasks before it reports a rejection.
	UnhandledRejectionAfterMicrotaskCheckpoint
	// TextDecoderCJKDecoder decodes the legacy Chinese, Japanese and Korean encodings by the standard.
	TextDecoderCJKDecoder
	// WebSocketCloseReasonByteLimit limits a close reason to 123 bytes.
	WebSocketCloseReasonByteLimit
	// EnableVersionAPI exposes the version API.
	EnableVersionAPI
	// WebSocketStandardBinaryType makes a WebSocket's binaryType blob by default.
	WebSocketStandardBinaryType
	// WritableStreamSpecCompliantWriter makes WritableStream writers follow the standard.
	WritableStreamSpecCompliantWriter
	// EncoderStreamSpecCompliantBackpressure gives the encoder streams standard backpressure.
	EncoderStreamSpecCompliantBackpressure
	// SpecCompliantPropertyAttributes makes properties of API classes enumerable as the standard says.
	SpecCompliantPropertyAttributes
	workflowsPreserveNonRetryableErrorMessage
	// WebSocketAutoReplyToClose answers a close frame without the script.
	WebSocketAutoReplyToClose
	enableCtxVersionMetadata
	// NoResizableArrayBufferInBlob refuses resizable buffers in a Blob.
	NoResizableArrayBufferInBlob
	diagnosticsChannelHasSubscribersGetter
	workflowsStepRollback
	pythonProcessPthFiles
	// ThrowOnNotImplementedTLSOptions throws on TLS options that have no effect.
	ThrowOnNotImplementedTLSOptions
	autoGRPCConvert
	pythonWorkers20260610
	enableNodejsInspectorLocalDev
	d1BindingJSRPC
	workflowsBindingsRPC
	typescriptImplementedStreams
	exposeDrainingReader
	workflowsEnableFastEngineCreation
	wasmMemoryDiscard
	pythonWorkers314
	// SpecCompliantDispatchExceptions reports a listener's exception and goes on to the next listener.
	SpecCompliantDispatchExceptions
	autoInjectPythonWorkers
	// DurableObjectIOTasksPreventEviction keeps an object in memory while it waits for I/O.
	DurableObjectIOTasksPreventEviction
	// WebCryptoModernAlgorithms adds newer algorithms to WebCrypto.
	WebCryptoModernAlgorithms
	wasmESMIntegrationBuiltins
	// PipeToBackwardPropagation carries errors back through pipeTo.
	PipeToBackwardPropagation
	// CacheOptionPreservesCacheControl keeps a request's Cache-Control beside its cache option.
	CacheOptionPreservesCacheControl
	durableObjectSnapshots
	connectHandlerStartTLS
	offpeakLocationHint
	pythonSharedStandardLibrary
	wasmSourceURLSupport
	// Temporal defines Temporal.
	Temporal
	pythonZstdSnapshot
	// NodejsProcessVersion24 makes process.version a v24.
	NodejsProcessVersion24
	r2BindingJSRPC
	// RPCDisposeCancelsCall cancels a pending call when its promise is disposed.
	RPCDisposeCancelsCall
	exposeSerializationTestClass
	pythonDedicatedSnapshotKeepImportCaches
)
