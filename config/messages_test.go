package config

import (
	"errors"
	"strings"
	"testing"
)

// base is a file with nothing wrong, for cases to add to.
const base = `{"name":"x","main":"index.js","compatibility_date":"2026-01-01",`

var projectFiles = map[string]string{"index.js": ""}

func withFile(name, content string) map[string]string {
	files := map[string]string{name: content}
	for k, v := range projectFiles {
		files[k] = v
	}
	return files
}

func TestErrors(t *testing.T) {
	tests := []struct{ name, json, want string }{
		{"name with spaces", `{"name":"My Worker!"}`, `Expected "name" to be of type string, alphanumeric and lowercase with dashes only but got "My Worker!".`},
		{"name not a string", `{"name":5}`, `Expected "name" to be of type string, alphanumeric and lowercase with dashes only but got 5.`},
		{"main missing", `{"main":"zzz.js"}`, `The entry-point file at "zzz.js" was not found.`},
		{"main not a string", `{"main":5}`, `Expected "main" to be of type string but got 5.`},
		{"date in the future", `{"compatibility_date":"2030-01-01"}`, `Compatibility date "2030-01-01" is in the future and unsupported`},
		{"date not a date", `{"compatibility_date":"soon"}`, `Invalid compatibility date: soon`},
		{"date not a string", `{"compatibility_date":5}`, `Expected "compatibility_date" to be of type string but got 5.`},
		{"unknown flag", base + `"compatibility_flags":["nope_flag"]}`, `No such compatibility flag: nope_flag`},
		{"contradictory flags", base + `"compatibility_flags":["rpc","no_rpc"]}`, `Compatibility flags are mutually contradictory: rpc vs no_rpc`},
		{"flags not a list", base + `"compatibility_flags":"rpc"}`, `Expected "compatibility_flags" to be of type string array but got "rpc".`},
		{"vars", base + `"vars":5}`, `The field "vars" should be an object but got 5.`},
		{"define", base + `"define":5}`, `The field "define" should be an object but got 5.`},
		{"define value", base + `"define":{"a":1}}`, `The field "define.a" should be a string but got 1.`},
		{"alias", base + `"alias":5}`, `Expected alias to be an object, but got number`},
		{"alias value", base + `"alias":{"a":1}}`, `Expected alias["a"] to be a string, but got number`},
		{"boolean", base + `"minify":"yes"}`, `Expected "minify" to be of type boolean but got "yes".`},
		{"string", base + `"tsconfig":{"a":[null,1.50,"\u00e9"]}}`, `Expected "tsconfig" to be of type string but got {"a":[null,1.50,"é"]}.`},
		{"rules", base + `"rules":5}`, `The field "rules" should be an array but got 5.`},
		{"rule", base + `"rules":[4]}`, `"rules[0]" should be an object but got 4.`},
		{"rule type", base + `"rules":[{"type":"Nope","globs":["x"]}]}`, `bindings should have a string "type" field, which contains one of "ESModule", "CommonJS", "CompiledWasm", "Text", or "Data".`},
		{"rule globs", base + `"rules":[{"type":"Text","globs":"x"}]}`, `Expected "rules[0].globs" to be an array of strings but got "x"`},
		{"rule without globs", base + `"rules":[{"type":"Text"}]}`, `Expected "rules[0].globs" to be an array of strings but got undefined`},
		{"rule glob", base + `"rules":[{"type":"Text","globs":[1]}]}`, `Expected "rules[0].globs.[0]" to be of type string but got 1.`},
		{"rule fallthrough", base + `"rules":[{"type":"Text","globs":["x"],"fallthrough":"x"}]}`, `the field "fallthrough", when present, should be a boolean.`},
		{"triggers", base + `"triggers":5}`, `Expected "triggers" to be of type object but got 5.`},
		{"port", base + `"dev":{"port":"x"}}`, `Expected "dev.port" to be of type number but got "x".`},
		{"port range", base + `"dev":{"port":65536}}`, `Expected "dev.port" to be a port number but got 65536.`},
		{"protocol", base + `"dev":{"local_protocol":"ftp"}}`, `Expected "dev.local_protocol" field to be one of ["http","https"] but got "ftp".`},
		{"durable_objects a list", base + `"durable_objects":[]}`, `The field "durable_objects" should be an object but got [].`},
		{"durable_objects empty", base + `"durable_objects":{}}`, `The field "durable_objects" is missing the required "bindings" property.`},
		{"durable_objects.bindings", base + `"durable_objects":{"bindings":5}}`, `The field "durable_objects.bindings" should be an array but got 5.`},
		{"binding not an object", base + `"durable_objects":{"bindings":[5]}}`, `Expected "durable_objects.bindings[0]" to be an object but got 5`},
		{"binding without name", base + `"durable_objects":{"bindings":[{"class_name":"A"}]}}`, `binding should have a string "name" field.`},
		{"binding without class", base + `"durable_objects":{"bindings":[{"name":"A"}]}}`, `binding should have a string "class_name" field.`},
		{"binding script", base + `"durable_objects":{"bindings":[{"name":"A","class_name":"A","script_name":1}]}}`, `the field "script_name", when present, should be a string.`},
		{"binding environment", base + `"durable_objects":{"bindings":[{"name":"A","class_name":"A","environment":"x"}]}}`, `binding should have a "script_name" field if "environment" is present.`},
		{"services", base + `"services":5}`, `The field "services" should be an array but got 5.`},
		{"service", base + `"services":[{"binding":"S"}]}`, `"services[0]" bindings should have a string "service" field but got {"binding":"S"}.`},
		{"service entrypoint", base + `"services":[{"binding":"S","service":"x","entrypoint":1}]}`, `"services[0]" bindings should have a string "entrypoint" field but got {"binding":"S","service":"x","entrypoint":1}.`},
		{"tail_consumers", base + `"tail_consumers":5}`, `Expected "tail_consumers" to be an array but got 5.`},
		{"tail consumer", base + `"tail_consumers":[1]}`, `"tail_consumers[0]" should be an object but got 1.`},
		{"tail consumer service", base + `"tail_consumers":[{"service":5}]}`, `Expected "tail_consumers[0].service" to be of type string but got 5.`},
		{"secrets", base + `"secrets":5}`, `The field "secrets" should be an object but got 5.`},
		{"hyperdrive", base + `"hyperdrive":[{"binding":"A","id":"1","localConnectionString":5}]}`, `"hyperdrive[0]" bindings should have a string "localConnectionString" field but got {"binding":"A","id":"1","localConnectionString":5}.`},
		{"hyperdrive without a URL", base + `"hyperdrive":[{"binding":"A","id":"1","localConnectionString":"a"}]}`, `The connection string of "A" is not a URL - e.g. 'postgres://user:password@127.0.0.1:5432/databasename'`},
		{"hyperdrive escape", base + `"hyperdrive":[{"binding":"A","id":"1","localConnectionString":"mysql://a:50%@b/c"}]}`, `The connection string of "A" has a percent sign that is no escape: write it as %25.`},
		{"hyperdrive password", base + `"hyperdrive":[{"binding":"A","id":"1","localConnectionString":"mysql://a@b/c"}]}`, `You must provide a password - e.g. 'user:password@database.example.com:port/databasename' `},
		{"one name twice", base + `"vars":{"A":"1"},"durable_objects":{"bindings":[{"name":"A","class_name":"A"}]}}`, `A assigned to Durable Object and Environment Variable bindings.`},
		{"one name four times", base + `"vars":{"A":"1"},"services":[{"binding":"A","service":"x"}],"r2_buckets":[{"binding":"A"}],"durable_objects":{"bindings":[{"name":"A","class_name":"A"}]}}`, `A assigned to Durable Object, R2 Bucket, Worker, and Environment Variable bindings.`},
		{"one name for one kind", base + `"durable_objects":{"bindings":[{"name":"A","class_name":"A"},{"name":"A","class_name":"B"}]}}`, `A assigned to multiple Durable Object bindings.`},

		{"migrations", base + `"migrations":{}}`, `The optional "migrations" field should be an array, but got {}`},
		{"migration tag", base + `"migrations":[{}]}`, `"migrations[0].tag" is a required field.`},
		{"migration tag type", base + `"migrations":[{"tag":5}]}`, `Expected "migrations[0].tag" to be of type string but got 5.`},
		{"migration list", base + `"migrations":[{"tag":"v1","new_classes":"A"}]}`, `Expected "migrations[0].new_classes" to be an array of strings but got "A"`},
		{"migration sqlite list", base + `"migrations":[{"tag":"v1","new_sqlite_classes":[1]}]}`, `Expected "migrations[0].new_sqlite_classes" to be an array of strings but got [1]`},
		{"migration rename", base + `"migrations":[{"tag":"v1","renamed_classes":["x"]}]}`, `Expected "migrations[0].renamed_classes" to be an array of "{from: string, to: string}" objects but got ["x"].`},
		{"migration transfer", base + `"migrations":[{"tag":"v1","transferred_classes":[{}]}]}`, `Expected "migrations[0].transferred_classes" to be an array of "{from: string, from_script: string, to: string}" objects but got [{}].`},
		{"migration not an object", base + `"migrations":[5]}`, `"migrations[0].tag" is a required field.`},

		{"exports and migrations", base + `"exports":{"A":{"type":"durable-object","storage":"sqlite"}},"migrations":[{"tag":"v1"}]}`, "`migrations` and `exports` are mutually exclusive. Choose one or the other to declare your Durable Object lifecycle, but not both."},
		{"export storage", base + `"exports":{"A":{"type":"durable-object"}}}`, `"exports.A.storage" is required for state "created" and must be one of sqlite and legacy-kv, but got undefined`},
		{"export storage value", base + `"exports":{"A":{"type":"durable-object","storage":"kv"}}}`, `"exports.A.storage" is required for state "created" and must be one of sqlite and legacy-kv, but got "kv"`},
		{"export type", base + `"exports":{"B":{"type":"zzz"}}}`, `"exports.B.type" must be "durable-object", "worker", or "workflow", but got "zzz".`},
		{"export without type", base + `"exports":{"B":{}}}`, `"exports.B.type" must be "durable-object", "worker", or "workflow", but got undefined.`},
		{"export renamed", base + `"exports":{"A":{"type":"durable-object","state":"renamed"}}}`, `"exports.A.renamed_to" is required for state "renamed" and must be a non-empty string.`},
		{"export renamed to nothing", base + `"exports":{"A":{"type":"durable-object","state":"renamed","renamed_to":""}}}`, `"exports.A.renamed_to" is required for state "renamed" and must be a non-empty string.`},
		{"export renamed to itself", base + `"exports":{"A":{"type":"durable-object","state":"renamed","renamed_to":"A"}}}`, `"exports.A.renamed_to" cannot equal the source class name "A".`},
		{"export state", base + `"exports":{"A":{"type":"durable-object","state":"x"}}}`, `"exports.A.state" must be one of "created", "deleted", "renamed", "transferred", or "expecting-transfer" but got "x".`},
		{"exports", base + `"exports":5}`, `The field "exports" should be an object but got 5.`},
		{"not an object", `[1]`, `A configuration file should be an object but got [1].`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := load(t, withFile("wrangler.json", test.json), Options{})
			if !reports(err, test.want) {
				t.Errorf("Load(%s): got error\n%v, want\n%s", test.json, err, test.want)
			}
		})
	}
}

