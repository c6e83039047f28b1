package wire

import (
	"io"
	"net"
	"os"
	"time"
)

// Connection is a TCP connection on its way to a handler.
type Connection struct {
	// Address is where it was meant to go.
	Address string
	// Conn is the handler's end. It belongs to whoever answers.
	Conn net.Conn
	// Caller is the context of the isolate whose code connects; nil if nobody's does.
	Caller any
	// Answer is told once, on any goroutine, that a handler has the connection, or why none has.
	Answer func(error)
}

// Refuse gives the connection up.
func (c *Connection) Refuse(err error) {
	_ = c.Conn.Close()
	c.Answer(err)
}

// NewLine answers the two ends of a connection that leads nowhere else. What is written waits until it is read.
func NewLine() (a, b net.Conn) {
	ar, bw := io.Pipe()
	br, aw := io.Pipe()
	return &lineEnd{ar, aw}, &lineEnd{br, bw}
}

// lineEnd is one end of a line. It has no deadlines.
type lineEnd struct {
	*io.PipeReader
	w *io.PipeWriter
}

// Write waits until the other end has read.
func (l *lineEnd) Write(p []byte) (int, error) { return l.w.Write(p) }

// CloseWrite ends what the other end reads.
func (l *lineEnd) CloseWrite() error { return l.w.Close() }

// Close ends both directions.
func (l *lineEnd) Close() error {
	_ = l.w.Close()
	return l.PipeReader.Close()
}

// LocalAddr answers nothing: there is no network.
func (l *lineEnd) LocalAddr() net.Addr { return nil }

// RemoteAddr answers nothing either.
func (l *lineEnd) RemoteAddr() net.Addr { return nil }

// SetDeadline is refused.
func (l *lineEnd) SetDeadline(time.Time) error { return os.ErrNoDeadline }

// SetReadDeadline is refused.
func (l *lineEnd) SetReadDeadline(time.Time) error { return os.ErrNoDeadline }

// SetWriteDeadline is refused.
func (l *lineEnd) SetWriteDeadline(time.Time) error { return os.ErrNoDeadline }
