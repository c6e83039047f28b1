package bolt_test

import (
	"path/filepath"
	"testing"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/bolt"
	"github.com/dodev/dodev/storage/storagetest"
)

func TestContract(t *testing.T) {
	for _, test := range []struct {
		name    string
		relaxed bool
	}{{"Durable", false}, {"Relaxed", true}} {
		t.Run(test.name, func(t *testing.T) {
			storagetest.Run(t, func(t testing.TB, dir string) storage.Backend {
				db, err := bolt.Open(bolt.Options{Path: filepath.Join(dir, "state", "objects.db"), Relaxed: test.relaxed})
				if err != nil {
					t.Fatal(err)
				}
				return db
			})
		})
	}
}
