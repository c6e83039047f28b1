//go:build !linux

package main

import (
	"net"
	"sync"
	"time"
)

// A load drives many connections, each read by a goroutine.
type load struct {
	mu      sync.Mutex // held while a session runs
	running *sync.Cond // run is in progress
	runs    bool
	changed chan struct{}
	links   []*link
	err     error
}

type link struct {
	load    *load
	conn    net.Conn
	session session
}

// connect opens one connection for each session.
func connect(address string, sessions []session) (*load, error) {
	l := &load{changed: make(chan struct{}, 1)}
	l.running = sync.NewCond(&l.mu)
	for _, s := range sessions {
		conn, err := net.DialTimeout("tcp", address, patience)
		if err != nil {
			l.close()
			return nil, err
		}
		k := &link{load: l, conn: conn, session: s}
		l.mu.Lock()
		l.links = append(l.links, k)
		s.open(k)
		l.mu.Unlock()
		go k.read()
	}
	return l, nil
}

// close drops every connection.
func (l *load) close() {
	for _, k := range l.links {
		_ = k.conn.Close() // nothing is waiting in it that anybody wants
	}
	l.mu.Lock()
	l.runs = true // lets the readers see that their connection is closed
	l.mu.Unlock()
	l.running.Broadcast()
}

// run lets the sessions talk for a time, or until done says that they have.
func (l *load) run(atMost time.Duration, done func() bool) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.runs = true
	l.running.Broadcast()
	timeout := time.After(atMost)
	for late := false; !late && !done() && l.err == nil; {
		l.mu.Unlock()
		select {
		case <-l.changed:
		case <-timeout:
			late = true
		}
		l.mu.Lock()
	}
	l.runs = false
	return l.err
}

func (k *link) read() {
	buffer := make([]byte, 64<<10)
	var unused []byte
	for {
		n, err := k.conn.Read(buffer)
		unused = append(unused, buffer[:n]...)
		k.load.mu.Lock()
		for !k.load.runs {
			k.load.running.Wait()
		}
		if err == nil {
			var used int
			used, err = k.session.receive(unused)
			unused = append(unused[:0], unused[used:]...)
		}
		if err != nil && k.load.err == nil {
			k.load.err = err
		}
		k.load.mu.Unlock()
		select {
		case k.load.changed <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// send writes at once.
func (k *link) send(data []byte) {
	if _, err := k.conn.Write(data); err != nil && k.load.err == nil {
		k.load.err = err
	}
}
