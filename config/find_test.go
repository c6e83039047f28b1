package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhatIsLoaded(t *testing.T) {
	const file = "name = \"x\"\ncompatibility_date = \"2026-01-01\"\n"
	tests := []struct {
		name       string
		files      []string // wrangler files get content, with a main if there is src/main.js
		o          Options
		main, conf string // or an error
		err        string
	}{
		{"script alone", []string{"a.js"}, Options{Path: "a.js"}, "a.js", "", ""},
		{"script, file beside", []string{"a.js", "wrangler.toml"}, Options{Path: "a.js"}, "a.js", "wrangler.toml", ""},
		{"script, file above", []string{"deep/er/a.js", "wrangler.jsonc"}, Options{Path: "deep/er/a.js"}, "deep/er/a.js", "wrangler.jsonc", ""},
		{"script wins over main", []string{"a.js", "src/main.js", "wrangler.toml"}, Options{Path: "a.js"}, "a.js", "wrangler.toml", ""},
		{"folder with main", []string{"p/src/main.js", "p/index.js", "p/wrangler.toml"}, Options{Path: "p"}, "p/src/main.js", "p/wrangler.toml", ""},
		{"file without main", []string{"index.js", "wrangler.toml"}, Options{}, "index.js", "wrangler.toml", ""},
		{"file itself", []string{"p/src/main.js", "p/wrangler.toml"}, Options{Path: "p/wrangler.toml"}, "p/src/main.js", "p/wrangler.toml", ""},
		{"-c", []string{"p/src/main.js", "p/custom.toml", "wrangler.toml"}, Options{ConfigFile: "p/custom.toml"}, "p/src/main.js", "p/custom.toml", ""},
		{"json before jsonc before toml", []string{"index.js", "wrangler.toml", "wrangler.json", "wrangler.jsonc"}, Options{}, "index.js", "wrangler.json", ""},
		{"nearest file", []string{"p/index.js", "p/wrangler.toml", "wrangler.json"}, Options{Path: "p"}, "p/index.js", "p/wrangler.toml", ""},
		{"index.ts", []string{"index.ts", "other.ts"}, Options{}, "index.ts", "", ""},
		{"src/worker.ts", []string{"src/worker.ts", "src/rooms.ts"}, Options{}, "src/worker.ts", "", ""},
		{"package.json main", []string{"package.json:lib/x.mjs", "lib/x.mjs"}, Options{}, "lib/x.mjs", "", ""},
		{"package.json main is index", []string{"package.json:./index.js", "index.js"}, Options{}, "index.js", "", ""},
		{"package.json main missing", []string{"package.json:index.js", "src/index.js"}, Options{}, "src/index.js", "", ""},
		{"only script", []string{"demo.mjs", "demo.test.js", "vitest.config.js", "types.d.ts"}, Options{}, "demo.mjs", "", ""},
		{"two candidates", []string{"index.js", "src/worker.ts"}, Options{}, "", "", "  index.js\n    src/worker.ts"},
		{"two scripts", []string{"a.js", "b.js"}, Options{}, "", "", "  a.js\n    b.js"},
		{"no candidates", []string{"readme.md"}, Options{}, "", "", "No entry module was found in this folder."},
		{"file without main, no candidates", []string{"wrangler.toml"}, Options{}, "", "", "No entry module was found in this folder."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := make(map[string]string)
			for _, name := range test.files {
				name, main, _ := strings.Cut(name, ":")
				switch filepath.Ext(name) {
				case ".toml":
					files[name] = file
					for _, other := range test.files {
						if strings.HasSuffix(other, "src/main.js") {
							files[name] += "main = \"src/main.js\"\n"
						}
					}
				case ".json", ".jsonc":
					files[name] = `{"name":"x","compatibility_date":"2026-01-01"}`
					if main != "" {
						files[name] = `{"main":"` + main + `"}`
					}
				default:
					files[name] = ""
				}
			}
			test.o.Cwd, test.o.Environ = project(t, files), []string{}
			c, _, err := Load(test.o)
			if test.err != "" {
				if err == nil || !strings.Contains(filepath.ToSlash(err.Error()), test.err) {
					t.Errorf("Load(%+v) in %v: got error %v, want %q", test.o, test.files, err, test.err)
				}
				return
			}
			if err != nil {
				t.Fatalf("Load(%+v) in %v: got error %v, want none", test.o, test.files, err)
			}
			under := func(name string) string {
				if name == "" {
					return ""
				}
				return filepath.Join(test.o.Cwd, filepath.FromSlash(name))
			}
			if c.Main != under(test.main) || c.File != under(test.conf) {
				t.Errorf("Load(%+v) in %v: got main %q and file %q, want %q and %q", test.o, test.files, c.Main, c.File, under(test.main), under(test.conf))
			}
			if c.File != "" && c.Dir != filepath.Dir(c.File) {
				t.Errorf("Load(%+v): got folder %q, want that of %q", test.o, c.Dir, c.File)
			}
		})
	}
}

func TestFindAtTheRoot(t *testing.T) {
	dir := t.TempDir()
	if got := Find(dir); got != "" && !strings.HasPrefix(dir, filepath.Dir(got)) {
		t.Errorf("Find(%q): got %q, want nothing or a file above", dir, got)
	}
	if err := os.Mkdir(filepath.Join(dir, "wrangler.toml"), 0o755); err != nil {
		t.Fatal(err)
	}
	if got := Find(dir); got == filepath.Join(dir, "wrangler.toml") {
		t.Errorf("Find(%q): got a folder, want only files", dir)
	}
}
