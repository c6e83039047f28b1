package html

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

type tokenKind int

const (
	startTag tokenKind = iota
	endTag
	textToken
	commentToken
	doctypeToken
	// otherToken is written as it is, and no handler sees it.
	otherToken
	// sectionToken is where a CDATA section begins or ends.
	sectionToken
)

// token is a piece of the document.
type token struct {
	kind        tokenKind
	raw         []byte
	name        []byte // of a tag, as it was written
	attributes  []attribute
	selfClosing bool
	text        []byte // of a comment, or what follows DOCTYPE
}

// attribute is one of a tag's, with all that was written for it.
type attribute struct{ raw, name, value []byte }

// mode is what text is made of.
type mode int

const (
	dataText   mode = iota // tags and comments are looked for
	rawText                // only the end tag of the element that it is in
	scriptText             // the same, but comments may hide it
	plainText              // nothing
	cdataText              // the end of the section
)

// tokenizer cuts the bytes that it was given so far. https://html.spec.whatwg.org/#tokenization
type tokenizer struct {
	buf   []byte
	final bool // no more is coming
	utf8  bool // characters that have not arrived whole wait for the rest
	mode  mode
	// last is the name of the element whose text is being read.
	last string
	// foreign says that CDATA sections are possible here.
	foreign bool
	script  scriptState
}

// next answers the next token; false is that more input is needed, or that there is none.
func (t *tokenizer) next() (token, bool) {
	if len(t.buf) == 0 {
		return token{}, false
	}
	switch t.mode {
	case plainText:
		return t.text(len(t.buf))
	case cdataText:
		return t.cdata()
	case rawText, scriptText:
		return t.raw()
	}
	if t.buf[0] != '<' {
		if at := bytes.IndexByte(t.buf, '<'); at >= 0 {
			return t.cut(token{kind: textToken}, at)
		}
		return t.text(len(t.buf))
	}
	if len(t.buf) == 1 {
		return t.unfinishedText(1)
	}
	switch c := t.buf[1]; {
	case letter(c):
		return t.tag(startTag, 1)
	case c == '/':
		switch {
		case len(t.buf) == 2:
			return t.unfinishedText(2)
		case letter(t.buf[2]):
			return t.tag(endTag, 2)
		case t.buf[2] == '>':
			return t.cut(token{kind: otherToken}, 3)
		}
		return t.bogus(2)
	case c == '!':
		return t.declaration()
	case c == '?':
		return t.bogus(1)
	}
	return t.cut(token{kind: textToken}, 1)
}

// cut takes the first n bytes as a token.
func (t *tokenizer) cut(k token, n int) (token, bool) {
	k.raw, t.buf = t.buf[:n:n], t.buf[n:]
	return k, true
}

// text takes n bytes, the last there are, as text, but for a character that has not arrived whole.
func (t *tokenizer) text(n int) (token, bool) {
	if t.utf8 && !t.final && n == len(t.buf) {
		n -= partial(t.buf)
	}
	if n == 0 {
		return token{}, false
	}
	return t.cut(token{kind: textToken}, n)
}

// unfinishedText takes n bytes that would have begun something as text, once nothing follows.
func (t *tokenizer) unfinishedText(n int) (token, bool) {
	if !t.final {
		return token{}, false
	}
	return t.cut(token{kind: textToken}, n)
}

// rest takes what is left of the document as it is: nothing ends what it began.
func (t *tokenizer) rest() (token, bool) {
	if !t.final {
		return token{}, false
	}
	return t.cut(token{kind: otherToken}, len(t.buf))
}

