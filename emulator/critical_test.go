package emulator_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dodev/dodev/config"
	"github.com/dodev/dodev/emulator"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/limits"
	"github.com/dodev/dodev/observe"
)

// Once a database is full everything is as on the real runtime, whose answers critical.txt has: "workerd test" of
// critical.js, with a file system of 2 MB behind its objects.
func TestCriticalError(t *testing.T) {
	folder := t.TempDir()
	script, err := os.ReadFile("testdata/critical.js")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"worker.js": string(script), "wrangler.json": `{
		"name": "case", "main": "worker.js", "compatibility_date": "2026-11-17",
		"durable_objects": { "bindings": [{ "name": "Store", "class_name": "Store" }] },
		"migrations": [{ "tag": "v1", "new_sqlite_classes": ["Store"] }]
	}`} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	e, err := emulator.Start(t.Context(), emulator.Options{
		Config: config.Options{Cwd: folder, Environ: []string{}}, Limits: limits.Limits{SQLite: limits.SQLite{Database: 1 << 20}},
		Host: host.System(), Observer: &observe.Observer{},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	p := &project{t: t, Emulator: e}
	answers, err := os.ReadFile("testdata/critical.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(string(answers), "-- ")[1:] {
		name, want, _ := strings.Cut(strings.TrimSuffix(part, "\n"), "\n")
		t.Run(name, func(t *testing.T) {
			if got, err := p.get("/" + name); err != nil || got != want {
				t.Errorf("%v\ngot:\n%s\nwant:\n%s", err, got, want)
			}
		})
	}
}
