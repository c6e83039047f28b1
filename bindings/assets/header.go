package assets

import (
	"fmt"
	"iter"
	"regexp"
	"strings"
	"unicode/utf16"

	"golang.org/x/net/http/httpguts"

	"github.com/dodev/dodev/wire"
)

// What _headers and _redirects may have, see https://developers.cloudflare.com/workers/static-assets/headers/.
const (
	maxLine        = 2000
	maxHeaderRules = 100
)

// headerRule is a path of _headers and what it does to the headers of responses.
type headerRule struct {
	path    string
	pattern *pattern
	set     []wire.Field // with names in lower case
	unset   []string
}

var isPath = regexp.MustCompile(`^(\S+://|/)`)

// headerParser is a _headers file that is being read.
type headerParser struct {
	rules []headerRule
	wrong []mistake
	rule  *headerRule
	begun string // the line of rule
	skip  bool   // until the next path
}

// parseHeaders reads a _headers file, and what is wrong with it.
func parseHeaders(text string) ([]headerRule, []mistake) {
	p := &headerParser{}
	lines := strings.Split(text, "\n")
	for n, line := range worthReading(lines, &p.wrong) {
		if isPath.MatchString(line) {
			if len(p.rules) >= maxHeaderRules {
				p.wrong = append(p.wrong, mistake{message: fmt.Sprintf(
					"Maximum number of rules supported is %d. Skipping remaining %d lines of file.", maxHeaderRules, len(lines)-n)})
				p.end(0)
				return combine(p.rules), p.wrong
			}
			p.end(n + 1)
			p.path(n+1, line)
			continue
		}
		if !p.skip {
			p.header(n+1, line)
		}
	}
	p.end(0)
	return combine(p.rules), p.wrong
}

func (p *headerParser) fault(line int, text, message string) {
	p.wrong = append(p.wrong, mistake{line, text, message})
}

// end ends the rule that is being read, at a line.
func (p *headerParser) end(line int) {
	if p.rule != nil {
		if len(p.rule.set) == 0 && len(p.rule.unset) == 0 {
			p.fault(line, p.begun, "No headers specified")
		} else {
			p.rules = append(p.rules, *p.rule)
		}
	}
	p.rule, p.skip = nil, false
}

// path begins a rule.
func (p *headerParser) path(n int, line string) {
	path, wrong := checkURL(line, urlCheck{noPorts: true})
	if wrong == "" {
		wrong = checkWildcards(path)
	}
	if wrong != "" {
		p.fault(n, line, wrong)
		p.skip = true
		return
	}
	p.rule, p.begun = &headerRule{path: path, pattern: compile(path)}, line
}

// header reads a line of a rule.
func (p *headerParser) header(n int, line string) {
	name, value, isHeader := strings.Cut(line, ":")
	name, value = strings.ToLower(strings.TrimFunc(name, isSpace)), strings.TrimFunc(value, isSpace)
	unset, isUnset := strings.CutPrefix(line, "! ")
	switch {
	case !isHeader && p.rule == nil:
		p.fault(n, line, "Expected a path beginning with at least one forward-slash")
	case !isHeader && isUnset:
		p.rule.unset = append(p.rule.unset, unset)
	case !isHeader:
		p.fault(n, line, "Expected a colon-separated header pair (e.g. name: value)")
	case strings.Contains(name, " "):
		p.fault(n, line, "Header name cannot include spaces")
	case name == "":
		p.fault(n, line, "No header name specified")
	case value == "":
		p.fault(n, line, "No header value specified")
	case p.rule == nil:
		p.fault(n, line, fmt.Sprintf("Path should come before header (%s: %s)", name, value))
	default:
		for n, f := range p.rule.set {
			if f.Name == name {
				p.rule.set[n].Value += ", " + value
				return
			}
		}
		p.rule.set = append(p.rule.set, wire.Field{Name: name, Value: value})
	}
}

// checkWildcards answers what is wrong with the splats of a path.
func checkWildcards(path string) string {
	splats := strings.Count(path, "*")
	if splats > 1 {
		return "Only one wildcard is allowed per rule. Use a named placeholder (e.g. :project) instead. Skipping " + path + "."
	}
	if splats == 1 {
		for _, m := range placeholder.FindAllStringSubmatch(path, -1) {
			if m[1] == "splat" {
				return "Cannot combine a wildcard * with a :splat placeholder because wildcards are converted to :splat at runtime. Skipping " + path + "."
			}
		}
	}
	return ""
}

// combine keeps of the rules for one path the last, in the place of the first.
func combine(rules []headerRule) []headerRule {
	at := map[string]int{}
	list := rules[:0]
	for _, r := range rules {
		if n, twice := at[r.path]; twice {
			list[n] = r
			continue
		}
		at[r.path] = len(list)
		list = append(list, r)
	}
	return list
}

// attach applies the rules to a response. It answers false if one of them has what cannot be a header.
func (q *question) attach(res *wire.Response) bool {
	set := map[string]bool{}
	for _, rule := range q.rules.headers {
		captures, ok := rule.pattern.match(q.url)
		if !ok {
			continue
		}
		for _, name := range rule.unset {
			if !httpguts.ValidHeaderFieldName(name) {
				return false
			}
			res.Header = res.Header.Without(name)
		}
		for _, f := range rule.set {
			value := strings.Trim(fill(f.Value, captures), " \t\r\n")
			if !httpguts.ValidHeaderFieldName(f.Name) || strings.ContainsAny(value, "\x00\r\n") {
				return false
			}
			if !set[f.Name] { // by an earlier rule, which the others add to
				set[f.Name] = true
				res.Header = res.Header.Without(f.Name)
			}
			res.Header = append(res.Header, wire.Field{Name: f.Name, Value: value})
		}
	}
	return true
}

// long answers whether a line has more characters, as JavaScript counts them, than are allowed.
// worthReading visits the lines of a file that are neither empty nor a comment, with their place. Those that are too long are
// mistakes.
func worthReading(lines []string, wrong *[]mistake) iter.Seq2[int, string] {
	return func(visit func(n int, line string) bool) {
		for n, line := range lines {
			line = strings.TrimFunc(line, isSpace)
			switch {
			case line == "" || strings.HasPrefix(line, "#"):
			case long(line):
				*wrong = append(*wrong, mistake{message: fmt.Sprintf("Ignoring line %d as it exceeds the maximum allowed length of %d.", n+1, maxLine)})
			case !visit(n, line):
				return
			}
		}
	}
}

func long(line string) bool {
	return len(line) > maxLine && len(utf16.Encode([]rune(line))) > maxLine
}
