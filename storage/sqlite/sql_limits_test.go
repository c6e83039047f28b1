package sqlite

import (
	"path/filepath"
	"strings"
	"testing"

	"zombiezen.com/go/sqlite"

	"github.com/dodev/dodev/limits"
	"github.com/dodev/dodev/storage"
)

func restricted(t *testing.T, l limits.SQLite) *SQL {
	t.Helper()
	conn, err := connect(filepath.Join(t.TempDir(), "db"), sqlite.OpenReadWrite, sqlite.OpenCreate)
	if err != nil {
		t.Fatal(err)
	}
	s := NewSQL(conn, Hooks{Write: func() error { return nil }, Limits: l})
	t.Cleanup(func() {
		s.Close()
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Production's limits are below the local ones, and refuse in the same words.
func TestLimitsOfProduction(t *testing.T) {
	s := restricted(t, limits.Production().SQLite)
	blob := func(n int) []storage.Value { return []storage.Value{{Kind: storage.Blob, Blob: make([]byte, n)}} }
	for _, test := range []struct {
		query    string
		bindings []storage.Value
		refusal  string
	}{
		{"select json_array(" + strings.Repeat("1,", 31) + "1)", nil, ""},
		{"select json_array(" + strings.Repeat("1,", 32) + "1)", nil, "too many arguments on function json_array at offset 7: SQLITE_ERROR"},
		{"select ?", blob(1_999_000), ""},
		{"select ?", blob(2_000_001), "string or blob too big: SQLITE_TOOBIG"},
	} {
		_, err := s.Exec(test.query, test.bindings)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != test.refusal {
			t.Errorf("%.40s: got %q, want %q", test.query, got, test.refusal)
		}
	}
}

func TestLimitOfTheDatabase(t *testing.T) {
	s := restricted(t, limits.SQLite{Database: 10 * pageSize})
	if _, err := s.Exec("create table t (b); insert into t values (zeroblob(10000))", nil); err != nil {
		t.Fatal(err)
	}
	_, err := s.Exec("insert into t values (zeroblob(40000))", nil)
	if err == nil || err.Error() != "database or disk is full: SQLITE_FULL" {
		t.Errorf("a database over its limit: %v", err)
	}
}
