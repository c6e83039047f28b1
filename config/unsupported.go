package config

import "strings"

// product is a part of the platform dodev does not have.
type product struct {
	key   string
	scope scope
	kind  string
	names func(n *node) []string // of its bindings, in env
}

var products = []product{
	{"workflows", repeated, "Workflow", each("binding")},
	{"containers", repeated, "Container", none},
	{"cloudchamber", repeated, "Container", none},
	{"vectorize", repeated, "Vectorize Index", each("binding")},
	{"dispatch_namespaces", repeated, "Dispatch Namespace", each("binding")},
	{"mtls_certificates", repeated, "mTLS Certificate", each("binding")},
	{"pipelines", repeated, "Pipeline", each("binding")},
	{"vpc_services", repeated, "VPC Service", each("binding")},
	{"vpc_networks", repeated, "VPC Network", each("binding")},
	{"unsafe_hello_world", repeated, "Hello World", each("binding")},
	{"logfwdr", repeated, "Logfwdr", func(n *node) []string { return each("name")(n.field("bindings")) }},
	{"unsafe", repeated, "Unsafe Metadata", func(n *node) []string { return each("name")(n.field("bindings")) }},
	{"streaming_tail_consumers", repeated, "Streaming Tail Consumer", none},
	{"agent_memory", repeated, "Agent Memory", each("binding")},
	{"analytics", repeated, "Analytics SQL", one},
	{"artifacts", repeated, "Artifacts", each("binding")},
	{"flagship", repeated, "Flagship", each("binding")},
	{"k2", repeated, "K2 Stream", each("binding")},
	{"connect", repeated, "Listening Socket", none},
	{"ai", repeated, "AI", one},
	{"ai_search", repeated, "AI Search", each("binding")},
	{"ai_search_namespaces", repeated, "AI Search Namespace", each("binding")},
	{"browser", repeated, "Browser", one},
	{"images", repeated, "Images", one},
	{"media", repeated, "Media", one},
	{"stream", repeated, "Stream", one},
	{"site", topOnly, "Workers Site", none},
	{"wasm_modules", topOnly, "Wasm Module", properties},
	{"text_blobs", topOnly, "Text Blob", properties},
	{"data_blobs", topOnly, "Data Blob", properties},
}

// read records the bindings, so that using one can say why it is not there.
func (p product) read(r *reader, label string, n *node) {
	if (n.kind == array && len(n.items) == 0) || (n.kind == object && len(n.members) == 0) {
		return
	}
	names := p.names(n)
	for _, name := range names {
		r.c.Unsupported = append(r.c.Unsupported, Binding{name, p.kind})
	}
	d := r.warnf(n.offset, "%s is unsupported: dodev has no %s.", quote(label), p.kind)
	if len(names) == 0 {
		r.c.Unsupported = append(r.c.Unsupported, Binding{"", p.kind})
		d.Hint = "The rest of the Worker runs without it."
		return
	}
	d.Hint = "The Worker runs; using env." + strings.Join(names, ", env.") + " throws."
}

// each takes the binding names from a list of objects.
func each(field string) func(*node) []string {
	return func(n *node) []string {
		if n == nil {
			return nil
		}
		var names []string
		for _, item := range n.items {
			if f := item.field(field); f.is(text) {
				names = append(names, f.text)
			}
		}
		return names
	}
}

func one(n *node) []string {
	if f := n.field("binding"); f.is(text) {
		return []string{f.text}
	}
	return nil
}

func properties(n *node) []string {
	var names []string
	for _, m := range n.members {
		names = append(names, m.name)
	}
	return names
}

func none(*node) []string { return nil }
