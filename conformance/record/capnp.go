package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/dodev/dodev/config"
)

// project is the Workers of one case, the one under test first.
type project struct {
	workers []worker
	disk    string // where objects keep what they store
}

// worker is one Worker and what its configuration says only to the real runtime.
type worker struct {
	*config.Config
	written
}

// written are keys that a resolved configuration no longer has.
type written struct {
	Flags   []string `json:"compatibility_flags"`
	Loaders []struct {
		Binding string `json:"binding"`
	} `json:"worker_loaders"`
}

func load(files []string, disk string) (project, error) {
	p := project{disk: disk}
	for _, file := range files {
		// Without an environment of the shell's, so that a case is the same everywhere.
		c, _, err := config.Load(config.Options{ConfigFile: file, Cwd: filepath.Dir(file), Environ: []string{}})
		if err != nil {
			return p, err
		}
		w := worker{Config: c}
		text, err := os.ReadFile(file)
		if err != nil {
			return p, err
		}
		if err := json.Unmarshal(text, &w.written); err != nil {
			return p, fmt.Errorf("%s: %w", file, err)
		}
		p.workers = append(p.workers, w)
	}
	return p, nil
}

// experimental says that the runtime has to be told to allow what it does not promise to keep.
func (p project) experimental() bool {
	return slices.ContainsFunc(p.workers, func(w worker) bool {
		return len(w.Loaders) > 0 || slices.Contains(w.written.Flags, "experimental")
	})
}

// capnp writes the project as the runtime's own configuration. Files are embedded by their absolute paths, for
// which "/" has to be on the import path.
func (p project) capnp() (string, error) {
	services := []string{fmt.Sprintf("(name = %s, disk = (path = %s, writable = true))", quote("disk"), quote(p.disk))}
	for _, w := range p.workers {
		text, err := p.worker(w)
		if err != nil {
			return "", err
		}
		services = append(services, fmt.Sprintf("(name = %s, worker = %s)", quote(w.Name), text))
	}
	return "using Workerd = import \"/workerd/workerd.capnp\";\nconst config :Workerd.Config = (\n  services = " + list("  ", services) +
		",\n  v8Flags = [\"--expose-gc\"],\n);\n", nil
}

func (p project) worker(w worker) (string, error) {
	code, err := p.code(w)
	if err != nil {
		return "", err
	}
	fields := []string{
		code,
		"compatibilityDate = " + quote(w.CompatibilityDate),
		"compatibilityFlags = " + list("    ", each(w.written.Flags, quote)),
		"bindings = " + list("    ", p.bindings(w)),
		"durableObjectNamespaces = " + list("    ", p.namespaces(w)),
		`durableObjectStorage = (localDisk = "disk")`,
	}
	var tails []string
	for _, t := range w.TailConsumers {
		tails = append(tails, quote(t.Service))
	}
	if tails != nil {
		fields = append(fields, "tails = "+list("    ", tails))
	}
	return "(\n    " + strings.Join(fields, ",\n    ") + ")", nil
}

// namespaces are the classes that the Worker declares and those that another Worker binds.
func (p project) namespaces(w worker) []string {
	classes := maps.Clone(w.Classes)
	for _, other := range p.workers {
		for _, b := range other.DurableObjects {
			if _, known := classes[b.ClassName]; !known && b.ScriptName == w.Name {
				classes[b.ClassName] = config.KV
			}
		}
	}
	var found []string
	for _, class := range slices.Sorted(maps.Keys(classes)) {
		found = append(found, fmt.Sprintf("(className = %s, uniqueKey = %s, enableSql = %t)",
			quote(class), quote(w.Name+"-"+class), classes[class] == config.SQLite))
	}
	return found
}

