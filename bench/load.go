package main

import (
	"fmt"
	"time"
)

// A session is the client's side of one connection. A load calls the methods of its sessions one at a time, so
// that they can share what they count.
type session interface {
	// open says what the session has to say first.
	open(out sender)
	// receive takes what has arrived and is not used yet, and answers how much of it is used now.
	receive(data []byte) (used int, err error)
}

// A sender is the way out of a connection.
type sender interface{ send(data []byte) }

// A tally counts what a load's sessions have done since it was last cleared.
type tally struct {
	since     time.Time
	count     int
	latencies []time.Duration
}

func (t *tally) clear() {
	t.since, t.count, t.latencies = time.Now(), 0, t.latencies[:0]
}

// counted is a number to watch.
func (t *tally) counted() int { return t.count }

// lasted counts something that began at a time and has ended now.
func (t *tally) lasted(from time.Time) time.Time {
	now := time.Now()
	t.count++
	t.latencies = append(t.latencies, now.Sub(from))
	return now
}

// never is for loads that go on until their time is up.
func never() bool { return false }

// finish runs a load until done says so.
func (l *load) finish(done func() bool, what string) error {
	if err := l.run(patience, done); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if !done() {
		return fmt.Errorf("%s: not done after %s", what, patience)
	}
	return nil
}

// reach runs a load until a count is there, each part of it in patience.
func (l *load) reach(n int, count func() int, what string) error {
	for before := -1; count() < n; {
		if before == count() {
			return fmt.Errorf("%s: stuck at %d for %s", what, before, patience)
		}
		before = count()
		if err := l.run(patience, func() bool { return count() == n }); err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
	}
	return nil
}
