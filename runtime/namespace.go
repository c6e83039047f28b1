package runtime

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/storage"
)

// IdleLimit is how long an object may do nothing before it is dropped from memory.
const IdleLimit = 10 * time.Second

// Runtime is the objects of one running project.
type Runtime struct {
	Host     *host.Host
	Observer *observe.Observer
	Backend  storage.Backend

	mu         sync.Mutex
	namespaces map[string]*Namespace
	alarms     alarms
	idle       idle
}

// New answers a runtime without namespaces.
func New(h *host.Host, o *observe.Observer, b storage.Backend) *Runtime {
	r := &Runtime{Host: h, Observer: o, Backend: b, namespaces: map[string]*Namespace{}}
	r.alarms.runtime, r.idle.runtime = r, r
	return r
}

// Namespace answers the objects of a class, by the unique key that their ids and storage go by. It is made
// at the first call.
func (r *Runtime) Namespace(uniqueKey, class string) *Namespace {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.namespaces[uniqueKey]
	if n == nil {
		n = &Namespace{
			Keyring: NewKeyring(uniqueKey), Key: uniqueKey, Class: class, runtime: r, objects: map[ID]*Object{},
		}
		r.namespaces[uniqueKey] = n
	}
	return n
}

// Close drops every instance without waiting for what it does, and stops alarms. No object starts afterwards.
// Storage stays open.
func (r *Runtime) Close(why error) {
	r.alarms.stop()
	r.idle.stop()
	for _, n := range r.list() {
		n.close(why)
	}
	r.Drop(why, false)
}

// Drop ends every instance of every namespace with err. Hibernatable sockets stay if keep is set.
func (r *Runtime) Drop(err error, keep bool) {
	for _, n := range r.list() {
		n.Drop(err, keep)
	}
}

func (r *Runtime) list() []*Namespace {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Collect(maps.Values(r.namespaces))
}

// Namespace is the objects of one class.
type Namespace struct {
	Keyring
	Key   string // the unique key
	Class string
	// SQLite says that the class was declared with SQLite storage.
	SQLite atomic.Bool

	runtime *Runtime
	mu      sync.Mutex
	code    Code
	version int   // of the code
	closed  error // why nothing starts any more
	objects map[ID]*Object
}

// Use makes code what objects run from their next start on.
func (n *Namespace) Use(code Code) {
	n.mu.Lock()
	n.code = code
	n.version++
	n.mu.Unlock()
}

// close keeps objects from starting.
func (n *Namespace) close(why error) {
	n.mu.Lock()
	n.closed = why
	n.version++
	n.mu.Unlock()
}

// Object answers the object with an id. name is what the id was derived from, when the caller knows.
func (n *Namespace) Object(id ID, name storage.Name) *Object {
	n.mu.Lock()
	defer n.mu.Unlock()
	o := n.objects[id]
	if o == nil {
		if len(name.Text) > maxName {
			name = storage.Name{}
		}
		o = &Object{ID: id, Namespace: n, name: name}
		n.objects[id] = o
	}
	return o
}

// Drop ends every instance with err. Hibernatable sockets stay if keep is set, and are cut otherwise.
func (n *Namespace) Drop(err error, keep bool) {
	for _, o := range n.all() {
		o.drop(err, keep)
	}
}

// forget removes an object that has nothing in memory worth keeping. A facet stays with what it is a part of.
func (n *Namespace) forget(o *Object) {
	if o.facet.parent != nil {
		o.facetRested()
		return
	}
	n.mu.Lock()
	o.mu.Lock()
	if n.objects[o.ID] == o && o.resting() {
		delete(n.objects, o.ID)
		o.gone = true
	}
	o.mu.Unlock()
	n.mu.Unlock()
}
