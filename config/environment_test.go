package config

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestEnvironmentInheritance(t *testing.T) {
	const file = `
name = "app"
main = "index.js"
compatibility_date = "2024-01-01"
compatibility_flags = ["nodejs_als"]
minify = true
base_dir = "."
rules = [{ type = "Text", globs = ["*.a"] }]
migrations = [{ tag = "v1", new_sqlite_classes = ["Room"] }]
define = { X = "1" }
services = [{ binding = "S", service = "s" }]
dev = { port = 1234 }
[vars]
A = "top"
[durable_objects]
bindings = [{ name = "ROOMS", class_name = "Room" }]
[env.bare]
[env.full]
name = "other"
main = "full.js"
minify = false
compatibility_date = "2025-01-01"
migrations = [{ tag = "v1", new_classes = ["Room"] }]
vars = { A = "env", B = 1 }
[env.full.durable_objects]
bindings = [{ name = "ROOMS", class_name = "Room", script_name = "far" }]
`
	tests := []struct {
		env      string
		want     func(*Config)
		warnings []string
	}{
		{"", func(c *Config) {
			c.Name, c.Vars = "app", []Var{{Name: "A", Value: "top"}}
			c.Define, c.Services = map[string]string{"X": "1"}, []ServiceBinding{{Name: "S", Service: "s"}}
			c.DurableObjects = []DurableObjectBinding{{Name: "ROOMS", ClassName: "Room"}}
		}, nil},
		{"bare", func(c *Config) {
			c.Name = "app-bare"
			c.Vars, c.Define, c.Services, c.DurableObjects = nil, nil, nil, nil
		}, []string{"define", "services", "vars", "durable_objects"}},
		{"full", func(c *Config) {
			c.Name, c.Main, c.Minify, c.CompatibilityDate = "other", "full.js", false, "2025-01-01"
			c.Vars = []Var{{Name: "A", Value: "env"}, {Name: "B", Value: "1", JSON: true}}
			c.Define, c.Services = nil, nil
			c.Classes = map[string]Storage{"Room": KV}
			c.DurableObjects = []DurableObjectBinding{{Name: "ROOMS", ClassName: "Room", ScriptName: "far"}}
		}, []string{"define", "services"}},
	}
	for _, test := range tests {
		t.Run("env "+test.env, func(t *testing.T) {
			files := map[string]string{"wrangler.toml": file, "index.js": "", "full.js": ""}
			c, warnings := mustLoad(t, files, Options{Env: test.env})
			got := relative(c)
			port := 1234
			want := Config{Env: test.env, Main: "index.js", CompatibilityDate: "2024-01-01", Flags: c.Flags, Minify: true, KeepNames: true, BaseDir: ".",
				Rules: []Rule{{Type: "Text", Globs: []string{"*.a"}}}, Classes: map[string]Storage{"Room": SQLite}, Dev: Dev{Port: &port}}
			test.want(&want)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("Load(env %q): got\n%+v, want\n%+v", test.env, got, want)
			}
			var messages []string
			for _, w := range warnings {
				messages = append(messages, w.Message)
			}
			var expected []string
			for _, key := range test.warnings {
				expected = append(expected, `"`+key+`" exists at the top level, but not on "env.`+test.env+`".`)
			}
			if !slices.Equal(messages, expected) {
				t.Errorf("Load(env %q): got warnings %q, want %q", test.env, messages, expected)
			}
		})
	}
}

func TestEnvironmentMessages(t *testing.T) {
	tests := []struct{ name, json, env, want, hint string }{
		{"unknown", base + `"env":{"s":{},"staging":{}}}`, "stagign", `No environment found in configuration with name "stagign".`, `The available configured environment names are: ["s","staging"]`},
		{"unknown without any", base + `"vars":{}}`, "nope", `No environment found in configuration with name "nope".`, `names are: []`},
		{"not repeated", base + `"vars":{"A":"1"},"env":{"s":{}}}`, "s", `"vars" exists at the top level, but not on "env.s".`,
			"This is not what you probably want, since \"vars\" is not inherited by environments.\nPlease add \"vars\" to \"env.s\"."},
		{"unknown key", base + `"env":{"s":{"foo":1}}}`, "s", `Unexpected fields found in env.s field: "foo"`, ""},
		{"key of the top level", base + `"env":{"s":{"dev":{}}}}`, "s", `Unexpected fields found in env.s field: "dev"`, ""},
		{"wrong value", base + `"env":{"s":{"vars":5}}}`, "s", `The field "env.s.vars" should be an object but got 5.`, ""},
		{"wrong inherited value", base + `"env":{"s":{"minify":5}}}`, "s", `Expected "minify" to be of type boolean but got 5.`, ""},
		{"wrong value above", base + `"vars":5,"env":{"s":{"vars":{}}}}`, "s", `The field "vars" should be an object but got 5.`, ""},
		{"wrong binding", base + `"env":{"s":{"durable_objects":{"bindings":5}}}}`, "s", `The field "env.s.durable_objects.bindings" should be an array but got 5.`, ""},
		{"not an object", base + `"env":{"s":5}}`, "", `The field "env.s" should be an object but got 5.`, ""},
		{"env not an object", base + `"env":5}`, "", `The field "env" should be an object but got 5.`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, list, err := load(t, withFile("wrangler.json", test.json), Options{Env: test.env})
			if failed, ok := err.(*Error); ok {
				list = append(list, failed.Diagnostics...)
			}
			for _, d := range list {
				if d.Message == test.want && strings.Contains(d.Hint, test.hint) {
					return
				}
			}
			t.Errorf("Load(%s, env %q): got\n%v, want\n%s\nwith a hint of %q", test.json, test.env, list, test.want, test.hint)
		})
	}
}

