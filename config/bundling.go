package config

import "slices"

var moduleTypes = []string{"ESModule", "CommonJS", "CompiledWasm", "Text", "Data", "PythonModule", "PythonRequirement"}

func (r *reader) rules(label string, n *node) {
	if !r.should(n, label, array) {
		return
	}
	for i, item := range n.items {
		if rule, ok := r.rule(index(label, i), item); ok {
			r.c.Rules = append(r.c.Rules, rule)
		}
	}
}

func (r *reader) rule(label string, n *node) (rule Rule, ok bool) {
	if n.kind != object {
		r.errorf(n, "%s should be an object but got %s.", quote(label), n.json())
		return rule, false
	}
	r.unexpected(n, label, "type", "globs", "fallthrough")
	ok = true
	kind := n.field("type")
	if kind.is(text) && slices.Contains(moduleTypes, kind.text) {
		rule.Type = kind.text
	} else {
		ok = false
		at := kind
		if at == nil {
			at = n
		}
		d := r.errorf(at, `bindings should have a string "type" field, which contains one of "ESModule", "CommonJS", "CompiledWasm", "Text", or "Data".`)
		if kind.is(text) {
			if best := nearest(kind.text, moduleTypes); best != "" {
				d.Hint = "Did you mean " + quote(best) + "?"
			}
		}
	}
	switch globs := n.field("globs"); {
	case !globs.is(array):
		ok = false
		at := globs
		if at == nil {
			at = n
		}
		r.errorf(at, "Expected %s to be an array of strings but got %s", quote(label+".globs"), globs.json()).Hint = `Write a list: ["**/*.html"].`
	default:
		for i, glob := range globs.items {
			if !r.ofType(glob, index(label+".globs.", i), text) {
				ok = false
			}
			rule.Globs = append(rule.Globs, glob.text)
		}
	}
	if f := n.field("fallthrough"); f != nil {
		if f.kind != boolean {
			r.errorf(f, `the field "fallthrough", when present, should be a boolean.`).Hint = "Write true or false, without quotes."
			return rule, false
		}
		on := f.text == "true"
		rule.Fallthrough = &on
	}
	return rule, ok
}

func (r *reader) define(label string, n *node) {
	if !r.should(n, label, object) {
		return
	}
	r.c.Define = make(map[string]string, len(n.members))
	for _, m := range n.members {
		if !r.should(m.value, label+"."+m.name, text) {
			r.diags[len(r.diags)-1].Hint = "The string is inserted as source text: " + quote(m.value.json()) + "."
			continue
		}
		r.c.Define[m.name] = m.value.text
	}
}

func (r *reader) alias(_ string, n *node) {
	if n.kind != object {
		r.errorf(n, "Expected alias to be an object, but got %s", n.typeof()).Hint = `Write module names and what to import instead: {"x": "./y.js"}.`
		return
	}
	r.c.Alias = make(map[string]string, len(n.members))
	for _, m := range n.members {
		if m.value.kind != text {
			r.errorf(m.value, "Expected alias[%s] to be a string, but got %s", quote(m.name), m.value.typeof())
			continue
		}
		r.c.Alias[m.name] = m.value.text
	}
}
