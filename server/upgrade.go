package server

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/textproto"
	"time"

	"github.com/coder/websocket"

	"github.com/dodev/dodev/wire"
)

// maxMessage is the longest message that is taken from a client.
const maxMessage = 32 << 20

// errPlain is a Worker that answers a plain request with a WebSocket.
var errPlain = plainError{}

type plainError struct{}

func (plainError) Error() string {
	return `TypeError: Worker tried to return a WebSocket in a response to a request which did not contain the header "Upgrade: websocket".`
}

// switched completes the handshake that a Worker agreed to, and lets the socket live.
func (s *Server) switched(c *conn, w http.ResponseWriter, r *http.Request, began time.Time, res *wire.Response, l *life) {
	if res.Socket == nil || l == nil {
		discard(res)
		l.end()
		err := error(errPlain)
		if l != nil {
			err = errors.New("the Worker answered 101 without a WebSocket")
		}
		s.failed(c, w, r, began, err)
		return
	}
	k := &socket{server: s, conn: c, port: res.Socket, life: l}
	if !s.keep(k) {
		res.Socket.Drop(errGone)
		l.end()
		return
	}
	l.outlive()
	mode := websocket.CompressionDisabled
	if !s.opts.NoSocketCompression {
		// With a window kept between messages every socket that ever received one would hold 32 KiB.
		mode = websocket.CompressionNoContextTakeover
	}
	taken, err := websocket.Accept(&handshake{w, k, res, http.Header{}, 0}, r, &websocket.AcceptOptions{
		InsecureSkipVerify: true, // whom to talk to is the Worker's decision
		CompressionMode:    mode,
	})
	if err != nil {
		res.Socket.Drop(err)
		l.end()
		s.forget(k)
		return
	}
	taken.SetReadLimit(maxMessage)
	s.log(r, began, res.Status, res.StatusText)
	res.Socket.Listen(k)
	go k.read(taken) // not here: what net/http keeps for a request would live as long as the socket
}

// handshake is the ResponseWriter that the WebSocket library sees. What it agrees on is written with the
// Worker's headers, and the connection it takes over is one on which we do the writing.
type handshake struct {
	http.ResponseWriter
	socket *socket
	res    *wire.Response
	header http.Header
	status int
}

// Header is what the library adds to the answer.
func (h *handshake) Header() http.Header { return h.header }

// WriteHeader keeps a 101 for Hijack and sends anything else.
func (h *handshake) WriteHeader(status int) {
	if h.status = status; status == http.StatusSwitchingProtocols {
		return
	}
	to := h.ResponseWriter.Header()
	to["Date"] = nil
	for name, values := range h.header {
		to[name] = values
	}
	h.ResponseWriter.WriteHeader(status)
}

// Hijack writes the 101 and hands out the socket's connection.
func (h *handshake) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	_, buffered, err := http.NewResponseController(h.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	k := h.socket
	early, _ := buffered.Reader.Peek(buffered.Reader.Buffered()) // cannot fail: it is there
	k.link = &link{conn: k.conn, socket: k, early: bytes.Clone(early)}

	var b bytes.Buffer
	text := h.res.StatusText
	if text == "" {
		text = http.StatusText(http.StatusSwitchingProtocols)
	}
	fmt.Fprintf(&b, "HTTP/1.1 101 %s\r\n", text)
	_ = h.header.Write(&b)
	extra := http.Header{}
	writeHeader(extra, h.res.Header)
	maps.DeleteFunc(extra, func(name string, _ []string) bool {
		switch textproto.CanonicalMIMEHeaderKey(name) {
		case "Sec-Websocket-Accept", "Sec-Websocket-Extensions", "Content-Length": // are ours
			return true
		}
		return false
	})
	_ = extra.Write(&b)
	b.WriteString("\r\n")
	if _, err := k.conn.write(b.Bytes()); err != nil {
		return nil, nil, err
	}
	// The library keeps these for the life of the socket: small ones, as larger reads pass them by.
	return k.link, bufio.NewReadWriter(bufio.NewReaderSize(k.link, 512), bufio.NewWriterSize(k.link, 128)), nil
}

// link is the connection as the WebSocket library has it. It reads for us, and believes that it writes
// and closes.
type link struct {
	*conn
	socket *socket
	early  []byte // what was read together with the handshake

	// What the library wanted to close the socket with.
	code   int
	reason string
}

// Read reads what the client sent.
func (l *link) Read(p []byte) (int, error) {
	if len(l.early) == 0 {
		return l.conn.Read(p)
	}
	n := copy(p, l.early)
	if l.early = l.early[n:]; len(l.early) == 0 {
		l.early = nil
	}
	return n, nil
}

// Write takes a control frame of the library's. A pong is sent; its Close, be it an echo or a complaint,
// is only noted, because when and how to close is not the library's decision.
func (l *link) Write(p []byte) (int, error) {
	const closing, pong = 0x88, 0x8a
	switch {
	case len(p) >= 2 && p[0] == pong:
		l.socket.queue(bytes.Clone(p))
	case len(p) >= 4 && p[0] == closing:
		l.code, l.reason = int(p[2])<<8|int(p[3]), string(p[4:])
	}
	return len(p), nil
}

// Close does nothing: the socket closes its connection when both sides said goodbye.
func (l *link) Close() error { return nil }
