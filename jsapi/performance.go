package jsapi

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// performanceClasses limits what came with the performance classes. Older dates have now and timeOrigin only.
var performanceClasses = webidl.When(compat.EnableGlobalPerformanceClasses)

// performanceClass implements https://w3c.github.io/hr-time/#sec-performance and
// https://w3c.github.io/user-timing/#extensions-performance-interface.
var performanceClass = &webidl.Interface[Performance]{
	Name:     "Performance",
	Inherits: eventTargetClass,
	If:       performanceClasses,
	Attributes: []webidl.Attribute[Performance]{
		{Name: "timeOrigin", Prototype: true, Get: func(*Performance, *webidl.Call) (any, error) { return 0, nil }},
		{Name: "eventCounts", Prototype: true, If: performanceClasses, Get: func(p *Performance, c *webidl.Call) (any, error) {
			if p.counts == nil {
				p.counts = webidl.Wrap(c.Realm, &EventCounts{})
			}
			return p.counts, nil
		}},
		{Name: "nodeTiming", Prototype: true, If: performanceClasses, Get: func(_ *Performance, c *webidl.Call) (any, error) {
			return nodeTiming(c.Realm), nil
		}},
	},
	Operations: []webidl.Operation[Performance]{
		{Name: "now", Run: func(_ *Performance, c *webidl.Call) (any, error) { return now(c.Realm), nil }},
		{Name: "clearMarks", If: performanceClasses, Run: clearEntries("mark")},
		{Name: "clearMeasures", If: performanceClasses, Run: clearEntries("measure")},
		{Name: "clearResourceTimings", If: performanceClasses, Run: clearEntries("resource")},
		{Name: "getEntries", If: performanceClasses, Run: func(p *Performance, _ *webidl.Call) (any, error) { return p.entries, nil }},
		{Name: "getEntriesByName", If: performanceClasses, Run: func(p *Performance, c *webidl.Call) (any, error) {
			return entriesByName(p.entries, c), nil
		}},
		{Name: "getEntriesByType", If: performanceClasses, Run: func(p *Performance, c *webidl.Call) (any, error) {
			return entriesByType(p.entries, c), nil
		}},
		{Name: "mark", If: performanceClasses, Run: (*Performance).mark},
		{Name: "measure", If: performanceClasses, Run: (*Performance).measure},
		{Name: "setResourceTimingBufferSize", If: performanceClasses, Run: func(_ *Performance, c *webidl.Call) (any, error) {
			c.Realm.Number(c.Need(0, "unsigned integer")) // nothing is buffered
			return nil, nil
		}},
		{Name: "toJSON", If: performanceClasses, Run: func(_ *Performance, c *webidl.Call) (any, error) {
			return record(c.Realm, "timeOrigin", 0), nil
		}},
		{Name: "eventLoopUtilization", If: performanceClasses, Run: func(_ *Performance, c *webidl.Call) (any, error) {
			return record(c.Realm, "idle", 0, "active", 0, "utilization", 0), nil
		}},
		{Name: "markResourceTiming", If: performanceClasses, Run: func(*Performance, *webidl.Call) (any, error) { return nil, nil }},
		{Name: "timerify", If: performanceClasses, Run: func(_ *Performance, c *webidl.Call) (any, error) {
			c.Function(0)
			return c.Arg(0), nil // nothing observes the calls
		}},
	},
}

// Performance is the clock and the timeline of an isolate. Its origin is the epoch.
type Performance struct {
	EventTarget
	entries []goja.Value
	counts  *goja.Object
}

// Super answers the EventTarget part.
func (p *Performance) Super() any { return &p.EventTarget }

// now is milliseconds since the epoch, 0 while no request is being handled.
func now(r *webidl.Realm) float64 {
	if RequireHandler(r) != nil {
		return 0
	}
	return float64(r.Isolate.Host.Now().UnixMilli())
}

// record answers a plain object of name and value pairs.
func record(r *webidl.Realm, pairs ...any) *goja.Object {
	o := r.VM.NewObject()
	for n := 0; n < len(pairs); n += 2 {
		_ = o.Set(pairs[n].(string), r.Value(pairs[n+1]))
	}
	return o
}

