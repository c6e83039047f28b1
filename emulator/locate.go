package emulator

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/dodev/dodev/bundle"
	"github.com/dodev/dodev/runtime/isolate"
)

// locate names the source of a position. The engine tells the line and the function but not which of the
// bundled files they are of: it is the one that names the function closest above the line.
func locate(inputs []string, at isolate.Position) string {
	if at.File != bundle.Name {
		return fmt.Sprintf("%s:%d", relative(bundle.Path(at.File)), at.Line)
	}
	name := at.Function[strings.LastIndexByte(at.Function, '.')+1:]
	word := regexp.MustCompile(`(^|[^\w$])` + regexp.QuoteMeta(name) + `($|[^\w$])`)
	best, distance := "", 0
	for _, file := range inputs {
		text, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		lines := strings.Split(string(text), "\n")
		if len(lines) < at.Line {
			continue
		}
		for n := at.Line; n > 0; n-- {
			if word.MatchString(lines[n-1]) {
				if d := at.Line - n; best == "" || d < distance {
					best, distance = file, d
				}
				break
			}
		}
	}
	if best == "" {
		return fmt.Sprintf("line %d (%s)", at.Line, at.Function)
	}
	return fmt.Sprintf("%s:%d", relative(best), at.Line)
}

func relative(file string) string {
	if cwd, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(cwd, file); err == nil {
			return rel
		}
	}
	return file
}
