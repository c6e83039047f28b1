package sqlite_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/dodev/dodev/storage/sqlite"
)

// TestPowerFailure leaves a log as a disk may have it that was only told to sync its beginning: what was reported durable
// since is in the journal. The log begins anew in between.
func TestPowerFailure(t *testing.T) {
	dir := t.TempDir()
	l := begin(t, open(t, dir))
	insert := func(rows int) {
		t.Helper()
		l.query(fmt.Sprintf("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "+
			"INSERT INTO t SELECT randomblob(3000) FROM n", rows))
		if err := l.settle(); err != nil {
			t.Fatal(err)
		}
	}
	l.query("CREATE TABLE t (a)")
	if err := l.settle(); err != nil {
		t.Fatal(err)
	}
	logs, err := filepath.Glob(filepath.Join(dir, "sqlite", "*", "*-wal"))
	if err != nil || len(logs) != 1 {
		t.Fatalf("logs: %v, %v", logs, err)
	}
	size := func() int64 {
		stat, err := os.Stat(logs[0])
		if err != nil {
			t.Fatal(err)
		}
		return stat.Size()
	}
	check := func(name string, rows int, damage func(log string) error) {
		t.Helper()
		copied := filepath.Join(t.TempDir(), "copy")
		if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
		rest, err := filepath.Rel(dir, logs[0])
		if err == nil {
			err = damage(filepath.Join(copied, rest))
		}
		if err != nil {
			t.Fatal(err)
		}
		db := open(t, copied)
		if got := begin(t, db).query("SELECT count(*) FROM t"); got != fmt.Sprint(rows) {
			t.Errorf("%s: %s rows, want %d", name, got, rows)
		}
		if text, err := sqlite.Integrity(db, room); text != "ok" || err != nil {
			t.Errorf("%s: integrity %q, %v", name, text, err)
		}
	}
	lose := func(from int64) func(string) error {
		return func(log string) error {
			return os.Truncate(log, from)
		}
	}
	blank := func(from int64) func(string) error {
		return func(log string) error {
			f, err := os.OpenFile(log, os.O_RDWR, 0)
			if err != nil {
				return err
			}
			defer f.Close()
			_, err = f.WriteAt(make([]byte, size()-from), from)
			return err
		}
	}
	secured := size()
	insert(3)
	insert(4)
	check("lost", 7, lose(secured))
	check("blank", 7, blank(secured))
	check("the head alone", 7, lose(32))
	check("whole", 7, func(string) error { return nil })

	// Long enough for a checkpoint, after which it begins anew: its file is then not made longer.
	insert(1100)
	rows := 1107
	waitFor(t, func() bool {
		before := size()
		insert(1)
		rows++
		return size() == before
	})
	check("anew", rows, blank(32))
}

// held is an entry that keeps the journal from those behind it.
type held chan struct{}

func (h held) Append(group []byte) ([]byte, error) { <-h; return group, nil }
func (h held) Done(error)                          {}

// TestLogBeginsAnewBeforeJournal has the journal come to a commit only when the log has begun anew, with pages of a transaction
// that is rolled back. Those are not the commit's, and others come to stand in their place.
func TestLogBeginsAnewBeforeJournal(t *testing.T) {
	dir := t.TempDir()
	o := options(t, dir)
	db := sqlite.Open(o)
	t.Cleanup(func() { _ = db.Close() })
	l := begin(t, db)
	insert := func(rows int) {
		t.Helper()
		l.query(fmt.Sprintf("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "+
			"INSERT INTO t SELECT randomblob(3000) FROM n", rows))
	}
	l.query("CREATE TABLE t (a)")
	if err := l.settle(); err != nil {
		t.Fatal(err)
	}
	logs, err := filepath.Glob(filepath.Join(dir, "sqlite", "*", "*-wal"))
	if err != nil || len(logs) != 1 {
		t.Fatalf("logs: %v, %v", logs, err)
	}
	head := func() []byte {
		data, err := os.ReadFile(logs[0])
		if err != nil {
			t.Fatal(err)
		}
		return data[:32]
	}
	before := head()
	hold := make(held)
	o.Base.Journal().Add(hold)
	insert(5)
	l.Flush()
	if err := sqlite.Checkpoint(db, room); err != nil {
		t.Fatal(err)
	}
	undone := l.savepoint()
	insert(2000) // too many to be kept in memory
	if bytes.Equal(head(), before) {
		t.Fatal("the log has not begun anew")
	}
	close(hold)
	var durable bool
	l.onDurable = func(uint64, error) { durable = true }
	for !durable {
		l.turn(true)
	}
	l.must(undone.Rollback())
	insert(3)
	if err := l.settle(); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	killed := open(t, copied)
	if got := begin(t, killed).query("SELECT count(*) FROM t"); got != "8" {
		t.Errorf("%s rows, want 8", got)
	}
	if text, err := sqlite.Integrity(killed, room); text != "ok" || err != nil {
		t.Errorf("integrity %q, %v", text, err)
	}
}

// TestNothingToLog commits twice what changes nothing, in a database that was just opened: there is a log, and nothing in it.
func TestNothingToLog(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	l := begin(t, db)
	l.query("CREATE TABLE t (a)")
	if err := l.settle(); err != nil {
		t.Fatal(err)
	}
	l.Close()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	l = begin(t, open(t, dir))
	for range 2 {
		l.query("DELETE FROM t WHERE a = 1")
		if err := l.settle(); err != nil {
			t.Error(err)
		}
	}
}
