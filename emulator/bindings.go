package emulator

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dodev/dodev/bundle"
	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/config"
	"github.com/dodev/dodev/jsapi/workers"
)

// Row is one line of the table of bindings.
type Row struct{ Binding, Resource, Mode string }

// Bindings answers the table of what the Worker has access to.
func (e *Emulator) Bindings() []Row { return e.running().rows }

func bundleOptions(c *config.Config) bundle.Options {
	o := bundle.Options{
		Entry: c.Main, Dir: c.Dir, Define: c.Define, Alias: c.Alias, HostModules: workers.HostModules,
		JSXFactory: c.JSX.Factory, JSXFragment: c.JSX.Fragment, TSConfig: c.TSConfig,
		Minify: c.Minify, NoBundle: c.NoBundle, KeepNames: c.KeepNames,
		UserAgent:         c.Flags.Has(compat.GlobalNavigator),
		AdditionalModules: c.FindAdditionalModules, BaseDir: c.BaseDir,
	}
	for _, r := range c.Rules {
		o.Rules = append(o.Rules, bundle.Rule{Type: r.Type, Globs: r.Globs, Fallthrough: r.Fallthrough})
	}
	return o
}

func sameOptions(a, b bundle.Options) bool { return fmt.Sprintf("%+v", a) == fmt.Sprintf("%+v", b) }

// boundClasses answers the Durable Object bindings: the configured ones, or without a configuration those of
// --do, or every exported class under its own name.
func (e *Emulator) boundClasses(p *project) (list []config.DurableObjectBinding, inferred bool) {
	if p.config.File != "" {
		return p.config.DurableObjects, false
	}
	if len(e.options.Objects) > 0 {
		for name, class := range e.options.Objects {
			list = append(list, config.DurableObjectBinding{Name: name, ClassName: class})
		}
		slices.SortFunc(list, func(a, b config.DurableObjectBinding) int { return strings.Compare(a.Name, b.Name) })
		return list, false
	}
	for _, name := range p.script.Exports {
		if name != "default" {
			list = append(list, config.DurableObjectBinding{Name: name, ClassName: name})
		}
	}
	return list, true
}

// sqlite answers whether a class keeps its data as SQLite: as declared, and always without a configuration.
func (p *project) sqlite(class string) bool {
	return p.config.File == "" || p.config.Classes[class] == config.SQLite
}

// bindings makes env and its table.
func (e *Emulator) bindings(p *project) []workers.Binding {
	var list []workers.Binding
	p.rows = nil
	objects, inferred := e.boundClasses(p)
	for _, d := range objects {
		if d.ScriptName != "" && d.ScriptName != p.config.Name {
			list = append(list, workers.BindUnsupported(d.Name, "Durable Object (script_name)"))
			p.rows = append(p.rows, Row{d.Name + " (" + d.ClassName + ", defined in " + d.ScriptName + ")", "Durable Object", "not supported"})
			continue
		}
		b := workers.BindObjects(d.Name, e.objects.Namespace(p.config.Name+"-"+d.ClassName, d.ClassName))
		if inferred {
			b.IfExported = d.ClassName
		}
		list = append(list, b)
		p.rows = append(p.rows, Row{d.Name + " (" + d.ClassName + ")", "Durable Object", "local"})
	}
	for _, s := range p.config.Services {
		list = append(list, workers.BindUnsupported(s.Name, "service"))
		p.rows = append(p.rows, Row{s.Name + " (" + s.Service + ")", "Worker", "not supported"})
	}
	for _, u := range p.config.Unsupported {
		if u.Name != "" {
			list = append(list, workers.BindUnsupported(u.Name, u.Kind))
			p.rows = append(p.rows, Row{u.Name, u.Kind, "not supported"})
		}
	}
	for _, v := range p.config.Vars {
		shown := fmt.Sprintf("(%q)", v.Value)
		switch {
		case v.Hidden:
			shown = `("(hidden)")`
		case v.JSON:
			shown = "(" + v.Value + ")"
		}
		if v.JSON {
			list = append(list, workers.BindJSON(v.Name, v.Value))
		} else {
			list = append(list, workers.BindText(v.Name, v.Value))
		}
		p.rows = append(p.rows, Row{v.Name + " " + shorten(shown), "Environment Variable", "local"})
	}
	return list
}

