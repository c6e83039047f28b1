package bolt_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/bolt"
)

// tempElsewhere gives the test a temporary folder of its own.
func tempElsewhere(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, dir)
	}
}

func TestLockNamesItsHolder(t *testing.T) {
	tempElsewhere(t)
	project := t.TempDir()
	state := filepath.Join(project, ".dodev", "state")
	lock, err := bolt.Lock(state, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"", "http://localhost:8787", "http://[::1]:8788"} {
		if address != "" {
			if err := lock.Announce(address); err != nil {
				t.Fatal(err)
			}
		}
		_, err := bolt.Lock(state, "http://localhost:1")
		var held *bolt.HeldError
		if !errors.As(err, &held) || !errors.Is(err, storage.ErrLocked) {
			t.Fatalf("second Lock: %v, want a HeldError", err)
		}
		if held.Pid != os.Getpid() || held.Address != address || held.Path != state {
			t.Errorf("holder = %+v, want pid %d at %q", held, os.Getpid(), address)
		}
		if text := err.Error(); !strings.Contains(text, state) || !strings.Contains(text, address) {
			t.Errorf("error %q lacks the folder or the address %q", text, address)
		}
	}
	if entries, _ := os.ReadDir(project); len(entries) != 0 {
		t.Errorf("locking left %v in the project", entries)
	}
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
	again, err := bolt.Lock(state, "http://localhost:2")
	if err != nil {
		t.Fatalf("Lock after Release: %v", err)
	}
	if err := again.Release(); err != nil {
		t.Error(err)
	}
}

func TestLockKnowsTheFolder(t *testing.T) {
	tempElsewhere(t)
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "real"), 0o777); err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Join(dir, "real"))
	state := filepath.Join(dir, "real", "state", "v1")
	lock, err := bolt.Lock(state, "")
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Release()
	same := []string{filepath.Join("state", "v1"), filepath.Join(dir, "real", "x", "..", "state", "v1") + string(filepath.Separator)}
	if os.Symlink(filepath.Join(dir, "real"), filepath.Join(dir, "link")) == nil {
		same = append(same, filepath.Join(dir, "link", "state", "v1"))
	}
	for _, path := range same {
		if other, err := bolt.Lock(path, ""); !errors.Is(err, storage.ErrLocked) {
			t.Errorf("Lock(%q) with %q locked: %v, want %v", path, state, err, storage.ErrLocked)
			if other != nil {
				other.Release()
			}
		}
	}
	other, err := bolt.Lock(filepath.Join(dir, "real", "state"), "")
	if err != nil {
		t.Fatalf("Lock of another folder: %v", err)
	}
	other.Release()
}
