package wasm

import (
	"strings"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero"

	"github.com/dodev/dodev/jsapi/webidl"
)

// Binary is a module as it came with the Worker. Isolates share it.
type Binary struct{ format *format }

// Parse reads a module.
func Parse(bytes []byte) (*Binary, error) {
	b, err := parse(bytes)
	if err != nil {
		return nil, err
	}
	return &Binary{b}, nil
}

// NewModule answers a WebAssembly.Module.
func NewModule(r *webidl.Realm, b *Binary) *goja.Object {
	return webidl.Wrap(r, &wasmModule{store: of(r), binary: b.format, compiled: map[string]wazero.CompiledModule{}})
}

// wasmModule is a WebAssembly.Module.
type wasmModule struct {
	store  *store
	binary *format
	// compiled is the module, by how its imports were renamed.
	compiled map[string]wazero.CompiledModule
}

const generation = "Wasm code generation disallowed by embedder"

var moduleClass = &webidl.Interface[wasmModule]{
	Name: "Module",
	Tag:  "WebAssembly.Module",
	Constructor: func(c *webidl.Call) (*wasmModule, error) {
		return nil, of(c.Realm).error("CompileError", "WebAssembly.Module(): "+generation)
	},
	Statics: []webidl.Static{
		{Name: "imports", Run: moduleImports}, {Name: "exports", Run: moduleExports}, {Name: "customSections", Run: moduleSections},
	},
	If: never,
}

// moduleArgument reads the Module that a function is given first.
func moduleArgument(c *webidl.Call, function string) (*wasmModule, error) {
	m := webidl.As[wasmModule](c.Arg(0))
	if m == nil {
		return nil, webidl.TypeError("WebAssembly.%s: Argument 0 must be a WebAssembly.Module", function)
	}
	return m, nil
}

// moduleImports lists what a module imports.
func moduleImports(c *webidl.Call) (any, error) {
	m, err := moduleArgument(c, "Module.imports()")
	if err != nil {
		return nil, err
	}
	list := make([]goja.Value, len(m.binary.imports))
	for n, i := range m.binary.imports {
		o := c.Realm.VM.NewObject()
		_ = o.Set("module", i.module)
		_ = o.Set("name", i.name)
		_ = o.Set("kind", kindNames[i.kind])
		list[n] = o
	}
	return list, nil
}

// moduleExports lists what a module exports.
func moduleExports(c *webidl.Call) (any, error) {
	m, err := moduleArgument(c, "Module.exports()")
	if err != nil {
		return nil, err
	}
	list := make([]goja.Value, len(m.binary.exports))
	for n, e := range m.binary.exports {
		o := c.Realm.VM.NewObject()
		_ = o.Set("name", e.name)
		_ = o.Set("kind", kindNames[e.kind])
		list[n] = o
	}
	return list, nil
}

// moduleSections answers what a module's sections of a name have in them.
func moduleSections(c *webidl.Call) (any, error) {
	m, err := moduleArgument(c, "Module.customSections()")
	if err != nil {
		return nil, err
	}
	if !c.Given(1) {
		return nil, webidl.TypeError("WebAssembly.Module.customSections(): Argument 1 is required")
	}
	list := []goja.Value{}
	for _, s := range m.binary.custom[c.String(1)] {
		list = append(list, c.Realm.Value(append([]byte{}, s...)))
	}
	return list, nil
}

// compile answers the module with its imports renamed, made once for each way of renaming.
func (m *wasmModule) compile(names [][2]string) (wazero.CompiledModule, error) {
	key := &strings.Builder{}
	for _, n := range names {
		key.WriteString(n[0] + "\x00" + n[1] + "\x00")
	}
	if c, ok := m.compiled[key.String()]; ok {
		return c, nil
	}
	c, err := m.store.compile(m.binary.relinked(names))
	if err == nil {
		m.compiled[key.String()] = c
	}
	return c, err
}