// shorten cuts a value to what the table has room for.
func shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:37]) + "..."
	}
	return s
}

// checkExports compares what is bound with what the code exports.
func (e *Emulator) checkExports(p *project, exports workers.Exports) error {
	objects, inferred := e.boundClasses(p)
	if inferred {
		p.rows = slices.DeleteFunc(p.rows, func(r Row) bool {
			name, _, _ := strings.Cut(r.Binding, " (")
			return r.Resource == "Durable Object" && !slices.Contains(exports.Classes, name)
		})
		return nil
	}
	var missing []string
	for _, d := range objects {
		local := d.ScriptName == "" || d.ScriptName == p.config.Name
		if local && p.script.ServiceWorker {
			return &ServiceWorkerError{}
		}
		if local && !slices.Contains(exports.Classes, d.ClassName) && !slices.Contains(missing, d.ClassName) {
			missing = append(missing, d.ClassName)
		}
	}
	if len(missing) > 0 {
		return &MissingClassError{Classes: missing, Entry: filepath.Base(p.config.Main)}
	}
	return nil
}

// ServiceWorkerError is a Durable Object binding in a script that can define no classes.
type ServiceWorkerError struct{}

// Error is wrangler's text.
func (*ServiceWorkerError) Error() string {
	return "You seem to be trying to use Durable Objects in a Worker written as a service-worker.\n" +
		"You can use Durable Objects defined in other Workers by specifying a `script_name` in your wrangler.toml, where " +
		"`script_name` is the name of the Worker that implements that Durable Object."
}

// MissingClassError is a binding to classes that the entry does not export.
type MissingClassError struct {
	Classes []string
	Entry   string
}

// Error is wrangler's text.
func (m *MissingClassError) Error() string {
	return fmt.Sprintf("Your Worker depends on the following Durable Objects, which are not exported in your entrypoint file: %s.\n"+
		"You should export these objects from your entrypoint, %s.", strings.Join(m.Classes, ", "), m.Entry)
}

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
func (e *Emulator) checkUses(p *project) error {
	objects, inferred := e.boundClasses(p)
	bound := map[string]bool{}
	for _, d := range objects {
		bound[d.Name] = true
	}
	for _, v := range p.config.Vars {
		bound[v.Name] = true
	}
	for _, s := range p.config.Services {
		bound[s.Name] = true
	}
	for _, u := range p.config.Unsupported {
		bound[u.Name] = true
	}
	var first *bundle.Use
	var names []string
	for n, use := range p.script.Uses {
		if bound[use.Binding] || slices.Contains(names, use.Binding) {
			continue
		}
		if first == nil {
			first = &p.script.Uses[n]
		}
		names = append(names, use.Binding)
	}
	if first == nil {
		return nil
	}
	classes := slices.DeleteFunc(slices.Clone(p.script.Exports), func(n string) bool { return n == "default" })
	if !inferred {
		for _, d := range objects {
			classes = slices.DeleteFunc(classes, func(n string) bool { return n == d.ClassName })
		}
	} else {
		objects = nil
	}
	flags := "dodev run " + p.config.Main
	for _, name := range names {
		class := matchClass(name, classes)
		objects = append(objects, config.DurableObjectBinding{Name: name, ClassName: class})
		flags += " --do " + name + "=" + class
	}
	main, err := filepath.Rel(p.config.Dir, p.config.Main)
	if err != nil {
		main = p.config.Main
	}
	return &MissingBindingError{
		Use: *first, Flags: flags,
		Snippet: config.Snippet(p.config.Name, filepath.ToSlash(main), p.config.CompatibilityDate, objects),
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
