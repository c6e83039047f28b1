package config

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// readExports checks the declarations that replace migrations.
func (r *reader) readExports(label string, n *node) {
	if !r.should(n, label, object) {
		return
	}
	r.exports = n
	for _, m := range n.members {
		r.export("exports."+m.name, m.name, m.value)
	}
}

func (r *reader) export(label, class string, n *node) {
	if n.kind != object {
		r.errorf(n, "%s should be an object but got %s.", quote(label), n.json())
		return
	}
	kind := n.field("type")
	switch {
	case kind.is(text) && kind.text == "worker":
		return
	case kind.is(text) && kind.text == "workflow":
		r.warnf(n.offset, "%s is unsupported: dodev does not emulate Workflows.", quote(label))
		return
	case !kind.is(text) || kind.text != "durable-object":
		r.errorf(place(kind, n), `%s must be "durable-object", "worker", or "workflow", but got %s.`, quote(label+".type"), kind.json())
		return
	}
	r.unexpected(n, label, "type", "storage", "state", "renamed_to", "transferred_to", "transfer_from", "container")
	if c := n.member("container"); c != nil {
		r.warnf(c.offset, "%s is unsupported: dodev does not emulate Containers.", quote(label+".container"))
	}
	state := "created"
	if f := n.field("state"); f != nil {
		states := []string{"created", "deleted", "renamed", "transferred", "expecting-transfer"}
		if f.kind != text || !slices.Contains(states, f.text) {
			r.errorf(f, `%s must be one of "created", "deleted", "renamed", "transferred", or "expecting-transfer" but got %s.`, quote(label+".state"), f.json())
			return
		}
		state = f.text
	}
	switch state {
	case "created":
		r.exportStorage(label, state, n)
	case "expecting-transfer":
		r.exportStorage(label, state, n)
		r.exportTarget(label, state, "transfer_from", n)
	case "renamed":
		if to := r.exportTarget(label, state, "renamed_to", n); to.is(text) && to.text == class {
			r.errorf(to, "%s cannot equal the source class name %s.", quote(label+".renamed_to"), quote(class))
		}
	case "transferred":
		r.exportTarget(label, state, "transferred_to", n)
	}
}

func (r *reader) exportStorage(label, state string, n *node) {
	f := n.field("storage")
	if f.is(text) && (f.text == "sqlite" || f.text == "legacy-kv") {
		return
	}
	r.errorf(place(f, n), "%s is required for state %s and must be one of sqlite and legacy-kv, but got %s", quote(label+".storage"), quote(state), f.json()).Hint =
		`New classes should say "sqlite".`
}

func (r *reader) exportTarget(label, state, name string, n *node) *node {
	f := n.field(name)
	if !f.is(text) || f.text == "" {
		r.errorf(place(f, n), "%s is required for state %s and must be a non-empty string.", quote(label+"."+name), quote(state))
	}
	return f
}

// place is where to point: at the value, or at what should have it.
func place(n, parent *node) *node {
	if n == nil {
		return parent
	}
	return n
}

// exported tells which classes are live and how they keep their data.
func exported(exports *node) map[string]Storage {
	classes := make(map[string]Storage)
	for _, m := range exports.members {
		kind, state, storage := m.value.field("type"), m.value.field("state"), m.value.field("storage")
		if !kind.is(text) || kind.text != "durable-object" {
			continue
		}
		if state.is(text) && state.text != "created" && state.text != "expecting-transfer" {
			continue
		}
		classes[m.name] = KV
		if storage.is(text) && storage.text == "sqlite" {
			classes[m.name] = SQLite
		}
	}
	return classes
}

// undeclared warns about bound classes that nothing declares.
func (r *reader) undeclared(offset int, classes []string) {
	file := filepath.Base(r.src.name)
	d := r.warnf(offset, "In your %s file, you have configured `durable_objects` exported by this Worker (%s), but no live `exports` entry for them. "+
		"This may not work as expected until you add a live `durable-object` entry to `exports` for each. Add the following configuration:",
		file, strings.Join(classes, ", "))
	var lines []string
	if filepath.Ext(file) == ".toml" {
		for _, class := range classes {
			lines = append(lines, fmt.Sprintf("[exports.%s]\ntype = \"durable-object\"\nstorage = \"sqlite\"", class))
		}
		d.Hint = strings.Join(lines, "\n\n")
		return
	}
	for _, class := range classes {
		lines = append(lines, fmt.Sprintf("  %s: { \"type\": \"durable-object\", \"storage\": \"sqlite\" }", quote(class)))
	}
	d.Hint = "\"exports\": {\n" + strings.Join(lines, ",\n") + "\n}"
}
