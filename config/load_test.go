package config

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/dodev/dodev/compat"
)

// project writes files into a new folder and answers its path.
func project(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "my-project")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// load loads a project in an empty environment.
func load(t *testing.T, files map[string]string, o Options) (*Config, []Diagnostic, error) {
	t.Helper()
	o.Cwd = project(t, files)
	if o.Environ == nil {
		o.Environ = []string{}
	}
	return Load(o)
}

func mustLoad(t *testing.T, files map[string]string, o Options) (*Config, []Diagnostic) {
	t.Helper()
	c, warnings, err := load(t, files, o)
	if err != nil {
		t.Fatalf("Load(%v): got error %v, want none", files, err)
	}
	return c, warnings
}

// relative makes paths comparable between folders.
func relative(c *Config) Config {
	r := *c
	cut := func(path string) string {
		rel, err := filepath.Rel(c.Dir, path)
		if path == "" || err != nil {
			return path
		}
		return filepath.ToSlash(rel)
	}
	r.Main, r.File, r.BaseDir, r.TSConfig = cut(r.Main), "", cut(r.BaseDir), cut(r.TSConfig)
	r.Build.Cwd = cut(r.Build.Cwd)
	r.Build.WatchDirs = nil
	for _, dir := range c.Build.WatchDirs {
		r.Build.WatchDirs = append(r.Build.WatchDirs, cut(dir))
	}
	r.Dir, r.Watch = "", nil
	return r
}

const everyTOML = `
name = "every-key"
main = "src/index.ts"
compatibility_date = "2026-01-01"
compatibility_flags = ["no_rpc"]
tsconfig = "tsconfig.build.json"
jsx_factory = "h"
jsx_fragment = "Fragment"
minify = true
no_bundle = true
keep_names = false
find_additional_modules = true
preserve_file_names = true
base_dir = "src"
account_id = "x"
rules = [{ type = "Text", globs = ["**/*.md"], fallthrough = true }, { type = "Data", globs = ["**/*.bin", "**/*.dat"] }]
services = [{ binding = "OTHER", service = "other", entrypoint = "Api", props = { a = [1, "b"] } }]
tail_consumers = [{ service = "tail" }]

[vars]
STRING = "five"
NUMBER = 5
FLOAT = 0.5
BIG = 1_000
YES = true
OBJECT = { a = { b = "c" }, list = [1, 2] }
"quoted key" = ""

[define]
VERSION = '"1.2"'

[alias]
fs = "./shims/fs.js"

[build]
command = "make"
watch_dir = ["src", "lib"]

[triggers]
crons = []

[dev]
ip = "0.0.0.0"
port = 9000
local_protocol = "https"

[[durable_objects.bindings]]
name = "ROOMS"
class_name = "Room"

[[durable_objects.bindings]]
name = "FAR"
class_name = "Far"
script_name = "far-worker"

[[migrations]]
tag = "v1"
new_sqlite_classes = ["Hall"]
new_classes = ["Old"]

[[migrations]]
tag = "v2"
renamed_classes = [{ from = "Hall", to = "Room" }]
deleted_classes = ["Old"]
`

const everyJSON = `{
	"$schema": "node_modules/wrangler/config-schema.json",
	"name": "every-key",
	"main": "src/index.ts",
	"compatibility_date": "2026-01-01",
	"compatibility_flags": ["no_rpc"],
	"tsconfig": "tsconfig.build.json",
	"jsx_factory": "h",
	"jsx_fragment": "Fragment",
	"minify": true,
	"no_bundle": true,
	"keep_names": false,
	"find_additional_modules": true,
	"preserve_file_names": true,
	"base_dir": "src",
	"account_id": "x",
	"rules": [{ "type": "Text", "globs": ["**/*.md"], "fallthrough": true }, { "type": "Data", "globs": ["**/*.bin", "**/*.dat"] }],
	"services": [{ "binding": "OTHER", "service": "other", "entrypoint": "Api", "props": { "a": [1, "b"] } }],
	"tail_consumers": [{ "service": "tail" }],
	"vars": {
		"STRING": "five", "NUMBER": 5, "FLOAT": 0.5, "BIG": 1000, "YES": true,
		"OBJECT": { "a": { "b": "c" }, "list": [1, 2] }, "quoted key": ""
	},
	"define": { "VERSION": "\"1.2\"" },
	"alias": { "fs": "./shims/fs.js" },
	"build": { "command": "make", "watch_dir": ["src", "lib"] },
	"triggers": { "crons": [] },
	"dev": { "ip": "0.0.0.0", "port": 9000, "local_protocol": "https" },
	"durable_objects": { "bindings": [
		{ "name": "ROOMS", "class_name": "Room" },
		{ "name": "FAR", "class_name": "Far", "script_name": "far-worker" }
	] },
	"migrations": [
		{ "tag": "v1", "new_sqlite_classes": ["Hall"], "new_classes": ["Old"] },
		{ "tag": "v2", "renamed_classes": [{ "from": "Hall", "to": "Room" }], "deleted_classes": ["Old"] }
	]
}`

