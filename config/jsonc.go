package config

import (
	"fmt"
	"regexp"
	"strconv"

	"github.com/tailscale/hujson"
)

// decodeJSON reads JSON with comments and trailing commas.
func decodeJSON(s *source) (*node, []Diagnostic, error) {
	v, err := hujson.Parse(s.data)
	if err != nil {
		return nil, nil, jsonError(s, err)
	}
	var repeated []Diagnostic
	return jsonNode(s, &v, &repeated), repeated, nil
}

var jsonPosition = regexp.MustCompile(`^hujson: line (\d+), column (\d+): `)

// jsonError moves the position from the parser's message to a diagnostic.
func jsonError(s *source, err error) error {
	message, offset := err.Error(), len(s.data)
	if m := jsonPosition.FindStringSubmatch(message); m != nil {
		line, _ := strconv.Atoi(m[1])
		column, _ := strconv.Atoi(m[2])
		offset = s.offset(line, column)
		message = message[len(m[0]):]
	}
	d := s.at(offset, "This is not valid JSON: "+message)
	d.Hint = "Look for a missing comma, quote or bracket here or just before."
	return &Error{[]Diagnostic{d}}
}

func jsonNode(s *source, v *hujson.Value, repeated *[]Diagnostic) *node {
	n := &node{offset: v.StartOffset}
	switch value := v.Value.(type) {
	case *hujson.Object:
		n.kind = object
		for i := range value.Members {
			m := &value.Members[i]
			name := m.Name.Value.(hujson.Literal).String()
			child := jsonNode(s, &m.Value, repeated)
			if before := n.member(name); before != nil {
				d := s.at(m.Name.StartOffset, fmt.Sprintf("%q is given twice; the last one counts.", name))
				d.Warning = true
				*repeated = append(*repeated, d)
				before.offset, before.value = m.Name.StartOffset, child
				continue
			}
			n.members = append(n.members, member{name, m.Name.StartOffset, child})
		}
	case *hujson.Array:
		n.kind = array
		for i := range value.Elements {
			n.items = append(n.items, jsonNode(s, &value.Elements[i], repeated))
		}
	case hujson.Literal:
		switch value.Kind() {
		case 'n':
			n.kind, n.text = null, "null"
		case 't', 'f':
			n.kind, n.text = boolean, string(value)
		case '"':
			n.kind, n.text = text, value.String()
		default:
			n.kind, n.text = number, string(value)
		}
	}
	return n
}

// rootObject refuses a file that is not an object.
func rootObject(s *source, n *node) error {
	if n.kind == object {
		return nil
	}
	d := s.at(n.offset, fmt.Sprintf("A configuration file should be an object but got %s.", n.json()))
	return &Error{[]Diagnostic{d}}
}
