package sqlite

import (
	"context"
	"runtime"
	"sync/atomic"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// halt interrupts the statement that a script runs, from another goroutine, and nothing else that the connection does: a
// COMMIT goes through.
type halt struct {
	state atomic.Int32
	told  context.Context // whose end is obeyed
	stop  func() bool
}

// The states of a halt.
const (
	idle     int32 = iota
	running        // a statement of a script
	stopping       // it is being interrupted
	halted         // and no other runs
)

// Obey implements [storage.Database].
func (s *SQL) Obey(ctx context.Context) {
	if ctx == s.halt.told {
		return
	}
	if s.halt.stop != nil {
		s.halt.stop()
	}
	h := &halt{told: ctx}
	s.halt = h
	if ctx != nil {
		h.stop = context.AfterFunc(ctx, func() { h.interrupt(s.db) })
	}
}

// interrupt ends the statement that runs. The connection is open as long as one does.
func (h *halt) interrupt(db uintptr) {
	for !h.state.CompareAndSwap(running, stopping) {
		if h.state.CompareAndSwap(idle, halted) {
			return
		}
	}
	tls := libc.NewTLS()
	lib.Xsqlite3_interrupt(tls, db)
	tls.Close()
	h.state.Store(halted)
}

// begin answers whether a statement may run.
func (h *halt) begin() bool { return h.state.CompareAndSwap(idle, running) }

// end waits until nobody interrupts the statement, which has ended.
func (h *halt) end() {
	for !h.state.CompareAndSwap(running, idle) && h.state.Load() != halted {
		runtime.Gosched()
	}
}
