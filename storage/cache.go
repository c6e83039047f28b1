package storage

import (
	"iter"
	"slices"
)

// Cache is the storage of one live object: what it wrote and has not flushed,
// over what it flushed and is not durable yet, over the backend. It belongs to
// the object's loop; nothing in it locks. An idle cache holds no memory beyond
// itself.
//
// Of an object that is kept as a database the cache layers nothing: reads and
// writes go to its [Session], and a flush commits that.
//
// Once a flush fails the cache is broken: every later call answers that error.
type Cache struct {
	options CacheOptions
	reader  Reader  // what the layers are over; nil until the first use
	session Session // the same, if it is one
	moving  bool    // the session holds nothing committed yet
	legible bool    // to SQL, though it is broken
	work    *work   // nil while there is nothing to write
	broken  error

	issued    uint64 // sequence number of the last flushed batch
	confirmed uint64 // of the last one that holds messages back
	durable   uint64 // of the last durable one

	revision  uint64 // of the alarm as it stands
	revisions uint64 // how many there have been
}

// CacheOptions says what a Cache belongs to and whom it tells.
type CacheOptions struct {
	Backend Backend
	Object  Object
	// Name is stored with the object's first write, if known.
	Name Name
	// Post runs a function on the object's loop, in the order of the calls.
	// It is called from any goroutine.
	Post func(func())
	// OnDirty, if set, hears that there is something to flush: once, until the
	// next Flush. Writes in an open transaction are announced when it commits.
	OnDirty func()
	// OnDurable, if set, hears on the loop how each batch ended, in order. Every
	// sequence number up to seq is durable then, or the cache is broken by err.
	OnDurable func(seq uint64, err error)
	// OnAlarm, if set, hears that the alarm became durably this, before
	// OnDurable does: on the goroutine that committed it, since the loop may be
	// over by then.
	OnAlarm func(Alarm)
}

// work is what a cache allocates while it has writes.
type work struct {
	dirty  *layer   // what the next flush takes
	flight []*layer // what the backend has, oldest first
	txns   []*Txn   // open transactions, innermost last
	held   int      // how many of them span turns
	bare   bool     // the layers' writes are in the session, or on their way to where it copied them from

	announced bool
}

// layers iterates over what lies above the backend, newest first.
func (w *work) layers() iter.Seq[*layer] {
	return func(yield func(*layer) bool) {
		if w == nil || w.bare || w.dirty != nil && !yield(w.dirty) {
			return
		}
		for i := len(w.flight) - 1; i >= 0; i-- {
			if !yield(w.flight[i]) {
				return
			}
		}
	}
}

// NewCache answers the cache of an object about to live.
func NewCache(o CacheOptions) *Cache { return &Cache{options: o} }

// Err answers why the cache is broken, nil while it is not.
func (c *Cache) Err() error { return c.broken }

// Dirty reports whether there is anything to flush, an open transaction's
// writes included.
func (c *Cache) Dirty() bool { return c.work != nil && c.work.dirty != nil }

// Idle reports whether everything written is durable and no transaction is
// open, so that the cache may be forgotten.
func (c *Cache) Idle() bool { return c.work == nil }

// Durable answers the sequence number up to which everything is durable.
func (c *Cache) Durable() uint64 { return c.durable }

// Written answers the sequence number a message leaving now has to wait for:
// that of the last batch with a confirmed write, the one still gathering
// included. Writes of a transaction opened by Begin count from its commit on,
// or a transaction that waits for an answer to its message would wait forever.
func (c *Cache) Written() uint64 {
	if c.work == nil || c.work.dirty == nil || !c.work.dirty.confirmed {
		return c.confirmed
	}
	c.work.dirty.promised = true
	return c.issued + 1
}

// Flushed answers the sequence number of the last batch that was handed on.
func (c *Cache) Flushed() uint64 { return c.issued }

// Latest answers the sequence number to wait for until everything written so
// far is durable, unconfirmed writes included; an open transaction's are not.
func (c *Cache) Latest() uint64 {
	if c.work == nil || c.work.dirty == nil {
		return c.issued
	}
	if l := c.work.dirty; c.work.held == 0 || l.confirmed {
		l.promised = true
		return c.issued + 1
	}
	return c.issued
}

