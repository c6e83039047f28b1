package assets

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/dodev/dodev/jsapi/weburl"
	"github.com/dodev/dodev/wire"
)

// Options say which files there are and how they are found.
type Options struct {
	Directory string // absolute
	// HTML is how paths without .html find their page; "" is AutoTrailingSlash.
	HTML HTMLHandling
	// NotFound is what answers where no file does; "" is NotFoundNone.
	NotFound NotFoundHandling
	// Base is the path that the files are below, with a slash at both ends; "" is the root.
	Base string
	// Navigation lets NotFound answer browsers that navigate, before the Worker is asked.
	Navigation bool
	// Worker says that there is a script, which gets what the files do not answer.
	Worker bool
	// First sends every request to the Worker, Routing those that it names. A nil Routing names none.
	First   bool
	Routing *Routing
	// Warn is told what is wrong with _headers and _redirects.
	Warn func(string)
}

// Site is the static assets of one Worker. Its methods may be called from any goroutine.
type Site struct {
	Options

	ignored   metafile[*ignore]
	headers   metafile[[]headerRule]
	redirects metafile[*redirects]
}

// New answers the assets of a Worker.
func New(o Options) *Site {
	if o.Base == "" {
		o.Base = "/"
	}
	s := &Site{Options: o}
	s.ignored.path = filepath.Join(o.Directory, ignoreFile)
	s.headers.path = filepath.Join(o.Directory, headersFile)
	s.redirects.path = filepath.Join(o.Directory, redirectsFile)
	return s
}

// Check reads the files that are about the others, and warns of what is wrong with them. A folder that does not exist
// is one without files.
func (s *Site) Check() error {
	if info, err := os.Stat(s.Directory); err == nil && !info.IsDir() {
		return fmt.Errorf("the assets directory %s is not a folder", s.Directory)
	} else if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("read the assets directory: %w", err)
	}
	s.rules()
	if s.ignored.get(parseIgnore).broken { // which the error tells
		return &ignoreError{s.ignored.path}
	}
	return nil
}

// Serve answers a request from outside, unless it is one for the Worker.
func (s *Site) Serve(req *wire.Request) (res *wire.Response, served bool) {
	q, err := s.question(req)
	if err != nil {
		return failure(req), true
	}
	if s.Worker && !s.claims(q) {
		return nil, false
	}
	return q.answer(), true
}

// Fetch answers a request that is for the assets, whatever the Worker wants.
func (s *Site) Fetch(req *wire.Request) *wire.Response {
	q, err := s.question(req)
	if err != nil {
		return failure(req)
	}
	return q.answer()
}

// claims answers whether the assets answer a request, and not the Worker.
func (s *Site) claims(q *question) bool {
	if s.Routing != nil {
		switch path := q.url.Pathname(); {
		case s.Routing.assets.match(path):
			return true
		case s.Routing.worker.match(path):
			return false
		}
	}
	if s.First {
		return false
	}
	notFound := s.NotFound
	if s.Routing == nil && !(s.Navigation && q.header("Sec-Fetch-Mode") == "navigate") {
		notFound = NotFoundNone // is for the Worker to say
	}
	return q.decide(notFound).kind != unclaimed
}

// question is one request to the assets.
type question struct {
	site    *Site
	request *wire.Request
	url     *weburl.URL
	rules   rules
	ignore  *ignore
}

func (s *Site) question(req *wire.Request) (*question, error) {
	u, err := weburl.Parse(req.URL)
	if err != nil {
		return nil, err
	}
	return &question{site: s, request: req, url: u, rules: s.rules(), ignore: s.ignoring()}, nil
}

// header answers a header as a script would see it.
func (q *question) header(name string) string { return q.request.Header.Joined(name) }
