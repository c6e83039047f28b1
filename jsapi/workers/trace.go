package workers

import (
	"encoding/json"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// trace is what happened in one event of a Worker, for its tail consumers. It is written on the loop of the
// event, and not any more once they have been told.
type trace struct {
	iso        *isolate.Isolate
	model      string // "stateless" or "durableObject"
	entrypoint string // "" for the default one
	objectID   string
	outcome    string
	at         int64 // ms
	event      any   // one of the infos
	logs       []traceLog
	exceptions []traceException
}

// traceLog is one line written to the console.
type traceLog struct {
	message string // JSON of the arguments
	level   string
	at      int64
}

// traceException is an exception that ended something.
type traceException struct {
	stack, name, message string
	at                   int64
}

func newTrace(i *isolate.Isolate, model, entrypoint string) *trace {
	return &trace{iso: i, model: model, entrypoint: entrypoint, outcome: "ok", at: i.Host.Now().UnixMilli()}
}

var levels = map[observe.Level]string{
	observe.Debug: "debug", observe.Log: "log", observe.Info: "info", observe.Warn: "warn", observe.Error: "error",
}

// Log notes a line of the event's console.
func (t *trace) Log(c *webidl.Call, level observe.Level) {
	stringify, _ := goja.AssertFunction(c.Realm.Intrinsic("JSON").Get("stringify"))
	parts := make([]string, len(c.Args))
	for n, v := range c.Args {
		parts[n] = logged(stringify, v)
	}
	t.logs = append(t.logs, traceLog{"[" + strings.Join(parts, ",") + "]", levels[level], t.iso.Host.Now().UnixMilli()})
}

// logged answers the JSON of one argument of a console line.
func logged(stringify goja.Callable, v goja.Value) string {
	o, isObject := v.(*goja.Object)
	_, isFunction := goja.AssertFunction(v)
	_, isSymbol := v.(*goja.Symbol)
	var text string
	switch {
	case goja.IsUndefined(v) || goja.IsNull(v):
		return "null"
	case isSymbol:
		return "{}"
	case isFunction, isObject && o.ClassName() == "Error", v.ExportType() != nil && v.ExportType().String() == "*big.Int":
		text = v.String()
	default:
		if s, err := stringify(goja.Undefined(), v); err == nil && !goja.IsUndefined(s) {
			return s.String()
		}
		return "{}"
	}
	b, err := json.Marshal(text)
	if err != nil {
		return "null"
	}
	return string(b)
}

// throw notes an exception.
func (t *trace) throw(e *RemoteError) {
	name, message, ok := strings.Cut(e.Message, ": ")
	if !ok {
		name, message = e.Message, ""
	}
	stack := ""
	if n := strings.Index(e.Stack, "\n    at "); n >= 0 {
		stack = e.Stack[n+1:]
	}
	t.exceptions = append(t.exceptions, traceException{stack, name, message, t.iso.Host.Now().UnixMilli()})
}

// fail notes the exception that the event ended with.
func (t *trace) fail(e *RemoteError) {
	t.outcome = "exception"
	t.throw(e)
}

func (t *trace) responded(r *wire.Response) {
	if info, ok := t.event.(*fetchInfo); ok {
		info.response = &traceResponse{r.Status}
	}
}

// tell gives a trace to the tail consumers.
func (w *Worker) tell(t *trace) {
	for _, to := range w.Tails {
		to.Worker.post(func(s *script) { s.tail(to, t) }, func(error) {})
	}
}

// tail has an entrypoint handle a trace. Nobody waits for it.
func (s *script) tail(to Service, t *trace) {
	q := s.begin(to, nil, func(err error) { s.iso.ReportUncaught(nil, err) })
	q.trace = nil // which a Worker that is its own consumer would be told of without end
	s.iso.Enter(q.scope(), func() {
		done := q.returned(func() {})
		q.deliver("tail", s.iso.VM.NewArray(t.item(s)), done)
		s.iso.AfterTurn(q.context.OnQuietOnce)
	})
}

// Trace follows the event of an object, if somebody wants to know.
func (c *classCode) Trace(in *runtime.Instance, ev runtime.Event) (any, func()) {
	if len(c.worker.Tails) == 0 {
		return nil, nil
	}
	t := newTrace(in.Isolate, "durableObject", c.class)
	t.objectID = in.Object.ID.String()
	switch e := ev.(type) {
	case *fetchEvent:
		t.event = &fetchInfo{request: traceRequest(e.request)}
		answer := e.answer
		e.answer = func(r *wire.Response, err error) {
			if err != nil {
				t.fail(asUncaught(err))
			} else {
				t.responded(r)
			}
			answer(r, err)
		}
	case *rpcEvent:
		t.event = &rpcInfo{e.call.Path}
	}
	return t, func() {
		if t.event != nil { // what the schedule does by itself is nobody's event
			c.worker.tell(t)
		}
	}
}
