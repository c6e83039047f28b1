package server

import (
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"net/netip"
	"strings"
	"sync/atomic"
)

// conn is one connection, plain or TLS: its first byte decides, when it is first read.
type conn struct {
	net.Conn // as accepted
	server   *Server
	peer     string // the address of the other side, IPv6 without brackets
	sniffed  bool   // used by the one goroutine that reads
	tls      atomic.Pointer[tls.Conn]

	// reason replaces the text of the next status line but 100's, which whoever reads a body causes.
	reason atomic.Pointer[string]
}

type connKey struct{}

// handshakeRecord is the first byte of every TLS connection.
// https://www.rfc-editor.org/rfc/rfc8446#section-5.1
const handshakeRecord = 0x16

func newConn(s *Server, c net.Conn) *conn {
	peer := c.RemoteAddr().String()
	if at, err := netip.ParseAddrPort(peer); err == nil {
		peer = at.Addr().Unmap().WithZone("").String()
	}
	return &conn{Conn: c, server: s, peer: peer}
}

// Read reads what the client said, after TLS if it speaks TLS.
func (c *conn) Read(p []byte) (int, error) {
	if t := c.tls.Load(); t != nil {
		return t.Read(p)
	}
	n, err := c.Conn.Read(p)
	if c.sniffed || n == 0 {
		return n, err
	}
	c.sniffed = true
	if p[0] != handshakeRecord {
		return n, err
	}
	config, err := c.server.tls()
	if err != nil {
		c.server.opts.Observer.Warn("https is not available: " + err.Error())
		return 0, io.EOF
	}
	t := tls.Server(&replayed{c.Conn, bytes.Clone(p[:n])}, config)
	if err := t.Handshake(); err != nil {
		c.server.distrusted(err)
		return 0, io.EOF // anything else would be answered in plain text
	}
	c.tls.Store(t)
	return t.Read(p)
}

// Write writes an answer.
func (c *conn) Write(p []byte) (int, error) {
	reason := c.reason.Load()
	if reason != nil && bytes.HasPrefix(p, []byte("HTTP/1.")) && !bytes.HasPrefix(p[8:], []byte(" 100 ")) {
		c.reason.Store(nil)
		if end := bytes.Index(p, []byte("\r\n")); end > 13 {
			line := make([]byte, 0, len(p)+len(*reason))
			line = append(line, p[:13]...) // HTTP/1.1 200 and a space
			line = append(line, *reason...)
			line = append(line, p[end:]...)
			if _, err := c.write(line); err != nil {
				return 0, err
			}
			return len(p), nil
		}
	}
	return c.write(p)
}

func (c *conn) write(p []byte) (int, error) {
	if t := c.tls.Load(); t != nil {
		return t.Write(p)
	}
	return c.Conn.Write(p)
}

// Close ends the connection.
func (c *conn) Close() error {
	if t := c.tls.Load(); t != nil {
		return t.Close()
	}
	return c.Conn.Close()
}

// CloseWrite says that nothing more will be written.
func (c *conn) CloseWrite() error {
	if t := c.tls.Load(); t != nil {
		return t.CloseWrite()
	}
	if half, ok := c.Conn.(*net.TCPConn); ok {
		return half.CloseWrite()
	}
	return nil
}

// scheme is the one that was really used. It is known once something was read.
func (c *conn) scheme() string {
	if c.tls.Load() != nil {
		return "https"
	}
	return "http"
}

// say makes the next status line end in text.
func (c *conn) say(text string) {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text)
	c.reason.Store(&text)
}

// replayed is a connection of which some was read already.
type replayed struct {
	net.Conn
	first []byte
}

// Read reads again what was read, and then on.
func (r *replayed) Read(p []byte) (int, error) {
	if len(r.first) == 0 {
		return r.Conn.Read(p)
	}
	n := copy(p, r.first)
	r.first = r.first[n:]
	return n, nil
}