func TestInheritedMistakeIsReportedOnce(t *testing.T) {
	_, _, err := load(t, withFile("wrangler.json", base+`"minify":5,"env":{"s":{}}}`), Options{Env: "s"})
	if failed, ok := err.(*Error); !ok || len(failed.Diagnostics) != 1 {
		t.Errorf("Load with an inherited mistake: got %v, want one diagnostic", err)
	}
}

func TestEnvironmentFromTheShell(t *testing.T) {
	files := withFile("wrangler.json", base+`"env":{"s":{},"t":{}}}`)
	if c, _ := mustLoad(t, files, Options{Environ: []string{"CLOUDFLARE_ENV=s"}}); c.Name != "x-s" {
		t.Errorf("Load with CLOUDFLARE_ENV=s: got name %q, want x-s", c.Name)
	}
	if c, _ := mustLoad(t, files, Options{Env: "t", Environ: []string{"CLOUDFLARE_ENV=s"}}); c.Name != "x-t" {
		t.Errorf("Load with --env t and CLOUDFLARE_ENV=s: got name %q, want x-t", c.Name)
	}
}

func TestClasses(t *testing.T) {
	const bound = `"durable_objects":{"bindings":[{"name":"A","class_name":"A"}]},`
	tests := []struct {
		name, json string
		want       map[string]Storage
	}{
		{"nothing", `"vars":{}`, map[string]Storage{}},
		{"bound but in no migration", bound + `"migrations":[{"tag":"v1","new_sqlite_classes":["B"]}]`, map[string]Storage{"A": KV, "B": SQLite}},
		{"both kinds", `"migrations":[{"tag":"v1","new_sqlite_classes":["A"],"new_classes":["B"]}]`, map[string]Storage{"A": SQLite, "B": KV}},
		{"renamed twice", `"migrations":[{"tag":"v1","new_sqlite_classes":["A"]},{"tag":"v2","renamed_classes":[{"from":"A","to":"B"}]},{"tag":"v3","renamed_classes":[{"from":"B","to":"C"}]}]`, map[string]Storage{"C": SQLite}},
		{"deleted and new again", `"migrations":[{"tag":"v1","new_sqlite_classes":["A"]},{"tag":"v2","deleted_classes":["A"]},{"tag":"v3","new_classes":["A"]}]`, map[string]Storage{"A": KV}},
		{"rename of nothing", `"migrations":[{"tag":"v1","renamed_classes":[{"from":"A","to":"B"}]}]`, map[string]Storage{}},
		{"exports", `"exports":{"A":{"type":"durable-object","storage":"sqlite"},"B":{"type":"durable-object","storage":"legacy-kv","state":"created"},
			"C":{"type":"durable-object","state":"deleted"},"D":{"type":"durable-object","state":"renamed","renamed_to":"A"},"W":{"type":"worker"},
			"E":{"type":"durable-object","storage":"sqlite","state":"expecting-transfer","transfer_from":"x"}}`, map[string]Storage{"A": SQLite, "B": KV, "E": SQLite}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c, _ := mustLoad(t, withFile("wrangler.json", base+test.json+`}`), Options{})
			if !reflect.DeepEqual(c.Classes, test.want) {
				t.Errorf("Classes of %s: got %v, want %v", test.json, c.Classes, test.want)
			}
		})
	}
}

func TestUnsupported(t *testing.T) {
	c, warnings := mustLoad(t, withFile("wrangler.json", base+`
		"vectorize":[{"binding":"KV"},{"binding":"KV2"}],"hyperdrive":[],		"ai":{"binding":"AI"},"site":{"bucket":"x"},"wasm_modules":{"W":"w.wasm"},
		"unsafe":{"bindings":[{"name":"U","type":"x"}]},"k2":[{"binding":"K","stream":"s"}],"analytics":{"binding":"SQL"},
		"access":{},"cache":{},"first_party_worker":true,"addresses":["a@example.com"],"dependencies_instrumentation":{"enabled":false}}`), Options{})
	want := []Binding{{"KV", "Vectorize Index"}, {"KV2", "Vectorize Index"}, {"U", "Unsafe Metadata"},
		{"SQL", "Analytics SQL"}, {"K", "K2 Stream"}, {"AI", "AI"}, {"", "Workers Site"}, {"W", "Wasm Module"}}
	if !reflect.DeepEqual(c.Unsupported, want) {
		t.Errorf("Unsupported: got %v, want %v", c.Unsupported, want)
	}
	if len(warnings) != 7 {
		t.Errorf("Unsupported: got %d warnings %v, want 7", len(warnings), warnings)
	}
}

