package urlpattern

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

type tokenKind int

const (
	tokenInvalid tokenKind = iota
	tokenOpen
	tokenClose
	tokenRegexp
	tokenName
	tokenChar
	tokenEscaped
	tokenModifier
	tokenAsterisk
	tokenEnd
)

// token is a piece of a pattern: where it begins and what it stands for.
type token struct {
	kind  tokenKind
	index int
	value string
}

// syntaxError is what is wrong with a pattern, in the words of the draft's implementation.
func syntaxError(format string, args ...any) error {
	if format != "" {
		format = ": " + format
	}
	return fmt.Errorf("Syntax error in URL Pattern"+format, args...)
}

// tokenizer cuts a pattern into tokens. https://urlpattern.spec.whatwg.org/#tokenize-a-string
type tokenizer struct {
	input   string
	lenient bool // what is no token is marked and not refused
	empty   bool // a group may match nothing
	list    []token
	at      int
}

func (t *tokenizer) tokens() ([]token, error) {
	for t.at < len(t.input) {
		if err := t.next(); err != nil {
			return nil, err
		}
	}
	return append(t.list, token{kind: tokenEnd, index: len(t.input)}), nil
}

// add appends a token that ends before end.
func (t *tokenizer) add(kind tokenKind, end int, value string) {
	t.list = append(t.list, token{kind, t.at, value})
	t.at = end
}

// invalid refuses what stands up to end, or marks it.
func (t *tokenizer) invalid(end int, format string, args ...any) error {
	if !t.lenient {
		return syntaxError(format, args...)
	}
	t.add(tokenInvalid, end, t.input[t.at:end])
	return nil
}

func (t *tokenizer) next() error {
	r, size := utf8.DecodeRuneInString(t.input[t.at:])
	end := t.at + size
	switch r {
	case '*':
		t.add(tokenAsterisk, end, "*")
	case '+', '?':
		t.add(tokenModifier, end, string(r))
	case '\\':
		if end == len(t.input) {
			return t.invalid(end, "invalid escape character at %d", t.at)
		}
		_, size := utf8.DecodeRuneInString(t.input[end:])
		t.add(tokenEscaped, end+size, t.input[end:end+size])
	case '{':
		t.add(tokenOpen, end, "{")
	case '}':
		t.add(tokenClose, end, "}")
	case ':':
		stop := end
		for stop < len(t.input) {
			r, size := utf8.DecodeRuneInString(t.input[stop:])
			if !nameRune(r, stop == end) {
				break
			}
			stop += size
		}
		if stop == end {
			return t.invalid(end, "invalid name start at %d", t.at)
		}
		t.add(tokenName, stop, t.input[end:stop])
	case '(':
		stop, err := t.group(end)
		if err != nil {
			return t.invalid(end, "%s", err)
		}
		t.add(tokenRegexp, stop, t.input[end:stop-1])
	default:
		t.add(tokenChar, end, t.input[t.at:end])
	}
	return nil
}

// group answers where the regular expression that begins at start ends, with its bracket.
func (t *tokenizer) group(start int) (int, error) {
	s := t.input
	if start == len(s) {
		return 0, fmt.Errorf("invalid regex start at %d", t.at)
	}
	depth := 1
	for at := start; at < len(s); at++ {
		switch c := s[at]; {
		case c >= utf8.RuneSelf, at == start && c == '?':
			return 0, fmt.Errorf("invalid regex character at %d", at)
		case c == '\\':
			at++
			if at == len(s) {
				return 0, fmt.Errorf("invalid escape character in regex at %d", at-1)
			}
			if s[at] >= utf8.RuneSelf {
				return 0, fmt.Errorf("invalid escaped character in regex at %d", at)
			}
		case c == ')':
			if depth--; depth == 0 {
				if at == start && !t.empty {
					return 0, fmt.Errorf("invalid regex segment at %d", start)
				}
				return at + 1, nil
			}
		case c == '(':
			depth++
			if at+1 == len(s) {
				return 0, fmt.Errorf("invalid group in regex at %d", at)
			}
			if s[at+1] != '?' {
				return 0, fmt.Errorf("invalid group in regex at %d", at+1)
			}
		}
	}
	return 0, fmt.Errorf("invalid regex segment at %d", start)
}

// nameRune answers whether a name may have r in it, or begin with it.
func nameRune(r rune, first bool) bool {
	if r == '$' || r == '_' || unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start) {
		return true
	}
	return !first && (r == 0x200C || r == 0x200D ||
		unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue))
}