func TestWarnings(t *testing.T) {
	const objects = `"durable_objects":{"bindings":[{"name":"A","class_name":"A"}]}`
	undeclared := func(file string) string {
		return "In your " + file + " file, you have configured `durable_objects` exported by this Worker (A), but no live `exports` entry for them. This may not work as expected until you add a live `durable-object` entry to `exports` for each. Add the following configuration:"
	}
	tests := []struct{ name, json, want, hint string }{
		{"no date", `{"main":"index.js"}`, `No compatibility_date was specified. Using the default compatibility date: 2026-11-17.`, "Pin it"},
		{"unknown key", base + `"durable_object":{}}`, `Unexpected fields found in top-level field: "durable_object"`, `"durable_objects"`},
		{"unknown key deeper", base + `"durable_objects":{"bindings":[],"binding":[]}}`, `Unexpected fields found in durable_objects field: "binding"`, `"bindings"`},
		{"unknown binding key", base + `"migrations":[{"tag":"v1"}],"durable_objects":{"bindings":[{"name":"A","class_name":"A","foo":1}]}}`, `Unexpected fields found in durable_objects.bindings[0] field: "foo"`, ""},
		{"unknown dev key", base + `"dev":{"prot":1}}`, `Unexpected fields found in dev field: "prot"`, `"port"`},
		{"unknown migration key", base + `"migrations":[{"tag":"v1","foo":1}]}`, `Unexpected fields found in migrations field: "foo"`, ""},
		{"flag by default", base + `"compatibility_flags":["rpc"]}`, `The compatibility flag rpc became the default as of 2024-04-03 so does not need to be specified anymore.`, ""},
		{"objects undeclared", base + objects + `}`, undeclared("wrangler.json"), `"A": { "type": "durable-object", "storage": "sqlite" }`},
		{"objects undeclared in exports", base + objects + `,"exports":{"B":{"type":"durable-object","storage":"sqlite"}}}`, undeclared("wrangler.json"), ""},
		{"another product", base + `"vectorize":[{"binding":"KV"}]}`, `"vectorize" is unsupported: dodev has no Vectorize Index.`, "env.KV"},
		{"key twice", base + `"minify":true,"minify":false}`, `"minify" is given twice; the last one counts.`, ""},
		{"secrets missing", base + `"secrets":{"required":["X","Y"]}}`, `Missing required secrets: X, Y. Add them to .dev.vars, .env, or set as environment variables.`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, warnings := mustLoad(t, withFile("wrangler.json", test.json), Options{})
			for _, w := range warnings {
				if w.Message == test.want && strings.Contains(w.Hint, test.hint) {
					return
				}
			}
			t.Errorf("Load(%s): got warnings\n%v, want\n%s\nwith a hint of %q", test.json, warnings, test.want, test.hint)
		})
	}
}

