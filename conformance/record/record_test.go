package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dodev/dodev/conformance"
)

// TestRecorded holds every case against the real runtime, if there is one.
func TestRecorded(t *testing.T) {
	peers := os.Getenv("DODEV_PEERS")
	if peers == "" {
		t.Skip("DODEV_PEERS names no folder with npm's workerd")
	}
	r := peer{filepath.Join(peers, "node_modules", ".bin", "workerd")}
	cases, err := conformance.Cases("../cases")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			if c.Slow() && testing.Short() {
				t.Skip("-short: it waits for clocks")
			}
			t.Parallel()
			if err := r.check(c, false); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestCapnp(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"wrangler.json": `{
			"name": "front", "main": "worker.js", "compatibility_date": "2026-11-17", "compatibility_flags": ["experimental"],
			"rules": [{ "type": "Text", "globs": ["**/*.js.txt", "LICENSE"] }],
			"vars": { "A": "say \"a\"", "B": { "c": 1 } },
			"durable_objects": { "bindings": [{ "name": "ROOM", "class_name": "Room" }, { "name": "FAR", "class_name": "Far", "script_name": "back" }] },
			"migrations": [{ "tag": "v1", "new_sqlite_classes": ["Room", "Unbound"] }],
			"services": [{ "binding": "BACK", "service": "back", "entrypoint": "Named", "props": { "p": 1 } }],
			"worker_loaders": [{ "binding": "LOADER" }]
		}`,
		"worker.js": "export {};", "sub/other.mjs": "", "LICENSE": "", "notes.md": "",
		"back/wrangler.json": `{ "name": "back", "main": "worker.js", "compatibility_date": "2024-04-03" }`,
		"back/worker.js":     "",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p, err := load([]string{filepath.Join(dir, "wrangler.json"), filepath.Join(dir, "back", "wrangler.json")}, "/disk")
	if err != nil {
		t.Fatal(err)
	}
	if !p.experimental() {
		t.Error("the experimental flag is not seen")
	}
	got, err := p.capnp()
	if err != nil {
		t.Fatal(err)
	}
	got = strings.ReplaceAll(got, `\\`, "/") // of Windows
	got = strings.ReplaceAll(got, filepath.ToSlash(dir)+"/", "DIR/")
	for _, want := range []string{
		`(name = "disk", disk = (path = "/disk", writable = true))`,
		"modules = [\n      (name = \"worker.js\", esModule = embed \"DIR/worker.js\"),\n      (name = \"LICENSE\", text = embed",
		`(name = "sub/other.mjs", esModule = embed`,
		`serviceWorkerScript = embed "DIR/back/worker.js"`,
		`compatibilityFlags = [` + "\n" + `      "experimental"`,
		`(name = "A", text = "say \"a\"")`, `(name = "B", json = "{\"c\":1}")`,
		`(name = "ROOM", durableObjectNamespace = "Room")`,
		`(name = "FAR", durableObjectNamespace = (className = "Far", serviceName = "back"))`,
		`(name = "BACK", service = (name = "back", entrypoint = "Named", props = (json = "{\"p\":1}")))`,
		`(name = "LOADER", workerLoader = ())`,
		`(className = "Room", uniqueKey = "front-Room", enableSql = true)`,
		`(className = "Unbound", uniqueKey = "front-Unbound", enableSql = true)`,
		`(className = "Far", uniqueKey = "back-Far", enableSql = false)`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	if strings.Contains(got, "notes.md") || strings.Contains(got, `"back/worker.js"`) {
		t.Errorf("what is no module of the Worker is one in\n%s", got)
	}
}

func TestCompare(t *testing.T) {
	passed := reports("x.rs:1: debug: [ PASS ] case (1ms)\nx.rs:1: debug: [ FAIL ] case:b (2ms)\nx.rs:1: debug: [ PASS ] case:c (2ms)\n")
	err := compare([]conformance.Export{{Name: "default"}, {Name: "b"}, {Name: "d"}}, passed)
	if got, want := err.Error(), "b failed\nd was not run\nc ran but the inventory does not see it"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
