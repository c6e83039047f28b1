package sqlite_test

import (
	"errors"
	"testing"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/sqlite"
)

// failingBase is a base that no move gets through to.
type failingBase struct{ sqlite.Base }

var errBase = errors.New("the base is full")

func (b failingBase) Commit(batch *storage.Batch, done func(error)) {
	if batch.Place != storage.Here {
		batch.Settle(errBase)
		done(errBase)
		return
	}
	b.Base.Commit(batch, done)
}

// TestEndWithCommitsInFlight ends a life as the runtime does when the first of its commits has failed: it waits for those
// behind it before it lets go of the object.
func TestEndWithCommitsInFlight(t *testing.T) {
	o := options(t, t.TempDir())
	o.Base = failingBase{o.Base}
	hold := make(chan struct{})
	db := sqlite.OpenSteps(o, func(step string) {
		if step == "synced" {
			<-hold
		}
	})
	t.Cleanup(func() { _ = db.Close() })
	l := live(t, db, room)
	l.query("CREATE TABLE t (a)")
	l.Flush()
	l.query("INSERT INTO t VALUES (1)")
	l.Flush()
	close(hold)
	l.turn(true)
	if !errors.Is(l.failure, errBase) {
		t.Fatalf("the first commit ended with %v, want %v", l.failure, errBase)
	}
	settled := make(chan error, 1)
	db.Commit(&storage.Batch{Object: room}, func(err error) { settled <- err })
	l.Discard()
	l.Close()
	<-settled
	next := begin(t, db)
	next.put("key", "1")
	if err := next.settle(); err != nil {
		t.Errorf("the next life: %v", err)
	}
}

// TestIndexIsInOrder has a commit come when an object has just moved and another is still on its way.
func TestIndexIsInOrder(t *testing.T) {
	reached, proceed := make(chan string), make(chan struct{})
	held := true
	o := options(t, t.TempDir())
	db := sqlite.OpenSteps(o, func(step string) {
		if held && (step == "synced" || step == "marked") {
			reached <- step
			<-proceed
		}
		held = held && step != "marked"
	})
	t.Cleanup(func() { _ = db.Close() })
	l := begin(t, db)
	alarm := func(ms int64) {
		l.must(l.SetAlarm(ms, true))
		l.Flush()
	}
	l.query("CREATE TABLE t (a)")
	alarm(1)
	<-reached // the file is synced
	alarm(2)
	proceed <- struct{}{}
	<-reached // the base knows
	alarm(3)
	proceed <- struct{}{}
	if err := l.settle(); err != nil {
		t.Fatal(err)
	}
	err := o.Base.Alarms(func(_ storage.Object, a storage.Alarm, _ storage.Name) bool {
		if a.Time != 3 {
			t.Errorf("the index has the alarm of %d, want 3", a.Time)
		}
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
}