func TestFormatsAgree(t *testing.T) {
	commented := "// a comment\n" + strings.Replace(everyJSON, `"minify": true,`, `/* smaller */ "minify": true,`, 1)
	commented = strings.Replace(commented, `"deleted_classes": ["Old"] }`, `"deleted_classes": ["Old",], },`, 1)
	port, yes := 9000, true
	flags, _, err := compat.Resolve("2026-01-01", []string{"no_rpc"})
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		Name: "every-key", Main: "src/index.ts", CompatibilityDate: "2026-01-01", Flags: flags,
		DurableObjects: []DurableObjectBinding{{Name: "ROOMS", ClassName: "Room"}, {Name: "FAR", ClassName: "Far", ScriptName: "far-worker"}},
		Classes:        map[string]Storage{"Room": SQLite},
		Vars: []Var{
			{Name: "STRING", Value: "five"}, {Name: "NUMBER", Value: "5", JSON: true}, {Name: "FLOAT", Value: "0.5", JSON: true},
			{Name: "BIG", Value: "1000", JSON: true}, {Name: "YES", Value: "true", JSON: true},
			{Name: "OBJECT", Value: `{"a":{"b":"c"},"list":[1,2]}`, JSON: true}, {Name: "quoted key"},
		},
		Services:      []ServiceBinding{{Name: "OTHER", Service: "other", Entrypoint: "Api", Props: `{"a":[1,"b"]}`}},
		TailConsumers: []TailConsumer{{Service: "tail"}},
		Crons:         []string{},
		Rules:         []Rule{{Type: "Text", Globs: []string{"**/*.md"}, Fallthrough: &yes}, {Type: "Data", Globs: []string{"**/*.bin", "**/*.dat"}}},
		Define:        map[string]string{"VERSION": `"1.2"`},
		Alias:         map[string]string{"fs": "./shims/fs.js"},
		JSX:           JSX{"h", "Fragment"}, TSConfig: "tsconfig.build.json", BaseDir: "src",
		Minify: true, NoBundle: true, PreserveFileNames: true, FindAdditionalModules: true,
		Build: Build{Command: "make", Cwd: ".", WatchDirs: []string{"src", "lib"}},
		Dev:   Dev{IP: "0.0.0.0", Port: &port, LocalProtocol: "https"},
	}
	for name, content := range map[string]string{"wrangler.toml": everyTOML, "wrangler.json": everyJSON, "wrangler.jsonc": commented} {
		t.Run(name, func(t *testing.T) {
			c, warnings := mustLoad(t, map[string]string{name: content, "src/index.ts": ""}, Options{})
			if got := relative(c); !reflect.DeepEqual(got, want) {
				t.Errorf("Load(%s): got\n%+v, want\n%+v", name, got, want)
			}
			if len(warnings) > 0 {
				t.Errorf("Load(%s): got warnings %v, want none", name, warnings)
			}
		})
	}
}

func TestDefaultsWithoutAFile(t *testing.T) {
	c, warnings := mustLoad(t, map[string]string{"index.js": ""}, Options{})
	got := relative(c)
	want := Config{Name: "my-project", Main: "index.js", BaseDir: ".", CompatibilityDate: compat.Newest, Flags: compat.Default(),
		KeepNames: true, Classes: map[string]Storage{}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Load without a file: got\n%+v, want\n%+v", got, want)
	}
	if len(warnings) > 0 {
		t.Errorf("Load without a file: got warnings %v, want none", warnings)
	}
}

