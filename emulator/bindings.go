package emulator

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dodev/dodev/config"
	"github.com/dodev/dodev/jsapi/workers"
	"github.com/dodev/dodev/runtime"
)

// Row is one line of the table of bindings.
type Row struct{ Binding, Resource, Mode string }

// Table is what one Worker has access to.
type Table struct {
	Worker string // "" when there is only one
	Rows   []Row
	// EnvFiles are the files that secrets came from.
	EnvFiles []string
	// Tails are the Workers that its traces go to, and whether they run.
	Tails []Row
}

// Tables answers what every Worker has access to, the primary first.
func (e *Emulator) Tables() []Table {
	var list []Table
	p := e.running()
	for _, w := range p.workers {
		t := Table{Rows: slices.Clone(w.rows), EnvFiles: w.config.EnvFilesUsed}
		if len(p.workers) > 1 {
			t.Worker = w.config.Name
		}
		for _, c := range w.config.TailConsumers {
			t.Tails = append(t.Tails, Row{Binding: c.Service, Mode: connected(p.named(c.Service) != nil)})
		}
		list = append(list, t)
	}
	return list
}

// connected says of another Worker whether it runs in this process, in wrangler's words.
func connected(there bool) string {
	if there {
		return "[connected]"
	}
	return "[not connected]"
}

// boundClasses answers the Durable Object bindings: the configured ones, or without a configuration those of
// --do, or every exported class under its own name.
func (e *Emulator) boundClasses(w *worker) (list []config.DurableObjectBinding, inferred bool) {
	if w.config.File != "" {
		return w.config.DurableObjects, false
	}
	if len(e.options.Objects) > 0 {
		for name, class := range e.options.Objects {
			list = append(list, config.DurableObjectBinding{Name: name, ClassName: class})
		}
		slices.SortFunc(list, func(a, b config.DurableObjectBinding) int { return strings.Compare(a.Name, b.Name) })
		return list, false
	}
	for _, name := range w.script.Exports {
		if name != "default" {
			list = append(list, config.DurableObjectBinding{Name: name, ClassName: name})
		}
	}
	return list, true
}

// bindings makes env and its table.
func (e *Emulator) bindings(p *project, w *worker) []workers.Binding {
	var list []workers.Binding
	w.rows = nil
	add := func(b workers.Binding, row Row) {
		list, w.rows = append(list, b), append(w.rows, row)
	}
	objects, inferred := e.boundClasses(w)
	for _, d := range objects {
		if d.ScriptName != "" && d.ScriptName != w.config.Name {
			add(e.bindForeignObjects(p, d))
			continue
		}
		b := workers.BindObjects(d.Name, e.objects.Namespace(w.config.Name+"-"+d.ClassName, d.ClassName))
		if inferred {
			b.IfExported = d.ClassName
		}
		add(b, Row{d.Name + " (" + d.ClassName + ")", "Durable Object", "local"})
	}
	for _, s := range w.config.Services {
		add(bindService(p, s))
	}
	for _, name := range w.config.WorkerLoaders {
		add(workers.BindLoader(name, w.code), Row{name, "Worker Loader", "local"})
	}
	secrets := map[string]*string{} // which .dev.vars has the values of
	for _, b := range w.config.Resources {
		if b.Kind == config.StoredSecret {
			secrets[b.Name] = nil
		}
	}
	for _, v := range w.config.Vars {
		if _, stored := secrets[v.Name]; stored {
			secrets[v.Name] = &v.Value
		}
	}
	for _, b := range w.config.Resources {
		add(e.bindResource(b, secrets[b.Name]))
	}
	if w.assets != nil && w.config.Assets.Binding != "" {
		name := w.config.Assets.Binding
		add(workers.BindAssets(name, w.assets), Row{name, "Assets", "local"})
	}
	for _, u := range w.config.Unsupported {
		if u.Name != "" {
			add(workers.BindUnsupported(u.Name, u.Kind), Row{u.Name, u.Kind, "not supported"})
		}
	}
	for _, v := range w.config.Vars {
		if _, stored := secrets[v.Name]; !stored {
			add(bindVar(v))
		}
	}
	return list
}

