package workers

import (
	"strings"

	"github.com/dop251/goja"
)

// takesContext answers whether a handler can tell that it is given a third argument: many cannot, and the context
// of a request is a fifth of what a small one makes.
func (s *script) takesContext(handler goja.Value) bool {
	takes, ok := s.takers[handler]
	if !ok {
		source, err := s.sourceOf(handler)
		takes = err != nil || takesMore(source.String(), 2)
		if s.takers == nil || len(s.takers) == maxTakers {
			s.takers = map[goja.Value]bool{}
		}
		s.takers[handler] = takes
	}
	return takes
}

// maxTakers is how many handlers are remembered, for a script that makes new ones all the time.
const maxTakers = 64

// takesMore answers whether a function may see more than its first arguments, judging by its source: in doubt it may.
func takesMore(source string, arguments int) bool {
	before, list, ok := strings.Cut(source, "(")
	if !ok || strings.ContainsAny(before, "=[\"'`/") || strings.Contains(list, "arguments") || strings.Contains(list, "[native code]") {
		return true
	}
	depth, names := 0, 1
	for _, r := range list {
		switch r {
		case '(', '[', '{':
			depth++
		case ']', '}':
			depth--
		case ')':
			if depth == 0 {
				return names > arguments
			}
			depth--
		case ',':
			if depth == 0 {
				names++
			}
		case '=', '.', '"', '\'', '`', '/', '\\':
			return true
		}
	}
	return true
}
