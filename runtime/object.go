package runtime

import (
	"sync"

	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/storage"
)

// Object is the address of one Durable Object and what outlives its instances: events that none of them has
// taken and hibernatable sockets. Its methods may be called from any goroutine.
//
// Of the two locks Namespace.mu is taken first, and that of an Object before those of its facets. Neither is held while anything outside the package is called.
type Object struct {
	ID        ID
	Namespace *Namespace

	mu       sync.Mutex
	name     storage.Name
	instance *Instance
	queue    []Event // not taken by any instance yet
	waking   bool    // somebody is about to make an instance
	// unsettled counts lives that ended with writes on their way to disk.
	unsettled int
	gone      bool // removed from its namespace; a new one stands for the id
	sockets   []*Socket
	// leaving are sockets whose end was told and that this side has not closed: they end with the instance.
	leaving []*Socket
	auto    *AutoResponse
	// timeout bounds the events of hibernatable sockets, in ms; 0 does not.
	timeout int64
	// resets counts the lives that an error has ended, the last of which is reset.
	resets int
	reset  error
	lost   error // why there is not what it would begin with

	facet  facet              // what it is a part of; the zero value is nothing
	facets map[string]*Object // by name
	index  map[string]bool    // of a root: the paths of all facets it ever had
}

// Name answers the name that the id was derived from, if a caller ever told it.
func (o *Object) Name() storage.Name {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.name
}

// Label names the object to people.
func (o *Object) Label() string {
	if name := o.Name(); name.Known {
		return o.Namespace.Class + "(" + name.Text + ")"
	}
	return o.Namespace.Class + "(" + o.ID.String()[:8] + ")"
}

// Resets answers how many lives of the object an error has ended so far, and the last such error.
func (o *Object) Resets() (count int, last error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.resets, o.reset
}

// Storage answers where the object's data is.
func (o *Object) Storage() storage.Object {
	return storage.Object{Namespace: o.Namespace.Key, ID: o.ID}
}

// Deliver hands the object an event. Events from one goroutine arrive in order. The object is started if
// it is not running.
func (o *Object) Deliver(ev Event) {
	for !o.enqueue(ev) {
		o = o.Namespace.Object(o.ID, o.Name()) // removed from its namespace meanwhile
	}
	o.wake()
}

// enqueue queues an event, unless the object was removed from its namespace.
func (o *Object) enqueue(ev Event) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.gone {
		return false
	}
	o.queue = append(o.queue, ev)
	return true
}

// wake has the running instance, or a new one, take what is queued. An instance that is at its end leaves it
// to the next.
func (o *Object) wake() {
	for {
		in, first := o.live()
		if in == nil || in.Isolate.Post(in.receive) {
			return
		}
		o.mu.Lock()
		switch {
		case o.instance != in: // it has ended meanwhile
		case first: // and will never begin
			o.instance = nil
		default: // its isolate is about to end it
			o.mu.Unlock()
			return
		}
		o.mu.Unlock()
	}
}

// live answers the running instance, or a new one if anything is queued, and whether it hears of an event for
// the first time. It answers nil if there is nothing to do.
func (o *Object) live() (in *Instance, first bool) {
	o.mu.Lock()
	for o.instance == nil {
		if o.waking || len(o.queue) == 0 {
			o.mu.Unlock()
			return nil, false
		}
		o.waking = true
		o.mu.Unlock()
		o.begin()
		o.mu.Lock()
	}
	in = o.instance
	first, in.known = !in.known, true
	o.mu.Unlock()
	return in, first
}

