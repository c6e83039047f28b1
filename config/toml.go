package config

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// decodeTOML reads TOML. A first pass checks it whole, so the second, which
// only wants positions, may assume a document without contradictions.
func decodeTOML(s *source) (*node, error) {
	var whole map[string]any
	if err := toml.Unmarshal(s.data, &whole); err != nil {
		return nil, tomlError(s, err)
	}
	var p unstable.Parser
	p.Reset(s.data)
	root := &node{kind: object}
	table := root
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table:
			table = root.descend(e.Key(), false)
		case unstable.ArrayTable:
			table = root.descend(e.Key(), true)
		case unstable.KeyValue:
			tomlKeyValue(table, e)
		}
	}
	if err := p.Error(); err != nil {
		return nil, tomlError(s, err)
	}
	return root, nil
}

func tomlError(s *source, err error) error {
	d := Diagnostic{File: s.name, Message: "This is not valid TOML: " + err.Error()}
	var decode *toml.DecodeError
	if errors.As(err, &decode) {
		line, column := decode.Position()
		d = s.at(s.offset(line, column), "This is not valid TOML: "+strings.TrimPrefix(decode.Error(), "toml: "))
	}
	d.Hint = "Strings need quotes, and every key its value."
	return &Error{[]Diagnostic{d}}
}

// descend walks a table header from the root, making what is not there yet.
func (n *node) descend(key unstable.Iterator, list bool) *node {
	for key.Next() {
		k := key.Node()
		name, offset := string(k.Data), int(k.Raw.Offset)
		last := key.IsLast()
		child := n.field(name)
		if child == nil {
			child = &node{kind: object, offset: offset}
			if last && list {
				child.kind = array
			}
			n.members = append(n.members, member{name, offset, child})
		}
		if last && list {
			child.items = append(child.items, &node{kind: object, offset: offset})
		}
		if child.kind == array && len(child.items) > 0 {
			child = child.items[len(child.items)-1]
		}
		n = child
	}
	return n
}

// tomlKeyValue adds a possibly dotted key to a table.
func tomlKeyValue(table *node, e *unstable.Node) {
	for key := e.Key(); key.Next(); {
		k := key.Node()
		name, offset := string(k.Data), int(k.Raw.Offset)
		if key.IsLast() {
			table.members = append(table.members, member{name, offset, tomlNode(e.Value(), offset)})
			return
		}
		child := table.field(name)
		if child == nil {
			child = &node{kind: object, offset: offset}
			table.members = append(table.members, member{name, offset, child})
		}
		table = child
	}
}

// tomlNode converts a value; near is where to point when the parser keeps no
// position of its own, as for arrays.
func tomlNode(v *unstable.Node, near int) *node {
	n := &node{offset: near, text: string(v.Data)}
	if v.Raw.Length > 0 {
		n.offset = int(v.Raw.Offset)
	}
	switch v.Kind {
	case unstable.String:
		n.kind = text
	case unstable.Bool:
		n.kind = boolean
	case unstable.Integer:
		n.kind = number
		if i, err := strconv.ParseInt(n.text, 0, 64); err == nil {
			n.text = strconv.FormatInt(i, 10)
		}
	case unstable.Float:
		n.kind, n.text = tomlFloat(n.text)
	case unstable.Array:
		n.kind = array
		for it := v.Children(); it.Next(); {
			n.items = append(n.items, tomlNode(it.Node(), n.offset))
		}
	case unstable.InlineTable:
		n.kind = object
		for it := v.Children(); it.Next(); {
			tomlKeyValue(n, it.Node())
		}
	default:
		n.kind = date
	}
	return n
}

// tomlFloat writes a number as JSON does, which has no infinities.
func tomlFloat(s string) (kind, string) {
	f, err := strconv.ParseFloat(strings.ReplaceAll(s, "_", ""), 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return null, "null"
	}
	b, err := json.Marshal(f)
	if err != nil {
		return null, "null"
	}
	return number, string(b)
}
