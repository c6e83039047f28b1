package sqlite

import (
	"math/bits"
	"sync"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
	"zombiezen.com/go/sqlite"
)

// The library asks the system for memory and gives it back for every large block, and for the first and last block of
// each small size. A statement that may have to be undone, as an INSERT with RETURNING is, takes several blocks and frees
// them all: a fifth of its time. So of the usual sizes a few blocks are kept for the next statement.
const (
	leastKept  = 9  // binary logarithms of the sizes
	mostKept   = 17 // a statement journal is 64 KB
	keptOfEach = 8
	ownHead    = 8 // the library's own head of a block
)

// A connection has memory of its own for small blocks, which the library's measure makes the largest part of an idle one.
const (
	slot  = 1200 // bytes, as the library has it
	slots = 12   // instead of 40
)

// spare is the blocks that are kept, by the binary logarithm of their size.
var spare struct {
	once   sync.Once
	mu     sync.Mutex
	blocks [mostKept + 1][]uintptr

	malloc func(tls *libc.TLS, n int32) uintptr
	free   func(tls *libc.TLS, p uintptr)
	size   func(tls *libc.TLS, p uintptr) int32
}

// connect opens a connection.
func connect(path string, flags ...sqlite.OpenFlags) (*sqlite.Conn, error) {
	keepMemory()
	return sqlite.OpenConn(path, flags...)
}

// keepMemory puts the blocks between the library and its memory. It comes before the first connection.
func keepMemory() {
	spare.once.Do(func() {
		tls := libc.NewTLS()
		defer tls.Close()
		h := handle{tls: tls}
		p := h.alloc(int(unsafe.Sizeof(lib.Tsqlite3_mem_methods{})))
		defer h.free(p)
		small := libc.NewVaList(int32(slot), int32(slots))
		defer libc.Xfree(tls, small)
		lib.Xsqlite3_config(tls, lib.SQLITE_CONFIG_LOOKASIDE, small)
		args := libc.NewVaList(p)
		defer libc.Xfree(tls, args)
		if lib.Xsqlite3_config(tls, lib.SQLITE_CONFIG_GETMALLOC, args) != lib.SQLITE_OK {
			return
		}
		m := at[lib.Tsqlite3_mem_methods](p)
		spare.malloc = called[func(*libc.TLS, int32) uintptr](m.FxMalloc)
		spare.free = called[func(*libc.TLS, uintptr)](m.FxFree)
		spare.size = called[func(*libc.TLS, uintptr) int32](m.FxSize)
		m.FxMalloc, m.FxFree = function(keptMalloc), function(keptFree)
		lib.Xsqlite3_config(tls, lib.SQLITE_CONFIG_MALLOC, args)
	})
}

// called is the inverse of function.
func called[F any](p uintptr) F { return *(*F)(unsafe.Pointer(&struct{ p uintptr }{p})) }

func keptMalloc(tls *libc.TLS, n int32) uintptr {
	log := bits.Len32(uint32(n + ownHead - 1))
	if log < leastKept || log > mostKept {
		return spare.malloc(tls, n)
	}
	spare.mu.Lock()
	if b := spare.blocks[log]; len(b) > 0 {
		p := b[len(b)-1]
		spare.blocks[log] = b[:len(b)-1]
		spare.mu.Unlock()
		return p
	}
	spare.mu.Unlock()
	return spare.malloc(tls, 1<<log-ownHead)
}

func keptFree(tls *libc.TLS, p uintptr) {
	n := spare.size(tls, p) + ownHead
	log := bits.Len32(uint32(n - 1))
	if n == 1<<log && log >= leastKept && log <= mostKept {
		spare.mu.Lock()
		if b := spare.blocks[log]; len(b) < keptOfEach {
			spare.blocks[log] = append(b, p)
			spare.mu.Unlock()
			return
		}
		spare.mu.Unlock()
	}
	spare.free(tls, p)
}
