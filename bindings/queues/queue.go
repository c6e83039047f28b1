// Package queues is what stands behind a queue: messages on their way from producers to the one consumer, which gets
// them in batches, some of them more than once.
//
// What is refused, and in which words, when a batch is full enough and what becomes of messages that fail is as in the
// platform's local runtime. Unlike there, messages survive a restart.
package queues

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/storage/bolt"
)

// What the platform allows, see https://developers.cloudflare.com/queues/platform/limits/.
const (
	MaxMessage      = 128_000
	MaxBatch        = 100
	MaxBatchBytes   = 288_000
	MaxDelaySeconds = 86_400
)

// Message is one message.
type Message struct {
	ID          string
	Timestamp   int64  // when it was sent, in milliseconds since 1970
	ContentType string // text, bytes, json or v8
	Body        []byte
	Attempts    int   // that have failed
	Due         int64 // when it may be delivered, in milliseconds since 1970

	key uint64
}

// Metrics are how much waits in a queue.
type Metrics struct {
	Count, Bytes int
	Oldest       int64 // in milliseconds since 1970, 0 if nothing waits
}

// Batch is messages for the consumer.
type Batch struct {
	Queue    string
	Messages []*Message
	Metrics  Metrics // of what waits behind them
}

// Retry is to deliver something again, after a delay in seconds; nil is the queue's own.
type Retry struct{ Delay *int }

// Result is what the consumer says of a Batch.
type Result struct {
	Failed   bool // it did not come to an end, so all is to be retried
	RetryAll *Retry
	Retries  map[string]Retry // by the messages' ids
}

// Consumer is who gets the messages of a queue.
type Consumer struct {
	BatchSize  int           // at most so many together
	Timeout    time.Duration // how long a batch that is not full waits for more
	Retries    int           // how often a message is delivered again
	RetryDelay int           // in seconds
	DeadLetter *Queue        // where messages go then; nil drops them
	// Deliver hands over a batch. done is called once, from any goroutine.
	Deliver func(b *Batch, done func(Result))
	// Report tells a person of what came of it.
	Report func(acked, total int, took time.Duration)
	// Lost tells a person of a message that is dropped or moved.
	Lost func(m *Message, attempts int)
}

// Queue is one queue. Its methods may be called from any goroutine.
type Queue struct {
	Name    string
	shelf   *bolt.Shelf
	section string
	host    *host.Host

	mu       sync.Mutex
	consumer *Consumer
	loaded   bool
	ready    []*Message // to be delivered, in order
	bytes    int        // of them
	timer    host.Timer // for the next batch
	full     bool       // which is due at once
	busy     bool       // a batch is with the consumer
	later    map[*Message]host.Timer
	closed   bool
	settling sync.WaitGroup // batches whose consumer has answered
}

// Open answers the queue with a name, whose messages are on a shelf.
func Open(shelf *bolt.Shelf, name string, h *host.Host) *Queue {
	return &Queue{Name: name, shelf: shelf, section: "queues/" + name, host: h, later: map[*Message]host.Timer{}}
}

// Consume gives the queue a consumer, in place of the one before. nil is none.
func (q *Queue) Consume(c *Consumer) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.consumer = c
	if c == nil {
		return nil
	}
	if q.loaded {
		q.plan() // what came to wait while there was no consumer
		return nil
	}
	q.loaded = true
	return q.shelf.View(q.section, func(s bolt.Section) (broken error) {
		s.Scan(nil, func(k, v []byte) bool {
			m := &Message{key: binary.BigEndian.Uint64(k)}
			if broken = json.Unmarshal(v, m); broken != nil {
				broken = fmt.Errorf("a message of the queue %s is damaged: %w", q.Name, broken)
				return false
			}
			q.schedule(m)
			return true
		})
		return broken
	})
}

// Metrics answers how much waits.
func (q *Queue) Metrics() Metrics {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.metrics()
}

func (q *Queue) metrics() Metrics {
	m := Metrics{Count: len(q.ready), Bytes: q.bytes}
	if len(q.ready) > 0 {
		m.Oldest = q.ready[0].Timestamp
	}
	return m
}

