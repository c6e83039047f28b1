package workers

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// facetTarget is a facet as one stub reaches it. It is used on the loop of the object that has the facet.
type facetTarget struct {
	parent *object
	name   string
	start  goja.Callable
	scope  *isolate.Scope // that it was made in
	life   *facetLife     // which it found at its first use
}

// facetLife is a facet from the call that says what it is until it is ended or breaks. Stubs that have found it
// stay with it.
type facetLife struct {
	target  *objectTarget // nil until the class is known
	ended   error
	waiting []func(*objectTarget, error)
}

// use calls f with where the facet is reached once it is known, at once if it is. Calls of f are in order.
func (t *facetTarget) use(f func(*objectTarget, error)) {
	if t.life == nil {
		scope := t.parent.script.iso.Scope()
		if scope == nil { // what is sent has waited for the output gate
			scope = t.scope
		}
		t.life = t.parent.facetLife(scope, t.name, t.start)
	}
	l := t.life
	switch {
	case l.ended != nil:
		f(nil, l.ended)
	case l.target == nil:
		l.waiting = append(l.waiting, f)
	default:
		f(l.target, nil)
	}
}

// Fetch calls the facet's fetch handler.
func (t *facetTarget) Fetch(req *wire.Request, answer func(*wire.Response, error)) {
	t.use(func(to *objectTarget, err error) {
		if err != nil {
			answer(nil, err)
			return
		}
		to.Fetch(req, answer)
	})
}

// Call calls a method of the facet.
func (t *facetTarget) Call(c *wire.Call) {
	t.use(func(to *objectTarget, err error) {
		if err != nil {
			c.Args.Close()
			c.Answer(nil, err)
			return
		}
		to.Call(c)
	})
}

// Connect brings the facet a connection.
func (t *facetTarget) Connect(c *wire.Connection) {
	t.use(func(to *objectTarget, err error) {
		if err != nil {
			c.Refuse(err)
			return
		}
		to.Connect(c)
	})
}

// facetLife answers the running life of a facet, or begins one: start says what the facet is.
func (o *object) facetLife(scope *isolate.Scope, name string, start goja.Callable) *facetLife {
	if l := o.facets[name]; l != nil && (l.target == nil || l.target.refused() == nil) {
		return l
	}
	if o.facets == nil {
		o.facets = map[string]*facetLife{}
	}
	l := &facetLife{}
	o.facets[name] = l
	o.script.iso.BeginFor(scope).Deliver(func() {
		v, err := start(goja.Undefined())
		if err != nil {
			l.end(o.script.capture(o.script.realm.Exception(o.script.iso.Check(err))))
			return
		}
		o.script.realm.Then(v, func(v goja.Value) {
			if l.ended != nil {
				return
			}
			if err := o.startFacet(l, name, v); err != nil {
				l.end(o.script.captureError(err))
			}
		}, func(v goja.Value) { l.end(o.script.capture(v)) })
	})
	return l
}

// startFacet gives a facet the class and id of its startup options.
func (o *object) startFacet(l *facetLife, name string, options goja.Value) error {
	var class *objectClass
	var id any
	if given, ok := options.(*goja.Object); ok {
		class = classOf(given.Get("class"))
		if v := given.Get("id"); v != nil && !goja.IsUndefined(v) {
			if id = any(webidl.As[ObjectID](v)); id == (*ObjectID)(nil) {
				id = o.script.realm.Text(v).String()
			}
		}
	}
	if class == nil {
		return webidl.TypeError("Incorrect type for the 'class' field on 'StartupOptions': the provided value is not of type " +
			"'DurableObjectClass or LoopbackDurableObjectNamespace or LoopbackColoLocalActorNamespace'.")
	}
	if id == nil {
		id = o.id()
	}
	begin := func(w *Worker) {
		f := o.in.Object.Facet(name)
		f.Namespace.Use(&classCode{worker: w, class: class.class, props: class.props, as: id})
		l.target = &objectTarget{objects: f.Namespace, id: &ObjectID{id: f.ID, from: f.Namespace}}
		l.begin(l.target, nil)
	}
	if class.dynamic == nil {
		begin(class.worker)
		return nil
	}
	op := o.script.iso.Begin()
	class.dynamic.use(func() {
		op.Deliver(func() {
			d := class.dynamic
			switch {
			case l.ended != nil:
			case d.err != nil:
				l.end(d.err)
			case !slices.Contains(d.exports.Classes, class.class):
				l.end(plainRemote("Worker has no such actor class: " + class.class))
			default:
				begin(d.worker)
			}
		})
	})
	return nil
}

// end breaks every stub that has found the life.
func (l *facetLife) end(why error) {
	if l.ended == nil {
		l.ended = why
		l.begin(nil, why)
	}
}

func (l *facetLife) begin(to *objectTarget, err error) {
	waiting := l.waiting
	l.waiting = nil
	for _, f := range waiting {
		f(to, err)
	}
}
