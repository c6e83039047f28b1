package ecma

import (
	"embed"
	"fmt"
	"slices"
	"sync"

	"github.com/dop251/goja"
)

//go:embed js/*.js
var sources embed.FS

var programs sync.Map // name -> *goja.Program

// program answers a source of ours, compiled once for all isolates.
func program(name string) *goja.Program {
	if p, ok := programs.Load(name); ok {
		return p.(*goja.Program)
	}
	text, err := sources.ReadFile("js/" + name + ".js")
	if err != nil {
		panic(err)
	}
	p, _ := programs.LoadOrStore(name, goja.MustCompile("dodev:ecma/"+name, string(text), true))
	return p.(*goja.Program)
}

// piece runs a source of ours. One that is a function is called with args.
func (r *realm) piece(name string, args ...goja.Value) *goja.Object {
	v, err := r.VM.RunProgram(program(name))
	if err == nil && len(args) > 0 {
		call, _ := goja.AssertFunction(v)
		v, err = call(goja.Undefined(), args...)
	}
	if err != nil {
		panic(fmt.Errorf("ecma: %s: %w", name, r.Isolate.Check(err)))
	}
	return v.(*goja.Object)
}

// complete gives o the members of from that it lacks, as builtin methods.
func (r *realm) complete(o, from *goja.Object) {
	for _, name := range from.GetOwnPropertyNames() {
		if o.Get(name) == nil {
			_ = o.DefineDataProperty(name, from.Get(name), yes, yes, no)
		}
	}
}

// mentioned makes something now if the script mentions one of the words, or else once it lists the global object.
func (r *realm) mentioned(make func(), words ...string) {
	if slices.ContainsFunc(words, r.Isolate.Mentions) {
		make()
		return
	}
	r.Unmade = append(r.Unmade, make)
}

// prototype answers the prototype of a builtin class.
func prototype(class goja.Value) *goja.Object {
	return class.(*goja.Object).Get("prototype").(*goja.Object)
}

// later stands behind a prototype that scripts reach without naming its class. When they ask it for one of
// names, build makes them all.
type later struct {
	target *goja.Object
	names  map[string]bool
	build  func()
}

// behind puts methods that build makes on demand behind target.
func (r *realm) behind(target *goja.Object, names map[string]bool, build func()) {
	l := &later{target, names, build}
	lazy := r.VM.NewDynamicObject(l)
	_ = lazy.SetPrototype(target.Prototype())
	_ = target.SetPrototype(lazy)
	r.Unmade = append(r.Unmade, func() {
		l.now()
		if target.Prototype() == lazy {
			_ = target.SetPrototype(lazy.Prototype())
		}
	})
}

// Get builds the methods and answers the one called name.
func (l *later) Get(name string) goja.Value {
	if !l.Has(name) {
		return nil
	}
	l.now()
	return l.target.Get(name)
}

func (l *later) now() {
	build := l.build
	l.build = nil
	if build != nil {
		build()
	}
}

// Has answers whether name is still to be built.
func (l *later) Has(name string) bool { return l.build != nil && l.names[name] }

// Set defines a method of the script's own.
func (l *later) Set(name string, v goja.Value) bool {
	l.now()
	_ = l.target.DefineDataProperty(name, v, yes, yes, yes)
	return true
}

// Delete forgets nothing: what was not built is not there.
func (l *later) Delete(string) bool { return true }

// Keys lists nothing.
func (l *later) Keys() []string { return nil }
