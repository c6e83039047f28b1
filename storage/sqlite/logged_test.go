package sqlite_test

import (
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