// namespaces answers what is configured for the Worker's classes: by its migrations or exports, or by a binding
// of any Worker.
func (e *Emulator) namespaces(p *project, w *worker) map[string]*runtime.Namespace {
	all := map[string]*runtime.Namespace{}
	add := func(class string) { all[class] = e.objects.Namespace(w.config.Name+"-"+class, class) }
	for class := range w.config.Classes {
		add(class)
	}
	objects, _ := e.boundClasses(w)
	for _, d := range objects {
		if d.ScriptName == "" || d.ScriptName == w.config.Name {
			add(d.ClassName)
		}
	}
	for _, other := range p.workers {
		for _, d := range other.config.DurableObjects {
			if d.ScriptName == w.config.Name {
				add(d.ClassName)
			}
		}
	}
	return all
}

// bindForeignObjects binds the objects of a class that another Worker has. Their storage goes by its name.
func (e *Emulator) bindForeignObjects(p *project, d config.DurableObjectBinding) (workers.Binding, Row) {
	owner := p.named(d.ScriptName)
	objects := e.objects.Namespace(d.ScriptName+"-"+d.ClassName, d.ClassName)
	shown := d.Name + " (" + d.ClassName + ", defined in " + d.ScriptName + ")"
	return workers.BindObjects(d.Name, objects), Row{shown, "Durable Object", "local " + connected(owner != nil)}
}

func bindService(p *project, s config.ServiceBinding) (workers.Binding, Row) {
	entry := workers.Service{Name: s.Service}
	target := p.named(s.Service)
	if target != nil {
		entry = target.service()
	}
	entry.Entrypoint, entry.Props = s.Entrypoint, workers.JSONProps(s.Props)
	shown := s.Name + " (" + s.Service
	if s.Entrypoint != "" {
		shown += "#" + s.Entrypoint
	}
	return workers.BindService(s.Name, entry), Row{shown + ")", "Worker", "local " + connected(target != nil)}
}

func bindVar(v config.Var) (workers.Binding, Row) {
	shown := fmt.Sprintf("(%q)", v.Value)
	switch {
	case v.Hidden:
		shown = `("(hidden)")`
	case v.JSON:
		shown = "(" + v.Value + ")"
	}
	row := Row{v.Name + " " + shorten(shown), "Environment Variable", "local"}
	if v.JSON {
		return workers.BindJSON(v.Name, v.Value), row
	}
	return workers.BindText(v.Name, v.Value), row
}

// shorten cuts a value to what the table has room for.
func shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:37]) + "..."
	}
	return s
}

// checkExports compares what is bound with what the code exports.
func (e *Emulator) checkExports(w *worker) error {
	objects, inferred := e.boundClasses(w)
	if inferred {
		w.rows = slices.DeleteFunc(w.rows, func(r Row) bool {
			name, _, _ := strings.Cut(r.Binding, " (")
			return r.Resource == "Durable Object" && !slices.Contains(w.exports.Classes, name)
		})
		return nil
	}
	var missing []string
	for _, d := range objects {
		local := d.ScriptName == "" || d.ScriptName == w.config.Name
		if local && w.script.ServiceWorker {
			return &ServiceWorkerError{}
		}
		if local && !slices.Contains(w.exports.Classes, d.ClassName) && !slices.Contains(missing, d.ClassName) {
			missing = append(missing, d.ClassName)
		}
	}
	if len(missing) > 0 {
		return &MissingClassError{Classes: missing, Entry: filepath.Base(w.config.Main)}
	}
	return nil
}

// checkLinks compares what a Worker has bound of others, and of itself, with what they export. A Worker that
// does not run is told of when it is used.
func (e *Emulator) checkLinks(p *project, w *worker) error {
	for _, d := range w.config.DurableObjects {
		if owner := p.named(d.ScriptName); owner != nil && !slices.Contains(owner.exports.Classes, d.ClassName) {
			return &LinkError{Worker: w.config.Name, Binding: d.Name, Service: d.ScriptName, Class: d.ClassName}
		}
	}
	for _, s := range w.config.Services {
		target := p.named(s.Service)
		if target != nil && s.Entrypoint != "" && !slices.Contains(target.exports.Entrypoints, s.Entrypoint) {
			return &LinkError{Worker: w.config.Name, Binding: s.Name, Service: s.Service, Entrypoint: s.Entrypoint}
		}
	}
	return nil
}
