package runtime

import (
	"errors"

	"github.com/dodev/dodev/runtime/gate"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/storage"
)

var (
	errNoCode  = errors.New("no code is loaded for this Durable Object class")
	errEvicted = errors.New("the object was evicted")
)

// ErrReset is why calls fail that were under way when an object's code was replaced.
var ErrReset = errors.New("Durable Object reset because its code was updated.")

// Instance is one life of an object, from its constructor to its end. It belongs to its isolate's loop.
type Instance struct {
	Object  *Object
	Isolate *isolate.Isolate
	Cache   *storage.Cache
	Context *isolate.Context
	// Script is the constructed instance and whatever else the Code keeps for this life.
	Script any

	code    Code
	scope   *isolate.Scope
	input   gate.Input
	output  gate.Output
	started bool
	ended   error
	queued  int // events on their way; guarded by Object.mu
	// unsettled says that the life before left writes on their way to disk, which this one must see first.
	unsettled bool
	early     []Event // what arrives meanwhile
	inflight  map[*flight]struct{}
	alarm     runningAlarm
}

// flight is an event that was taken and is not over.
type flight struct {
	event Event
	over  bool
}

func newInstance(o *Object, code Code, iso *isolate.Isolate) *Instance {
	in := &Instance{Object: o, Isolate: iso, code: code, unsettled: o.unsettled}
	o.unsettled = false
	return in
}

// settle waits for the writes of the life before, then takes what arrived meanwhile.
func (in *Instance) settle() {
	in.Object.Namespace.runtime.Backend.Commit(&storage.Batch{Object: in.Object.Storage()}, func(error) {
		in.Isolate.Post(func() {
			in.unsettled = false
			early := in.early
			in.early = nil
			for _, ev := range early {
				in.handle(ev)
			}
		})
	})
}

// start opens the context and runs the constructor.
func (in *Instance) start() {
	in.started = true
	r := in.Object.Namespace.runtime
	in.Context = in.Isolate.NewContext(isolate.Context{
		Boundary: in, Label: in.Object.Label(), Object: true, OnQuiet: in.rest, OnEnd: in.contextEnded,
	})
	in.scope = &isolate.Scope{Context: in.Context}
	in.inflight = map[*flight]struct{}{}
	in.Cache = storage.NewCache(storage.CacheOptions{
		Backend: r.Backend, Object: in.Object.Storage(), Name: in.Object.Name(),
		Post:      func(f func()) { in.Isolate.Post(f) },
		OnDirty:   in.dirty,
		OnDurable: in.durable,
		OnAlarm:   func(a storage.Alarm) { r.alarms.set(in.Object, a) },
	})
	in.Object.observe("start", nil)
	in.Isolate.Enter(in.scope, func() {
		if err := in.code.Construct(in); err != nil {
			in.Reset(err)
		}
	})
}

// receive takes one event off the mailbox.
func (in *Instance) receive(ev Event) {
	in.Object.mu.Lock()
	in.queued--
	in.Object.mu.Unlock()
	if in.unsettled {
		in.early = append(in.early, ev)
		if len(in.early) == 1 {
			in.settle()
		}
		return
	}
	in.handle(ev)
}

// handle runs an event, or hands it on if this life is over.
func (in *Instance) handle(ev Event) {
	if in.ended != nil {
		in.Object.Deliver(ev) // it was sent to a life that is over
		return
	}
	if !in.started {
		in.start()
	}
	if in.ended != nil {
		ev.Fail(in.ended)
		return
	}
	f := &flight{event: ev}
	in.inflight[f] = struct{}{}
	in.input.Admit(func(err error) {
		if err != nil || in.ended != nil {
			return // the end of the instance failed it
		}
		in.Isolate.Enter(in.scope, func() { ev.Run(in, func() { in.land(f) }) })
	})
}

func (in *Instance) land(f *flight) {
	if f.over {
		return
	}
	f.over = true
	delete(in.inflight, f)
	in.rest()
}

