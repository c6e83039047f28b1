package node

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

//go:embed js/*.js
var sources embed.FS

var programs sync.Map // file -> *goja.Program

// program answers a source of ours, compiled once for all isolates, or nil if there is none.
func program(file string) *goja.Program {
	if p, ok := programs.Load(file); ok {
		return p.(*goja.Program)
	}
	text, err := sources.ReadFile("js/" + file + ".js")
	if err != nil {
		return nil
	}
	p, _ := programs.LoadOrStore(file, goja.MustCompile("dodev:node/"+file, string(text), true))
	return p.(*goja.Program)
}

// modules is what the package keeps for one isolate.
type modules struct {
	realm  *webidl.Realm
	loaded map[string]*goja.Object
	absent map[string]goja.Value
	native *goja.Object
	proxy  goja.Callable // makes what stands for something that is not there
}

type modulesKey struct{}

func of(r *webidl.Realm) *modules {
	m, ok := r.Native[modulesKey{}].(*modules)
	if !ok {
		m = &modules{realm: r, loaded: map[string]*goja.Object{}, absent: map[string]goja.Value{}}
		r.Native[modulesKey{}] = m
	}
	return m
}

// Module answers the exports of a module, nil if there is no module of that name. What the module should have and
// dodev has not fails when it is used.
func Module(r *webidl.Realm, name string) *goja.Object {
	if exports()[name] == nil {
		return nil
	}
	return of(r).module(name)
}

// sourceFile makes the name of a source of a module's.
var sourceFile = strings.NewReplacer("/", "_", ":", "_")

func (m *modules) module(name string) *goja.Object {
	if o := m.loaded[name]; o != nil {
		return o
	}
	o := m.source(sourceFile.Replace(strings.TrimPrefix(name, "node:")))
	if o == nil {
		o = m.realm.VM.NewObject()
	}
	m.loaded[name] = o
	if list := exports()[name]; list != nil && !slices.Contains(list, "default") {
		m.behind(o, name)
		return o
	}
	def, _ := o.Get("default").(*goja.Object)
	if def == nil {
		def = m.realm.VM.NewObject()
		for _, key := range o.Keys() {
			_ = def.Set(key, o.Get(key))
		}
		_ = o.Set("default", def)
	}
	m.behind(o, name)
	if def.Prototype() == m.realm.VM.NewObject().Prototype() {
		m.behind(def, name)
	}
	return o
}

// source runs a source of ours, a function of (require, native) that answers the exports.
func (m *modules) source(file string) *goja.Object {
	p := program(file)
	if p == nil {
		return nil
	}
	v, err := m.realm.VM.RunProgram(p)
	if err == nil {
		run, _ := goja.AssertFunction(v)
		v, err = run(goja.Undefined(), m.realm.Function("require", func(c goja.FunctionCall) goja.Value {
			return m.module(c.Argument(0).String()).Get("default")
		}), m.natives())
	}
	if err != nil {
		panic(fmt.Errorf("node: %s: %w", file, m.realm.Isolate.Check(err)))
	}
	return v.(*goja.Object)
}
