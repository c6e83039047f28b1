package bolt_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/bolt"
)

// TestMovedObject has an object move elsewhere, of which the file stays the index.
func TestMovedObject(t *testing.T) {
	path := filepath.Join(t.TempDir(), "objects.db")
	db := mustOpen(t, bolt.Options{Path: path})
	name := storage.Name{Text: "lobby", Known: true}
	apply := func(b storage.Batch) {
		t.Helper()
		b.Object, b.Name = room, name
		done := make(chan error, 1)
		db.Commit(&b, func(err error) { done <- err })
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	check := func(when string, place storage.Place, listed string) {
		t.Helper()
		if got, err := db.Place(room); got != place || err != nil {
			t.Errorf("%s: Place = %d, %v, want %d", when, got, err, place)
		}
		got := ""
		err := db.Objects(room.Namespace, func(id [32]byte, n storage.Name) bool {
			got += fmt.Sprintf("%d %s;", id[0], n.Text)
			return true
		})
		if got != listed || err != nil {
			t.Errorf("%s: objects %q, %v, want %q", when, got, err, listed)
		}
	}
	check("before anything", storage.Here, "")
	if err := commit(db, "key", "1"); err != nil {
		t.Fatal(err)
	}
	check("with a pair", storage.Here, "1 ;")
	apply(storage.Batch{Place: storage.Moved, Alarm: storage.Alarm{Time: 5, Set: true}, AlarmChanged: true})
	check("moved", storage.Moved, "1 lobby;")
	if _, found, err := db.Read(room, "key"); found || err != nil {
		t.Errorf("the pair is still there: %v, %v", found, err)
	}
	apply(storage.Batch{Place: storage.MovedEmpty})
	check("empty but for the alarm", storage.MovedEmpty, "1 lobby;")
	apply(storage.Batch{AlarmChanged: true})
	check("empty", storage.MovedEmpty, "")
	if n, err := db.Name(room); n.Known || err != nil {
		t.Errorf("an empty object's name is kept: %v, %v", n, err)
	}
	apply(storage.Batch{Place: storage.Moved})
	check("filled", storage.Moved, "1 lobby;")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = mustOpen(t, bolt.Options{Path: path})
	check("after reopening", storage.Moved, "1 lobby;")
}
