package wrangler

import (
	"errors"
	"sync"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/sqlite"
)

const (
	// window is about how many bytes are on their way at a time.
	window = 16 << 20
	// overhead is what a pair or a batch costs beside its own bytes.
	overhead = 64
)

// writer commits batches to dodev's state, several at a time.
type writer struct {
	to    storage.Backend
	bytes int
	group sync.WaitGroup

	mu  sync.Mutex
	err error
}

// commit queues a batch.
func (w *writer) commit(b *storage.Batch) {
	w.group.Add(1)
	w.bytes += overhead
	w.to.Commit(b, func(err error) {
		w.mu.Lock()
		w.err = errors.Join(w.err, err)
		w.mu.Unlock()
		w.group.Done()
	})
}

// wait waits for what is queued to be durable.
func (w *writer) wait() error {
	w.group.Wait()
	w.bytes = 0
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err
}

// copy writes what a database without tables of its own has.
func (w *writer) copy(p *part, f *sqlite.Foreign) error {
	b := &storage.Batch{Object: p.object, Name: p.name, DeleteAll: true, Alarm: p.alarm, AlarmChanged: true}
	var failed error
	err := f.List(func(key string, value []byte) bool {
		b.Writes = append(b.Writes, storage.Write{Key: key, Value: append([]byte{}, value...)})
		if w.bytes += overhead + len(key) + len(value); w.bytes > window {
			w.commit(b)
			b = &storage.Batch{Object: p.object, Name: p.name}
			failed = w.wait()
		}
		return failed == nil
	})
	if err = errors.Join(err, failed); err == nil {
		w.commit(b)
	}
	return err
}
