package main_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/dodev/dodev/storage/storagetest"
)

var crashes = flag.Int("crashes", 3, "how often TestCrash kills the server")

// ledgers are the objects that TestCrash writes to; the first two keep to pairs.
var ledgers = []string{"pairs-1", "pairs-2", "sql-1", "sql-2", "sql-3", "sql-4"}

// TestCrash kills the server under load, again and again on the same state. Each object takes one turn after the
// other, so what it shows afterwards is one of them, whole, and none before the last that was answered.
func TestCrash(t *testing.T) {
	for _, seed := range storagetest.Seeds(t)[:1] {
		random := storagetest.NewRandom(seed)
		project, err := filepath.Abs(filepath.Join("testdata", "ledger"))
		if err != nil {
			t.Fatal(err)
		}
		env := newChatEnv(t, newChatCommand(t), chatProject{dir: project})
		env.Start(t)
		shown := make([]int, len(ledgers))
		for crash := range *crashes {
			load := &ledgerLoad{t: t, env: env, patience: int32(1 + random.N(400)), over: make(chan struct{})}
			asked := append([]int(nil), shown...)
			answered := append([]int(nil), shown...)
			var writers sync.WaitGroup
			for i, object := range ledgers {
				writers.Go(func() { asked[i], answered[i] = load.write(object, shown[i]) })
			}
			<-load.over
			env.Kill(t)
			writers.Wait()
			env.Start(t)
			for i, object := range ledgers {
				n, err := ledgerShows(env, object)
				if err != nil {
					t.Fatalf("seed %d, crash %d: %s: %v", seed, crash, object, err)
				}
				if n < answered[i] || n > asked[i] {
					t.Errorf("seed %d, crash %d: %s shows turn %d, answered %d, asked for %d", seed, crash, object, n, answered[i], asked[i])
				}
				shown[i] = n
			}
			intact(t, env.state)
			if t.Failed() {
				return
			}
		}
		t.Logf("the objects went through %v turns", shown)
	}
}

// ledgerLoad is what writes until the server is killed.
type ledgerLoad struct {
	t        *testing.T
	env      *chatEnv
	patience int32 // turns that are answered until then
	answers  atomic.Int32
	over     chan struct{}
	once     sync.Once
}

// write asks for turn after turn, until one is not answered.
func (l *ledgerLoad) write(object string, n int) (asked, answered int) {
	for answered = n; ; answered = n {
		if n%9 == 0 {
			_, err := ledgerCall(l.env, object, "aborted", n)
			if err == nil {
				l.t.Errorf("%s was not aborted at turn %d", object, n)
			}
			if !errors.Is(err, errLedger) {
				l.once.Do(func() { close(l.over) })
				return n, answered
			}
		}
		n++
		if _, err := ledgerCall(l.env, object, "turn", n); err != nil {
			l.once.Do(func() { close(l.over) })
			return n, answered
		}
		if l.answers.Add(1) >= l.patience {
			l.once.Do(func() { close(l.over) })
		}
	}
}

var errLedger = errors.New("the ledger refuses")

func ledgerCall(env *chatEnv, object, method string, n int) ([]byte, error) {
	response, err := http.Get(env.plain(fmt.Sprintf("/%s/%s?n=%d", object, method, n)))
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(response.Body)
	if err = errors.Join(err, response.Body.Close()); err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%w: %s: %s", errLedger, response.Status, body)
	}
	return body, err
}

// ledgerShows answers which turn an object shows in all its places.
func ledgerShows(env *chatEnv, object string) (int, error) {
	body, err := ledgerCall(env, object, "state", 0)
	if err != nil {
		return 0, err
	}
	var seen map[string]int
	if err := json.Unmarshal(body, &seen); err != nil {
		return 0, fmt.Errorf("%s: %w", body, err)
	}
	for _, n := range seen {
		if n != seen["pair"] {
			return 0, fmt.Errorf("shows parts of several turns: %s", body)
		}
	}
	return seen["pair"], nil
}

// intact has SQLite look through every database of a state folder.
func intact(t *testing.T, state string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(state, "sqlite", "*", "*.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		c, err := sqlite.OpenConn(file, sqlite.OpenReadWrite)
		if err != nil {
			t.Fatal(err)
		}
		err = sqlitex.ExecuteTransient(c, "PRAGMA integrity_check", &sqlitex.ExecOptions{ResultFunc: func(s *sqlite.Stmt) error {
			if text := s.ColumnText(0); text != "ok" {
				t.Errorf("%s: integrity_check says %s", file, text)
			}
			return nil
		}})
		if err = errors.Join(err, c.Close()); err != nil {
			t.Error(err)
		}
	}
}
