package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

//go:embed workers
var workers embed.FS

const compatibilityDate = "2024-04-03" // the first with RPC

// A project is one Worker in a folder of its own, in the form that every server reads.
type project struct{ folder string }

// namespace binds a Durable Object class.
type namespace struct {
	binding, class string
	kept           bool // workerd does not drop its idle objects
}

// writeProjects writes every Worker below a folder, by name. The chat demo is copied from the source tree, hono from the
// peers' folder.
func writeProjects(folder, chatDemo, peers string) (map[string]project, error) {
	projects := map[string]project{}
	names, err := fs.Glob(workers, "workers/*.mjs")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		source, err := workers.ReadFile(name)
		if err != nil {
			return nil, err
		}
		title := strings.TrimSuffix(path.Base(name), ".mjs")
		var namespaces []namespace
		if strings.Contains(string(source), "class Thing") {
			namespaces = []namespace{{"things", "Thing", strings.HasPrefix(title, "create")}}
		}
		p := project{folder: filepath.Join(folder, title)}
		modules := []string{"worker.mjs"}
		if title == "hono" {
			library, err := copyHono(p.folder, peers)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			} else if err != nil {
				return nil, err
			}
			modules = append(modules, library...)
		}
		if err := writeFiles(p.folder, map[string]string{
			"worker.mjs":    string(source),
			"wrangler.toml": wranglerConfig(title, namespaces),
			"config.capnp":  workerdConfig(modules, namespaces),
		}); err != nil {
			return nil, err
		}
		projects[title] = p
	}

	chat := project{folder: filepath.Join(folder, "chat")}
	if err := os.CopyFS(filepath.Join(chat.folder, "src"), os.DirFS(filepath.Join(chatDemo, "src"))); err != nil {
		return nil, fmt.Errorf("copy the chat demo: %w", err)
	}
	config, err := os.ReadFile(filepath.Join(chatDemo, "wrangler.toml"))
	if err != nil {
		return nil, fmt.Errorf("copy the chat demo: %w", err)
	}
	modules := []string{"src/worker.mjs", "src/errors.mjs", "src/limiter.mjs", "src/room.mjs", "src/page.html"}
	projects["chat"] = chat
	return projects, writeFiles(chat.folder, map[string]string{
		"wrangler.toml": string(config),
		"config.capnp":  workerdConfig(modules, []namespace{{"rooms", "ChatRoom", false}, {"limiters", "RateLimiter", false}}),
	})
}

// copyHono copies the modules of hono and answers their names.
func copyHono(folder, peers string) (modules []string, err error) {
	library := os.DirFS(filepath.Join(peers, "node_modules", "hono", "dist"))
	err = fs.WalkDir(library, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (name == "cjs" || name == "types"):
			return fs.SkipDir
		case path.Ext(name) != ".js":
			return nil
		}
		content, err := fs.ReadFile(library, name)
		if err != nil {
			return err
		}
		modules = append(modules, "hono/"+name)
		return writeFiles(filepath.Join(folder, "hono", filepath.FromSlash(path.Dir(name))), map[string]string{path.Base(name): string(content)})
	})
	return modules, err
}

func writeFiles(folder string, files map[string]string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func wranglerConfig(name string, namespaces []namespace) string {
	var b strings.Builder
	fmt.Fprintf(&b, "name = %q\nmain = \"worker.mjs\"\ncompatibility_date = %q\n", "bench-"+name, compatibilityDate)
	for _, n := range namespaces {
		fmt.Fprintf(&b, "\n[[durable_objects.bindings]]\nname = %q\nclass_name = %q\n", n.binding, n.class)
		fmt.Fprintf(&b, "\n[[migrations]]\ntag = \"v1\"\nnew_sqlite_classes = [%q]\n", n.class)
	}
	return b.String()
}

// workerdConfig is for `workerd serve`, which is told its address and where the disk is on the command line.
// The first module is the Worker.
func workerdConfig(modules []string, namespaces []namespace) string {
	var b strings.Builder
	b.WriteString(`using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [ (name = "main", worker = .worker), (name = "state", disk = (writable = true)) ],
  sockets = [ (name = "http", http = (), service = "main") ],
);

const worker :Workerd.Worker = (
  modules = [
`)
	for _, module := range modules {
		kind := "esModule"
		if path.Ext(module) == ".html" {
			kind = "data"
		}
		fmt.Fprintf(&b, "    (name = %q, %s = embed %q),\n", module, kind, module)
	}
	fmt.Fprintf(&b, "  ],\n  compatibilityDate = %q,\n", compatibilityDate)
	if len(namespaces) > 0 {
		b.WriteString("  durableObjectStorage = (localDisk = \"state\"),\n  durableObjectNamespaces = [\n")
		for _, n := range namespaces {
			fmt.Fprintf(&b, "    (className = %q, uniqueKey = \"bench-%s\", enableSql = true, preventEviction = %t),\n", n.class, n.class, n.kept)
		}
		b.WriteString("  ],\n  bindings = [\n")
		for _, n := range namespaces {
			fmt.Fprintf(&b, "    (name = %q, durableObjectNamespace = %q),\n", n.binding, n.class)
		}
		b.WriteString("  ],\n")
	}
	b.WriteString(");\n")
	return b.String()
}