func (p project) bindings(w worker) []string {
	var found []string
	add := func(name, format string, args ...any) {
		found = append(found, fmt.Sprintf("(name = %s, %s)", quote(name), fmt.Sprintf(format, args...)))
	}
	for _, v := range w.Vars {
		if v.JSON {
			add(v.Name, "json = %s", quote(v.Value))
		} else {
			add(v.Name, "text = %s", quote(v.Value))
		}
	}
	for _, b := range w.DurableObjects {
		if b.ScriptName == "" || b.ScriptName == w.Name {
			add(b.Name, "durableObjectNamespace = %s", quote(b.ClassName))
		} else {
			add(b.Name, "durableObjectNamespace = (className = %s, serviceName = %s)", quote(b.ClassName), quote(b.ScriptName))
		}
	}
	for _, s := range w.Services {
		designator := "name = " + quote(s.Service)
		if s.Entrypoint != "" {
			designator += ", entrypoint = " + quote(s.Entrypoint)
		}
		if s.Props != "" {
			designator += ", props = (json = " + quote(s.Props) + ")"
		}
		add(s.Name, "service = (%s)", designator)
	}
	for _, l := range w.Loaders {
		add(l.Binding, "workerLoader = ()")
	}
	return found
}

var exportLine = regexp.MustCompile(`(?m)^export\b`)

// code is the field for the Worker's code: modules or, if its main exports nothing, one script.
func (p project) code(w worker) (string, error) {
	text, err := os.ReadFile(w.Main)
	if err != nil {
		return "", err
	}
	if !exportLine.Match(text) {
		return "serviceWorkerScript = embed " + quote(w.Main), nil
	}
	modules, err := p.modules(w)
	return "modules = " + list("    ", modules), err
}

// modules are the files of the Worker's folder, its main first.
func (p project) modules(w worker) ([]string, error) {
	root := filepath.Dir(w.Main)
	if w.FindAdditionalModules {
		root = w.BaseDir
	}
	var found []string
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if _, err := os.Stat(filepath.Join(file, "wrangler.json")); err == nil && file != root && file != w.Dir {
				return fs.SkipDir // another Worker
			}
			return nil
		}
		rel, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		kind := w.kind(filepath.ToSlash(rel))
		if kind == "" {
			return nil
		}
		text := fmt.Sprintf("(name = %s, %s = embed %s)", quote(filepath.ToSlash(rel)), kind, quote(file))
		if file == w.Main {
			found = slices.Insert(found, 0, text)
		} else {
			found = append(found, text)
		}
		return nil
	})
	return found, err
}

// kinds are the fields of a module in the runtime's configuration, by the type of a rule and by extension.
var kinds = map[string]string{
	"ESModule": "esModule", "CommonJS": "commonJsModule", "Text": "text", "Data": "data", "CompiledWasm": "wasm",
	".js": "esModule", ".mjs": "esModule", ".cjs": "commonJsModule", ".txt": "text", ".html": "text", ".sql": "text",
	".bin": "data", ".wasm": "wasm", ".json": "json",
}

// kind is what a file is as a module; "" if it is none.
func (w worker) kind(name string) string {
	for _, rule := range w.Rules {
		for _, glob := range rule.Globs {
			glob = strings.TrimPrefix(glob, "./")
			deep, anywhere := strings.CutPrefix(glob, "**/")
			if match, _ := path.Match(glob, name); match {
				return kinds[rule.Type]
			}
			if match, _ := path.Match(deep, path.Base(name)); match && anywhere {
				return kinds[rule.Type]
			}
		}
	}
	if base := path.Base(name); base == "wrangler.json" || base == "want.txt" {
		return ""
	}
	return kinds[path.Ext(name)]
}

// quote writes a text literal. Those of Cap'n Proto know C's escapes.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range []byte(s) {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c == 0x7f:
			b.WriteString(`\x` + strconv.FormatUint(uint64(c)+0x100, 16)[1:])
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// list writes one item a line.
func list(indent string, items []string) string {
	if len(items) == 0 {
		return "[]"
	}
	return "[\n" + indent + "  " + strings.Join(items, ",\n"+indent+"  ") + "]"
}

func each[T, U any](items []T, f func(T) U) []U {
	var out []U
	for _, item := range items {
		out = append(out, f(item))
	}
	return out
}
