package storage_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"unsafe"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/storagetest"
)

// newCache answers a cache whose completions are delivered at once. What it
// tells is appended to a log, if there is one.
func newCache(b storage.Backend, log *[]string) *storage.Cache {
	note := func(format string, args ...any) {
		if log != nil {
			*log = append(*log, fmt.Sprintf(format, args...))
		}
	}
	return storage.NewCache(storage.CacheOptions{
		Backend:   b,
		Object:    storage.Object{Namespace: "test-Room"},
		Name:      storage.Name{Text: "lobby", Known: true},
		Post:      func(f func()) { f() },
		OnDirty:   func() { note("dirty") },
		OnDurable: func(seq uint64, err error) { note("durable %d %v", seq, err) },
		OnAlarm:   func(a storage.Alarm) { note("alarm %d %v", a.Time, a.Set) },
	})
}

func put(t testing.TB, c *storage.Cache, key, value string) {
	t.Helper()
	if err := c.Put(key, []byte(value), true); err != nil {
		t.Fatalf("Put(%q): %v", key, err)
	}
}

func savepoint(t testing.TB, c *storage.Cache) *storage.Txn {
	t.Helper()
	txn, err := c.Savepoint()
	if err != nil {
		t.Fatalf("Savepoint: %v", err)
	}
	return txn
}

// want checks one key; "-" wants it absent.
func want(t *testing.T, c *storage.Cache, key, want string) {
	t.Helper()
	value, found, err := c.Get(key)
	got := string(value)
	if !found {
		got = "-"
	}
	if err != nil || got != want {
		t.Errorf("Get(%q) = %q, %v, want %q", key, got, err, want)
	}
}

func told(t *testing.T, log *[]string, want ...string) {
	t.Helper()
	if !slices.Equal(*log, want) {
		t.Errorf("told %q, want %q", *log, want)
	}
	*log = nil
}

func TestIdleCacheIsSmall(t *testing.T) {
	if size := unsafe.Sizeof(storage.Cache{}); size > 224 {
		t.Errorf("an idle cache takes %d bytes, want at most 224", size)
	}
}

func TestCacheReadsThroughLayers(t *testing.T) {
	b := storagetest.NewMemory()
	c := newCache(b, nil)
	put(t, c, "deep", "1")
	put(t, c, "flying", "1")
	put(t, c, "fresh", "1")
	c.Flush()
	b.Hold()
	put(t, c, "flying", "2")
	c.Flush()
	put(t, c, "flying", "3")
	c.Flush()
	put(t, c, "fresh", "4")
	check := func() {
		t.Helper()
		want(t, c, "deep", "1")
		want(t, c, "flying", "3")
		want(t, c, "fresh", "4")
		want(t, c, "none", "-")
	}
	check()
	b.Step()
	check()
	b.Resume()
	check()
	if n, err := c.DeleteMany([]string{"deep", "fresh", "none", "deep"}, true); n != 2 || err != nil {
		t.Errorf("DeleteMany = %d, %v, want 2", n, err)
	}
	want(t, c, "deep", "-")
	if existed, err := c.Delete("deep", true); existed || err != nil {
		t.Errorf("second Delete = %v, %v, want false", existed, err)
	}
	if got, err := c.GetMany([]string{"none", "flying", "deep", "flying"}); err != nil || len(got) != 1 || got[0].Key != "flying" {
		t.Errorf("GetMany = %v, %v, want flying once", got, err)
	}
}

func TestReverseListLeavesFlightAlone(t *testing.T) {
	b := storagetest.NewMemory()
	b.Hold()
	c := newCache(b, nil)
	for _, key := range []string{"a", "b", "c"} {
		put(t, c, key, key)
	}
	c.Flush()
	if err := c.List(storage.ListOptions{Reverse: true}, func(string, []byte) bool { return true }); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"a", "b", "c"} {
		want(t, c, key, key)
	}
}

