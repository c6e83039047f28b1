package isolate

import "sync"

// mailbox runs posted tasks one at a time. It has a goroutine only while there is something to run.
type mailbox struct {
	mu      sync.Mutex
	queue   []func()
	spare   []func()
	running bool
	closed  bool
	idle    sync.WaitGroup // counts the draining goroutine
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
	m.idle.Add(1)
	go m.drain()
}

func (m *mailbox) drain() {
	defer m.idle.Done()
	for {
		m.mu.Lock()
		if len(m.queue) == 0 {
			m.running = false
			m.mu.Unlock()
			return
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

func (m *mailbox) run(f func()) {
	defer m.guard()
	f()
}

func (m *mailbox) guard() {
	if x := recover(); x != nil {
		m.crashed(x)
	}
}

// close makes last the last task, refuses further ones and waits for those that were queued.
func (m *mailbox) close(last func()) {
	m.mu.Lock()
	if !m.closed {
		m.closed = true
		m.add(last)
	}
	m.mu.Unlock()
	m.idle.Wait()
}
