package emulator_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/dodev/dodev/config"
	"github.com/dodev/dodev/emulator"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/observe"
)

// A body that nobody reads lets go of its file with the request that got it.
func TestUnreadObjectsAreRemoved(t *testing.T) {
	dir, state := t.TempDir(), t.TempDir()
	for name, text := range map[string]string{
		"wrangler.toml": "name = \"a\"\nmain = \"worker.js\"\ncompatibility_date = \"2026-11-17\"\n[[r2_buckets]]\nbinding = \"FILES\"\nbucket_name = \"files\"\n",
		"worker.js": `export default { async fetch(request, { FILES }) {
			await FILES.put("a", "bytes");
			await FILES.get("a");
			await FILES.delete("a");
			return new Response("done");
		} };`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	e, err := emulator.Start(t.Context(), emulator.Options{
		Config: config.Options{Path: filepath.Join(dir, "wrangler.toml"), Environ: []string{}}, PersistTo: state,
		Host: host.System(), Observer: &observe.Observer{},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if got, err := (&project{Emulator: e, t: t}).get("/"); got != "done" {
		t.Fatalf("got %q, %v", got, err)
	}
	files := func() (list []string) {
		_ = filepath.WalkDir(filepath.Join(state, "r2"), func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				list = append(list, path)
			}
			return nil
		})
		return list
	}
	for late := time.Now().Add(time.Minute); len(files()) > 0; runtime.Gosched() {
		if time.Now().After(late) {
			t.Fatalf("still there: %s", strings.Join(files(), ", "))
		}
	}
}
