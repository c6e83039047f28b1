package bolt_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/bolt"
)

func TestShelf(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state", "bindings.db")
	s := bolt.NewShelf(bolt.Options{Path: path})
	keys := func(section string) (list []string) {
		t.Helper()
		if err := s.View(section, func(in bolt.Section) error {
			in.ScanPrefix([]byte("k"), nil, func(k, v []byte) bool { list = append(list, string(k)+"="+string(v)); return true })
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return list
	}
	put := func(section, key, value string) error {
		return s.Update(section, func(in bolt.Section) error { return in.Put([]byte(key), []byte(value)) })
	}
	if got := keys("a"); got != nil {
		t.Errorf("keys of nothing: %q", got)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a read made the file: %v", err)
	}
	var together sync.WaitGroup
	for _, key := range []string{"k3", "k1", "k2", "l"} {
		together.Go(func() {
			if err := put("a", key, "in a"); err != nil {
				t.Error(err)
			}
		})
	}
	together.Wait()
	broken := errors.New("broken")
	if err := s.Update("a", func(in bolt.Section) error { return errors.Join(in.Delete([]byte("k1")), broken) }); !errors.Is(err, broken) {
		t.Errorf("an update that fails: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := put("a", "k4", ""); !errors.Is(err, storage.ErrClosed) {
		t.Errorf("put after Close: %v", err)
	}
	s = bolt.NewShelf(bolt.Options{Path: path})
	if got := keys("a"); !slices.Equal(got, []string{"k1=in a", "k2=in a", "k3=in a"}) {
		t.Errorf("keys after it was opened again: %q", got)
	}
	if got := keys("b"); got != nil {
		t.Errorf("keys of another section: %q", got)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("not a database, and long enough to be read as one"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := bolt.NewShelf(bolt.Options{Path: path}).View("a", func(bolt.Section) error { return nil }); !errors.Is(err, storage.ErrCorrupt) {
		t.Errorf("a damaged file: %v", err)
	}
}
