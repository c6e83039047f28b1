package sqlite

import (
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"

	"github.com/dodev/dodev/storage"
)

// statement is one compiled statement.
type statement struct {
	handle
	ptr     uintptr
	writes  bool
	params  int
	columns []string
	counts  counters

	arena    uintptr // what texts and blobs are bound from; it lives as long as the statement may read it
	capacity int
}

// compile prepares the first statement of n bytes of text and answers what follows it. A nil statement is
// text that holds none.
func (h handle) compile(text uintptr, n int, flags uint32) (*statement, uintptr, int32) {
	out := h.tls.Alloc(2 * pointerSize)
	defer h.tls.Free(2 * pointerSize)
	code := lib.Xsqlite3_prepare_v3(h.tls, h.db, text, int32(n), flags, out, out+uintptr(pointerSize))
	tail := *at[uintptr](out + uintptr(pointerSize))
	if code != lib.SQLITE_OK {
		return nil, tail, code
	}
	ptr := *at[uintptr](out)
	if ptr == 0 {
		return nil, tail, code
	}
	st := &statement{
		handle: h, ptr: ptr,
		writes: lib.Xsqlite3_stmt_readonly(h.tls, ptr) == 0,
		params: int(lib.Xsqlite3_bind_parameter_count(h.tls, ptr)),
	}
	st.counts.lengthen(h, ptr)
	st.name()
	return st, tail, code
}

const pointerSize = int(unsafe.Sizeof(uintptr(0)))

// name reads the names of the columns.
func (st *statement) name() {
	st.columns = make([]string, lib.Xsqlite3_column_count(st.tls, st.ptr))
	for i := range st.columns {
		st.columns[i] = libc.GoString(lib.Xsqlite3_column_name(st.tls, st.ptr, int32(i)))
	}
}

// expired answers whether the schema changed since, so that running the statement would compile it anew.
func (st *statement) expired() bool {
	return lib.Xsqlite3_expired(st.tls, st.ptr) != 0 || st.counts.stale()
}

func (st *statement) busy() bool { return lib.Xsqlite3_stmt_busy(st.tls, st.ptr) != 0 }

// bind sets every parameter.
func (st *statement) bind(values []storage.Value) int32 {
	size := 1 // a null pointer would bind NULL
	for i := range values {
		size += len(values[i].Text) + len(values[i].Blob)
	}
	if size > st.capacity {
		st.free(st.arena)
		st.arena, st.capacity = st.alloc(size), size
	}
	p := st.arena
	for i := range values {
		v, n, code := &values[i], int32(i+1), int32(0)
		switch v.Kind {
		case storage.Null:
			code = lib.Xsqlite3_bind_null(st.tls, st.ptr, n)
		case storage.Integer:
			code = lib.Xsqlite3_bind_int64(st.tls, st.ptr, n, v.Integer)
		case storage.Real:
			code = lib.Xsqlite3_bind_double(st.tls, st.ptr, n, v.Real)
		case storage.Text:
			code = lib.Xsqlite3_bind_text(st.tls, st.ptr, n, p, int32(copy(bytesAt(p, len(v.Text)), v.Text)), 0)
			p += uintptr(len(v.Text))
		case storage.Blob:
			code = lib.Xsqlite3_bind_blob(st.tls, st.ptr, n, p, int32(copy(bytesAt(p, len(v.Blob)), v.Blob)), 0)
			p += uintptr(len(v.Blob))
		}
		if code != lib.SQLITE_OK {
			return code
		}
	}
	return lib.SQLITE_OK
}

// step runs to the next row; false is the end.
func (st *statement) step() (bool, int32) {
	code := lib.Xsqlite3_step(st.tls, st.ptr)
	st.counts.sample()
	switch code & 0xff {
	case lib.SQLITE_ROW:
		return true, lib.SQLITE_OK
	case lib.SQLITE_DONE:
		return false, lib.SQLITE_OK
	}
	return false, code
}

// row reads the current row into values, whose texts and blobs are copies.
func (st *statement) row(values []storage.Value) {
	for i := range values {
		v, n := &values[i], int32(i)
		switch lib.Xsqlite3_column_type(st.tls, st.ptr, n) {
		case lib.SQLITE_INTEGER:
			v.Kind, v.Integer = storage.Integer, lib.Xsqlite3_column_int64(st.tls, st.ptr, n)
		case lib.SQLITE_FLOAT:
			v.Kind, v.Real = storage.Real, lib.Xsqlite3_column_double(st.tls, st.ptr, n)
		case lib.SQLITE_TEXT:
			p := lib.Xsqlite3_column_text(st.tls, st.ptr, n)
			v.Kind, v.Text = storage.Text, string(bytesAt(p, int(lib.Xsqlite3_column_bytes(st.tls, st.ptr, n))))
		case lib.SQLITE_BLOB:
			p := lib.Xsqlite3_column_blob(st.tls, st.ptr, n)
			b := bytesAt(p, int(lib.Xsqlite3_column_bytes(st.tls, st.ptr, n)))
			v.Kind, v.Blob = storage.Blob, append(make([]byte, 0, len(b)), b...)
		default:
			v.Kind = storage.Null
		}
	}
}

// reset ends a run, so that the next can begin.
func (st *statement) reset() {
	lib.Xsqlite3_reset(st.tls, st.ptr) // its code repeats that of the last step
	if st.params > 0 {
		lib.Xsqlite3_clear_bindings(st.tls, st.ptr)
	}
	if st.capacity > maxArena {
		st.free(st.arena)
		st.arena, st.capacity = 0, 0
	}
}

// maxArena is how much memory an idle statement keeps for its bindings.
const maxArena = 64 << 10

// finalize frees the statement.
func (st *statement) finalize() {
	lib.Xsqlite3_finalize(st.tls, st.ptr)
	st.free(st.arena)
	st.ptr, st.arena, st.capacity = 0, 0, 0
}
