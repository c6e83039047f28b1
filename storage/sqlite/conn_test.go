package sqlite

import "testing"

func TestCachesShareMemory(t *testing.T) {
	for _, test := range []struct{ others, want int }{{0, 2000}, {15, 2000}, {31, 1000}, {255, 256}, {10_000, 256}} {
		if got := cacheSize(test.others); got != test.want {
			t.Errorf("beside %d others a connection has %d KB of cache, want %d", test.others, got, test.want)
		}
	}
	all := 0
	for others := range connections {
		all += cacheSize(others)
	}
	if all > 160_000 {
		t.Errorf("all connections have %d KB, want at most 160 MB", all)
	}
	c, err := openConn(t.TempDir()+"/a.sqlite", true, false, 321)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.close() }()
	s, _, err := c.PrepareTransient("PRAGMA cache_size")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Finalize() }()
	if _, err := s.Step(); err != nil || s.ColumnInt(0) != -321 {
		t.Errorf("cache_size is %d, %v, want -321", s.ColumnInt(0), err)
	}
}
