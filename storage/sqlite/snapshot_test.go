package sqlite_test

import (
	"testing"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/sqlite"
)

// TestSnapshot stores a snapshot of an object that writes on in place of what others have.
func TestSnapshot(t *testing.T) {
	db := open(t, t.TempDir())
	source := begin(t, db)
	source.query("CREATE TABLE t(a)")
	source.query("INSERT INTO t VALUES (1)")
	source.put("k", "v")
	if err := source.settle(); err != nil {
		t.Fatal(err)
	}
	for n, prepare := range map[byte]func(*life){
		2: func(*life) {},
		3: func(l *life) { l.put("plain", "gone") },
		4: func(l *life) { l.query("CREATE TABLE other(a)"); l.put("k", "gone") },
	} {
		to := storage.Object{Namespace: room.Namespace, ID: [32]byte{n}}
		before := live(t, db, to)
		prepare(before)
		if err := before.settle(); err != nil {
			t.Fatal(err)
		}
		before.Close()
		s, err := db.Snapshot(room)
		if err != nil || s == nil {
			t.Fatalf("%d: %v, %v", n, s, err)
		}
		source.query("INSERT INTO t VALUES (2)") // and does not commit yet
		stored := make(chan error)
		s.Store(to, func(err error) { stored <- err })
		if err := <-stored; err != nil {
			t.Fatalf("%d: %v", n, err)
		}
		source.Discard()
		after := live(t, db, to)
		if got := after.query("SELECT group_concat(a) FROM t"); got != "1" {
			t.Errorf("%d: the rows are %s", n, got)
		}
		after.want("k", "v")
		if n == 3 {
			after.want("plain", "")
		}
		if got, _ := after.try("SELECT 1 FROM other"); got != "" {
			t.Errorf("%d: what was stored before is still there", n)
		}
		after.Close()
	}
	if s, err := db.Snapshot(storage.Object{Namespace: room.Namespace, ID: [32]byte{9}}); s != nil || err != nil {
		t.Errorf("an object without a database: %v, %v", s, err)
	}
}

// TestSnapshotIsDurable stores a snapshot in place of an object whose commits the journal makes durable. It knows nothing of the
// pages that were copied, so that the log itself has to be synced.
func TestSnapshotIsDurable(t *testing.T) {
	synced := 0
	db := sqlite.OpenSteps(options(t, t.TempDir()), func(step string) {
		if step == "synced" {
			synced++
		}
	})
	defer db.Close()
	source := begin(t, db)
	source.query("CREATE TABLE t(a)")
	if err := source.settle(); err != nil {
		t.Fatal(err)
	}
	to := storage.Object{Namespace: room.Namespace, ID: [32]byte{2}}
	before := live(t, db, to)
	defer before.Close() // until then its connection stays
	for range 2 {
		before.query("CREATE TABLE IF NOT EXISTS other(a)")
		before.query("INSERT INTO other VALUES (1)")
		if err := before.settle(); err != nil {
			t.Fatal(err)
		}
	}
	synced = 0
	s, err := db.Snapshot(room)
	if err != nil {
		t.Fatal(err)
	}
	stored := make(chan error)
	s.Store(to, func(err error) { stored <- err })
	if err := <-stored; err != nil || synced != 1 {
		t.Errorf("stored with %d syncs of the log, %v, want 1", synced, err)
	}
}
