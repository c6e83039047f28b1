package server

import (
	"bytes"
	"errors"
	"net"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/dodev/dodev/wire"
)

// backlog is how many bytes may wait for a client that does not read; one more message and it is cut off.
const backlog = 16 << 20

// kept is the capacity of a queue that an idle socket holds on to.
const kept = 8

// socket is the client's end of a WebSocket: the receiver of what a Worker sends.
type socket struct {
	server *Server
	conn   *conn
	port   *wire.Port
	life   *life
	link   *link

	mu      sync.Mutex
	out     net.Buffers // what waits to be written
	spare   net.Buffers // the other of two queues, empty
	size    int         // bytes in out and being written
	writing bool        // the flusher or a goroutine of the socket's own will write out
	slow    bool        // it is the latter
	late    bool        // the flusher will look whether anybody flushed
	sent    bool        // our Close is in out, or left
	got     bool        // the client's Close arrived
	lost    bool        // the Worker's end is gone
	dead    bool        // the connection was closed

	now net.Buffers // what is being written, by whoever writes
}

// Receive queues a message.
func (k *socket) Receive(m *wire.Message) { k.push(m.Frame(), false) }

// ReceiveClose sends the Close frame after what is queued.
func (k *socket) ReceiveClose(code int, reason string) {
	k.push(wire.CloseFrame(code, reason), true)
	k.Flush()
}

// ReceiveLost ends the connection after what is queued, without a Close frame.
func (k *socket) ReceiveLost(error) {
	k.mu.Lock()
	k.lost = true
	slow := k.slow
	k.mu.Unlock()
	if slow { // it could take for ever
		k.fail()
		return
	}
	k.Flush()
	k.settle()
}

// Flush has what is queued written soon. It never blocks.
func (k *socket) Flush() {
	k.mu.Lock()
	write := !k.writing && !k.dead && len(k.out) > 0
	if write {
		k.writing = true
	}
	k.mu.Unlock()
	if write {
		k.server.flusher.ready(k)
	}
}

// queue sends a frame of the protocol's own.
func (k *socket) queue(frame []byte) {
	k.push(frame, false)
	k.Flush()
}

func (k *socket) push(frame []byte, closing bool) {
	k.mu.Lock()
	if k.dead || k.sent {
		k.mu.Unlock()
		return
	}
	if k.size > backlog {
		k.mu.Unlock()
		k.server.opts.Observer.Warn("A WebSocket was cut off: its client left " + strconv.Itoa(backlog>>20) + " MB unread.")
		k.fail()
		return
	}
	k.out = append(k.out, frame)
	k.size += len(frame)
	k.sent = closing
	look := !k.writing && !k.late
	if look {
		k.late = true
	}
	k.mu.Unlock()
	if look {
		k.server.flusher.later(k)
	}
}

// take hands out what waits, and answers nil when there is nothing more to write.
func (k *socket) take() net.Buffers {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.dead || len(k.out) == 0 {
		k.writing, k.slow = false, false
		return nil
	}
	out := k.out
	k.out, k.spare = k.spare, nil
	return out
}

// wrote gives back a queue that was written.
func (k *socket) wrote(n int64, queue net.Buffers) {
	k.mu.Lock()
	k.size -= int(n)
	if cap(queue) <= kept {
		clear(queue)
		k.spare = queue[:0]
	}
	k.mu.Unlock()
}

// patience is how long the flusher waits for one client before the socket gets a goroutine of its own.
const patience = 5 * time.Millisecond

// write writes what is queued; the flusher calls it, for one socket after the other.
func (k *socket) write() {
	if k.conn.tls.Load() != nil {
		// A TLS connection does not survive a write that was cut short.
		k.server.flusher.spawn(k.drain)
		return
	}
	for {
		queue := k.take()
		if queue == nil {
			break
		}
		k.now = queue
		_ = k.conn.SetWriteDeadline(k.server.host.Now().Add(patience)) // fails only when closed, as does the write
		n, err := k.now.WriteTo(k.conn.Conn)
		if err != nil && errors.Is(err, os.ErrDeadlineExceeded) {
			k.mu.Lock()
			k.size -= int(n)
			k.slow = true
			lost := k.lost
			k.mu.Unlock()
			if lost {
				k.fail()
				return
			}
			k.server.flusher.spawn(k.drain)
			return
		}
		if err != nil {
			k.fail()
			return
		}
		k.wrote(n, queue)
	}
	k.settle()
}

// drain writes the rest of now and what is queued, waiting for the client as long as it takes.
func (k *socket) drain() {
	_ = k.conn.SetWriteDeadline(time.Time{})
	for {
		if len(k.now) == 0 {
			if k.now = k.take(); k.now == nil {
				break
			}
		}
		var n int64
		var err error
		if t := k.conn.tls.Load(); t != nil {
			all := bytes.Join(k.now, nil)
			_, err = t.Write(all)
			n = int64(len(all))
		} else {
			n, err = k.now.WriteTo(k.conn.Conn)
		}
		k.now = nil
		if err != nil {
			k.fail()
			return
		}
		k.wrote(n, nil)
	}
	k.settle()
}

// settle closes the connection when nothing more is to be said.
func (k *socket) settle() {
	k.mu.Lock()
	over := !k.dead && !k.writing && len(k.out) == 0 && (k.lost || k.sent && k.got)
	k.mu.Unlock()
	if over {
		k.fail()
	}
}

// fail closes the connection; the reader, which sees it, tells the Worker.
func (k *socket) fail() {
	k.mu.Lock()
	was := k.dead
	k.dead, k.writing = true, false
	k.out, k.spare = nil, nil
	k.mu.Unlock()
	if !was {
		_ = k.conn.Conn.Close() // the TCP one: a TLS goodbye could wait for a client that does not read
	}
}

// goAway tells the client that the server stops.
func (k *socket) goAway() {
	const goingAway = 1001
	k.mu.Lock()
	k.got = true
	k.mu.Unlock()
	k.push(wire.CloseFrame(goingAway, ""), true)
	k.Flush()
	k.settle()
}
