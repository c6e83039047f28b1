package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
)

// share is how many of some tests pass.
type share struct{ passed, run int }

// report gathers the answers.
type report struct {
	mu       sync.Mutex
	total    share
	folders  map[string]*share
	features map[string]*share
	left     map[string]int
	failures []string
}

func newReport() *report {
	return &report{folders: map[string]*share{}, features: map[string]*share{}, left: map[string]int{}}
}

func (r *report) add(t test, a answer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	parts := strings.Split(t.path, "/")
	count(&r.total, a)
	count(entry(r.folders, strings.Join(parts[1:min(len(parts)-1, 3)], "/")), a)
	for _, f := range t.features {
		count(entry(r.features, f), a)
	}
	if a.Error != "" {
		r.failures = append(r.failures, t.path+": "+a.Error)
	}
}

func entry(m map[string]*share, key string) *share {
	if m[key] == nil {
		m[key] = &share{}
	}
	return m[key]
}

func count(s *share, a answer) {
	s.run++
	if a.Error == "" {
		s.passed++
	}
}

func (r *report) print(w io.Writer) {
	table(w, "folder", r.folders)
	fmt.Fprintln(w)
	table(w, "feature", r.features)
	fmt.Fprintf(w, "\n%d of %d pass, %.1f %%\n", r.total.passed, r.total.run, percent(r.total))
	for _, why := range slices.Sorted(maps.Keys(r.left)) {
		fmt.Fprintf(w, "left out: %d (%s)\n", r.left[why], why)
	}
}

func table(w io.Writer, head string, rows map[string]*share) {
	fmt.Fprintf(w, "| %s | pass | of | %% |\n|---|---:|---:|---:|\n", head)
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		fmt.Fprintf(w, "| %s | %d | %d | %.1f |\n", name, rows[name].passed, rows[name].run, percent(*rows[name]))
	}
}

func percent(s share) float64 {
	if s.run == 0 {
		return 0
	}
	return 100 * float64(s.passed) / float64(s.run)
}
