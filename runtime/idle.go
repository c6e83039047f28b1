package runtime

import (
	"container/list"
	"sync"
	"time"

	"github.com/dodev/dodev/host"
)

// idle is the instances that do nothing, in the order in which they stopped. One timer serves them all.
type idle struct {
	runtime *Runtime
	mu      sync.Mutex
	list    list.List // of resting
	at      map[*Instance]*list.Element
	timer   host.Timer
	stopped bool
}

type resting struct {
	in    *Instance
	since time.Time
}

// add notes that an instance does nothing from now on, as far as it knows.
func (q *idle) add(in *Instance) {
	now := q.runtime.Host.Now()
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.stopped {
		return
	}
	if e := q.at[in]; e != nil {
		e.Value = resting{in, now}
		q.list.MoveToBack(e)
		return
	}
	if q.at == nil {
		q.at = map[*Instance]*list.Element{}
	}
	q.at[in] = q.list.PushBack(resting{in, now})
	q.arm(IdleLimit)
}

func (q *idle) remove(in *Instance) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if e := q.at[in]; e != nil {
		q.list.Remove(e)
		delete(q.at, in)
	}
}

func (q *idle) arm(d time.Duration) {
	if q.timer == nil && !q.stopped {
		q.timer = q.runtime.Host.AfterFunc(d, q.sweep)
	}
}

// sweep evicts what has rested long enough. An instance that is busy after all reports again when it rests.
func (q *idle) sweep() {
	now := q.runtime.Host.Now()
	var due []*Instance
	q.mu.Lock()
	q.timer = nil
	for e := q.list.Front(); e != nil; e = q.list.Front() {
		r := e.Value.(resting)
		if left := r.since.Add(IdleLimit).Sub(now); left > 0 {
			q.arm(left)
			break
		}
		q.list.Remove(e)
		delete(q.at, r.in)
		due = append(due, r.in)
	}
	q.mu.Unlock()
	for _, in := range due {
		in.Isolate.Post(func() {
			if !in.evict() {
				in.rest()
			}
		})
	}
}

func (q *idle) stop() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.stopped = true
	if q.timer != nil {
		q.timer.Stop()
	}
}
