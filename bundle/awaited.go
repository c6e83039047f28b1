package bundle

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// unresolvedFile matches the message about an import of a file that is not there.
var unresolvedFile = regexp.MustCompile(`^Could not resolve "(\.[^"?#]*)`)

// Awaited answers the files that were imported and are not there, under every name that would do. One that
// appears may mend the build.
func (e *Error) Awaited() (paths []string) {
	for _, m := range e.Messages {
		match := unresolvedFile.FindStringSubmatch(m.Text)
		if match == nil {
			continue
		}
		importer := slices.IndexFunc(e.Inputs, func(input string) bool {
			return strings.HasSuffix(filepath.ToSlash(input), "/"+m.File)
		})
		if importer < 0 {
			continue
		}
		target := filepath.Join(filepath.Dir(e.Inputs[importer]), filepath.FromSlash(match[1]))
		paths = append(paths, target)
		for _, extension := range []string{".ts", ".tsx", ".js", ".jsx", ".mjs", ".mts", ".cjs", ".cts", ".json"} {
			paths = append(paths, target+extension, filepath.Join(target, "index"+extension))
		}
		// TypeScript's sources are imported by the names of what they compile to.
		if stem, compiled := strings.CutSuffix(target, "js"); compiled {
			paths = append(paths, stem+"ts")
		}
	}
	return paths
}
