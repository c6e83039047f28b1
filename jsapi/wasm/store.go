package wasm

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"weak"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// compiled is what all isolates share of what was compiled.
var compiled = wazero.NewCompilationCache()

// store is everything of WebAssembly in one realm.
type store struct {
	realm   *webidl.Realm
	runtime wazero.Runtime
	// values are the references that modules hold to values of script, by their numbers.
	values  map[uint64]goja.Value
	numbers map[*goja.Object]uint64
	last    uint64
	// functions are those that tables have, by what they are.
	functions map[identity]*function
	// instances are those that may have exported a function which turns up in a table.
	instances []weak.Pointer[instance]
	// types are the types of functions seen so far: a table's functions have one of them.
	types map[string]funcType
	// thrown is the exception that a function of script threw, on its way through a module.
	thrown goja.Value
}

func never(compat.Flags) bool { return false }

type storeKey struct{}

// of answers the store of a realm, made when it is first needed.
func of(r *webidl.Realm) *store {
	s, ok := r.Native[storeKey{}].(*store)
	if !ok {
		c := wazero.NewRuntimeConfig().WithCompilationCache(compiled).WithCloseOnContextDone(true).
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesTailCall | experimental.CoreFeaturesExtendedConst)
		s = &store{
			realm: r, runtime: wazero.NewRuntimeWithConfig(context.Background(), c),
			values: map[uint64]goja.Value{}, numbers: map[*goja.Object]uint64{}, types: map[string]funcType{},
			functions: map[identity]*function{},
		}
		r.Native[storeKey{}] = s
	}
	return s
}

// compile readies a module's bytes for instances, on all cores: the loop waits for it.
func (s *store) compile(bytes []byte) (wazero.CompiledModule, error) {
	ctx := experimental.WithCompilationWorkers(context.Background(), runtime.GOMAXPROCS(0))
	c, err := s.runtime.CompileModule(ctx, bytes)
	if err != nil {
		return nil, &compileError{err}
	}
	return c, nil
}

// instantiate makes an instance, each of whose imports leads to what links says of its module name. The start function of
// the module runs.
func (s *store) instantiate(c wazero.CompiledModule, links map[string]api.Module) (api.Module, error) {
	ctx := experimental.WithImportResolver(s.realm.Isolate.Halted(), func(name string) api.Module { return links[name] })
	return s.runtime.InstantiateModule(ctx, c, wazero.NewModuleConfig().WithName("").WithStartFunctions())
}

// compileError is a module that is none, or one that wazero cannot run.
type compileError struct{ err error }

func (e *compileError) Error() string { return e.err.Error() }

// made makes an instance of a module that was written here, which has no faults.
func (s *store) made(sections map[byte][]byte, links map[string]api.Module) api.Module {
	c, err := s.compile(module(sections))
	if err == nil {
		var m api.Module
		if m, err = s.instantiate(c, links); err == nil {
			return m
		}
	}
	panic(fmt.Errorf("wasm: a module of dodev's own: %w", err))
}

// closing gives an instance up when owner is collected.
func closing[T any](owner *T, m api.Module) {
	runtime.AddCleanup(owner, func(m api.Module) { _ = m.Close(context.Background()) }, m)
}

// note remembers the types of a module's functions.
func (s *store) note(types []funcType) {
	for _, t := range types {
		s.types[string(t.params)+"\x00"+string(t.results)] = t
	}
}

// failure answers an error of wazero as an exception of script: a trap, or what script threw itself.
func (s *store) failure(err error) error {
	if s.thrown != nil {
		v := s.thrown
		s.thrown = nil
		return webidl.Throw(v)
	}
	var broken interface{ unwind() }
	if errors.As(err, &broken) {
		broken.unwind()
	}
	text := err.Error()
	if strings.Contains(text, "stack overflow") {
		return webidl.RangeError("Maximum call stack size exceeded")
	}
	_, rest, ok := strings.Cut(text, "wasm error: ")
	if !ok {
		return &exception{class: "RuntimeError", message: text, untold: true}
	}
	line, _, _ := strings.Cut(rest, "\n")
	if known, ok := traps[line]; ok {
		line = known
	}
	return s.error("RuntimeError", line)
}

// traps are the platform's words for wazero's.
var traps = map[string]string{
	"unreachable":                   "unreachable",
	"integer divide by zero":        "divide by zero",
	"integer overflow":              "divide result unrepresentable",
	"invalid conversion to integer": "float unrepresentable in integer range",
	"out of bounds memory access":   "memory access out of bounds",
	"invalid table access":          "table index is out of bounds",
	"indirect call type mismatch":   "null function or function signature mismatch",
}

// interruption is an exception that no module may hold up: script that was interrupted.
type interruption struct{ err error }

func (i *interruption) Error() string { return i.err.Error() }

func (i *interruption) unwind() { panic(i.err) }

// errThrown stands for the store's thrown value.
var errThrown = errors.New("thrown by script")

// call calls a function of script for a module, and unwinds the module if it throws.
func (s *store) call(f goja.Callable, args []goja.Value) goja.Value {
	v, err := f(goja.Undefined(), args...)
	if err == nil {
		return v
	}
	s.raise(err)
	return nil
}

// raise unwinds the module that is running.
func (s *store) raise(err error) {
	var ex *goja.Exception
	if errors.As(err, &ex) {
		s.thrown = ex.Value()
		panic(errThrown)
	}
	panic(&interruption{err})
}