// partial answers how many bytes at the end begin a character and do not finish it.
func partial(b []byte) int {
	for n := 1; n <= min(3, len(b)); n++ {
		if c := b[len(b)-n]; utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(b[len(b)-n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}

func (t *tokenizer) cdata() (token, bool) {
	const end = "]]>"
	if bytes.HasPrefix(t.buf, []byte(end)) {
		t.mode = dataText
		return t.cut(token{kind: sectionToken}, len(end))
	}
	if at := bytes.Index(t.buf, []byte(end)); at >= 0 {
		return t.cut(token{kind: textToken}, at)
	}
	if t.final {
		return t.cut(token{kind: textToken}, len(t.buf))
	}
	return t.text(len(t.buf) - overlap(t.buf, end))
}

// overlap answers how many bytes at the end of b begin s.
func overlap(b []byte, s string) int {
	for n := min(len(s)-1, len(b)); n > 0; n-- {
		if strings.HasPrefix(s, string(b[len(b)-n:])) {
			return n
		}
	}
	return 0
}

// bogus takes what stands from skip to the next ">" as a comment.
func (t *tokenizer) bogus(skip int) (token, bool) {
	end := bytes.IndexByte(t.buf, '>')
	if end < 0 {
		if !t.final {
			return token{}, false
		}
		return t.cut(token{kind: commentToken, text: t.buf[min(skip, len(t.buf)):]}, len(t.buf))
	}
	return t.cut(token{kind: commentToken, text: t.buf[skip:end]}, end+1)
}

// declaration takes what begins with "<!".
func (t *tokenizer) declaration() (token, bool) {
	const doctype, section = "doctype", "[CDATA["
	rest := t.buf[2:]
	begins := func(s string) bool { return len(rest) >= len(s) && strings.EqualFold(string(rest[:len(s)]), s) }
	might := func(s string) bool {
		return !t.final && len(rest) < len(s) && strings.EqualFold(string(rest), s[:len(rest)])
	}
	switch {
	case begins("--"):
		return t.comment()
	case begins(doctype):
		end := bytes.IndexByte(t.buf, '>')
		if end < 0 {
			return t.rest()
		}
		return t.cut(token{kind: doctypeToken, text: t.buf[2+len(doctype) : end]}, end+1)
	case t.foreign && bytes.HasPrefix(rest, []byte(section)):
		t.mode = cdataText
		return t.cut(token{kind: sectionToken}, 2+len(section))
	case might("--"), might(doctype), t.foreign && might(section):
		return token{}, false
	}
	return t.bogus(2)
}

func (t *tokenizer) comment() (token, bool) {
	const begin = len("<!--")
	b := t.buf[begin:]
	for _, short := range []string{">", "->"} {
		if bytes.HasPrefix(b, []byte(short)) {
			return t.cut(token{kind: commentToken}, begin+len(short))
		}
	}
	for at := 0; ; {
		dashes := bytes.Index(b[at:], []byte("--"))
		if dashes < 0 {
			break
		}
		at += dashes
		for _, end := range []string{"-->", "--!>"} {
			if bytes.HasPrefix(b[at:], []byte(end)) {
				return t.cut(token{kind: commentToken, text: b[:at]}, begin+at+len(end))
			}
		}
		at++
	}
	if !t.final {
		return token{}, false
	}
	text := b
	for _, tail := range []string{"--!", "--", "-"} {
		if bytes.HasSuffix(text, []byte(tail)) {
			text = text[:len(text)-len(tail)]
			break
		}
	}
	return t.cut(token{kind: commentToken, text: text}, len(t.buf))
}

// tag takes a tag whose name begins at start.
func (t *tokenizer) tag(kind tokenKind, start int) (token, bool) {
	b := t.buf
	at := start
	for at < len(b) && !space(b[at]) && b[at] != '/' && b[at] != '>' {
		at++
	}
	k := token{kind: kind, name: b[start:at]}
	for {
		for at < len(b) && (space(b[at]) || b[at] == '/') {
			at++
		}
		if at == len(b) {
			return t.rest()
		}
		if b[at] == '>' {
			k.selfClosing = b[at-1] == '/'
			if n := len(k.attributes); n > 0 && k.selfClosing {
				last := k.attributes[n-1] // whose value, if it has no quotes, may end in a slash
				k.selfClosing = &last.raw[len(last.raw)-1] != &b[at-1]
			}
			return t.cut(k, at+1)
		}
		a, end := readAttribute(b, at)
		if end < 0 {
			return t.rest()
		}
		k.attributes = append(k.attributes, a)
		at = end
	}
}

// readAttribute reads the attribute at b[at] and answers where it ends, -1 if it does not.
func readAttribute(b []byte, at int) (attribute, int) {
	start := at
	for at++; at < len(b) && !space(b[at]) && b[at] != '/' && b[at] != '>' && b[at] != '='; {
		at++
	}
	a := attribute{name: b[start:at], raw: b[start:at]}
	end := at
	for at < len(b) && space(b[at]) {
		at++
	}
	if at == len(b) {
		return a, -1
	}
	if b[at] != '=' {
		return a, end
	}
	for at++; at < len(b) && space(b[at]); {
		at++
	}
	if at == len(b) {
		return a, -1
	}
	if quote := b[at]; quote == '"' || quote == '\'' {
		length := bytes.IndexByte(b[at+1:], quote)
		if length < 0 {
			return a, -1
		}
		a.value, end = b[at+1:at+1+length], at+length+2
	} else {
		from := at
		for at < len(b) && !space(b[at]) && b[at] != '>' {
			at++
		}
		if at == len(b) {
			return a, -1
		}
		a.value, end = b[from:at], at
	}
	a.raw = b[start:end]
	return a, end
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

// parseDoctype answers what a document type says; nil is what is missing.
func parseDoctype(b []byte) (name, public, system *string) {
	rest := strings.TrimLeft(string(b), " \t\n\r\f")
	word := func() string {
		end := strings.IndexAny(rest, " \t\n\r\f")
		if end < 0 {
			end = len(rest)
		}
		w := rest[:end]
		rest = strings.TrimLeft(rest[end:], " \t\n\r\f")
		return w
	}
	quoted := func() *string {
		if rest == "" || rest[0] != '"' && rest[0] != '\'' {
			return nil
		}
		end := strings.IndexByte(rest[1:], rest[0])
		if end < 0 {
			end = len(rest) - 1
		}
		value := rest[1 : 1+end]
		rest = strings.TrimLeft(rest[min(len(rest), end+2):], " \t\n\r\f")
		return &value
	}
	if w := strings.ToLower(word()); w != "" {
		name = &w
	}
	if len(rest) < 6 {
		return name, nil, nil
	}
	keyword := strings.ToLower(rest[:6])
	rest = strings.TrimLeft(rest[6:], " \t\n\r\f")
	switch keyword {
	case "public":
		public = quoted()
		system = quoted()
	case "system":
		system = quoted()
	}
	return name, public, system
}
