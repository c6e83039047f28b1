package sqlite

import (
	"errors"
	"net/url"
	"os"
	"path/filepath"

	"zombiezen.com/go/sqlite"

	"github.com/dodev/dodev/storage"
)

// nameTable is where the platform's local tooling keeps an object's name.
const (
	nameTable  = "__miniflare_do_name"
	createName = "CREATE TABLE IF NOT EXISTS " + nameTable + " (id INTEGER PRIMARY KEY, name TEXT)"
)

// Foreign is an object's database as the platform's local runtime keeps it, opened to be read.
type Foreign struct{ conn *conn }

// OpenForeign opens a database in the state it is in now, and leaves the file as it is.
func OpenForeign(path string) (*Foreign, error) {
	flags := []sqlite.OpenFlags{sqlite.OpenReadOnly}
	name := path
	if _, err := os.Stat(path + "-wal"); errors.Is(err, os.ErrNotExist) { // nobody has it open, so nothing needs a lock
		full, err := filepath.Abs(path)
		if err != nil {
			return nil, err
		}
		full = filepath.ToSlash(full)
		if full[0] != '/' { // the letter of a drive
			full = "/" + full
		}
		name = (&url.URL{Scheme: "file", Path: full, RawQuery: "immutable=1"}).String()
		flags = append(flags, sqlite.OpenURI)
	}
	c, err := connect(name, flags...)
	if err != nil {
		return nil, err
	}
	f := &Foreign{&conn{Conn: c}}
	for _, query := range []string{"BEGIN", "SELECT count(*) FROM sqlite_schema"} {
		if err := f.conn.once(query); err != nil {
			return nil, errors.Join(err, c.Close())
		}
	}
	return f, nil
}

// Close closes the database.
func (f *Foreign) Close() error { return f.conn.close() }

// Holds answers whether the object has anything at all.
func (f *Foreign) Holds() (bool, error) {
	if plain, err := f.Plain(); err != nil || !plain {
		return true, err
	}
	if a, err := f.conn.alarm(); err != nil || a.Set {
		return a.Set, err
	}
	any := false
	err := f.conn.list(storage.Range{}, func(string, []byte) bool { any = true; return false })
	return any, err
}

// Plain answers whether the object has only pairs and an alarm, so that it needs no database.
func (f *Foreign) Plain() (bool, error) {
	plain := true
	err := f.conn.run("SELECT 1 FROM sqlite_schema WHERE tbl_name NOT IN (?, ?, ?) LIMIT 1", func(*sqlite.Stmt) bool {
		plain = false
		return false
	}, pairsTable, metadataTable, nameTable)
	return plain, err
}

// List visits every pair. A value is valid until visit returns.
func (f *Foreign) List(visit func(key string, value []byte) bool) error {
	return f.conn.list(storage.Range{}, visit)
}

// Alarm answers the object's alarm.
func (f *Foreign) Alarm() (storage.Alarm, error) { return f.conn.alarm() }

// Name answers the object's name, where the tooling has noted it.
func (f *Foreign) Name() (name storage.Name, err error) {
	var named known
	if exists, err := f.conn.has(nameTable, &named); err != nil || !exists {
		return name, err
	}
	err = f.conn.run("SELECT name FROM "+nameTable+" WHERE id = 1 AND name IS NOT NULL", func(s *sqlite.Stmt) bool {
		name = storage.Name{Text: s.ColumnText(0), Known: true}
		return false
	})
	return name, err
}

// setName notes the object's name as the tooling does.
func (c *conn) setName(name storage.Name) error {
	if !name.Known {
		return c.once("DROP TABLE IF EXISTS " + nameTable)
	}
	if err := c.once(createName); err != nil {
		return err
	}
	return c.run("INSERT OR REPLACE INTO "+nameTable+" VALUES (1, ?)", nil, name.Text)
}
