package storage

import "errors"

// ErrTxnNested reports that a transaction within this one is still open.
//
//lint:ignore ST1005 the platform's words
var ErrTxnNested = errors.New("Cannot roll back an outer transaction while a nested transaction is still running.")

// ErrTxnDone reports the end of a transaction that has ended before.
var ErrTxnDone = errors.New("storage transaction has already ended")

type txnState uint8

const (
	txnOpen txnState = iota
	txnCommitted
	txnRolledBack
)

// Txn is a savepoint in a cache: rolled back, it leaves the cache as it was.
// Transactions nest; only the innermost can end. Nothing is flushed until the
// outermost has.
type Txn struct {
	cache *Cache
	state txnState
	spans bool // lives across turns

	length   int            // writes in the layer when it began
	saved    map[int][]byte // what it overwrote of those
	alarm    Alarm
	changed  bool
	revision uint64
	pending  bool
	wrote    bool
}

// Begin opens a transaction that may span turns. What was written before the
// outermost is flushed first, so that messages need not wait for its end.
func (c *Cache) Begin() *Txn {
	c.Flush()
	t, err := c.begin(true)
	if err != nil {
		c.fail(err)
		return &Txn{cache: c, state: txnRolledBack}
	}
	return t
}

// Savepoint opens a transaction that ends within the turn. Its writes join the
// batch that is gathering, and hold back messages from the first one on. Of a
// failure that is [ErrInternal], here and at its end, the cache stays usable,
// and what was written within is undone.
func (c *Cache) Savepoint() (*Txn, error) { return c.begin(false) }

func (c *Cache) begin(spans bool) (*Txn, error) {
	t := &Txn{cache: c, spans: spans, revision: c.revision}
	err := c.ready()
	if err == nil && c.session != nil {
		err = c.session.Savepoint()
	}
	if err != nil {
		return nil, err
	}
	if c.work == nil {
		c.work = new(work)
	}
	if l := c.work.dirty; l != nil {
		t.length = len(l.batch.Writes)
		t.alarm, t.changed = l.batch.Alarm, l.batch.AlarmChanged
		t.pending, t.wrote = l.pending, l.wrote
	}
	if spans {
		c.work.held++
	}
	c.work.txns = append(c.work.txns, t)
	return t, nil
}

// save remembers what a write replaces, unless it did not exist when the
// transaction began or is remembered already.
func (t *Txn) save(i int, value []byte) {
	if i >= t.length {
		return
	}
	if _, ok := t.saved[i]; ok {
		return
	}
	if t.saved == nil {
		t.saved = make(map[int][]byte)
	}
	t.saved[i] = value
}

// Open reports whether the transaction has neither committed nor rolled back.
func (t *Txn) Open() bool { return t.state == txnOpen }

// Commit keeps the transaction's writes: for good if it is the outermost,
// otherwise until the one around it ends.
func (t *Txn) Commit() error {
	c := t.cache
	if c.broken != nil {
		var critical *CriticalError
		if errors.As(c.broken, &critical) {
			return ErrUncommitted
		}
		return c.broken
	}
	if t.state != txnOpen {
		return ErrTxnDone
	}
	if !t.innermost() {
		return ErrTxnNested
	}
	t.state = txnCommitted
	t.pop()
	if c.session != nil {
		if err := c.session.Release(); err != nil {
			return t.undone(err)
		}
	}
	w := c.work
	if n := len(w.txns); n > 0 {
		for i, value := range t.saved {
			w.txns[n-1].save(i, value)
		}
	}
	if l := w.dirty; l != nil && w.held == 0 && l.pending {
		l.confirmed, l.pending = true, false
	}
	c.ended()
	return nil
}

// Rollback undoes everything written since the transaction began, the alarm
// included. Rolling back twice is fine.
func (t *Txn) Rollback() error {
	c := t.cache
	if c.broken != nil {
		return c.broken
	}
	if t.state == txnRolledBack {
		return nil
	}
	if t.state != txnOpen {
		return ErrTxnDone
	}
	if !t.innermost() {
		return ErrTxnNested
	}
	t.pop()
	var err error
	if c.session != nil {
		err = c.session.Rollback()
	}
	return t.undone(err)
}

// undone ends the transaction with everything as it was before. Any error breaks the cache but one that leaves
// no doubt of that, at the end of a transaction that was within a turn.
func (t *Txn) undone(err error) error {
	c := t.cache
	t.state = txnRolledBack
	c.revision = t.revision
	if err != nil && (t.spans || !errors.Is(err, ErrInternal)) {
		c.fail(err)
		return err
	}
	if l := c.work.dirty; l != nil {
		for i, value := range t.saved {
			l.batch.Writes[i].Value = value
		}
		l.truncate(t.length)
		l.batch.Alarm, l.batch.AlarmChanged = t.alarm, t.changed
		l.pending, l.wrote = t.pending, t.wrote
		// A promised layer is flushed even if empty: somebody waits for it.
		if l.batch.Empty() && !l.wrote && !l.promised {
			c.work.dirty = nil
		}
	}
	c.ended()
	return err
}

func (t *Txn) innermost() bool {
	txns := t.cache.work.txns
	return txns[len(txns)-1] == t
}

// pop takes the innermost transaction off the stack.
func (t *Txn) pop() {
	w := t.cache.work
	w.txns[len(w.txns)-1] = nil
	w.txns = w.txns[:len(w.txns)-1]
	if t.spans {
		w.held--
	}
}

// ended announces what the outermost transaction left to flush.
func (c *Cache) ended() {
	if len(c.work.txns) == 0 && (c.work.dirty != nil || c.session != nil) {
		c.announce()
	}
	c.rest()
}
