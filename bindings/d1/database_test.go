package d1

import (
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/bolt"
	"github.com/dodev/dodev/storage/sqlite"
)

func openDatabase(t *testing.T, dir string) (*Database, func()) {
	t.Helper()
	base, err := bolt.Open(bolt.Options{Path: filepath.Join(dir, "objects.db")})
	if err != nil {
		t.Fatal(err)
	}
	db := sqlite.Open(sqlite.Options{Folder: filepath.Join(dir, "sqlite"), Base: base, Now: time.Now})
	d := Open(db, "shop", time.Now)
	return d, func() {
		d.Close()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestRun: requests of many goroutines take turns, each is one transaction, and what they did is there after a restart.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	d, end := openDatabase(t, dir)
	if _, _, err := d.Run([]Query{{SQL: "CREATE TABLE t (n INTEGER UNIQUE)"}}, false); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for n := range 20 {
		all.Go(func() {
			value := []storage.Value{{Kind: storage.Integer, Integer: int64(n)}}
			if _, _, err := d.Run([]Query{{SQL: "INSERT INTO t VALUES (?)", Params: value}, {SQL: "SELECT count(*) FROM t"}}, false); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	var refused *Error
	if _, _, err := d.Run([]Query{{SQL: "INSERT INTO t VALUES (100)"}, {SQL: "INSERT INTO t VALUES (3)"}}, false); !errors.As(err, &refused) {
		t.Errorf("a constraint that fails: %v", err)
	}
	end()

	d, end = openDatabase(t, dir)
	defer end()
	results, bookmark, err := d.Run([]Query{{SQL: "-- a remark"}, {SQL: "SELECT count(*), max(n) FROM t"}}, true)
	if err != nil || len(results) != 1 || bookmark == "" {
		t.Fatalf("Run: %v, %q, %v", results, bookmark, err)
	}
	if row := results[0].Rows[0]; row[0].Integer != 20 || row[1].Integer != 19 {
		t.Errorf("after a restart: %v", row)
	}
}

// TestCloseEndsWhatRuns: a query that never ends does not keep a database open.
func TestCloseEndsWhatRuns(t *testing.T) {
	d, end := openDatabase(t, t.TempDir())
	ended := make(chan error)
	go func() {
		_, _, err := d.Run([]Query{{SQL: "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"}}, false)
		ended <- err
	}()
	for {
		select {
		case err := <-ended:
			if err == nil {
				t.Error("it ended by itself")
			}
			end()
			return
		default:
			d.Close() // perhaps before it began
		}
	}
}