func TestDeleteAll(t *testing.T) {
	for _, test := range []struct {
		alarm bool
		want  storage.Alarm
	}{{false, storage.Alarm{Time: 7, Set: true}}, {true, storage.Alarm{}}} {
		b := storagetest.NewMemory()
		c := newCache(b, nil)
		put(t, c, "durable", "1")
		if err := c.SetAlarm(7, true); err != nil {
			t.Fatal(err)
		}
		c.Flush()
		b.Hold()
		put(t, c, "flying", "1")
		c.Flush()
		put(t, c, "fresh", "1")
		if err := c.DeleteAll(test.alarm, true); err != nil {
			t.Fatal(err)
		}
		put(t, c, "after", "1")
		check := func() {
			t.Helper()
			for key, value := range map[string]string{"durable": "-", "flying": "-", "fresh": "-", "after": "1"} {
				want(t, c, key, value)
			}
			if a, err := c.Alarm(); a != test.want || err != nil {
				t.Errorf("Alarm after DeleteAll(%v) = %v, %v, want %v", test.alarm, a, err, test.want)
			}
		}
		check()
		c.Flush()
		check()
		b.Resume()
		check()
	}
}

func TestFlushTellsOnce(t *testing.T) {
	var log []string
	b := storagetest.NewMemory()
	c := newCache(b, &log)
	c.Flush()
	told(t, &log)
	put(t, c, "a", "1")
	put(t, c, "b", "1")
	told(t, &log, "dirty")
	if !c.Dirty() || c.Idle() {
		t.Errorf("after a put: dirty %v, idle %v", c.Dirty(), c.Idle())
	}
	b.Hold()
	c.Flush()
	if err := c.SetAlarm(9, true); err != nil {
		t.Fatal(err)
	}
	c.Flush()
	told(t, &log, "dirty")
	if c.Dirty() || c.Idle() {
		t.Errorf("in flight: dirty %v, idle %v", c.Dirty(), c.Idle())
	}
	b.Step()
	told(t, &log, "durable 1 <nil>")
	b.Resume()
	told(t, &log, "alarm 9 true", "durable 2 <nil>")
	if !c.Idle() {
		t.Error("not idle with everything durable")
	}
	name, err := b.Name(storage.Object{Namespace: "test-Room"})
	if name.Text != "lobby" || !name.Known || err != nil {
		t.Errorf("Name = %v, %v, want lobby", name, err)
	}
}

func TestWrittenCountsConfirmedWrites(t *testing.T) {
	b := storagetest.NewMemory()
	b.Hold()
	c := newCache(b, nil)
	check := func(when string, written, latest uint64) {
		t.Helper()
		if c.Written() != written || c.Latest() != latest {
			t.Errorf("%s: written %d, latest %d, want %d and %d", when, c.Written(), c.Latest(), written, latest)
		}
	}
	loose := func() {
		t.Helper()
		if err := c.Put("loose", []byte("1"), false); err != nil {
			t.Fatal(err)
		}
	}
	check("at first", 0, 0)
	loose()
	check("unconfirmed", 0, 1)
	c.Flush()
	check("unconfirmed in flight", 0, 1)
	loose()
	put(t, c, "firm", "1")
	loose()
	check("mixed", 2, 2)
	c.Flush()
	loose()
	c.Flush()
	check("unconfirmed behind confirmed", 2, 3)
	b.Resume()
	if c.Durable() != 3 {
		t.Errorf("durable %d, want 3", c.Durable())
	}
}

