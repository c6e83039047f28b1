package urlpattern

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

type partKind int

const (
	fixedText partKind = iota
	ownRegexp
	segmentWildcard
	fullWildcard
)

// part is a piece of a component's pattern: text, or a group with what stands around it.
type part struct {
	kind           partKind
	value          string // the text, or the regular expression
	modifier       string // "", "?", "*" or "+"
	name           string
	prefix, suffix string
}

// custom says that the group was given a name.
func (p *part) custom() bool { return p.name != "" && (p.name[0] < '0' || p.name[0] > '9') }

// style is how the groups of a component end: at the delimiter, and with the prefix before them.
type style struct {
	delimiter, prefix string
	original          bool // the draft writes some patterns without braces that the standard needs
}

var (
	plainStyle    = style{}
	hostnameStyle = style{delimiter: "."}
	pathnameStyle = style{delimiter: "/", prefix: "/"}
)

// segment is the regular expression of a named group.
func (s style) segment() string { return "[^" + escapeRegexp(s.delimiter) + "]+?" }

// canonical writes a part of a URL as a URL has it.
type canonical func(string) (string, error)

// encoders are those of the components that need to know nothing else; the path's is that of hierarchical URLs.
var encoders = [components]canonical{
	Protocol: encodeProtocol, Username: encodeUsername, Password: encodePassword,
	Pathname: encodePathname, Search: encodeSearch, Hash: encodeHash,
}

// patternParser makes parts of tokens. https://urlpattern.spec.whatwg.org/#parse-a-pattern-string
type patternParser struct {
	tokens  []token
	at      int
	style   style
	encode  canonical
	parts   []part
	pending string // text that is not a part yet
	number  int    // of the next group without a name
}

func parsePattern(input string, s style, encode canonical) ([]part, error) {
	tokens, err := (&tokenizer{input: input, empty: s.original}).tokens()
	if err != nil {
		return nil, err
	}
	p := &patternParser{tokens: tokens, style: s, encode: encode}
	for p.at < len(p.tokens) {
		if err := p.next(); err != nil {
			return nil, err
		}
	}
	return p.parts, nil
}

func (p *patternParser) next() error {
	char, isChar := p.consume(tokenChar)
	name, isName := p.consume(tokenName)
	group, isGroup := p.wildcard(isName)
	if isName || isGroup {
		prefix := char
		if prefix != "" && prefix != p.style.prefix {
			p.pending += prefix
			prefix = ""
		}
		if err := p.flush(); err != nil {
			return err
		}
		return p.add(prefix, name, group, isName, isGroup, "", p.modifier())
	}
	if isChar {
		p.pending += char
		return nil
	}
	if escaped, ok := p.consume(tokenEscaped); ok {
		p.pending += escaped
		return nil
	}
	if _, ok := p.consume(tokenOpen); ok {
		prefix := p.text()
		name, isName := p.consume(tokenName)
		group, isGroup := p.wildcard(isName)
		suffix := p.text()
		if _, ok := p.consume(tokenClose); !ok {
			return syntaxError("Missing required close token")
		}
		return p.add(prefix, name, group, isName, isGroup, suffix, p.modifier())
	}
	if err := p.flush(); err != nil {
		return err
	}
	if _, ok := p.consume(tokenEnd); !ok {
		return syntaxError("Missing required end token")
	}
	return nil
}

func (p *patternParser) consume(kind tokenKind) (string, bool) {
	if p.at == len(p.tokens) || p.tokens[p.at].kind != kind {
		return "", false
	}
	p.at++
	return p.tokens[p.at-1].value, true
}

// wildcard consumes what a group matches: its own expression or, unless it has a name, anything.
func (p *patternParser) wildcard(named bool) (string, bool) {
	if v, ok := p.consume(tokenRegexp); ok || named {
		return v, ok
	}
	if _, ok := p.consume(tokenAsterisk); ok {
		return ".*", true
	}
	return "", false
}

func (p *patternParser) modifier() string {
	if v, ok := p.consume(tokenModifier); ok {
		return v
	}
	v, _ := p.consume(tokenAsterisk)
	return v
}

func (p *patternParser) text() string {
	var b strings.Builder
	for {
		v, ok := p.consume(tokenChar)
		if !ok {
			if v, ok = p.consume(tokenEscaped); !ok {
				return b.String()
			}
		}
		b.WriteString(v)
	}
}

