package sqlite

import (
	"strings"
	"sync"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// guard decides what a statement of a script may do while it is compiled. What the engine compiles passes.
// zombiezen.com/go/sqlite has authorizers too, but drops the fifth argument where ALTER TABLE needs it.
type guard struct {
	on bool
	// renamed is what ALTER TABLE would call its table; SQLite does not tell.
	renamed string
	// refusal replaces SQLite's own text, if set.
	refusal string
}

var guards sync.Map // sqlite3* -> *guard

func (h handle) guard(g *guard) {
	guards.Store(h.db, g)
	lib.Xsqlite3_set_authorizer(h.tls, h.db, function(authorize), h.db)
}

// unguard forgets a connection that is about to close.
func (h handle) unguard() {
	lib.Xsqlite3_set_authorizer(h.tls, h.db, 0, 0)
	guards.Delete(h.db)
}

// authorize is called by SQLite for each thing a statement would do.
func authorize(_ *libc.TLS, db uintptr, action int32, a, b, database, _ uintptr) int32 {
	v, ok := guards.Load(db)
	if !ok {
		return lib.SQLITE_DENY
	}
	if g := v.(*guard); !g.on || g.allows(action, a, b, database) {
		return lib.SQLITE_OK
	}
	return lib.SQLITE_DENY
}

// allowedName answers whether a script may touch what has the name.
func allowedName(name string) bool { return len(name) < 4 || !strings.EqualFold(name[:4], "_cf_") }

func allowed(name uintptr) bool { return allowedName(libc.GoString(name)) }

// modules are the virtual tables that scripts may make.
var modules = []string{"fts5", "fts5vocab", "rtree", "rtree_i32"}

func (g *guard) allows(action int32, a, b, database uintptr) bool {
	column := uintptr(0)
	if action == lib.SQLITE_ALTER_TABLE || action == lib.SQLITE_DETACH {
		a, column, database = b, database, a // these two have the database first; DROP COLUMN its column last
	}
	if database != 0 {
		switch libc.GoString(database) {
		case "main":
		case "temp":
			return (action == lib.SQLITE_READ || action == lib.SQLITE_UPDATE) && allowed(a)
		default:
			return false
		}
	}
	switch action {
	case lib.SQLITE_SELECT, lib.SQLITE_RECURSIVE, lib.SQLITE_ANALYZE:
		return true
	case lib.SQLITE_CREATE_TABLE, lib.SQLITE_DELETE, lib.SQLITE_DROP_TABLE, lib.SQLITE_INSERT, lib.SQLITE_CREATE_VIEW,
		lib.SQLITE_DROP_VIEW, lib.SQLITE_REINDEX, lib.SQLITE_READ, lib.SQLITE_UPDATE:
		return allowed(a)
	case lib.SQLITE_CREATE_INDEX, lib.SQLITE_DROP_INDEX, lib.SQLITE_CREATE_TRIGGER, lib.SQLITE_DROP_TRIGGER:
		return allowed(a) && allowed(b)
	case lib.SQLITE_ALTER_TABLE:
		return allowed(a) && allowed(column) && allowedName(g.renamed)
	case lib.SQLITE_TRANSACTION, lib.SQLITE_SAVEPOINT:
		g.refusal = errTransaction
		return false
	case lib.SQLITE_PRAGMA:
		takes := pragmas[strings.ToLower(libc.GoString(a))]
		return takes != nil && takes(libc.GoString(b), b != 0)
	case lib.SQLITE_FUNCTION:
		return allowedFunctions[libc.GoString(b)]
	case lib.SQLITE_CREATE_VTABLE, lib.SQLITE_DROP_VTABLE:
		for _, m := range modules {
			if strings.EqualFold(libc.GoString(b), m) {
				return allowed(a)
			}
		}
	}
	return false
}
