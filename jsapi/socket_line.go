package jsapi

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"syscall"
	"time"
)

// line is the connection of a Socket, which is used before there is one. Its methods may be called from any goroutine.
type line struct {
	settled chan struct{} // closed when there is a connection, or will be none

	mu     sync.Mutex
	c      net.Conn
	err    error
	closed bool
	left   bool // somebody else has the connection
}

func newLine() *line { return &line{settled: make(chan struct{})} }

// ready hands over the connection, or says why there is none.
func (l *line) ready(c net.Conn, err error) {
	l.mu.Lock()
	l.c, l.err = c, err
	closed := l.closed
	l.mu.Unlock()
	close(l.settled)
	if closed && c != nil {
		_ = c.Close()
	}
}

// conn waits for the connection.
func (l *line) conn() (net.Conn, error) {
	<-l.settled
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.c, l.err
}

func (l *line) close() {
	l.mu.Lock()
	c := l.c
	l.closed = true
	if l.left {
		c = nil
	}
	l.mu.Unlock()
	if c != nil {
		_ = c.Close()
	}
}

// fail closes the connection and has whoever uses it hear why.
func (l *line) fail(why error) {
	l.close()
	l.mu.Lock()
	l.err = why
	l.mu.Unlock()
}

// leave gives the connection away. A read that is under way ends without having read anything.
func (l *line) leave() func() (net.Conn, error) {
	l.mu.Lock()
	l.left = true
	c := l.c
	l.mu.Unlock()
	if c != nil {
		_ = c.SetReadDeadline(time.Unix(1, 0))
	}
	return func() (net.Conn, error) {
		c, err := l.conn()
		if err == nil {
			err = c.SetReadDeadline(time.Time{})
		}
		return c, err
	}
}

// lineReader is what a Socket's readable side reads. ended is called on the loop when it is closed behind the last
// byte, unless ctx has ended, which closes it from anywhere.
type lineReader struct {
	line  *line
	ctx   context.Context
	over  bool
	ended func()
}

// Read waits for the connection and reads from it. Where there is none, there is nothing to read.
func (r *lineReader) Read(p []byte) (int, error) {
	c, err := r.line.conn()
	if err != nil {
		return 0, io.EOF
	}
	n, err := c.Read(p)
	if err != nil {
		r.over = true
		if !errors.Is(err, syscall.ECONNRESET) {
			return n, io.EOF
		}
		err = errLost
	}
	return n, err
}

// Close says that nobody reads any more.
func (r *lineReader) Close() error {
	if r.ctx.Err() == nil && r.over {
		r.ended()
	}
	return nil
}

// secured begins TLS as a client.
func secured(ctx context.Context, c net.Conn, name string) (net.Conn, error) {
	t := tls.Client(c, &tls.Config{ServerName: name, MinVersion: tls.VersionTLS12})
	if err := t.HandshakeContext(ctx); err != nil {
		_ = c.Close()
		return nil, fmt.Errorf("begin TLS: %v", err) // not what became of the connection
	}
	return t, nil
}
