package sqlite

import (
	"reflect"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
	"zombiezen.com/go/sqlite"
)

// handle is the C side of a connection. Statements of scripts go to the library beneath zombiezen.com/go/sqlite,
// which that package keeps to itself: it hides duplicate columns, copies what is bound byte by byte and reads
// neither the text behind a NUL nor a program's counters.
type handle struct {
	tls *libc.TLS
	db  uintptr
}

// handleOf reads the two fields of a connection that all of its methods work on.
func handleOf(c *sqlite.Conn) handle {
	v := reflect.ValueOf(c).Elem()
	return handle{(*libc.TLS)(v.FieldByName("tls").UnsafePointer()), uintptr(v.FieldByName("conn").Uint())}
}

// at views C memory as a T. The detour is what vet lets pass: the memory is none of Go's, and does not move.
func at[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }

// bytesAt views n bytes of C memory.
func bytesAt(p uintptr, n int) []byte {
	if n == 0 {
		return nil
	}
	return unsafe.Slice(at[byte](p), n)
}

// function answers a declared function as the library calls it back: https://golang.org/s/go11func.
func function[T any](f T) uintptr { return *(*uintptr)(unsafe.Pointer(&struct{ f T }{f})) }

// alloc answers C memory, zeroed; it panics when there is none, as Go does.
func (h handle) alloc(n int) uintptr {
	p := libc.Xcalloc(h.tls, 1, lib.Tsize_t(max(n, 1)))
	if p == 0 {
		panic("sqlite: out of memory")
	}
	return p
}

func (h handle) free(p uintptr) { libc.Xfree(h.tls, p) }

// text copies s to C memory, a NUL behind it.
func (h handle) text(s string) uintptr {
	p := h.alloc(len(s) + 1)
	copy(bytesAt(p, len(s)), s)
	return p
}

// config sets a switch of the connection.
func (h handle) config(option int32, on bool) {
	var value int32
	if on {
		value = 1
	}
	args := libc.NewVaList(value, uintptr(0))
	defer libc.Xfree(h.tls, args)
	lib.Xsqlite3_db_config(h.tls, h.db, option, args)
}
