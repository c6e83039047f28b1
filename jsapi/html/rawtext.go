package html

import (
	"bytes"
	"strings"
)

// scriptState is how deep a script is in what looks like a comment.
type scriptState int

const (
	plainScript   scriptState = iota
	escaped                   // after "<!--"
	doubleEscaped             // after "<script" in there: the next end tag is not the script's
)

// raw takes text in which only one end tag means something. Text is cut before every "<", as the platform cuts it.
func (t *tokenizer) raw() (token, bool) {
	b := t.buf
	if b[0] != '<' {
		at := bytes.IndexByte(b, '<')
		if t.mode == scriptText && t.script != plainScript {
			return t.hidden(at)
		}
		if at < 0 {
			return t.text(len(b))
		}
		return t.cut(token{kind: textToken}, at)
	}
	n, whole := t.endsElement()
	switch {
	case !whole:
		return t.unfinishedText(len(b))
	case n > 0 && t.script != doubleEscaped:
		t.mode, t.script = dataText, plainScript
		return t.tag(endTag, 2)
	case t.mode == scriptText && t.script == doubleEscaped && n > 0:
		t.script = escaped
		return t.hiddenFrom(n)
	case t.mode == scriptText && t.script == escaped:
		return t.doubled()
	case t.mode == scriptText && t.script == plainScript && len(b) > 1 && b[1] == '!':
		const begin = "<!--"
		if !t.final && len(b) < len(begin) && strings.HasPrefix(begin, string(b)) {
			return token{}, false
		}
		if bytes.HasPrefix(b, []byte(begin)) {
			t.script = escaped
			return t.hiddenFrom(len(begin))
		}
	}
	if t.script == plainScript {
		return t.cut(token{kind: textToken}, max(1, -n))
	}
	return t.hiddenFrom(1)
}

// endsElement looks at what begins with "<". It answers the length of the end tag's beginning if it is one of the
// element, and otherwise, negative, that of what looked like one; false is that more input is needed to tell.
func (t *tokenizer) endsElement() (int, bool) {
	b := t.buf
	if len(b) == 1 {
		return 0, t.final
	}
	if b[1] != '/' {
		return 0, true
	}
	at := 2
	for at < len(b) && letter(b[at]) {
		at++
	}
	if at == len(b) {
		return -at, false
	}
	if strings.EqualFold(string(b[2:at]), t.last) && (space(b[at]) || b[at] == '/' || b[at] == '>') {
		return at, true
	}
	return -at, true
}

// hidden takes text of a script in a comment, up to the next "<", at at, or to what ends the comment.
func (t *tokenizer) hidden(at int) (token, bool) {
	end := at
	if end < 0 {
		end = len(t.buf)
	}
	if t.buf[0] == '>' { // the comment's own, whose dashes were taken before
		t.script = plainScript
	}
	if close := bytes.Index(t.buf[:end], []byte("-->")); close >= 0 {
		t.script = plainScript
		return t.cut(token{kind: textToken}, close+2)
	}
	if at < 0 && !t.final {
		return t.text(end - overlap(t.buf, "-->"))
	}
	return t.cut(token{kind: textToken}, end)
}

// hiddenFrom is hidden behind n bytes that are text already.
func (t *tokenizer) hiddenFrom(n int) (token, bool) {
	end := bytes.IndexByte(t.buf[n:], '<')
	if end < 0 {
		end = len(t.buf)
	} else {
		end += n
	}
	from := max(0, n-2) // "<!-->" ends with its own dashes
	if close := bytes.Index(t.buf[from:end], []byte("-->")); close >= 0 {
		t.script = plainScript
		return t.cut(token{kind: textToken}, from+close+2)
	}
	if end == len(t.buf) && !t.final {
		end -= overlap(t.buf, "-->")
		if t.utf8 && end == len(t.buf) {
			end -= partial(t.buf)
		}
	}
	return t.cut(token{kind: textToken}, max(n, end))
}

// doubled looks for "<script" in a script's comment, which hides the next end tag.
func (t *tokenizer) doubled() (token, bool) {
	const tag = "<script"
	b := t.buf
	if !t.final && len(b) <= len(tag) && strings.EqualFold(string(b), tag[:len(b)]) {
		return token{}, false
	}
	if len(b) > len(tag) && strings.EqualFold(string(b[:len(tag)]), tag) {
		if c := b[len(tag)]; space(c) || c == '/' || c == '>' {
			t.script = doubleEscaped
			return t.hiddenFrom(len(tag) + 1)
		}
	}
	return t.hiddenFrom(1)
}
