package storagetest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/dodev/dodev/storage"
)

// everything is the range of all keys.
var everything = storage.Range{}

// oddKeys is every kind of key that has ever been mishandled, in byte order.
var oddKeys = []string{
	"", "\x00", "\x00\x00", "\x01", "B", "a", "a\x00", "a\x00b", "aa", "a\u007f", "\u00e9", "\uffff", "\U0001f600",
}

func testEmpty(t *testing.T, s *store) {
	o := object("a-A", 1)
	s.want(o, "key", nil)
	if keys := s.keys(o, everything); len(keys) != 0 {
		t.Errorf("keys = %q, want none", keys)
	}
	if a, err := s.Alarm(o); a.Set || err != nil {
		t.Errorf("Alarm = %v, %v, want none", a, err)
	}
	if n, err := s.Name(o); n.Known || err != nil {
		t.Errorf("Name = %v, %v, want unknown", n, err)
	}
	err := errors.Join(
		s.Alarms(func(storage.Object, storage.Alarm, storage.Name) bool { t.Error("visited an alarm"); return true }),
		s.Objects("a-A", func([32]byte, storage.Name) bool { t.Error("visited an object"); return true }),
	)
	if err != nil {
		t.Error(err)
	}
	s.commit(&storage.Batch{Object: o})
}

func testReadWrite(t *testing.T, s *store) {
	o := object("a-A", 1)
	s.put(o, "a", "1", "b", "2", "empty", "")
	s.want(o, "a", []byte("1"))
	s.want(o, "b", []byte("2"))
	s.want(o, "empty", []byte{})
	s.want(o, "c", nil)
	s.commit(&storage.Batch{Object: o, Writes: []storage.Write{{Key: "a"}, {Key: "b", Value: []byte("3")}, {Key: "c"}}})
	s.want(o, "a", nil)
	s.want(o, "b", []byte("3"))

	got, _, _ := s.Read(o, "b")
	got[0] = 'x'
	s.want(o, "b", []byte("3"))

	big := bytes.Repeat([]byte("0123456789abcdef"), storage.MaxRow/16)
	s.commit(&storage.Batch{Object: o, Writes: []storage.Write{{Key: "big", Value: big}}})
	s.want(o, "big", big)
}

func testKeys(t *testing.T, s *store) {
	o := object("a-A", 1)
	for i := len(oddKeys) - 1; i >= 0; i-- {
		s.put(o, oddKeys[i], fmt.Sprint(i))
	}
	for i, key := range oddKeys {
		s.want(o, key, []byte(fmt.Sprint(i)))
	}
	if got := s.keys(o, everything); !slices.Equal(got, oddKeys) {
		t.Errorf("keys = %q, want %q", got, oddKeys)
	}
}

func testList(t *testing.T, s *store) {
	o := object("a-A", 2)
	// Neighbours on both sides, which no range may reach into.
	s.put(object("a-A", 1), "a", "", "zz", "")
	s.put(object("a-A", 3), "", "", "a", "")
	for _, key := range oddKeys {
		s.put(o, key, "v"+key)
	}
	bounds := append([]string{"A", "a\x00a", "b", "\u00e8", "\U0010ffff"}, oddKeys...)
	for _, reverse := range []bool{false, true} {
		for _, start := range bounds {
			for _, end := range append(bounds, "none") {
				r := storage.Range{Start: start, End: end, Bounded: end != "none", Reverse: reverse}
				want := slices.DeleteFunc(slices.Clone(oddKeys), func(key string) bool {
					return key < start || end != "none" && key >= end
				})
				if reverse {
					slices.Reverse(want)
				}
				if got := s.keys(o, r); !slices.Equal(got, want) {
					t.Errorf("List(%q to %q, %v, reverse %v) = %q, want %q", start, end, r.Bounded, reverse, got, want)
				}
			}
		}
	}
	var seen []string
	err := s.List(o, everything, func(key string, value []byte) bool {
		if string(value) != "v"+key {
			t.Errorf("List visits %q with %q", key, value)
		}
		seen = append(seen, key)
		return len(seen) < 3
	})
	if err != nil || !slices.Equal(seen, oddKeys[:3]) {
		t.Errorf("List stopped after three = %q, %v, want %q", seen, err, oddKeys[:3])
	}
}

