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
	Hyperdrive      Kind = "Hyperdrive Config"
	StoredSecret    Kind = "Secrets Store Secret"
	SendEmail       Kind = "Send Email"
)

// Resource is something in env that dodev keeps for the project: a KV namespace, a database and the like.
type Resource struct {
	Kind Kind
	Name string // in env
	// ID is what it is stored under: Workers whose bindings have the same share it.
	ID string
	// Limit and Period, in seconds, are those of a rate limit.
	Limit, Period int
	// Delay is how many seconds the messages of a queue wait that do not say so themselves.
	Delay int
	// Connection is the connection string of a database behind Hyperdrive.
	Connection string
	// Secret is the name of a secret in a store.
	Secret string
	// Recipients are who may be sent mail, Senders who may send it; nil is everybody.
	Recipients, Senders []string
}

// QueueConsumer says that the Worker gets the messages of a queue; nil is the platform's default.
type QueueConsumer struct {
	Queue, DeadLetter                            string
	BatchSize, BatchTimeout, Retries, RetryDelay *int // times are in seconds
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
	{key: "kv_namespaces", kind: KVNamespace, name: "binding", ids: []string{"preview_id", "id"}, fields: []string{"remote"}},
	{
		key: "d1_databases", kind: D1Database, name: "binding", ids: []string{"preview_database_id", "database_id", "database_name"},
		fields: []string{"database_internal_env", "migrations_table", "migrations_dir", "migrations_pattern", "jurisdiction", "remote"},
	},
	{
		key: "r2_buckets", kind: R2Bucket, name: "binding", ids: []string{"preview_bucket_name", "bucket_name"},
		fields: []string{"jurisdiction", "remote", "local_dev"},
	},
	{key: "analytics_engine_datasets", kind: AnalyticsEngine, name: "binding", ids: []string{"dataset"}, fields: []string{"remote"}},
	{
		key: "ratelimits", kind: RateLimit, name: "name", ids: []string{"namespace_id"}, fields: []string{"simple"}, must: []string{"namespace_id"},
		further: (*reader).rateLimit,
	},
	{
		key: "hyperdrive", kind: Hyperdrive, name: "binding", ids: []string{"id"}, fields: []string{"localConnectionString", "remote"},
		further: (*reader).connection,
	},
	{
		key: "secrets_store_secrets", kind: StoredSecret, name: "binding", ids: []string{"store_id"}, fields: []string{"secret_name", "remote"}, must: []string{"store_id"},
		further: func(r *reader, label string, n *node, to *Resource) {
			to.Secret = r.serviceField(n, label, "secret_name", true)
		},
	},
	{
		key: "send_email", kind: SendEmail, name: "name", further: (*reader).sendEmail,
		fields: []string{"destination_address", "allowed_destination_addresses", "allowed_sender_addresses", "binding", "remote"},
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
	if f := simple.field("limit"); f.is(number) {
		to.Limit = f.integer()
	} else {
		r.errorf(place(f, simple), "%s bindings \"simple.limit\" must be a number but got %s.", quote(label), simple.json())
	}
	switch f := simple.field("period"); {
	case !f.is(number):
		r.errorf(place(f, simple), "%s bindings \"simple.period\" is required and must be a number but got %s.", quote(label), simple.json())
	case f.json() != "10" && f.json() != "60":
		r.errorf(f, "%s bindings \"simple.period\" must be either 10 or 60 but got %s.", quote(label), f.json())
	default:
		to.Period = f.integer()
	}
}

// sendEmail reads who may send mail to whom.
func (r *reader) sendEmail(label string, n *node, to *Resource) {
	list := func(name string) []string {
		f := n.field(name)
		if f == nil {
			return nil
		}
		all, ok := allStrings(f)
		if !ok {
			r.errorf(f, "%s bindings should, optionally, have a []string %s field but got %s.", quote(label), quote(name), n.json())
		}
		return all
	}
	to.Recipients, to.Senders = list("allowed_destination_addresses"), list("allowed_sender_addresses")
	one := n.field("destination_address")
	switch {
	case one == nil:
	case !one.is(text):
		r.errorf(one, "%s bindings should, optionally, have a string \"destination_address\" field but got %s.", quote(label), n.json())
	case n.field("allowed_destination_addresses") != nil:
		r.errorf(one, "%s bindings should have either a \"destination_address\" or \"allowed_destination_addresses\" field, but not both.", quote(label))
	default:
		to.Recipients = []string{one.text}
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

// queues reads what a Worker sends to queues, and of which it gets the messages.
func (r *reader) queues(label string, n *node) {
	if !r.should(n, label, object) {
		return
	}
	r.unexpected(n, label, "producers", "consumers")
	if producers := n.field("producers"); producers != nil {
		queueProducers.read(r, label+".producers", producers)
	}
	consumers := n.field("consumers")
	if consumers == nil || !r.should(consumers, label+".consumers", array) {
		return
	}
	for i, item := range consumers.items {
		r.consumer(index(label+".consumers", i), item)
	}
}

var queueProducers = resource{
	key: "queue", kind: QueueProducer, name: "binding", ids: []string{"queue"}, fields: []string{"delivery_delay", "remote"},
	further: func(r *reader, label string, n *node, to *Resource) {
		if f := n.field("delivery_delay"); f != nil {
			if !f.is(number) {
				r.errorf(f, "%s should, optionally, have a number \"delivery_delay\" field but got %s.", quote(label), n.json())
				return
			}
			to.Delay = f.integer()
		}
	},
}

func (r *reader) consumer(label string, n *node) {
	if n.kind != object {
		r.errorf(n, "%s should be a objects, but got %s", quote(label), n.json())
		return
	}
	r.unexpected(n, label, "queue", "type", "max_batch_size", "max_batch_timeout", "max_retries", "dead_letter_queue", "max_concurrency",
		"visibility_timeout_ms", "retry_delay")
	c := QueueConsumer{}
	f := n.field("queue")
	if !f.is(text) {
		r.errorf(place(f, n), "%s should have a string \"queue\" field but got %s.", quote(label), n.json())
		return
	}
	c.Queue = f.text
	if f := n.field("type"); f != nil && (!f.is(text) || f.text != "worker") {
		r.errorf(f, "%s has an invalid value %s. Only \"worker\" consumers can be configured in your Wrangler configuration.", quote(label+".type"), f.json())
	}
	if f := n.field("dead_letter_queue"); f != nil {
		if !f.is(text) {
			r.errorf(f, "%s should, optionally, have a string \"dead_letter_queue\" field but got %s.", quote(label), n.json())
		}
		c.DeadLetter = f.text
	}
	for _, m := range []struct {
		name string
		to   **int
	}{
		{"max_batch_size", &c.BatchSize}, {"max_batch_timeout", &c.BatchTimeout}, {"max_retries", &c.Retries}, {"retry_delay", &c.RetryDelay},
	} {
		f := n.field(m.name)
		if f == nil || f.kind == null {
			continue
		}
		if !f.is(number) {
			r.errorf(f, "%s should, optionally, have a number %s field but got %s.", quote(label), quote(m.name), n.json())
			continue
		}
		i := f.integer()
		*m.to = &i
	}
	r.c.Consumers = append(r.c.Consumers, c)
}
