// Package ratelimit is what stands behind a rate limiting binding: counts by key, in windows that are aligned to the clock.
package ratelimit

import (
	"sync"
	"time"
)

// Limiter is the counts of one namespace. They are in memory: a restart forgives. Its methods may be called from any
// goroutine.
type Limiter struct {
	now func() time.Time

	mu      sync.Mutex
	windows map[int]*window // by period
}

// window is the counts of the present window of a period.
type window struct {
	number int64
	counts map[string]uint64
}

// New answers a Limiter without counts.
func New(now func() time.Time) *Limiter { return &Limiter{now: now, windows: map[int]*window{}} }

// Take adds delta to the count of a key in the window of a period, which is in seconds, unless the count has reached the
// limit. It answers whether it has not.
func (l *Limiter) Take(key string, limit float64, period int, delta uint32) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	number := l.now().Unix() / int64(period)
	w := l.windows[period]
	if w == nil || w.number != number {
		w = &window{number, map[string]uint64{}}
		l.windows[period] = w
	}
	count := w.counts[key]
	if float64(count) >= limit {
		return false
	}
	w.counts[key] = count + uint64(delta)
	return true
}
