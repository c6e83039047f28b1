package html

import (
	"errors"
	"fmt"
	"strings"
)

// Selector is a list of selectors, of which an element has to match one.
type Selector struct{ list []complexSelector }

// complexSelector is compounds from left to right, and how each relates to the one before it.
type complexSelector []compound

// compound is what one element has to be.
type compound struct {
	child  bool // of what matches the compound before it, and not just somewhere in it
	simple []simple
}

type simpleKind int

const (
	tagSelector simpleKind = iota
	anySelector
	attributeSelector
	childSelector
	typeSelector
	notSelector
)

// simple is one condition.
type simple struct {
	kind   simpleKind
	name   string // of a tag or attribute
	op     string // of an attribute: "" is being there
	value  string
	ignore bool // case
	step   int  // an+b
	offset int
	not    *Selector // its compounds have no ancestors
}

var (
	errSelectorEmpty = errors.New("The selector is empty.")
	errSelectorEnd   = errors.New("Unexpected end of selector.")
	errSelectorToken = errors.New("Unexpected token in selector.")
	errDangling      = errors.New("Dangling combinator in selector.")
	errPseudo        = errors.New("Unsupported pseudo-class or pseudo-element in selector.")
	errClassName     = errors.New("Invalid or unescaped class name in selector.")
	errAttribute     = errors.New("Unexpected token in the attribute selector.")
	errNoAttribute   = errors.New("Missing attribute name in attribute selector.")
	errNamespace     = errors.New("Selectors with explicit namespaces are not supported.")
)

// ParseSelector reads a CSS selector, as far as one that looks only backwards can be matched in a stream.
func ParseSelector(s string) (*Selector, error) {
	p := &selectorParser{s: s}
	list, err := p.list("")
	if err != nil {
		return nil, err
	}
	return list, nil
}

type selectorParser struct {
	s  string
	at int
}

func (p *selectorParser) peek() byte {
	if p.at < len(p.s) {
		return p.s[p.at]
	}
	return 0
}

func (p *selectorParser) over() bool { return p.at >= len(p.s) }

func (p *selectorParser) spaces() bool {
	start := p.at
	for !p.over() && space(p.s[p.at]) {
		p.at++
	}
	return p.at > start
}

// list reads selectors up to the end, or to the bracket that ends a function's.
func (p *selectorParser) list(end string) (*Selector, error) {
	var list Selector
	for {
		c, err := p.complex(end)
		if err != nil {
			return nil, err
		}
		list.list = append(list.list, c)
		if p.peek() != ',' || p.over() {
			return &list, nil
		}
		p.at++
	}
}

func (p *selectorParser) complex(end string) (complexSelector, error) {
	var list complexSelector
	child := false
	for {
		separated := p.spaces()
		stop := p.over() || p.peek() == ',' || end != "" && strings.IndexByte(end, p.peek()) >= 0
		switch {
		case stop && len(list) == 0:
			return nil, errSelectorEmpty
		case stop && child:
			return nil, errDangling
		case stop:
			return list, nil
		}
		if len(list) > 0 && !child {
			switch c := p.peek(); c {
			case '>':
				if end != "" {
					return nil, errPseudo
				}
				p.at++
				child = true
				continue
			case '+', '~':
				return nil, fmt.Errorf("Unsupported combinator `%c` in selector.", c)
			}
			if !separated {
				return nil, errSelectorToken
			}
			if end != "" {
				return nil, errPseudo // :not(a b)
			}
		}
		c, err := p.compound()
		if err != nil {
			return nil, err
		}
		if len(c.simple) == 0 {
			switch {
			case child:
				return nil, errDangling
			case len(list) > 0:
				return nil, errSelectorToken
			}
			return nil, errSelectorEmpty
		}
		c.child, child = child, false
		list = append(list, c)
	}
}

func (p *selectorParser) compound() (compound, error) {
	var c compound
	if p.peek() == '*' || p.begins() || p.peek() == '|' {
		s, err := p.tag()
		if err != nil {
			return c, err
		}
		c.simple = append(c.simple, s)
	}
	for !p.over() {
		var s simple
		var err error
		switch p.peek() {
		case '#':
			p.at++
			name, ok := p.word(false)
			if !ok {
				p.at--
				return c, nil
			}
			s = simple{kind: attributeSelector, name: "id", op: "=", value: name}
		case '.':
			p.at++
			if p.over() {
				return c, errSelectorEnd
			}
			name, ok := p.word(true)
			if !ok {
				return c, errClassName
			}
			s = simple{kind: attributeSelector, name: "class", op: "~=", value: name}
		case '[':
			s, err = p.attribute()
		case ':':
			s, err = p.pseudo()
		default:
			return c, nil
		}
		if err != nil {
			return c, err
		}
		c.simple = append(c.simple, s)
	}
	return c, nil
}

// tag reads the name of an element, or the star that stands for any.
func (p *selectorParser) tag() (simple, error) {
	name := "*"
	switch p.peek() {
	case '*':
		p.at++
	case '|':
	default:
		name, _ = p.word(true)
	}
	if p.peek() == '|' && !strings.HasPrefix(p.s[p.at:], "|=") {
		if name != "*" {
			return simple{}, errNamespace
		}
		p.at++
		if p.peek() == '*' {
			p.at++
			return simple{kind: anySelector}, nil
		}
		var ok bool
		if name, ok = p.word(true); !ok {
			return simple{}, errSelectorToken
		}
	}
	if name == "*" {
		return simple{kind: anySelector}, nil
	}
	return simple{kind: tagSelector, name: strings.ToLower(name)}, nil
}

