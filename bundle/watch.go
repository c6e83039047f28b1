package bundle

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/dodev/dodev/host"
)

// stillness is how long nothing may be heard of the files before they count as saved: editors save in steps.
const stillness = 10 * time.Millisecond

// Watcher tells when one of a project's files was changed, made or removed. Its methods may be called from
// any goroutine.
type Watcher struct {
	host    *host.Host
	notify  *fsnotify.Watcher
	changes chan struct{}
	done    chan struct{}

	// work is held while the system is asked for something. It is taken before mu, and never by the reader of
	// events: on Windows the system answers only while its events are read.
	work sync.Mutex
	// files holds what was last seen of each file: nil if it was not there.
	files map[string]fs.FileInfo
	// watched are the folders that the system reports on.
	watched map[string]bool

	mu sync.Mutex
	// heeded are the names whose events matter: false for a file, true for a folder on the way to one.
	heeded map[string]bool
	// moved are the folders that came or went since the files were last compared.
	moved []string
	timer host.Timer
}

// NewWatcher watches nothing yet.
func NewWatcher(h *host.Host) (*Watcher, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watch files: %w", err)
	}
	w := &Watcher{
		host: h, notify: notify, changes: make(chan struct{}, 1), done: make(chan struct{}),
		watched: map[string]bool{},
	}
	go w.run()
	return w, nil
}

// Changes receives once after one or more files changed.
func (w *Watcher) Changes() <-chan struct{} { return w.changes }

// tick is the coarsest that the clock behind a file's time usually is.
const tick = 3 * time.Millisecond

// Watch replaces the files to watch by those of a build that began at a time. Their paths are absolute; they
// need not exist. A file that is new to the list and younger than the build counts as changed: it may have
// been saved after it was read. The error names the folders that cannot be watched; all others are.
func (w *Watcher) Watch(began time.Time, paths []string) error {
	w.work.Lock()
	defer w.work.Unlock()
	known := w.files
	w.files = make(map[string]fs.FileInfo, len(paths))
	for _, path := range paths {
		path = filepath.Clean(path)
		w.files[path] = known[path]
	}
	err := w.follow()
	for path := range w.files {
		if _, old := known[path]; old {
			continue
		}
		seen := look(path)
		w.files[path] = seen
		// A file system's clock ticks: what it says was before may have been just after.
		if seen != nil && seen.ModTime().After(began.Add(-tick)) {
			w.report()
		}
	}
	return err
}

// Close stops watching.
func (w *Watcher) Close() error {
	err := w.notify.Close()
	<-w.done
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.timer != nil {
		w.timer.Stop()
	}
	return err
}

func (w *Watcher) run() {
	defer close(w.done)
	for {
		select {
		case event, ok := <-w.notify.Events:
			if !ok {
				return
			}
			w.hear(event)
		case err, ok := <-w.notify.Errors:
			if !ok {
				return
			}
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				w.mu.Lock()
				w.wait()
				w.mu.Unlock()
			}
		}
	}
}

func (w *Watcher) hear(event fsnotify.Event) {
	path := filepath.Clean(event.Name)
	w.mu.Lock()
	defer w.mu.Unlock()
	folder, heeded := w.heeded[path]
	switch {
	case !heeded:
	case !folder:
		w.wait()
	case event.Has(fsnotify.Create) || event.Has(fsnotify.Remove) || event.Has(fsnotify.Rename):
		w.moved = append(w.moved, path)
		w.wait()
	}
}

// wait compares the files once nothing was heard of them for a moment. mu is held.
func (w *Watcher) wait() {
	if w.timer != nil {
		w.timer.Stop()
	}
	w.timer = w.host.AfterFunc(stillness, w.compare)
}

// compare reports if a file is not what was last seen of it.
func (w *Watcher) compare() {
	w.work.Lock()
	defer w.work.Unlock()
	w.mu.Lock()
	moved := w.moved
	w.moved = nil
	w.mu.Unlock()
	for _, dir := range moved {
		if w.watched[dir] { // to the system, what has the name now is another folder
			_ = w.notify.Remove(dir)
			delete(w.watched, dir)
		}
	}
	if len(moved) > 0 {
		_ = w.follow() // what cannot be watched was told when it was asked for
	}
	changed := false
	for path, seen := range w.files {
		if now := look(path); !same(seen, now) {
			w.files[path] = now
			changed = true
		}
	}
	if changed {
		w.report()
	}
}

func (w *Watcher) report() {
	select {
	case w.changes <- struct{}{}:
	default: // the last one was not received yet
	}
}

func look(path string) fs.FileInfo {
	info, err := os.Stat(path)
	if err != nil {
		return nil
	}
	return info
}

func same(a, b fs.FileInfo) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return a.Size() == b.Size() && a.ModTime().Equal(b.ModTime()) && os.SameFile(a, b)
}

// follow has the system report on the folder of every file, or on the nearest one above that exists. It
// watches folders because editors replace files, which ends the watch of a file. work is held.
func (w *Watcher) follow() error {
	var failed []error
	heeded, wanted := map[string]bool{}, map[string]bool{}
	heed := func(file string) {
		heeded[file] = false
		for dir, found := filepath.Dir(file), false; ; dir = filepath.Dir(dir) {
			if !found && !wanted[dir] && look(dir) != nil {
				wanted[dir] = true
				if err := w.add(dir); err != nil {
					failed = append(failed, fmt.Errorf("watch %s: %w", dir, err))
				}
			}
			found = found || wanted[dir]
			if heeded[dir] && found || dir == filepath.Dir(dir) {
				return
			}
			heeded[dir] = true
		}
	}
	for file := range w.files {
		heed(file)
		// What a link leads to changes in a folder of its own.
		if real, err := filepath.EvalSymlinks(file); err == nil && real != file {
			heed(real)
		}
	}
	for dir := range w.watched {
		if !wanted[dir] {
			_ = w.notify.Remove(dir) // it may be gone
			delete(w.watched, dir)
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.heeded = heeded
	return errors.Join(failed...)
}

func (w *Watcher) add(dir string) error {
	if w.watched[dir] {
		return nil
	}
	if err := w.notify.Add(dir); err != nil {
		return err
	}
	w.watched[dir] = true
	return nil
}