// Busy answers whether the instance does anything that keeps it in memory.
func (in *Instance) Busy() bool {
	return len(in.inflight) > 0 || in.Context.Pending() > 0 || !in.Cache.Idle() || !in.input.Open()
}

// rest notes that the instance may have become idle.
func (in *Instance) rest() {
	if in.ended == nil && in.started && !in.Busy() {
		in.Object.Namespace.runtime.idle.add(in)
	}
}

// Scope answers the scope outside any critical section.
func (in *Instance) Scope() *isolate.Scope { return in.scope }

// Ended answers why the instance is over, or nil.
func (in *Instance) Ended() error { return in.ended }

// Admit lets a result in through the input gate of the critical section it belongs to.
func (in *Instance) Admit(s *isolate.Scope, turn func(error)) {
	g := &in.input
	if section, ok := s.Section.(*gate.Input); ok {
		g = section
	}
	g.Admit(turn)
}

// Release lets a message out once what was written before it is durable.
func (in *Instance) Release(send func(error)) {
	if in.ended != nil {
		send(in.ended)
		return
	}
	in.output.Write(in.Cache.Written())
	in.output.Release(send)
}

// dirty schedules the flush of what was written to the end of the turn.
func (in *Instance) dirty() {
	in.Isolate.AfterTurn(func() {
		if in.ended == nil {
			in.Cache.Flush()
		}
	})
}

func (in *Instance) durable(seq uint64, err error) {
	if in.ended != nil {
		return
	}
	if err != nil {
		in.Reset(err)
		return
	}
	in.output.Durable(seq)
	in.rest()
}

// Synced calls done, on the loop, once everything written so far is durable, unconfirmed writes included.
func (in *Instance) Synced(done func(error)) {
	if in.ended != nil {
		done(in.ended)
		return
	}
	in.output.Write(in.Cache.Latest())
	in.output.Release(done)
}

// Reset ends the instance because of err: whoever waits for it gets err, sockets are cut, what was not
// flushed is lost. The next event starts a new life.
func (in *Instance) Reset(err error) { in.end(err, true, "reset") }

// Discard is Reset for an abort: it may be called from within a turn of the instance, whose script must not
// go on after it.
func (in *Instance) Discard(err error) { in.end(err, true, "abort") }

func (in *Instance) end(err error, cut bool, step string) {
	if in.ended != nil {
		return
	}
	in.ended = err
	if in.started && !in.Cache.Idle() {
		in.Object.unsettle()
	}
	in.Object.abandon(in)
	in.Object.Namespace.runtime.idle.remove(in)
	if in.started {
		in.Cache.Discard()
		in.input.Break(err)
		in.output.Break(err)
		in.Context.End(err)
	}
	if cut {
		in.Object.cut(err)
	} else {
		in.Object.hibernate()
	}
	in.Object.observe(step, err)
	for f := range in.inflight {
		if !f.over {
			f.over = true
			f.event.Fail(err)
		}
	}
	in.inflight = nil
	in.alarm.event = nil
	in.code.Ended(in)
	in.Object.Namespace.forget(in.Object)
}

// contextEnded hears that the isolate was condemned: hibernatable sockets stay.
func (in *Instance) contextEnded(why error) {
	if in.ended == nil {
		in.end(why, false, "reset")
	}
}

// evict drops an idle instance; its sockets hibernate. It answers false if something arrived meanwhile.
func (in *Instance) evict() bool {
	if in.ended != nil || in.Busy() {
		return false
	}
	o := in.Object
	o.mu.Lock()
	if in.queued > 0 || o.instance != in {
		o.mu.Unlock()
		return false
	}
	o.instance = nil
	o.mu.Unlock()
	step := "evict"
	if o.hibernate() > 0 {
		step = "hibernate"
	}
	in.ended = errEvicted
	in.Context.End(errEvicted)
	o.observe(step, nil)
	in.code.Ended(in)
	o.Namespace.forget(o)
	return true
}
