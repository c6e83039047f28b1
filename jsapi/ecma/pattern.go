package ecma

import (
	"errors"
	"slices"
	"strings"
)

// Faults of a pattern, worded as V8 does.
var (
	errProperty     = errors.New("Invalid property name")
	errClass        = errors.New("Unterminated character class")
	errClassChar    = errors.New("Invalid character in character class")
	errOperation    = errors.New("Invalid set operation in character class")
	errClassEscape  = errors.New("Invalid escape")
	errOrder        = errors.New("Range out of order in character class")
	errNegated      = errors.New("Negated character class may contain strings")
	errUnicode      = errors.New("Invalid Unicode escape")
	errPatternEnd   = errors.New(`\ at end of pattern`)
	errPatternClass = errors.New("Invalid character class")
)

// translate answers a pattern of the flags u or v as one of the flag u without property escapes and set
// notation, which the engine lacks.
func translate(source string, sets, fold bool) (string, error) {
	p := &pattern{src: []rune(source), sets: sets, fold: fold}
	for p.at < len(p.src) {
		switch c := p.src[p.at]; c {
		case '\\':
			if err := p.escape(); err != nil {
				return "", err
			}
		case '[':
			p.at++
			if err := p.class(); err != nil {
				return "", err
			}
		default:
			p.out.WriteRune(c)
			p.at++
		}
	}
	return p.out.String(), nil
}

type pattern struct {
	src        []rune
	at         int
	sets, fold bool
	out        strings.Builder
}

// escape copies an escape outside of classes, or writes out a property.
func (p *pattern) escape() error {
	if p.at+1 == len(p.src) {
		return errPatternEnd
	}
	c := p.src[p.at+1]
	if c != 'p' && c != 'P' {
		p.out.WriteRune('\\')
		p.out.WriteRune(c)
		p.at += 2
		return nil
	}
	p.at += 2
	s, err := p.property()
	if err != nil {
		return err
	}
	p.bracket(s, c == 'P')
	return nil
}

// bracket writes a class. Nothing is what an empty one matches.
func (p *pattern) bracket(s charset, negated bool) {
	if len(s) == 0 {
		if negated {
			p.out.WriteString(`[\s\S]`)
		} else {
			p.out.WriteString(`(?!)`)
		}
		return
	}
	p.out.WriteByte('[')
	if negated {
		p.out.WriteByte('^')
	}
	s.write(&p.out)
	p.out.WriteByte(']')
}

// property reads {name} after \p.
func (p *pattern) property() (charset, error) {
	if p.at == len(p.src) || p.src[p.at] != '{' {
		return nil, errProperty
	}
	end := slices.Index(p.src[p.at:], '}')
	if end < 0 {
		return nil, errProperty
	}
	name := string(p.src[p.at+1 : p.at+end])
	p.at += end + 1
	return property(name)
}

// class writes a class, whose bracket was read.
func (p *pattern) class() error {
	if !p.sets {
		return p.plainClass()
	}
	negated := p.is('^')
	if negated {
		p.at++
	}
	set, err := p.set()
	if err != nil {
		return err
	}
	if negated {
		if len(set.strings) > 0 {
			return errNegated
		}
		p.bracket(set.chars, true)
		return nil
	}
	if len(set.strings) == 0 {
		p.bracket(set.chars, false)
		return nil
	}
	// The longest alternative comes first, whatever the order it was written in.
	slices.SortStableFunc(set.strings, func(a, b string) int { return len([]rune(b)) - len([]rune(a)) })
	p.out.WriteString("(?:")
	for _, s := range set.strings {
		if s == "" {
			continue
		}
		for _, c := range s {
			writeRune(&p.out, c)
		}
		p.out.WriteByte('|')
	}
	p.bracket(set.chars, false)
	if slices.Contains(set.strings, "") {
		p.out.WriteByte('|')
	}
	p.out.WriteByte(')')
	return nil
}

// plainClass copies a class without set notation, with its properties written out.
func (p *pattern) plainClass() error {
	p.out.WriteByte('[')
	for p.at < len(p.src) {
		switch c := p.src[p.at]; c {
		case ']':
			p.out.WriteByte(']')
			p.at++
			return nil
		case '\\':
			if p.at+1 == len(p.src) {
				return errPatternEnd
			}
			kind := p.src[p.at+1]
			p.at += 2
			if kind != 'p' && kind != 'P' {
				p.out.WriteRune('\\')
				p.out.WriteRune(kind)
				continue
			}
			s, err := p.property()
			if err != nil {
				return err
			}
			if p.is('-') && p.at+1 < len(p.src) && p.src[p.at+1] != ']' {
				return errPatternClass
			}
			if kind == 'P' {
				s = s.not()
			}
			s.write(&p.out)
		default:
			p.out.WriteRune(c)
			p.at++
		}
	}
	return errClass
}

func (p *pattern) is(c rune) bool { return p.at < len(p.src) && p.src[p.at] == c }

func (p *pattern) twice(c rune) bool {
	return p.at+1 < len(p.src) && p.src[p.at] == c && p.src[p.at+1] == c
}
