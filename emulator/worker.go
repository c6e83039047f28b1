package emulator

import (
	"cmp"
	"context"
	"fmt"

	"github.com/dodev/dodev/bindings/assets"
	"github.com/dodev/dodev/bindings/cache"
	"github.com/dodev/dodev/bundle"
	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/config"
	"github.com/dodev/dodev/jsapi/workers"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime/isolate"
)

// worker is one Worker of a project and what it was made of.
type worker struct {
	config    *config.Config
	auxiliary bool // not the primary
	options   bundle.Options
	builder   *bundle.Builder
	script    *bundle.Script
	code      *workers.Worker // nil if there are only assets
	assets    *assets.Site    // nil if there are none
	exports   workers.Exports
	rows      []Row
}

func bundleOptions(c *config.Config) bundle.Options {
	o := bundle.Options{
		Entry: c.Main, Dir: c.Dir, Define: c.Define, Alias: c.Alias, HostModules: workers.HostModules(c.Flags),
		JSXFactory: c.JSX.Factory, JSXFragment: c.JSX.Fragment, TSConfig: c.TSConfig,
		Minify: c.Minify, NoBundle: c.NoBundle, KeepNames: c.KeepNames,
		UserAgent:  c.Flags.Has(compat.GlobalNavigator),
		Attributes: workers.ImportAttributes(c.Flags), Require: workers.RequiredExports(c.Flags),
		AdditionalModules: c.FindAdditionalModules, BaseDir: c.BaseDir,
	}
	for _, r := range c.Rules {
		o.Rules = append(o.Rules, bundle.Rule{Type: r.Type, Globs: r.Globs, Fallthrough: r.Fallthrough})
	}
	return o
}

func sameOptions(a, b bundle.Options) bool { return fmt.Sprintf("%+v", a) == fmt.Sprintf("%+v", b) }

// build makes the script. A Worker built before with the same options lends its builder, which has most of the
// work done already.
func (w *worker) build(ctx context.Context, old *worker) (err error) {
	if w.config.Main == "" {
		w.script = &bundle.Script{}
		return nil
	}
	if old != nil && sameOptions(old.options, w.options) {
		w.builder = old.builder
	} else if w.builder, err = bundle.New(w.options); err != nil {
		return err
	}
	w.script, err = w.builder.Build(ctx)
	return err
}

// release gives up the builder, unless another version shares it.
func (w *worker) release(other *worker) {
	if w.builder != nil && (other == nil || w.builder != other.builder) {
		w.builder.Close()
	}
}

// serve makes the Worker's static assets.
func (e *Emulator) serve(w *worker) error {
	a := w.config.Assets
	if a == nil {
		return nil
	}
	o := assets.Options{
		Directory: a.Directory, HTML: assets.HTMLHandling(a.HTMLHandling), NotFound: assets.NotFoundHandling(a.NotFound), Base: a.BasePath,
		Navigation: w.config.Flags.Has(compat.AssetsNavigationPrefersAssetServing),
		Worker:     w.config.Main != "", First: a.WorkerFirst, Warn: e.options.Observer.Warn,
	}
	if a.FirstRoutes != nil {
		var err error
		if o.Routing, err = assets.ParseRouting(a.FirstRoutes); err != nil {
			return err
		}
	}
	w.assets = assets.New(o)
	return w.assets.Check()
}

// service answers the default entrypoint of the Worker.
func (w *worker) service() workers.Service {
	return workers.Service{Name: w.config.Name, Worker: w.code, Assets: w.assets}
}

// make compiles the script and makes a Worker of it that does not run yet.
func (e *Emulator) make(w *worker) error {
	program, err := isolate.Compile(w.script.Program, !w.script.ServiceWorker)
	w.script.Program, w.script.Text = nil, "" // compiled, they are only memory
	if err != nil {
		return fmt.Errorf("%s: %w", w.config.Main, err)
	}
	root := ""
	if w.config.NoBundle {
		root = w.config.BaseDir
	}
	w.code = workers.New(workers.Definition{
		Name: w.config.Name, Flags: w.config.Flags, Program: program, Assets: w.script.Assets,
		Files: w.files, ServiceWorker: w.script.ServiceWorker, ModuleRoot: root, Objects: e.objects, Caches: cache.New(e.shelf, e.options.Host.Now),
		IsolatePerObject: e.options.IsolatePerObject, TurnLimit: cmp.Or(e.options.TurnLimit, e.options.Limits.CPU),
		Limits: e.options.Limits, ExposeGC: e.options.ExposeGC,
		OnSlow: func(label string, at isolate.Position) { e.slow(w, label, at) },
		Host:   e.options.Host, Observer: e.observer(w.config.Name),
	})
	return nil
}

// observer answers the observer of one Worker: where there are several its console lines say whose they are.
func (e *Emulator) observer(name string) *observe.Observer {
	if len(e.options.Auxiliary) == 0 || e.options.Observer == nil {
		return e.options.Observer
	}
	o := *e.options.Observer
	o.OnConsole = func(c observe.Console) {
		c.Worker = name
		e.options.Observer.Console(c)
	}
	return &o
}

// sqlite answers whether a class keeps its data as SQLite: as declared, and always without a configuration.
func (w *worker) sqlite(class string) bool {
	return w.config.File == "" || w.config.Classes[class] == config.SQLite
}
