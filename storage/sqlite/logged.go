package sqlite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/journal"
)

// frameHead is the length of what stands in front of a page in a log: its number, and at 8 the salt of the log.
const frameHead = 24

// logHead is the head of a log. Each time it begins anew it has another salt.
type logHead [journal.GuardSize]byte

// copied is how much of a log the journal has.
type copied struct {
	head   logHead
	frames int32
}

// logged is a commit that the journal makes durable. It implements [journal.Entry].
type logged struct {
	home   *home
	ticket ticket
}

// Append copies what the log has and the journal has not, up to the commit. If the log has begun anew since, the commit is
// in the database, synced, and nothing has to be copied: what the log has now is of others, who may take it back.
func (l *logged) Append(group []byte) ([]byte, error) {
	c := l.ticket.conn
	if l.ticket.pages == 0 { // nothing was ever written to it
		return group, nil
	}
	head, page, err := c.logHead()
	if err != nil || head != l.ticket.head {
		return group, err
	}
	if head != c.copied.head {
		c.copied = copied{head: head}
	}
	from := c.copied.frames
	n := l.ticket.pages - from
	if n <= 0 {
		return group, nil
	}
	if c.relative == "" {
		path, err := filepath.Rel(l.home.db.options.Base.Journal().Folder(), c.path)
		if err != nil {
			return group, err
		}
		c.relative = filepath.ToSlash(path)
	}
	frame := frameHead + int(page)
	offset := int64(len(head)) + int64(from)*int64(frame)
	to, at := journal.BeginPatch(group, c.relative, head, offset)
	begin := len(to)
	to = slices.Grow(to, int(n)*frame)
	read, err := c.wal.ReadAt(to[begin:begin+int(n)*frame], offset)
	to = to[:begin+read/frame*frame]
	if err != nil && len(to) == begin {
		return group, err
	}
	for i := begin; i < len(to); i += frame {
		if [8]byte(to[i+8:]) != [8]byte(head[16:]) { // of an earlier log
			to = to[:i]
		}
	}
	if again, _, err := c.logHead(); err != nil || again != head {
		return group, err
	}
	if len(to) < begin+int(n)*frame {
		return group, fmt.Errorf("%s: the log ends before what was committed", c.path)
	}
	c.copied.frames += n
	return journal.End(to, at), nil
}

// logHead reads the head of the log, and the size of a page.
func (c *conn) logHead() (head logHead, page uint32, err error) {
	_, err = c.wal.ReadAt(head[:], 0)
	return head, uint32(head[8])<<24 | uint32(head[9])<<16 | uint32(head[10])<<8 | uint32(head[11]), err
}

// Done implements [journal.Entry].
func (l *logged) Done(err error) {
	h, t := l.home, &l.ticket
	db := h.db
	if errors.Is(err, journal.ErrClosed) {
		err = storage.ErrClosed
	}
	db.mu.Lock()
	if err == nil {
		err = h.failed
	}
	if err != nil && h.failed == nil {
		h.failed = err
	}
	db.behind[t.conn.path] = true
	db.mu.Unlock()

	t.batch.Settle(err)
	t.done(err)

	db.mu.Lock()
	defer db.mu.Unlock()
	h.logged--
	db.running--
	h.quiet()
	db.changed.Broadcast()
}

// catchUp syncs the logs that are behind the journal. One that is gone has been taken in.
func (db *DB) catchUp() error {
	db.mu.Lock()
	behind := db.behind
	db.behind = map[string]bool{}
	db.mu.Unlock()
	for path := range behind {
		err := syncFile(path)
		if err == nil || errors.Is(err, fs.ErrNotExist) {
			delete(behind, path)
		}
	}
	if len(behind) == 0 {
		return nil
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	for path := range behind {
		db.behind[path] = true
	}
	return errLogs
}

var errLogs = errors.New("logs of databases cannot be synced")

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(journal.Sync(f), f.Close())
}
