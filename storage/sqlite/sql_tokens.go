package sqlite

import "strings"

// token is a piece of SQL text. Words are keywords and names alike; a quoted name or string is unquoted in name.
type token struct {
	kind       tokenKind
	start, end int
	name       string
}

type tokenKind uint8

const (
	tokenEnd tokenKind = iota
	tokenWord
	tokenQuoted // "a", `a`, [a] or 'a'
	tokenOther
)

// is answers whether the token is the keyword.
func (t token) is(keyword string) bool {
	return t.kind == tokenWord && strings.EqualFold(t.name, keyword)
}

// mark answers whether the token is the one character.
func (t token) mark(c string) bool { return t.kind == tokenOther && t.name == c }

// tokens reads SQL text as SQLite's tokenizer does, as far as names, strings and comments go.
type tokens struct {
	text string
	at   int
}

// next answers the next token that is neither space nor comment.
func (t *tokens) next() token {
	s := t.text
	for t.at < len(s) {
		start := t.at
		switch c := s[start]; {
		case isSpace(c):
			t.at++
		case strings.HasPrefix(s[start:], "--"):
			t.until("\n", 2)
		case strings.HasPrefix(s[start:], "/*"):
			t.until("*/", 2)
		case c == '\'' || c == '"' || c == '`':
			return t.quoted(c)
		case c == '[':
			t.until("]", 1)
			return token{tokenQuoted, start, t.at, strings.TrimSuffix(s[start+1:t.at], "]")}
		case isWord(c):
			for t.at < len(s) && isWord(s[t.at]) {
				t.at++
			}
			return token{tokenWord, start, t.at, s[start:t.at]}
		default:
			t.at++
			return token{tokenOther, start, t.at, s[start:t.at]}
		}
	}
	return token{kind: tokenEnd, start: len(s), end: len(s)}
}

// until moves behind the next occurrence of stop, skip bytes on, or to the end.
func (t *tokens) until(stop string, skip int) {
	from := min(t.at+skip, len(t.text))
	if n := strings.Index(t.text[from:], stop); n >= 0 {
		t.at = from + n + len(stop)
	} else {
		t.at = len(t.text)
	}
}

func (t *tokens) quoted(quote byte) token {
	s, start := t.text, t.at
	var name strings.Builder
	for t.at++; t.at < len(s); t.at++ {
		if s[t.at] == quote {
			t.at++
			if t.at == len(s) || s[t.at] != quote {
				break
			}
		}
		name.WriteByte(s[t.at])
	}
	return token{tokenQuoted, start, t.at, name.String()}
}

func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

func isWord(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$' || c >= 0x80
}

// head answers the statement's first keyword behind EXPLAIN and the tokens that follow it.
func head(text string) (token, *tokens) {
	t := &tokens{text: text}
	first := t.next()
	for first.mark(";") {
		first = t.next()
	}
	if first.is("EXPLAIN") {
		if first = t.next(); first.is("QUERY") {
			t.next()
			first = t.next()
		}
	}
	return first, t
}

// renamedTo answers what a statement that begins with ALTER TABLE x RENAME TO would call the table.
func renamedTo(t tokens) string {
	if !t.next().is("TABLE") {
		return ""
	}
	t.next()
	after := t.next()
	if after.mark(".") {
		t.next()
		after = t.next()
	}
	if !after.is("RENAME") || !t.next().is("TO") {
		return ""
	}
	return t.next().name
}

// defaultCall answers the first function, and where it stands, that a DEFAULT (...) of a table calls and a
// script may not. The platform checks those when the table is made, SQLite never.
func defaultCall(t tokens) (name string, at int) {
	for tok := t.next(); tok.kind != tokenEnd; tok = t.next() {
		if !tok.is("DEFAULT") {
			continue
		}
		if tok = t.next(); !tok.mark("(") {
			continue
		}
		for depth := 1; depth > 0 && tok.kind != tokenEnd; {
			before := tok
			tok = t.next()
			switch {
			case tok.mark("("):
				if depth++; before.kind == tokenWord && knownFunctions[strings.ToLower(before.name)] {
					return before.name, before.start
				}
			case tok.mark(")"):
				depth--
			}
		}
	}
	return "", 0
}

// knownFunctions are those that exist and scripts may not call.
var knownFunctions = set(`sqlite_version sqlite_source_id sqlite_compileoption_get sqlite_compileoption_used sqlite_log
	json_pretty json_error_position log10 power ceiling if unistr unistr_quote subtype`)
