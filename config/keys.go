package config

// scope is how a key behaves under [env.name].
type scope uint8

const (
	inherited scope = iota // the environment's value, else the top level's
	repeated               // the environment's value or none
	topOnly                // not allowed in an environment
)

// key is one name the configuration may have. Without read it is accepted and
// ignored: it concerns deployment only.
type key struct {
	name  string
	scope scope
	read  func(r *reader, label string, n *node)
}

// keys lists every key, in the order their mistakes are reported.
func keys() []key {
	list := []key{
		{"$schema", topOnly, nil},
		{"name", inherited, (*reader).name},
		{"main", inherited, (*reader).main},
		{"compatibility_date", inherited, (*reader).compatibilityDate},
		{"compatibility_flags", inherited, (*reader).compatibilityFlags},
		{"rules", inherited, (*reader).rules},
		{"jsx_factory", inherited, func(r *reader, label string, n *node) { r.c.JSX.Factory = r.string(n, label) }},
		{"jsx_fragment", inherited, func(r *reader, label string, n *node) { r.c.JSX.Fragment = r.string(n, label) }},
		{"tsconfig", inherited, func(r *reader, label string, n *node) { r.c.TSConfig = r.string(n, label) }},
		{"base_dir", inherited, func(r *reader, label string, n *node) { r.c.BaseDir = r.string(n, label) }},
		{"minify", inherited, func(r *reader, label string, n *node) { r.c.Minify = r.bool(n, label) }},
		{"no_bundle", inherited, func(r *reader, label string, n *node) { r.c.NoBundle = r.bool(n, label) }},
		{"keep_names", inherited, func(r *reader, label string, n *node) { r.c.KeepNames = r.bool(n, label) }},
		{"preserve_file_names", inherited, func(r *reader, label string, n *node) { r.c.PreserveFileNames = r.bool(n, label) }},
		{"find_additional_modules", inherited, func(r *reader, label string, n *node) { r.c.FindAdditionalModules = r.bool(n, label) }},
		{"alias", inherited, (*reader).alias},
		{"build", inherited, (*reader).build},
		{"triggers", inherited, (*reader).triggers},
		{"migrations", inherited, (*reader).readMigrations},
		{"exports", inherited, (*reader).readExports},
		{"assets", inherited, (*reader).assets},
		{"vars", repeated, (*reader).vars},
		{"define", repeated, (*reader).define},
		{"durable_objects", repeated, (*reader).durableObjects},
		{"services", repeated, (*reader).services},
		{"worker_loaders", repeated, (*reader).workerLoaders},
		{"tail_consumers", repeated, (*reader).tailConsumers},
		{"queues", repeated, (*reader).queues},
		{"version_metadata", repeated, (*reader).versionMetadata},
		{"secrets", repeated, (*reader).requiredSecrets},
		{"dev", topOnly, (*reader).dev},
		{"env", topOnly, (*reader).environments},
	}
	for _, name := range []string{
		"account_id", "workers_dev", "preview_urls", "route", "routes", "limits", "observability", "placement",
		"logpush", "upload_source_maps", "compliance_region", "python_modules", "previews", "access", "cache", "first_party_worker",
	} {
		list = append(list, key{name, inherited, nil})
	}
	for _, name := range []string{"keep_vars", "send_metrics", "legacy_env", "usage_model", "pages_build_output_dir", "addresses", "dependencies_instrumentation"} {
		list = append(list, key{name, topOnly, nil})
	}
	for _, k := range resources {
		list = append(list, key{k.key, repeated, k.read})
	}
	for _, p := range products {
		list = append(list, key{p.key, p.scope, p.read})
	}
	return list
}

// read checks every key of one level and takes its value.
func (r *reader) read(level *node, label string) {
	all := keys()
	var known []string
	for _, k := range all {
		if label == "top-level" || k.scope != topOnly {
			known = append(known, k.name)
		}
	}
	r.unexpected(level, label, known...)
	for _, k := range all {
		n := level.field(k.name)
		if n == nil || k.read == nil || n.kind == null {
			continue
		}
		name := k.name
		if k.scope == repeated {
			name = r.prefix + name
		}
		k.read(r, name, n)
	}
}
