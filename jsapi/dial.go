package jsapi

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/wire"
)

// dial asks a server for a WebSocket. A refusal is an answer like any other.
func (n network) dial(req *wire.Request) (*wire.Response, error) {
	ctx := req.Context
	if ctx == nil {
		ctx = context.Background()
	}
	var protocols []string
	for _, f := range req.Header {
		if strings.EqualFold(f.Name, "Sec-WebSocket-Protocol") {
			for p := range strings.SplitSeq(f.Value, ",") {
				protocols = append(protocols, strings.TrimSpace(p))
			}
		}
	}
	header := n.header(req.Header)
	for name := range header {
		if strings.HasPrefix(name, "Sec-Websocket-") {
			delete(header, name)
		}
	}
	port, answer, err := dialSocket(ctx, n.host, host.DialRequest{
		URL: req.URL, Header: header, Subprotocols: protocols,
		Compression: strings.Contains(req.Header.First("Sec-WebSocket-Extensions"), "permessage-deflate"),
	})
	if err != nil {
		return nil, err
	}
	if port == nil {
		return response(req, answer), nil
	}
	_, text, _ := strings.Cut(answer.Status, " ")
	return &wire.Response{
		Status: answer.StatusCode, StatusText: text, Header: wireHeader(answer.Header), Socket: port,
	}, nil
}

// dialSocket opens a client WebSocket and answers the end that a script talks to, with the server's answer.
// Without a port, that answer is a refusal.
func dialSocket(ctx context.Context, h *host.Host, req host.DialRequest) (*wire.Port, *http.Response, error) {
	dialed, err := h.DialWebSocket(ctx, req)
	if err != nil {
		return nil, nil, err
	}
	if dialed.Socket == nil {
		return nil, dialed.Response, nil
	}
	near, far := wire.NewPair()
	near.Protocol = dialed.Socket.Subprotocol()
	if dialed.Response != nil {
		near.Extensions, _, _ = strings.Cut(dialed.Response.Header.Get("Sec-WebSocket-Extensions"), ";")
	}
	life, end := context.WithCancel(context.Background())
	s := &dialedSocket{socket: dialed.Socket, port: far, life: life, end: end, wake: make(chan struct{}, 1)}
	far.Listen(s)
	go s.read()
	go s.write()
	return near, dialed.Response, nil
}

// dialedSocket carries messages between a client WebSocket and the far end of a pair. It lives until either
// side is gone.
type dialedSocket struct {
	socket host.Socket
	port   *wire.Port
	life   context.Context
	end    context.CancelFunc
	wake   chan struct{}

	mu    sync.Mutex
	queue []outgoing
}

// outgoing is a message to write, or the Close frame when message is nil.
type outgoing struct {
	message *wire.Message
	code    int
	reason  string
}

// Receive queues a message of the script's.
func (s *dialedSocket) Receive(m *wire.Message) { s.push(outgoing{message: m}) }

// ReceiveClose queues the script's Close.
func (s *dialedSocket) ReceiveClose(code int, reason string) {
	s.push(outgoing{code: code, reason: reason})
}

// ReceiveLost drops the connection.
func (s *dialedSocket) ReceiveLost(error) {
	s.end()
	go s.socket.Drop()
}

// Flush does nothing: what is queued is being written.
func (s *dialedSocket) Flush() {}

func (s *dialedSocket) push(o outgoing) {
	s.mu.Lock()
	s.queue = append(s.queue, o)
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (s *dialedSocket) write() {
	for {
		select {
		case <-s.life.Done():
			return
		case <-s.wake:
		}
		s.mu.Lock()
		queue := s.queue
		s.queue = nil
		s.mu.Unlock()
		for _, o := range queue {
			if !s.writeOne(o) {
				return
			}
		}
	}
}

// writeOne answers whether more can be written.
func (s *dialedSocket) writeOne(o outgoing) bool {
	if o.message == nil {
		_ = s.socket.Close(o.code, o.reason)
		return false
	}
	data := o.message.Bytes
	if o.message.IsText {
		data = []byte(o.message.Text)
	}
	if err := s.socket.Write(s.life, o.message.IsText, data); err != nil {
		s.lost(err)
		return false
	}
	return true
}

func (s *dialedSocket) read() {
	for {
		text, data, err := s.socket.Read(s.life)
		if err != nil {
			s.lost(err)
			return
		}
		m := &wire.Message{IsText: text}
		if text {
			m.Text = string(data)
		} else {
			m.Bytes = data
		}
		s.port.Send(m)
		s.port.Flush()
	}
}

// lost ends both sides: with the server's Close if there was one.
func (s *dialedSocket) lost(err error) {
	var closed *host.CloseError
	if errors.As(err, &closed) {
		s.port.Close(closed.Code, closed.Reason)
		s.port.Flush()
		return
	}
	s.end()
	s.port.Drop(errLost)
	s.socket.Drop()
}
