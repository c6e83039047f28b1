package config

import (
	"slices"
	"strings"
)

// uniqueNames refuses two bindings of one name, whatever their kinds.
func (r *reader) uniqueNames(level *node) {
	var order []string
	kinds := make(map[string][]string)
	add := func(name, kind string) {
		if name == "" {
			return
		}
		if kinds[name] == nil {
			order = append(order, name)
		}
		kinds[name] = append(kinds[name], kind)
	}
	for _, b := range r.c.DurableObjects {
		add(b.Name, "Durable Object")
	}
	for _, b := range r.c.Resources {
		add(b.Name, string(b.Kind))
	}
	for _, b := range r.c.Unsupported {
		add(b.Name, b.Kind)
	}
	for _, b := range r.c.Services {
		add(b.Name, "Worker")
	}
	for _, name := range r.c.WorkerLoaders {
		add(name, "Worker Loader")
	}
	if r.c.Assets != nil {
		add(r.c.Assets.Binding, "Assets")
	}
	for _, v := range r.c.Vars {
		add(v.Name, "Environment Variable")
	}
	for _, name := range order {
		if len(kinds[name]) < 2 {
			continue
		}
		distinct := slices.Compact(slices.Clone(kinds[name]))
		at := bindingOffset(level, name)
		const fix = "Bindings must have unique names, so that they can all be referenced in the worker.\nPlease change your bindings to have unique names."
		if len(distinct) > 1 {
			r.report(at, name+" assigned to "+conjunction(distinct)+" bindings.").Hint = fix
		}
		for i, kind := range kinds[name][1:] {
			if kind == kinds[name][i] {
				r.report(at, name+" assigned to multiple "+kind+" bindings.").Hint = fix
				break
			}
		}
	}
}

// bindingOffset finds the last place that gives a name to something in env.
func bindingOffset(level *node, name string) int {
	offset := level.offset
	for _, m := range level.members {
		switch m.name {
		case "vars", "wasm_modules", "text_blobs", "data_blobs":
			if v := m.value.member(name); v != nil {
				offset = max(offset, v.offset)
			}
		case "env", "migrations", "exports":
		default:
			offset = max(offset, nameOffset(m.value, name))
		}
	}
	return offset
}

func nameOffset(n *node, name string) int {
	offset := -1
	for _, item := range n.items {
		offset = max(offset, nameOffset(item, name))
	}
	for _, m := range n.members {
		if (m.name == "name" || m.name == "binding") && m.value.kind == text && m.value.text == name {
			offset = max(offset, m.value.offset)
		}
		offset = max(offset, nameOffset(m.value, name))
	}
	return offset
}

// conjunction lists words: A and B; A, B, and C.
func conjunction(words []string) string {
	if len(words) < 3 {
		return strings.Join(words, " and ")
	}
	return strings.Join(words[:len(words)-1], ", ") + ", and " + words[len(words)-1]
}