func TestWrittenDuringTransaction(t *testing.T) {
	b := storagetest.NewMemory()
	var log []string
	c := newCache(b, &log)
	put(t, c, "before", "1")
	txn := c.Begin()
	put(t, c, "inside", "1")
	told(t, &log, "dirty", "durable 1 <nil>")
	if c.Written() != 1 || c.Latest() != 1 {
		t.Errorf("a message within the transaction waits for %d, sync for %d, want 1", c.Written(), c.Latest())
	}
	c.Flush()
	if c.Durable() != 1 {
		t.Errorf("an open transaction was flushed")
	}
	if err := txn.Commit(); err != nil {
		t.Fatal(err)
	}
	told(t, &log, "dirty")
	if c.Written() != 2 {
		t.Errorf("a message behind the transaction waits for %d, want 2", c.Written())
	}

	c.Flush()
	point := savepoint(t, c)
	put(t, c, "inside", "2")
	if c.Written() != 3 {
		t.Errorf("a message within the savepoint waits for %d, want 3", c.Written())
	}
	if err := point.Rollback(); err != nil {
		t.Fatal(err)
	}
	// Somebody waits for the number, though nothing is left to write.
	c.Flush()
	told(t, &log, "durable 2 <nil>", "dirty", "durable 3 <nil>")
}

func TestFailedFlushBreaks(t *testing.T) {
	var log []string
	b := storagetest.NewMemory()
	c := newCache(b, &log)
	put(t, c, "a", "1")
	c.Flush()
	log = nil
	b.Hold()
	full := errors.New("disk full")
	b.Fail(full)
	put(t, c, "a", "2")
	c.Flush()
	put(t, c, "a", "3")
	c.Flush()
	put(t, c, "a", "4")
	txn := savepoint(t, c)
	b.Step()
	told(t, &log, "dirty", "dirty", "dirty", "durable 2 disk full")
	_, _, get := c.Get("a")
	_, many := c.GetMany(nil)
	_, del := c.Delete("a", true)
	_, alarm := c.Alarm()
	for name, err := range map[string]error{
		"Get": get, "GetMany": many, "Delete": del, "Alarm": alarm, "Err": c.Err(),
		"List":        c.List(storage.ListOptions{}, nil),
		"Put":         c.Put("a", nil, true),
		"PutMany":     c.PutMany(nil, true),
		"DeleteAll":   c.DeleteAll(true, true),
		"SetAlarm":    c.SetAlarm(1, true),
		"DeleteAlarm": c.DeleteAlarm(true),
		"Commit":      txn.Commit(),
		"Rollback":    txn.Rollback(),
		"Begin":       c.Begin().Commit(),
	} {
		if !errors.Is(err, full) {
			t.Errorf("%s on a broken cache: %v, want %v", name, err, full)
		}
	}
	c.Flush()
	c.Discard()
	b.Resume()
	told(t, &log, "durable 3 disk full")
	if !c.Idle() {
		t.Error("a broken cache is not idle")
	}
	want(t, newCache(b, nil), "a", "1")
}

func TestDiscard(t *testing.T) {
	var log []string
	b := storagetest.NewMemory()
	c := newCache(b, &log)
	b.Hold()
	put(t, c, "a", "flying")
	c.Flush()
	put(t, c, "a", "dropped")
	txn := savepoint(t, c)
	if err := c.SetAlarm(5, true); err != nil {
		t.Fatal(err)
	}
	promised := c.Written()
	c.Discard()
	want(t, c, "a", "flying")
	if err := txn.Commit(); !errors.Is(err, storage.ErrTxnDone) {
		t.Errorf("Commit after Discard: %v, want %v", err, storage.ErrTxnDone)
	}
	if err := txn.Rollback(); err != nil {
		t.Errorf("Rollback after Discard: %v", err)
	}
	put(t, c, "b", "next instance")
	if next := c.Written(); next <= promised {
		t.Errorf("batch %d of the next instance releases who waited for %d", next, promised)
	}
	c.Flush()
	b.Resume()
	told(t, &log, "dirty", "dirty", "dirty", "durable 1 <nil>", "durable 3 <nil>")
	c.Discard()
	fresh := newCache(b, nil)
	want(t, fresh, "a", "flying")
	want(t, fresh, "b", "next instance")
	if a, _ := fresh.Alarm(); a.Set {
		t.Errorf("Alarm = %v after being discarded", a)
	}
}
