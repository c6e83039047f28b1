package ecma

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// classSet is what a class of the flag v matches: characters, and strings of other lengths than one.
type classSet struct {
	chars   charset
	strings []string
}

func (a classSet) or(b classSet) classSet {
	out := classSet{a.chars.or(b.chars), slices.Clone(a.strings)}
	for _, s := range b.strings {
		if !slices.Contains(out.strings, s) {
			out.strings = append(out.strings, s)
		}
	}
	return out
}

func (a classSet) keep(b classSet, common bool) classSet {
	out := classSet{chars: a.chars.minus(b.chars)}
	if common {
		out.chars = a.chars.and(b.chars)
	}
	for _, s := range a.strings {
		if slices.Contains(b.strings, s) == common {
			out.strings = append(out.strings, s)
		}
	}
	return out
}

// set reads a class of the flag v up to its closing bracket.
func (p *pattern) set() (classSet, error) {
	var total classSet
	for first := true; ; first = false {
		if p.at == len(p.src) {
			return total, errClass
		}
		if p.is(']') {
			p.at++
			return total, nil
		}
		for _, op := range "-&" {
			if !p.twice(op) {
				continue
			}
			if first {
				return total, errClassChar
			}
			return p.operation(total, op)
		}
		next, single, err := p.operand()
		if err != nil {
			return total, err
		}
		if p.is('-') && !p.twice('-') {
			p.at++
			if single < 0 || p.at == len(p.src) {
				return total, errPatternClass
			}
			_, last, err := p.operand()
			switch {
			case err != nil:
				return total, err
			case last < 0:
				return total, errPatternClass
			case last < single:
				return total, errOrder
			}
			next = classSet{chars: charset{{single, last}}}
		}
		total = total.or(next)
		if (p.twice('-') || p.twice('&')) && !first {
			return total, errOperation
		}
	}
}

// operation reads the rest of a class that subtracts or intersects.
func (p *pattern) operation(total classSet, op rune) (classSet, error) {
	for {
		if p.is(']') {
			p.at++
			return total, nil
		}
		if !p.twice(op) {
			if p.at == len(p.src) {
				return total, errClass
			}
			return total, errOperation
		}
		p.at += 2
		if p.at == len(p.src) {
			return total, errClass
		}
		next, _, err := p.operand()
		if err != nil {
			return total, err
		}
		if p.fold {
			total.chars, next.chars = total.chars.folded(), next.chars.folded()
		}
		total = total.keep(next, op == '&')
	}
}

// operand reads one member of a class: a nested class, an escape or a character. single is the character, or
// -1 for what cannot begin a range.
func (p *pattern) operand() (set classSet, single rune, err error) {
	c := p.src[p.at]
	p.at++
	switch {
	case c == '[':
		negated := p.is('^')
		if negated {
			p.at++
		}
		set, err = p.set()
		if err == nil && negated {
			if len(set.strings) > 0 {
				return set, -1, errNegated
			}
			if p.fold {
				set.chars = set.chars.folded()
			}
			set.chars = set.chars.not()
		}
		return set, -1, err
	case c == '\\':
		return p.setEscape()
	case strings.ContainsRune("()]{}/-|", c):
		return set, -1, errClassChar
	case strings.ContainsRune("&!#$%*+,.:;<=>?@^`~", c) && p.is(c):
		return set, -1, errOperation
	}
	return classSet{chars: one(c)}, c, nil
}

// space is what \s matches.
var space = newCharset('\t', '\r', ' ', ' ', 0xA0, 0xA0, 0x1680, 0x1680, 0x2000, 0x200A, 0x2028, 0x2029, 0x202F, 0x202F,
	0x205F, 0x205F, 0x3000, 0x3000, 0xFEFF, 0xFEFF)

func (p *pattern) setEscape() (set classSet, single rune, err error) {
	if p.at == len(p.src) {
		return set, -1, errPatternEnd
	}
	c := p.src[p.at]
	p.at++
	class := func(s charset, upper bool) (classSet, rune, error) {
		if upper {
			s = s.not()
		}
		return classSet{chars: s}, -1, nil
	}
	switch c {
	case 'd', 'D':
		return class(newCharset('0', '9'), c == 'D')
	case 'w', 'W':
		return class(newCharset('0', '9', 'A', 'Z', '_', '_', 'a', 'z'), c == 'W')
	case 's', 'S':
		return class(space, c == 'S')
	case 'p', 'P':
		s, err := p.property()
		if err != nil {
			return set, -1, err
		}
		return class(s, c == 'P')
	case 'q':
		return p.quoted()
	}
	p.at--
	single, err = p.char()
	return classSet{chars: one(single)}, single, err
}

// quoted reads {alternatives} after \q.
func (p *pattern) quoted() (set classSet, single rune, err error) {
	if !p.is('{') {
		return set, -1, errClassEscape
	}
	p.at++
	var text []rune
	flush := func() {
		if len(text) == 1 {
			set.chars = set.chars.or(one(text[0]))
		} else if !slices.Contains(set.strings, string(text)) {
			set.strings = append(set.strings, string(text))
		}
		text = nil
	}
	for p.at < len(p.src) {
		c := p.src[p.at]
		p.at++
		switch c {
		case '}':
			flush()
			return set, -1, nil
		case '|':
			flush()
		case '\\':
			if c, err = p.char(); err != nil {
				return set, -1, err
			}
			text = append(text, c)
		default:
			text = append(text, c)
		}
	}
	return set, -1, errClassEscape
}

// char reads the rest of an escape that stands for one character.
func (p *pattern) char() (rune, error) {
	if p.at == len(p.src) {
		return 0, errPatternEnd
	}
	c := p.src[p.at]
	p.at++
	if at := strings.IndexRune("bfnrtv", c); at >= 0 {
		return rune("\b\f\n\r\t\v"[at]), nil
	}
	switch c {
	case '0':
		if p.at < len(p.src) && p.src[p.at] >= '0' && p.src[p.at] <= '9' {
			return 0, errClassEscape
		}
		return 0, nil
	case 'c':
		if p.at < len(p.src) && (p.src[p.at]|32 >= 'a' && p.src[p.at]|32 <= 'z') {
			p.at++
			return p.src[p.at-1] & 31, nil
		}
		return 0, errUnicode
	case 'x':
		return p.hex(2)
	case 'u':
		if p.is('{') {
			end := slices.Index(p.src[p.at:], '}')
			if end < 2 {
				return 0, errUnicode
			}
			n, err := strconv.ParseUint(string(p.src[p.at+1:p.at+end]), 16, 32)
			if err != nil || n > maxRune {
				return 0, errUnicode
			}
			p.at += end + 1
			return rune(n), nil
		}
		high, err := p.hex(4)
		if err == nil && high >= 0xD800 && high < 0xDC00 && p.at+1 < len(p.src) && p.src[p.at] == '\\' && p.src[p.at+1] == 'u' {
			was := p.at
			p.at += 2
			if low, err := p.hex(4); err == nil && low >= 0xDC00 && low < 0xE000 {
				return utf16.DecodeRune(high, low), nil
			}
			p.at = was
		}
		return high, err
	}
	if strings.ContainsRune("^$\\.*+?()[]{}|/-&!#%,:;<=>@`~", c) {
		return c, nil
	}
	return 0, errClassEscape
}

func (p *pattern) hex(digits int) (rune, error) {
	if p.at+digits > len(p.src) {
		return 0, errUnicode
	}
	n, err := strconv.ParseUint(string(p.src[p.at:p.at+digits]), 16, 32)
	if err != nil {
		return 0, errUnicode
	}
	p.at += digits
	return rune(n), nil
}
