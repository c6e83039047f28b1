package sqlite_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/sqlite"
	"github.com/dodev/dodev/storage/storagetest"
)

var crashes = flag.Int("crashes", 8, "how often TestCrash kills its child")

// Variables that make the test program a child to be killed.
const (
	crashVariable = "DODEV_CRASH_CHILD" // the folder that it writes to
	stepVariable  = "DODEV_CRASH_STEP"  // the step of a move at which it kills itself
	crashWriters  = 5
	crashPairs    = 3
)

func TestMain(m *testing.M) {
	dir := os.Getenv(crashVariable)
	switch step := os.Getenv(stepVariable); {
	case dir == "":
		os.Exit(m.Run())
	case step != "":
		moveAndDie(dir, step)
	default:
		crashChild(dir)
	}
}

// crashTurn is a writer's n-th turn: pairs, a row and the alarm become n. The object moves at the third, some turns empty
// it first, some have values of pages' size, and some undo a part.
func crashTurn(l *life, n int) {
	if n%11 == 0 {
		l.must(l.DeleteAll(false, true))
	}
	size := 1
	if n%3 == 0 {
		size = 3000
	}
	for k := range crashPairs {
		l.put(fmt.Sprint("k", k), fmt.Sprint(n)+strings.Repeat(" ", size))
	}
	l.must(l.SetAlarm(int64(n), true))
	if n < 3 {
		return
	}
	l.query("CREATE TABLE IF NOT EXISTS t (n INTEGER, filler TEXT)")
	l.query(fmt.Sprintf("INSERT INTO t VALUES (%d, hex(randomblob(%d)))", n, 1+n%7*400))
	txn := l.savepoint()
	l.query("DELETE FROM t")
	l.put("k0", "undone")
	l.must(txn.Rollback())
	l.query(fmt.Sprintf("DELETE FROM t WHERE n < %d", n-3))
}

// crashState answers which turn an object shows, and whether all of it.
func crashState(l *life) (int, error) {
	a, err := l.Alarm()
	if err != nil || !a.Set {
		return 0, err
	}
	n := int(a.Time)
	for k := range crashPairs {
		value, _, err := l.Get(fmt.Sprint("k", k))
		if got := strings.TrimRight(string(value), " "); err != nil || got != fmt.Sprint(n) {
			return 0, fmt.Errorf("pair %d is of turn %q, the alarm of %d: %v", k, got, n, err)
		}
	}
	if n < 3 {
		return n, nil
	}
	if got, err := l.try("SELECT max(n) FROM t"); err != nil || got != fmt.Sprint(n) {
		return 0, fmt.Errorf("the last row is of turn %q, the alarm of %d: %v", got, n, err)
	}
	return n, nil
}

func crashObject(w int) storage.Object {
	return storage.Object{Namespace: fmt.Sprintf("crash-%d", w%2), ID: [32]byte{31: byte(w)}}
}

// crashChild writes until it is killed, and prints what was acknowledged.
func crashChild(dir string) {
	t := new(testing.T) // whose failures nobody sees: the parent looks at the files
	db := sqlite.Open(options(t, dir))
	var out sync.Mutex
	var writers sync.WaitGroup
	for w := range crashWriters {
		writers.Go(func() {
			l := live(t, db, crashObject(w))
			first, err := crashState(l)
			if err != nil {
				fmt.Println("state:", err)
				os.Exit(1)
			}
			l.onDurable = func(seq uint64, err error) {
				out.Lock()
				defer out.Unlock()
				fmt.Printf("%d %d %v\n", w, first+int(seq), err)
			}
			l.settleOrDie()
			first -= int(l.Durable())
			for n := first + int(l.Durable()) + 1; ; n++ {
				crashTurn(l, n)
				l.Flush()
				for n > first+int(l.Durable())+2 { // some turns are on their way at a time, as a busy object has
					l.turn(true)
				}
			}
		})
	}
	writers.Wait()
}