// nodeTiming answers the milestones of Node's start, none of which there was.
func nodeTiming(r *webidl.Realm) *goja.Object {
	return record(r, "name", "node", "entryType", "node", "startTime", 0, "duration", 0, "nodeStart", 0, "v8Start", 0,
		"bootstrapComplete", 0, "environment", 0, "loopStart", 0, "loopExit", 0, "idleTime", 0,
		"uvMetricsInfo", record(r, "loopCount", 0, "events", 0, "eventsWaiting", 0))
}

func clearEntries(typ string) func(*Performance, *webidl.Call) (any, error) {
	return func(p *Performance, c *webidl.Call) (any, error) {
		all := !c.Given(0)
		name := ""
		if !all {
			name = c.String(0)
		}
		p.entries = slices.DeleteFunc(slices.Clone(p.entries), func(v goja.Value) bool {
			e := webidl.As[PerformanceEntry](v)
			return e.typ == typ && (all || e.name == name)
		})
		return nil, nil
	}
}

func entriesByName(list []goja.Value, c *webidl.Call) []goja.Value {
	name, typ := c.String(0), ""
	if c.Given(1) {
		typ = c.String(1)
	}
	return matching(list, func(e *PerformanceEntry) bool { return e.name == name && (typ == "" || e.typ == typ) })
}

func entriesByType(list []goja.Value, c *webidl.Call) []goja.Value {
	typ := c.String(0)
	return matching(list, func(e *PerformanceEntry) bool { return e.typ == typ })
}

func matching(list []goja.Value, keep func(*PerformanceEntry) bool) []goja.Value {
	return slices.DeleteFunc(slices.Clone(list), func(v goja.Value) bool { return !keep(webidl.As[PerformanceEntry](v)) })
}

func (p *Performance) mark(c *webidl.Call) (any, error) {
	m, err := newPerformanceMark(c)
	if err != nil {
		return nil, err
	}
	o := webidl.Wrap(c.Realm, m)
	p.entries = append(p.entries, o)
	return o, nil
}

// measure does as the platform does: a mark that is not there is the origin or now, a duration is ignored.
func (p *Performance) measure(c *webidl.Call) (any, error) {
	m := &PerformanceMeasure{PerformanceEntry: PerformanceEntry{name: c.String(0), typ: "measure"}}
	end := now(c.Realm)
	if o, ok := c.Arg(1).(*goja.Object); ok {
		d := c.Realm.NewDict(o)
		m.start, _ = d.Number("start")
		if f, ok := d.Number("end"); ok {
			end = f
		}
		var err error
		if m.detail, err = entryDetail(d); err != nil {
			return nil, err
		}
	} else {
		if c.Given(1) {
			m.start, _ = p.marked(c.String(1))
		}
		if c.Given(2) {
			if f, ok := p.marked(c.String(2)); ok {
				end = f
			}
		}
	}
	if end > m.start {
		m.duration = end - m.start
	}
	o := webidl.Wrap(c.Realm, m)
	p.entries = append(p.entries, o)
	return o, nil
}

// marked answers the time of the latest mark with a name.
func (p *Performance) marked(name string) (float64, bool) {
	for _, v := range slices.Backward(p.entries) {
		if e := webidl.As[PerformanceEntry](v); e.typ == "mark" && e.name == name {
			return e.start, true
		}
	}
	return 0, false
}

// entryDetail reads the detail of a mark or measure.
func entryDetail(d *webidl.Dict) (goja.Value, error) {
	v, ok := d.Member("detail")
	if !ok || goja.IsNull(v) {
		return nil, nil
	}
	if _, ok := v.(*goja.Object); !ok {
		return nil, webidl.TypeError("Incorrect type for the 'detail' field on 'Options': the provided value is not of type 'Object'.")
	}
	return v, nil
}

// eventCountsClass implements https://w3c.github.io/event-timing/#eventcounts. There are no user interface
// events to count.
var eventCountsClass = &webidl.Interface[EventCounts]{
	Name:       "EventCounts",
	If:         never,
	Attributes: []webidl.Attribute[EventCounts]{{Name: "size", Prototype: true, Get: func(*EventCounts, *webidl.Call) (any, error) { return 0, nil }}},
	Operations: []webidl.Operation[EventCounts]{
		{Name: "get", Run: func(*EventCounts, *webidl.Call) (any, error) { return nil, nil }},
		{Name: "has", Run: func(*EventCounts, *webidl.Call) (any, error) { return false, nil }},
	},
	Pairs: func(*EventCounts, *webidl.Call) []webidl.Pair { return nil },
}

// EventCounts is the class of performance.eventCounts.
type EventCounts struct{}
