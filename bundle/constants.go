package bundle

import (
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// constants are the places in files where something is assigned that cannot be. The bundler refuses to build such a module;
// where there is no bundler, only the running script finds out.
type constants map[string][]spot

// spot is a name in a file: its line from 0, and the bytes of the line.
type spot struct{ line, column, length int }

// constant is what such a name becomes: assigning to it throws.
const constant = "__dodev.constant"

var assigned = regexp.MustCompile(`^Cannot assign to (?:"[^"]*" because it is a constant|import "[^"]*")`)

// assigns notes what errors say is assigned to. It answers whether all of them are such and something is new, which is worth
// another build.
func (b *Builder) assigns(errors []api.Message) bool {
	fresh := false
	for _, m := range errors {
		if m.Location == nil || !assigned.MatchString(m.Text) {
			return false
		}
		s := spot{m.Location.Line - 1, m.Location.Column, m.Location.Length}
		if fixed(m.Location.LineText, s) {
			return false
		}
		file := b.path(m.Location.File)
		if b.constants == nil {
			b.constants = constants{}
		}
		if !slices.Contains(b.constants[file], s) {
			b.constants[file] = append(b.constants[file], s)
			fresh = true
		}
	}
	return fresh
}

// fixed answers whether a name cannot just be replaced: it may be a property in braces, or need no assignment.
func fixed(line string, s spot) bool {
	before := strings.TrimRight(line[:min(s.column, len(line))], " \t")
	after := strings.TrimLeft(line[min(s.column+s.length, len(line)):], " \t")
	for _, operator := range []string{"??=", "||=", "&&="} {
		if strings.HasPrefix(after, operator) {
			return true
		}
	}
	return (strings.HasSuffix(before, "{") || strings.HasSuffix(before, ",")) && (strings.HasPrefix(after, "}") || strings.HasPrefix(after, ","))
}

// mend replaces what is assigned to in a file.
func (c constants) mend(file, text string) string {
	spots := slices.Clone(c[file])
	if len(spots) == 0 {
		return text
	}
	slices.SortFunc(spots, func(a, b spot) int { return b.column - a.column }) // the last of a line first
	lines := strings.SplitAfter(text, "\n")
	for _, s := range spots {
		if s.line < len(lines) && s.column+s.length <= len(lines[s.line]) {
			l := lines[s.line]
			lines[s.line] = l[:s.column] + constant + l[s.column+s.length:]
		}
	}
	return strings.Join(lines, "")
}
