package server

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"
)

// tries is how many ports after the default one are tried before any free one will do.
const tries = 100

// bind sets listeners and port.
func (s *Server) bind() error {
	port := s.opts.Port
	if port == 0 && !s.opts.PortAsked {
		port = DefaultPort
	}
	err := s.listen(port)
	if err == nil || s.opts.PortAsked || !busy(err) {
		return err
	}
	wanted := port
	for range tries {
		if port++; port > 65535 {
			break
		}
		if err = s.listen(port); err == nil || !busy(err) {
			break
		}
	}
	if err != nil && busy(err) {
		err = s.listen(0)
	}
	if err == nil {
		s.opts.Observer.Notify(fmt.Sprintf("Port %d is in use; using port %d instead.", wanted, s.port))
	}
	return err
}

// listen binds every address that the options name, at one port.
func (s *Server) listen(port int) error {
	names := []string{s.opts.Addr}
	switch s.opts.Addr {
	case "*":
		names = []string{""}
	case "localhost":
		names = []string{"127.0.0.1", "::1"}
	}
	var list []net.Listener
	for i, name := range names {
		address := net.JoinHostPort(name, strconv.Itoa(port))
		l, err := new(net.ListenConfig).Listen(context.Background(), "tcp", address)
		if err == nil {
			list = append(list, l)
			port = l.Addr().(*net.TCPAddr).Port
			continue
		}
		if i > 0 && !busy(err) {
			break // a machine without IPv6 still has a localhost
		}
		for _, l := range list {
			_ = l.Close()
		}
		if busy(err) {
			return &busyError{address, err}
		}
		return fmt.Errorf("listen on %s: %w", address, err)
	}
	s.listeners, s.port = list, port
	return nil
}

// busyError is an address that somebody else has.
type busyError struct {
	address string
	cause   error
}

func (e *busyError) Error() string {
	return "the address " + e.address + " is already in use; stop what uses it, or choose another with --port"
}

func (e *busyError) Unwrap() error { return e.cause }

// windowsInUse is WSAEADDRINUSE, which the syscall package does not equate with EADDRINUSE.
const windowsInUse = syscall.Errno(10048)

func busy(err error) bool {
	var code syscall.Errno
	return errors.As(err, &code) && (code == syscall.EADDRINUSE || code == windowsInUse)
}

// listener answers sniffing connections.
type listener struct {
	net.Listener
	server *Server
}

// Accept answers the next connection.
func (l listener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return newConn(l.server, c), nil
}
