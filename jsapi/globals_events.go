package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

var eventsClasses = []webidl.Class{
	domExceptionClass, eventClass, eventTargetClass, customEventClass, messageEventClass, closeEventClass,
	errorEventClass, promiseRejectionEventClass, extendableEventClass, fetchEventClass, scheduledEventClass,
	tailEventClass, traceEventClass, abortControllerClass, abortSignalClass, workerGlobalScopeClass,
	globalScopeClass, messageChannelClass, messagePortClass, timeoutClass, immediateClass, schedulerClass,
	performanceClass, performanceEntryClass, performanceMarkClass, performanceMeasureClass,
	performanceResourceTimingClass, performanceObserverClass, performanceObserverEntryListClass, eventCountsClass,
	webSocketRequestResponsePairClass,
}

var eventsGlobals = []webidl.Global{
	{Name: "self", Value: func(r *webidl.Realm) goja.Value { return r.VM.GlobalObject() }},
	eventMethod("addEventListener", (*EventTarget).addEventListener),
	eventMethod("removeEventListener", (*EventTarget).removeEventListener),
	eventMethod("dispatchEvent", (*EventTarget).dispatchEvent),
	webidl.Func("reportError", reportError),
	{Name: "importScripts", Inherited: true, If: webidl.Unless(compat.NoGlobalImportScripts), Value: func(r *webidl.Realm) goja.Value {
		return r.Method("WorkerGlobalScope", "importScripts", importScripts)
	}},
	webidl.Func("queueMicrotask", queueMicrotask),
	timerFunc("setTimeout", 2, setTimer(false)),
	timerFunc("clearTimeout", 1, clearTimer),
	timerFunc("setInterval", 2, setTimer(true)),
	timerFunc("clearInterval", 1, clearTimer),
	when(compat.NodejsCompatV2, webidl.Func("setImmediate", setImmediate)),
	when(compat.NodejsCompatV2, webidl.Func("clearImmediate", clearImmediate)),
	webidl.Func("structuredClone", structuredClone),
	{Name: "scheduler", Value: func(r *webidl.Realm) goja.Value { return webidl.Wrap(r, &Scheduler{}) }},
	{Name: "performance", Value: func(r *webidl.Realm) goja.Value { return webidl.Wrap(r, &Performance{}) }},
}

func when(flag compat.Flag, g webidl.Global) webidl.Global {
	g.If = webidl.When(flag)
	return g
}

// timerFunc declares a timer function, whose length shows when it is Node's.
func timerFunc(name string, length int, run func(*webidl.Call) (any, error)) webidl.Global {
	g := webidl.Func(name, run)
	g.Own = webidl.When(compat.EnableNodejsGlobalTimers)
	make := g.Value
	g.Beneath = make
	g.Value = func(r *webidl.Realm) goja.Value {
		f := make(r)
		if r.Flags.Has(compat.EnableNodejsGlobalTimers) {
			_ = f.(*goja.Object).DefineDataProperty("length", r.VM.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		}
		return f
	}
	return g
}
