package ecma

import (
	"runtime"
	"weak"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/runtime/isolate"
)

// weakClasses builds WeakRef and FinalizationRegistry over the Go collector's weak pointers.
func (r *realm) weakClasses() *goja.Object {
	if r.weaks == nil {
		hold := r.VM.ToValue(func(c goja.FunctionCall) goja.Value { return r.VM.ToValue(r.hold(c.Argument(0))) })
		registry := r.VM.ToValue(func(c goja.FunctionCall) goja.Value {
			call, _ := goja.AssertFunction(c.Argument(0))
			g := &registry{iso: r.Isolate, scope: r.Isolate.Scope(), cleanup: call, cells: map[uint64]held{}}
			return r.VM.ToValue(g.call)
		})
		r.weaks = r.piece("weak", hold, registry)
	}
	return r.weaks
}

// hold answers a function that answers v until it is collected. Within the turn that made or read the
// reference the target stays, as the language asks.
func (r *realm) hold(v goja.Value) func(goja.FunctionCall) goja.Value {
	o, ok := v.(*goja.Object)
	if !ok { // a symbol
		return func(goja.FunctionCall) goja.Value { return v }
	}
	r.keep(o)
	p := weak.Make(o)
	return func(goja.FunctionCall) goja.Value {
		if o := p.Value(); o != nil {
			r.keep(o)
			return o
		}
		return goja.Undefined()
	}
}

func (r *realm) keep(o *goja.Object) {
	if r.kept == nil {
		r.kept = map[*goja.Object]struct{}{}
		r.Isolate.AfterTurn(func() { r.kept = nil })
	}
	r.kept[o] = struct{}{}
}

// registry is a FinalizationRegistry. What the collector holds of it is weak, so that an isolate that nobody
// needs goes away with everything in it.
type registry struct {
	iso     *isolate.Isolate
	scope   *isolate.Scope
	cleanup goja.Callable
	cells   map[uint64]held
	last    uint64
}

// held is one registered target: what its cleanup gets, and what unregisters it.
type held struct {
	value goja.Value
	token weak.Pointer[goja.Object]
}

type cell struct {
	registry weak.Pointer[registry]
	id       uint64
}

// call is register and unregister.
func (g *registry) call(c goja.FunctionCall) goja.Value {
	if c.Argument(0).String() == "unregister" {
		token, ok := c.Argument(1).(*goja.Object)
		found := false
		for id, h := range g.cells {
			if ok && h.token.Value() == token {
				delete(g.cells, id)
				found = true
			}
		}
		return g.iso.VM.ToValue(found)
	}
	target, ok := c.Argument(1).(*goja.Object)
	if !ok {
		return goja.Undefined()
	}
	h := held{value: c.Argument(2)}
	if token, ok := c.Argument(3).(*goja.Object); ok {
		h.token = weak.Make(token)
	}
	g.last++
	g.cells[g.last] = h
	runtime.AddCleanup(target, collected, cell{weak.Make(g), g.last})
	return goja.Undefined()
}

// collected runs on a goroutine of the collector's.
func collected(c cell) {
	g := c.registry.Value()
	if g == nil {
		return
	}
	g.iso.Post(func() {
		h, ok := g.cells[c.id]
		if !ok || g.scope == nil {
			return
		}
		delete(g.cells, c.id)
		g.iso.Enter(g.scope, func() {
			if _, err := g.cleanup(goja.Undefined(), h.value); err != nil {
				g.iso.ReportException(g.scope, g.iso.Check(err))
			}
		})
	})
}
