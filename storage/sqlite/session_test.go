package sqlite_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/sqlite"
)

// life is one life of an object: a cache and the loop it belongs to.
type life struct {
	*storage.Cache
	t         *testing.T
	mu        sync.Mutex
	wake      sync.Cond
	posted    []func()
	failure   error
	onDurable func(seq uint64, err error)
}

var room = storage.Object{Namespace: "chat-Room", ID: [32]byte{1}}

func begin(t *testing.T, b storage.Backend) *life {
	l := live(t, b, room)
	t.Cleanup(l.Close)
	return l
}

func live(t *testing.T, b storage.Backend, obj storage.Object) *life {
	l := &life{t: t, onDurable: func(uint64, error) {}}
	l.wake.L = &l.mu
	l.Cache = storage.NewCache(storage.CacheOptions{
		Backend: b, Object: obj, Name: storage.Name{Text: "lobby", Known: true},
		Post: func(f func()) {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.posted = append(l.posted, f)
			l.wake.Signal()
		},
		OnDurable: func(seq uint64, err error) {
			l.failure = err
			l.onDurable(seq, err)
		},
	})
	return l
}

// turn runs what is posted, and waits for something if it must.
func (l *life) turn(wait bool) {
	l.mu.Lock()
	for wait && len(l.posted) == 0 {
		l.wake.Wait()
	}
	posted := l.posted
	l.posted = nil
	l.mu.Unlock()
	for _, f := range posted {
		f()
	}
}

// settle ends the turn and waits until everything is durable. It answers why that failed.
func (l *life) settle() error {
	l.Flush()
	for !l.Idle() {
		l.turn(true)
	}
	return l.failure
}

// settleOrDie is settle where there is no test to fail.
func (l *life) settleOrDie() { l.must(l.settle()) }

func (l *life) must(err error) {
	if err != nil {
		panic(err)
	}
}

// savepoint opens a transaction that ends within the turn.
func (l *life) savepoint() *storage.Txn {
	txn, err := l.Savepoint()
	l.must(err)
	return txn
}

// query runs a statement and answers its rows as text.
func (l *life) query(query string) string {
	l.t.Helper()
	text, err := l.try(query)
	if err != nil {
		l.t.Fatalf("%s: %v", query, err)
	}
	return text
}

func (l *life) try(query string) (string, error) {
	db, err := l.SQL()
	if err != nil {
		return "", err
	}
	c, err := db.Exec(query, nil)
	if err != nil {
		return "", err
	}
	defer c.Close()
	var rows []string
	for {
		row, err := c.Next()
		if err != nil || row == nil {
			return strings.Join(rows, " "), err
		}
		var fields []string
		for _, v := range row {
			switch v.Kind {
			case storage.Integer:
				fields = append(fields, fmt.Sprint(v.Integer))
			case storage.Text:
				fields = append(fields, v.Text)
			default:
				fields = append(fields, fmt.Sprint(v))
			}
		}
		rows = append(rows, strings.Join(fields, ","))
	}
}

func (l *life) put(key, value string) {
	l.t.Helper()
	if err := l.Put(key, []byte(value), true); err != nil {
		l.t.Fatal(err)
	}
}

func (l *life) want(key, want string) {
	l.t.Helper()
	got, found, err := l.Get(key)
	if err != nil || found != (want != "") || string(got) != want {
		l.t.Errorf("Get(%s) = %q, %v, want %q", key, got, err, want)
	}
}

func open(t *testing.T, dir string) *sqlite.DB {
	t.Helper()
	db := sqlite.Open(options(t, dir))
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestSQLAndPairsTogether(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	l := begin(t, db)
	l.put("before", "1")
	l.query("CREATE TABLE t (a)")
	l.query("INSERT INTO t VALUES (1)")
	l.put("after", "2")
	txn := l.savepoint()
	l.query("INSERT INTO t VALUES (2)")
	l.put("after", "3")
	if err := txn.Rollback(); err != nil {
		t.Fatal(err)
	}
	l.want("before", "1")
	l.want("after", "2")
	if err := l.settle(); err != nil {
		t.Fatal(err)
	}
	long := l.Begin()
	l.query("INSERT INTO t VALUES (3)")
	l.Flush()
	l.query("INSERT INTO t VALUES (4)")
	l.put("within", "4")
	if err := long.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := l.settle(); err != nil {
		t.Fatal(err)
	}
	l.Close()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}

	l = begin(t, open(t, dir))
	if got := l.query("SELECT a FROM t ORDER BY a"); got != "1 3 4" {
		t.Errorf("rows after reopening: %q, want 1 3 4", got)
	}
	l.want("before", "1")
	l.want("after", "2")
	l.want("within", "4")
	l.Close()
}

