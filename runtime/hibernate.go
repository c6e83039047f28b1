package runtime

import (
	"errors"
	"slices"
	"time"

	"github.com/dodev/dodev/wire"
)

// Socket is a WebSocket that an object accepted for hibernation. It outlives instances.
type Socket struct {
	Object *Object
	Port   *wire.Port
	Tags   []string
	// Script is what script sees of the socket in the running instance, kept by the Code; nil after waking.
	Script any

	// Guarded by Object.mu.
	attachment []byte
	answered   time.Time // of the last automatic response
	closing    int       // code of the peer's Close, 0 before it
	closed     bool      // this side sent Close
	lost       bool
	cut        bool // by the end of an instance: what arrives is for nobody
}

// AutoResponse is a text that is answered by another without waking the object.
type AutoResponse struct {
	Request, Response string
	message           *wire.Message
}

// NewAutoResponse answers the pair.
func NewAutoResponse(request, response string) *AutoResponse {
	return &AutoResponse{request, response, &wire.Message{IsText: true, Text: response}}
}

// MaxSockets is how many hibernatable sockets an object may have.
const MaxSockets = 32768

// Accept makes port, the object's end of a socket, a hibernatable one. The events of what arrives are
// delivered to the object from now on.
func (o *Object) Accept(port *wire.Port, tags []string, attachment []byte) *Socket {
	s := &Socket{Object: o, Port: port, Tags: tags, attachment: attachment}
	o.mu.Lock()
	o.sockets = append(o.sockets, s)
	o.mu.Unlock()
	port.Listen(receiver{s})
	return s
}

// Sockets answers the object's sockets, oldest first.
func (o *Object) Sockets() []*Socket {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.sockets)
}

// SetAutoResponse sets or, with nil, clears the automatic response.
func (o *Object) SetAutoResponse(a *AutoResponse) {
	o.mu.Lock()
	o.auto = a
	o.mu.Unlock()
}

// AutoResponse answers the automatic response, nil if there is none.
func (o *Object) AutoResponse() *AutoResponse {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.auto
}

// SetEventTimeout bounds the events of sockets, in ms; 0 does not.
func (o *Object) SetEventTimeout(ms int64) {
	o.mu.Lock()
	o.timeout = ms
	o.mu.Unlock()
}

// EventTimeout answers the bound of socket events in ms, 0 for none.
func (o *Object) EventTimeout() int64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.timeout
}

// Attachment answers the serialised attachment, nil if there is none.
func (s *Socket) Attachment() []byte {
	s.Object.mu.Lock()
	defer s.Object.mu.Unlock()
	return s.attachment
}

// SetAttachment keeps a serialised value with the socket.
func (s *Socket) SetAttachment(b []byte) {
	s.Object.mu.Lock()
	s.attachment = b
	s.Object.mu.Unlock()
}

// Answered answers when the last automatic response was sent; zero if never.
func (s *Socket) Answered() time.Time {
	s.Object.mu.Lock()
	defer s.Object.mu.Unlock()
	return s.answered
}

// Closing answers the code of the peer's Close, 0 while it has sent none.
func (s *Socket) Closing() int {
	s.Object.mu.Lock()
	defer s.Object.mu.Unlock()
	return s.closing
}

// Close sends a Close frame. The socket is listed until the peer's arrived.
func (s *Socket) Close(code int, reason string) {
	o := s.Object
	o.mu.Lock()
	s.closed = true
	o.leaving = without(o.leaving, s)
	o.mu.Unlock()
	s.Port.Close(code, reason)
}

// Closed answers whether this side sent Close.
func (s *Socket) Closed() bool {
	s.Object.mu.Lock()
	defer s.Object.mu.Unlock()
	return s.closed
}

// Forget removes the socket from the object's list. One that this side has not closed can still send and ends
// with the instance.
func (s *Socket) Forget() {
	o := s.Object
	o.mu.Lock()
	listed := len(o.sockets)
	o.sockets = without(o.sockets, s)
	if len(o.sockets) < listed && !s.closed && !s.lost && o.instance != nil {
		o.leaving = append(o.leaving, s)
	}
	empty := len(o.sockets) == 0 && o.instance == nil
	o.mu.Unlock()
	if empty {
		o.Namespace.forget(o)
	}
}

func without(list []*Socket, s *Socket) []*Socket {
	if at := slices.Index(list, s); at >= 0 {
		return slices.Delete(list, at, at+1)
	}
	return list
}

// cut ends every socket without a Close frame.
func (o *Object) cut(err error) {
	o.mu.Lock()
	list := o.sockets
	o.sockets, o.auto = nil, nil
	o.mu.Unlock()
	for _, s := range list {
		s.Port.Drop(err)
	}
}

// receiver turns what arrives on a socket into events of its object.
type receiver struct{ s *Socket }

func (r receiver) code() Code {
	n := r.s.Object.Namespace
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.code
}

// Receive answers the message automatically or delivers it.
func (r receiver) Receive(m *wire.Message) {
	o := r.s.Object
	var now time.Time
	if m.IsText {
		now = o.Namespace.runtime.Host.Now()
	}
	o.mu.Lock()
	cut, auto := r.s.cut, o.auto
	match := !cut && m.IsText && auto != nil && auto.Request == m.Text
	if match {
		r.s.answered = now
	}
	o.mu.Unlock()
	switch {
	case match:
		r.s.Port.Send(auto.message)
		r.s.Port.Flush()
	case !cut:
		o.Deliver(r.code().Message(r.s, m))
	}
}

// ReceiveClose delivers the peer's Close.
func (r receiver) ReceiveClose(code int, reason string) {
	o := r.s.Object
	o.mu.Lock()
	r.s.closing = code
	cut := r.s.cut
	o.mu.Unlock()
	if !cut {
		o.Deliver(r.code().Closed(r.s, code, reason, true))
	}
}

// ReceiveLost delivers the loss of the connection, unless the peer said goodbye before or this side has.
func (r receiver) ReceiveLost(err error) {
	o := r.s.Object
	o.mu.Lock()
	said := r.s.closing != 0 || r.s.cut
	if !said {
		r.s.closing = wire.Lost
	}
	r.s.lost = true
	o.mu.Unlock()
	var broken *wire.ProtocolError
	switch {
	case said:
	case errors.As(err, &broken):
		o.Deliver(r.code().Failed(r.s, broken))
	default:
		o.Deliver(r.code().Closed(r.s, wire.Lost, wire.LostReason, false))
	}
}

// Flush does nothing: what arrives is delivered at once.
func (r receiver) Flush() {}
