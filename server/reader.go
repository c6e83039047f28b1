package server

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"

	"github.com/dodev/dodev/wire"
)

// farewell is how long a client that broke the protocol has to read why.
const farewell = time.Second

// messages are the buffers that messages are collected in.
var messages = sync.Pool{New: func() any { b := make([]byte, 0, 4<<10); return &b }}

// pooled is the largest buffer that goes back to the pool.
const pooled = 64 << 10

// read delivers what the client sends, until the connection is closed.
func (k *socket) read(from *websocket.Conn) {
	defer k.server.forget(k)
	defer k.life.end()
	for {
		m, err := next(from)
		if err != nil {
			k.ended(err)
			return
		}
		k.port.Send(m)
		k.port.Flush()
	}
}

func next(from *websocket.Conn) (*wire.Message, error) {
	kind, r, err := from.Reader(context.Background())
	if err != nil {
		return nil, err
	}
	space := messages.Get().(*[]byte)
	b, err := collect(r, (*space)[:0])
	m := &wire.Message{IsText: kind == websocket.MessageText}
	if m.IsText {
		m.Text = string(b)
	} else {
		m.Bytes = append(make([]byte, 0, len(b)), b...)
	}
	if cap(b) <= pooled {
		*space = b
		messages.Put(space)
	}
	return m, err
}

func collect(r io.Reader, b []byte) ([]byte, error) {
	for {
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == io.EOF {
			return b, nil
		}
		if err != nil {
			return b, err
		}
	}
}

// ended says why reading ended, and stays until the connection is closed.
func (k *socket) ended(err error) {
	var closed websocket.CloseError
	switch {
	case errors.As(err, &closed):
		k.closed(int(closed.Code), closed.Reason)
	case k.link.code != 0:
		broken := k.link.broken()
		if broken == nil {
			k.closed(wire.NoStatus, "")
			break
		}
		k.mu.Lock()
		k.got = true
		k.mu.Unlock()
		k.port.Drop(broken)
		k.push(wire.CloseFrame(broken.Code, broken.Description), true)
		k.linger()
	default:
		k.port.Drop(err)
	}
	k.fail()
}

// closed passes the client's Close on, and waits for the Worker's, or for the client to leave.
func (k *socket) closed(code int, reason string) {
	k.mu.Lock()
	k.got = true
	k.mu.Unlock()
	k.port.Close(code, reason)
	k.port.Flush()
	k.settle()
	var b [64]byte
	for {
		if _, err := k.conn.Read(b[:]); err != nil {
			k.port.Drop(err)
			return
		}
	}
}

// linger writes what is queued, and reads on for a while: closing with something unread would make the
// client's system throw away what we wrote.
func (k *socket) linger() {
	k.mu.Lock()
	k.writing = true // nobody else will
	rest := k.out
	k.out = nil
	k.mu.Unlock()
	_ = k.conn.SetDeadline(k.server.host.Now().Add(farewell))
	for _, frame := range rest {
		if _, err := k.conn.write(frame); err != nil {
			return
		}
	}
	_ = k.conn.CloseWrite()
	_, _ = io.Copy(io.Discard, k.conn)
}

// broken answers how the client broke the protocol, in the platform's words; nil for a Close frame that
// is only too short.
func (l *link) broken() *wire.ProtocolError {
	const protocol, tooBig = 1002, 1009
	if l.code == tooBig {
		return &wire.ProtocolError{Code: tooBig, Description: "Message is too large"}
	}
	has := func(s string) bool { return strings.Contains(l.reason, s) }
	text := l.reason
	switch {
	case has("too small, cannot even contain"):
		return nil
	case has("rsv bits set: true:false:false"):
		text = "Received a WebSocket frame whose compression bit was set, but the compression extension was not negotiated for this connection."
	case has("rsv bits"):
		text = "Received frame had RSV bits 2 or 3 set"
	case has("without finishing"):
		text = "Missing continuation frame"
	case has("continuation frame without"):
		text = "Unexpected continuation frame"
	case has("unknown opcode"):
		text = "Unknown opcode " + strings.TrimFunc(l.reason[strings.Index(l.reason, "unknown opcode")+len("unknown opcode"):],
			func(r rune) bool { return r < '0' || r > '9' })
	case has("fragmented control"):
		text = "Received fragmented control frame"
	}
	return &wire.ProtocolError{Code: protocol, Description: text}
}
