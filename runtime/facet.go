package runtime

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/storage"
)

// MaxFacetDepth is how deep facets nest, the object at the root included.
const MaxFacetDepth = 4

// facet is what makes an Object a part of another one: it has storage of its own below the other's, and lives
// only while the other does. Each has a Namespace to itself, because each may run another class.
type facet struct {
	parent *Object
	path   []string // of names, from the root
}

// within answers whether a key of the index is the facet at path or below it; everything is below the root.
func within(key string, path []string) bool {
	if len(path) == 0 {
		return true
	}
	at := storage.FacetKey(path)
	return key == at || strings.HasPrefix(key, at[:len(at)-1]+",")
}

// Depth answers how many objects are above a facet; 0 is no facet.
func (o *Object) Depth() int { return len(o.facet.path) }

func (o *Object) root() *Object {
	for o.facet.parent != nil {
		o = o.facet.parent
	}
	return o
}

// Facet answers the address of a facet, which is made at the first call. It starts nothing until its Namespace
// is given code.
func (o *Object) Facet(name string) *Object {
	o.mu.Lock()
	defer o.mu.Unlock()
	if f := o.facets[name]; f != nil {
		return f
	}
	root := o.root()
	path := append(append([]string{}, o.facet.path...), name)
	at := storage.Object{Namespace: root.Namespace.Key, ID: root.ID}.Facet(path)
	n := &Namespace{
		Keyring: o.Namespace.Keyring, Key: at.Namespace, Class: o.Namespace.Class + "/" + name,
		runtime: o.Namespace.runtime, objects: map[ID]*Object{},
	}
	n.SQLite.Store(o.Namespace.SQLite.Load())
	f := &Object{ID: at.ID, Namespace: n, facet: facet{parent: o, path: path}}
	n.objects[f.ID] = f
	if o.facets == nil {
		o.facets = map[string]*Object{}
	}
	o.facets[name] = f
	return f
}

// End ends the lives of a facet and of the facets below it. They start no more until they are given code again.
// It is called on the loop of i.
func (o *Object) End(i *isolate.Isolate, err error) {
	n := o.Namespace
	n.mu.Lock()
	n.code = nil
	n.version++
	n.mu.Unlock()
	o.mu.Lock()
	in := o.instance
	failed := o.queue
	o.queue = nil
	o.mu.Unlock()
	for _, ev := range failed {
		ev.Fail(err)
	}
	switch {
	case in == nil:
		o.endFacets(i, err)
	case in.Isolate == i:
		in.end(err, true, "abort")
	default:
		in.Isolate.Post(func() { in.end(err, true, "abort") })
	}
}

// endFacets ends every facet of an object whose own life ends.
func (o *Object) endFacets(i *isolate.Isolate, err error) {
	for _, f := range o.children() {
		f.End(i, err)
	}
}

func (o *Object) children() []*Object {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Collect(maps.Values(o.facets))
}

// resting answers whether an object and its facets have nothing in memory worth keeping. o.mu is held; those of
// facets are taken after that of their parent.
func (o *Object) resting() bool {
	if o.instance != nil || len(o.queue) > 0 || o.waking || o.lost != nil || o.unsettled > 0 || len(o.sockets) > 0 {
		return false
	}
	return !o.facetsRun()
}

// facetsRun answers whether a facet has anything in memory. o.mu is held.
func (o *Object) facetsRun() bool {
	for _, f := range o.facets {
		f.mu.Lock()
		resting := f.resting()
		f.mu.Unlock()
		if !resting {
			return true
		}
	}
	return false
}

// facetRested tells the object above that a facet may have nothing left in memory.
func (o *Object) facetRested() {
	p := o.facet.parent
	p.mu.Lock()
	in := p.instance
	p.mu.Unlock()
	if in != nil {
		in.Isolate.Post(in.rest)
	}
	p.Namespace.forget(p)
}

// note enters a facet that starts in the index of its root.
func (o *Object) note() {
	root, key := o.root(), storage.FacetKey(o.facet.path)
	known := root.facetIndex()
	root.mu.Lock()
	if known[key] {
		root.mu.Unlock()
		return
	}
	known[key] = true
	root.unsettled++
	root.mu.Unlock()
	root.backend().Commit(&storage.Batch{
		Object: root.indexAddress(), Writes: []storage.Write{{Key: key, Value: []byte{}}},
	}, func(error) { root.settled() })
}

func (o *Object) indexAddress() storage.Object {
	return storage.Object{Namespace: o.Namespace.Key, ID: o.ID}.FacetIndex()
}

func (o *Object) backend() storage.Backend { return o.Namespace.runtime.Backend }

