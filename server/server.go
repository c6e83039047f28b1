package server

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dodev/dodev/bindings/email"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/wire"
)

// App answers what comes in. Every callback is called once, from any goroutine.
type App interface {
	// Fetch answers a request.
	Fetch(req *wire.Request, answer func(*wire.Response, error))
	// Scheduled runs the scheduled handler. done is told whether it asked not to be called again, and why it failed.
	Scheduled(cron string, at time.Time, done func(noRetry bool, err error))
	// Email gives a mail to the email handler. done is told what came of it; without a delivery, why it is none.
	Email(from, to string, raw []byte, done func(*email.Delivery, error))
}

// Options say where and how to listen.
type Options struct {
	// Host is the outside world; nil is the real one.
	Host *host.Host
	// Observer is told of requests and notices.
	Observer *observe.Observer
	// Addr is the address to bind, "localhost" when empty; "*" is every address.
	Addr string
	// Port is the port to bind; 0 is 8787, or any free one when PortAsked.
	Port int
	// PortAsked says that the port was chosen by a person: when it is busy, Listen fails.
	PortAsked bool
	// Protocol is what URL says: "http", also when empty, or "https".
	Protocol string
	// KeyPath and CertPath name a PEM key and certificate, both or neither.
	KeyPath, CertPath string
	// CacheDir keeps the certificate that is made when none is named.
	CacheDir string
	// Origin replaces the origin of every request's URL when it is not empty.
	Origin string
	// Routes are further host names from which /cdn-cgi/ may be used.
	Routes []string
	// CF replaces the cf property of every request when it is not nil.
	CF []byte
	// NoSocketCompression keeps permessage-deflate from being negotiated.
	NoSocketCompression bool
	// TestScheduled lets /__scheduled run the scheduled handler.
	TestScheduled bool
}

// DefaultPort is bound when none was asked for.
const DefaultPort = 8787

const (
	headerTimeout = 30 * time.Second
	headerLimit   = 128 << 10
	// grace is how long a graceful stop waits for requests, and then for sockets.
	grace = 3 * time.Second
)

// Server is a bound front door.
type Server struct {
	opts      Options
	host      *host.Host
	listeners []net.Listener
	port      int
	http      *http.Server
	mux       map[string]http.Handler // exact path or, ending in a slash, prefix
	tls       func() (*tls.Config, error)
	trust     sync.Once
	origins   origins
	cfs       sync.Map // cf properties by accept-encoding, of which clients have few
	cfsKept   atomic.Int64
	flusher   *flusher

	app atomic.Pointer[holder]

	mu      sync.Mutex // guards what follows
	sockets map[*socket]struct{}
	closed  bool
	stopped bool
	readers sync.WaitGroup // of sockets
	running sync.WaitGroup // requests
	force   chan struct{}  // closed when a stop must not wait
	once    sync.Once
}

// holder is an App, or the promise of one: ready is closed when there is a newer holder.
type holder struct {
	app   App
	ready chan struct{}
}

// Listen binds the port. Requests wait until SetApp.
func Listen(opts Options) (*Server, error) {
	if opts.Host == nil {
		opts.Host = host.System()
	}
	if opts.Addr == "" {
		opts.Addr = "localhost"
	}
	s := &Server{
		opts: opts, host: opts.Host,
		mux:     map[string]http.Handler{},
		sockets: map[*socket]struct{}{},
		force:   make(chan struct{}),
		flusher: newFlusher(opts.Host),
	}
	s.app.Store(&holder{ready: make(chan struct{})})
	s.tls = sync.OnceValues(s.tlsConfig)
	if (opts.KeyPath == "") != (opts.CertPath == "") {
		return nil, errors.New("https needs both a key and a certificate: give --https-key-path and --https-cert-path together")
	}
	if opts.Protocol == "https" || opts.KeyPath != "" {
		if _, err := s.tls(); err != nil {
			return nil, err
		}
	}
	if err := s.bind(); err != nil {
		return nil, err
	}
	s.http = &http.Server{
		Handler:           http.HandlerFunc(s.serve),
		ReadHeaderTimeout: headerTimeout,
		MaxHeaderBytes:    headerLimit,
		ErrorLog:          log.New(io.Discard, "", 0), // failed handshakes and aborted answers are not news
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			return context.WithValue(ctx, connKey{}, c)
		},
		DisableGeneralOptionsHandler: true,
	}
	return s, nil
}

