package config

import "slices"

// Kind is what a Resource is, in the words that wrangler shows.
type Kind string

// The kinds of resources.
const (
	KVNamespace     Kind = "KV Namespace"
	D1Database      Kind = "D1 Database"
	R2Bucket        Kind = "R2 Bucket"
	QueueProducer   Kind = "Queue"
	RateLimit       Kind = "Rate Limit"
	AnalyticsEngine Kind = "Analytics Engine Dataset"
	VersionMetadata Kind = "Worker Version Metadata"
)

// Resource is something in env that dodev keeps for the project: a KV namespace, a database and the like.
type Resource struct {
	Kind Kind
	Name string // in env
	// ID is what it is stored under: Workers whose bindings have the same share it.
	ID string
	// Limit and Period, in seconds, are those of a rate limit.
	Limit, Period int
}

// resource is how the bindings of a kind are written.
type resource struct {
	key     string
	kind    Kind
	name    string   // the field with the name in env
	ids     []string // the fields that may say what it is stored under, the first that is there; without one it is the name
	fields  []string // the others
	must    []string // of all, those that must be there
	further func(r *reader, label string, n *node, to *Resource)
}

var resources = []resource{
	{key: "kv_namespaces", kind: KVNamespace, name: "binding", ids: []string{"id"}, fields: []string{"preview_id", "remote"}},
	{
		key: "d1_databases", kind: D1Database, name: "binding", ids: []string{"preview_database_id", "database_id", "database_name"},
		fields: []string{"database_internal_env", "migrations_table", "migrations_dir", "migrations_pattern", "jurisdiction", "remote"},
	},
	{
		key: "r2_buckets", kind: R2Bucket, name: "binding", ids: []string{"bucket_name"},
		fields: []string{"preview_bucket_name", "jurisdiction", "remote", "local_dev"},
	},
	{key: "analytics_engine_datasets", kind: AnalyticsEngine, name: "binding", ids: []string{"dataset"}, fields: []string{"remote"}},
	{
		key: "ratelimits", kind: RateLimit, name: "name", ids: []string{"namespace_id"}, fields: []string{"simple"}, must: []string{"namespace_id"},
		further: (*reader).rateLimit,
	},
}

// read reads a list of bindings.
func (k *resource) read(r *reader, label string, n *node) {
	if !r.should(n, label, array) {
		return
	}
	for i, item := range n.items {
		label := index(label, i)
		if item.kind != object {
			r.errorf(item, "%s bindings should be objects, but got %s", quote(k.key), item.json())
			continue
		}
		k.one(r, label, item)
	}
}

// one reads a binding.
func (k *resource) one(r *reader, label string, n *node) {
	r.unexpected(n, label, slices.Concat([]string{k.name}, k.ids, k.fields)...)
	to := Resource{Kind: k.kind, Name: r.serviceField(n, label, k.name, true)}
	if to.Name == "" {
		return
	}
	for _, id := range k.ids {
		if v := r.serviceField(n, label, id, slices.Contains(k.must, id)); to.ID == "" {
			to.ID = v
		}
	}
	if to.ID == "" {
		to.ID = to.Name
	}
	if k.further != nil {
		k.further(r, label, n, &to)
	}
	r.c.Resources = append(r.c.Resources, to)
}

// rateLimit reads what a rate limit allows.
func (r *reader) rateLimit(label string, n *node, to *Resource) {
	simple := n.field("simple")
	if !simple.is(object) {
		r.errorf(place(simple, n), "%s bindings must have a \"simple\" configuration object but got %s.", quote(label), n.json())
		return
	}
	take := func(name string) int {
		f := simple.field(name)
		if !f.is(number) {
			r.errorf(place(f, simple), "%s bindings \"simple.%s\" must be a number but got %s.", quote(label), name, n.json())
			return 0
		}
		return f.integer()
	}
	to.Limit, to.Period = take("limit"), take("period")
	if to.Period != 0 && to.Period != 10 && to.Period != 60 {
		r.errorf(simple.field("period"), "%s bindings \"simple.period\" must be either 10 or 60 but got %d.", quote(label), to.Period)
	}
}

// versionMetadata reads the one binding to the version of the Worker.
func (r *reader) versionMetadata(label string, n *node) {
	if !r.should(n, label, object) {
		return
	}
	r.unexpected(n, label, "binding")
	if name := r.serviceField(n, label, "binding", true); name != "" {
		r.c.Resources = append(r.c.Resources, Resource{Kind: VersionMetadata, Name: name, ID: name})
	}
}
