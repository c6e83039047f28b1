package bundle_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/dodev/dodev/bundle"
)

func TestAwaited(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"with an extension", `import "./lib/a.mjs";`, "src/lib/a.mjs"},
		{"without one", `import "../a";`, "a.ts"},
		{"a folder", `import "./lib";`, "src/lib/index.js"},
		{"TypeScript by its compiled name", `import "./a.js";`, "src/a.ts"},
		{"a package", `import "no-such-package";`, ""},
		{"a mistake", `import;`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			entry := filepath.Join(dir, "src", "worker.ts")
			if err := os.Mkdir(filepath.Dir(entry), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(entry, []byte(c.source), 0o644); err != nil {
				t.Fatal(err)
			}
			_, err := bundle.Build(t.Context(), bundle.Options{Entry: entry, Dir: dir})
			var broken *bundle.Error
			if !errors.As(err, &broken) {
				t.Fatalf("%s: built, with error %v", c.source, err)
			}
			got := broken.Awaited()
			if c.want == "" {
				if len(got) > 0 {
					t.Errorf("%s: awaits %v, want nothing", c.source, got)
				}
			} else if !slices.Contains(got, filepath.Join(dir, filepath.FromSlash(c.want))) {
				t.Errorf("%s: awaits %v, want %s among them", c.source, got, c.want)
			}
		})
	}
}
