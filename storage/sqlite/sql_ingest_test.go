package sqlite

import "testing"

func TestIngest(t *testing.T) {
	s := open(t)
	for _, c := range []struct {
		text, rest       string
		written, counted int64
	}{
		{"", "", 0, 0},
		{"create table t(a); insert into t values(1); insert into t values(2),(3); sel", " sel", 5, 3},
		{"insert into t values(';'); create trigger x after insert on t begin select 1; select 2; end; select 1;  ", "  ", 2, 3},
		{"-- hi\nselect 1; -- bye", " -- bye", 0, 1},
	} {
		got, err := s.Ingest(c.text)
		if err != nil || got.Rest != c.rest || got.RowsWritten != c.written || got.Statements != c.counted {
			t.Errorf("%q: %+v, %v", c.text, got, err)
		}
	}
	if _, err := s.Ingest("select ?;"); err == nil || err.Error() != errBindings {
		t.Errorf("a parameter: %v", err)
	}
}
