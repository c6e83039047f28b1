package storagetest_test

import (
	"testing"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/storagetest"
)

func TestMemory(t *testing.T) {
	stores := make(map[string]*storagetest.Memory)
	storagetest.Run(t, func(_ testing.TB, dir string) storage.Backend {
		if old := stores[dir]; old != nil {
			stores[dir] = old.Reopen()
		} else {
			stores[dir] = storagetest.NewMemory()
		}
		return stores[dir]
	})
}
