package config

import (
	"fmt"
	"strings"
)

// environment reads the selected part of a file: the top level for the empty
// name, else what env.name sets and inherits. It answers the level that counts.
func (r *reader) environment(root *node, name string) *node {
	if name == "" {
		r.read(root, "top-level")
		return root
	}
	// The top level is checked for its own mistakes before its values are
	// forgotten: what follows starts from an empty configuration.
	kept := r.c
	r.c = &Config{}
	r.read(root, "top-level")
	r.c = kept
	r.date, r.flags, r.migrations, r.exports, r.assetsAt, r.secrets, r.secretsListed = nil, nil, nil, nil, nil, nil, false

	own := root.field("env").field(name)
	if !own.is(object) {
		r.noEnvironment(root, name)
		return root
	}
	r.prefix = "env." + name + "."
	level := &node{kind: object, offset: own.offset}
	scopes := make(map[string]scope)
	for _, k := range keys() {
		scopes[k.name] = k.scope
	}
	for _, m := range own.members {
		if s, known := scopes[m.name]; known && s != topOnly {
			level.members = append(level.members, m)
		}
	}
	for _, m := range root.members {
		if m.name == "dev" {
			level.members = append(level.members, m) // how to serve is not the environment's to say
			continue
		}
		switch s, known := scopes[m.name]; {
		case !known || s == topOnly || own.field(m.name) != nil:
		case s == inherited:
			level.members = append(level.members, m)
		case m.value.kind == null:
		default:
			label := quote("env." + name)
			r.warnf(own.offset, "%s exists at the top level, but not on %s.", quote(m.name), label).Hint = fmt.Sprintf(
				"This is not what you probably want, since %s is not inherited by environments.\nPlease add %s to %s.",
				quote(m.name), quote(m.name), label)
		}
	}
	r.unexpectedIn(own, name)
	r.read(level, "top-level")
	if own.field("name") == nil && r.c.Name != "" {
		r.c.Name += "-" + name
	}
	return level
}

// unexpectedIn warns about what an environment cannot have.
func (r *reader) unexpectedIn(own *node, name string) {
	var known []string
	for _, k := range keys() {
		if k.scope != topOnly {
			known = append(known, k.name)
		}
	}
	r.unexpected(own, "env."+name, known...)
}

func (r *reader) noEnvironment(root *node, name string) {
	var names []string
	for _, m := range itemsOrMembers(root.field("env")) {
		names = append(names, quote(m.name))
	}
	d := Diagnostic{
		File:    r.src.name,
		Message: "No environment found in configuration with name " + quote(name) + ".",
		Hint: fmt.Sprintf("Before using `--env=%s` there should be an equivalent environment section in the configuration.\n"+
			"The available configured environment names are: [%s]\nConsider adding an environment configuration section to the %s file:\n[env.%s]",
			name, strings.Join(names, ","), r.src.name, name),
	}
	if best := nearest(name, unquoted(names)); best != "" {
		d.Hint = "Did you mean " + quote(best) + "?\n" + d.Hint
	}
	r.diags = append(r.diags, d)
}

func itemsOrMembers(n *node) []member {
	if n == nil {
		return nil
	}
	return n.members
}

func unquoted(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = strings.Trim(name, `"`)
	}
	return out
}
