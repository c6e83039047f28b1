package workers_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/dodev/dodev/bundle"
	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/jsapi/workers"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/storage/storagetest"
	"github.com/dodev/dodev/wire"
)

// TestTranscripts runs each Worker of testdata/transcripts. What it answers is compared with the file beside
// it, which is what workerd 2026-11-17 answered to the same Worker.
func TestTranscripts(t *testing.T) {
	const dir = "testdata/transcripts"
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	prelude := read(t, filepath.Join(dir, "prelude.js"))
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(name, func(t *testing.T) {
			source := read(t, filepath.Join(dir, name+".js"))
			got, want := transcript(t, prelude+source, dateOf(source)), read(t, file)
			compareLines(t, got, want)
		})
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// dateOf reads the compatibility date that a Worker asks for.
func dateOf(source string) string {
	line, _, _ := strings.Cut(source, "\n")
	if date, ok := strings.CutPrefix(line, "// date: "); ok {
		return date
	}
	return "2026-11-17"
}

func compareLines(t *testing.T, got, want string) {
	t.Helper()
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for n := range max(len(g), len(w)) {
		switch {
		case n >= len(g):
			t.Errorf("line %d\n got nothing\nwant %s", n+1, w[n])
		case n >= len(w):
			t.Errorf("line %d\n got %s\nwant nothing", n+1, g[n])
		case g[n] != w[n]:
			t.Errorf("line %d\n got %s\nwant %s", n+1, g[n], w[n])
		}
	}
}

// transcript runs a Worker with one class A, bound as env.A, in fake time and answers the body of GET /.
func transcript(t *testing.T, source, date string) (body string) {
	t.Helper()
	entry := filepath.Join(t.TempDir(), "worker.js")
	if err := os.WriteFile(entry, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	script, err := bundle.Build(context.Background(), bundle.Options{
		Entry: entry, Dir: filepath.Dir(entry), HostModules: workers.HostModules(compat.Default()),
	})
	if err != nil {
		t.Fatal(err)
	}
	program, err := isolate.Compile(script.Program)
	if err != nil {
		t.Fatal(err)
	}
	flags, _, err := compat.Resolve(date, nil)
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		o := &observe.Observer{OnNotice: func(n observe.Notice) { t.Logf("notice: %s", n.Text) }}
		h := host.System()
		objects := runtime.New(h, o, storagetest.NewMemory())
		class := objects.Namespace("k", "A")
		class.SQLite.Store(true)
		worker := workers.New(workers.Definition{
			Name: "main", Flags: flags, Program: program, Host: h, Observer: o,
			Bindings: []workers.Binding{workers.BindObjects("A", class)},
		})
		if _, err := worker.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		class.Use(worker.Class("A"))
		body = get(t, worker)
		objects.Close(errors.New("the test is over"))
		worker.Close(errors.New("the test is over"))
	})
	return body
}

// get answers the body of GET /.
func get(t *testing.T, worker *workers.Worker) string {
	t.Helper()
	type answer struct {
		body string
		err  error
	}
	answered := make(chan answer, 1)
	worker.Fetch(&wire.Request{Method: "GET", URL: "http://127.0.0.1/", Context: t.Context()}, func(r *wire.Response, err error) {
		switch {
		case err != nil:
			answered <- answer{err: err}
		case r.Body.Stream == nil:
			answered <- answer{body: string(r.Body.Bytes)}
		default:
			go func() {
				b, err := io.ReadAll(r.Body.Stream)
				_ = r.Body.Stream.Close()
				answered <- answer{string(b), err}
			}()
		}
	})
	a := <-answered
	if a.err != nil {
		t.Fatalf("GET /: %v", a.err)
	}
	return a.body
}
