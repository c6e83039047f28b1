package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// performanceEntryClass implements https://w3c.github.io/performance-timeline/#the-performanceentry-interface.
var performanceEntryClass = &webidl.Interface[PerformanceEntry]{
	Name: "PerformanceEntry",
	If:   performanceClasses,
	Attributes: []webidl.Attribute[PerformanceEntry]{
		{Name: "name", Get: func(e *PerformanceEntry, _ *webidl.Call) (any, error) { return e.name, nil }},
		{Name: "entryType", Get: func(e *PerformanceEntry, _ *webidl.Call) (any, error) { return e.typ, nil }},
		{Name: "startTime", Get: func(e *PerformanceEntry, _ *webidl.Call) (any, error) { return e.start, nil }},
		{Name: "duration", Get: func(e *PerformanceEntry, _ *webidl.Call) (any, error) { return e.duration, nil }},
	},
	Operations: []webidl.Operation[PerformanceEntry]{
		{Name: "toJSON", Run: func(e *PerformanceEntry, c *webidl.Call) (any, error) { return e.json(c.Realm, nil), nil }},
	},
}

// PerformanceEntry is one thing on the timeline.
type PerformanceEntry struct {
	name, typ       string
	start, duration float64
}

func (e *PerformanceEntry) json(r *webidl.Realm, detail goja.Value) *goja.Object {
	o := record(r, "name", e.name, "entryType", e.typ, "startTime", e.start, "duration", e.duration)
	if detail != nil {
		_ = o.Set("detail", detail)
	}
	return o
}

// performanceMarkClass implements https://w3c.github.io/user-timing/#performancemark.
var performanceMarkClass = &webidl.Interface[PerformanceMark]{
	Name:        "PerformanceMark",
	Inherits:    performanceEntryClass,
	If:          performanceClasses,
	Constructor: newPerformanceMark,
	Attributes: []webidl.Attribute[PerformanceMark]{
		{Name: "detail", Get: func(e *PerformanceMark, _ *webidl.Call) (any, error) { return orNull(e.detail), nil }},
	},
	Operations: []webidl.Operation[PerformanceMark]{
		{Name: "toJSON", Run: func(e *PerformanceMark, c *webidl.Call) (any, error) { return e.json(c.Realm, e.detail), nil }},
	},
}

// PerformanceMark is a named moment.
type PerformanceMark struct {
	PerformanceEntry
	detail goja.Value
}

// Super answers the PerformanceEntry part.
func (e *PerformanceMark) Super() any { return &e.PerformanceEntry }

func newPerformanceMark(c *webidl.Call) (*PerformanceMark, error) {
	m := &PerformanceMark{PerformanceEntry: PerformanceEntry{name: c.String(0), typ: "mark", start: now(c.Realm)}}
	d := c.Dict(1, "Options")
	if f, ok := d.Number("startTime"); ok {
		m.start = f
	}
	var err error
	m.detail, err = entryDetail(d)
	return m, err
}

// performanceMeasureClass implements https://w3c.github.io/user-timing/#performancemeasure.
var performanceMeasureClass = &webidl.Interface[PerformanceMeasure]{
	Name:     "PerformanceMeasure",
	Inherits: performanceEntryClass,
	If:       performanceClasses,
	Attributes: []webidl.Attribute[PerformanceMeasure]{
		{Name: "detail", Get: func(e *PerformanceMeasure, _ *webidl.Call) (any, error) { return orNull(e.detail), nil }},
	},
	Operations: []webidl.Operation[PerformanceMeasure]{
		{Name: "toJSON", Run: func(e *PerformanceMeasure, c *webidl.Call) (any, error) { return e.json(c.Realm, e.detail), nil }},
	},
}

// PerformanceMeasure is the time between two moments.
type PerformanceMeasure struct {
	PerformanceEntry
	detail goja.Value
}

// Super answers the PerformanceEntry part.
func (e *PerformanceMeasure) Super() any { return &e.PerformanceEntry }

// performanceResourceTimingClass implements https://w3c.github.io/resource-timing/. The platform has the class
// and makes no instances.
var performanceResourceTimingClass = &webidl.Interface[PerformanceResourceTiming]{
	Name:     "PerformanceResourceTiming",
	Inherits: performanceEntryClass,
	If:       performanceClasses,
	Attributes: resourceAttributes("connectEnd", "connectStart", "decodedBodySize", "domainLookupEnd", "domainLookupStart",
		"encodedBodySize", "fetchStart", "initiatorType", "nextHopProtocol", "redirectEnd", "redirectStart", "requestStart",
		"responseEnd", "responseStart", "responseStatus", "secureConnectionStart", "transferSize", "workerStart"),
}

func resourceAttributes(names ...string) []webidl.Attribute[PerformanceResourceTiming] {
	var list []webidl.Attribute[PerformanceResourceTiming]
	for _, name := range names {
		var none any = 0
		if name == "initiatorType" || name == "nextHopProtocol" {
			none = ""
		}
		list = append(list, webidl.Attribute[PerformanceResourceTiming]{
			Name: name, Get: func(*PerformanceResourceTiming, *webidl.Call) (any, error) { return none, nil },
		})
	}
	return list
}

// PerformanceResourceTiming is the native part that no instance has.
type PerformanceResourceTiming struct{ PerformanceEntry }

// Super answers the PerformanceEntry part.
func (e *PerformanceResourceTiming) Super() any { return &e.PerformanceEntry }

// performanceObserverClass is https://w3c.github.io/performance-timeline/#the-performanceobserver-interface as
// the platform has it: observing is accepted and nothing is ever observed.
var performanceObserverClass = &webidl.Interface[PerformanceObserver]{
	Name: "PerformanceObserver",
	If:   performanceClasses,
	Constructor: func(c *webidl.Call) (*PerformanceObserver, error) {
		c.Need(0, "Value")
		return &PerformanceObserver{}, nil
	},
	Operations: []webidl.Operation[PerformanceObserver]{
		{Name: "disconnect", Run: func(*PerformanceObserver, *webidl.Call) (any, error) { return nil, nil }},
		{Name: "observe", Run: func(*PerformanceObserver, *webidl.Call) (any, error) { return nil, nil }},
		{Name: "takeRecords", Run: func(*PerformanceObserver, *webidl.Call) (any, error) { return []goja.Value{}, nil }},
	},
	Setup: func(r *webidl.Realm, constructor, _ *goja.Object) {
		_ = constructor.DefineDataProperty("supportedEntryTypes", r.Value([]string{"measure", "mark"}),
			goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	},
}

// PerformanceObserver is the native part of an observer, which has no state.
type PerformanceObserver struct{}

// performanceObserverEntryListClass is what observers would be called with.
var performanceObserverEntryListClass = &webidl.Interface[PerformanceObserverEntryList]{
	Name: "PerformanceObserverEntryList",
	If:   performanceClasses,
	Operations: []webidl.Operation[PerformanceObserverEntryList]{
		{Name: "getEntries", Run: func(l *PerformanceObserverEntryList, _ *webidl.Call) (any, error) { return l.entries, nil }},
		{Name: "getEntriesByName", Run: func(l *PerformanceObserverEntryList, c *webidl.Call) (any, error) {
			return entriesByName(l.entries, c), nil
		}},
		{Name: "getEntriesByType", Run: func(l *PerformanceObserverEntryList, c *webidl.Call) (any, error) {
			return entriesByType(l.entries, c), nil
		}},
	},
}

// PerformanceObserverEntryList is a list of entries.
type PerformanceObserverEntryList struct{ entries []goja.Value }
