package jsapi

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime/isolate"
)

// Console is the state behind a console object. https://console.spec.whatwg.org
type Console struct {
	groups int
	counts map[string]int
	timers map[string]time.Time
}

// consoleGlobal is the console object of a realm.
var consoleGlobal = webidl.Global{Name: "console", Value: func(r *webidl.Realm) goja.Value { return newConsole(r) }}

// consoleMethods are a console's methods, in the order in which the platform lists them.
var consoleMethods = []struct {
	name string
	run  func(*Console, *webidl.Call)
}{
	{"debug", logAt(observe.Debug)},
	{"error", logAt(observe.Error)},
	{"info", logAt(observe.Info)},
	{"log", logAt(observe.Log)},
	{"warn", logAt(observe.Warn)},
	{"dir", (*Console).dir},
	{"dirxml", logAt(observe.Log)},
	{"table", (*Console).table},
	{"trace", (*Console).trace},
	{"group", (*Console).group},
	{"groupCollapsed", (*Console).group},
	{"groupEnd", func(k *Console, _ *webidl.Call) { k.groups = max(0, k.groups-1) }},
	{"clear", (*Console).nothing},
	{"count", (*Console).count},
	{"countReset", (*Console).countReset},
	{"assert", (*Console).assert},
	{"profile", (*Console).nothing},
	{"profileEnd", (*Console).nothing},
	{"time", (*Console).time},
	{"timeLog", (*Console).timeLog},
	{"timeEnd", (*Console).timeEnd},
	{"timeStamp", (*Console).nothing},
}

// newConsole answers a console object: its methods are its own and need no receiver.
func newConsole(r *webidl.Realm) *goja.Object {
	k := &Console{counts: map[string]int{}, timers: map[string]time.Time{}}
	o := r.VM.CreateObject(r.VM.NewObject())
	for _, m := range consoleMethods {
		_ = o.Set(m.name, r.Method("console", m.name, func(c *webidl.Call) (any, error) {
			m.run(k, c)
			return nil, nil
		}))
	}
	context := r.Method("console", "context", func(c *webidl.Call) (any, error) { return newConsole(c.Realm), nil })
	_ = context.DefineDataProperty("length", r.VM.ToValue(1), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	_ = o.Set("context", context)
	_ = o.DefineDataPropertySymbol(goja.SymToStringTag, r.VM.ToValue("console"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return o
}

// write reports text, as far in as the groups that are open.
func (k *Console) write(i *isolate.Isolate, level observe.Level, text string) {
	if k.groups > 0 {
		indent := strings.Repeat("  ", k.groups)
		text = indent + strings.ReplaceAll(text, "\n", "\n"+indent)
	}
	label := ""
	if s := i.Scope(); s != nil {
		label = s.Context.Label
	}
	i.Observer.Console(observe.Console{Level: level, Text: text, Object: label})
}

// LogSink is a Trace of a Scope that wants the console lines of its code.
type LogSink interface {
	Log(c *webidl.Call, level observe.Level)
}

func logAt(level observe.Level) func(*Console, *webidl.Call) {
	return func(k *Console, c *webidl.Call) {
		if s := c.Isolate().Scope(); s != nil && s.Trace != nil {
			if sink, ok := s.Trace.(LogSink); ok {
				sink.Log(c, level)
			}
		}
		k.write(c.Isolate(), level, Format(c.Realm, c.Args))
	}
}

func (*Console) nothing(*webidl.Call) {}

func (k *Console) dir(c *webidl.Call) {
	o := InspectOptions{Depth: 2}
	if options, ok := c.Arg(1).(*goja.Object); ok {
		d := c.Realm.NewDict(options)
		o.Hidden = d.Bool("showHidden")
		if v, ok := d.Member("depth"); ok {
			if f := v.ToFloat(); goja.IsNull(v) || f > 1e6 {
				o.Depth = -1
			} else {
				o.Depth = max(0, int(f))
			}
		}
	}
	k.write(c.Isolate(), observe.Log, Inspect(c.Realm, c.Arg(0), o))
}

func (k *Console) trace(c *webidl.Call) {
	text := "Trace"
	if len(c.Args) > 0 {
		text += ": " + Format(c.Realm, c.Args)
	}
	k.write(c.Isolate(), observe.Log, text+c.Isolate().CallStack(0, isolate.StackLimit))
}

func (k *Console) group(c *webidl.Call) {
	if len(c.Args) > 0 {
		k.write(c.Isolate(), observe.Log, Format(c.Realm, c.Args))
	}
	k.groups++
}

func (k *Console) assert(c *webidl.Call) {
	if c.Bool(0) {
		return
	}
	text := "Assertion failed"
	if len(c.Args) > 1 {
		rest := append([]goja.Value(nil), c.Args[1:]...)
		if s, ok := rest[0].(goja.String); ok {
			rest[0] = c.Realm.VM.ToValue(text + ": " + s.String())
			text = Format(c.Realm, rest)
		} else {
			text += ": " + Format(c.Realm, rest)
		}
	}
	k.write(c.Isolate(), observe.Warn, text)
}

// label is what counters and timers are kept by.
func label(c *webidl.Call) string {
	if !c.Given(0) {
		return "default"
	}
	return c.String(0)
}

func (k *Console) count(c *webidl.Call) {
	l := label(c)
	k.counts[l]++
	k.write(c.Isolate(), observe.Log, l+": "+strconv.Itoa(k.counts[l]))
}

func (k *Console) countReset(c *webidl.Call) {
	l := label(c)
	if _, ok := k.counts[l]; !ok {
		k.write(c.Isolate(), observe.Warn, fmt.Sprintf("Count for '%s' does not exist", l))
		return
	}
	delete(k.counts, l)
}

func (k *Console) time(c *webidl.Call) {
	l := label(c)
	if _, ok := k.timers[l]; ok {
		k.write(c.Isolate(), observe.Warn, fmt.Sprintf("Label '%s' already exists for console.time()", l))
		return
	}
	k.timers[l] = c.Isolate().Host.Now()
}

// elapsed reports a timer with what else was given.
func (k *Console) elapsed(c *webidl.Call, method string) bool {
	l := label(c)
	start, ok := k.timers[l]
	if !ok {
		k.write(c.Isolate(), observe.Warn, fmt.Sprintf("No such label '%s' for console.%s()", l, method))
		return false
	}
	text := l + ": " + duration(c.Isolate().Host.Now().Sub(start))
	if method == "timeLog" && len(c.Args) > 1 {
		text += " " + Format(c.Realm, append([]goja.Value{c.Realm.VM.ToValue("%s")}, c.Args[1:]...))
	}
	k.write(c.Isolate(), observe.Log, text)
	return true
}

func (k *Console) timeLog(c *webidl.Call) { k.elapsed(c, "timeLog") }

func (k *Console) timeEnd(c *webidl.Call) {
	if k.elapsed(c, "timeEnd") {
		delete(k.timers, label(c))
	}
}

// duration is a time in the unit that a reader would choose.
func duration(d time.Duration) string {
	ms := float64(d) / float64(time.Millisecond)
	switch {
	case d >= time.Hour:
		return fmt.Sprintf("%d:%02d:%02d (h:mm:ss)", int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60)
	case d >= time.Minute:
		return fmt.Sprintf("%d:%06.3f (m:ss.mmm)", int(d.Minutes()), d.Seconds()-60*float64(int(d.Minutes())))
	case d >= time.Second:
		return strconv.FormatFloat(ms/1000, 'f', 3, 64) + "s"
	}
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(ms, 'f', 3, 64), "0"), ".") + "ms"
}
