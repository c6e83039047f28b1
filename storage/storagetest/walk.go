package storagetest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/dodev/dodev/storage"
)

const walkSteps = 600

// loop stands in for an isolate's: others post to it, its owner runs.
type loop struct {
	mu     sync.Mutex
	wake   sync.Cond
	posted []func()
}

func newLoop() *loop {
	l := new(loop)
	l.wake.L = &l.mu
	return l
}

func (l *loop) post(f func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.posted = append(l.posted, f)
	l.wake.Signal()
}

// run runs what is posted until a condition holds, waiting if it must.
func (l *loop) run(until func() bool) {
	for !until() {
		l.mu.Lock()
		for len(l.posted) == 0 {
			l.wake.Wait()
		}
		f := l.posted[0]
		l.posted = l.posted[1:]
		l.mu.Unlock()
		f()
	}
}

// turn runs what is posted already.
func (l *loop) turn() {
	l.mu.Lock()
	posted := l.posted
	l.posted = nil
	l.mu.Unlock()
	for _, f := range posted {
		f()
	}
}

// walker is one object of a random walk.
type walker struct {
	t       *testing.T
	r       *Random
	backend storage.Backend
	cache   *storage.Cache
	model   *model
	txns    []*storage.Txn
	log     []string
	landed  uint64 // the last sequence number heard of
}

// walk does random things to a few objects' caches and to models of them.
func walk(t *testing.T, open Opener, seed uint64) {
	dir := t.TempDir()
	backend := open(t, dir)
	r, l := NewRandom(seed), newLoop()
	walkers := make([]*walker, 3)
	for i := range walkers {
		walkers[i] = &walker{t: t, r: r, model: newModel()}
	}
	connect := func() {
		for i, w := range walkers {
			w.landed, w.backend = 0, backend
			w.cache = storage.NewCache(storage.CacheOptions{
				Backend: backend, Object: object("walk", byte(i)), Post: l.post, OnDurable: w.durable,
			})
		}
	}
	connect()
	for range walkSteps {
		w := walkers[r.N(len(walkers))]
		w.step()
		if r.N(3) == 0 {
			l.turn()
		}
		if r.N(100) == 0 {
			for _, w := range walkers {
				w.settle(l)
				w.cache.Close()
			}
			if err := backend.Close(); err != nil {
				t.Fatalf("seed %d: Close: %v", seed, err)
			}
			backend = open(t, dir)
			connect()
		}
		if t.Failed() {
			t.Fatalf("seed %d (%s=%d reruns it); the object's last steps:\n%s",
				seed, SeedVariable, seed, strings.Join(w.log[max(0, len(w.log)-40):], "\n"))
		}
	}
	for _, w := range walkers {
		w.settle(l)
		w.cache.Close()
	}
	if err := backend.Close(); err != nil {
		t.Fatal(err)
	}
}

func (w *walker) note(format string, args ...any) {
	w.log = append(w.log, fmt.Sprintf(format, args...))
}

func (w *walker) durable(seq uint64, err error) {
	if err != nil || seq <= w.landed {
		w.t.Errorf("OnDurable(%d, %v) after %d", seq, err, w.landed)
	}
	w.landed = seq
}

// settle ends what is open and waits until all of it is durable.
func (w *walker) settle(l *loop) {
	for len(w.txns) > 0 {
		w.end(true)
	}
	wait := w.cache.Latest()
	w.cache.Flush()
	w.model.flush()
	l.run(w.cache.Idle)
	if w.cache.Durable() < wait {
		w.t.Errorf("durable up to %d, want %d", w.cache.Durable(), wait)
	}
}

func (w *walker) step() {
	confirmed := w.r.N(4) > 0
	switch n := w.r.N(100); {
	case n < 30:
		key, value := w.key(), w.value()
		w.note("put %s %d", short(key), len(value))
		w.model.now.pairs[key] = string(value)
		w.check(w.cache.Put(key, value, confirmed))
	case n < 36:
		w.putMany(confirmed)
	case n < 48:
		keys := w.keys()
		w.note("delete %q", shortAll(keys))
		want := w.model.delete(keys)
		got, err := w.cache.DeleteMany(keys, confirmed)
		w.same("DeleteMany", got, want, err)
	case n < 49:
		w.deleteAll(confirmed)
	case n < 56:
		w.alarm(confirmed)
	case n < 63:
		w.begin()
	case n < 72:
		if len(w.txns) > 0 {
			w.end(w.r.N(2) == 0)
		}
	case n < 80:
		w.note("flush")
		w.model.flush()
		w.cache.Flush()
	case n < 81:
		w.note("discard")
		w.model.discard()
		w.cache.Discard()
		w.txns = nil
	case n < 84:
		w.cache.Written()
		w.cache.Latest()
	case n < 85:
		w.move()
	default:
		w.read()
	}
}

