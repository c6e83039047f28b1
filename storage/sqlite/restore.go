package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"zombiezen.com/go/sqlite"

	"github.com/dodev/dodev/storage/journal"
)

// seqKey is where _cf_METADATA has the number of the last commit, in databases that have a history.
const seqKey = int64(2)

func (c *conn) seq() (n uint64, err error) {
	if exists, err := c.has(metadataTable, &c.metadata); err != nil || !exists {
		return 0, err
	}
	err = c.run("SELECT value FROM _cf_METADATA WHERE key = ?", func(s *sqlite.Stmt) bool {
		n = uint64(s.ColumnInt64(0))
		return false
	}, seqKey)
	return n, err
}

func (c *conn) setSeq(n uint64) error {
	if err := c.need(metadataTable, &c.metadata, createMetadata); err != nil {
		return err
	}
	return c.run("INSERT INTO _cf_METADATA VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", nil, seqKey, int64(n))
}

// commit commits the open transaction and adds it to the history, if there is one.
func (c *conn) commit() error {
	if c.history == nil {
		return c.run("COMMIT", nil)
	}
	next := c.history.seq + 1
	if err := c.setSeq(next); err != nil {
		return err
	}
	if err := c.run("COMMIT", nil); err != nil {
		return err
	}
	if err := c.history.record(c, next); err != nil {
		c.history.close() // the commit stands; the history goes on with the next one, in a new segment
	}
	return nil
}

func (h *home) historyDir() string { return historyOf(h.path) }

func historyOf(path string) string { return strings.TrimSuffix(path, ".sqlite") + ".history" }

// restoreFile holds the bookmark that the next session begins with.
func (h *home) restoreFile() string { return filepath.Join(h.historyDir(), "restore") }

// loadHistory finds the history of a database that was just opened.
func (h *home) loadHistory(c *conn) error {
	if _, err := os.Stat(h.historyDir()); err != nil {
		return nil // it has none
	}
	n, err := c.seq()
	if err != nil {
		return err
	}
	if c.history, err = openHistory(h.historyDir(), n, h.db.options.Now); err != nil || c.history == nil {
		return err
	}
	// What the log has already is known.
	return c.run("PRAGMA wal_checkpoint(PASSIVE)", func(s *sqlite.Stmt) bool {
		c.history.frames = int32(s.ColumnInt64(1))
		var salt [8]byte
		if salt, _, err = logHeader(c.wal); err == nil {
			c.history.salt = salt
		}
		return false
	})
}

// Bookmark implements [storage.Session].
func (s *session) Bookmark() (string, error) {
	c, err := s.begin()
	if err != nil {
		return "", err
	}
	if c.history == nil || c.history.file == nil {
		if err := s.sqlWrites(); err != nil { // what it begins with is a commit like any other
			return "", err
		}
	}
	if c.history == nil {
		n, err := c.seq()
		if err != nil {
			return "", err
		}
		if c.history, err = newHistory(s.home.historyDir(), n, s.home.db.options.Now); err != nil {
			return "", err
		}
	}
	b := bookmark{c.history.epoch, c.history.seq}
	if s.wrote {
		b.seq++
	}
	return b.text(s.home.object), nil
}

func (s *session) withHistory(run func(h *history) error) error {
	c, err := s.begin()
	if err != nil {
		return err
	}
	if c.history == nil || c.history.file == nil && c.history.size == 0 {
		return tooEarly(s.home.db.options.Now().UnixMilli())
	}
	return run(c.history)
}

// BookmarkAt implements [storage.Session].
func (s *session) BookmarkAt(ms int64) (text string, err error) {
	err = s.withHistory(func(h *history) error {
		b, err := h.at(ms)
		text = b.text(s.home.object)
		return err
	})
	return text, err
}

// Restore implements [storage.Session].
func (s *session) Restore(text string) (undo string, err error) {
	err = s.withHistory(func(h *history) error {
		b, err := parseBookmark(s.home.object, text)
		if err != nil {
			return err
		}
		if _, _, err := h.find(b); err != nil {
			return err
		}
		undo = bookmark{h.epoch, last}.text(s.home.object)
		return writeDurably(s.home.restoreFile(), []byte(text))
	})
	return undo, err
}

// writeDurably puts a file in place whole.
func writeDurably(path string, data []byte) error {
	f, err := os.Create(path + ".new")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(path+".new", path); err != nil {
		return err
	}
	return journal.SyncFolder(filepath.Dir(path))
}

// goBack puts the object back to the moment it was asked to begin its next session with, and reports whether there was
// one. A process that dies meanwhile leaves the wish in place. use is held, and is again afterwards.
func (h *home) goBack() (bool, error) {
	text, err := os.ReadFile(h.restoreFile())
	if err != nil {
		return false, nil // nobody asked
	}
	h.db.mu.Lock()
	for h.settling() { // its log is being synced
		h.db.changed.Wait()
	}
	h.db.mu.Unlock()
	past := h.conn.history
	b, err := parseBookmark(h.object, string(text))
	if err != nil || past == nil {
		return false, errors.Join(err, os.Remove(h.restoreFile()))
	}
	from, to, err := past.find(b)
	if err != nil {
		return false, errors.Join(err, os.Remove(h.restoreFile()))
	}
	data, size, err := from.state(to)
	if err != nil {
		return false, err
	}
	next := &history{dir: h.historyDir(), now: h.db.options.Now, epoch: past.epoch + 1, seq: to}
	if err := next.beginWith(data, size); err != nil {
		return false, err
	}
	err = next.file.Sync()
	next.close()
	if err != nil {
		return false, err
	}
	h.close() // which leaves no log
	for _, suffix := range []string{"-wal", "-shm"} {
		if err := os.Remove(h.path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return false, err
		}
	}
	if err := writeDurably(h.path, data); err != nil {
		return false, err
	}
	if err := os.Remove(h.restoreFile()); err != nil {
		return false, err
	}
	return true, h.openFile()
}

// stopped is the clock of those who have not given one.
func stopped() time.Time { return time.UnixMilli(0) }
