package sqlite

import (
	"context"
	"runtime"
	"strings"
	"testing"

	"zombiezen.com/go/sqlite"
)

const endless = "with recursive n(i) as (values (1) union all select i + 1 from n) select count(*) from n"

func TestHalt(t *testing.T) {
	conn, err := connect(":memory:", sqlite.OpenReadWrite, sqlite.OpenCreate)
	if err != nil {
		t.Fatal(err)
	}
	s := NewSQL(conn, Hooks{})
	first, halt := context.WithCancel(t.Context())
	s.Obey(first)
	interrupted := func() {
		t.Helper()
		if _, err := s.Exec(endless, nil); err == nil || !strings.Contains(err.Error(), "interrupt") {
			t.Fatalf("got %v", err)
		}
	}
	watched := s.halt
	go func() {
		for watched.state.Load() != running { // what is prepared comes before
			runtime.Gosched()
		}
		halt()
	}()
	interrupted()
	interrupted() // nothing runs any more

	second, halt := context.WithCancel(t.Context())
	s.Obey(second)
	drain(t, exec(t, s, "select 1"))
	halt() // while nothing runs
	for s.halt.state.Load() != halted {
		runtime.Gosched()
	}
	s.Obey(t.Context())
	drain(t, exec(t, s, "select 1"))
	s.Close()
	if err := conn.Close(); err != nil {
		t.Error(err)
	}
}