func TestCommandLineWins(t *testing.T) {
	files := map[string]string{
		"wrangler.toml": "name = \"a\"\nmain = \"index.js\"\ncompatibility_date = \"2024-01-01\"\n[vars]\nA = \"file\"\nB = \"file\"\n[define]\nX = \"1\"",
		"index.js":      "", "other.js": "", ".dev.vars": "A=secret",
	}
	c, _ := mustLoad(t, files, Options{
		Path: "other.js", Name: "b", CompatDate: "2023-01-01", CompatFlags: []string{"rpc"}, Vars: []string{"A:http://x", "C:new"},
		Defines: []string{"Y:2"}, Aliases: []string{"a:b"}, JSX: JSX{Factory: "h"}, TSConfig: "t.json", Minify: true, NoBundle: true,
	})
	got := relative(c)
	want := got
	want.Name, want.Main, want.CompatibilityDate = "b", "other.js", "2023-01-01"
	want.Vars = []Var{{Name: "A", Value: "http://x", Hidden: true}, {Name: "B", Value: "file"}, {Name: "C", Value: "new", Hidden: true}}
	want.Define, want.Alias = map[string]string{"X": "1", "Y": "2"}, map[string]string{"a": "b"}
	want.JSX, want.TSConfig, want.Minify, want.NoBundle = JSX{Factory: "h"}, "t.json", true, true
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Load with everything on the command line: got\n%+v, want\n%+v", got, want)
	}
	if !c.Flags.Has(compat.RPC) || c.Flags.Has(compat.WebSocketCompression) {
		t.Errorf("flags at 2023-01-01 with rpc: got %v, want rpc and no web_socket_compression", c.Flags.Enabled())
	}
}

func TestCommandLineMistakes(t *testing.T) {
	tests := []struct {
		name string
		o    Options
		want string
	}{
		{"name", Options{Name: "B!"}, `Expected "name" to be of type string, alphanumeric and lowercase with dashes only but got "B!".`},
		{"var", Options{Vars: []string{"novalue"}}, `--var novalue is not a name and a value.`},
		{"define", Options{Defines: []string{":1"}}, `--define :1 is not a name and a value.`},
		{"date", Options{CompatDate: "2030-01-01"}, `Compatibility date "2030-01-01" is in the future and unsupported`},
		{"flag", Options{CompatFlags: []string{"nope_flag"}}, `No such compatibility flag: nope_flag`},
		{"script", Options{Path: "zzz.js"}, `The entry-point file at "zzz.js" was not found.`},
		{"config", Options{ConfigFile: "zzz.toml"}, `The configuration file "zzz.toml" was not found.`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := load(t, map[string]string{"index.js": ""}, test.o)
			if !reports(err, test.want) {
				t.Errorf("Load(%+v): got error %v, want %q", test.o, err, test.want)
			}
		})
	}
}

// reports tells whether an error has a diagnostic with exactly this message.
func reports(err error, message string) bool {
	var failed *Error
	if !errors.As(err, &failed) {
		return false
	}
	return has(failed.Diagnostics, message)
}

func has(list []Diagnostic, message string) bool {
	for _, d := range list {
		if d.Message == message {
			return true
		}
	}
	return false
}

func TestNames(t *testing.T) {
	tests := map[string]string{
		"chat": "chat", "My Chat!": "my-chat", "--x--": "x", "é": "", "a_b.c": "a-b-c", strings.Repeat("a", 80): strings.Repeat("a", 63),
	}
	for in, want := range tests {
		if got := sanitize(in); got != want {
			t.Errorf("sanitize(%q): got %q, want %q", in, got, want)
		}
	}
}

func TestSnippetLoads(t *testing.T) {
	bindings := []DurableObjectBinding{{Name: "ROOMS", ClassName: "Room"}, {Name: "HALLS", ClassName: "Room"}, {Name: "FAR", ClassName: "Far", ScriptName: "far"}}
	snippet := Snippet("chat", "src/index.js", "2026-01-01", bindings)
	c, warnings := mustLoad(t, map[string]string{"wrangler.toml": snippet, "src/index.js": ""}, Options{})
	if !reflect.DeepEqual(c.DurableObjects, bindings) || !reflect.DeepEqual(c.Classes, map[string]Storage{"Room": SQLite}) || c.Name != "chat" || len(warnings) > 0 {
		t.Errorf("Load(Snippet()): got %+v with warnings %v, want the bindings back\n%s", c, warnings, snippet)
	}
}
