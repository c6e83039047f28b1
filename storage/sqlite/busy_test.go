package sqlite_test

import (
	"errors"
	"testing"

	"github.com/dodev/dodev/storage"
)

// TestSavepointMeetsUnreadRows ends savepoints while a statement that writes has rows to answer, which SQLite refuses: what
// was within them is undone, and the object goes on.
func TestSavepointMeetsUnreadRows(t *testing.T) {
	db := open(t, t.TempDir())
	l := begin(t, db)
	l.query("CREATE TABLE t (a)")
	l.put("before", "1")
	insert := func() storage.Cursor {
		t.Helper()
		sql, err := l.SQL()
		l.must(err)
		c, err := sql.Exec("INSERT INTO t VALUES (1), (2), (3) RETURNING a", nil)
		l.must(err)
		return c
	}
	refused := func(what string, err error) {
		t.Helper()
		if !errors.Is(err, storage.ErrInternal) {
			t.Errorf("%s: %v, want %v", what, err, storage.ErrInternal)
		}
	}
	for _, test := range []struct {
		name string
		end  func(*storage.Txn) error
	}{{"commit", (*storage.Txn).Commit}, {"rollback", (*storage.Txn).Rollback}} {
		outer := l.savepoint()
		l.put("outer", "1")
		inner := l.savepoint()
		l.put("inner", "1")
		c := insert()
		refused(test.name, test.end(inner))
		l.want("inner", "")
		l.want("outer", "1")
		if got := l.query("SELECT count(*) FROM t"); got != "0" {
			t.Errorf("after the %s %s rows are left, want none", test.name, got)
		}
		_, err := l.Savepoint()
		refused("another savepoint", err)
		for rows := 0; rows < 3; rows++ {
			if row, err := c.Next(); err != nil || row == nil {
				t.Errorf("row %d: %v, %v", rows, row, err)
			}
		}
		l.must(l.savepoint().Commit())
		l.must(outer.Rollback())
		l.want("outer", "")
		l.want("before", "1")
	}
	if err := l.settle(); err != nil {
		t.Fatal(err)
	}
	l.want("before", "1")
	long := l.Begin()
	c := insert()
	refused("the commit of a transaction that spans turns", long.Commit())
	c.Close()
	if err := l.settle(); !errors.Is(l.Err(), storage.ErrInternal) {
		t.Errorf("the object goes on, %v", err)
	}
}
