package isolate

import (
	"errors"
	"reflect"
	"sync"
	"unsafe"

	"github.com/dop251/goja"
)

// The engine queues jobs only for promises, and answers a promise of its own, with two functions to settle it, to
// whoever reacts to one. Go has no use for these, and they are most of what a reaction costs; so jobs and reactions
// go where the engine keeps them. What is mirrored here is looked up by name first: an engine that keeps them
// otherwise is asked the long way, and a test fails.

// reaction mirrors what the engine keeps for one outcome of a promise.
type reaction struct {
	_       unsafe.Pointer // a promise for what comes of the handler
	typ     int
	handler *handler
	_       unsafe.Pointer // the async function that waits
	context any            // of the AsyncContextTracker
}

type handler struct {
	callback func(goja.FunctionCall) goja.Value
}

const (
	onFulfilled = iota
	onRejected
)

// jobLayout is where the engine keeps jobs and reactions.
type jobLayout struct {
	jobs                        uintptr // in goja.Runtime
	fulfilled, rejected, marked uintptr // in goja.Promise
}

// jobs looks the private fields up once. It answers nil for an engine without them.
var jobs = sync.OnceValue(func() *jobLayout {
	field := func(in reflect.Type, name string, like reflect.Type) (uintptr, bool) {
		f, ok := in.FieldByName(name)
		return f.Offset, ok && len(f.Index) == 1 && alike(f.Type, like)
	}
	promise := reflect.TypeFor[goja.Promise]()
	queue, ok1 := field(reflect.TypeFor[goja.Runtime](), "jobQueue", reflect.TypeFor[[]func()]())
	fulfilled, ok2 := field(promise, "fulfillReactions", reflect.TypeFor[[]*reaction]())
	rejected, ok3 := field(promise, "rejectReactions", reflect.TypeFor[[]*reaction]())
	marked, ok4 := field(promise, "handled", reflect.TypeFor[bool]())
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return nil
	}
	return &jobLayout{queue, fulfilled, rejected, marked}
})

// alike answers whether a type of the engine is laid out as its mirror is.
func alike(t, mirror reflect.Type) bool {
	if t.Kind() != mirror.Kind() {
		return mirror.Kind() == reflect.UnsafePointer && t.Kind() == reflect.Pointer
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Pointer:
		return alike(t.Elem(), mirror.Elem())
	case reflect.Struct:
		if t.NumField() != mirror.NumField() {
			return false
		}
		for n := range t.NumField() {
			if !alike(t.Field(n).Type, mirror.Field(n).Type) || t.Field(n).Offset != mirror.Field(n).Offset {
				return false
			}
		}
		return true
	case reflect.Func:
		return t == mirror
	}
	return true
}

// Microtask runs f, in the running scope, after the microtasks that are queued already. What f throws is a
// rejection that nobody handles.
func (i *Isolate) Microtask(f func()) {
	l := jobs()
	if l == nil || !i.calling {
		i.microtask(f)
		return
	}
	scope := i.scope
	queue := at[[]func()](unsafe.Pointer(i.VM), l.jobs)
	*queue = append(*queue, func() {
		i.skipGone(scope)
		i.scope = scope
		i.react(f)
		i.Exited()
	})
}

// base is the function that the trampoline calls: it runs what the turn is for, and then its microtasks. The engine
// would run these after the call; here they are within it, as everything else of a turn.
func (i *Isolate) base() *goja.Object {
	o := i.VM.ToValue(func(goja.FunctionCall) goja.Value {
		ex := i.VM.Try(i.current)
		i.drain()
		if ex != nil {
			panic(ex)
		}
		return goja.Undefined()
	}).(*goja.Object)
	i.catchOverflow(o)
	return o
}

// drain runs the microtasks that are queued, and those that they queue.
func (i *Isolate) drain() {
	l := jobs()
	if l == nil {
		return // the engine does
	}
	queue := at[[]func()](unsafe.Pointer(i.VM), l.jobs)
	i.around = i.depth()
	defer func() { i.around = 0 }()
	var list []func()
	for len(*queue) > 0 {
		list, *queue = *queue, list[:0]
		for n, job := range list {
			list[n] = nil
			if i.gone == nil {
				job()
			} else {
				skipping(job)
			}
		}
	}
}

// errGone is what a microtask panics with that is not to run, for skipping to stop.
var errGone = errors.New("the context's script was terminated")

// skipGone ends a microtask of a context whose script was terminated in the turn.
func (i *Isolate) skipGone(s *Scope) {
	if i.gone != nil && s != nil && s.Context == i.gone {
		panic(errGone)
	}
}

func skipping(job func()) {
	defer func() {
		if x := recover(); x != nil && x != errGone {
			panic(x)
		}
	}()
	job()
}

// React calls one of the two, as a microtask of the running scope, when p has settled. It answers false if it
// cannot: p is then to be asked for its then.
func (i *Isolate) React(p *goja.Promise, fulfilled, rejected func(goja.Value)) bool {
	l := jobs()
	if l == nil || !i.calling {
		return false
	}
	handled := at[bool](unsafe.Pointer(p), l.marked)
	switch p.State() {
	case goja.PromiseStateFulfilled:
		i.Microtask(func() { fulfilled(p.Result()) })
	case goja.PromiseStateRejected:
		if !*handled {
			i.trackRejection(p, goja.PromiseRejectionHandle)
		}
		i.Microtask(func() { rejected(p.Result()) })
	default:
		i.await(at[[]*reaction](unsafe.Pointer(p), l.fulfilled), onFulfilled, fulfilled)
		i.await(at[[]*reaction](unsafe.Pointer(p), l.rejected), onRejected, rejected)
	}
	*handled = true
	return true
}

func (i *Isolate) await(list *[]*reaction, outcome int, f func(goja.Value)) {
	*list = append(*list, &reaction{typ: outcome, context: i.Grab(), handler: &handler{func(c goja.FunctionCall) goja.Value {
		v := c.Argument(0)
		i.react(func() { f(v) })
		return goja.Undefined()
	}}})
}

// react runs a job that no script has called.
func (i *Isolate) react(f func()) {
	ex := i.VM.Try(func() {
		i.Within(func() goja.Value {
			f()
			return goja.Undefined()
		})
	})
	if ex != nil {
		_, _, reject := i.VM.NewPromise()
		_ = i.Check(reject(ex.Value()))
	}
}

// Within runs f inside a script call. A native function that is itself a promise reaction has none around
// it, and whatever it settled would run further microtasks before it returned.
func (i *Isolate) Within(f func() goja.Value) goja.Value {
	i.carried = f
	return i.carry(goja.FunctionCall{This: goja.Undefined(), Arguments: i.inner})
}