// begins answers whether an identifier begins here.
func (p *selectorParser) begins() bool {
	rest := p.s[p.at:]
	if strings.HasPrefix(rest, "--") {
		return true
	}
	rest = strings.TrimPrefix(rest, "-")
	if rest == "" {
		return false
	}
	c := rest[0]
	return letter(c) || c == '_' || c >= 0x80 || c == '\\' && len(rest) > 1 && rest[1] != '\n'
}

// word reads an identifier, or what may follow a number sign.
func (p *selectorParser) word(identifier bool) (string, bool) {
	if identifier && !p.begins() {
		return "", false
	}
	var b strings.Builder
	start := p.at
	for !p.over() {
		c := p.s[p.at]
		switch {
		case letter(c), c >= '0' && c <= '9', c == '-', c == '_', c >= 0x80:
			b.WriteByte(c)
			p.at++
		case c == '\\':
			p.at++
			b.WriteString(p.escape())
		default:
			return b.String(), p.at > start
		}
	}
	return b.String(), p.at > start
}

// escape reads what a backslash stands before.
func (p *selectorParser) escape() string {
	code, digits := rune(0), 0
	for digits < 6 && !p.over() {
		d := strings.IndexByte("0123456789abcdef", p.s[p.at]|0x20)
		if p.s[p.at] < '0' || d < 0 {
			break
		}
		code, digits = code<<4|rune(d), digits+1
		p.at++
	}
	if digits > 0 {
		if !p.over() && space(p.s[p.at]) {
			p.at++
		}
		if code == 0 || code > 0x10FFFF {
			code = 0xFFFD
		}
		return string(code)
	}
	for n, r := range p.s[p.at:] {
		if n == 0 {
			p.at += len(string(r))
			return string(r)
		}
	}
	return "\uFFFD"
}

// caseless are the attributes whose values HTML compares without case.
var caseless = set("accept accept-charset align alink axis bgcolor charset checked clear codetype color compact declare defer dir " +
	"direction disabled enctype face frame hreflang http-equiv lang language link media method multiple nohref noresize noshade " +
	"nowrap readonly rel rev rules scope scrolling selected shape target text type valign valuetype vlink")

func (p *selectorParser) attribute() (simple, error) {
	p.at++
	p.spaces()
	if p.over() {
		return simple{}, errSelectorEnd
	}
	name, ok := p.word(true)
	if !ok {
		return simple{}, errNoAttribute
	}
	s := simple{kind: attributeSelector, name: strings.ToLower(name)}
	p.spaces()
	if p.over() || p.peek() == ']' {
		p.at++
		return s, nil
	}
	for _, op := range []string{"=", "~=", "|=", "^=", "$=", "*="} {
		if strings.HasPrefix(p.s[p.at:], op) {
			s.op = op
			p.at += len(op)
		}
	}
	if s.op == "" {
		return s, errAttribute
	}
	p.spaces()
	if p.over() {
		return s, errSelectorEnd
	}
	if c := p.peek(); c == '"' || c == '\'' {
		s.value = p.quoted()
	} else if s.value, ok = p.word(true); !ok {
		return s, errAttribute
	}
	s.ignore = caseless[s.name]
	p.spaces()
	if flag, ok := p.word(true); ok {
		switch strings.ToLower(flag) {
		case "i":
			s.ignore = true
		case "s":
			s.ignore = false
		default:
			return s, errSelectorToken
		}
		p.spaces()
	}
	if !p.over() && p.peek() != ']' {
		return s, errSelectorToken
	}
	p.at++
	return s, nil
}

func (p *selectorParser) quoted() string {
	quote := p.s[p.at]
	p.at++
	var b strings.Builder
	for !p.over() {
		c := p.s[p.at]
		p.at++
		switch c {
		case quote:
			return b.String()
		case '\\':
			if p.peek() == '\n' {
				p.at++
				continue
			}
			b.WriteString(p.escape())
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func (p *selectorParser) pseudo() (simple, error) {
	p.at++
	if p.over() {
		return simple{}, errSelectorEnd
	}
	name, ok := p.word(true)
	if !ok {
		return simple{}, errPseudo
	}
	name = strings.ToLower(name)
	if p.peek() != '(' || p.over() {
		switch name {
		case "first-child":
			return simple{kind: childSelector, offset: 1}, nil
		case "first-of-type":
			return simple{kind: typeSelector, offset: 1}, nil
		}
		return simple{}, errPseudo
	}
	p.at++
	var s simple
	var err error
	switch name {
	case "nth-child", "nth-of-type":
		s.kind = childSelector
		if name == "nth-of-type" {
			s.kind = typeSelector
		}
		s.step, s.offset, err = p.nth()
	case "not":
		s.kind = notSelector
		s.not, err = p.list(")")
	default:
		err = errPseudo
	}
	if err != nil {
		return s, err
	}
	p.spaces()
	if !p.over() && p.peek() != ')' {
		return s, errSelectorToken
	}
	p.at++
	return s, nil
}

// nth reads an+b.
func (p *selectorParser) nth() (step, offset int, err error) {
	end := strings.IndexByte(p.s[p.at:], ')')
	if end < 0 {
		end = len(p.s) - p.at
	}
	text := strings.ToLower(strings.TrimSpace(p.s[p.at : p.at+end]))
	p.at += end
	switch text {
	case "odd":
		return 2, 1, nil
	case "even":
		return 2, 0, nil
	}
	a, b, stepped := strings.Cut(text, "n")
	if !stepped {
		b, a = a, "0"
	}
	switch a {
	case "", "+":
		a = "1"
	case "-":
		a = "-1"
	}
	b = strings.Join(strings.Fields(b), "")
	if b == "" && stepped {
		b = "0"
	}
	var rest string
	if _, err := fmt.Sscanf(a+" "+b+" .", "%d %d %s", &step, &offset, &rest); err != nil || rest != "." {
		return 0, 0, errSelectorToken
	}
	return step, offset, nil
}
