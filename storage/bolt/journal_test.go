package bolt_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/bolt"
)

// TestPowerFailure finds what was reported durable in the journal when nothing that was written behind it has
// reached the disk.
func TestPowerFailure(t *testing.T) {
	path := filepath.Join(t.TempDir(), "objects.db")
	db := mustOpen(t, bolt.Options{Path: path})
	apply := func(b *storage.Batch) {
		t.Helper()
		done := make(chan error, 1)
		db.Commit(b, func(err error) { done <- err })
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	value := []byte("1")
	put := func(key string) storage.Write { return storage.Write{Key: key, Value: value} }
	moved := storage.Object{Namespace: "other", ID: [32]byte{2}}
	apply(&storage.Batch{Object: room, Name: storage.Name{Text: "lobby", Known: true}, Writes: []storage.Write{put("gone"), put("gone too")}})
	apply(&storage.Batch{Object: room, DeleteAll: true, Writes: []storage.Write{put("a"), {Key: "empty", Value: []byte{}}, put("z")}})
	apply(&storage.Batch{Object: room, Writes: []storage.Write{{Key: "z"}}, Alarm: storage.Alarm{Time: -7, Set: true}, AlarmChanged: true})
	apply(&storage.Batch{Object: moved, Name: storage.Name{Known: true}, Writes: []storage.Write{put("b")}})
	apply(&storage.Batch{Object: moved, Place: storage.Moved})
	value[0] = '2' // the caller's again

	other := filepath.Join(t.TempDir(), "objects.db")
	for _, suffix := range []string{"", "-journal.0"} {
		data, err := os.ReadFile(path + suffix)
		if err == nil {
			err = os.WriteFile(other+suffix, data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for title, db := range map[string]*bolt.DB{"the same process": db, "the next": mustOpen(t, bolt.Options{Path: other})} {
		got := ""
		list := func(key string, value []byte) bool { got += key + "=" + string(value) + " "; return true }
		for _, obj := range []storage.Object{room, moved} {
			for _, reverse := range []bool{false, true} {
				if err := db.List(obj, storage.ListOptions{Reverse: reverse}.Range(), list); err != nil {
					t.Error(err)
				}
			}
		}
		if want := "a=1 empty= empty= a=1 "; got != want {
			t.Errorf("%s has %q, want %q", title, got, want)
		}
		if a, err := db.Alarm(room); a != (storage.Alarm{Time: -7, Set: true}) || err != nil {
			t.Errorf("%s has alarm %v, %v", title, a, err)
		}
		for _, obj := range []storage.Object{room, moved} {
			if n, err := db.Name(obj); !n.Known || err != nil {
				t.Errorf("%s knows no name: %v", title, err)
			}
		}
		if p, err := db.Place(moved); p != storage.Moved || err != nil {
			t.Errorf("%s has the other at %v, %v", title, p, err)
		}
	}
}
