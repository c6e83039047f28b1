package workers

import (
	"fmt"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// classCode is one Durable Object class of a Worker, as the runtime runs it.
type classCode struct {
	worker *Worker
	class  string
	props  Props
	as     any // what a facet's ctx.id is; nil is the object's own
}

// Isolate answers the Worker's isolate, or a new one for the object.
func (c *classCode) Isolate(*runtime.Object) (*isolate.Isolate, error) {
	s, err := c.worker.objectScript()
	if err != nil {
		return nil, asRemote(err)
	}
	return s.iso, nil
}

// object is the script's side of an instance.
type object struct {
	script *script
	in     *runtime.Instance
	code   *classCode
	this   *goja.Object // nil until the constructor has returned
	// legacy says that the class does not extend DurableObject.
	legacy       bool
	constructing bool
	text         string // of ctx.id, once it was asked for
	state        *goja.Object
	facets       map[string]*facetLife // that its stubs have used
	listing      *listIterator         // the live one of storage.kv
}

// objectOf answers the script's side of an instance.
func objectOf(in *runtime.Instance) *object { return in.Script.(*object) }

// Construct makes the instance: new Class(ctx, env).
func (c *classCode) Construct(in *runtime.Instance) error {
	s, _ := in.Isolate.Owner.(*script)
	class := s.classes[c.class]
	if class == nil {
		return plainRemote(fmt.Sprintf("The Durable Object class %q is not exported by the Worker %q.", c.class, c.worker.Name))
	}
	o := &object{script: s, in: in, code: c, legacy: !s.extends(class, "DurableObject"), constructing: true}
	in.Script = o
	o.state = newState(o)
	this, err := s.iso.VM.New(class, o.state, s.env)
	o.constructing = false
	if err != nil {
		remote := s.captureError(err)
		remote.reset, remote.remote = true, true
		return remote
	}
	o.this = this
	return nil
}

// Ended lets go of the calls that wait for a facet to start, and of the isolate of an object that had one to itself, once
// that is not needed to send what was sent.
func (c *classCode) Ended(in *runtime.Instance) {
	if o, ok := in.Script.(*object); ok {
		for _, l := range o.facets {
			if l.target == nil {
				l.end(errGone)
			}
		}
	}
	if s, ok := in.Isolate.Owner.(*script); ok {
		in.Gone(func() { c.worker.retire(s) })
	}
}

// handler answers a method of the instance, nil if it has none.
func (o *object) handler(name string) goja.Callable {
	if o.this == nil {
		return nil
	}
	f, _ := goja.AssertFunction(o.this.Get(name))
	return f
}

// call runs a handler and calls done, on the loop, with what it answered once that settled.
func (o *object) call(name string, done func(goja.Value, error), args ...goja.Value) {
	f := o.handler(name)
	if f == nil {
		done(nil, webidl.PlainError("Handler does not export a %s() function.", name))
		return
	}
	v, err := f(o.this, args...)
	if err != nil {
		done(nil, o.script.iso.Check(err))
		return
	}
	switch {
	case name == "fetch" && !o.script.awaits(v) && webidl.As[jsapi.Response](v) == nil:
		done(nil, webidl.TypeError("Callback returned incorrect type; expected 'Promise'"))
		return
	case !isObject(v): // nothing to wait for
		done(v, nil)
		return
	}
	o.script.realm.Then(v,
		func(v goja.Value) { done(v, nil) },
		func(v goja.Value) { done(nil, webidl.Throw(v)) })
}

// awaits answers whether v is to be awaited: a promise or, since unwrap_custom_thenables, what looks like one.
func (s *script) awaits(v goja.Value) bool {
	if s.realm.Flags.Has(compat.UnwrapCustomThenables) {
		return awaitable(v)
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	_, ok = o.Export().(*goja.Promise)
	return ok
}

// awaitable answers whether v is a promise or looks like one.
func awaitable(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	_, ok = goja.AssertFunction(o.Get("then"))
	return ok
}

func isObject(v goja.Value) bool {
	_, ok := v.(*goja.Object)
	return ok
}

// report tells of a handler's exception that no caller gets.
func (o *object) report(err error) {
	o.script.iso.ReportUncaught(o.in.Scope(), o.script.captureError(err))
}

// Alarm answers the event of a due alarm.
func (c *classCode) Alarm(info runtime.AlarmInfo, outcome func(runtime.AlarmOutcome)) runtime.Event {
	return &alarmEvent{info: info, outcome: outcome}
}

// Message answers the event of a message on a hibernatable socket.
func (c *classCode) Message(s *runtime.Socket, m *wire.Message) runtime.Event {
	return &socketEvent{socket: s, message: m}
}

// Closed answers the event of a hibernatable socket's end.
func (c *classCode) Closed(s *runtime.Socket, code int, reason string, clean bool) runtime.Event {
	return &socketEvent{socket: s, closed: true, code: code, reason: reason, clean: clean}
}

// Failed answers the event of a hibernatable socket's error.
func (c *classCode) Failed(s *runtime.Socket, err error) runtime.Event {
	return &socketEvent{socket: s, err: err}
}

// AbsentClass answers the code of a class of a Worker that does not run here.
func AbsentClass(worker string) runtime.Code { return &absentClass{err: &AbsentError{worker}} }

// GoneClass answers the code of a class that the Worker had and has no longer.
func GoneClass(class string) runtime.Code {
	return &absentClass{err: fmt.Errorf("the Durable Object class %s is not exported any more", class)}
}

// absentClass starts no objects.
type absentClass struct {
	classCode
	err error
}

// Isolate answers the error that every event fails with.
func (a *absentClass) Isolate(*runtime.Object) (*isolate.Isolate, error) { return nil, a.err }
