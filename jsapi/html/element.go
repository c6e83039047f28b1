package html

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

var (
	errCommentEnd    = errors.New("Comment text shouldn't contain a comment-closing sequence.")
	errNoEndTag      = errors.New("No end tag.")
	errTagName       = errors.New("Tag name can't be empty.")
	errTagStart      = errors.New("The first character of the tag name should be an ASCII alphabetical character.")
	errAttributeName = errors.New("Attribute name can't be empty.")
)

// Element is a start tag, and the element that begins with it.
type Element struct {
	mutations
	token   *token
	in      *element // nil for one without content
	space   namespace
	name    string // as written in the tag
	list    []Attribute
	changed bool
	hidden  bool // it stands in what is removed
	decode  func([]byte) string
}

// Attribute is one of an element's attributes.
type Attribute struct {
	Name, Value string
	name        string // as it was written
	raw         []byte // nil once it is changed
}

// TagName is the element's name, in lower case.
func (e *Element) TagName() string { return lower(e.name) }

// NamespaceURI names the element's namespace.
func (e *Element) NamespaceURI() string { return e.space.URI() }

// Removed answers whether the element will not be written.
func (e *Element) Removed() bool { return e.removed || e.hidden }

// SetTagName changes the name, in the end tag too.
func (e *Element) SetTagName(name string) error {
	if err := checkTagName(name); err != nil {
		return err
	}
	e.name, e.changed = name, true
	if e.in != nil {
		e.in.ending.name = &name
	}
	return nil
}

func checkTagName(name string) error {
	switch {
	case name == "":
		return errTagName
	case !letter(name[0]):
		return errTagStart
	}
	if at := strings.IndexAny(name, " \n\r\t\f/>"); at >= 0 {
		return fmt.Errorf("`%c` character is forbidden in the tag name", name[at])
	}
	return nil
}

// Attributes answers the attributes as they are now.
func (e *Element) Attributes() []Attribute {
	if e.list == nil {
		e.list = make([]Attribute, 0, len(e.token.attributes))
		for _, a := range e.token.attributes {
			name := e.decode(a.name)
			e.list = append(e.list, Attribute{Name: lower(name), Value: e.decode(a.value), name: name, raw: a.raw})
		}
	}
	return e.list
}

// Attribute answers the value of an attribute and whether it is there.
func (e *Element) Attribute(name string) (string, bool) {
	if n := e.find(lower(name)); n >= 0 {
		return e.list[n].Value, true
	}
	return "", false
}

func (e *Element) find(name string) int {
	return slices.IndexFunc(e.Attributes(), func(a Attribute) bool { return a.Name == name })
}

// SetAttribute changes an attribute, or adds it.
func (e *Element) SetAttribute(name, value string) error {
	if name == "" {
		return errAttributeName
	}
	if at := strings.IndexAny(name, " \n\r\t\f/>="); at >= 0 {
		return fmt.Errorf("`%c` character is forbidden in the attribute name", name[at])
	}
	e.changed = true
	name = lower(name)
	if n := e.find(name); n >= 0 {
		e.list[n].Value, e.list[n].raw = value, nil
		return nil
	}
	e.list = append(e.list, Attribute{Name: name, Value: value, name: name})
	return nil
}

// RemoveAttribute removes an attribute, each time that it is there.
func (e *Element) RemoveAttribute(name string) {
	before := len(e.Attributes())
	name = lower(name)
	e.list = slices.DeleteFunc(e.list, func(a Attribute) bool { return a.Name == name })
	e.changed = e.changed || len(e.list) < before
}

// end answers what surrounds the end tag, which the element has.
func (e *Element) end() *mutations {
	if e.in.ending.change == nil {
		e.in.ending.change = &mutations{}
	}
	return e.in.ending.change
}

// After inserts after the element.
func (e *Element) After(c Content) {
	if e.in == nil {
		e.mutations.After(c)
		return
	}
	e.end().After(c)
}

// Prepend inserts at the beginning of the content.
func (e *Element) Prepend(c Content) {
	if e.in != nil {
		e.mutations.After(c)
	}
}

// Append inserts at the end of the content.
func (e *Element) Append(c Content) {
	if e.in != nil {
		e.end().Before(c)
	}
}

// SetInnerContent replaces the content.
func (e *Element) SetInnerContent(c Content) {
	if e.in == nil {
		return
	}
	e.clear()
	e.mutations.after = []Content{c}
}

// clear removes the content, what was inserted into it included.
func (e *Element) clear() {
	e.in.hides = true
	e.mutations.after = nil
	e.end().before = nil
}

// Replace writes c and not the element.
func (e *Element) Replace(c Content) {
	e.mutations.Replace(c)
	if e.in != nil {
		e.clear()
		e.end().removed = true
	}
}

// Remove does not write the element.
func (e *Element) Remove() {
	e.mutations.Remove()
	if e.in != nil {
		e.clear()
		e.end().removed = true
	}
}

// RemoveAndKeepContent writes the content of the element and not its tags.
func (e *Element) RemoveAndKeepContent() {
	e.mutations.Remove()
	if e.in != nil {
		e.end().removed = true
	}
}

// OnEndTag has a handler run with the tag that ends the element; it replaces the one before.
func (e *Element) OnEndTag(handler any) error {
	if e.in == nil {
		return errNoEndTag
	}
	e.in.ending.handler = handler
	return nil
}

// write answers the tag as it is now; encode puts text into the document's encoding.
func (e *Element) write(encode func(string) []byte) []byte {
	if !e.changed {
		return e.token.raw
	}
	b := append([]byte{'<'}, encode(e.name)...)
	for _, a := range e.Attributes() {
		b = append(b, ' ')
		if a.raw != nil {
			b = append(b, a.raw...)
			continue
		}
		b = append(b, encode(a.name)...)
		b = append(b, `="`...)
		b = append(b, encode(strings.ReplaceAll(a.Value, `"`, "&quot;"))...)
		b = append(b, '"')
	}
	if e.token.selfClosing {
		if len(e.list) > 0 {
			b = append(b, ' ')
		}
		b = append(b, '/')
	}
	return append(b, '>')
}

// lower makes the letters of ASCII small.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 0x20
		}
		return r
	}, s)
}
