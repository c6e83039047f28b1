package runtime

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"sync"

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
	leaving gate.Output // after the end: what was said before, and waits for batches that are on their way
	known   bool        // a task of it was posted; guarded by Object.mu
	started bool
	unborn  bool // the constructor runs, or what it started at once
	ended   error
	// unsettled says that a life before left writes on their way to disk, which this one must see first.
	unsettled bool
	inflight  map[*flight]struct{}
	flights   uint64
	alarm     runningAlarm
	// evictions wait for the instance to have nothing to do.
	evictions []*eviction
}

// flight is an event that was taken and is not over.
type flight struct {
	event Event
	order uint64
	ran   bool
	over  bool

	givenUp bool   // its time was over
	stop    func() // stops the clock of that, if it has one
}

// receive takes one event of the object's queue; when the instance starts, all there are.
func (in *Instance) receive() {
	if in.ended != nil || in.Context == nil && !in.open() || in.unsettled {
		return
	}
	if in.started {
		if ev := in.Object.next(in); ev != nil {
			in.handle(ev)
		}
		return
	}
	in.start()
	for in.ended == nil {
		ev := in.Object.next(in)
		if ev == nil {
			return
		}
		in.handle(ev)
	}
}

// open opens the context, by which the instance hears of its isolate's end, and waits for the writes of the
// lives before. It answers false if the isolate has ended already.
func (in *Instance) open() bool {
	if why := in.Isolate.Condemned(); why != nil {
		in.end(why, false, "reset")
		return false
	}
	in.Context = in.Isolate.NewContext(isolate.Context{
		Boundary: in, Label: in.Object.Label(), Object: true, OnQuiet: in.rest, OnEnd: in.contextEnded,
	})
	in.scope = &isolate.Scope{Context: in.Context}
	if in.unsettled {
		in.backend().Commit(&storage.Batch{Object: in.Object.Storage()}, func(error) {
			in.Isolate.Post(func() {
				in.unsettled = false
				in.receive()
			})
		})
	}
	return true
}

func (in *Instance) backend() storage.Backend { return in.Object.backend() }

// start runs the constructor.
func (in *Instance) start() {
	in.started = true
	in.inflight = map[*flight]struct{}{}
	in.input.Later = in.Isolate.Outside
	in.Cache = storage.NewCache(storage.CacheOptions{
		Backend: in.backend(), Object: in.Object.Storage(), Name: in.Object.Name(),
		Post:      func(f func()) { in.Isolate.Post(f) },
		OnDirty:   in.dirty,
		OnDurable: in.durable,
		OnAlarm:   in.Object.alarmed,
	})
	if in.Object.Depth() > 0 {
		in.Object.note()
	}
	in.Object.observe("start", nil)
	in.unborn = true
	in.Isolate.Enter(in.scope, func() {
		if err := in.code.Construct(in); err != nil {
			in.Reset(err)
		}
	})
	in.unborn = false
}

// handle runs an event when the input gate lets it in.
func (in *Instance) handle(ev Event) {
	in.flights++
	f := &flight{event: ev, order: in.flights}
	in.inflight[f] = struct{}{}
	in.input.Admit(func(err error) {
		if err != nil || in.ended != nil {
			return // the end of the instance failed it
		}
		scope, done := in.scope, func() { in.land(f) }
		if t, ok := in.code.(Tracer); ok {
			if trace, over := t.Trace(in, ev); trace != nil {
				traced := *in.scope
				traced.Trace = trace
				over = sync.OnceFunc(over) // it may be given up first
				scope, done = &traced, func() { in.land(f); over() }
			}
		}
		scope = in.bound(f, scope, done)
		in.Isolate.Enter(scope, func() {
			f.ran = true
			ev.Run(in, done)
		})
	})
}

func (in *Instance) land(f *flight) {
	if f.over {
		return
	}
	f.end()
	delete(in.inflight, f)
	in.rest()
}

// Busy answers whether the instance, or a facet of it, does anything that keeps it in memory.
func (in *Instance) Busy() bool {
	if len(in.inflight) > 0 || in.Context.Pending() > 0 || !in.Cache.Idle() || !in.input.Open() {
		return true
	}
	in.Object.mu.Lock()
	defer in.Object.mu.Unlock()
	return in.Object.facetsRun()
}

// rest notes that the instance may have become idle.
func (in *Instance) rest() {
	if in.ended == nil && in.started && !in.Busy() {
		in.Object.Namespace.runtime.idle.add(in)
		if len(in.evictions) > 0 {
			in.Isolate.Post(in.evictWaiting)
		}
	}
}

// Scope answers the scope outside any critical section.
func (in *Instance) Scope() *isolate.Scope { return in.scope }