func TestCommitFails(t *testing.T) {
	const violated = "Durable Object was reset and rolled back to its last known good state because the application left " +
		"the database in a state where constraints were violated: FOREIGN KEY constraint failed: SQLITE_CONSTRAINT " +
		"(extended: SQLITE_CONSTRAINT_FOREIGNKEY)"
	for _, test := range []struct{ name, query, want string }{
		{"a deferred key without its row", "INSERT INTO child VALUES (7)", violated},
		{"a RETURNING that nobody reads", "INSERT INTO parent VALUES (8), (9) RETURNING a", "internal error"},
	} {
		for _, moving := range []bool{true, false} {
			db := open(t, t.TempDir())
			l := begin(t, db)
			l.put("key", "old")
			if err := l.settle(); err != nil {
				t.Fatal(err)
			}
			l.query("CREATE TABLE parent (a PRIMARY KEY)")
			l.query("CREATE TABLE child (b REFERENCES parent (a) DEFERRABLE INITIALLY DEFERRED)")
			if !moving {
				if err := l.settle(); err != nil {
					t.Fatal(err)
				}
			}
			l.put("key", "new")
			sql, err := l.SQL()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := sql.Exec(test.query, nil); err != nil {
				t.Fatal(err)
			}
			if err := l.settle(); err == nil || err.Error() != test.want {
				t.Errorf("%s, moving %v: the flush ends with %v, want %s", test.name, moving, err, test.want)
			}
			if _, _, err := l.Get("key"); err == nil {
				t.Errorf("%s: the cache goes on", test.name)
			}
			l.Close()
			l = begin(t, db)
			l.want("key", "old")
			if got := l.query("SELECT count(*) FROM sqlite_schema WHERE name = 'parent'"); got != map[bool]string{true: "0", false: "1"}[moving] {
				t.Errorf("%s, moving %v: %s tables afterwards", test.name, moving, got)
			}
			if err := l.settle(); err != nil {
				t.Error(err)
			}
			l.Close()
		}
	}
}

func TestDeleteAll(t *testing.T) {
	for _, alarm := range []bool{true, false} {
		dir := t.TempDir()
		db := open(t, dir)
		l := begin(t, db)
		l.put("key", "1")
		if err := l.SetAlarm(5000, true); err != nil {
			t.Fatal(err)
		}
		for _, query := range []string{
			"CREATE TABLE parent (a PRIMARY KEY)",
			"CREATE TABLE child (b UNIQUE REFERENCES parent (a), c REFERENCES child (b))",
			"CREATE TABLE counted (n INTEGER PRIMARY KEY AUTOINCREMENT)",
			"CREATE VIRTUAL TABLE words USING fts5 (text)",
			"CREATE VIEW v AS SELECT * FROM child",
			"CREATE TRIGGER t AFTER INSERT ON parent BEGIN INSERT INTO counted VALUES (NULL); END",
			"INSERT INTO parent VALUES (1), (2)", "INSERT INTO child (b) VALUES (1), (2)", "INSERT INTO words VALUES ('a b')",
		} {
			l.query(query)
		}
		if err := l.settle(); err != nil {
			t.Fatal(err)
		}
		sql, _ := l.SQL()
		cursor, err := sql.Exec("SELECT * FROM parent", nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.DeleteAll(alarm, true); err != nil {
			t.Fatal(err)
		}
		if _, err := cursor.Next(); err == nil {
			t.Error("a cursor survives its database")
		}
		l.put("new", "2")
		check := func(when string) {
			t.Helper()
			l.want("key", "")
			l.want("new", "2")
			if got := l.query("SELECT name FROM sqlite_schema WHERE name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"); got != "" {
				t.Errorf("%s there are %s", when, got)
			}
			if a, err := l.Alarm(); a.Set != !alarm || err != nil {
				t.Errorf("%s the alarm is %v, %v", when, a, err)
			}
		}
		check("at once")
		if err := l.settle(); err != nil {
			t.Fatal(err)
		}
		check("after the flush")
		l.Close()
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		l = begin(t, open(t, dir))
		check("after reopening")
		l.Close()
	}
}
