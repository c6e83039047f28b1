package emulator

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/dodev/dodev/bundle"
	"github.com/dodev/dodev/config"
	"github.com/dodev/dodev/jsapi/workers"
)

// project is one version of the code and its configuration: all Workers of the process, the primary first.
type project struct{ workers []*worker }

func (p *project) primary() *worker { return p.workers[0] }

// named answers the Worker with a name, or nil.
func (p *project) named(name string) *worker {
	for _, w := range p.workers {
		if w.config.Name == name {
			return w
		}
	}
	return nil
}

// like answers the Worker that takes w's place in another version; p may be nil.
func (p *project) like(n int) *worker {
	if p == nil {
		return nil
	}
	return p.workers[n]
}

// release gives up what p was built with, but for what other lent or was lent.
func (p *project) release(other *project) {
	for n, w := range p.workers {
		w.release(other.like(n))
	}
}

// close ends what runs.
func (p *project) close(why error) {
	for _, w := range p.workers {
		if w.code != nil {
			w.code.Close(why)
		}
	}
}

func (p *project) interrupt(why error) {
	for _, w := range p.workers {
		if w.code != nil {
			w.code.Interrupt(why)
		}
	}
}

// configure reads the configuration of every Worker.
func (e *Emulator) configure() (*project, error) {
	p := &project{}
	for n, o := range append([]config.Options{e.options.Config}, e.options.Auxiliary...) {
		c, warnings, err := config.Load(o)
		if err != nil {
			return nil, err
		}
		e.warn(warnings)
		if other := p.named(c.Name); other != nil {
			return nil, &SameNameError{Name: c.Name, Files: [2]string{relative(source(other.config)), relative(source(c))}}
		}
		p.workers = append(p.workers, &worker{config: c, auxiliary: n > 0, options: bundleOptions(c)})
	}
	return p, nil
}

// source answers the file that a Worker is known by.
func source(c *config.Config) string {
	switch {
	case c.File != "":
		return c.File
	case c.Main == "":
		return c.Assets.Directory
	}
	return c.Main
}

// build makes the scripts of a project, and gives up what it was built with if one fails.
func (e *Emulator) build(ctx context.Context, p, old *project) error {
	e.inputs = []string{}
	var failed error
	for n, w := range p.workers {
		// A failed one does not keep the others from saying which files they are made of.
		e.inputs = append(e.inputs, w.config.Watch...)
		err := w.build(ctx, old.like(n))
		var broken *bundle.Error
		switch {
		case errors.As(err, &broken):
			e.inputs = append(e.inputs, broken.Inputs...)
		case err == nil:
			e.inputs = append(e.inputs, w.script.Inputs...)
		}
		if failed == nil {
			failed = err
		}
	}
	if failed != nil {
		p.release(old)
		return failed
	}
	for _, w := range p.workers {
		for _, warning := range w.script.Warnings {
			e.options.Observer.Warn(warning.String())
		}
	}
	return nil
}

// launch runs the top level of the project's new Workers, which objects start in from then on. A project that
// does not run is closed and released.
func (e *Emulator) launch(ctx context.Context, p, old *project) error {
	if err := e.load(ctx, p); err != nil {
		p.close(errStopped)
		p.release(old)
		return err
	}
	for _, w := range p.workers {
		for _, class := range w.exports.Classes {
			n := e.objects.Namespace(w.config.Name+"-"+class, class)
			n.SQLite.Store(w.sqlite(class))
			n.Use(w.code.Class(class))
		}
		for _, d := range w.config.DurableObjects {
			if d.ScriptName != "" && p.named(d.ScriptName) == nil {
				e.objects.Namespace(d.ScriptName+"-"+d.ClassName, d.ClassName).Use(workers.AbsentClass(d.ScriptName))
			}
		}
	}
	e.missed(p, old)
	return e.consume(p)
}

// missed tells of the classes that the last version of the project had and this one has not. Their objects do not
// start; what they stored, alarms included, waits for the class to come back.
func (e *Emulator) missed(p, old *project) {
	if old == nil {
		return
	}
	for _, w := range old.workers {
		now := p.named(w.config.Name)
		for _, class := range w.exports.Classes {
			if now != nil && slices.Contains(now.exports.Classes, class) {
				continue
			}
			e.objects.Namespace(w.config.Name+"-"+class, class).Use(workers.GoneClass(class))
			e.options.Observer.Warn(fmt.Sprintf("The Durable Object class %s is not exported any more. Its objects and their "+
				"alarms wait until it is.", class))
		}
	}
}

// load makes the project's Workers and checks what they export against what is bound.
func (e *Emulator) load(ctx context.Context, p *project) error {
	for _, w := range p.workers {
		if err := e.checkUses(w); err != nil {
			return err
		}
		if err := e.serve(w); err != nil {
			return p.blame(w, err)
		}
		if w.config.Main == "" {
			continue
		}
		if err := e.make(w); err != nil {
			return err
		}
	}
	for _, w := range p.workers { // which have each other now
		bindings := e.bindings(p, w)
		if w.code == nil {
			continue
		}
		w.code.Bindings, w.code.Namespaces = bindings, e.namespaces(p, w)
		for _, t := range w.config.TailConsumers {
			if target := p.named(t.Service); target != nil && target.code != nil {
				w.code.Tails = append(w.code.Tails, workers.Service{Name: t.Service, Worker: target.code})
			}
		}
	}
	for _, w := range p.workers {
		if w.code == nil {
			continue
		}
		exports, err := w.code.Start(ctx)
		if err != nil {
			return p.blame(w, err)
		}
		w.exports = exports
	}
	for _, w := range p.workers {
		if err := e.checkExports(w); err != nil {
			return p.blame(w, err)
		}
	}
	for _, w := range p.workers {
		if err := e.checkLinks(p, w); err != nil {
			return err
		}
	}
	return nil
}

// blame says whose error it is, if several Workers could have made it.
func (p *project) blame(w *worker, err error) error {
	if len(p.workers) == 1 {
		return err
	}
	return fmt.Errorf("Worker %q: %w", w.config.Name, err)
}