// begin makes an instance, or fails what is queued. The code may have to load an isolate for it; if it was
// replaced meanwhile nothing is made.
func (o *Object) begin() {
	n := o.Namespace
	n.mu.Lock()
	code, version, err := n.code, n.version, n.closed
	n.mu.Unlock()
	o.mu.Lock()
	if err == nil {
		err = o.lost
	}
	o.mu.Unlock()
	var iso *isolate.Isolate
	switch {
	case err != nil:
	case code == nil:
		err = errNoCode
	default:
		iso, err = code.Isolate(o)
	}
	n.mu.Lock()
	o.mu.Lock()
	o.waking = false
	var failed []Event
	switch {
	case n.version != version:
	case err != nil:
		failed, o.queue = o.queue, nil
	default:
		o.instance = &Instance{Object: o, Isolate: iso, code: code, unsettled: o.unsettled > 0}
	}
	o.mu.Unlock()
	n.mu.Unlock()
	for _, ev := range failed {
		ev.Fail(err)
	}
	if err != nil {
		n.forget(o)
	}
}

// next takes an event off the queue for the instance in, nil if there is none for it.
func (o *Object) next(in *Instance) Event {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.instance != in || len(o.queue) == 0 {
		return nil
	}
	ev := o.queue[0]
	o.queue[0] = nil
	if o.queue = o.queue[1:]; len(o.queue) == 0 {
		o.queue = nil
	}
	return ev
}

// leave ends the life in. The events back go to the next life before all others. Of a life that failed to
// begin every event is answered, to be failed: the next one might fail forever. The sockets stay, or are
// answered to be cut.
func (o *Object) leave(in *Instance, back []Event, cut, unborn bool) (sockets []*Socket, failed []Event) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(back) > 0 {
		o.queue = append(back, o.queue...)
	}
	if unborn {
		failed, o.queue = o.queue, nil
	}
	if o.instance == in {
		o.instance = nil
	}
	if cut {
		o.resets++
		o.reset = in.ended
		sockets, o.sockets, o.auto = o.sockets, nil, nil
	}
	for _, s := range sockets {
		s.cut = true
	}
	for _, s := range o.sockets {
		s.Script = nil
	}
	sockets, o.leaving = append(sockets, o.leaving...), nil
	return sockets, failed
}

// retire is leave for an instance that does nothing: it answers false if something arrived meanwhile.
func (o *Object) retire(in *Instance) (sockets int, leaving []*Socket, ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.instance != in || len(o.queue) > 0 {
		return 0, nil, false
	}
	o.instance = nil
	for _, s := range o.sockets {
		s.Script = nil
	}
	leaving, o.leaving = o.leaving, nil
	return len(o.sockets), leaving, true
}

// unsettle notes that an instance ends with writes on their way to disk, until they have arrived.
func (o *Object) unsettle() {
	o.mu.Lock()
	o.unsettled++
	o.mu.Unlock()
	o.backend().Commit(&storage.Batch{Object: o.Storage()}, func(error) { o.settled() })
}

// settled ends what unsettled counts.
func (o *Object) settled() {
	o.mu.Lock()
	o.unsettled--
	o.mu.Unlock()
	o.Namespace.forget(o)
}

// drop ends the running instance, if there is one, and waits until it has.
func (o *Object) drop(err error, keep bool) {
	o.mu.Lock()
	in := o.instance
	o.mu.Unlock()
	over := true
	done := make(chan struct{})
	if in != nil && in.Isolate.Post(func() {
		over = in.ended != nil
		in.end(err, !keep, "reset")
		close(done)
	}) {
		<-done
	}
	if over && !keep { // its sockets have stayed when it ended
		o.cut(err)
	}
}

func (o *Object) observe(step string, why error) {
	o.Namespace.runtime.Observer.Object(observe.Object{
		Class: o.Namespace.Class, ID: o.ID.String(), Name: o.Name().Text, Step: step, Reason: why,
	})
}

// Instance answers the running instance of the object if it is in the isolate i, which the caller's loop
// must be; nil otherwise.
func (o *Object) Instance(i *isolate.Isolate) *Instance {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.instance != nil && o.instance.Isolate == i && o.instance.started {
		return o.instance
	}
	return nil
}