// facetIndex answers the paths of all facets that a root ever had, read at the first call.
func (o *Object) facetIndex() map[string]bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.index == nil {
		o.index = map[string]bool{}
		// What cannot be read now cannot be read later either, and says so there.
		_ = o.backend().List(o.indexAddress(), storage.Range{}, func(key string, _ []byte) bool {
			o.index[key] = true
			return true
		})
	}
	return o.index
}

// below answers the facets of o that ever were, and theirs, whose path is path or below it.
func (o *Object) below(path []string) (list []*Object) {
	root := o.root()
	known := root.facetIndex()
	var paths [][]string
	root.mu.Lock()
	for key := range known {
		if names, ok := storage.FacetPath(key); ok && within(key, path) {
			paths = append(paths, names)
		}
	}
	root.mu.Unlock()
	for _, names := range paths {
		f := root
		for _, name := range names {
			f = f.Facet(name)
		}
		list = append(list, f)
	}
	return list
}

// DeleteFacet ends a facet, and the facets below it, and deletes what they stored. It is called on the loop of i.
func (o *Object) DeleteFacet(i *isolate.Isolate, name string, err error) {
	f := o.Facet(name)
	f.End(i, err)
	for _, gone := range o.below(f.facet.path) {
		gone.empty()
	}
}

// DeleteFacets deletes every facet of the object.
func (o *Object) DeleteFacets(i *isolate.Isolate, err error) {
	o.endFacets(i, err)
	for _, gone := range o.below(o.facet.path) {
		if gone != o {
			gone.empty()
		}
	}
}

// empty deletes what is stored. The next life waits for it.
func (o *Object) empty() {
	o.mu.Lock()
	o.lost = nil
	o.mu.Unlock()
	o.backend().Commit(&storage.Batch{Object: o.Storage(), DeleteAll: true}, func(error) {})
	o.unsettle()
}

// CloneFacet puts a copy of what a facet and those below it have stored in place of another, which is ended
// with why. It is called on the loop of i.
func (o *Object) CloneFacet(i *isolate.Isolate, from, to string, why error) {
	if from == to {
		o.Facet(to).End(i, why)
		return
	}
	source := o.Facet(from)
	sources := o.below(source.facet.path)
	o.DeleteFacet(i, to, why)
	for _, f := range sources {
		copied := o.Facet(to)
		for _, name := range f.facet.path[len(source.facet.path):] {
			copied = copied.Facet(name)
		}
		copied.note()
		copied.copyOf(f, i)
	}
}

// copyOf stores what from stores now. Nothing starts before it is there, and nothing ever if it cannot be stored. It is called on
// the loop of i.
func (o *Object) copyOf(from *Object, i *isolate.Isolate) {
	o.mu.Lock()
	o.waking = true
	o.mu.Unlock()
	over := func(err error) {
		o.mu.Lock()
		o.waking = false
		if err != nil {
			o.lost = fmt.Errorf("copy the facet %q: %w", from.facet.path[len(from.facet.path)-1], err)
		}
		o.mu.Unlock()
		o.wake()
		o.Namespace.forget(o)
	}
	store, err := o.copying(from, i)
	if err != nil {
		over(err)
		return
	}
	o.backend().Commit(&storage.Batch{Object: o.Storage()}, func(error) { store(over) }) // after all that it stored was deleted
}

// copying answers what stores in o what from stores now.
func (o *Object) copying(from *Object, i *isolate.Isolate) (store func(done func(error)), err error) {
	in := from.Instance(i)
	if in != nil {
		in.Cache.Flush()
	}
	b := o.backend()
	if sessions, ok := b.(storage.SessionBackend); ok {
		s, err := sessions.Snapshot(from.Storage())
		if err != nil {
			return nil, err
		}
		if s != nil {
			return func(done func(error)) { s.Store(o.Storage(), done) }, nil
		}
	}
	batch := &storage.Batch{Object: o.Storage()}
	add := func(key string, value []byte) bool {
		batch.Writes = append(batch.Writes, storage.Write{Key: key, Value: append([]byte{}, value...)})
		return true
	}
	if in != nil {
		err := in.Cache.List(storage.ListOptions{}, add)
		return func(done func(error)) { b.Commit(batch, done) }, err
	}
	return func(done func(error)) {
		b.Commit(&storage.Batch{Object: from.Storage()}, func(err error) { // what is under way is there then
			if err == nil {
				err = b.List(from.Storage(), storage.Range{}, add)
			}
			if err != nil {
				done(err)
				return
			}
			b.Commit(batch, done)
		})
	}, nil
}
