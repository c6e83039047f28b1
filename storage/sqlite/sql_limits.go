package sqlite

import (
	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// limits are the platform's local ones.
var limits = []struct{ id, value int32 }{
	{lib.SQLITE_LIMIT_LENGTH, maxLength},
	{lib.SQLITE_LIMIT_SQL_LENGTH, 100_000},
	{lib.SQLITE_LIMIT_COLUMN, 100},
	{lib.SQLITE_LIMIT_EXPR_DEPTH, 100},
	{lib.SQLITE_LIMIT_COMPOUND_SELECT, 5},
	{lib.SQLITE_LIMIT_VDBE_OP, 25_000},
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
	for _, l := range limits {
		lib.Xsqlite3_limit(h.tls, h.db, l.id, l.value)
	}
	h.config(lib.SQLITE_DBCONFIG_DEFENSIVE, true)
	h.config(lib.SQLITE_DBCONFIG_DQS_DDL, true) // "text" is a string where no such column is, as on the platform
	h.config(lib.SQLITE_DBCONFIG_DQS_DML, true)
	h.config(lib.SQLITE_DBCONFIG_ENABLE_FKEY, true)
	h.plain()
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