// Flush hands what was written to the backend as one batch. While a
// transaction is open it does nothing.
func (c *Cache) Flush() {
	w := c.work
	if w != nil {
		w.announced = false
		if len(w.txns) > 0 {
			return
		}
	}
	if w == nil || w.dirty == nil {
		c.relax()
		return
	}
	l := w.dirty
	w.dirty = nil
	c.issued++
	l.seq = c.issued
	if l.confirmed {
		c.confirmed = l.seq
	}
	l.freeze()
	l.batch.Object, l.batch.Name = c.options.Object, c.options.Name
	if n := len(w.flight); n > 0 {
		l.batch.After = &w.flight[n-1].batch
	}
	w.flight = append(w.flight, l)
	c.commit(l)
}

// commit hands a frozen layer on.
func (c *Cache) commit(l *layer) {
	done := func(err error) {
		if err == nil && l.batch.AlarmChanged && c.options.OnAlarm != nil {
			c.options.OnAlarm(l.batch.Alarm)
		}
		c.options.Post(func() { c.landed(l, err) })
	}
	if c.session == nil {
		c.backend().Commit(&l.batch, done)
		return
	}
	if err := c.session.Commit(&l.batch, done); err != nil {
		c.broken = err // at once: what was read after the failed writes is no longer true
		l.batch.Settle(err)
		c.options.Post(func() { c.landed(l, err) })
		return
	}
	c.moving = false
	c.relax()
}

// backend answers who makes batches durable. Where the object is kept was looked up at the first use.
func (c *Cache) backend() Backend {
	if plain, ok := c.reader.(Backend); ok {
		return plain
	}
	return c.options.Backend
}

// landed takes a batch out of flight.
func (c *Cache) landed(l *layer, err error) {
	w := c.work
	w.flight = slices.DeleteFunc(w.flight, func(other *layer) bool { return other == l })
	if err != nil {
		if c.broken == nil {
			c.broken = err
		}
		c.drop()
		c.revert()
	} else {
		c.durable = l.seq
		c.skip()
	}
	c.rest()
	if c.options.OnDurable != nil {
		c.options.OnDurable(l.seq, err)
	}
}

// Discard drops whatever has not been flushed and ends every transaction, as
// ctx.abort does. Batches in flight stay, and the cache remains usable: the
// object's next instance should take it over, since the backend does not know
// yet what is in flight. A sequence number that covered dropped writes becomes
// no batch's; whoever waits for it must be failed by the caller.
func (c *Cache) Discard() {
	c.revert()
	if c.work == nil {
		return
	}
	if l := c.work.dirty; l != nil && l.promised {
		c.issued++
	}
	c.drop()
	c.skip()
	c.revise()
	c.rest()
}

// skip passes over numbers that became no batch's.
func (c *Cache) skip() {
	if c.broken == nil && len(c.work.flight) == 0 {
		c.durable = c.issued
	}
}

// drop forgets what is gathering.
func (c *Cache) drop() {
	w := c.work
	for _, t := range w.txns {
		t.state = txnRolledBack
	}
	w.dirty, w.txns, w.held, w.announced = nil, nil, 0, false
}

// rest frees the working memory when nothing is left to do.
func (c *Cache) rest() {
	if w := c.work; w != nil && w.dirty == nil && len(w.flight) == 0 && len(w.txns) == 0 {
		c.work = nil
	}
}

// open answers the layer that takes writes.
func (c *Cache) open() *layer {
	if c.work == nil {
		c.work = new(work)
	}
	if c.work.dirty == nil {
		c.work.dirty = new(layer)
	}
	return c.work.dirty
}

// touch notes that the open layer changed.
func (c *Cache) touch(confirmed bool) {
	if confirmed {
		l := c.work.dirty
		if c.work.held > 0 {
			l.pending = true
		} else {
			l.confirmed = true
		}
	}
	c.announce()
}

func (c *Cache) announce() {
	w := c.work
	if w.announced || len(w.txns) > 0 {
		return
	}
	w.announced = true
	if c.options.OnDirty != nil {
		c.options.OnDirty()
	}
}
