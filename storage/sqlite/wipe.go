package sqlite

import (
	"strings"

	lib "modernc.org/sqlite/lib"
	"zombiezen.com/go/sqlite"
)

// deleteAll drops every table, view and trigger but the alarm, within the open transaction: SQLite's own ways to
// empty a file commit by themselves. The pages stay in the file until it is closed.
func (c *conn) deleteAll() error {
	a, err := c.alarm()
	if err != nil {
		return err
	}
	// Rows go before those that refer to them. A PRAGMA would not do: a transaction is open.
	h := handleOf(c.Conn)
	h.config(lib.SQLITE_DBCONFIG_ENABLE_FKEY, false)
	defer h.config(lib.SQLITE_DBCONFIG_ENABLE_FKEY, true)
	type thing struct{ kind, name, sql string }
	var things []thing
	err = c.run(`SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE type <> 'index'
		ORDER BY CASE WHEN type = 'trigger' THEN 0 WHEN type = 'view' THEN 1 WHEN sql LIKE 'CREATE VIRTUAL%' THEN 2
			WHEN name = 'sqlite_sequence' THEN 4 ELSE 3 END`,
		func(s *sqlite.Stmt) bool {
			things = append(things, thing{s.ColumnText(0), s.ColumnText(1), s.ColumnText(2)})
			return true
		})
	if err != nil {
		return err
	}
	for _, t := range things {
		query := "DROP " + t.kind + " IF EXISTS " + quote(t.name) // what belongs to a virtual table went with it
		if t.name == sequenceTable {
			if err := c.disguise(); err != nil {
				return err
			}
			query = "DROP TABLE " + disguised
		}
		if err := c.once(query); err != nil {
			return err
		}
	}
	c.wiped = true
	c.forget()
	if a.Set {
		return c.setAlarm(a)
	}
	return nil
}

// SQLite keeps the last values of AUTOINCREMENT columns in a table that it makes by itself and lets nobody drop. Under
// another name it may be.
const (
	sequenceTable = "sqlite_sequence"
	disguised     = "_cf_sequence"
)

// disguise gives the table of sequences that other name.
func (c *conn) disguise() error {
	h := handleOf(c.Conn)
	h.config(lib.SQLITE_DBCONFIG_DEFENSIVE, false)
	defer h.config(lib.SQLITE_DBCONFIG_DEFENSIVE, true)
	for _, query := range []string{
		"PRAGMA writable_schema = ON",
		"UPDATE sqlite_schema SET name = '" + disguised + "', tbl_name = '" + disguised + "', " +
			"sql = 'CREATE TABLE " + disguised + "(name, seq)' WHERE name = '" + sequenceTable + "'",
		"PRAGMA writable_schema = RESET", // has SQLite read the schema anew
	} {
		if err := c.once(query); err != nil {
			return err
		}
	}
	return nil
}

func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
