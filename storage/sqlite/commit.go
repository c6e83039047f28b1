package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/journal"
)

// ticket is a commit that is not durable yet.
type ticket struct {
	batch *storage.Batch
	done  func(error)
	// apply says that the batch has still to be written.
	apply   bool
	refused error // why it must not be

	conn  *conn    // that wrote it
	wal   *os.File // to be synced, nil if nothing was written
	pages int32    // of the log, at its end
	head  logHead  // of the log, if it has pages and the journal may have to know
	past  *os.File // of the history, to be synced too, or nil
	holds bool     // the object then has something
	told  bool     // the base knows, or is about to: index hears
	late  bool     // it did not when this was queued
	index chan error
}

// holds answers whether the object has anything, looking only if that may have changed.
func (h *home) holds(c *conn, deleted bool) (bool, error) {
	h.db.mu.Lock()
	look := deleted || h.empty || h.fresh
	h.db.mu.Unlock()
	if !look {
		return true, nil
	}
	return c.holds()
}

// commit queues a commit that has been written, to become durable in its turn.
func (h *home) commit(t ticket) {
	db := h.db
	db.mu.Lock()
	h.fresh = false
	early := h.settled && h.untold == 0
	db.mu.Unlock()
	if early { // otherwise only once the file is durable, and after those before it
		h.tell(&t)
	}
	db.mu.Lock()
	if db.options.Relaxed && !h.running && t.index == nil && early && h.failed == nil {
		db.mu.Unlock()
		t.batch.Settle(nil)
		t.done(nil)
		return
	}
	if early && t.index == nil && t.wal != nil && t.past == nil && t.conn.secured && !h.running && h.failed == nil {
		h.logged++
		db.running++
		db.mu.Unlock()
		db.options.Base.Journal().Add(&logged{home: h, ticket: t})
		return
	}
	h.enqueue(t)
	db.mu.Unlock()
}

// enqueue has a ticket settled by the goroutine that exists while there are any. db.mu is held.
func (h *home) enqueue(t ticket) {
	if t.late = !t.told; t.late {
		h.untold++
	}
	h.queue = append(h.queue, t)
	if !h.running {
		h.running = true
		h.db.start(h.run)
	}
}

// tell has the base know of a commit whatever changes for it. It may do so before the file is durable: should they
// differ after a crash, the file is right.
func (h *home) tell(t *ticket) {
	t.told = true
	if t.wal == nil {
		return
	}
	index := &storage.Batch{Object: h.object, Name: t.batch.Name, Alarm: t.batch.Alarm, AlarmChanged: t.batch.AlarmChanged}
	h.db.mu.Lock()
	if h.empty == t.holds || t.holds && index.Name.Known && index.Name != h.named {
		index.Place = moved(t.holds)
	}
	h.know(t.holds, index.Name)
	h.db.mu.Unlock()
	if !index.Empty() {
		h.inform(t, index)
	}
}

// moved answers what the base notes of an object.
func moved(holds bool) storage.Place {
	if holds {
		return storage.Moved
	}
	return storage.MovedEmpty
}

// know notes what the base is told. db.mu is held.
func (h *home) know(holds bool, name storage.Name) {
	h.empty = !holds
	switch {
	case !holds:
		h.named = storage.Name{}
	case name.Known:
		h.named = name
	}
}

func (h *home) inform(t *ticket, index *storage.Batch) {
	t.index = make(chan error, 1)
	h.db.options.Base.Commit(index, func(err error) { t.index <- err })
}

// mark has the base know that the object has moved. That is the moment at which it has.
func (h *home) mark(queue []ticket) error {
	h.db.mu.Lock()
	settled := h.settled
	h.db.mu.Unlock()
	if settled {
		return nil
	}
	marker := &storage.Batch{Object: h.object, After: queue[0].batch.After, Place: storage.MovedEmpty}
	for i := range queue {
		t := &queue[i]
		t.told = true
		if t.wal == nil {
			continue
		}
		marker.Name, marker.Place = t.batch.Name, moved(t.holds)
		if t.batch.AlarmChanged {
			marker.Alarm, marker.AlarmChanged = t.batch.Alarm, true
		}
	}
	var t ticket
	h.inform(&t, marker)
	if err := <-t.index; err != nil {
		return err
	}
	h.db.mu.Lock()
	h.settled = true
	h.know(marker.Place == storage.Moved, marker.Name)
	h.db.mu.Unlock()
	h.db.options.step("marked")
	return nil
}

// quiet closes the file if nobody has to do with it any more. db.mu is held.
func (h *home) quiet() {
	if h.refs == 0 && !h.settling() {
		h.db.start(func() {
			h.use.Lock()
			defer h.use.Unlock()
			h.shut(false)
		})
	}
}

// run makes queued commits durable, those that came meanwhile with one sync.
func (h *home) run() {
	db := h.db
	for {
		db.mu.Lock()
		queue := h.queue
		h.queue = nil
		if len(queue) == 0 {
			h.running = false
			h.quiet()
			db.mu.Unlock()
			return
		}
		db.mu.Unlock()
		db.mu.Lock()
		for h.logged > 0 { // they came before
			db.changed.Wait()
		}
		db.mu.Unlock()
		h.settle(queue)
	}
}

// settle makes tickets durable and reports.
func (h *home) settle(queue []ticket) {
	h.db.mu.Lock()
	err := h.failed
	h.db.mu.Unlock()
	if err == nil {
		err = h.apply(queue)
	}
	if err == nil {
		err = h.secure(queue)
	}
	for i := range queue {
		t := &queue[i]
		if err == nil && t.refused == nil && !t.told {
			h.tell(t)
		}
		if t.late {
			h.db.mu.Lock()
			h.untold--
			h.db.mu.Unlock()
		}
		if t.refused != nil {
			t.done(t.refused)
			continue
		}
		if t.index != nil {
			if e := <-t.index; err == nil {
				err = e
			}
		}
		if err != nil {
			h.fail(err)
		}
		t.batch.Settle(err)
		t.done(err)
	}
}

// secure syncs what the tickets wrote.
func (h *home) secure(queue []ticket) error {
	for i := len(queue) - 1; i >= 0; i-- {
		if queue[i].wal != nil {
			if err := h.sync(queue[i].wal, queue[i].past); err != nil {
				return err
			}
			h.db.mu.Lock()
			queue[i].conn.secured = true
			h.db.mu.Unlock()
			h.db.options.step("synced")
			return h.mark(queue)
		}
	}
	return nil
}

// fail keeps anything more from being committed: what is in the file may be ahead of the disk.
func (h *home) fail(err error) {
	h.db.mu.Lock()
	defer h.db.mu.Unlock()
	if h.failed == nil {
		h.failed = err
	}
}

// sync makes the log durable, and at first the rest of a new database and its name.
func (h *home) sync(wal, past *os.File) error {
	db := h.db
	if db.options.Relaxed {
		return nil
	}
	db.slots <- struct{}{}
	defer func() { <-db.slots }()
	err := journal.Sync(wal)
	if past != nil && err == nil {
		if err = journal.Sync(past); errors.Is(err, os.ErrClosed) { // a later commit began another segment
			err = nil
		}
	}
	db.mu.Lock()
	settled := h.settled
	db.mu.Unlock()
	if err == nil && !settled {
		err = errors.Join(syncFile(h.path), journal.SyncFolder(filepath.Dir(h.path)))
	}
	if err != nil {
		return fmt.Errorf("sync %s: %w", h.path, err)
	}
	return nil
}