func (w *walker) putMany(confirmed bool) {
	var entries []storage.Entry
	for _, key := range w.keys() {
		entries = append(entries, storage.Entry{Key: key, Value: w.value()})
	}
	w.note("put %d pairs", len(entries))
	for _, e := range entries {
		w.model.now.pairs[e.Key] = string(e.Value)
	}
	w.check(w.cache.PutMany(entries, confirmed))
}

func (w *walker) deleteAll(confirmed bool) {
	alarm := w.r.N(2) == 0
	err := w.cache.DeleteAll(alarm, confirmed)
	w.note("delete all, alarm %v: %v", alarm, err)
	if len(w.txns) > 0 {
		if err == nil {
			w.t.Error("DeleteAll within a transaction succeeded")
		}
		return
	}
	w.check(err)
	clear(w.model.now.pairs)
	if alarm {
		w.model.now.alarm = storage.Alarm{}
	}
}

func (w *walker) alarm(confirmed bool) {
	if w.r.N(3) == 0 {
		w.note("delete alarm")
		w.model.now.alarm = storage.Alarm{}
		w.check(w.cache.DeleteAlarm(confirmed))
		return
	}
	a := at(int64(w.r.N(1000)) + 1)
	w.note("set alarm %d", a.Time)
	w.model.now.alarm = a
	w.check(w.cache.SetAlarm(a.Time, confirmed))
}

func (w *walker) begin() {
	if w.r.N(2) == 0 {
		w.note("begin")
		w.model.flush()
		w.txns = append(w.txns, w.cache.Begin())
	} else {
		w.note("savepoint")
		t, err := w.cache.Savepoint()
		w.check(err)
		w.txns = append(w.txns, t)
	}
	w.model.begin()
}

func (w *walker) end(commit bool) {
	last := len(w.txns) - 1
	t := w.txns[last]
	w.txns = w.txns[:last]
	if commit {
		w.note("commit")
		w.model.commit()
		w.check(t.Commit())
	} else {
		w.note("rollback")
		w.model.rollback()
		w.check(t.Rollback())
	}
}

func (w *walker) read() {
	switch w.r.N(4) {
	case 0:
		key := w.key()
		got, found, err := w.cache.Get(key)
		want, exists := w.model.now.pairs[key]
		if err != nil || found != exists || string(got) != want {
			w.t.Errorf("Get(%s) = %s, %v, %v, want %s, %v", short(key), short(string(got)), found, err, short(want), exists)
		}
	case 1:
		keys := w.keys()
		got, err := w.cache.GetMany(keys)
		w.entries(fmt.Sprintf("GetMany(%q)", shortAll(keys)), got, w.model.many(keys), err)
	case 2:
		got, err := w.cache.Alarm()
		w.same("Alarm", got, w.model.now.alarm, err)
	default:
		o := w.options()
		var got []storage.Entry
		err := w.cache.List(o, func(key string, value []byte) bool {
			got = append(got, storage.Entry{Key: key, Value: bytes.Clone(value)})
			return true
		})
		w.entries(describe(o), got, w.model.list(o), err)
	}
}

// move has the object kept as a database, where there is such a thing.
func (w *walker) move() {
	if _, ok := w.backend.(storage.SessionBackend); ok && w.r.N(3) == 0 {
		w.note("move")
		w.check(w.cache.Move())
	}
}

func (w *walker) check(err error) {
	if err != nil {
		w.t.Error(err)
	}
}

func (w *walker) same(what string, got, want any, err error) {
	if err != nil || got != want {
		w.t.Errorf("%s = %v, %v, want %v", what, got, err, want)
	}
}

func (w *walker) entries(what string, got, want []storage.Entry, err error) {
	if err != nil || !slices.EqualFunc(got, want, func(a, b storage.Entry) bool {
		return a.Key == b.Key && string(a.Value) == string(b.Value)
	}) {
		w.t.Errorf("%s\n got %s, %v\nwant %s", what, pairs(got), err, pairs(want))
	}
}

func pairs(entries []storage.Entry) string {
	var b strings.Builder
	for _, e := range entries {
		fmt.Fprintf(&b, " %s:%s", short(e.Key), short(string(e.Value)))
	}
	return b.String()
}
