package assets

import (
	"fmt"
	"os"
	"sync"
	"time"
)

// The files in the directory that are about the others, and are not served.
const (
	ignoreFile    = ".assetsignore"
	headersFile   = "_headers"
	redirectsFile = "_redirects"
)

// metafile is what a file says, read again when it has changed.
type metafile[T any] struct {
	path string

	mu    sync.Mutex
	read  bool
	time  time.Time // of the file that value was made of
	size  int64     // -1 without a file
	value T
}

// get answers what the file says; parse gets "" without one.
func (m *metafile[T]) get(parse func(text string) T) T {
	size, changed := int64(-1), time.Time{}
	if info, err := os.Stat(m.path); err == nil {
		size, changed = info.Size(), info.ModTime()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.read && size == m.size && changed.Equal(m.time) {
		return m.value
	}
	text, err := os.ReadFile(m.path)
	if err != nil {
		text = nil
	}
	m.read, m.size, m.time, m.value = true, size, changed, parse(string(text))
	return m.value
}

// rules is what _headers and _redirects say at the moment of a request.
type rules struct {
	headers   []headerRule
	redirects *redirects
}

func (s *Site) rules() rules {
	return rules{
		headers: s.headers.get(func(text string) []headerRule {
			list, wrong := parseHeaders(text)
			s.complain(s.headers.path, "header", wrong)
			return list
		}),
		redirects: s.redirects.get(func(text string) *redirects {
			list, wrong := parseRedirects(text, s.HTML)
			s.complain(s.redirects.path, "redirect", wrong)
			return list
		}),
	}
}

// mistake is a line that was left out. Line is 0 where it does not matter.
type mistake struct {
	line    int
	text    string
	message string
}

// complain warns of mistakes, in wrangler's words.
func (s *Site) complain(path, kind string, wrong []mistake) {
	if len(wrong) == 0 {
		return
	}
	plural := "s"
	if len(wrong) == 1 {
		plural = ""
	}
	text := fmt.Sprintf("Found %d invalid %s rule%s:", len(wrong), kind, plural)
	for _, m := range wrong {
		text += "\n  ▶︎ " + m.message
		if m.text != "" {
			text += "\n      at " + path
			if m.line > 0 {
				text += fmt.Sprint(":", m.line)
			}
			text += " | " + m.text
		}
	}
	s.warn(text)
}

func (s *Site) warn(text string) {
	if s.Warn != nil {
		s.Warn(text)
	}
}
