package sqlite

import (
	"encoding/hex"
	"errors"
	"os"

	"zombiezen.com/go/sqlite"

	"github.com/dodev/dodev/storage"
)

const createSchedule = `CREATE TABLE IF NOT EXISTS _cf_ALARM (
	actor_id TEXT PRIMARY KEY, scheduled_time INTEGER, actor_name TEXT) WITHOUT ROWID`

// Scheduled is one object's row in the alarm schedule of a namespace, as the platform's local runtime keeps it.
type Scheduled struct {
	Alarm storage.Alarm
	Name  storage.Name
}

// ReadSchedule reads the alarm schedule of a namespace. Without a file there are no alarms.
func ReadSchedule(path string) (map[[32]byte]Scheduled, error) {
	rows := map[[32]byte]Scheduled{}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return rows, nil
	}
	f, err := OpenForeign(path)
	if err != nil {
		return nil, err
	}
	var table known
	exists, err := f.conn.has("_cf_ALARM", &table)
	if err == nil && exists {
		err = f.conn.run("SELECT actor_id, scheduled_time, actor_name FROM _cf_ALARM", func(s *sqlite.Stmt) bool {
			if id, err := hex.DecodeString(s.ColumnText(0)); err == nil && len(id) == 32 {
				rows[[32]byte(id)] = Scheduled{
					Alarm: storage.Alarm{Time: floorMs(s.ColumnInt64(1)), Set: !s.ColumnIsNull(1)},
					Name:  storage.Name{Text: s.ColumnText(2), Known: !s.ColumnIsNull(2)},
				}
			}
			return true
		})
	}
	return rows, errors.Join(err, f.Close())
}

// WriteSchedule changes the rows of objects in the alarm schedule of a namespace; one without an alarm goes.
func WriteSchedule(path string, rows map[[32]byte]Scheduled) error {
	opened, err := connect(path, sqlite.OpenReadWrite, sqlite.OpenCreate)
	if err != nil {
		return err
	}
	c := &conn{Conn: opened}
	for _, query := range []string{"PRAGMA journal_mode=WAL", "BEGIN IMMEDIATE", createSchedule} {
		if err == nil {
			err = c.once(query)
		}
	}
	for id, row := range rows {
		if err != nil {
			break
		}
		actor := hex.EncodeToString(id[:])
		if !row.Alarm.Set {
			err = c.run("DELETE FROM _cf_ALARM WHERE actor_id = ?", nil, actor)
			continue
		}
		var name any
		if row.Name.Known {
			name = row.Name.Text
		}
		err = c.run("INSERT OR REPLACE INTO _cf_ALARM VALUES (?, ?, ?)", nil, actor, nanoseconds(row.Alarm), name)
	}
	if err == nil {
		err = c.run("COMMIT", nil)
	}
	return errors.Join(err, c.close())
}

// InUse answers whether another process has a database open.
func InUse(path string) (bool, error) {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	opened, err := connect(path, sqlite.OpenReadWrite)
	if err != nil {
		return false, err
	}
	opened.SetBusyTimeout(0)
	c := &conn{Conn: opened}
	err = c.once("PRAGMA journal_mode=DELETE") // which takes the database for itself
	busy := sqlite.ErrCode(err).ToPrimary() == sqlite.ResultBusy
	if busy {
		err = nil
	} else if err == nil {
		err = c.once("PRAGMA journal_mode=WAL")
	}
	return busy, errors.Join(err, c.close())
}
