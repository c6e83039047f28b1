package bundle

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var defaultRules = []Rule{
	{Type: "Text", Globs: []string{"**/*.txt", "**/*.html", "**/*.sql"}},
	{Type: "Data", Globs: []string{"**/*.bin"}},
	{Type: "CompiledWasm", Globs: []string{"**/*.wasm", "**/*.wasm?module"}},
}

var kinds = map[string]Kind{"Text": Text, "Data": Data, "CompiledWasm": Wasm}

// ruleSet is the configured rules and the default ones, after precedence.
type ruleSet struct {
	used, ignored []Rule
	warnings      []Message
}

// orderRules applies precedence: the first rule of a type that does not fall
// through ends its type. Where that may be an oversight, a warning says so.
func orderRules(configured []Rule) ruleSet {
	all := slices.Concat(configured, defaultRules)
	var set ruleSet
	last := map[string]int{}
	var ends []int
	ignored := map[string][]string{}
	for i, r := range all {
		if _, ended := last[r.Type]; ended {
			text := "\n " + r.String()
			if i >= len(configured) {
				text += " (DEFAULT)"
			}
			ignored[r.Type] = append(ignored[r.Type], text)
			set.ignored = append(set.ignored, r)
			continue
		}
		set.used = append(set.used, r)
		if r.Fallthrough == nil || !*r.Fallthrough {
			last[r.Type] = i
			ends = append(ends, i)
		}
	}
	for _, i := range ends {
		r := all[i]
		if r.Fallthrough != nil || len(ignored[r.Type]) == 0 {
			continue
		}
		set.warnings = append(set.warnings, Message{Text: fmt.Sprintf("The module rule %s does not have a fallback, the following rules will be ignored:%s\n\n"+
			"Add `fallthrough = true` to rule to allow next rule to be used or `fallthrough = false` to silence this warning",
			r, strings.Join(ignored[r.Type], ""))})
	}
	return set
}

func (r Rule) String() string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return r.Type
	}
	return strings.TrimSpace(b.String())
}

// specifierGlob is a glob as it applies to the text of an import, where stars of
// either kind cross directories.
func specifierGlob(glob string) string {
	return "^" + strings.ReplaceAll(regexp.QuoteMeta(strings.ReplaceAll(glob, "**", "*")), `\*`, ".*") + "$"
}

// pathGlob is a glob as it applies to a path in the project, where one star stays
// within a directory and "**/" may be none.
func pathGlob(glob string) string {
	var b strings.Builder
	for rest := glob; rest != ""; {
		switch {
		case strings.HasPrefix(rest, "**/"):
			b.WriteString("(?:.*/)?")
			rest = rest[3:]
		case strings.HasPrefix(rest, "**"):
			b.WriteString(".*")
			rest = rest[2:]
		case rest[0] == '*':
			b.WriteString("[^/]*")
			rest = rest[1:]
		default:
			end := strings.IndexByte(rest, '*')
			if end < 0 {
				end = len(rest)
			}
			b.WriteString(regexp.QuoteMeta(rest[:end]))
			rest = rest[end:]
		}
	}
	return b.String()
}
