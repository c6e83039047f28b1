package sqlite_test

import (
	"fmt"
	"testing"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/sqlite"
)

// BenchmarkInsertTurn inserts a row a turn, the commits overlapping as a busy object's do, and waits for the last.
func BenchmarkInsertTurn(b *testing.B) {
	db := sqlite.Open(options(b, b.TempDir()))
	l := live(nil, db, room)
	sql, err := l.SQL()
	if err != nil {
		b.Fatal(err)
	}
	exec := func(query string, values ...storage.Value) {
		c, err := sql.Exec(query, values)
		if err != nil {
			b.Fatal(err)
		}
		c.Close()
	}
	exec("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)")
	l.settleOrDie()
	b.ReportAllocs()
	for b.Loop() {
		exec("INSERT INTO t (b) VALUES (?)", storage.Value{Kind: storage.Text, Text: "a row of some length"})
		l.Flush()
		l.turn(false)
	}
	l.settleOrDie()
	l.Close()
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkPairs puts and gets one of many pairs of a moved object.
func BenchmarkPairs(b *testing.B) {
	for _, n := range []int{1_000, 1_000_000} {
		b.Run(fmt.Sprintf("keys=%d", n), func(b *testing.B) {
			db := sqlite.Open(options(b, b.TempDir()))
			l := live(nil, db, room)
			l.must(l.Move())
			key := func(i int) string { return fmt.Sprintf("key%07d", i*7919%n) }
			for i := range n {
				l.must(l.Put(key(i), []byte("value"), true))
			}
			l.settleOrDie()
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				l.must(l.Put(key(i), []byte("other"), true))
				_, _, err := l.Get(key(i + 1))
				l.must(err)
				l.Flush()
				l.turn(false)
			}
			l.settleOrDie()
			l.Close()
			if err := db.Close(); err != nil {
				b.Fatal(err)
			}
		})
	}
}
