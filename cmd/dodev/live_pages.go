package main

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/dodev/dodev/emulator"
	"github.com/dodev/dodev/wire"
)

const (
	// livePath is where pages wait for new code.
	livePath = "/cdn-cgi/dodev/live"
	// liveScript loads the page again when the code is not the one that it came from, be it that it was
	// reloaded or that dodev was started again.
	liveScript = `<script>(()=>{let code;new EventSource("` + livePath +
		`").onmessage=e=>{code===undefined?code=e.data:code!==e.data&&location.reload()}})()</script>`
)

// livePages is the emulator with a script in every page.
type livePages struct {
	*emulator.Emulator
	started int64 // tells this process from the one before

	mu      sync.Mutex
	version int
	changed chan struct{} // closed when version is no longer the newest
	closed  bool
}

func newLivePages(e *emulator.Emulator, started int64) *livePages {
	return &livePages{Emulator: e, started: started, changed: make(chan struct{})}
}

// Fetch answers a request, with the script at the end of the page if it is one.
func (l *livePages) Fetch(req *wire.Request, answer func(*wire.Response, error)) {
	l.Emulator.Fetch(req, func(res *wire.Response, err error) {
		if err == nil && req.Method != http.MethodHead {
			res = withScript(res)
		}
		answer(res, err)
	})
}

func withScript(res *wire.Response) *wire.Response {
	if res == nil || res.Body == nil || res.ManualEncoding || !strings.HasPrefix(strings.ToLower(res.Header.First("content-type")), "text/html") {
		return res
	}
	page := *res
	page.Header = slices.DeleteFunc(slices.Clone(res.Header), func(f wire.Field) bool {
		return strings.EqualFold(f.Name, "content-length")
	})
	if res.Body.Stream == nil {
		page.Body = wire.BytesBody(append(slices.Clip(res.Body.Bytes), liveScript...))
		return &page
	}
	length := res.Body.Length
	if length >= 0 {
		length += int64(len(liveScript))
	}
	body := struct {
		io.Reader
		io.Closer
	}{io.MultiReader(res.Body.Stream, strings.NewReader(liveScript)), res.Body.Stream}
	page.Body = wire.StreamBody(body, length)
	return &page
}

// Reload has every open page load again.
func (l *livePages) Reload() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.version++
	close(l.changed)
	l.changed = make(chan struct{})
}

// Close lets the pages go, which would otherwise keep the server waiting.
func (l *livePages) Close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	close(l.changed)
}

// ServeHTTP tells a page which code is running, now and whenever that changes.
func (l *livePages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	flush := http.NewResponseController(w).Flush
	for {
		l.mu.Lock()
		version, changed, closed := l.version, l.changed, l.closed
		l.mu.Unlock()
		if closed {
			return
		}
		if _, err := fmt.Fprintf(w, "retry: 200\ndata: %d.%d\n\n", l.started, version); err != nil || flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}
