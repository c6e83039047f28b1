package isolate

import (
	"sync"
	"time"

	"github.com/dodev/dodev/host"
)

// linger is how long the goroutine of a mailbox stays, at least, once there is nothing to run. A new one would first
// have to grow its stack, which the engine wants deep; one that stayed for good would keep that of every idle isolate.
const linger = time.Second

// mailbox runs posted tasks one at a time. It has a goroutine only while there is something to run, and a little
// longer.
type mailbox struct {
	mu      sync.Mutex
	queue   []func()
	spare   []func()
	running bool
	parked  bool      // the goroutine waits for wake
	wake    chan bool // false sends it away
	parks   int       // how often it has waited
	seen    int       // of them, when it was last looked after
	timer   host.Timer
	closed  bool
	idle    sync.WaitGroup // counts the goroutine
	// later is the host's AfterFunc; nil lets no goroutine linger.
	later func(time.Duration, func()) host.Timer
	// after runs when the mailbox is about to rest; it may post.
	after func()
	// crashed is told of a panic of a task; the others run all the same.
	crashed func(any)
}

// post queues f; it answers false once the mailbox is closed.
func (m *mailbox) post(f func()) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return false
	}
	m.add(f)
	return true
}

// add queues f and sees to it that somebody runs it. The lock is held.
func (m *mailbox) add(f func()) {
	m.queue = append(m.queue, f)
	if m.running {
		return
	}
	m.running = true
	if m.parked {
		m.parked = false
		m.wake <- true // which has room for it
		return
	}
	m.idle.Add(1)
	go m.drain()
}

func (m *mailbox) drain() {
	defer m.idle.Done()
	for {
		m.mu.Lock()
		if len(m.queue) == 0 {
			m.running = false
			stay := m.park()
			m.mu.Unlock()
			if !stay || !<-m.wake {
				return
			}
			continue
		}
		queue := m.queue
		m.queue, m.spare = m.spare[:0], nil
		m.mu.Unlock()
		for i, f := range queue {
			m.run(f)
			queue[i] = nil
		}
		m.run(m.after)
		m.mu.Lock()
		if cap(queue) <= 256 {
			m.spare = queue[:0]
		}
		m.mu.Unlock()
	}
}

// park has the goroutine wait for more, and answers whether it may. The lock is held.
func (m *mailbox) park() bool {
	if m.closed || m.later == nil {
		return false
	}
	if m.wake == nil {
		m.wake = make(chan bool, 1)
	}
	m.parked = true
	m.parks++
	if m.timer == nil {
		m.seen = m.parks
		m.timer = m.later(linger, m.look)
	}
	return true
}

// look sends the goroutine away if it has waited since the last look.
func (m *mailbox) look() {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case m.closed || m.later == nil:
	case m.parked && m.seen == m.parks:
		m.timer = nil
		m.parked = false
		m.wake <- false
	default:
		m.seen = m.parks
		m.timer = m.later(linger, m.look)
	}
}

func (m *mailbox) run(f func()) {
	defer m.guard()
	f()
}

func (m *mailbox) guard() {
	if x := recover(); x != nil {
		m.crashed(x)
	}
}

// retire has the goroutine go as soon as there is nothing to run.
func (m *mailbox) retire() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.later = nil
	if m.timer != nil {
		m.timer.Stop()
	}
}

// close makes last the last task, refuses further ones and waits for those that were queued.
func (m *mailbox) close(last func()) {
	m.mu.Lock()
	if !m.closed {
		m.closed = true
		if m.timer != nil {
			m.timer.Stop()
		}
		m.add(last)
	}
	m.mu.Unlock()
	m.idle.Wait()
}
