package sqlite

import (
	"fmt"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/dodev/dodev/limits"
)

// local are the limits of the platform's local runtime.
var local = []struct{ id, value int32 }{
	{lib.SQLITE_LIMIT_LENGTH, maxLength},
	{lib.SQLITE_LIMIT_SQL_LENGTH, 100_000},
	{lib.SQLITE_LIMIT_COLUMN, 100},
	{lib.SQLITE_LIMIT_EXPR_DEPTH, 100},
	{lib.SQLITE_LIMIT_COMPOUND_SELECT, 5},
	{lib.SQLITE_LIMIT_FUNCTION_ARG, 127},
	{lib.SQLITE_LIMIT_ATTACHED, 0},
	{lib.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
	{lib.SQLITE_LIMIT_VARIABLE_NUMBER, 100},
	{lib.SQLITE_LIMIT_TRIGGER_DEPTH, 10},
	{lib.SQLITE_LIMIT_WORKER_THREADS, 0},
}

// maxLength is the most bytes that a string, a blob or a row may have: what the platform was seen to take.
const maxLength = 8_388_642

// maxCached is how many bytes of SQL text the prepared statements may have that are kept.
const maxCached = 1 << 20

// secure sets the connection up for statements of scripts. https://sqlite.org/security.html
func (h handle) secure() {
	for _, l := range local {
		lib.Xsqlite3_limit(h.tls, h.db, l.id, l.value)
	}
	h.config(lib.SQLITE_DBCONFIG_DEFENSIVE, true)
	h.config(lib.SQLITE_DBCONFIG_DQS_DDL, true) // "text" is a string where no such column is, as on the platform
	h.config(lib.SQLITE_DBCONFIG_DQS_DML, true)
	h.config(lib.SQLITE_DBCONFIG_ENABLE_FKEY, true)
	h.plain()
}

// restrict lowers the limits to those of production, where l has any.
func (h handle) restrict(l limits.SQLite) {
	for _, lower := range []struct {
		id    int32
		value int
	}{{lib.SQLITE_LIMIT_LENGTH, l.Row}, {lib.SQLITE_LIMIT_FUNCTION_ARG, l.Arguments}} {
		if lower.value > 0 {
			lib.Xsqlite3_limit(h.tls, h.db, lower.id, int32(lower.value))
		}
	}
}

// pageSize is SQLite's own choice, and the platform's.
const pageSize = 4096

// capSize keeps the database from growing beyond so many bytes; 0 does not.
func capSize(conn *sqlite.Conn, bytes int64) {
	if bytes > 0 {
		_ = sqlitex.ExecuteTransient(conn, fmt.Sprintf("pragma max_page_count = %d", bytes/pageSize), nil)
	}
}

// plain takes away what this build of SQLite has and the platform's has not.
func (h handle) plain() {
	args := libc.NewVaList(h.db, int32(lib.SQLITE_Stat4))
	defer libc.Xfree(h.tls, args)
	lib.Xsqlite3_test_control(h.tls, lib.SQLITE_TESTCTRL_OPTIMIZATIONS, args)
	dbstat := h.text("dbstat")
	defer h.free(dbstat)
	lib.Xsqlite3_create_module(h.tls, h.db, dbstat, 0, 0)
	h.matchBlobs()
}
