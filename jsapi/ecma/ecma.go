package ecma

import (
	"github.com/dlclark/regexp2/v2"
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// realm is what the package keeps for one isolate.
type realm struct {
	*webidl.Realm
	engine *goja.Object // the global object that the engine made
	built  map[string]bool
	limits *goja.Object         // the constructor Error, once a script named it
	depths map[*goja.Object]int // see constructors

	iterators, generators    *goja.Object // %IteratorPrototype%, %GeneratorPrototype%
	iteratorClass            *goja.Object
	makeGenerator            goja.Callable // see asyncGenerator
	functions, weaks, stacks *goja.Object
	texts                    *goja.Object  // of intl.js
	callSite                 goja.Callable // makes what Error.prepareStackTrace gets
	preparing                bool
	typedFrom                bool                       // see typedArrayPatch
	reviver                  goja.Callable              // see revive
	exec                     goja.Value                 // see matches
	written                  int                        // how long the last text of JSON.stringify was
	patterns                 map[string]madePattern     // by source and flags
	matchers                 map[string]*regexp2.Regexp // see untouched
	kept                     map[*goja.Object]struct{}
}

// Install completes the language in a realm where no user code has run yet.
func Install(w *webidl.Realm) {
	r := &realm{Realm: w, engine: w.VM.GlobalObject(), built: map[string]bool{}}
	w.Isolate.HookFaults()
	global := w.VM.NewObject()
	lazy := w.VM.NewDynamicObject(&scope{r})
	_ = lazy.SetPrototype(global.Prototype())
	_ = global.SetPrototype(lazy)
	w.VM.SetGlobalObject(global)
	for _, name := range []string{"undefined", "NaN", "Infinity"} {
		_ = global.DefineDataProperty(name, r.engine.Get(name), no, no, no)
	}
	_ = global.DefineDataProperty("globalThis", global, yes, yes, no)
	r.promises()
	r.forbid()
	r.guardStrings()
	r.guardArrays()
	r.guardGenerators()
	r.guardApply()
	r.helpers()
	r.numbers()
	r.comparisons()
	object := global.Prototype().Prototype()
	r.mentioned(func() { r.complete(object, r.piece("object_proto")) },
		"__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__")
	if w.Isolate.Mentions("Array") { // [].constructor is reached before the name is
		global.Get("Array")
	}
	if r.legacy() { // literals match before the name is reached
		global.Get("RegExp")
	}
	w.Isolate.OnCaught = r.caught
	w.Isolate.AsyncGenerator = r.asyncGenerator
}

const (
	yes = goja.FLAG_TRUE
	no  = goja.FLAG_FALSE
)

// scope makes a builtin the first time a script names it and moves it onto the global object.
type scope struct{ r *realm }

// Get makes the builtin called name.
func (s *scope) Get(name string) goja.Value {
	if s.r.built[name] {
		return nil
	}
	v := s.r.builtin(name)
	if v == nil {
		return nil
	}
	s.r.built[name] = true
	_ = s.r.VM.GlobalObject().DefineDataProperty(name, v, yes, yes, no)
	return v
}

// Has answers whether a builtin called name could be made.
func (s *scope) Has(name string) bool {
	if s.r.built[name] {
		return false
	}
	if a, ok := additions[name]; ok {
		return a.If == nil || a.If(s.r.Flags)
	}
	return known[name]
}

// Set defines a global of the script's own.
func (s *scope) Set(name string, v goja.Value) bool {
	s.r.built[name] = true
	_ = s.r.VM.GlobalObject().DefineDataProperty(name, v, yes, yes, no)
	return true
}

// Delete forgets nothing: what was not made is not there.
func (s *scope) Delete(string) bool { return true }

// Keys lists nothing: enumerating the global object makes no builtin.
func (s *scope) Keys() []string { return nil }

func (r *realm) builtin(name string) goja.Value {
	if a, ok := additions[name]; ok {
		if a.If != nil && !a.If(r.Flags) {
			return nil
		}
		return a.make(r)
	}
	if !known[name] {
		return nil
	}
	v := r.Isolate.EngineGlobal(name)
	if p, ok := patches[name]; ok && v != nil {
		return p(r, v)
	}
	return v
}

// function answers a script function that runs f.
func (r *realm) function(name string, length int, f func(goja.FunctionCall) goja.Value) *goja.Object {
	o := r.VM.ToValue(f).(*goja.Object)
	_ = o.DefineDataProperty("name", r.VM.ToValue(name), no, yes, no)
	if length > 0 {
		_ = o.DefineDataProperty("length", r.VM.ToValue(length), no, yes, no)
	}
	return o
}

// method defines a function as a builtin method of o.
func (r *realm) method(o *goja.Object, name string, length int, f func(goja.FunctionCall) goja.Value) {
	_ = o.DefineDataProperty(name, r.function(name, length, f), yes, yes, no)
}

// native answers the Go function behind a builtin function of the engine. Calling it costs less than calling
// it as a script value, and what it throws passes through.
func native(v goja.Value) func(goja.FunctionCall) goja.Value {
	f, _ := v.Export().(func(goja.FunctionCall) goja.Value)
	return f
}