func TestDeclaredObjectsDoNotWarn(t *testing.T) {
	const objects = `"durable_objects":{"bindings":[{"name":"A","class_name":"A"}]}`
	for _, rest := range []string{
		objects + `,"migrations":[{"tag":"v1","new_classes":["A"]}]}`,
		objects + `,"exports":{"A":{"type":"durable-object","storage":"legacy-kv"}}}`,
		`"durable_objects":{"bindings":[{"name":"A","class_name":"A","script_name":"other"}]}}`,
	} {
		if _, warnings := mustLoad(t, withFile("wrangler.json", base+rest), Options{}); len(warnings) > 0 {
			t.Errorf("Load(%s): got warnings %v, want none", rest, warnings)
		}
	}
}

func TestPositions(t *testing.T) {
	tests := []struct{ name, file, content, want string }{
		{"toml value", "wrangler.toml", "name = \"x\"\n\n[durable_objects]\nbindings = [\n\t{ name = \"A\", class_name = 5 },\n]\n",
			"wrangler.toml:5:29: binding should have a string \"class_name\" field.\n    \t{ name = \"A\", class_name = 5 },\n    \t                           ^\n  It is the class your Worker exports."},
		{"toml array", "wrangler.toml", "durable_objects = []\n",
			"wrangler.toml:1:1: The field \"durable_objects\" should be an object but got [].\n    durable_objects = []\n    ^\n  Bindings go one level deeper, under \"durable_objects.bindings\"."},
		{"toml array of tables", "wrangler.toml", "[[migrations]]\ntag = \"v1\"\n[[migrations]]\nnew_classes = []\n",
			"wrangler.toml:3:3: \"migrations[1].tag\" is a required field.\n    [[migrations]]\n      ^\n  Every migration has a tag of its own: tag = \"v1\"."},
		{"toml syntax", "wrangler.toml", "name = \"x\"\nmain = \n", "wrangler.toml:2:"},
		{"toml date", "wrangler.toml", "compatibility_date = 2024-01-01\n",
			"wrangler.toml:1:22: Expected \"compatibility_date\" to be of type string but got \"2024-01-01\".\n    compatibility_date = 2024-01-01\n                         ^\n  Put it in quotes: \"2024-01-01\"."},
		{"json value", "wrangler.json", "{\n  \"été\": 1, \"vars\": 5\n}",
			"wrangler.json:2:21: The field \"vars\" should be an object but got 5.\n    \"été\": 1, \"vars\": 5\n"},
		{"json syntax", "wrangler.jsonc", "{\n  \"name\": \"x\"\n  \"main\": \"y\"\n}", "wrangler.jsonc:3:3: This is not valid JSON: "},
		{"flag", "wrangler.json", "{\"compatibility_flags\":[\"rpc\",\"no_rcp\"]}", "wrangler.json:1:31: No such compatibility flag: no_rcp\n"},
		{"windows line ends", "wrangler.toml", "name = \"x\"\r\nvars = 5\r\n", "wrangler.toml:2:8: The field \"vars\" should be an object but got 5.\n    vars = 5\n           ^"},
		{"byte order mark", "wrangler.json", "\ufeff{\"vars\":5}", "wrangler.json:1:9: The field \"vars\""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := load(t, withFile(test.file, test.content), Options{})
			var failed *Error
			if !errors.As(err, &failed) {
				t.Fatalf("Load(%q): got %v, want an *Error", test.content, err)
			}
			if got, want := failed.Error(), "Processing "+test.file+" configuration:\n"; !strings.HasPrefix(got, want) {
				t.Errorf("Load(%q): got %q, want it to begin with %q", test.content, got, want)
			}
			want := strings.Replace(test.want, "    \"été\"", "      \"été\"", 1)
			if got := failed.Diagnostics[0].String(); !strings.HasPrefix(got, want) {
				t.Errorf("Load(%q): got\n%s\nwant\n%s", test.content, got, want)
			}
		})
	}
}

func TestEveryMistakeIsReported(t *testing.T) {
	_, _, err := load(t, withFile("wrangler.toml", "name = \"A B\"\nmain = \"zzz.js\"\nvars = 5\nminify = \"no\"\n"), Options{})
	var failed *Error
	if !errors.As(err, &failed) || len(failed.Diagnostics) != 4 {
		t.Errorf("Load with four mistakes: got %v, want four diagnostics", err)
	}
}
