package sqlite

import (
	"testing"

	lib "modernc.org/sqlite/lib"
)

// TestBlocksAreKept frees what statements do, and gets it again without the system.
func TestBlocksAreKept(t *testing.T) {
	s := open(t)
	for _, n := range []int32{600, 2048, 4360, 64 << 10} {
		p := lib.Xsqlite3_malloc(s.tls, n)
		lib.Xsqlite3_free(s.tls, p)
		if again := lib.Xsqlite3_malloc(s.tls, n); again != p {
			t.Errorf("%d bytes: block %#x is not used again", n, p)
		} else {
			lib.Xsqlite3_free(s.tls, again)
		}
	}
	var many []uintptr
	for range 3 * keptOfEach {
		many = append(many, lib.Xsqlite3_malloc(s.tls, 5000))
	}
	for _, p := range many {
		lib.Xsqlite3_free(s.tls, p)
	}
	if got := len(spare.blocks[13]); got != keptOfEach {
		t.Errorf("%d blocks of 8 KB are kept, want %d", got, keptOfEach)
	}
}