func TestResources(t *testing.T) {
	c, warnings := mustLoad(t, withFile("wrangler.json", base+`
		"kv_namespaces":[{"binding":"A","id":"1"},{"binding":"B"},{"binding":"C","id":"1","preview_id":"4"}],"d1_databases":[{"binding":"D","database_name":"n","database_id":"2"}],
		"r2_buckets":[{"binding":"R","bucket_name":"b"},{"binding":"S","bucket_name":"b","preview_bucket_name":"c"}],"ratelimits":[{"name":"L","namespace_id":"3","simple":{"limit":5,"period":10}}],
		"analytics_engine_datasets":[{"binding":"P"}],"send_email":[{"name":"E"},{"name":"F","destination_address":"a@b"},{"name":"G","allowed_destination_addresses":["c@d"],"allowed_sender_addresses":["e@f"]}],"version_metadata":{"binding":"V"}}`), Options{})
	want := []Resource{
		{Kind: VersionMetadata, Name: "V", ID: "V"}, {Kind: KVNamespace, Name: "A", ID: "1"}, {Kind: KVNamespace, Name: "B", ID: "B"},
		{Kind: KVNamespace, Name: "C", ID: "4"}, {Kind: D1Database, Name: "D", ID: "2"},
		{Kind: R2Bucket, Name: "R", ID: "b"}, {Kind: R2Bucket, Name: "S", ID: "c"}, {Kind: AnalyticsEngine, Name: "P", ID: "P"}, {Kind: RateLimit, Name: "L", ID: "3", Limit: 5, Period: 10},
		{Kind: SendEmail, Name: "E", ID: "E"}, {Kind: SendEmail, Name: "F", ID: "F", Recipients: []string{"a@b"}},
		{Kind: SendEmail, Name: "G", ID: "G", Recipients: []string{"c@d"}, Senders: []string{"e@f"}},
	}
	if !reflect.DeepEqual(c.Resources, want) || len(warnings) > 0 {
		t.Errorf("Resources: got %v, want %v; warnings %v", c.Resources, want, warnings)
	}
	for _, test := range []struct{ json, want string }{
		{`"send_email":[{}]`, `"send_email[0]" bindings should have a string "name" field but got {}.`},
		{`"send_email":[{"name":"E","destination_address":1}]`, `"send_email[0]" bindings should, optionally, have a string "destination_address" field but got {"name":"E","destination_address":1}.`},
		{`"send_email":[{"name":"E","allowed_sender_addresses":"x"}]`, `"send_email[0]" bindings should, optionally, have a []string "allowed_sender_addresses" field but got {"name":"E","allowed_sender_addresses":"x"}.`},
		{`"send_email":[{"name":"E","destination_address":"a","allowed_destination_addresses":["a"]}]`, `"send_email[0]" bindings should have either a "destination_address" or "allowed_destination_addresses" field, but not both.`},
		{`"kv_namespaces":[{"id":"1"}]`, `"kv_namespaces[0]" bindings should have a string "binding" field but got {"id":"1"}.`},
		{`"kv_namespaces":["A"]`, `"kv_namespaces" bindings should be objects, but got "A"`},
		{`"ratelimits":[{"name":"L","namespace_id":"3"}]`, `"ratelimits[0]" bindings must have a "simple" configuration object but got {"name":"L","namespace_id":"3"}.`},
		{`"ratelimits":[{"name":"L","namespace_id":"3","simple":{"limit":1,"period":5}}]`, `"ratelimits[0]" bindings "simple.period" must be either 10 or 60 but got 5.`},
		{`"ratelimits":[{"name":"L","namespace_id":"3","simple":{"limit":1,"period":0}}]`, `"ratelimits[0]" bindings "simple.period" must be either 10 or 60 but got 0.`},
		{`"ratelimits":[{"name":"L","namespace_id":"3","simple":{"limit":1,"period":10.5}}]`, `"ratelimits[0]" bindings "simple.period" must be either 10 or 60 but got 10.5.`},
		{`"ratelimits":[{"name":"L","namespace_id":"3","simple":{"period":10}}]`, `"ratelimits[0]" bindings "simple.limit" must be a number but got {"period":10}.`},
		{`"ratelimits":[{"name":"L","namespace_id":"3","simple":{"limit":1}}]`, `"ratelimits[0]" bindings "simple.period" is required and must be a number but got {"limit":1}.`},
	} {
		_, _, err := load(t, withFile("wrangler.json", base+test.json+`}`), Options{})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %s", test.json, err, test.want)
		}
	}
}
