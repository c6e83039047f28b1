package bundle_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/dodev/dodev/bundle"
	"github.com/dodev/dodev/host"
)

// handTimer runs its callback when the test says so.
type handTimer struct {
	f       func()
	stopped chan struct{}
}

func (h *handTimer) Stop() bool {
	close(h.stopped)
	return true
}

// watchBench watches files of a folder with a clock that the test moves.
type watchBench struct {
	t       *testing.T
	dir     string
	watcher *bundle.Watcher
	timers  chan *handTimer
}

func newWatchBench(t *testing.T) *watchBench {
	t.Helper()
	// A temporary folder may have a link on its way, and is made by someone else just now.
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	b := &watchBench{t: t, dir: dir, timers: make(chan *handTimer, 1000)}
	w, err := bundle.NewWatcher(&host.Host{AfterFunc: func(_ time.Duration, f func()) host.Timer {
		timer := &handTimer{f: f, stopped: make(chan struct{})}
		b.timers <- timer
		return timer
	}})
	if err != nil {
		t.Fatal(err)
	}
	b.watcher = w
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

func (b *watchBench) path(name string) string { return filepath.Join(b.dir, filepath.FromSlash(name)) }

func (b *watchBench) write(name, text string) {
	b.t.Helper()
	if err := os.MkdirAll(filepath.Dir(b.path(name)), 0o755); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(b.path(name), []byte(text), 0o644); err != nil {
		b.t.Fatal(err)
	}
}

func (b *watchBench) watch(names ...string) {
	b.t.Helper()
	paths := make([]string, len(names))
	for i, name := range names {
		paths[i] = b.path(name)
	}
	if err := b.watcher.Watch(time.Now().Add(time.Hour), paths); err != nil {
		b.t.Fatal(err)
	}
}

// expect runs the timers that the system's events set until a change is reported.
func (b *watchBench) expect(what string) {
	b.t.Helper()
	late := time.After(10 * time.Second)
	for {
		select {
		case timer := <-b.timers:
			timer.f()
		case <-b.watcher.Changes():
			return
		case <-late:
			b.t.Fatalf("%s: no change was reported", what)
		}
	}
}

func TestWatchReportsChanges(t *testing.T) {
	for _, c := range []struct {
		name   string
		before func(b *watchBench)
		files  []string
		change func(b *watchBench) error
	}{
		{
			name:   "written",
			files:  []string{"a.js"},
			change: func(b *watchBench) error { b.write("a.js", "longer"); return nil },
		},
		{
			name:  "replaced by another file",
			files: []string{"a.js"},
			change: func(b *watchBench) error {
				b.write("a.js~", "b")
				return os.Rename(b.path("a.js~"), b.path("a.js"))
			},
		},
		{
			name:   "removed",
			files:  []string{"a.js"},
			change: func(b *watchBench) error { return os.Remove(b.path("a.js")) },
		},
		{
			name:   "appears",
			files:  []string{"a.js", ".dev.vars"},
			change: func(b *watchBench) error { b.write(".dev.vars", "A=1"); return nil },
		},
		{
			name:   "appears in a folder that does not exist",
			files:  []string{"a.js", "lib/deep/b.js"},
			change: func(b *watchBench) error { b.write("lib/deep/b.js", "b"); return nil },
		},
		{
			name:   "in a folder that is renamed away",
			before: func(b *watchBench) { b.write("lib/b.js", "b") },
			files:  []string{"a.js", "lib/b.js"},
			change: func(b *watchBench) error { return os.Rename(b.path("lib"), b.path("old")) },
		},
		{
			name: "behind a link",
			before: func(b *watchBench) {
				b.write("elsewhere/b.js", "b")
				if err := os.Symlink(b.path("elsewhere/b.js"), b.path("b.js")); err != nil {
					b.t.Skipf("no symbolic links: %v", err)
				}
			},
			files:  []string{"b.js"},
			change: func(b *watchBench) error { b.write("elsewhere/b.js", "longer"); return nil },
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newWatchBench(t)
			b.write("a.js", "a")
			if c.before != nil {
				c.before(b)
			}
			b.watch(c.files...)
			if err := c.change(b); err != nil {
				t.Fatal(err)
			}
			b.expect(c.name)
		})
	}
}

func TestWatchFollowsAFolderThatComesBack(t *testing.T) {
	b := newWatchBench(t)
	b.write("lib/a.js", "a")
	b.watch("lib/a.js")
	if err := os.RemoveAll(b.path("lib")); err != nil {
		t.Fatal(err)
	}
	b.expect("removed with its folder")
	b.write("lib/a.js", "a")
	b.expect("made again")
	b.write("lib/a.js", "longer")
	b.expect("written in the new folder")
}

func TestWatchIgnores(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(b *watchBench) error
	}{
		{"a file beside it", func(b *watchBench) error { b.write("b.js", "b"); return nil }},
		{"a file no longer in the list", func(b *watchBench) error { b.write("old.js", "longer"); return nil }},
		{"what an editor tries out", func(b *watchBench) error { b.write("4913", ""); return os.Remove(b.path("4913")) }},
		{"a change of mode", func(*watchBench) error { return nil }},
	} {
		t.Run(c.name, func(t *testing.T) {
			if runtime.GOOS == "windows" {
				t.Skip("a change of mode is no event on Windows")
			}
			b := newWatchBench(t)
			b.write("a.js", "a")
			b.write("old.js", "a")
			b.watch("a.js", "old.js")
			b.watch("a.js")
			if err := c.change(b); err != nil {
				t.Fatal(err)
			}
			// Events come in order: once this one has, the ones before it have.
			if err := os.Chmod(b.path("a.js"), 0o600); err != nil {
				t.Fatal(err)
			}
			select {
			case timer := <-b.timers:
				timer.f()
			case <-time.After(10 * time.Second):
				t.Fatal("the change of mode was not heard")
			}
			if len(b.watcher.Changes()) > 0 {
				t.Errorf("%s was reported", c.name)
			}
		})
	}
}

func TestWatchWaitsForTheLastEvent(t *testing.T) {
	b := newWatchBench(t)
	b.write("a.js", "a")
	b.watch("a.js")
	b.write("a.js", "longer")
	first := <-b.timers
	select {
	case <-b.watcher.Changes():
		t.Fatal("a change was reported before its time")
	default:
	}
	b.write("a.js", "longer still")
	<-first.stopped
	b.expect("after the second event")
}

func TestWatchSeesWhatWasSavedDuringTheBuild(t *testing.T) {
	b := newWatchBench(t)
	b.write("a.js", "a")
	began := time.Now()
	saved := began.Add(time.Second)
	if err := os.Chtimes(b.path("a.js"), saved, saved); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		began time.Time
		want  int
	}{
		{"saved after the build began", began, 1},
		{"in the list already", began, 0},
	} {
		if err := b.watcher.Watch(c.began, []string{b.path("a.js")}); err != nil {
			t.Fatal(err)
		}
		if got := len(b.watcher.Changes()); got != c.want {
			t.Errorf("%s: %d changes, want %d", c.name, got, c.want)
		}
		if len(b.watcher.Changes()) > 0 {
			<-b.watcher.Changes()
		}
	}
}
