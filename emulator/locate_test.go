package emulator

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dodev/dodev/bundle"
	"github.com/dodev/dodev/runtime/isolate"
)

func TestLocate(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	inputs := []string{
		write("short.mjs", "spin()\n"),
		write("uses.mjs", "import { spin } from './has.mjs'\n\n\n\n\n\n"),
		write("has.mjs", "\n\nexport function spin() {\n  for (;;) {\n  }\n}\n"),
	}
	for _, c := range []struct {
		name string
		at   isolate.Position
		want string
	}{
		{"by the function above the line", isolate.Position{File: bundle.Name, Function: "spin", Line: 4}, "has.mjs:4"},
		{"method", isolate.Position{File: bundle.Name, Function: "Room.spin", Line: 5}, "has.mjs:5"},
		{"unknown", isolate.Position{File: bundle.Name, Function: "other", Line: 4}, "line 4 (other)"},
		{"a file of its own", isolate.Position{File: "/src/a.mjs", Function: "f", Line: 1}, "/src/a.mjs:1"},
	} {
		if got := locate(inputs, c.at); !strings.HasSuffix(got, c.want) {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}
