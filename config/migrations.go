package config

import "slices"

// readMigrations checks the history of a Worker's classes; it is applied later,
// once it is known that exports does not replace it.
func (r *reader) readMigrations(_ string, n *node) {
	if n.kind != array {
		r.errorf(n, `The optional "migrations" field should be an array, but got %s`, n.json()).Hint = `Write a list: [{ tag = "v1", new_sqlite_classes = ["Room"] }].`
		return
	}
	r.migrations = n
	for i, item := range n.items {
		r.migration(index("migrations", i), item)
	}
}

func (r *reader) migration(label string, n *node) {
	r.unexpected(n, "migrations", "tag", "new_classes", "new_sqlite_classes", "renamed_classes", "deleted_classes", "transferred_classes")
	switch tag := n.field("tag"); {
	case tag == nil:
		r.errorf(n, "%s is a required field.", quote(label+".tag")).Hint = `Every migration has a tag of its own: tag = "v1".`
	default:
		r.string(tag, label+".tag")
	}
	for _, name := range []string{"new_classes", "new_sqlite_classes", "deleted_classes"} {
		if f := n.field(name); f != nil {
			if _, ok := allStrings(f); !ok {
				r.errorf(f, "Expected %s to be an array of strings but got %s", quote(label+"."+name), f.json()).Hint = `Write a list of class names: ["Room"].`
			}
		}
	}
	r.objects(n, label, "renamed_classes", "from", "to")
	r.objects(n, label, "transferred_classes", "from", "from_script", "to")
}

// objects checks a list of objects whose fields are all strings.
func (r *reader) objects(migration *node, label, name string, fields ...string) {
	n := migration.field(name)
	if n == nil {
		return
	}
	ok := n.kind == array
	for _, item := range n.items {
		for _, f := range fields {
			ok = ok && item.field(f).is(text)
		}
	}
	if ok {
		return
	}
	shape := "{"
	for i, f := range fields {
		if i > 0 {
			shape += ", "
		}
		shape += f + ": string"
	}
	r.errorf(n, `Expected %s to be an array of "%s}" objects but got %s.`, quote(label+"."+name), shape, n.json())
}

// migrated applies the migrations in order and tells which classes are left.
func migrated(migrations *node) map[string]Storage {
	classes := make(map[string]Storage)
	if migrations == nil {
		return classes
	}
	for _, m := range migrations.items {
		for _, name := range stringsOf(m.field("new_classes")) {
			classes[name] = KV
		}
		for _, name := range stringsOf(m.field("new_sqlite_classes")) {
			classes[name] = SQLite
		}
		for _, rename := range itemsOf(m.field("renamed_classes")) {
			from, to := rename.field("from"), rename.field("to")
			if !from.is(text) || !to.is(text) {
				continue // reported where it was read
			}
			if storage, known := classes[from.text]; known {
				delete(classes, from.text)
				classes[to.text] = storage
			}
		}
		for _, name := range stringsOf(m.field("deleted_classes")) {
			delete(classes, name)
		}
	}
	return classes
}

func stringsOf(n *node) []string {
	list, _ := allStrings(n)
	return list
}

func itemsOf(n *node) []*node {
	if n == nil {
		return nil
	}
	return n.items
}

// classes settles how every class of the Worker keeps its data.
func (r *reader) classes(level *node) {
	live := migrated(r.migrations)
	if r.exports != nil && len(r.exports.members) > 0 {
		if r.migrations != nil && len(r.migrations.items) > 0 {
			r.errorf(r.exports, "`migrations` and `exports` are mutually exclusive. Choose one or the other to declare your Durable Object lifecycle, but not both.")
		}
		live = exported(r.exports)
	}
	var undeclared []string
	for _, b := range r.c.DurableObjects {
		if b.ScriptName != "" && b.ScriptName != r.c.Name {
			continue
		}
		if _, known := live[b.ClassName]; !known {
			live[b.ClassName] = KV
			if !slices.Contains(undeclared, b.ClassName) {
				undeclared = append(undeclared, b.ClassName)
			}
		}
	}
	r.c.Classes = live
	if len(undeclared) > 0 && (r.migrations == nil || len(r.migrations.items) == 0) {
		r.undeclared(level.member("durable_objects").offset, undeclared)
	}
}
