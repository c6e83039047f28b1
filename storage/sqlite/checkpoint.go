package sqlite

import (
	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// Lengths of a log, in pages.
const (
	// checkpointAt is when its pages are copied into the database, beside the loop.
	checkpointAt = 1000
	// stopAt is when the loop helps. While it writes nobody else gets to the log's end, and only there the log
	// begins anew.
	stopAt = 8000
)

// count has SQLite tell the length of the log after each commit.
func (c *conn) count() {
	h := handleOf(c.Conn)
	c.logged = h.alloc(4)
	lib.Xsqlite3_wal_hook(h.tls, h.db, function(noteLog), c.logged)
}

func noteLog(_ *libc.TLS, logged, _, _ uintptr, pages int32) int32 {
	*at[int32](logged) = pages
	return lib.SQLITE_OK
}

// pages answers the length of the log after the last commit.
func (c *conn) pages() int32 { return *at[int32](c.logged) }

// uncount is the end of that.
func (c *conn) uncount() {
	if c.logged == 0 {
		return
	}
	h := handleOf(c.Conn)
	lib.Xsqlite3_wal_hook(h.tls, h.db, 0, 0)
	h.free(c.logged)
}

// checkpoint has the log copied into the database when it is long. use is held.
func (h *home) checkpoint() {
	pages := h.conn.pages()
	if pages < checkpointAt {
		return
	}
	if pages > stopAt {
		_ = h.conn.once("PRAGMA wal_checkpoint(PASSIVE)") // it fails while a cursor is open: later then
	}
	db := h.db
	db.mu.Lock()
	defer db.mu.Unlock()
	if h.copying || !h.settled || db.closed {
		return
	}
	h.copying = true
	db.start(func() {
		// Of errors the next checkpoint hears again, and closing does.
		if c, err := readConn(h.path, db.options.Relaxed); err == nil {
			_ = c.once("PRAGMA wal_checkpoint(PASSIVE)")
			_ = c.close()
		}
		db.mu.Lock()
		h.copying = false
		db.mu.Unlock()
	})
}