// Ended answers why the instance is over, or nil.
func (in *Instance) Ended() error { return in.ended }

// Admit lets a result in through the input gate of the critical section it belongs to.
func (in *Instance) Admit(s *isolate.Scope, turn func(error)) {
	if in.lost(s) {
		turn(errGivenUp)
		return
	}
	g := &in.input
	if section, ok := s.Section.(*gate.Input); ok {
		g = section
	}
	if in.Isolate.InTurn() { // which may still start a section
		in.Isolate.Outside(func() { g.Admit(turn) })
		return
	}
	g.Admit(turn)
}

// Release lets a message out once the turn that sends it is over and what was written before it is durable.
func (in *Instance) Release(send func(error)) {
	if in.ended != nil {
		send(in.ended)
		return
	}
	if in.Isolate.InTurn() && in.output.Hold() {
		in.Isolate.AfterTurn(in.output.Over)
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
	switch {
	case err != nil && in.ended == nil:
		in.output.Break(err)
		in.Reset(err)
		return
	case err != nil:
		in.leaving.Break(in.ended)
		return
	case in.ended != nil:
		in.leaving.Durable(seq)
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
// flushed is lost. What was answered or sent before, and waits for the disk only, still goes out. The next event
// starts a new life.
func (in *Instance) Reset(err error) { in.end(err, true, "reset") }

// Discard is Reset for an abort: it may be called from within a turn of the instance, whose script must not
// go on after it.
func (in *Instance) Discard(err error) { in.end(err, true, "abort") }

func (in *Instance) end(err error, cut bool, step string) {
	if in.ended != nil {
		return
	}
	in.ended = err
	o := in.Object
	if in.started && !in.Cache.Idle() {
		o.unsettle()
	}
	o.Namespace.runtime.idle.remove(in)
	if in.started {
		flushed := in.Cache.Flushed()
		in.Cache.Discard()
		in.Cache.Close()
		in.input.Break(err)
		in.leaving = in.output.Part(flushed, err)
	}
	if in.Context != nil {
		in.Context.End(err)
	}
	o.endFacets(in.Isolate, err)
	failed, back := in.ground(cut)
	sockets, waiting := o.leave(in, back, cut, in.unborn)
	in.leaving.Release(func(error) {
		for _, s := range sockets {
			s.Port.Drop(err)
		}
	})
	if in.started {
		o.observe(step, err)
	}
	for _, ev := range append(failed, waiting...) {
		ev.Fail(err)
	}
	in.alarm.event = nil
	in.code.Ended(in)
	in.decide()
	in.evictWaiting()
	o.Namespace.forget(o)
	o.wake()
}

// decide has what is leaving fail if the isolate ends first: nobody would hear of the disk any more.
func (in *Instance) decide() {
	if !in.leaving.Holds() {
		return
	}
	c := in.Isolate.NewContext(isolate.Context{
		Label: in.Object.Label(), Object: true, OnEnd: func(error) { in.leaving.Break(in.ended) },
	})
	in.leaving.Release(func(error) { c.End(nil) })
}

// Gone calls f, on the loop, once nothing that an instance has sent before its end waits any more.
func (in *Instance) Gone(f func()) { in.leaving.Release(func(error) { f() }) }

// ground ends what is in flight, in order of arrival. When the sockets of the object stay, what has not run
// is for the next life.
func (in *Instance) ground(cut bool) (failed, back []Event) {
	list := slices.SortedFunc(maps.Keys(in.inflight), func(a, b *flight) int { return cmp.Compare(a.order, b.order) })
	for _, f := range list {
		f.end()
		if f.ran || cut {
			failed = append(failed, f.event)
		} else {
			back = append(back, f.event)
		}
	}
	in.inflight = nil
	return failed, back
}

// contextEnded hears that the isolate was condemned or closed: hibernatable sockets stay.
func (in *Instance) contextEnded(why error) {
	in.output.Break(why) // nobody would hear of the disk any more
	in.end(why, false, "reset")
}

// evict drops an idle instance; its sockets hibernate. It answers false if something arrived meanwhile.
func (in *Instance) evict() bool {
	if in.ended != nil || in.Busy() {
		return false
	}
	o := in.Object
	sockets, leaving, ok := o.retire(in)
	if !ok {
		return false
	}
	for _, s := range leaving {
		s.Port.Drop(errEvicted)
	}
	step := "evict"
	if sockets > 0 {
		step = "hibernate"
	}
	in.ended = errEvicted
	o.Namespace.runtime.idle.remove(in)
	in.Cache.Close()
	in.Context.End(errEvicted)
	o.observe(step, nil)
	in.code.Ended(in)
	o.Namespace.forget(o)
	return true
}
