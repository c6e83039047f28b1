package server

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/wire"
)

// serve answers one request.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if !s.enter() {
		panic(http.ErrAbortHandler)
	}
	defer s.running.Done()
	c := r.Context().Value(connKey{}).(*conn)
	if r.Method == http.MethodConnect || r.RequestURI == "*" {
		refuse(c, w, http.StatusBadRequest, "", "dodev is not a proxy: "+r.Method+" "+r.RequestURI+" is not supported.")
		return
	}
	if s.special(c, w, r) {
		return
	}
	began := s.host.Now()
	upgrade := upgrades(r)
	req, err := s.request(c, r, upgrade)
	if err != nil {
		refuse(c, w, http.StatusBadRequest, "", "Bad Request")
		return
	}
	if req.Body != nil {
		// The answer may begin before the request's end.
		_ = http.NewResponseController(w).EnableFullDuplex()
	}
	var life *life
	if upgrade {
		life = newLife(r.Context())
		req.Context = life
	}
	res, err := s.fetch(r.Context(), req)
	switch {
	case err == errGone:
		life.end()
		return
	case err != nil:
		life.end()
		s.failed(c, w, r, began, err)
		settle(w, r)
	case res.Status == http.StatusSwitchingProtocols:
		s.switched(c, w, r, began, res, life)
	default:
		life.end()
		s.log(r, began, res.Status, res.StatusText)
		s.respond(c, w, r, res)
		settle(w, r)
	}
}

// errGone says that the client went away, or the server stops.
var errGone = errors.New("the client is gone")

// exchange is one request that waits for its answer.
type exchange struct {
	mu     sync.Mutex
	gone   bool
	answer chan answer
	take   func(*wire.Response, error) // deliver, bound once
}

type answer struct {
	res *wire.Response
	err error
}

var exchanges = sync.Pool{New: func() any {
	e := &exchange{answer: make(chan answer, 1)}
	e.take = e.deliver
	return e
}}

// deliver takes the answer, or drops it when nobody waits.
func (e *exchange) deliver(res *wire.Response, err error) {
	e.mu.Lock()
	gone := e.gone
	if !gone {
		e.answer <- answer{res, err}
	}
	e.mu.Unlock()
	if gone {
		discard(res)
	}
}

// leave stops waiting; it answers what arrived at the last moment.
func (e *exchange) leave() *wire.Response {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.gone = true
	select {
	case late := <-e.answer:
		return late.res
	default:
		return nil
	}
}

// fetch asks the App and waits.
func (s *Server) fetch(ctx context.Context, req *wire.Request) (*wire.Response, error) {
	app := s.current(ctx)
	if app == nil {
		return nil, errGone
	}
	e := exchanges.Get().(*exchange)
	app.Fetch(req, e.take)
	select {
	case got := <-e.answer:
		exchanges.Put(e)
		if got.err == nil && got.res == nil {
			return nil, errors.New("the Worker gave no answer")
		}
		return got.res, got.err
	case <-ctx.Done():
	case <-s.force:
	}
	discard(e.leave()) // and the exchange stays with the App, which still holds it
	return nil, errGone
}

func discard(res *wire.Response) {
	if res == nil {
		return
	}
	res.Body.Close()
	if res.Socket != nil {
		res.Socket.Drop(errGone)
	}
}

// log reports an answered request.
func (s *Server) log(r *http.Request, began time.Time, status int, text string) {
	if text == "" {
		text = http.StatusText(status)
	}
	s.opts.Observer.Request(observe.Request{
		Method: r.Method, Path: r.RequestURI, Status: status, StatusText: text,
		Took: s.host.Now().Sub(began),
	})
}

// upgrades answers whether a request asks for a WebSocket.
// https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1
func upgrades(r *http.Request) bool {
	return r.Method == http.MethodGet && len(r.Header["Upgrade"]) > 0 &&
		strings.EqualFold(joined(r.Header["Upgrade"]), "websocket") && hasToken(r.Header["Connection"], "upgrade")
}

func hasToken(values []string, token string) bool {
	for _, v := range values {
		for part := range strings.SplitSeq(v, ",") {
			if strings.EqualFold(strings.TrimSpace(part), token) {
				return true
			}
		}
	}
	return false
}

// life is the context of a request that may become a WebSocket: it ends with the connection, not with
// the handler that net/http called. Its methods may be called on nil.
type life struct {
	context.Context
	cancel context.CancelFunc
	stop   func() bool
}

func newLife(request context.Context) *life {
	ctx, cancel := context.WithCancel(context.Background())
	return &life{ctx, cancel, context.AfterFunc(request, cancel)}
}

// outlive lets the life go on after the request.
func (l *life) outlive() { l.stop() }

// end ends it.
func (l *life) end() {
	if l != nil {
		l.stop()
		l.cancel()
	}
}
