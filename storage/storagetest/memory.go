package storagetest

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/dodev/dodev/storage"
)

// Memory is a backend that keeps everything in maps. Unless held it commits
// within Commit, on the caller's goroutine.
type Memory struct {
	mu      sync.Mutex
	objects map[storage.Object]*record
	queue   []queued
	held    bool
	running bool
	fault   error
	closed  bool
}

type record struct {
	pairs map[string][]byte
	alarm storage.Alarm
	name  storage.Name
}

type queued struct {
	batch *storage.Batch
	done  func(error)
}

var _ storage.Backend = (*Memory)(nil)

// NewMemory answers an empty backend.
func NewMemory() *Memory {
	return &Memory{objects: make(map[storage.Object]*record)}
}

// Reopen answers a new backend over what a closed one holds.
func (m *Memory) Reopen() *Memory { return &Memory{objects: m.objects} }

// Hold keeps batches queued until Step or Resume.
func (m *Memory) Hold() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.held = true
}

// Step commits the oldest batch held and reports whether there was one.
func (m *Memory) Step() bool { return m.drain(1) > 0 }

// Resume commits every batch held and holds no more.
func (m *Memory) Resume() {
	m.mu.Lock()
	m.held = false
	m.mu.Unlock()
	m.drain(-1)
}

// Fail makes the next batch fail.
func (m *Memory) Fail(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fault = err
}

// Commit implements [storage.Backend].
func (m *Memory) Commit(b *storage.Batch, done func(error)) {
	m.mu.Lock()
	if m.closed {
		m.mu.Unlock()
		b.Settle(storage.ErrClosed)
		done(storage.ErrClosed)
		return
	}
	m.queue = append(m.queue, queued{b, done})
	held := m.held
	m.mu.Unlock()
	if !held {
		m.drain(-1)
	}
}

// drain commits up to n batches, all if n is negative. Whoever finds another
// goroutine at it leaves the work to that one.
func (m *Memory) drain(n int) (committed int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.running {
		return 0
	}
	m.running = true
	for len(m.queue) > 0 && committed != n {
		q := m.queue[0]
		m.queue = m.queue[1:]
		err := q.batch.Refused()
		if err == nil {
			err, m.fault = m.fault, nil
		}
		if err == nil {
			m.apply(q.batch)
		}
		q.batch.Settle(err)
		m.mu.Unlock()
		q.done(err)
		m.mu.Lock()
		committed++
	}
	m.running = false
	return committed
}

func (m *Memory) apply(b *storage.Batch) {
	r := m.objects[b.Object]
	if r == nil {
		r = &record{pairs: make(map[string][]byte)}
		m.objects[b.Object] = r
	}
	if b.DeleteAll {
		clear(r.pairs)
	}
	for _, w := range b.Writes {
		if w.Value == nil {
			delete(r.pairs, w.Key)
		} else {
			r.pairs[w.Key] = bytes.Clone(w.Value)
		}
	}
	if b.AlarmChanged {
		r.alarm = b.Alarm
	}
	if b.Name.Known {
		r.name = b.Name
	}
	if len(r.pairs) == 0 && !r.alarm.Set {
		delete(m.objects, b.Object)
	}
}

// look answers a snapshot of one object.
func (m *Memory) look(obj storage.Object) (record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return record{}, storage.ErrClosed
	}
	r := m.objects[obj]
	if r == nil {
		return record{}, nil
	}
	return record{maps.Clone(r.pairs), r.alarm, r.name}, nil
}

// Read implements [storage.Backend].
func (m *Memory) Read(obj storage.Object, key string) ([]byte, bool, error) {
	r, err := m.look(obj)
	value, found := r.pairs[key]
	return bytes.Clone(value), found, err
}

// ReadMany implements [storage.Backend].
func (m *Memory) ReadMany(obj storage.Object, keys []string, visit func(i int, value []byte) bool) error {
	r, err := m.look(obj)
	for i, key := range keys {
		if value, found := r.pairs[key]; found && !visit(i, value) {
			break
		}
	}
	return err
}

// List implements [storage.Backend].
func (m *Memory) List(obj storage.Object, within storage.Range, visit func(key string, value []byte) bool) error {
	r, err := m.look(obj)
	keys := slices.Sorted(maps.Keys(r.pairs))
	if within.Reverse {
		slices.Reverse(keys)
	}
	for _, key := range keys {
		if within.Contains(key) && !visit(key, r.pairs[key]) {
			break
		}
	}
	return err
}

// Alarm implements [storage.Backend].
func (m *Memory) Alarm(obj storage.Object) (storage.Alarm, error) {
	r, err := m.look(obj)
	return r.alarm, err
}

// Name implements [storage.Backend].
func (m *Memory) Name(obj storage.Object) (storage.Name, error) {
	r, err := m.look(obj)
	return r.name, err
}

// Alarms implements [storage.Backend].
func (m *Memory) Alarms(visit func(obj storage.Object, at storage.Alarm, name storage.Name) bool) error {
	objects, err := m.snapshot(func(_ storage.Object, r *record) bool { return r.alarm.Set })
	slices.SortStableFunc(objects, func(a, b stored) int { return cmp.Compare(a.record.alarm.Time, b.record.alarm.Time) })
	for _, o := range objects {
		if !visit(o.object, o.record.alarm, o.record.name) {
			break
		}
	}
	return err
}

// Objects implements [storage.Backend].
func (m *Memory) Objects(namespace string, visit func(id [32]byte, name storage.Name) bool) error {
	objects, err := m.snapshot(func(o storage.Object, _ *record) bool { return o.Namespace == namespace })
	for _, o := range objects {
		if !visit(o.object.ID, o.record.name) {
			break
		}
	}
	return err
}

type stored struct {
	object storage.Object
	record record
}

// snapshot answers some of the objects, ordered.
func (m *Memory) snapshot(want func(storage.Object, *record) bool) ([]stored, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return nil, storage.ErrClosed
	}
	var objects []stored
	for o, r := range m.objects {
		if want(o, r) {
			objects = append(objects, stored{o, *r})
		}
	}
	slices.SortFunc(objects, func(a, b stored) int {
		return cmp.Or(
			strings.Compare(a.object.Namespace, b.object.Namespace),
			bytes.Compare(a.object.ID[:], b.object.ID[:]),
		)
	})
	return objects, nil
}

// Close implements [storage.Backend].
func (m *Memory) Close() error {
	m.Resume()
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	return nil
}
