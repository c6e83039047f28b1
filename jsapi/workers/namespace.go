package workers

import (
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/node"
	"github.com/dodev/dodev/jsapi/wasm"
	"github.com/dodev/dodev/jsapi/webidl"
)

// namespace is every global and class of a Worker.
var namespace = webidl.NewNamespace(append(append(append(jsapi.Classes(), node.Classes()...), wasm.Classes()...),
	executionContextClass, alarmInvocationInfoClass, scheduledControllerClass, testControllerClass, fetcherClass, stubClass, objectIDClass, namespaceClass, stateClass,
	storageClass, transactionClass, sqlStorageClass, sqlCursorClass, rowIteratorClass, rawIteratorClass, sqlStatementClass, syncKVClass, listIteratorClass,
	durableObjectBaseClass, workerEntrypointClass, workflowEntrypointClass, rpcTargetClass, unsafeModuleClass, unsafeEvalClass,
	rpcStubClass, rpcPromiseClass, rpcPropertyClass,
	tracingClass, spanClass, objectClassClass, facetsClass, workerLoaderClass, workerStubClass,
	kvNamespaceClass, workerQueueClass, queueControllerClass, queueMessageClass, rateLimitClass, hyperdriveClass, storedSecretClass, analyticsDatasetClass, sendEmailClass, d1DatabaseClass, d1SessionClass, d1StatementClass,
	r2BucketClass, r2ObjectClass, r2BodyClass, r2ChecksumsClass, r2UploadClass,
	traceItemClass, fetchInfoClass, traceRequestClass, traceResponseClass, rpcInfoClass, scheduledInfoClass, alarmInfoClass, queueInfoClass,
	traceLogClass, traceExceptionClass, loopbackServiceStubClass, loopbackDurableObjectClassClass, loopbackDurableObjectNamespaceClass,
), append(append(jsapi.Globals(), node.Globals()...), wasm.Globals()...))
