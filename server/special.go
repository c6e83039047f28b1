package server

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// special answers the paths that do not reach the Worker, and those that must not.
func (s *Server) special(c *conn, w http.ResponseWriter, r *http.Request) bool {
	path := r.URL.Path
	if s.opts.TestScheduled && path == "/__scheduled" {
		s.scheduled(c, w, r)
		return true
	}
	if !strings.HasPrefix(path, "/cdn-cgi/") {
		return false
	}
	if !s.local(hostname(r.Host)) {
		refuse(c, w, http.StatusForbidden, "Invalid Host header", "Invalid Host header")
		return true
	}
	if list := r.Header["Origin"]; len(list) > 0 && !s.localOrigin(list[0]) {
		refuse(c, w, http.StatusForbidden, "Invalid Origin header", "Invalid Origin header")
		return true
	}
	switch path {
	case "/cdn-cgi/mf/scheduled":
		s.opts.Observer.Warn("/cdn-cgi/mf/scheduled is an old name; use /cdn-cgi/handler/scheduled.")
		s.scheduled(c, w, r)
	case "/cdn-cgi/handler/scheduled", "/cdn-cgi/local/scheduled":
		s.scheduled(c, w, r)
	case "/cdn-cgi/handler/email", "/cdn-cgi/local/email":
		s.email(c, w, r)
	default:
		h := s.handler(path)
		if h == nil {
			return false
		}
		h.ServeHTTP(w, r)
	}
	return true
}

// handler answers what Handle set for a path: the exact one, else the longest that it is below.
func (s *Server) handler(path string) http.Handler {
	if h := s.mux[path]; h != nil {
		return h
	}
	var best http.Handler
	length := 0
	for prefix, h := range s.mux {
		if len(prefix) > length && strings.HasSuffix(prefix, "/") && strings.HasPrefix(path, prefix) {
			best, length = h, len(prefix)
		}
	}
	return best
}

// local answers whether a name is this machine's, or one that the project routes.
func (s *Server) local(name string) bool {
	switch name {
	case "localhost", "127.0.0.1", "[::1]":
		return true
	}
	return slices.ContainsFunc(s.opts.Routes, func(route string) bool { return strings.EqualFold(route, name) })
}

func (s *Server) localOrigin(origin string) bool {
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && s.local(hostname(u.Host))
}

// scheduled runs the scheduled handler and answers its outcome.
func (s *Server) scheduled(c *conn, w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	at := s.host.Now()
	if ms, err := strconv.ParseInt(query.Get("time"), 10, 64); err == nil {
		at = time.UnixMilli(ms)
	}
	app := s.current(r.Context())
	if app == nil {
		return
	}
	type result struct {
		Outcome string `json:"outcome"`
		NoRetry bool   `json:"noRetry"`
	}
	done := make(chan result, 1)
	app.Scheduled(query.Get("cron"), at, func(noRetry bool, err error) {
		if err != nil {
			done <- result{"exception", noRetry}
			return
		}
		done <- result{"ok", noRetry}
	})
	select {
	case got := <-done:
		status := http.StatusOK
		if got.Outcome != "ok" {
			status = http.StatusInternalServerError
		}
		switch {
		case query.Get("format") == "json":
			text, _ := json.Marshal(got) // a text and a truth value always encode
			reply(c, w, status, "", "application/json", string(text))
		case r.URL.Path == "/__scheduled" && status == http.StatusOK:
			refuse(c, w, status, "", "Ran scheduled event")
		default:
			refuse(c, w, status, "", got.Outcome)
		}
	case <-r.Context().Done():
	case <-s.force:
	}
}
