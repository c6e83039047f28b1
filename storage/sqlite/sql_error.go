package sqlite

import (
	"fmt"
	"strings"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
	"zombiezen.com/go/sqlite"

	"github.com/dodev/dodev/storage"
)

// Texts of the platform that are not SQLite's.
const (
	errTransaction = "To execute a transaction, please use the state.storage.transaction() or " +
		"state.storage.transactionSync() APIs instead of the SQL BEGIN TRANSACTION or SAVEPOINT statements. The " +
		"JavaScript API is safer because it will automatically roll back on exceptions, and because it interacts " +
		"correctly with Durable Objects' automatic atomic write coalescing."
	errNothing  = "SQL code did not contain a statement."
	errBindings = "Wrong number of parameter bindings for SQL query."
	errNotLast  = "When executing multiple SQL statements in a single call, only the last statement can have parameters."
	errBusy     = "A SQL prepared statement can only be executed once at a time."
	errDeleted  = "SQLite query was canceled because the database was deleted."
	errSingle   = "A prepared SQL statement must contain only one statement."
)

func refused(message string) error { return &storage.SQLError{Message: message} }

// failure answers the last error of the connection in the platform's form:
// message[ at offset N]: PRIMARY_CODE[ (extended: EXTENDED_CODE)].
func (h handle) failure(code int32) *storage.SQLError {
	var b strings.Builder
	b.WriteString(libc.GoString(lib.Xsqlite3_errmsg(h.tls, h.db)))
	if offset := lib.Xsqlite3_error_offset(h.tls, h.db); offset >= 0 {
		fmt.Fprintf(&b, " at offset %d", offset)
	}
	message := adapted(b.String())
	primary := sqlite.ResultCode(code).ToPrimary()
	message += ": " + primary.String()
	extended := sqlite.ResultCode(lib.Xsqlite3_extended_errcode(h.tls, h.db))
	if name := extendedName(extended); extended != primary && name != "" {
		message += " (extended: " + name + ")"
	}
	return &storage.SQLError{Message: message}
}

// extendedName answers the name of an extended code, if it has one.
func extendedName(code sqlite.ResultCode) string {
	switch code {
	case lib.SQLITE_CONSTRAINT_DATATYPE:
		return "SQLITE_CONSTRAINT_DATATYPE"
	case lib.SQLITE_CONSTRAINT_PINNED:
		return "SQLITE_CONSTRAINT_PINNED"
	}
	if name := code.String(); strings.HasPrefix(name, "SQLITE_") {
		return name
	}
	return ""
}

// adapted corrects what the platform's release of SQLite words otherwise, and what SQLite says of functions that
// this build has and the platform's has not, or the reverse.
func adapted(message string) string {
	if message == "too many levels of trigger recursion" {
		return "triggers nested too deep"
	}
	const denied, unknown = "not authorized to use function: ", "no such function: "
	for _, way := range []struct {
		from, to string
		names    []string
	}{{denied, unknown, extraFunctions}, {unknown, denied, missingFunctions}} {
		rest, ok := strings.CutPrefix(message, way.from)
		if !ok {
			continue
		}
		name, _, _ := strings.Cut(rest, " ")
		for _, n := range way.names {
			if strings.EqualFold(n, name) {
				return way.to + rest
			}
		}
	}
	return message
}

// rollsBack answers whether SQLite may end a whole transaction because of an error.
// https://sqlite.org/lang_transaction.html#response_to_errors_within_a_transaction
func rollsBack(code int32) bool {
	switch code & 0xff {
	case lib.SQLITE_FULL, lib.SQLITE_IOERR, lib.SQLITE_NOMEM, lib.SQLITE_INTERRUPT:
		return true
	}
	return false
}
