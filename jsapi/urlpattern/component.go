package urlpattern

import (
	"regexp"
	"strings"
)

// Matcher matches the whole of a string: it answers what each group matched, nil for one that took no part.
type Matcher interface {
	Match(s string) (groups []*string, ok bool)
}

// component is the pattern of one part of a URL.
type component struct {
	pattern string
	names   []string
	custom  bool // it has a regular expression of the author's
	match   Matcher
}

// compile makes a component of its pattern; nil is anything.
// https://urlpattern.spec.whatwg.org/#compile-a-component
func (o *Options) compile(input string, s style, encode canonical) (*component, error) {
	s.original = o.Original
	parts, err := parsePattern(input, s, encode)
	if err != nil {
		return nil, err
	}
	c := &component{pattern: write(parts, s)}
	for _, p := range parts {
		c.custom = c.custom || p.kind == ownRegexp
		if p.kind != fixedText {
			c.names = append(c.names, p.name)
		}
	}
	if c.custom {
		c.match, err = o.Regexp(source(parts, s, s.segment()), o.IgnoreCase)
		return c, err
	}
	c.match = simple(parts, s, o.IgnoreCase)
	return c, nil
}

// source is the regular expression of a list of parts. A group that may be repeated matches what is between its
// repetitions too. https://urlpattern.spec.whatwg.org/#generate-a-regular-expression-and-name-list
func source(parts []part, s style, segment string) string {
	var b strings.Builder
	b.WriteByte('^')
	for _, p := range parts {
		if p.kind == fixedText {
			if p.modifier == "" {
				b.WriteString(escapeRegexp(p.value))
			} else {
				b.WriteString("(?:" + escapeRegexp(p.value) + ")" + p.modifier)
			}
			continue
		}
		v := p.value
		switch p.kind {
		case segmentWildcard:
			v = segment
		case fullWildcard:
			v = ".*"
		}
		prefix, suffix := escapeRegexp(p.prefix), escapeRegexp(p.suffix)
		repeats := p.modifier == "*" || p.modifier == "+"
		switch {
		case prefix == "" && suffix == "" && !repeats:
			b.WriteString("(" + v + ")" + p.modifier)
		case prefix == "" && suffix == "":
			b.WriteString("((?:" + v + ")" + p.modifier + ")")
		case !repeats:
			b.WriteString("(?:" + prefix + "(" + v + ")" + suffix + ")" + p.modifier)
		default:
			b.WriteString("(?:" + prefix + "((?:" + v + ")(?:" + suffix + prefix + "(?:" + v + "))*)" + suffix + ")")
			if p.modifier == "*" {
				b.WriteByte('?')
			}
		}
	}
	b.WriteByte('$')
	return b.String()
}

// simple matches parts without expressions of the author's.
func simple(parts []part, s style, ignoreCase bool) Matcher {
	if len(parts) == 1 && parts[0].kind == fullWildcard && parts[0].modifier == "" && parts[0].prefix == "" && parts[0].suffix == "" {
		return anything{}
	}
	if len(parts) == 0 {
		return exactly("")
	}
	if len(parts) == 1 && parts[0].kind == fixedText && parts[0].modifier == "" && !ignoreCase {
		return exactly(parts[0].value)
	}
	segment := s.segment()
	if s.delimiter == "" {
		segment = `[\s\S]+?` // what [^] is in this dialect
	}
	text := source(parts, s, segment)
	if ignoreCase {
		text = "(?i)" + text
	}
	e := expression{Regexp: regexp.MustCompile(text)}
	for _, p := range parts {
		if p.kind != fixedText {
			e.optional = append(e.optional, p.modifier == "?" && p.prefix == "" && p.suffix == "")
		}
	}
	return e
}

type anything struct{}

func (anything) Match(s string) ([]*string, bool) { return []*string{&s}, true }

type exactly string

func (e exactly) Match(s string) ([]*string, bool) { return nil, s == string(e) }

type expression struct {
	*regexp.Regexp
	optional []bool // groups that, as the language has it, take no part rather than match nothing
}

func (e expression) Match(s string) ([]*string, bool) {
	at := e.FindStringSubmatchIndex(s)
	if at == nil {
		return nil, false
	}
	groups := make([]*string, len(at)/2-1)
	for n := range groups {
		if begin, end := at[2*n+2], at[2*n+3]; begin >= 0 && (begin < end || !e.optional[n]) {
			group := s[begin:end]
			groups[n] = &group
		}
	}
	return groups, true
}
