package sqlite

import (
	"container/list"
	"errors"
	"fmt"
	"sync"

	"github.com/dodev/dodev/storage"
)

// home is the database of one object while anybody has to do with it. Its file is open only now and then.
type home struct {
	db     *DB
	object storage.Object
	path   string

	// use is held by whoever works with the connection: a session from its first use in a turn on until it rests.
	use  sync.Mutex
	conn *conn // nil while the file is closed

	// What follows is guarded by DB.mu.
	element *list.Element // in DB.open
	refs    int           // sessions and calls that have it
	queue   []ticket      // commits in order
	running bool          // they are being made durable
	logged  int           // commits that the journal is making durable
	untold  int           // how many of them the base has not heard of
	closing bool          // the file is being closed, which locks out every other connection
	copying bool          // the log is being copied into the database
	fresh   bool          // of a move nothing is committed yet
	settled bool          // the base knows of the move
	empty   bool          // as the base has been told
	named   storage.Name  // the same
	failed  error         // why nothing more can be committed
}

// settling answers whether commits are on their way to disk. db.mu is held.
func (h *home) settling() bool { return h.running || h.logged > 0 }

// acquire locks the connection, which is opened if need be.
func (h *home) acquire() error {
	h.use.Lock()
	if h.conn != nil {
		h.db.mu.Lock()
		if h.element != nil {
			h.db.open.MoveToBack(h.element)
		}
		h.db.mu.Unlock()
		return nil
	}
	if err := h.openFile(); err != nil {
		h.use.Unlock()
		return fmt.Errorf("open %s: %w", h.path, err)
	}
	h.db.opened(h)
	return nil
}

func (h *home) openFile() (err error) {
	h.db.mu.Lock()
	renew, cache := h.fresh, cacheSize(h.db.open.Len())
	h.db.mu.Unlock()
	if err := h.db.prepare(h.path); err != nil {
		return err
	}
	if renew { // what has its name is of a move that did not end
		if err := remove(h.path); err != nil {
			return err
		}
		h.db.options.step("removed")
	}
	c, err := openConn(h.path, h.db.options.Relaxed, renew, cache)
	if err != nil {
		return err
	}
	if err := h.loadHistory(c); err != nil {
		return errors.Join(err, c.close())
	}
	h.conn = c
	if renew {
		h.db.options.step("created")
	}
	return nil
}

// close closes the file, which takes in its log first. use is held.
func (h *home) close() {
	if h.conn == nil {
		return
	}
	// What was reported durable is so without this; an error would only mean that the log stays.
	_ = h.conn.close()
	h.conn = nil
}

// closed waits until the file is not being closed, and answers whether it was.
func (h *home) closed() bool {
	h.db.mu.Lock()
	defer h.db.mu.Unlock()
	was := h.closing
	for h.closing {
		h.db.changed.Wait()
	}
	return was
}

// release gives up a reference. At the last one the file is closed, unless it may be wanted again soon.
func (h *home) release(soon bool) {
	db := h.db
	db.mu.Lock()
	defer db.mu.Unlock()
	h.refs--
	if h.refs == 0 && !soon && !db.closed {
		db.start(func() {
			h.use.Lock()
			defer h.use.Unlock()
			h.shut(false)
		})
	}
}

// shut closes the file, which may be in use only if evict is set, and ends a home that nobody has to do with any
// more. use is held.
func (h *home) shut(evict bool) {
	db := h.db
	db.mu.Lock()
	if h.refs > 0 && !evict || h.settling() {
		db.mu.Unlock()
		return
	}
	if h.element != nil {
		db.open.Remove(h.element)
		h.element = nil
	}
	h.closing = true
	db.mu.Unlock()
	h.close()
	db.mu.Lock()
	defer db.mu.Unlock()
	h.closing = false
	db.changed.Broadcast()
	if h.refs == 0 && !h.settling() && db.homes[h.object] == h {
		if !h.settled {
			_ = remove(h.path) // the next move would, too
		}
		delete(db.homes, h.object)
	}
}
