package sqlite

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"zombiezen.com/go/sqlite"
)

// conn is the connection of one object's database.
type conn struct {
	*sqlite.Conn
	wal      *os.File // the log of SQLite, to be synced where SQLite does not
	logged   uintptr  // its length in pages, in C memory
	path     string   // of the log
	careless bool     // it syncs nothing by itself so far
	secured  bool     // it has a header on disk, and a name; guarded by DB.mu

	// What follows is the journal's.
	copied   copied   // how much of the log it has
	relative string   // the log's path, as its patches have it
	sql      *SQL     // of scripts, from its first use on
	history  *history // nil if none is kept

	// What is known of the tables; they come into being at their first use.
	pairs, metadata known
	wiped           bool // its pages are worth giving back
}

// known is what a connection knows of a table.
type known uint8

const (
	unknown known = iota
	absent
	present
)

// Kilobytes of pages. SQLite takes twice as much memory for them.
const (
	maxCache = 2000 // of one connection, which is SQLite's own measure
	minCache = 256
	caches   = 16 * maxCache // what the connections share, while there are not too many for minCache
)

// cacheSize answers how many kilobytes of pages a connection keeps that is opened beside others. A few busy objects have
// what the inner pages of a million keys take, hundreds have together not much more.
func cacheSize(others int) int { return max(minCache, min(maxCache, caches/(others+1))) }

// openConn opens a database, with so many kilobytes of cache. One that is fresh is made, and nothing of it is synced
// before it is told to be careful: until its first commit is reported nobody relies on it.
func openConn(path string, relaxed, fresh bool, cache int) (*conn, error) {
	c, err := connect(path, sqlite.OpenReadWrite|sqlite.OpenCreate)
	if err != nil {
		return nil, err
	}
	conn := &conn{Conn: c, path: path + "-wal", careless: fresh && !relaxed}
	handleOf(c).matchBlobs() // before any connection runs what this changes for all
	if fresh {               // nor does it take a journal to become what it is
		if err := conn.once("PRAGMA journal_mode=OFF"); err != nil {
			return nil, errors.Join(err, c.Close())
		}
	}
	for _, pragma := range []string{
		"PRAGMA synchronous=" + synchronous(relaxed || fresh), "PRAGMA journal_mode=WAL", "PRAGMA wal_autocheckpoint=0",
		"PRAGMA foreign_keys=ON", "PRAGMA cache_size=-" + strconv.Itoa(cache), "SELECT count(*) FROM sqlite_schema",
	} {
		if err := conn.once(pragma); err != nil {
			return nil, errors.Join(err, c.Close())
		}
	}
	conn.count()
	if conn.wal, err = os.OpenFile(conn.path, os.O_RDWR, 0); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return conn, nil
}

// care has it sync from now on, which it can be told between transactions.
func (c *conn) care() error {
	if !c.careless {
		return nil
	}
	c.careless = false
	return c.once("PRAGMA synchronous=" + synchronous(false))
}

// readConn opens a second connection to a database that somebody works with.
func readConn(path string, relaxed bool) (*conn, error) {
	c, err := connect(path, sqlite.OpenReadWrite)
	if err != nil {
		return nil, err
	}
	conn := &conn{Conn: c}
	if err := conn.once("PRAGMA synchronous=" + synchronous(relaxed)); err != nil { // should it be the last one to close
		return nil, errors.Join(err, c.Close())
	}
	return conn, nil
}

func synchronous(relaxed bool) string {
	if relaxed {
		return "OFF"
	}
	return "NORMAL"
}

func (c *conn) close() error {
	c.endSQL()
	c.uncount()
	if c.wiped && c.history == nil { // which goes by the pages as they are
		_ = c.once("VACUUM") // it may fail with cursors open, and loses nothing then
	}
	err := c.Conn.Close()
	if c.history != nil {
		c.history.close()
	}
	if c.wal != nil {
		err = errors.Join(err, c.wal.Close())
	}
	return err
}

// once runs a statement that is not worth keeping.
func (c *conn) once(query string) error {
	s, _, err := c.PrepareTransient(query)
	if err != nil {
		return err
	}
	for more := true; more && err == nil; {
		more, err = s.Step()
	}
	return errors.Join(err, s.Finalize())
}

// run runs a statement that is compiled once. Strings bind as text, byte slices as blobs, nil as NULL.
func (c *conn) run(query string, row func(*sqlite.Stmt) bool, args ...any) error {
	s, err := c.Prepare(query)
	if err != nil {
		return err
	}
	for i, a := range args {
		switch a := a.(type) {
		case string:
			s.BindText(i+1, a)
		case []byte:
			s.BindBytes(i+1, a)
		case int64:
			s.BindInt64(i+1, a)
		case nil:
			s.BindNull(i + 1)
		default:
			panic(fmt.Sprintf("sqlite: cannot bind a %T", a))
		}
	}
	for {
		more, err := s.Step()
		if err != nil {
			return err
		}
		if !more || row != nil && !row(s) {
			return s.Reset()
		}
	}
}

func (c *conn) transaction() bool { return !c.AutocommitEnabled() }

// begin opens a transaction unless one is open.
func (c *conn) begin() error {
	if c.transaction() {
		return nil
	}
	return c.run("BEGIN", nil)
}

// rollback ends the open transaction, if there is one, and undoes it.
func (c *conn) rollback() error {
	c.forget()
	if !c.transaction() {
		return nil
	}
	return c.run("ROLLBACK", nil)
}

// forget has the tables looked for again.
func (c *conn) forget() { c.pairs, c.metadata = unknown, unknown }
