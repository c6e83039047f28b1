package sqlite

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"zombiezen.com/go/sqlite"

	"github.com/dodev/dodev/storage"
)

func number(f float64) storage.Value { return storage.Value{Kind: storage.Real, Real: f} }

// exec runs a query that must not fail.
func exec(t testing.TB, s *SQL, query string, bindings ...storage.Value) storage.Cursor {
	t.Helper()
	c, err := s.Exec(query, bindings)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return c
}

// drain reads the first column of every row that is left.
func drain(t testing.TB, c storage.Cursor) string {
	t.Helper()
	var list []string
	for {
		row, err := c.Next()
		if err != nil {
			t.Fatal(err)
		}
		if row == nil {
			return strings.Join(list, " ")
		}
		list = append(list, fmt.Sprint(shown(row[0])))
	}
}

func refusal(t testing.TB, s *SQL, query string) string {
	t.Helper()
	_, err := s.Exec(query, nil)
	var refused *storage.SQLError
	if !errors.As(err, &refused) {
		t.Fatalf("%s: %v, want a refusal", query, err)
	}
	return refused.Message
}

func TestCursorsOfOneQuery(t *testing.T) {
	s := open(t)
	exec(t, s, "create table t(a); insert into t values (1), (2), (3)")
	a, b := exec(t, s, "select a from t"), exec(t, s, "select a from t")
	for i := range 3 {
		x, _ := a.Next()
		y, _ := b.Next()
		if x[0].Integer != int64(i+1) || y[0].Integer != int64(i+1) {
			t.Errorf("row %d: %v and %v", i, x, y)
		}
	}
	if !a.Done() || !b.Done() {
		t.Error("a cursor goes on after its last row")
	}
	if n := a.RowsRead(); n != 3 {
		t.Errorf("read %d rows, want 3", n)
	}
	if len(s.open) != 0 {
		t.Errorf("%d runs are still open", len(s.open))
	}
}

func TestCursorIsLazy(t *testing.T) {
	s := open(t)
	exec(t, s, "create table t(a); insert into t values (1), (2)")
	c := exec(t, s, "select a from t order by rowid")
	if n := c.RowsRead(); n != 1 {
		t.Errorf("read %d rows before the first is asked for, want 1", n)
	}
	exec(t, s, "insert into t values (3)")
	if got := drain(t, c); got != "1 2 3" {
		t.Errorf("got %s, want the row that was inserted meanwhile too", got)
	}
}

func TestOpenCursorLocksItsTable(t *testing.T) {
	s := open(t)
	exec(t, s, "create table t(a); insert into t values (1), (2)")
	c := exec(t, s, "select a from t")
	if got, want := refusal(t, s, "drop table t"), "database table is locked: SQLITE_LOCKED"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	c.Close()
	exec(t, s, "drop table t")
	if row, err := c.Next(); row != nil || err != nil {
		t.Errorf("a closed cursor answers %v, %v", row, err)
	}
}

func TestAbandonedCursorEnds(t *testing.T) {
	s := open(t)
	exec(t, s, "create table t(a); insert into t values (1), (2)")
	exec(t, s, "select a from t")
	for range 100 {
		runtime.GC()
		s.reclaim()
		if len(s.open) == 0 {
			exec(t, s, "drop table t")
			return
		}
	}
	t.Error("a cursor that nobody has keeps its statement")
}

// The platform leaves statements before the last where their first step put them, and cannot run them again once.
func TestStatementsBeforeTheLast(t *testing.T) {
	s := open(t)
	want := []string{"2", errBusy, "2", "2"}
	for i, w := range want {
		got := ""
		if c, err := s.Exec("select 1; select 2", nil); err != nil {
			got = err.Error()
		} else {
			got = drain(t, c)
		}
		if got != w {
			t.Errorf("time %d: got %q, want %q", i, got, w)
		}
	}
}

