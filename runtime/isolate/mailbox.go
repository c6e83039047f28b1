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
}

// post queues f; it answers false once the mailbox is closed.
func (m *mailbox) post(f func()) bool {
	m.mu.Lock()
	if m.closed {
		m.mu.Unlock()
		return false
	}
	m.queue = append(m.queue, f)
	if m.running {
		m.mu.Unlock()
		return true
	}
	m.running = true
	m.idle.Add(1)
	m.mu.Unlock()
	go m.drain()
	return true
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
			f()
			queue[i] = nil
		}
		m.after()
		m.mu.Lock()
		if cap(queue) <= 256 {
			m.spare = queue[:0]
		}
		m.mu.Unlock()
	}
}

// close refuses further tasks and waits for those that were queued.
func (m *mailbox) close() {
	m.mu.Lock()
	m.closed = true
	m.mu.Unlock()
	m.idle.Wait()
}
