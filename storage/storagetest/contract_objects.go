package storagetest

import (
	"errors"
	"fmt"
	"reflect"
	"sync/atomic"
	"testing"

	"github.com/dodev/dodev/storage"
)

func known(name string) storage.Name { return storage.Name{Text: name, Known: true} }

func at(ms int64) storage.Alarm { return storage.Alarm{Time: ms, Set: true} }

func (s *store) alarm(o storage.Object, a storage.Alarm, n storage.Name) {
	s.t.Helper()
	s.commit(&storage.Batch{Object: o, Alarm: a, AlarmChanged: true, Name: n})
}

// alarms lists every alarm as text.
func (s *store) alarms() []string {
	s.t.Helper()
	all := []string{}
	err := s.Alarms(func(o storage.Object, a storage.Alarm, n storage.Name) bool {
		if again, err := s.Alarm(o); again != a || err != nil {
			s.t.Errorf("Alarm(%s %d) = %v, %v, listed as %v", o.Namespace, o.ID[31], again, err, a)
		}
		all = append(all, fmt.Sprintf("%s/%d@%d%s", o.Namespace, o.ID[31], a.Time, text(n)))
		return true
	})
	if err != nil {
		s.t.Errorf("Alarms: %v", err)
	}
	return all
}

func text(n storage.Name) string {
	if !n.Known {
		return ""
	}
	return fmt.Sprintf(" %q", n.Text)
}

// objects lists a namespace as text.
func (s *store) objects(namespace string) []string {
	s.t.Helper()
	all := []string{}
	err := s.Objects(namespace, func(id [32]byte, n storage.Name) bool {
		all = append(all, fmt.Sprintf("%d%s", id[31], text(n)))
		return true
	})
	if err != nil {
		s.t.Errorf("Objects(%q): %v", namespace, err)
	}
	return all
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s = %q, want %q", what, got, want)
	}
}

func testAlarms(t *testing.T, s *store) {
	a1, a2, b1 := object("a-A", 1), object("a-A", 2), object("b-B", 1)
	s.alarm(b1, at(3), storage.Name{})
	s.alarm(a2, at(1<<43), known("room"))
	s.alarm(a1, at(3), known(""))
	s.put(object("a-A", 3), "key", "no alarm")
	want := []string{`a-A/1@3 ""`, `b-B/1@3`, fmt.Sprintf(`a-A/2@%d "room"`, int64(1)<<43)}
	equal(t, "alarms", s.alarms(), want)

	s.alarm(a2, at(2), storage.Name{})
	s.alarm(b1, storage.Alarm{}, storage.Name{})
	s.put(a1, "key", "other changes leave it alone")
	want = []string{`a-A/2@2 "room"`, `a-A/1@3 ""`}
	equal(t, "alarms after changes", s.alarms(), want)
	s.reopen()
	equal(t, "alarms after reopening", s.alarms(), want)
}

func testNames(t *testing.T, s *store) {
	o := object("a-A", 1)
	check := func(when string, want storage.Name) {
		t.Helper()
		got, err := s.Name(o)
		if err != nil {
			t.Error(err)
		}
		equal(t, "name "+when, text(got), text(want))
	}
	write := func(b storage.Batch) { t.Helper(); b.Object = o; s.commit(&b) }

	write(storage.Batch{Name: known("lost")})
	check("of an object with nothing", storage.Name{})
	write(storage.Batch{Name: known("r\u00f6om\x00"), Writes: []storage.Write{{Key: "", Value: []byte("1")}}})
	check("after a first write", known("r\u00f6om\x00"))
	s.put(o, "a", "1")
	check("after a write without a name", known("r\u00f6om\x00"))
	write(storage.Batch{Writes: []storage.Write{{Key: ""}}})
	check("with a key left", known("r\u00f6om\x00"))
	write(storage.Batch{DeleteAll: true, Alarm: at(5), AlarmChanged: true})
	check("with an alarm left", known("r\u00f6om\x00"))
	s.alarm(o, storage.Alarm{}, known("r\u00f6om\x00"))
	check("with nothing left", storage.Name{})
	write(storage.Batch{Name: known(""), Alarm: at(5), AlarmChanged: true})
	check("that is empty", known(""))
}

func testObjects(t *testing.T, s *store) {
	s.put(object("a-A", 5), "", "an empty key alone")
	s.put(object("a-A", 1), "a", "", "b", "", "c", "")
	s.alarm(object("a-A", 3), at(7), known("alarm only"))
	s.put(object("a-A", 4), "a", "gone")
	s.put(object("a-A", 255), "a", "last")
	s.put(object("b-B", 2), "a", "elsewhere")
	s.commit(&storage.Batch{Object: object("a-A", 4), DeleteAll: true})
	want := []string{"1", `3 "alarm only"`, "5", "255"}
	equal(t, "objects", s.objects("a-A"), want)
	equal(t, "objects of the next namespace", s.objects("b-B"), []string{"2"})
	equal(t, "objects of an unknown namespace", s.objects("c"), []string{})
	s.reopen()
	equal(t, "objects after reopening", s.objects("a-A"), want)

	n := 0
	err := s.Objects("a-A", func(id [32]byte, _ storage.Name) bool {
		n++
		s.want(storage.Object{Namespace: "a-A", ID: id}, "nothing", nil)
		return n < 2
	})
	if n != 2 || err != nil {
		t.Errorf("Objects visited %d after being stopped at 2: %v", n, err)
	}
}

func testReopen(t *testing.T, s *store) {
	s.reopen()
	o := object("a-A", 1)
	s.put(o, "a", "1", "b", "2")
	s.reopen()
	s.want(o, "a", []byte("1"))
	s.put(object("z-Z", 1), "a", "3")
	s.put(o, "b", "4")
	s.reopen()
	s.want(o, "a", []byte("1"))
	s.want(o, "b", []byte("4"))
	s.want(object("z-Z", 1), "a", []byte("3"))
	s.want(object("a-A", 2), "a", nil)
}

func testClose(t *testing.T, s *store) {
	const n = 100
	o := object("a-A", 1)
	var done atomic.Int64
	for i := range n {
		b := &storage.Batch{Object: o, Writes: []storage.Write{{Key: fmt.Sprint(i), Value: []byte("v")}}}
		s.Commit(b, func(err error) {
			if err != nil {
				t.Errorf("batch %d queued before Close: %v", i, err)
			}
			done.Add(1)
		})
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if got := done.Load(); got != n {
		t.Errorf("Close returned with %d of %d batches done", got, n)
	}
	late := s.start(&storage.Batch{Object: o, Writes: []storage.Write{{Key: "late", Value: []byte("v")}}})
	if err := <-late; !errors.Is(err, storage.ErrClosed) {
		t.Errorf("commit after Close: %v, want %v", err, storage.ErrClosed)
	}
	if _, _, err := s.Read(o, "0"); !errors.Is(err, storage.ErrClosed) {
		t.Errorf("read after Close: %v, want %v", err, storage.ErrClosed)
	}
	s.reopen()
	if got := len(s.keys(o, everything)); got != n {
		t.Errorf("%d keys after reopening, want %d", got, n)
	}
}