func TestWriteHook(t *testing.T) {
	s := open(t)
	exec(t, s, "create table t(a)")
	writes := 0
	s.hooks.Write = func() error { writes++; return nil }
	for query, want := range map[string]int{
		"select * from t":                             0,
		"pragma foreign_keys = off":                   0,
		"insert into t values (1)":                    1,
		"select 1; delete from t; update t set a = 1": 2,
		"create table if not exists t(a)":             1,
	} {
		writes = 0
		exec(t, s, query)
		if writes != want {
			t.Errorf("%s: %d writes announced, want %d", query, writes, want)
		}
	}
	stop := errors.New("stop")
	s.hooks.Write = func() error { return stop }
	if _, err := s.Exec("insert into t values (1)", nil); !errors.Is(err, stop) {
		t.Errorf("got %v, want the hook's error", err)
	}
}

func TestCountsSurviveASchemaChange(t *testing.T) {
	s := open(t)
	exec(t, s, "create table t(a, b); create table u(a)")
	for i, want := range []struct{ written, read int64 }{{1, 0}, {2, 0}, {3, 0}} {
		if c := exec(t, s, "insert into t values (?, 1)", number(1)); c.RowsWritten() != want.written {
			t.Errorf("with %d indexes: %d rows written, want %d", i, c.RowsWritten(), want.written)
		}
		exec(t, s, fmt.Sprintf("create index i%d on t(b)", i))
	}
	for _, want := range []string{"a b", "a b c"} {
		c := exec(t, s, "select * from t")
		if got := strings.Join(c.Columns(), " "); got != want {
			t.Errorf("columns %s, want %s", got, want)
		}
		c.Close()
		if want == "a b" {
			exec(t, s, "alter table t add column c")
		}
	}
	exec(t, s, "drop table t")
	if got, want := refusal(t, s, "select * from t"), "no such table: t: SQLITE_ERROR"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestStatementCacheForgets(t *testing.T) {
	s := open(t)
	padding := strings.Repeat(" ", 90_000)
	c := exec(t, s, "values (0), (1)"+padding)
	for i := range 20 {
		drain(t, exec(t, s, fmt.Sprintf("values (%d)%s", i, padding)))
	}
	if s.bytes > maxCached || len(s.cached) != s.recent.Len() || len(s.cached) > 11 {
		t.Errorf("%d queries of %d bytes are cached", len(s.cached), s.bytes)
	}
	if got := drain(t, c); got != "0 1" {
		t.Errorf("a cursor whose query was forgotten reads %q", got)
	}
}

func TestTextBehindNUL(t *testing.T) {
	s := open(t)
	for query, want := range map[string]string{
		"\x00":             errNothing,
		"select 1\x00":     errNothing,
		"select 'a\x00b'":  `unrecognized token: "'a" at offset 7: SQLITE_ERROR`,
		"select 1\x00more": errNothing,
	} {
		if got := refusal(t, s, query); got != want {
			t.Errorf("%q: got %q, want %q", query, got, want)
		}
	}
}

func TestSize(t *testing.T) {
	s := open(t)
	before, err := s.Size()
	if err != nil {
		t.Fatal(err)
	}
	exec(t, s, "create table t(a); insert into t values (zeroblob(100000))")
	full, _ := s.Size()
	exec(t, s, "delete from t")
	after, _ := s.Size()
	if before%4096 != 0 || full < before+100_000 || after >= full {
		t.Errorf("sizes %d, %d full, %d emptied", before, full, after)
	}
}

func TestCloseEndsCursors(t *testing.T) {
	conn, err := connect(":memory:", sqlite.OpenReadWrite, sqlite.OpenCreate)
	if err != nil {
		t.Fatal(err)
	}
	s := NewSQL(conn, Hooks{})
	c := exec(t, s, "values (1), (2)")
	done := exec(t, s, "values (1)")
	drain(t, done)
	s.Close()
	if _, err := c.Next(); err == nil || err.Error() != errDeleted {
		t.Errorf("got %v, want %s", err, errDeleted)
	}
	if row, err := done.Next(); row != nil || err != nil {
		t.Errorf("a cursor at its end answers %v, %v", row, err)
	}
	if err := conn.Close(); err != nil {
		t.Errorf("statements are left: %v", err)
	}
}

func TestRenamedTo(t *testing.T) {
	for text, want := range map[string]string{
		"alter table t rename to _cf_x":                          "_cf_x",
		"ALTER TABLE main . \"t\" RENAME TO \"_cf_\"\"x\"":       `_cf_"x`,
		"/* a */ alter--\ntable [t] rename to[_cf_x]":            "_cf_x",
		"explain query plan alter table t rename to `_cf_x`":     "_cf_x",
		";; explain alter table 'rename' rename to '_cf_x' -- x": "_cf_x",
		"alter table t rename a to b":                            "",
		"alter table t rename column a to b":                     "",
		"alter table t add column b default 'rename to _cf_x'":   "",
		"select 'alter table t rename to _cf_x'":                 "",
		"alter table t rename to":                                "",
	} {
		first, rest := head(text)
		got := ""
		if first.is("ALTER") {
			got = renamedTo(*rest)
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func TestLimited(t *testing.T) {
	s := open(t)
	exec(t, s, "create table t(a, b)")
	for _, c := range []struct{ query, left string }{
		{"delete from t order by a desc limit 2", "1 2"},
		{"; delete from main.t limit 1 offset 1; select 1", "1 3 4"},
		{"delete from t where a in (select a from t order by a limit 2) or a = 4 order by a limit 1 -- hi", "2 3 4"},
		{"delete from t as x where x.a > 1 returning a order by a limit 1", "1 3 4"},
		{"update or ignore t set a = a + 10 where a > 2 order by a desc limit 1", "1 2 3 14"},
		{"with x as (values (3)) delete from t where a >= (select * from x) limit 1;", "1 2 4"},
	} {
		exec(t, s, "delete from t; insert into t(a) values (1), (2), (3), (4)")
		drain(t, exec(t, s, c.query))
		if got := drain(t, exec(t, s, "select a from t")); got != c.left {
			t.Errorf("%s leaves %s, want %s", c.query, got, c.left)
		}
	}
}

// FuzzTokens checks that the tokenizer takes any text apart without loss, overlap or end.
func FuzzTokens(f *testing.F) {
	for _, seed := range []string{
		"alter table t rename to _cf_x", "select 'a''b', \"c\", [d], `e` -- f\n/* g */", "'", "/*", "--", "[", "\"", "é \x00 ;",
		"create table t(a default (log10(1)))", "delete from t where a = (select 1 limit 1) order by b limit 1;",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read, end := &tokens{text: text}, 0
		for tok := read.next(); tok.kind != tokenEnd; tok = read.next() {
			if tok.start < end || tok.end <= tok.start || tok.end > len(text) {
				t.Fatalf("token %v after %d", tok, end)
			}
			end = tok.end
		}
		first, rest := head(text)
		_ = renamedTo(*rest)
		_, _ = defaultCall(*rest)
		if rewritten, end, ok := limited(text); ok && (end > len(text) || len(rewritten) < len(first.name)) {
			t.Fatalf("%q becomes %q at %d", text, rewritten, end)
		}
	})
}

func BenchmarkInsert(b *testing.B) {
	s := open(b)
	exec(b, s, "create table t(id integer primary key, name text, at real, body blob)")
	values := []storage.Value{
		{Kind: storage.Null}, {Kind: storage.Text, Text: "a name of some length"}, number(5), {Kind: storage.Blob, Blob: make([]byte, 32)},
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Exec("insert into t values (?, ?, ?, ?)", values); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSelectRow(b *testing.B) {
	s := open(b)
	exec(b, s, "create table t(id integer primary key, name text); insert into t values (1, 'one'), (2, 'two')")
	b.ReportAllocs()
	for b.Loop() {
		c, err := s.Exec("select * from t where id = ?", []storage.Value{number(2)})
		if err != nil {
			b.Fatal(err)
		}
		if row, err := c.Next(); row == nil || err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkScan(b *testing.B) {
	s := open(b)
	exec(b, s, "create table t(id integer primary key, name text)")
	exec(b, s, "with recursive r(n) as (select 1 union all select n + 1 from r where n < 1000) insert into t select n, 'row ' || n from r")
	b.ReportAllocs()
	for b.Loop() {
		drained := exec(b, s, "select * from t")
		for {
			row, err := drained.Next()
			if err != nil {
				b.Fatal(err)
			}
			if row == nil {
				break
			}
		}
	}
}
