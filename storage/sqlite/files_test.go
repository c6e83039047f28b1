package sqlite_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/sqlite"
)

// logs answers how many databases are open: those that have a log.
func logs(t *testing.T, dir string) int {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "sqlite", "*", "*-wal"))
	if err != nil {
		t.Fatal(err)
	}
	return len(files)
}

func TestConnectionsAreBounded(t *testing.T) {
	dir := t.TempDir()
	o := options(t, dir)
	o.Connections = 4
	db := sqlite.Open(o)
	t.Cleanup(func() { _ = db.Close() })
	const n = 20
	var lives [n]*life
	for round := range 3 {
		for i := range lives {
			l := lives[i]
			if l == nil {
				l = live(t, db, storage.Object{Namespace: "chat-Room", ID: [32]byte{byte(i)}})
				t.Cleanup(l.Close)
				lives[i] = l
				l.query("CREATE TABLE t (a)")
			}
			l.query(fmt.Sprintf("INSERT INTO t VALUES (%d)", round))
			if err := l.settle(); err != nil {
				t.Fatal(err)
			}
			if got, want := l.query("SELECT count(*) FROM t"), fmt.Sprint(round+1); got != want {
				t.Fatalf("object %d has %s rows in round %d, want %s", i, got, round, want)
			}
			l.Flush()
		}
	}
	// One is opened before another is closed, and that takes a moment.
	waitFor(t, func() bool { return logs(t, dir) <= 4 })

	cursor := func() storage.Cursor {
		sql, err := lives[0].SQL()
		if err != nil {
			t.Fatal(err)
		}
		c, err := sql.Exec("SELECT a FROM t", nil)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}()
	lives[0].Flush()
	for _, l := range lives[1:] {
		l.query("SELECT 1")
		l.Flush()
	}
	for want := range int64(3) {
		row, err := cursor.Next()
		if err != nil || len(row) != 1 || row[0].Integer != want {
			t.Errorf("a cursor that others tried to close answers %v, %v, want %d", row, err, want)
		}
	}
	for _, l := range lives {
		l.Close()
	}
	waitFor(t, func() bool { return logs(t, dir) == 0 })
}

// waitFor waits for what another goroutine is about to do to the file system.
func waitFor(t *testing.T, is func() bool) {
	t.Helper()
	for !is() {
		runtime.Gosched()
	}
}

// TestLogIsTakenIn writes so much that the log would be far longer than the database.
func TestLogIsTakenIn(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	l := begin(t, db)
	l.query("CREATE TABLE t (a INTEGER PRIMARY KEY, b)")
	filler := strings.Repeat("x", 4000)
	for i := range 20_000 {
		l.query(fmt.Sprintf("INSERT INTO t VALUES (%d, '%s') ON CONFLICT DO UPDATE SET b = excluded.b", i%50, filler))
		l.Flush()
		if i%500 == 0 {
			if err := l.settle(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := l.settle(); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "sqlite", "*", "*-wal"))
	if len(files) != 1 {
		t.Fatalf("logs: %q", files)
	}
	stat, err := os.Stat(files[0])
	if err != nil || stat.Size() > 40<<20 {
		t.Errorf("after 160 MB of writes the log has %d MB", stat.Size()>>20)
	}
	if got := l.query("SELECT count(*) FROM t"); got != "50" {
		t.Errorf("%s rows, want 50", got)
	}
	if got := l.query("PRAGMA quick_check"); got != "ok" {
		t.Errorf("quick_check: %s", got)
	}
}

func TestEmptyObjectIsListedNoMore(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	objects := func() int {
		t.Helper()
		n := 0
		err := db.Objects(room.Namespace, func(id [32]byte, name storage.Name) bool {
			if id != room.ID || name.Text != "lobby" {
				t.Errorf("listed: %x %v", id, name)
			}
			n++
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	l := begin(t, db)
	for _, step := range []struct {
		name string
		do   func() error
		want int
	}{
		{"a table", func() error { l.query("CREATE TABLE t (a)"); return nil }, 1},
		{"nothing", func() error { return l.DeleteAll(true, true) }, 0},
		{"a pair", func() error { return l.Put("key", []byte("1"), true) }, 1},
		{"nothing again", func() error { _, err := l.Delete("key", true); return err }, 0},
		{"an alarm", func() error { return l.SetAlarm(5, true) }, 1},
		{"no alarm", func() error { return l.DeleteAlarm(true) }, 0},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		if err := l.settle(); err != nil {
			t.Fatal(err)
		}
		if got := objects(); got != step.want {
			t.Errorf("with %s %d objects are listed, want %d", step.name, got, step.want)
		}
	}
}
