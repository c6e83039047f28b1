package server

import (
	"sync"
	"time"

	"github.com/dodev/dodev/host"
)

// soon is how long a queued message waits for somebody to flush.
const soon = time.Millisecond

// flusher writes to sockets, so that those who send need not wait for the network. It has a goroutine
// only while there is something to write.
type flusher struct {
	host *host.Host

	mu      sync.Mutex
	dirty   []*socket // to be written
	unsure  []*socket // to be looked at when the timer fires
	timed   bool
	running bool
	stopped bool
	work    sync.WaitGroup
}

func newFlusher(h *host.Host) *flusher { return &flusher{host: h} }

// ready has a socket written.
func (f *flusher) ready(k *socket) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.stopped {
		return
	}
	f.dirty = append(f.dirty, k)
	if !f.running {
		f.running = true
		f.work.Add(1)
		go f.run()
	}
}

// later has a socket flushed in a while, in case nobody does.
func (f *flusher) later(k *socket) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.stopped {
		return
	}
	f.unsure = append(f.unsure, k)
	if !f.timed {
		f.timed = true
		f.work.Add(1)
		f.host.AfterFunc(soon, f.look)
	}
}

func (f *flusher) look() {
	defer f.work.Done()
	f.mu.Lock()
	list := f.unsure
	f.unsure, f.timed = nil, false
	f.mu.Unlock()
	for _, k := range list {
		k.mu.Lock()
		k.late = false
		k.mu.Unlock()
		k.Flush()
	}
}

func (f *flusher) run() {
	defer f.work.Done()
	var list []*socket
	for {
		f.mu.Lock()
		clear(list)
		list, f.dirty = f.dirty, list[:0]
		if len(list) == 0 {
			f.running = false
			f.mu.Unlock()
			return
		}
		f.mu.Unlock()
		for _, k := range list {
			k.write()
		}
	}
}

// spawn runs what may wait for a client. It is called by the flusher's own goroutine.
func (f *flusher) spawn(write func()) {
	f.work.Add(1)
	go func() {
		defer f.work.Done()
		write()
	}()
}

// stop waits until nothing runs. Every socket is closed by now.
func (f *flusher) stop() {
	f.mu.Lock()
	f.stopped = true
	f.mu.Unlock()
	f.work.Wait()
}
