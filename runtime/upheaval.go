package runtime

import (
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/storage"
)

// EvictPatience is how long an eviction that was asked for waits for the object to have nothing to do.
const EvictPatience = 30 * time.Second

// Why an object is not evicted.
var (
	ErrNotRunning = errors.New("Cannot evict Durable Object: it is not currently running.")
	ErrStaysBusy  = errors.New("Timed out waiting to evict Durable Object: it still has active references.")
)

// Abort ends every instance of every namespace with err and cuts all sockets. It is called on the loop of i,
// and instances of other isolates end soon.
func (r *Runtime) Abort(i *isolate.Isolate, err error) {
	for _, o := range r.objects() {
		o.abort(i, err)
	}
}

// Delete is Abort that deletes what every object and its facets have stored, alarms included.
func (r *Runtime) Delete(i *isolate.Isolate, err error) error {
	r.Abort(i, err)
	for _, n := range r.list() {
		var stored []*Object
		if err := r.Backend.Objects(n.Key, func(id [32]byte, name storage.Name) bool {
			stored = append(stored, n.Object(id, name))
			return true
		}); err != nil {
			return err
		}
		for _, o := range append(stored, n.all()...) {
			if o.facet.parent == nil {
				o.DeleteFacets(i, err)
				o.backend().Commit(&storage.Batch{Object: o.Storage(), AlarmChanged: true}, func(error) {})
				o.empty()
				o.alarmed(storage.Alarm{})
			}
		}
	}
	return nil
}

// Evict evicts every running instance as soon as it has nothing to do, as [Object.Evict] does; those that end
// by themselves have been evicted too.
func (r *Runtime) Evict(cut bool, done func(error)) {
	var running []*Object
	for _, o := range r.objects() {
		if o.running() != nil {
			running = append(running, o)
		}
	}
	if len(running) == 0 {
		done(nil)
		return
	}
	ended := make(chan error, len(running))
	for _, o := range running {
		o.Evict(cut, func(err error) { ended <- err })
	}
	go func() {
		var failed error
		for range running {
			if err := <-ended; err != nil && !errors.Is(err, ErrNotRunning) {
				failed = err
			}
		}
		done(failed)
	}()
}

// objects are those in memory, without facets, which go where their objects go.
func (r *Runtime) objects() (list []*Object) {
	for _, n := range r.list() {
		for _, o := range n.all() {
			if o.facet.parent == nil {
				list = append(list, o)
			}
		}
	}
	return list
}

func (n *Namespace) all() []*Object {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Collect(maps.Values(n.objects))
}

func (o *Object) running() *Instance {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.instance
}

func (o *Object) abort(i *isolate.Isolate, err error) {
	switch in := o.running(); {
	case in == nil:
		o.cut(err)
	case in.Isolate == i:
		in.end(err, true, "abort")
	default:
		in.Isolate.Post(func() { in.end(err, true, "abort") })
	}
}

// eviction is one that waits for its instance to have nothing to do.
type eviction struct {
	cut   bool
	done  func(error)
	timer host.Timer
}

// Evict ends the running instance as soon as it has nothing to do, as being idle for long would. Its hibernatable
// sockets stay unless cut is set. done is called once, on any goroutine.
func (o *Object) Evict(cut bool, done func(error)) {
	in := o.running()
	if in == nil {
		done(ErrNotRunning)
		return
	}
	if !in.Isolate.Post(func() { in.awaitEviction(&eviction{cut: cut, done: done}) }) {
		done(nil)
	}
}

func (in *Instance) awaitEviction(e *eviction) {
	e.timer = in.Object.Namespace.runtime.Host.AfterFunc(EvictPatience, func() {
		in.Isolate.Post(func() { in.endEvictions(func(waits *eviction) bool { return waits == e }, ErrStaysBusy) })
	})
	in.evictions = append(in.evictions, e)
	in.evictWaiting()
}

// evictWaiting evicts the instance if somebody waits for that and it has nothing to do.
func (in *Instance) evictWaiting() {
	if len(in.evictions) == 0 || in.ended == nil && !in.evict() {
		return
	}
	for _, e := range in.evictions {
		if e.cut {
			in.Object.cut(errEvicted)
		}
	}
	in.endEvictions(func(*eviction) bool { return true }, nil)
}

// endEvictions tells those that match what became of them.
func (in *Instance) endEvictions(match func(*eviction) bool, err error) {
	var left []*eviction
	for _, e := range in.evictions {
		if !match(e) {
			left = append(left, e)
			continue
		}
		e.timer.Stop()
		e.done(err)
	}
	in.evictions = left
}
