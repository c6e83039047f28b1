package bolt_test

import (
	"encoding/binary"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/bolt"
	"github.com/dodev/dodev/storage/storagetest"
)

var crashes = flag.Int("crashes", 8, "how often TestCrash kills its child")

const (
	crashVariable = "DODEV_CRASH_CHILD" // path of the file the child writes to
	crashWriters  = 6
	crashKeys     = 5
)

func TestMain(m *testing.M) {
	if path := os.Getenv(crashVariable); path != "" {
		crashChild(path)
		return
	}
	os.Exit(m.Run())
}

func crashObject(w int) storage.Object {
	return storage.Object{Namespace: fmt.Sprintf("crash-%d", w%2), ID: [32]byte{31: byte(w)}}
}

// crashBatch is a writer's n-th batch: all of its keys and the alarm become n.
// Every seventh clears the object first, every third has values of pages' size.
func crashBatch(w, n int) *storage.Batch {
	size := 8
	if n%3 == 0 {
		size = 20_000
	}
	b := &storage.Batch{
		Object: crashObject(w), DeleteAll: n%7 == 0,
		Alarm: storage.Alarm{Time: int64(n), Set: true}, AlarmChanged: true,
	}
	for k := range crashKeys {
		value := make([]byte, size)
		binary.BigEndian.PutUint64(value, uint64(n))
		b.Writes = append(b.Writes, storage.Write{Key: fmt.Sprint(k), Value: value})
	}
	return b
}

// crashState answers which batch an object shows, and whether all of it.
func crashState(db *bolt.DB, w int) (n int, err error) {
	a, err := db.Alarm(crashObject(w))
	if err != nil || !a.Set {
		return 0, err
	}
	for k := range crashKeys {
		value, found, err := db.Read(crashObject(w), fmt.Sprint(k))
		if err != nil || !found {
			return 0, fmt.Errorf("key %d of batch %d: found %v, %v", k, a.Time, found, err)
		}
		if got := binary.BigEndian.Uint64(value); int64(got) != a.Time {
			return 0, fmt.Errorf("key %d is of batch %d, the alarm of %d", k, got, a.Time)
		}
	}
	return int(a.Time), nil
}

// crashChild writes until it is killed, and prints what was acknowledged.
func crashChild(path string) {
	db, err := bolt.Open(bolt.Options{Path: path})
	if err != nil {
		fmt.Println("open:", err)
		os.Exit(1)
	}
	var out sync.Mutex
	var writers sync.WaitGroup
	for w := range crashWriters {
		first, err := crashState(db, w)
		if err != nil {
			fmt.Println("state:", err)
			os.Exit(1)
		}
		writers.Go(func() {
			// Two batches on the way at a time, as a busy object has.
			window := make(chan struct{}, 2)
			for n := first + 1; ; n++ {
				window <- struct{}{}
				db.Commit(crashBatch(w, n), func(err error) {
					out.Lock()
					defer out.Unlock()
					fmt.Printf("%d %d %v\n", w, n, err)
					<-window
				})
			}
		})
	}
	writers.Wait()
}

func TestCrash(t *testing.T) {
	for _, seed := range storagetest.Seeds(t)[:1] {
		random := storagetest.NewRandom(seed)
		path := filepath.Join(t.TempDir(), "objects.db")
		var acknowledged [crashWriters]int
		for round := range *crashes {
			storagetest.RunAndKill(t, crashVariable+"="+path, 1+random.N(150), acknowledged[:])
			db := mustOpen(t, bolt.Options{Path: path})
			for w, least := range acknowledged {
				n, err := crashState(db, w)
				if err != nil || n < least {
					t.Errorf("seed %d, crash %d: object %d shows batch %d, acknowledged %d: %v", seed, round, w, n, least, err)
				}
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
		}
		if acknowledged == [crashWriters]int{} {
			t.Error("nothing was ever acknowledged")
		}
	}
}
