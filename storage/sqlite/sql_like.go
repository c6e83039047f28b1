package sqlite

import (
	"sync"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// matchBlobs has LIKE and GLOB take a blob for the text that its bytes are, as the platform does. This build of
// SQLite says instead that a blob matches nothing, so the built-in functions are given another front, once for
// all connections. A function of our own would do without the index that SQLite uses for its own ones.
func (h handle) matchBlobs() {
	matching.Do(func() {
		for _, call := range []string{"SELECT like(?1, ?2)", "SELECT like(?1, ?2, ?3)", "SELECT glob(?1, ?2)"} {
			if f := h.builtin(call); f != nil && f.FxSFunc != function(matchText) {
				builtinMatch = f.FxSFunc
				f.FxSFunc = function(matchText)
			}
		}
	})
}

var (
	matching     sync.Once
	builtinMatch uintptr // the C function behind all three
)

// builtin answers the function that a statement calls.
func (h handle) builtin(call string) *lib.TFuncDef {
	text := h.text(call)
	defer h.free(text)
	st, _, code := h.compile(text, len(call), 0)
	if code != lib.SQLITE_OK {
		return nil
	}
	defer st.finalize()
	v := at[lib.TVdbe](st.ptr)
	for i := range int(v.FnOp) {
		if o := op(v.FaOp, i); o.Fp4type == lib.P4_FUNCCTX {
			return at[lib.TFuncDef](at[lib.Tsqlite3_context](*(*uintptr)(unsafe.Pointer(&o.Fp4))).FpFunc)
		}
	}
	return nil
}

func matchText(tls *libc.TLS, context uintptr, n int32, values uintptr) {
	for i := range uintptr(2) {
		if v := *at[uintptr](values + i*uintptr(pointerSize)); lib.Xsqlite3_value_type(tls, v) == lib.SQLITE_BLOB {
			lib.Xsqlite3_value_text(tls, v) // from now on it is text as well
		}
	}
	f := builtinMatch
	(*(*func(*libc.TLS, uintptr, int32, uintptr))(unsafe.Pointer(&struct{ uintptr }{f})))(tls, context, n, values)
}