func TestCrash(t *testing.T) {
	for _, seed := range storagetest.Seeds(t)[:1] {
		random := storagetest.NewRandom(seed)
		dir := t.TempDir()
		var acknowledged [crashWriters]int
		for round := range *crashes {
			storagetest.RunAndKill(t, crashVariable+"="+dir, 1+random.N(150), acknowledged[:])
			db := sqlite.Open(options(t, dir))
			indexed := map[storage.Object]int64{}
			err := db.Alarms(func(o storage.Object, a storage.Alarm, _ storage.Name) bool {
				indexed[o] = a.Time
				return true
			})
			if err != nil {
				t.Fatal(err)
			}
			for w, least := range acknowledged {
				l := live(t, db, crashObject(w))
				n, err := crashState(l)
				if err != nil || n < least {
					t.Errorf("seed %d, crash %d: object %d shows turn %d, acknowledged %d: %v", seed, round, w, n, least, err)
				}
				if got := indexed[crashObject(w)]; got != int64(n) {
					t.Errorf("seed %d, crash %d: the alarm of object %d is indexed as %d, it is %d", seed, round, w, got, n)
				}
				if n >= 3 {
					if text, err := sqlite.Integrity(db, crashObject(w)); err != nil || text != "ok" {
						t.Errorf("seed %d, crash %d: integrity_check of object %d says %q, %v", seed, round, w, text, err)
					}
				}
				l.Close()
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			if t.Failed() {
				return
			}
		}
		if acknowledged == [crashWriters]int{} {
			t.Error("nothing was ever acknowledged")
		}
	}
}

// moveAndDie has an object move, with data in every place it can be, and dies at a step.
func moveAndDie(dir, step string) {
	t := new(testing.T)
	db := sqlite.OpenSteps(options(t, dir), func(at string) {
		if at == step {
			self, _ := os.FindProcess(os.Getpid())
			_ = self.Kill()
			select {}
		}
	})
	l := live(t, db, room)
	for i := range 100 {
		l.put(fmt.Sprint("durable", i), "1")
	}
	l.must(l.SetAlarm(1, true))
	l.settleOrDie()
	l.put("flying", "2")
	l.Flush()
	l.put("gathering", "3")
	txn := l.savepoint()
	l.put("inside", "4")
	l.must(l.SetAlarm(2, true))
	inner := l.savepoint()
	l.put("inside", "undone")
	l.query("CREATE TABLE t AS SELECT 5 AS a")
	l.must(inner.Rollback())
	l.query("CREATE TABLE t AS SELECT 6 AS a")
	l.must(txn.Commit())
	l.settleOrDie()
	l.put("later", "7")
	l.settleOrDie()
	fmt.Println("survived")
}

func TestMoveDiesAtEachStep(t *testing.T) {
	for _, test := range []struct {
		step  string
		moved bool
	}{
		{"removed", false}, {"created", false}, {"committed", false}, {"synced", false}, {"marked", true}, {"none", true},
	} {
		t.Run(test.step, func(t *testing.T) {
			dir := t.TempDir()
			for range 2 { // the second finds what the first has left
				child := exec.Command(os.Args[0])
				child.Env = append(os.Environ(), crashVariable+"="+dir, stepVariable+"="+test.step)
				out, err := child.CombinedOutput()
				if survived := strings.Contains(string(out), "survived"); survived != (test.step == "none") && !test.moved {
					t.Fatalf("the child: %v, %s", err, out)
				}
				check := func() {
					t.Helper()
					db := sqlite.Open(options(t, dir))
					if err := db.Alarms(func(storage.Object, storage.Alarm, storage.Name) bool { return true }); err != nil {
						t.Fatal(err)
					}
					l := live(t, db, room)
					for i := range 100 {
						l.want(fmt.Sprint("durable", i), "1")
					}
					a, err := l.Alarm()
					if err != nil || a.Time != map[bool]int64{true: 2, false: 1}[test.moved] {
						t.Errorf("the alarm is %v, %v", a, err)
					}
					_, at := os.Stat(filepath.Join(dir, "sqlite", room.Namespace, fmt.Sprintf("%x.sqlite", room.ID)))
					if (at == nil) != test.moved {
						t.Errorf("moved %v, and the file: %v", test.moved, at)
					}
					if test.moved {
						l.want("flying", "2")
						l.want("gathering", "3")
						l.want("inside", "4")
						if got := l.query("SELECT a FROM t"); got != "6" {
							t.Errorf("the table holds %s, want 6", got)
						}
					} else {
						l.want("gathering", "")
						l.want("inside", "")
					}
					l.Close()
					if err := db.Close(); err != nil {
						t.Fatal(err)
					}
				}
				check()
				check()
				if test.moved {
					return
				}
			}
		})
	}
}
