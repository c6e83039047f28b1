package runtime

import (
	"sync"

	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/storage"
)

// Object is the address of one Durable Object and what outlives its instances: hibernatable sockets. Its
// methods may be called from any goroutine.
type Object struct {
	ID        ID
	Namespace *Namespace

	mu       sync.Mutex
	name     storage.Name
	instance *Instance
	// unsettled says that the last instance ended with writes on their way to disk.
	unsettled bool
	gone      bool // removed from its namespace; a new one stands for the id
	sockets   []*Socket
	auto      *AutoResponse
	// timeout bounds the events of hibernatable sockets, in ms; 0 does not.
	timeout int64
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

// Storage answers where the object's data is.
func (o *Object) Storage() storage.Object {
	return storage.Object{Namespace: o.Namespace.Key, ID: o.ID}
}

// Deliver hands the object an event. Events from one goroutine arrive in order. The object is started if
// it is not running.
func (o *Object) Deliver(ev Event) {
	for {
		in, err := o.take()
		switch {
		case err != nil:
			ev.Fail(err)
			return
		case in == nil: // removed from its namespace meanwhile
			o = o.Namespace.Object(o.ID, o.Name())
			continue
		}
		if in.Isolate.Post(func() { in.receive(ev) }) {
			return
		}
		o.abandon(in)
	}
}

// take answers the instance to give the next event to, and counts the event.
func (o *Object) take() (*Instance, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.gone {
		return nil, nil
	}
	if o.instance == nil || o.instance.Isolate.Dead() {
		o.Namespace.mu.Lock()
		code := o.Namespace.code
		o.Namespace.mu.Unlock()
		if code == nil {
			return nil, errNoCode
		}
		iso, err := code.Isolate(o)
		if err != nil {
			return nil, err
		}
		o.instance = newInstance(o, code, iso)
	}
	o.instance.queued++
	return o.instance, nil
}

// abandon forgets an instance whose isolate takes no more tasks.
func (o *Object) abandon(in *Instance) {
	o.mu.Lock()
	if o.instance == in {
		o.instance = nil
	}
	o.mu.Unlock()
}

// unsettle notes that an instance ends with writes on their way to disk, until they have arrived.
func (o *Object) unsettle() {
	o.mu.Lock()
	o.unsettled = true
	o.mu.Unlock()
	o.Namespace.runtime.Backend.Commit(&storage.Batch{Object: o.Storage()}, func(error) {
		o.mu.Lock()
		o.unsettled = false
		o.mu.Unlock()
		o.Namespace.forget(o)
	})
}

// drop ends the running instance, if there is one, and waits until it has.
func (o *Object) drop(err error, keep bool) {
	o.mu.Lock()
	in := o.instance
	o.mu.Unlock()
	if in == nil {
		if !keep {
			o.cut(err)
		}
		return
	}
	done := make(chan struct{})
	if !in.Isolate.Post(func() {
		in.end(err, !keep, "reset")
		close(done)
	}) {
		o.abandon(in)
		if !keep {
			o.cut(err)
		}
		return
	}
	<-done
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