// URL answers the address to open in a browser.
func (s *Server) URL() string {
	protocol := "http"
	if s.opts.Protocol == "https" {
		protocol = "https"
	}
	name := s.opts.Addr
	switch name {
	case "*", "0.0.0.0", "::", "[::]":
		name = "localhost"
	}
	return protocol + "://" + net.JoinHostPort(name, strconv.Itoa(s.port))
}

// Port answers the port that was bound.
func (s *Server) Port() int { return s.port }

// Handle serves a path of the /cdn-cgi/ kind itself, checking Host and Origin; a path that ends in a
// slash stands for everything below. It is called before Serve.
func (s *Server) Handle(path string, h http.Handler) { s.mux[path] = h }

// SetApp makes app answer from now on. With nil, requests wait for the next one.
func (s *Server) SetApp(app App) {
	next := &holder{app: app, ready: make(chan struct{})}
	close(s.app.Swap(next).ready)
}

// current waits for an App; it answers nil when ctx ends first.
func (s *Server) current(ctx context.Context) App {
	for {
		h := s.app.Load()
		if h.app != nil {
			return h.app
		}
		select {
		case <-h.ready:
		case <-s.force:
			return nil
		case <-ctx.Done():
			return nil
		}
	}
}

// Serve answers requests until the server is closed or ctx ends, which closes it gracefully.
func (s *Server) Serve(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() { s.Close(true) })
	defer stop()
	failed := make(chan error, len(s.listeners))
	for _, l := range s.listeners {
		go func() { failed <- s.http.Serve(listener{l, s}) }()
	}
	var first error
	for range s.listeners {
		err := <-failed
		if !errors.Is(err, http.ErrServerClosed) && first == nil {
			first = err
			s.Close(false)
		}
	}
	if ctx.Err() != nil {
		s.Close(true) // returns when the one above is done
	}
	return first
}

// Close stops the server: no new connections, then, when graceful, a moment for the requests that run
// and a Close frame for every WebSocket. A call that is not graceful cuts short one that is.
func (s *Server) Close(graceful bool) {
	if !graceful {
		s.once.Do(func() { close(s.force) })
	}
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()

	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	limit := s.host.AfterFunc(grace, cancel)
	defer limit.Stop()
	go func() {
		select {
		case <-s.force:
			cancel()
		case <-ctx.Done():
		}
	}()
	_ = s.http.Shutdown(ctx) // its error says only that the wait was cut short
	for _, l := range s.listeners {
		_ = l.Close() // those that were never served
	}

	s.each((*socket).goAway)
	gone := make(chan struct{})
	go func() { s.readers.Wait(); close(gone) }()
	left := s.host.AfterFunc(grace, cancel)
	defer left.Stop()
	select {
	case <-gone:
	case <-ctx.Done():
	case <-s.force:
	}
	s.once.Do(func() { close(s.force) })
	_ = s.http.Close()
	s.mu.Lock()
	s.stopped = true
	s.mu.Unlock()
	s.running.Wait()
	s.each((*socket).fail)
	<-gone
	s.flusher.stop()
}

// enter counts a request in; false when the server has stopped.
func (s *Server) enter() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.stopped {
		s.running.Add(1)
	}
	return !s.stopped
}

func (s *Server) each(f func(*socket)) {
	s.mu.Lock()
	list := make([]*socket, 0, len(s.sockets))
	for k := range s.sockets {
		list = append(list, k)
	}
	s.mu.Unlock()
	for _, k := range list {
		f(k)
	}
}

// keep counts a socket in; false when the server is closed.
func (s *Server) keep(k *socket) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.sockets[k] = struct{}{}
	s.readers.Add(1)
	return true
}

func (s *Server) forget(k *socket) {
	s.mu.Lock()
	delete(s.sockets, k)
	s.mu.Unlock()
	s.readers.Done()
}
