package sqlite_test

import (
	"testing"

	"github.com/dodev/dodev/storage"
)

// TestDeleteAllLeavesNothing empties a database of everything that SQLite and the engine make by themselves.
func TestDeleteAllLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	l := begin(t, db)
	fill := func() {
		t.Helper()
		l.query("CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT, a)")
		l.query("CREATE TABLE child (id INTEGER PRIMARY KEY AUTOINCREMENT, of INTEGER NOT NULL REFERENCES parent (id))")
		l.query("INSERT INTO parent (a) VALUES (1), (2)")
		l.query("INSERT INTO child (of) VALUES (1), (2)")
		l.query("CREATE INDEX i ON parent (a)")
		l.query("CREATE VIEW v AS SELECT * FROM parent")
		l.query("CREATE VIRTUAL TABLE f USING fts5(text)")
		l.query("PRAGMA optimize")
		l.put("key", "1")
		l.must(l.SetAlarm(1, true))
	}
	nothing := func(when string) {
		t.Helper()
		if got := l.query("SELECT name FROM sqlite_schema"); got != "" {
			t.Errorf("%s there is still %s", when, got)
		}
		sql, err := l.SQL()
		l.must(err)
		if size, err := sql.Size(); err != nil || size != 4096 {
			t.Errorf("%s the database has %d bytes, %v, want a page", when, size, err)
		}
		if got := l.query("PRAGMA quick_check"); got != "ok" {
			t.Errorf("%s quick_check: %s", when, got)
		}
	}
	for range 2 {
		fill()
		if err := l.settle(); err != nil {
			t.Fatal(err)
		}
		l.must(l.DeleteAll(true, true))
		nothing("at once")
		l.Discard()
		if got := l.query("SELECT seq FROM sqlite_sequence ORDER BY name"); got != "2 2" {
			t.Errorf("undone, the sequences are %s, want 2 2", got)
		}
		l.query("INSERT INTO parent (a) VALUES (3)")
		if got := l.query("SELECT max(id) FROM parent"); got != "3" {
			t.Errorf("undone, the next id is %s, want 3", got)
		}
		l.must(l.DeleteAll(true, true))
		if err := l.settle(); err != nil {
			t.Fatal(err)
		}
		nothing("committed")
	}
	fill()
	if got := l.query("SELECT max(id) FROM parent"); got != "2" {
		t.Errorf("the sequence begins with %s, want 2 as the last of two", got)
	}
	if a, err := l.Alarm(); err != nil || a != (storage.Alarm{Time: 1, Set: true}) {
		t.Errorf("the alarm is %v, %v", a, err)
	}
}
