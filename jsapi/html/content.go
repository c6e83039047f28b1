package html

import (
	"slices"
	"strings"
)

// Content is what a handler inserts: text, or a stream that the caller reads when it is its turn.
type Content struct {
	Text   string
	Stream any
	HTML   bool   // and not text to be escaped
	raw    []byte // of the document itself
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// Escaped is the content's text as it stands in a document.
func (c Content) Escaped() string {
	if c.HTML {
		return c.Text
	}
	return escaper.Replace(c.Text)
}

// mutations are what handlers changed around a token.
type mutations struct {
	before, instead, after []Content
	removed                bool
}

// Before inserts before the token, behind what was inserted so.
func (m *mutations) Before(c Content) { m.before = append(m.before, c) }

// After inserts after the token, before what was inserted so.
func (m *mutations) After(c Content) { m.after = slices.Insert(m.after, 0, c) }

// Replace writes c and not the token.
func (m *mutations) Replace(c Content) { m.removed, m.instead = true, []Content{c} }

// Remove does not write the token.
func (m *mutations) Remove() { m.removed = true }

// Removed answers whether the token will not be written.
func (m *mutations) Removed() bool { return m.removed }

// Text is a chunk of text. The last of a text has nothing in it, or what could not be completed.
type Text struct {
	mutations
	Text string
	Last bool
}

// Comment is a comment.
type Comment struct {
	mutations
	text    string
	changed bool
}

// Text is what the comment says.
func (c *Comment) Text() string { return c.text }

// SetText changes what the comment says.
func (c *Comment) SetText(text string) error {
	for _, end := range []string{"-->", "--!>"} {
		if strings.Contains(text, end) {
			return errCommentEnd
		}
	}
	c.text, c.changed = text, true
	return nil
}

// Doctype is the type of the document; nil is what it does not say.
type Doctype struct{ Name, PublicID, SystemID *string }

// DocumentEnd is where the document is over.
type DocumentEnd struct{ appended []Content }

// Append inserts at the end of the document.
func (d *DocumentEnd) Append(c Content) { d.appended = append(d.appended, c) }

// EndTag is an end tag.
type EndTag struct {
	mutations
	name    string
	renamed bool
}

// Name is the element's.
func (t *EndTag) Name() string { return t.name }

// SetName changes the name in the tag.
func (t *EndTag) SetName(name string) error {
	if err := checkTagName(name); err != nil {
		return err
	}
	t.name, t.renamed = name, true
	return nil
}

// ending is what becomes of the end tag that closes an element.
type ending struct {
	name    *string
	change  *mutations
	handler any // to be run with the EndTag
}
