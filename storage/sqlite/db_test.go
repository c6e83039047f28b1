package sqlite_test

import (
	"path/filepath"
	"testing"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/bolt"
	"github.com/dodev/dodev/storage/sqlite"
	"github.com/dodev/dodev/storage/storagetest"
)

func options(t testing.TB, dir string) sqlite.Options {
	t.Helper()
	base, err := bolt.Open(bolt.Options{Path: filepath.Join(dir, "objects.db")})
	if err != nil {
		t.Fatal(err)
	}
	return sqlite.Options{Folder: filepath.Join(dir, "sqlite"), Base: base}
}

func TestContract(t *testing.T) {
	storagetest.Run(t, func(t testing.TB, dir string) storage.Backend {
		return sqlite.OpenAlways(options(t, dir))
	})
}

// TestPlainContract has nothing move.
func TestPlainContract(t *testing.T) {
	storagetest.Run(t, func(t testing.TB, dir string) storage.Backend {
		return sqlite.Open(options(t, dir))
	})
}