func testLongKeys(t *testing.T, s *store) {
	o := object("a-A", 1)
	var keys []string
	for _, n := range []int{31_999, 32_000, 32_769, 40_000} {
		base := strings.Repeat("k", n)
		keys = append(keys, base, base+"\x00", base+"z")
	}
	keys = append(keys, "a", "l")
	for _, key := range keys {
		s.put(o, key, "of "+short(key))
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	for i, start := range keys {
		s.want(o, start, []byte("of "+short(start)))
		for j, end := range keys {
			for _, r := range []storage.Range{
				{Start: start, End: end, Bounded: true}, {Start: start}, {End: end, Bounded: true},
			} {
				want := keys[:len(keys):len(keys)]
				if r.Bounded {
					want = want[:j]
				}
				if r.Start != "" {
					want = want[min(i, len(want)):]
				}
				if got := s.keys(o, r); !slices.Equal(got, want) {
					t.Fatalf("List(%s to %s, %v) = %q, want %q", short(r.Start), short(r.End), r.Bounded, shortAll(got), shortAll(want))
				}
				r.Reverse, want = true, slices.Clone(want)
				slices.Reverse(want)
				if got := s.keys(o, r); !slices.Equal(got, want) {
					t.Fatalf("List(%s to %s, %v, reverse) = %q, want %q", short(r.Start), short(r.End), r.Bounded, shortAll(got), shortAll(want))
				}
			}
		}
	}
	s.commit(&storage.Batch{Object: o, Writes: []storage.Write{{Key: keys[len(keys)-2]}}})
	s.want(o, keys[len(keys)-2], nil)
	s.commit(&storage.Batch{Object: o, DeleteAll: true})
	if got := s.keys(o, everything); len(got) != 0 {
		t.Errorf("keys after DeleteAll = %q, want none", shortAll(got))
	}
}

func testReadMany(t *testing.T, s *store) {
	o := object("a-A", 1)
	s.put(o, "", "0", "a", "1", "b", "2", "c", "3")
	asked := []string{"b", "x", "", "a", "y"}
	var got []string
	visit := func(i int, value []byte) bool {
		got = append(got, asked[i]+"="+string(value))
		return len(got) < 3
	}
	err := s.ReadMany(o, asked, visit)
	if want := []string{"b=2", "=0", "a=1"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("ReadMany(%q) = %q, %v, want %q", asked, got, err, want)
	}
}

func testDeleteAll(t *testing.T, s *store) {
	o, other := object("a-A", 1), object("a-A", 2)
	s.put(o, "a", "1", "b", "2")
	s.put(other, "a", "1")
	s.commit(&storage.Batch{Object: o, Alarm: storage.Alarm{Time: 5, Set: true}, AlarmChanged: true})
	s.commit(&storage.Batch{Object: o, DeleteAll: true, Writes: []storage.Write{{Key: "b", Value: []byte("3")}}})
	s.want(o, "a", nil)
	s.want(o, "b", []byte("3"))
	s.want(other, "a", []byte("1"))
	if a, err := s.Alarm(o); !a.Set || err != nil {
		t.Errorf("Alarm after DeleteAll = %v, %v, want it kept", a, err)
	}
	for i := range 3000 {
		s.start(&storage.Batch{Object: o, Writes: []storage.Write{{Key: fmt.Sprintf("%06d", i), Value: []byte("v")}}})
	}
	s.commit(&storage.Batch{Object: o, DeleteAll: true})
	if got := s.keys(o, everything); len(got) != 0 {
		t.Errorf("%d keys after DeleteAll, want none", len(got))
	}
	s.want(other, "a", []byte("1"))
}

func testApart(t *testing.T, s *store) {
	objects := []storage.Object{
		object("a-A", 0), object("a-A", 255), object("", 0), object("a-A\x00", 0), object("b", 0), {}, {Namespace: "b"},
	}
	for i, o := range objects {
		s.put(o, "key", fmt.Sprint(i), fmt.Sprint("own", i), "")
	}
	for i, o := range objects {
		s.want(o, "key", []byte(fmt.Sprint(i)))
		want := []string{"key", fmt.Sprint("own", i)}
		if got := s.keys(o, everything); !slices.Equal(got, want) {
			t.Errorf("keys of object %d = %q, want %q", i, got, want)
		}
	}
}

func testRefused(t *testing.T, s *store) {
	o := object("a-A", 1)
	broken := errors.New("broken")
	failed := &storage.Batch{Object: o}
	failed.Settle(broken)
	second := &storage.Batch{Object: o, After: failed, Writes: []storage.Write{{Key: "second", Value: []byte("2")}}}
	third := &storage.Batch{Object: o, After: second, Writes: []storage.Write{{Key: "third", Value: []byte("3")}}}
	after, last := s.start(second), s.start(third)
	s.put(object("a-A", 2), "other", "1")
	for name, done := range map[string]<-chan error{"second": after, "third": last} {
		if err := <-done; !errors.Is(err, broken) {
			t.Errorf("commit of %s batch after a failed one: %v, want %v", name, err, broken)
		}
		s.want(o, name, nil)
	}
	s.want(object("a-A", 2), "other", []byte("1"))
}

func testOrder(t *testing.T, s *store) {
	const n, objects = 300, 3
	var mu sync.Mutex
	var order [objects][]int
	var all sync.WaitGroup
	all.Add(n)
	for i := range n {
		// The value grows past what one transaction takes in, the key stays.
		value := bytes.Repeat([]byte{byte(i)}, 200_000)
		b := &storage.Batch{Object: object("a-A", byte(i%objects)), Writes: []storage.Write{{Key: "key", Value: value}}}
		s.Commit(b, func(err error) {
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Errorf("batch %d: %v", i, err)
			}
			order[i%objects] = append(order[i%objects], i)
			all.Done()
		})
	}
	all.Wait()
	for i, order := range order {
		if !slices.IsSorted(order) {
			t.Errorf("batches of object %d were reported in the order %v", i, order)
		}
		final := order[len(order)-1]
		got, _, _ := s.Read(object("a-A", byte(i)), "key")
		if len(got) == 0 || got[0] != byte(final) {
			t.Errorf("object %d ends with another batch than its last", i)
		}
	}
}

func testWriters(t *testing.T, s *store) {
	const writers, batches = 32, 20
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			o := object("a-A", byte(w))
			for i := range batches {
				value := []byte(fmt.Sprint(i))
				err := <-s.start(&storage.Batch{Object: o, Writes: []storage.Write{
					{Key: "latest", Value: value}, {Key: "n" + fmt.Sprint(i), Value: value},
				}})
				got, _, readErr := s.Read(o, "latest")
				if err != nil || readErr != nil || string(got) != string(value) {
					t.Errorf("writer %d reads %q after writing %q: %v, %v", w, got, value, err, readErr)
				}
			}
		})
	}
	group.Wait()
	for w := range writers {
		if got := len(s.keys(object("a-A", byte(w)), everything)); got != batches+1 {
			t.Errorf("writer %d left %d keys, want %d", w, got, batches+1)
		}
	}
}
