package storage_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/storagetest"
)

// TestTransactions runs a history, one word a step, and looks at what is
// visible and, after a last flush, durable. Steps: key=value, -key, @alarm,
// -@, ( begins, [ opens a savepoint, ) commits, ! rolls back, . flushes.
func TestTransactions(t *testing.T) {
	for _, test := range []struct{ name, history, want string }{
		{"commit keeps", "a=1 ( a=2 b=3 )", "a=2 b=3"},
		{"rollback restores", "a=1 ( a=2 b=3 -a !", "a=1"},
		{"savepoint restores", "a=1 [ a=2 b=3 -a a=4 !", "a=1"},
		{"of nothing", "( !", ""},
		{"rollback of the first write", "[ a=1 !", ""},
		{"deletion restored", "a=1 . [ -a !", "a=1"},
		{"deletion kept", "a=1 . ( -a )", ""},
		{"inner rollback alone", "a=1 ( a=2 b=2 ( a=3 c=3 -b ! d=4 )", "a=2 b=2 d=4"},
		{"outer rollback takes a committed inner one", "a=1 [ b=2 [ a=3 b=3 c=3 ) !", "a=1"},
		{"outer rollback past a rolled back inner one", "a=1 [ a=2 [ a=3 ! !", "a=1"},
		{"middle of three", "a=1 [ a=2 [ a=3 b=3 [ a=4 b=4 ) ! c=5 )", "a=2 c=5"},
		{"innermost overwrites what the outermost saved", "a=1 [ [ a=2 ) a=3 !", "a=1"},
		{"flush within is put off", "a=1 ( a=2 . b=2 !", "a=1"},
		{"alarm restored", "@1 [ @2 !", "@1"},
		{"durable alarm restored", "@1 . ( -@ !", "@1"},
		{"alarm kept", "@1 ( @2 )", "@2"},
		{"alarm removed", "@1 ( -@ )", ""},
		{"alarm alone rolled back", "( @2 !", ""},
		{"nested alarms", "@1 [ @2 [ @3 ! [ -@ ) !", "@1"},
		{"writes behind a rollback", "a=1 [ a=2 b=2 ! b=3", "a=1 b=3"},
		{"one after the other", "( a=1 ) ( a=2 ! ( b=3 )", "a=1 b=3"},
	} {
		for _, filler := range []int{0, 20} { // few writes are searched, many indexed
			b := storagetest.NewMemory()
			c := newCache(b, nil)
			for i := range filler {
				put(t, c, fmt.Sprintf("filler%02d", i), "")
			}
			replay(t, c, test.history)
			if got := contents(t, c); got != test.want {
				t.Errorf("%s: %q leaves %q visible, want %q", test.name, test.history, got, test.want)
			}
			c.Flush()
			if got := contents(t, newCache(b, nil)); got != test.want {
				t.Errorf("%s: %q leaves %q durable, want %q", test.name, test.history, got, test.want)
			}
			if !c.Idle() {
				t.Errorf("%s: %q leaves the cache busy", test.name, test.history)
			}
		}
	}
}

func replay(t *testing.T, c *storage.Cache, history string) {
	t.Helper()
	var txns []*storage.Txn
	for _, step := range strings.Fields(history) {
		var err error
		last := len(txns) - 1
		key, value, isPut := strings.Cut(step, "=")
		switch {
		case isPut:
			err = c.Put(key, []byte(value), true)
		case step == "-@":
			err = c.DeleteAlarm(true)
		case step[0] == '-':
			_, err = c.Delete(step[1:], true)
		case step[0] == '@':
			err = c.SetAlarm(int64(step[1]-'0'), true)
		case step == "(":
			txns = append(txns, c.Begin())
		case step == "[":
			txns = append(txns, savepoint(t, c))
		case step == ")":
			err, txns = txns[last].Commit(), txns[:last]
		case step == "!":
			err, txns = txns[last].Rollback(), txns[:last]
		case step == ".":
			c.Flush()
		default:
			t.Fatalf("history %q: no such step %q", history, step)
		}
		if err != nil {
			t.Fatalf("history %q: %s: %v", history, step, err)
		}
	}
}

// contents answers everything but fillers, as the steps that would write it.
func contents(t *testing.T, c *storage.Cache) string {
	t.Helper()
	var all []string
	err := c.List(storage.ListOptions{}, func(key string, value []byte) bool {
		if !strings.HasPrefix(key, "filler") {
			all = append(all, key+"="+string(value))
		}
		return true
	})
	a, alarmErr := c.Alarm()
	if a.Set {
		all = append(all, fmt.Sprintf("@%d", a.Time))
	}
	if err := errors.Join(err, alarmErr); err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, " ")
}

func TestTransactionMisuse(t *testing.T) {
	c := newCache(storagetest.NewMemory(), nil)
	outer := c.Begin()
	inner := c.Begin()
	if err := outer.Rollback(); !errors.Is(err, storage.ErrTxnNested) ||
		err.Error() != "Cannot roll back an outer transaction while a nested transaction is still running." {
		t.Errorf("rollback of the outer: %v", err)
	}
	if err := outer.Commit(); !errors.Is(err, storage.ErrTxnNested) {
		t.Errorf("commit of the outer: %v, want %v", err, storage.ErrTxnNested)
	}
	if err := c.DeleteAll(true, true); err == nil || err.Error() != "Cannot call deleteAll() within a transaction" {
		t.Errorf("DeleteAll within: %v", err)
	}
	for range 2 {
		if err := inner.Rollback(); err != nil || inner.Open() {
			t.Errorf("Rollback: %v, open %v", err, inner.Open())
		}
	}
	if err := inner.Commit(); !errors.Is(err, storage.ErrTxnDone) {
		t.Errorf("commit after rollback: %v, want %v", err, storage.ErrTxnDone)
	}
	if err := outer.Commit(); err != nil || outer.Open() {
		t.Errorf("Commit: %v, open %v", err, outer.Open())
	}
	if err := outer.Rollback(); !errors.Is(err, storage.ErrTxnDone) {
		t.Errorf("rollback after commit: %v, want %v", err, storage.ErrTxnDone)
	}
}

func TestAlarmRevision(t *testing.T) {
	c := newCache(storagetest.NewMemory(), nil)
	replay(t, c, "@1 .")
	began := c.AlarmRevision()
	replay(t, c, "a=1 ( @2 !")
	if got := c.AlarmRevision(); got != began {
		t.Errorf("revision %d after a rolled back change, want %d", got, began)
	}
	for _, history := range []string{"@1", "-@", "( @2 )"} {
		before := c.AlarmRevision()
		if replay(t, c, history); c.AlarmRevision() == before {
			t.Errorf("revision unchanged by %q", history)
		}
	}
}