// Send takes messages, whose delays are in seconds, and answers how much waited before. They are on disk when it
// returns. Without a consumer they go nowhere.
func (q *Queue) Send(list []*Message, delays []int) (Metrics, error) {
	before := q.Metrics()
	q.mu.Lock()
	idle := q.consumer == nil
	q.mu.Unlock()
	if idle {
		return before, nil
	}
	now := q.host.Now().UnixMilli()
	for i, m := range list {
		if m.ID == "" {
			id := make([]byte, 16)
			q.host.Random(id)
			m.ID, m.Timestamp = hex.EncodeToString(id), now
		}
		m.Due = now + int64(delays[i])*1000
	}
	err := q.shelf.Update(q.section, func(s bolt.Section) error {
		for _, m := range list {
			n, err := s.Next()
			if err != nil {
				return err
			}
			m.key = n
			if err := m.store(s); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return before, err
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, m := range list {
		q.schedule(m)
	}
	return before, nil
}

func (m *Message) store(s bolt.Section) error {
	v, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("store a message: %w", err)
	}
	return s.Put(binary.BigEndian.AppendUint64(nil, m.key), v)
}

// schedule has a message delivered when it is due. q.mu is held.
func (q *Queue) schedule(m *Message) {
	if q.closed {
		return
	}
	if wait := time.Duration(m.Due-q.host.Now().UnixMilli()) * time.Millisecond; wait > 0 {
		q.later[m] = q.host.AfterFunc(wait, func() {
			q.mu.Lock()
			defer q.mu.Unlock()
			if _, waits := q.later[m]; waits {
				delete(q.later, m)
				q.enqueue(m)
			}
		})
		return
	}
	q.enqueue(m)
}

func (q *Queue) enqueue(m *Message) {
	q.ready = append(q.ready, m)
	q.bytes += len(m.Body)
	q.plan()
}

// plan sees to it that the next batch comes. q.mu is held.
func (q *Queue) plan() {
	c := q.consumer
	if q.closed || q.busy || c == nil || len(q.ready) == 0 {
		return
	}
	full := len(q.ready) >= c.BatchSize
	if q.timer != nil {
		if q.full || !full {
			return
		}
		q.timer.Stop()
	}
	wait := c.Timeout
	if q.full = full; full {
		wait = 0
	}
	q.timer = q.host.AfterFunc(wait, q.deliver)
}

// deliver hands the next batch to the consumer.
func (q *Queue) deliver() {
	q.mu.Lock()
	q.timer = nil
	c := q.consumer
	if q.closed || q.busy || c == nil || len(q.ready) == 0 {
		q.mu.Unlock()
		return
	}
	n := min(len(q.ready), max(c.BatchSize, 1))
	b := &Batch{Queue: q.Name, Messages: slices.Clone(q.ready[:n])}
	q.ready = slices.Delete(q.ready, 0, n)
	for _, m := range b.Messages {
		q.bytes -= len(m.Body)
	}
	b.Metrics = q.metrics()
	q.busy = true
	q.mu.Unlock()
	began := q.host.Now()
	c.Deliver(b, func(r Result) {
		took := q.host.Now().Sub(began)
		q.aside(func() { q.settle(c, b, r, took) })
	})
}

// aside runs f, which waits for the disk, where it holds up no consumer. Close waits for it.
func (q *Queue) aside(f func()) {
	q.mu.Lock()
	if q.closed { // there is nobody left to hold up
		q.mu.Unlock()
		f()
		return
	}
	defer q.mu.Unlock()
	q.settling.Go(f)
}

// settle does with the messages of a batch what the consumer said.
func (q *Queue) settle(c *Consumer, b *Batch, r Result, took time.Duration) {
	var again, dead []*Message
	now := q.host.Now().UnixMilli()
	err := q.shelf.Update(q.section, func(s bolt.Section) error {
		again, dead = nil, nil
		for _, m := range b.Messages {
			retry, one := r.Retries[m.ID]
			all := r.Failed || r.RetryAll != nil
			if (all || one) && m.Attempts < c.Retries {
				delay := c.RetryDelay
				if r.RetryAll != nil && r.RetryAll.Delay != nil {
					delay = *r.RetryAll.Delay
				}
				if one && retry.Delay != nil {
					delay = *retry.Delay
				}
				kept := *m
				kept.Attempts++
				kept.Due = now + int64(delay)*1000
				again = append(again, &kept)
				if err := kept.store(s); err != nil {
					return err
				}
				continue
			}
			if all || one {
				dead = append(dead, m)
			}
			if err := s.Delete(binary.BigEndian.AppendUint64(nil, m.key)); err != nil {
				return err
			}
		}
		return nil
	})
	acked := len(b.Messages) - len(again) - len(dead)
	if err != nil { // of the disk: what is there is delivered again by the next process
		again, dead, acked = nil, nil, 0
	}
	for _, m := range dead {
		c.Lost(m, c.Retries+1)
	}
	c.Report(acked, len(b.Messages), took)
	q.mu.Lock()
	q.busy = false
	for _, m := range again {
		q.schedule(m)
	}
	q.plan()
	q.mu.Unlock()
	if c.DeadLetter != nil && len(dead) > 0 {
		moved := make([]*Message, len(dead))
		for i, m := range dead {
			copied := *m
			copied.Attempts = 0
			moved[i] = &copied
		}
		_, _ = c.DeadLetter.Send(moved, make([]int, len(moved))) // a disk that fails them has failed the queue's own
	}
}

// Close ends the deliveries, and returns when what consumers answered is on disk. What waits stays there.
func (q *Queue) Close() {
	defer q.settling.Wait()
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	if q.timer != nil {
		q.timer.Stop()
	}
	for _, t := range q.later {
		t.Stop()
	}
}
