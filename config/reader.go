package config

import (
	"fmt"
	"slices"
	"strings"
)

// reader checks the values of one file and writes what they mean into a Config.
type reader struct {
	src    *source
	c      *Config
	prefix string // "env.name." before the keys an environment must repeat
	diags  []Diagnostic

	date          *node
	flags         *node
	migrations    *node
	exports       *node
	assetsAt      *node
	databases     map[string]*node // the Hyperdrive bindings, by their names
	secrets       []string
	secretsListed bool
}

// errorf reports a mistake at a node and lets the caller add a hint.
func (r *reader) errorf(n *node, format string, args ...any) *Diagnostic {
	offset := 0
	if n != nil {
		offset = n.offset
	}
	return r.report(offset, fmt.Sprintf(format, args...))
}

func (r *reader) warnf(offset int, format string, args ...any) *Diagnostic {
	d := r.report(offset, fmt.Sprintf(format, args...))
	d.Warning = true
	return d
}

func (r *reader) report(offset int, message string) *Diagnostic {
	d := r.src.at(offset, message)
	for i, seen := range r.diags {
		// A value that an environment inherits is read twice.
		if seen.Line == d.Line && seen.Column == d.Column && seen.Message == d.Message {
			return &r.diags[i]
		}
	}
	r.diags = append(r.diags, d)
	return &r.diags[len(r.diags)-1]
}

// ofType checks a scalar that names its type: Expected "x" to be of type...
func (r *reader) ofType(n *node, label string, k kind) bool {
	if n.kind == k {
		return true
	}
	name := map[kind]string{text: "string", boolean: "boolean", number: "number", object: "object", array: "array"}[k]
	d := r.errorf(n, "Expected %s to be of type %s but got %s.", quote(label), name, n.json())
	switch {
	case k == text && n.kind == object, k == text && n.kind == array, k == object, k == array:
	case k == text:
		d.Hint = "Put it in quotes: " + quote(n.text) + "."
	case n.kind == text:
		d.Hint = "Write it without quotes: " + map[kind]string{boolean: "true or false.", number: "8787."}[k]
	}
	return false
}

// should checks a container that names its shape: The field "x" should be...
func (r *reader) should(n *node, label string, k kind) bool {
	if n.kind == k {
		return true
	}
	name := map[kind]string{object: "an object", array: "an array", text: "a string"}[k]
	r.errorf(n, "The field %s should be %s but got %s.", quote(label), name, n.json())
	return false
}

func (r *reader) string(n *node, label string) string {
	if !r.ofType(n, label, text) {
		return ""
	}
	return n.text
}

func (r *reader) bool(n *node, label string) bool {
	return r.ofType(n, label, boolean) && n.text == "true"
}

// optional reads a string field that may be absent, in the words bindings use.
func (r *reader) optional(n *node, name string) string {
	switch f := n.field(name); {
	case f == nil:
		return ""
	case f.kind != text:
		r.errorf(f, "the field %s, when present, should be a string.", quote(name)).Hint = "Put it in quotes: " + quote(f.json()) + "."
		return ""
	default:
		return f.text
	}
}

// oneOf reads a string field that may be absent and has few values.
func (r *reader) oneOf(n *node, label, name string, values []string) string {
	f := n.field(name)
	if f == nil {
		return ""
	}
	if !f.is(text) || !slices.Contains(values, f.text) {
		quoted := make([]string, len(values))
		for i, v := range values {
			quoted[i] = quote(v)
		}
		d := r.errorf(f, "Expected %s field to be one of [%s] but got %s.", quote(label+"."+name), strings.Join(quoted, ","), f.json())
		if best := nearest(f.text, values); best != "" {
			d.Hint = "Did you mean " + quote(best) + "?"
		}
		return ""
	}
	return f.text
}

// allStrings tells whether a node is a list of strings, and which.
func allStrings(n *node) ([]string, bool) {
	if !n.is(array) {
		return nil, false
	}
	list := make([]string, 0, len(n.items))
	for _, item := range n.items {
		if item.kind != text {
			return nil, false
		}
		list = append(list, item.text)
	}
	return list, true
}

// unexpected warns about the keys of an object that mean nothing.
func (r *reader) unexpected(n *node, label string, known ...string) {
	for _, m := range n.members {
		if slices.Contains(known, m.name) {
			continue
		}
		d := r.warnf(m.offset, "Unexpected fields found in %s field: %s", label, quote(m.name))
		if best := nearest(m.name, known); best != "" {
			d.Hint = "Did you mean " + quote(best) + "?"
		}
	}
}
