package sqlite

import (
	"bytes"
	"math"

	"zombiezen.com/go/sqlite"

	"github.com/dodev/dodev/storage"
)

// The tables of the engine, as the platform lays them out.
const (
	pairsTable    = "_cf_KV"
	metadataTable = "_cf_METADATA"

	createPairs    = "CREATE TABLE " + pairsTable + " (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID"
	createMetadata = "CREATE TABLE " + metadataTable + " (key INTEGER PRIMARY KEY, value BLOB)"
)

// Keys of _cf_METADATA.
const alarmKey = int64(1) // nanoseconds since the epoch, or NULL

// has answers whether a table of the engine exists, and remembers it in what is known.
func (c *conn) has(table string, k *known) (bool, error) {
	if *k == unknown {
		found := absent
		err := c.run("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", func(*sqlite.Stmt) bool {
			found = present
			return false
		}, table)
		if err != nil {
			return false, err
		}
		*k = found
	}
	return *k == present, nil
}

// need makes a table of the engine if it does not exist.
func (c *conn) need(table string, k *known, create string) error {
	found, err := c.has(table, k)
	if err != nil || found {
		return err
	}
	if err := c.run(create, nil); err != nil {
		return err
	}
	*k = present
	return nil
}

func (c *conn) read(key string) (value []byte, found bool, err error) {
	if exists, err := c.has(pairsTable, &c.pairs); err != nil || !exists {
		return nil, false, err
	}
	err = c.run("SELECT value FROM _cf_KV WHERE key = ?", func(s *sqlite.Stmt) bool {
		value, found = blob(s, 0), true
		return false
	}, key)
	return value, found, err
}

// blob copies a column.
func blob(s *sqlite.Stmt, column int) []byte {
	value := make([]byte, s.ColumnLen(column))
	s.ColumnBytes(column, value)
	return value
}

// list visits a range. A value is valid until visit returns.
func (c *conn) list(r storage.Range, visit func(key string, value []byte) bool) error {
	if exists, err := c.has(pairsTable, &c.pairs); err != nil || !exists || r.Empty() {
		return err
	}
	query, args := "SELECT key, value FROM _cf_KV WHERE key >= ?1", []any{r.Start}
	if r.Bounded {
		query, args = query+" AND key < ?2", append(args, r.End)
	}
	if query += " ORDER BY key"; r.Reverse {
		query += " DESC"
	}
	var value bytes.Buffer
	return c.run(query, func(s *sqlite.Stmt) bool {
		value.Reset()
		n := s.ColumnLen(1)
		value.Grow(n)
		buf := value.AvailableBuffer()[:n]
		s.ColumnBytes(1, buf)
		return visit(s.ColumnText(0), buf)
	}, args...)
}

// write changes one pair.
func (c *conn) write(w storage.Write) error {
	if w.Value == nil {
		if exists, err := c.has(pairsTable, &c.pairs); err != nil || !exists {
			return err
		}
		return c.run("DELETE FROM _cf_KV WHERE key = ?", nil, w.Key)
	}
	if err := c.need(pairsTable, &c.pairs, createPairs); err != nil {
		return err
	}
	return c.run("INSERT INTO _cf_KV VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", nil, w.Key, w.Value)
}

func (c *conn) alarm() (a storage.Alarm, err error) {
	if exists, err := c.has(metadataTable, &c.metadata); err != nil || !exists {
		return a, err
	}
	err = c.run("SELECT value FROM _cf_METADATA WHERE key = ? AND value IS NOT NULL", func(s *sqlite.Stmt) bool {
		a = storage.Alarm{Time: floorMs(s.ColumnInt64(0)), Set: true}
		return false
	}, alarmKey)
	return a, err
}

// floorMs answers the milliseconds of a time in nanoseconds.
func floorMs(ns int64) int64 {
	if ns < 0 {
		return -((-ns + 999_999) / 1_000_000)
	}
	return ns / 1_000_000
}

func (c *conn) setAlarm(a storage.Alarm) error {
	if !a.Set {
		if exists, err := c.has(metadataTable, &c.metadata); err != nil || !exists {
			return err
		}
		return c.run("UPDATE _cf_METADATA SET value = NULL WHERE key = ?", nil, alarmKey)
	}
	if err := c.need(metadataTable, &c.metadata, createMetadata); err != nil {
		return err
	}
	return c.run("INSERT INTO _cf_METADATA VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", nil,
		alarmKey, nanoseconds(a))
}

// nanoseconds answers the time of an alarm as it is stored, or the last that can be.
func nanoseconds(a storage.Alarm) int64 {
	if a.Time > math.MaxInt64/1_000_000 {
		return math.MaxInt64
	}
	return a.Time * 1_000_000
}

// holds answers whether there is anything in the database: a pair, an alarm, a table of a script's.
func (c *conn) holds() (bool, error) {
	var any bool
	yes := func(*sqlite.Stmt) bool { any = true; return false }
	if exists, err := c.has(pairsTable, &c.pairs); err != nil {
		return false, err
	} else if exists {
		if err := c.run("SELECT 1 FROM _cf_KV LIMIT 1", yes); err != nil || any {
			return any, err
		}
	}
	if a, err := c.alarm(); err != nil || a.Set {
		return a.Set, err
	}
	err := c.run("SELECT 1 FROM sqlite_schema WHERE name NOT LIKE '@_cf@_%' ESCAPE '@' AND tbl_name NOT LIKE '@_cf@_%' ESCAPE '@' LIMIT 1", yes)
	return any, err
}
