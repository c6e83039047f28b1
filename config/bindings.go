package config

func (r *reader) vars(label string, n *node) {
	if !r.should(n, label, object) {
		return
	}
	for _, m := range n.members {
		v := Var{Name: m.name, Value: m.value.text}
		if m.value.kind != text && m.value.kind != date {
			v.Value, v.JSON = m.value.json(), true
		}
		r.c.Vars = append(r.c.Vars, v)
	}
}

func (r *reader) durableObjects(label string, n *node) {
	if !r.should(n, label, object) {
		r.diags[len(r.diags)-1].Hint = `Bindings go one level deeper, under "durable_objects.bindings".`
		return
	}
	r.unexpected(n, label, "bindings")
	bindings := n.field("bindings")
	if bindings == nil {
		r.errorf(n, `The field %s is missing the required "bindings" property.`, quote(label)).Hint = `Add bindings = [{ name = "ROOMS", class_name = "Room" }].`
		return
	}
	if !r.should(bindings, label+".bindings", array) {
		return
	}
	for i, item := range bindings.items {
		r.durableObject(index(label+".bindings", i), item)
	}
}

func (r *reader) durableObject(label string, n *node) {
	if n.kind != object {
		r.errorf(n, "Expected %s to be an object but got %s", quote(label), n.json())
		return
	}
	r.unexpected(n, label, "name", "class_name", "script_name", "environment")
	b := DurableObjectBinding{
		Name:        r.required(n, "name", "the name of the namespace in env"),
		ClassName:   r.required(n, "class_name", "the class your Worker exports"),
		ScriptName:  r.optional(n, "script_name"),
		Environment: r.optional(n, "environment"),
	}
	if f := n.member("environment"); f != nil && n.field("script_name") == nil {
		r.report(f.offset, `binding should have a "script_name" field if "environment" is present.`).Hint = "Name the Worker that has the class, or drop the environment."
	}
	if b.Name != "" && b.ClassName != "" {
		r.c.DurableObjects = append(r.c.DurableObjects, b)
	}
}

// required reads a string field a Durable Object binding cannot do without.
func (r *reader) required(n *node, name, meaning string) string {
	f := n.field(name)
	if f.is(text) && f.text != "" {
		return f.text
	}
	at := f
	if at == nil {
		at = n
	}
	r.errorf(at, "binding should have a string %s field.", quote(name)).Hint = "It is " + meaning + "."
	return ""
}

func (r *reader) services(label string, n *node) {
	if !r.should(n, label, array) {
		return
	}
	for i, item := range n.items {
		label := index(label, i)
		if item.kind != object {
			r.errorf(item, "%s bindings should be objects, but got %s", quote(label), item.json())
			continue
		}
		r.unexpected(item, label, "binding", "service", "environment", "entrypoint", "props", "remote")
		s := ServiceBinding{
			Name:        r.serviceField(item, label, "binding", true),
			Service:     r.serviceField(item, label, "service", true),
			Environment: r.serviceField(item, label, "environment", false),
			Entrypoint:  r.serviceField(item, label, "entrypoint", false),
		}
		if props := item.field("props"); props != nil {
			if props.kind != object {
				r.errorf(props, "%s bindings should have an object \"props\" field but got %s.", quote(label), item.json())
			}
			s.Props = props.json()
		}
		if s.Name != "" && s.Service != "" {
			r.c.Services = append(r.c.Services, s)
		}
	}
}

func (r *reader) serviceField(n *node, label, name string, required bool) string {
	f := n.field(name)
	if f.is(text) {
		return f.text
	}
	if f != nil || required {
		at := place(f, n)
		r.errorf(at, "%s bindings should have a string %s field but got %s.", quote(label), quote(name), n.json())
	}
	return ""
}

func (r *reader) workerLoaders(label string, n *node) {
	if !r.should(n, label, array) {
		return
	}
	for i, item := range n.items {
		label := index(label, i)
		if item.kind != object {
			r.errorf(item, "%s bindings should be objects, but got %s", quote(label), item.json())
			continue
		}
		r.unexpected(item, label, "binding")
		if name := r.serviceField(item, label, "binding", true); name != "" {
			r.c.WorkerLoaders = append(r.c.WorkerLoaders, name)
		}
	}
}

func (r *reader) tailConsumers(label string, n *node) {
	if n.kind != array {
		r.errorf(n, "Expected %s to be an array but got %s.", quote(label), n.json())
		return
	}
	for i, item := range n.items {
		label := index(label, i)
		if item.kind != object {
			r.errorf(item, "%s should be an object but got %s.", quote(label), item.json())
			continue
		}
		var t TailConsumer
		if f := item.field("service"); f != nil {
			t.Service = r.string(f, label+".service")
		} else {
			r.errorf(item, "%s is a required field.", quote(label+".service"))
		}
		if f := item.field("environment"); f != nil {
			t.Environment = r.string(f, label+".environment")
		}
		r.c.TailConsumers = append(r.c.TailConsumers, t)
	}
}
