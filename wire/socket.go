package wire

import (
	"strconv"
	"sync"
	"unicode/utf8"
)

// NoStatus is the close code that stands for a Close frame without one.
const NoStatus = 1005

// Lost is the close code that stands for a connection that went away without a Close frame.
const Lost = 1006

// Message is one WebSocket message. It may be delivered to many sockets at once.
type Message struct {
	IsText bool
	Text   string
	Bytes  []byte // of a binary message

	once  sync.Once
	frame []byte
}

// Frame answers the message as one unmasked WebSocket frame, built once however many sockets send it.
// https://www.rfc-editor.org/rfc/rfc6455#section-5.2
func (m *Message) Frame() []byte {
	m.once.Do(func() {
		if m.IsText {
			m.frame = append(header(0x81, len(m.Text)), m.Text...)
		} else {
			m.frame = append(header(0x82, len(m.Bytes)), m.Bytes...)
		}
	})
	return m.frame
}

// Len answers the number of payload bytes.
func (m *Message) Len() int {
	if m.IsText {
		return len(m.Text)
	}
	return len(m.Bytes)
}

func header(first byte, n int) []byte {
	switch {
	case n < 126:
		return append(make([]byte, 0, n+2), first, byte(n))
	case n < 1<<16:
		return append(make([]byte, 0, n+4), first, 126, byte(n>>8), byte(n))
	}
	return append(make([]byte, 0, n+10), first, 127, 0, 0, 0, 0, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
}

// CloseFrame answers an unmasked Close frame; NoStatus gives one without a status.
func CloseFrame(code int, reason string) []byte {
	if code == NoStatus {
		return []byte{0x88, 0}
	}
	reason = ShortReason(reason)
	return append(header(0x88, len(reason)+2), append([]byte{byte(code >> 8), byte(code)}, reason...)...)
}

// ShortReason cuts a reason to what a Close frame can hold.
// https://www.rfc-editor.org/rfc/rfc6455#section-5.5
func ShortReason(s string) string {
	const most = 123
	if len(s) <= most {
		return s
	}
	n := most
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// Receiver is told what the peer of a Port did. Its methods are called one at a time, from whatever
// goroutine the peer used, and must not block.
type Receiver interface {
	// Receive takes one message.
	Receive(*Message)
	// ReceiveClose takes the peer's Close; code is NoStatus when it had none. Nothing follows but Lost.
	ReceiveClose(code int, reason string)
	// ReceiveLost is told that the connection is gone. Nothing follows.
	ReceiveLost(err error)
	// Flush says that no more is coming at once: buffered output should leave now.
	Flush()
}

// Port is one end of a WebSocket. What is sent into one end comes out of the other, in order. Until an
// end has a Receiver, what arrives there waits.
type Port struct {
	peer  *Port
	mu    *sync.Mutex // shared by both ends
	to    Receiver
	queue []delivery
	busy  bool // somebody is delivering

	closed bool // this end sent Close
	lost   bool // the connection is gone

	// Protocol and Extensions are what the handshake of an outbound socket agreed on.
	Protocol, Extensions string
}

type delivery struct {
	message *Message
	closing bool
	code    int
	reason  string
	err     error
}

// NewPair answers the two ends of a new WebSocket.
func NewPair() (*Port, *Port) {
	mu := new(sync.Mutex)
	a, b := &Port{mu: mu}, &Port{mu: mu}
	a.peer, b.peer = b, a
	return a, b
}

// Send sends a message; after Close or a loss it is dropped.
func (p *Port) Send(m *Message) { p.deliver(delivery{message: m}) }

// Close sends a Close frame; code NoStatus sends one without a status. A second one is dropped.
func (p *Port) Close(code int, reason string) {
	p.deliver(delivery{closing: true, code: code, reason: reason})
}

// Drop ends the connection without a Close frame; the peer is told of the loss.
func (p *Port) Drop(err error) { p.deliver(delivery{err: err}) }

// Flush tells the peer's receiver that no more is coming at once.
func (p *Port) Flush() {
	p.mu.Lock()
	to := p.peer.to
	p.mu.Unlock()
	if to != nil {
		to.Flush()
	}
}

// Listen sets the receiver of what arrives at this end, and gives it what has waited.
func (p *Port) Listen(to Receiver) {
	p.mu.Lock()
	p.to = to
	p.drain()
}

// Lost answers whether the connection is gone.
func (p *Port) Lost() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.lost
}

func (p *Port) deliver(d delivery) {
	p.mu.Lock()
	if p.lost || (p.closed && d.err == nil) {
		p.mu.Unlock()
		return
	}
	if d.closing {
		p.closed = true
	}
	if d.err != nil {
		p.lost, p.peer.lost = true, true
	}
	p.peer.queue = append(p.peer.queue, d)
	p.peer.drain()
}

// drain is called with the lock held and gives it back.
func (p *Port) drain() {
	if p.busy || p.to == nil {
		p.mu.Unlock()
		return
	}
	p.busy = true
	for len(p.queue) > 0 {
		queue, to := p.queue, p.to
		p.queue = nil
		p.mu.Unlock()
		for _, d := range queue {
			switch {
			case d.message != nil:
				to.Receive(d.message)
			case d.closing:
				to.ReceiveClose(d.code, d.reason)
			default:
				to.ReceiveLost(d.err)
			}
		}
		p.mu.Lock()
	}
	p.busy = false
	p.mu.Unlock()
}

// LostReason is what an object is told of a connection that went away without a Close frame.
const LostReason = "WebSocket disconnected without sending Close frame."

// ProtocolError is a peer that broke the WebSocket protocol or a limit.
type ProtocolError struct {
	Code        int
	Description string
}

// Error is the platform's text.
func (e *ProtocolError) Error() string {
	return "WebSocket protocol error; protocolError.statusCode = " + strconv.Itoa(e.Code) +
		"; protocolError.description = " + e.Description
}
