package isolate

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"

	"github.com/dodev/dodev/bundle/lower"
)

// Program is a compiled bundle. Any number of isolates may run it.
type Program struct {
	program  *goja.Program
	text     string
	mentions sync.Map // word -> bool
	file     *file.File
	// sites are read at the first error whose message shows one.
	sites func() lower.Sites
}

// Mentions answers whether the program's text contains a word. Any number of goroutines may ask.
func (p *Program) Mentions(word string) bool {
	if yes, ok := p.mentions.Load(word); ok {
		return yes.(bool)
	}
	yes := strings.Contains(p.text, word)
	p.mentions.Store(word, yes)
	return yes
}

// Compile turns the parsed text of a bundle into a program. Modules are strict, scripts are not.
func Compile(source *ast.Program, strict bool) (p *Program, err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("the JavaScript engine cannot compile this bundle: %v", x)
		}
	}()
	limitPatterns()
	program, err := goja.CompileAST(source, strict)
	if err != nil {
		return nil, err
	}
	text := source.File.Source()
	return &Program{
		program: program, text: text, file: source.File,
		sites: sync.OnceValue(func() lower.Sites { return lower.ReadSites(text) }),
	}, nil
}

// Modules is what a bundle asks of its surroundings while it loads.
type Modules struct {
	// Host answers the namespace object of a host module.
	Host func(name string) (goja.Value, error)
	// Asset answers the value of an imported text, data or wasm file.
	Asset func(id string) (goja.Value, error)
	// Meta answers the import.meta of a module, which may be the main one.
	Meta func(name string, entry bool) goja.Value
	// Module is told of a module that can be imported by a name made at run time; load imports it.
	// The main module has no load.
	Module func(name string, load goja.Callable)
	// Import answers a promise for a dynamic import that the bundle could not resolve.
	Import func(specifier goja.Value) goja.Value
}

// ErrUnsettled is a bundle whose top level waits for something that never comes.
var ErrUnsettled = errors.New("Top-level await in module is unsettled.")

// Load runs a program's top level as a turn of s, and answers the namespace of its entry module. It is
// called on the loop, outside a turn.
func (i *Isolate) Load(s *Scope, p *Program, m Modules) (entry *goja.Object, err error) {
	var promise *goja.Promise
	var failed error
	i.program = p
	i.Enter(s, func() {
		wrapper, err := i.VM.RunProgram(p.program)
		if err != nil {
			failed = i.Check(err)
			return
		}
		run, ok := goja.AssertFunction(wrapper)
		if !ok {
			failed = errors.New("the bundle is not a function")
			return
		}
		v, err := run(goja.Undefined(), i.loader(m, &entry), i.VM.ToValue(func(c goja.FunctionCall) goja.Value {
			return m.Import(c.Argument(0))
		}), i.hook())
		if err != nil {
			failed = i.Check(err)
			return
		}
		promise, _ = v.Export().(*goja.Promise)
		i.forgive(v.(*goja.Object))
	})
	switch {
	case i.condemned != nil:
		return nil, i.condemned
	case failed != nil:
		return nil, failed
	case promise.State() == goja.PromiseStateRejected:
		return nil, &Thrown{Value: promise.Result()}
	case promise.State() == goja.PromiseStatePending:
		return nil, ErrUnsettled
	}
	return entry, nil
}

// hook is the function that a bundle's wrapper gets last, for what its lowered code asks of the isolate.
func (i *Isolate) hook() goja.Value {
	o := i.VM.ToValue(func(c goja.FunctionCall) goja.Value {
		i.Catch(c.Argument(0))
		return goja.Undefined()
	}).(*goja.Object)
	_ = o.Set("generator", func(c goja.FunctionCall) goja.Value {
		if i.AsyncGenerator == nil {
			return c.Argument(0)
		}
		return i.AsyncGenerator(c.Argument(0))
	})
	_ = o.Set(lower.Namespace, func(c goja.FunctionCall) goja.Value {
		i.namespace(c.Argument(0))
		return goja.Undefined()
	})
	for _, name := range []string{lower.Shift, lower.Power} {
		_ = o.Set(name, func(c goja.FunctionCall) goja.Value { return i.large(name, c.Argument(0), c.Argument(1)) })
	}
	return o
}

// loader is the object that a bundle's wrapper gets first: host, asset, meta, module and entry, and constant, which cannot
// be assigned.
func (i *Isolate) loader(m Modules, entry **goja.Object) *goja.Object {
	o := i.VM.NewObject()
	answer := func(get func(string) (goja.Value, error)) func(goja.FunctionCall) goja.Value {
		return func(c goja.FunctionCall) goja.Value {
			v, err := get(c.Argument(0).String())
			if err != nil {
				panic(i.VM.NewGoError(err))
			}
			return v
		}
	}
	_ = o.Set("host", answer(m.Host))
	_ = o.Set("asset", answer(m.Asset))
	_ = o.DefineAccessorProperty("constant", nil, i.VM.ToValue(func(goja.FunctionCall) goja.Value {
		panic(i.VM.NewTypeError("Assignment to constant variable."))
	}), goja.FLAG_FALSE, goja.FLAG_FALSE)
	_ = o.Set("meta", func(c goja.FunctionCall) goja.Value {
		return m.Meta(c.Argument(0).String(), c.Argument(1).ToBoolean())
	})
	_ = o.Set("module", func(c goja.FunctionCall) goja.Value {
		load, _ := goja.AssertFunction(c.Argument(1))
		m.Module(c.Argument(0).String(), load)
		return goja.Undefined()
	})
	_ = o.Set("entry", func(c goja.FunctionCall) goja.Value {
		*entry, _ = c.Argument(0).(*goja.Object)
		return goja.Undefined()
	})
	return o
}

// forgive keeps a rejection that is reported otherwise from being reported as unhandled.
func (i *Isolate) forgive(promise *goja.Object) {
	if then, ok := goja.AssertFunction(promise.Get("then")); ok {
		nothing := i.VM.ToValue(func(goja.FunctionCall) goja.Value { return goja.Undefined() })
		_, _ = then(promise, nothing, nothing)
	}
}

// Thrown is a value that script threw, as a Go error.
type Thrown struct{ Value goja.Value }

// Error is the thrown value's text.
func (t *Thrown) Error() string { return t.Value.String() }

// namespace makes an object whose properties are a module's exports look as a module does.
func (i *Isolate) namespace(v goja.Value) {
	o, ok := v.(*goja.Object)
	if !ok {
		return
	}
	_ = o.SetPrototype(nil)
	_ = o.DefineDataPropertySymbol(goja.SymToStringTag, i.VM.ToValue("Module"), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	i.static("Object", "preventExtensions")(goja.FunctionCall{Arguments: []goja.Value{o}})
}
