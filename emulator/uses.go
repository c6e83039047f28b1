package emulator

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dodev/dodev/bundle"
	"github.com/dodev/dodev/config"
)

// MissingBindingError is a namespace that the source uses and nothing binds.
type MissingBindingError struct {
	Use     bundle.Use
	Snippet string // a complete configuration that would do
	Flags   string // the command line that would do
}

// Error says where, and what to write.
func (m *MissingBindingError) Error() string {
	return fmt.Sprintf("%s:%d:%d: env.%s is used as a Durable Object namespace (%s), but nothing binds it.\n\n"+
		"Save this as wrangler.toml:\n\n%s\nor run: %s",
		m.Use.File, m.Use.Line, m.Use.Column, m.Use.Binding, m.Use.Method, indent(m.Snippet), m.Flags)
}

func indent(s string) string {
	return "    " + strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", "\n    ") + "\n"
}

// checkUses fails when the source uses a namespace that is not bound.
func (e *Emulator) checkUses(w *worker) error {
	objects, inferred := e.boundClasses(w)
	bound := map[string]bool{}
	for _, d := range objects {
		bound[d.Name] = true
	}
	for _, v := range w.config.Vars {
		bound[v.Name] = true
	}
	for _, s := range w.config.Services {
		bound[s.Name] = true
	}
	for _, name := range w.config.WorkerLoaders {
		bound[name] = true
	}
	for _, b := range w.config.Resources {
		bound[b.Name] = true
	}
	if w.config.Assets != nil {
		bound[w.config.Assets.Binding] = true
	}
	for _, u := range w.config.Unsupported {
		bound[u.Name] = true
	}
	var first *bundle.Use
	var names []string
	for n, use := range w.script.Uses {
		if bound[use.Binding] || slices.Contains(names, use.Binding) {
			continue
		}
		if first == nil {
			first = &w.script.Uses[n]
		}
		names = append(names, use.Binding)
	}
	if first == nil {
		return nil
	}
	classes := slices.DeleteFunc(slices.Clone(w.script.Exports), func(n string) bool { return n == "default" })
	if !inferred {
		for _, d := range objects {
			classes = slices.DeleteFunc(classes, func(n string) bool { return n == d.ClassName })
		}
	} else {
		objects = nil
	}
	flags := "dodev run " + w.config.Main
	for _, name := range names {
		class := matchClass(name, classes)
		objects = append(objects, config.DurableObjectBinding{Name: name, ClassName: class})
		flags += " --do " + name + "=" + class
	}
	main, err := filepath.Rel(w.config.Dir, w.config.Main)
	if err != nil {
		main = w.config.Main
	}
	return &MissingBindingError{
		Use: *first, Flags: flags,
		Snippet: config.Snippet(w.config.Name, filepath.ToSlash(main), w.config.CompatibilityDate, objects),
	}
}

// matchClass answers the exported class that a binding's name most likely means.
func matchClass(name string, classes []string) string {
	plain := func(s string) string { return strings.TrimSuffix(strings.ToLower(strings.ReplaceAll(s, "_", "")), "s") }
	for _, c := range classes {
		if a, b := plain(name), plain(c); a == b || strings.Contains(b, a) || strings.Contains(a, b) {
			return c
		}
	}
	if len(classes) > 0 {
		return classes[0]
	}
	return "YourClass"
}
