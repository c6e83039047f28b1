package main

import (
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"syscall"
	"time"
)

// A load drives many connections from one thread. It shares the machine with the server that it measures, so it
// spends two system calls a message and no goroutine.
type load struct {
	epoll int
	links []*link
	err   error // of a send
}

// A link is one connection.
type link struct {
	load    *load
	fd      int
	session session
	unused  []byte // arrived, not used by the session
	unsent  []byte
	number  int32 // its index in the load
	full    bool  // the socket takes no more for now
}

// connect opens one connection for each session.
func connect(address string, sessions []session) (*load, error) {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return nil, err
	}
	epoll, err := syscall.EpollCreate1(syscall.EPOLL_CLOEXEC)
	if err != nil {
		return nil, os.NewSyscallError("epoll_create1", err)
	}
	l := &load{epoll: epoll}
	for _, s := range sessions {
		if err := l.add(to, s); err != nil {
			l.close()
			return nil, fmt.Errorf("connection %d: %w", len(l.links), err)
		}
	}
	return l, nil
}

func (l *load) add(to netip.AddrPort, s session) error {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return os.NewSyscallError("socket", err)
	}
	k := &link{load: l, fd: fd, session: s, number: int32(len(l.links))}
	l.links = append(l.links, k) // from here on close closes it
	if err := syscall.Connect(fd, &syscall.SockaddrInet4{Port: int(to.Port()), Addr: to.Addr().As4()}); err != nil {
		return os.NewSyscallError("connect", err)
	}
	if err := syscall.SetNonblock(fd, true); err != nil {
		return os.NewSyscallError("fcntl", err)
	}
	if err := syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1); err != nil {
		return os.NewSyscallError("setsockopt", err)
	}
	event := syscall.EpollEvent{Events: syscall.EPOLLIN, Fd: k.number}
	if err := syscall.EpollCtl(l.epoll, syscall.EPOLL_CTL_ADD, fd, &event); err != nil {
		return os.NewSyscallError("epoll_ctl", err)
	}
	s.open(k)
	return l.err
}

// close drops every connection.
func (l *load) close() {
	for _, k := range l.links {
		_ = syscall.Close(k.fd) // nothing is waiting in it that anybody wants
	}
	_ = syscall.Close(l.epoll)
}

// run lets the sessions talk for a time, or until done says that they have.
func (l *load) run(atMost time.Duration, done func() bool) error {
	events := make([]syscall.EpollEvent, 256)
	buffer := make([]byte, 256<<10)
	for deadline := time.Now().Add(atMost); !done(); {
		left := time.Until(deadline)
		if left <= 0 {
			break
		}
		n, err := syscall.EpollWait(l.epoll, events, int(left/time.Millisecond)+1)
		if err != nil && !errors.Is(err, syscall.EINTR) {
			return os.NewSyscallError("epoll_wait", err)
		}
		for i := range max(n, 0) {
			if err := l.links[events[i].Fd].ready(events[i].Events, buffer); err != nil {
				return err
			}
			if l.err != nil {
				return l.err
			}
		}
	}
	return nil
}

func (k *link) ready(what uint32, buffer []byte) error {
	if what&syscall.EPOLLOUT != 0 {
		k.flush()
	}
	if what&^uint32(syscall.EPOLLOUT) == 0 {
		return nil
	}
	n, err := syscall.Read(k.fd, buffer)
	switch {
	case errors.Is(err, syscall.EAGAIN), errors.Is(err, syscall.EINTR):
		return nil
	case err != nil:
		return os.NewSyscallError("read", err)
	case n == 0:
		return fmt.Errorf("the server closed a connection: %w", io.ErrUnexpectedEOF)
	}
	data := buffer[:n]
	if len(k.unused) > 0 {
		k.unused = append(k.unused, data...)
		data = k.unused
	}
	used, err := k.session.receive(data)
	k.unused = append(k.unused[:0], data[used:]...)
	return err
}

// send writes now what the socket takes, and the rest when it takes more.
func (k *link) send(data []byte) {
	waiting := len(k.unsent) > 0
	k.unsent = append(k.unsent, data...)
	if !waiting {
		k.flush()
	}
}

func (k *link) flush() {
	n, err := syscall.Write(k.fd, k.unsent)
	if err != nil && !errors.Is(err, syscall.EAGAIN) && !errors.Is(err, syscall.EINTR) {
		k.load.err = os.NewSyscallError("write", err)
		return
	}
	k.unsent = append(k.unsent[:0], k.unsent[max(n, 0):]...)
	if full := len(k.unsent) > 0; full != k.full {
		k.full = full
		event := syscall.EpollEvent{Events: syscall.EPOLLIN, Fd: k.number}
		if full {
			event.Events |= syscall.EPOLLOUT
		}
		if err := syscall.EpollCtl(k.load.epoll, syscall.EPOLL_CTL_MOD, k.fd, &event); err != nil {
			k.load.err = os.NewSyscallError("epoll_ctl", err)
		}
	}
}
