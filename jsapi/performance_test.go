package jsapi

import "testing"

func TestPerformance(t *testing.T) {
	runScripts(t, "", nil, []scriptCase{
		{"clock", `return json([performance.timeOrigin, Math.abs(performance.now() - Date.now()) < 1000, performance.toJSON(), String(performance)])`, `[0,true,{"timeOrigin":0},"[object Performance]"]`},
		{"mark", `const m = performance.mark("a", { detail: { x: 1 }, startTime: 5 }); return json([m, m instanceof PerformanceMark, m instanceof PerformanceEntry, performance.mark("b").detail])`, `[{"name":"a","entryType":"mark","startTime":5,"duration":0,"detail":{"x":1}},true,true,null]`},
		{"mark arguments", `return caught(() => performance.mark()) + caught(() => performance.mark("a", { detail: 1 }))`, "TypeError: Failed to execute 'mark' on 'Performance': parameter 1 is not of type 'string'.TypeError: Incorrect type for the 'detail' field on 'Options': the provided value is not of type 'Object'."},
		{"constructed mark", `return json([new PerformanceMark("x", { startTime: 3 }), performance.getEntries().length]) + caught(() => new PerformanceMeasure())`, `[{"name":"x","entryType":"mark","startTime":3,"duration":0},0]TypeError: Illegal constructor`},
		{"measure", `performance.mark("s", { startTime: 10 }); performance.mark("e", { startTime: 30 }); const m = performance.measure("m", "s", "e"); return json([m, m.detail, performance.measure("n", { start: 1, end: 50, duration: 7 }).duration, performance.measure("o", { end: 50, duration: 7 }).duration])`,
			`[{"name":"m","entryType":"measure","startTime":10,"duration":20},null,49,50]`},
		{"measure of missing marks", `const m = performance.measure("m", "nope", "nada"); return json([m.startTime, m.duration > 1e12])`, "[0,true]"},
		{"entries", `performance.mark("a"); performance.mark("b"); performance.measure("a"); const n = (...f) => performance.getEntriesByName(...f).length; const before = [performance.getEntries().length, n("a"), n("a", "mark"), performance.getEntriesByType("mark").length]; performance.clearMarks("a"); const names = performance.getEntries().map(e => e.name); performance.clearMarks(); performance.clearMeasures(); return json([before, names, performance.getEntries()])`, `[[3,2,1,2],["b","a"],[]]`},
		{"node's", `return json([performance.eventLoopUtilization(), performance.nodeTiming.name, performance.timerify(caught) === caught, String(performance.eventCounts), performance.eventCounts.size, [...performance.eventCounts]])`, `[{"idle":0,"active":0,"utilization":0},"node",true,"[object EventCounts]",0,[]]`},
		{"observer", `const o = new PerformanceObserver(() => { throw 1 }); o.observe({ type: "mark" }); performance.mark("x"); await scheduler.wait(1); return json([o.takeRecords(), PerformanceObserver.supportedEntryTypes, caught(() => new PerformanceObserver())])`,
			`[[],["measure","mark"],"TypeError: Failed to construct 'PerformanceObserver': constructor parameter 1 is not of type 'Value'."]`},
		{"illegal", `return [Performance, PerformanceEntry, PerformanceResourceTiming, PerformanceObserverEntryList].map(C => caught(() => new C())).every(s => s === "TypeError: Illegal constructor")`, "true"},
	})
}
