package lower

import (
	"slices"
	"strings"

	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
	"github.com/go-sourcemap/sourcemap"
)

// A fieldName is a word in the text that may be the name of a class field which
// the grammar mistakes for a modifier: get, set or async before "=" or "}".
type fieldName struct {
	at, end int // the word
	next    int // what follows it
}

// fieldNames finds such words, in order. Whether each really is a field's name is
// for the parser to confirm; a good guess only saves parsing twice.
func fieldNames(text string) (names []fieldName) {
	for _, word := range [...]string{"get", "set", "async"} {
		for from := 0; ; {
			i := strings.Index(text[from:], word)
			if i < 0 {
				break
			}
			n := fieldName{at: from + i, end: from + i + len(word)}
			from = n.end
			n.next = n.end
			for n.next < len(text) && text[n.next] == ' ' {
				n.next++
			}
			if endsName(text[n.next:]) && startsElement(text[:n.at]) {
				names = append(names, n)
			}
		}
	}
	slices.SortFunc(names, func(a, b fieldName) int { return a.at - b.at })
	return names
}

func endsName(after string) bool {
	if strings.HasPrefix(after, "}") {
		return true
	}
	return len(after) > 1 && after[0] == '=' && after[1] != '=' && after[1] != '>'
}

// startsElement reports whether a class element can start after before.
func startsElement(before string) bool {
	before = strings.TrimSuffix(before, "static ")
	trimmed := strings.TrimRight(before, " \t")
	if trimmed == "" {
		return true
	}
	switch trimmed[len(trimmed)-1] {
	case '\n':
		return true
	case '{', '}', ';':
		return trimmed == before // minified: a space makes it a list of names
	}
	return false
}

// likely picks the words that the indentation puts directly into a class.
func likely(text string, names []fieldName) (list []fieldName) {
	for _, n := range names {
		start := strings.LastIndexByte(text[:n.at], '\n') + 1
		indent := margin(text[start:])
		if start+indent != n.at && !strings.HasPrefix(text[start+indent:], "static ") {
			list = append(list, n) // minified: no telling
			continue
		}
		for start > 0 {
			end := start - 1
			start = strings.LastIndexByte(text[:end], '\n') + 1
			if line := text[start:end]; line != "" && margin(line) < indent {
				if strings.Contains(line, "class") {
					list = append(list, n)
				}
				break
			}
		}
	}
	return list
}

func margin(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// quote puts the words in quotation marks.
func quote(text string, names []fieldName) string {
	if len(names) == 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 2*len(names))
	done := 0
	for _, n := range names {
		b.WriteString(text[done:n.at])
		b.WriteString(`"` + text[n.at:n.end] + `"`)
		done = n.end
	}
	b.WriteString(text[done:])
	return b.String()
}

// inserts says what quote adds, in offsets of the printed text.
func inserts(names []fieldName) (list []insertion) {
	for _, n := range names {
		// The name itself keeps its column: a quoted name starts at its quote.
		list = append(list, insertion{n.at - len(prefix) + 1, 1}, insertion{n.end - len(prefix), 1})
	}
	return list
}

// shifted is where an offset of the text went when names were quoted.
func shifted(at int, names []fieldName) int {
	moved := at
	for _, n := range names {
		if n.end <= at {
			moved += 2
		}
	}
	return moved
}

// quoted reports whether every word became the name of a class field. A word
// inside a template would have changed a string.
func (p *pass) quoted(names []fieldName) bool {
	for _, n := range names {
		if !p.stringFields[file.Idx(shifted(n.at, names)+1)] {
			return false
		}
	}
	return true
}

// stumbled finds the word that made the parser fail. It reports the token after
// the one it could not use.
func stumbled(text string, failed *parser.Error, names, kept []fieldName) (fieldName, bool) {
	at := offset(text, failed.Position)
	for _, n := range names {
		next := shifted(n.next, kept)
		if next >= at || at > len(text) || slices.Contains(kept, n) {
			continue
		}
		if between := strings.TrimSpace(text[next+1 : at]); between == "" || strings.HasPrefix(between, "/*") {
			return n, true
		}
	}
	return fieldName{}, false
}

func insertName(names []fieldName, n fieldName) []fieldName {
	i, _ := slices.BinarySearchFunc(names, n, func(a, b fieldName) int { return a.at - b.at })
	return slices.Insert(names, i, n)
}

// offset is where a parser position lies. goja's file counts lines the way the
// grammar does; asking it keeps the two in step.
func offset(text string, p file.Position) int {
	at := 0
	for line := 1; line < p.Line; line++ {
		end := strings.IndexAny(text[at:], "\n\r\u2028\u2029")
		if end < 0 {
			break
		}
		at += end
		switch {
		case strings.HasPrefix(text[at:], "\r\n"):
			at += 2
		case text[at] == '\n' || text[at] == '\r':
			at++
		default:
			at += 3
		}
	}
	return at + p.Column - 1
}

// mapError puts a parser's complaint where the user wrote it.
func mapError(name, text string, failed *parser.Error, mapped *sourcemap.Consumer) error {
	f := file.NewFile(name, text, 1)
	if mapped != nil {
		f.SetSourceMap(mapped)
	}
	p := f.Position(min(max(offset(text, failed.Position), 0), len(text)))
	return &Error{File: Path(p.Filename), Line: p.Line, Column: p.Column, Text: failed.Message}
}