// flush makes a part of the pending text.
func (p *patternParser) flush() error {
	if p.pending == "" {
		return nil
	}
	text, err := p.encode(p.pending)
	p.pending = ""
	p.parts = append(p.parts, part{kind: fixedText, value: text})
	return err
}

func (p *patternParser) add(prefix, name, group string, isName, isGroup bool, suffix, modifier string) error {
	if !isName && !isGroup && modifier == "" {
		p.pending += prefix
		return nil
	}
	if err := p.flush(); err != nil {
		return err
	}
	if !isName && !isGroup {
		if prefix == "" {
			return nil
		}
		text, err := p.encode(prefix)
		p.parts = append(p.parts, part{kind: fixedText, value: text, modifier: modifier})
		return err
	}
	added := part{kind: ownRegexp, value: group, modifier: modifier, name: name}
	switch {
	case !isGroup, group == p.style.segment():
		added.kind, added.value = segmentWildcard, ""
	case group == ".*":
		added.kind, added.value = fullWildcard, ""
	}
	if !isName {
		added.name = strconv.Itoa(p.number)
		p.number++
	}
	for _, other := range p.parts {
		if other.name == added.name {
			return syntaxError("Duplicated part names [%s]", added.name)
		}
	}
	var err error
	if added.prefix, err = p.encode(prefix); err != nil {
		return err
	}
	if added.suffix, err = p.encode(suffix); err != nil {
		return err
	}
	p.parts = append(p.parts, added)
	return nil
}

// write answers the pattern of a list of parts. https://urlpattern.spec.whatwg.org/#generate-a-pattern-string
func write(parts []part, s style) string {
	var b strings.Builder
	for n := range parts {
		p := &parts[n]
		if p.kind == fixedText {
			if p.modifier == "" {
				b.WriteString(escapePattern(p.value))
			} else {
				b.WriteString("{" + escapePattern(p.value) + "}" + p.modifier)
			}
			continue
		}
		var before, after *part
		if n > 0 {
			before = &parts[n-1]
		}
		if n+1 < len(parts) {
			after = &parts[n+1]
		}
		grouped := p.grouped(before, after, s)
		if grouped {
			b.WriteByte('{')
		}
		b.WriteString(escapePattern(p.prefix))
		if p.custom() {
			b.WriteString(":" + p.name)
		}
		switch {
		case p.kind == ownRegexp:
			b.WriteString("(" + p.value + ")")
		case p.kind == segmentWildcard && !p.custom():
			b.WriteString("(" + s.segment() + ")")
		case p.kind == fullWildcard:
			if !p.custom() && (before == nil || before.kind == fixedText || before.modifier != "" || grouped || p.prefix != "") {
				b.WriteByte('*')
			} else {
				b.WriteString("(.*)")
			}
		}
		if p.kind == segmentWildcard && p.custom() && startsName(p.suffix) {
			b.WriteByte('\\')
		}
		b.WriteString(escapePattern(p.suffix))
		if grouped {
			b.WriteByte('}')
		}
		b.WriteString(p.modifier)
	}
	return b.String()
}

// grouped answers whether the part has to stand in braces to mean what it does.
func (p *part) grouped(before, after *part, s style) bool {
	if p.suffix != "" || p.prefix != "" && p.prefix != s.prefix && (s.prefix != "" || !s.original) {
		return true
	}
	if !s.original && p.custom() && p.kind == segmentWildcard && p.modifier == "" && after != nil && after.prefix == "" && after.suffix == "" {
		if after.kind == fixedText && startsName(after.value) || after.kind != fixedText && !after.custom() {
			return true
		}
	}
	return p.prefix == "" && before != nil && before.kind == fixedText && s.prefix != "" && strings.HasSuffix(before.value, s.prefix)
}

// startsName answers whether s would lengthen a name that it follows.
func startsName(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return size > 0 && nameRune(r, false)
}

func escapePattern(s string) string { return escape(s, `+*?:{}()\`) }

func escapeRegexp(s string) string { return escape(s, `.+*?^${}()[]|/\`) }

func escape(s, special string) string {
	var b strings.Builder
	for n := range len(s) {
		if strings.IndexByte(special, s[n]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(s[n])
	}
	return b.String()
}
