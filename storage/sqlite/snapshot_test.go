package sqlite_test

import (
	"testing"

	"github.com/dodev/dodev/storage"
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
