package isolate

import (
	"container/heap"
	"time"

	"github.com/dodev/dodev/host"
)

// Timer is a callback that the isolate will run in the scope that set it.
type Timer struct {
	iso   *Isolate
	scope *Scope
	run   func()
	due   time.Time
	every time.Duration // 0: once
	seq   uint64
	index int // in the heap, -1 outside
	live  bool
}

// SetTimer runs f as a turn of the running scope once d has passed, and again every d if repeat is set. A
// pending timer counts as something under way.
func (i *Isolate) SetTimer(d time.Duration, repeat bool, f func()) *Timer {
	d = max(d, 0)
	t := &Timer{iso: i, scope: i.scope, run: f, due: i.Host.Now().Add(d), index: -1, live: true}
	if repeat {
		t.every = max(d, time.Millisecond)
	}
	c := t.scope.Context
	c.pending++
	if c.timers == nil {
		c.timers = map[*Timer]struct{}{}
	}
	c.timers[t] = struct{}{}
	i.timers.add(i, t)
	return t
}

// Clear stops the timer.
func (t *Timer) Clear() {
	if !t.live {
		return
	}
	t.live = false
	c := t.scope.Context
	delete(c.timers, t)
	c.pending--
	t.iso.timers.remove(t)
	c.quiet()
}

// timers is the heap of an isolate's timers, with one timer of the host for the earliest.
type timers struct {
	heap  []*Timer
	seq   uint64
	armed time.Time // when the host's timer is due; zero: not armed
	host  host.Timer
}

func (h *timers) Len() int { return len(h.heap) }
func (h *timers) Less(a, b int) bool {
	if !h.heap[a].due.Equal(h.heap[b].due) {
		return h.heap[a].due.Before(h.heap[b].due)
	}
	return h.heap[a].seq < h.heap[b].seq
}
func (h *timers) Swap(a, b int) {
	h.heap[a], h.heap[b] = h.heap[b], h.heap[a]
	h.heap[a].index, h.heap[b].index = a, b
}
func (h *timers) Push(x any) {
	t := x.(*Timer)
	t.index = len(h.heap)
	h.heap = append(h.heap, t)
}
func (h *timers) Pop() any {
	n := len(h.heap) - 1
	t := h.heap[n]
	h.heap[n] = nil
	h.heap = h.heap[:n]
	t.index = -1
	return t
}

func (h *timers) add(i *Isolate, t *Timer) {
	h.seq++
	t.seq = h.seq
	heap.Push(h, t)
	h.arm(i)
}

func (h *timers) remove(t *Timer) {
	if t.index >= 0 {
		heap.Remove(h, t.index)
	}
}

func (h *timers) arm(i *Isolate) {
	if len(h.heap) == 0 {
		return
	}
	due := h.heap[0].due
	if !h.armed.IsZero() && !due.Before(h.armed) {
		return
	}
	if h.host != nil {
		h.host.Stop()
	}
	h.armed = due
	h.host = i.Host.AfterFunc(due.Sub(i.Host.Now()), func() { i.Post(func() { h.fire(i) }) })
}

// stop lets go of the host's timer, which would keep the isolate in memory until it is due.
func (h *timers) stop() {
	if h.host != nil {
		h.host.Stop()
	}
}

// fire runs what is due, in order of time and then of setting.
func (h *timers) fire(i *Isolate) {
	h.armed = time.Time{}
	now := i.Host.Now()
	for len(h.heap) > 0 && !h.heap[0].due.After(now) {
		t := heap.Pop(h).(*Timer)
		c := t.scope.Context
		c.Boundary.Admit(t.scope, func(err error) {
			if err != nil || c.ended != nil {
				t.Clear()
				return
			}
			i.Enter(t.scope, func() {
				if !t.live { // cleared while it waited to enter
					return
				}
				if t.every == 0 {
					t.Clear()
				} else {
					t.due = i.Host.Now().Add(t.every)
					h.add(i, t)
				}
				t.run()
			})
		})
	}
	h.arm(i)
}
