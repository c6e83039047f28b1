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
		ORDER BY CASE WHEN type = 'trigger' THEN 0 WHEN type = 'view' THEN 1 WHEN sql LIKE 'CREATE VIRTUAL%' THEN 2 ELSE 3 END`,
		func(s *sqlite.Stmt) bool {
			things = append(things, thing{s.ColumnText(0), s.ColumnText(1), s.ColumnText(2)})
			return true
		})
	if err != nil {
		return err
	}
	for _, t := range things {
		query := "DROP " + t.kind + " IF EXISTS " + quote(t.name) // what belongs to a virtual table went with it
		if t.name == "sqlite_sequence" {
			query = "DELETE FROM sqlite_sequence" // which cannot be dropped
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

func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
