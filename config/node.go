package config

import (
	"encoding/json"
	"strconv"
	"strings"
)

// kind is what a node holds.
type kind uint8

const (
	null kind = iota
	boolean
	number
	text
	date // TOML only; JavaScript sees its text
	array
	object
)

// node is one value of a configuration file, whatever the format.
type node struct {
	kind    kind
	offset  int    // of its first byte
	text    string // a string's content, any other scalar's JSON form
	items   []*node
	members []member
}

// member is one key of an object, in the order of the file.
type member struct {
	name   string
	offset int // of the key
	value  *node
}

// field is the value of a key, nil when it is absent.
func (n *node) field(name string) *node {
	if m := n.member(name); m != nil {
		return m.value
	}
	return nil
}

func (n *node) member(name string) *member {
	if n == nil {
		return nil
	}
	for i := range n.members {
		if n.members[i].name == name {
			return &n.members[i]
		}
	}
	return nil
}

// is tells the kind of a node that may be absent.
func (n *node) is(k kind) bool { return n != nil && n.kind == k }

// json writes a node the way JSON.stringify would; an absent one is undefined.
func (n *node) json() string {
	if n == nil {
		return "undefined"
	}
	var b strings.Builder
	n.write(&b)
	return b.String()
}

func (n *node) write(b *strings.Builder) {
	switch n.kind {
	case text, date:
		b.WriteString(quote(n.text))
	case array:
		b.WriteByte('[')
		for i, item := range n.items {
			if i > 0 {
				b.WriteByte(',')
			}
			item.write(b)
		}
		b.WriteByte(']')
	case object:
		b.WriteByte('{')
		for i, m := range n.members {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(quote(m.name))
			b.WriteByte(':')
			m.value.write(b)
		}
		b.WriteByte('}')
	default:
		b.WriteString(n.text)
	}
}

// quote writes a JSON string without escaping what only HTML minds.
func quote(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic("config: encode string: " + err.Error()) // strings always encode
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// integer answers a number without its fraction.
func (n *node) integer() int {
	f, _ := strconv.ParseFloat(n.text, 64) // JSON, so it is one
	return int(f)
}

// typeof is JavaScript's word for the kind.
func (n *node) typeof() string {
	switch {
	case n == nil:
		return "undefined"
	case n.kind == boolean:
		return "boolean"
	case n.kind == number:
		return "number"
	case n.kind == text:
		return "string"
	}
	return "object"
}
