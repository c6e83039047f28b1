package workers

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bundle"
	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// The most that a dynamic Worker's modules and env may be, in bytes.
const (
	maxDynamicCode = 64 << 20
	maxDynamicEnv  = 1 << 20
)

// dynamicCode is a WorkerCode, read: what a dynamic Worker is made of.
type dynamicCode struct {
	main     string
	modules  map[string]bundle.Module
	flags    compat.Flags
	env      *given
	outbound jsapi.Outbound
	inherits bool // the outbound of the Worker that loads it
}

// readCode reads a WorkerCode.
func (s *script) readCode(o *goja.Object) (*dynamicCode, error) {
	code := &dynamicCode{main: text(o, "mainModule"), inherits: true}
	if err := code.readModules(s, o); err != nil {
		return nil, err
	}
	if err := code.readFlags(s, o); err != nil {
		return nil, err
	}
	if tails := o.Get("streamingTails"); tails != nil && isObject(tails) {
		return nil, webidl.PlainError("dodev does not support streaming tail workers yet")
	}
	if env := orUndefined(o.Get("env")); !goja.IsUndefined(env) {
		if !isObject(env) {
			return nil, wrongField("env", "Object")
		}
		var err error
		if code.env, err = give(s.realm, env); err != nil {
			return nil, err
		}
		if size := len(code.env.bytes); size > maxDynamicEnv {
			return nil, webidl.PlainError("Dynamic Worker env size (%d bytes) exceeds the maximum allowed size of %d bytes.", size, maxDynamicEnv)
		}
	}
	switch out := orUndefined(o.Get("globalOutbound")); {
	case goja.IsUndefined(out):
	case goja.IsNull(out):
		code.inherits, code.outbound = false, jsapi.Outbound{Send: noOutbound, Closed: errNoOutbound}
	default:
		f := webidl.As[Fetcher](out)
		if f == nil {
			return nil, wrongField("globalOutbound", "Fetcher")
		}
		code.inherits, code.outbound = false, jsapi.Outbound{Send: f.target.Fetch, Connect: f.target.Connect}
	}
	return code, nil
}

func wrongField(name, typ string) error {
	return webidl.TypeError("Incorrect type for the '%s' field on 'WorkerCode': the provided value is not of type '%s'.", name, typ)
}

func text(o *goja.Object, name string) string { return orUndefined(o.Get(name)).String() }

// noOutbound is the network of a Worker that may not use any.
func noOutbound(_ *wire.Request, answer func(*wire.Response, error)) {
	answer(nil, errNoOutbound)
}

var errNoOutbound = plainRemote("This worker is not permitted to access the internet via global functions like fetch(). It must use " +
	"capabilities (such as bindings in 'env') to talk to the outside world.")

func (d *dynamicCode) readFlags(s *script, o *goja.Object) error {
	allowed := o.Get("allowExperimental") != nil && o.Get("allowExperimental").ToBoolean()
	if allowed && !s.realm.Flags.Has(compat.Experimental) {
		return webidl.PlainError("'allowExperimental' is only allowed when the calling worker has the 'experimental' compat flag set.")
	}
	date := text(o, "compatibilityDate")
	var names []string
	if list, ok := o.Get("compatibilityFlags").(*goja.Object); ok {
		for _, key := range list.Keys() {
			names = append(names, list.Get(key).String())
		}
	}
	var err error
	d.flags, _, err = compat.Resolve(date, names)
	switch {
	case err == nil && slices.Contains(names, "experimental") && !allowed:
		return webidl.PlainError("The compatibility flag experimental is experimental and may break or be removed in a future " +
			"version of workerd. To use this flag, you must pass --experimental on the command line.")
	case err == nil:
		return nil
	case strings.Contains(err.Error(), "in the future"):
		return webidl.PlainError("This Worker requires compatibility date %q, but the newest date supported by this server binary is %q.", date, compat.Newest)
	}
	first, _, _ := strings.Cut(err.Error(), "\n")
	return webidl.PlainError("%s", first)
}

func (d *dynamicCode) readModules(s *script, o *goja.Object) error {
	list, ok := o.Get("modules").(*goja.Object)
	if !ok {
		return wrongField("modules", "object")
	}
	names := list.Keys()
	if len(names) == 0 {
		return webidl.TypeError("Dynamic Worker code must contain at least one module.")
	}
	d.modules = map[string]bundle.Module{}
	size := 0
	for _, name := range names {
		m, err := readModule(s, name, list.Get(name))
		if err != nil {
			return err
		}
		size += len(m.Bytes)
		d.modules[name] = m
	}
	if size > maxDynamicCode {
		return webidl.PlainError("Dynamic Worker code size (%d bytes) exceeds the maximum allowed size of %d bytes.", size, maxDynamicCode)
	}
	return nil
}

// moduleTypes are the properties that say what a module is, and the type each stands for.
var moduleTypes = []struct{ property, kind string }{
	{"js", "ESModule"}, {"cjs", "CommonJS"}, {"text", "Text"}, {"data", "Data"}, {"json", "JSON"}, {"py", "PythonModule"}, {"wasm", "CompiledWasm"},
}

func readModule(s *script, name string, v goja.Value) (m bundle.Module, err error) {
	o, ok := v.(*goja.Object)
	if !ok {
		switch filepath.Ext(name) {
		case ".js":
			return bundle.Module{Type: "ESModule", Bytes: []byte(v.String())}, nil
		case ".py":
			return m, pythonModule(name)
		case ".ts", ".tsx", ".jsx":
			return m, webidl.TypeError("Module name must end with '.js' or '.py' (or the content must be an object indicating the "+
				"type explicitly). Got: %s. If you're trying to load TypeScript, bundle it first with '@cloudflare/worker-bundler' and "+
				"pass the generated JavaScript modules.", name)
		}
		return m, webidl.TypeError("Module name must end with '.js' or '.py' (or the content must be an object indicating the type "+
			"explicitly). Got: %s", name)
	}
	count := 0
	var content goja.Value
	for _, t := range moduleTypes {
		if v := orUndefined(o.Get(t.property)); !goja.IsUndefined(v) {
			m.Type, content = t.kind, v
			count++
		}
	}
	if count != 1 {
		return m, webidl.TypeError("Each module must contain exactly one of 'js', 'cjs', 'text', 'data', 'json', 'py', or 'wasm'. "+
			"Module '%s' contained %d properties.", name, count)
	}
	switch m.Type {
	case "PythonModule":
		return m, pythonModule(name)
	case "Data", "CompiledWasm":
		b, ok := s.realm.Bytes(content)
		if !ok {
			return m, webidl.TypeError("Incorrect type for the '%s' field on 'Module': the provided value is not of type "+
				"'ArrayBuffer or ArrayBufferView'.", map[string]string{"Data": "data", "CompiledWasm": "wasm"}[m.Type])
		}
		m.Bytes = append([]byte{}, b...)
	case "JSON":
		stringify, _ := goja.AssertFunction(s.iso.VM.Get("JSON").(*goja.Object).Get("stringify"))
		text, err := stringify(goja.Undefined(), content)
		if err != nil {
			return m, s.iso.Check(err)
		}
		m.Bytes = []byte(text.String())
	default:
		m.Bytes = []byte(content.String())
	}
	return m, nil
}

func pythonModule(name string) error {
	return webidl.TypeError("Module \"%s\" is a Python module, but the main module isn't a Python module.", name)
}

// build makes a Worker of the code that does not run yet.
func (d *dynamicCode) build(ctx context.Context, loader *Worker) (*Worker, error) {
	if _, ok := d.modules[d.main]; !ok {
		return nil, &StartError{"TypeError: Main module name is not present in bundle."}
	}
	script, err := bundle.Build(ctx, bundle.Options{
		Entry: filepath.Join(bundle.Virtual, filepath.FromSlash(d.main)), HostModules: HostModules(d.flags), Modules: d.modules,
		Attributes: ImportAttributes(d.flags), Require: RequiredExports(d.flags),
	})
	if err != nil {
		return nil, d.refused(err)
	}
	program, err := isolate.Compile(script.Program, !script.ServiceWorker)
	if err != nil {
		return nil, err
	}
	outbound := d.outbound
	if d.inherits {
		outbound = loader.Outbound
	}
	return New(Definition{
		Name: loader.Name, Flags: d.flags, Program: program, Assets: script.Assets, Files: d.files, ServiceWorker: script.ServiceWorker,
		ModuleRoot: bundle.Virtual, Env: d.env, Outbound: outbound,
		TurnLimit: loader.TurnLimit, OnSlow: loader.OnSlow, Limits: loader.Limits, ExposeGC: loader.ExposeGC,
		Objects: loader.Objects, Caches: loader.Caches, Host: loader.Host, Observer: loader.Observer,
	}), nil
}

// files answers the modules in the order of their names.
func (d *dynamicCode) files() iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for _, name := range slices.Sorted(maps.Keys(d.modules)) {
			if !yield(name, d.modules[name].Bytes) {
				return
			}
		}
	}
}

// refused answers an error of the bundler as one of the script.
func (d *dynamicCode) refused(err error) error {
	var broken *bundle.Error
	if !errors.As(err, &broken) || len(broken.Messages) == 0 {
		return err
	}
	m := broken.Messages[0]
	if name, ok := strings.CutPrefix(m.Text, "No such module "); ok {
		if d.flags.Has(compat.NewModuleRegistry) {
			name = strings.Trim(strings.TrimSuffix(name, "."), `"`)
			return &StartError{"Error: Module not found: file:///bundle/" + strings.TrimPrefix(name, "./")}
		}
		return &StartError{"Error: " + m.Text}
	}
	if m.Class != "" {
		return &StartError{m.Class + ": " + m.Text}
	}
	prefix := ""
	if d.flags.Has(compat.NewModuleRegistry) {
		prefix = "file:///bundle/"
	}
	text := m.Text
	if found := unexpected.FindStringSubmatch(text); found != nil {
		text = "Unexpected token '" + found[1] + "'"
	}
	return &StartError{fmt.Sprintf("SyntaxError: %s\n    at %s%s:%d:%d", text, prefix, m.File, m.Line, m.Column-1)}
}

// unexpected matches what the bundler says of a token in the wrong place.
var unexpected = regexp.MustCompile(`^(?:Expected .* but found|Unexpected) "(.*)"$`)

// startFailed answers why a dynamic Worker does not run: an exception and where it was thrown.
func startFailed(err error) error {
	var start *StartError
	if !errors.As(err, &start) {
		return plainRemote("Failed to start Worker:\n" + err.Error())
	}
	lines := strings.Split(start.Stack, "\n")
	message := "Failed to start Worker:\nUncaught " + lines[0]
	if len(lines) > 1 {
		at := strings.TrimPrefix(strings.TrimSpace(lines[1]), "at ")
		if n := strings.LastIndexByte(at, '('); n >= 0 {
			at = strings.TrimSuffix(at[n+1:], ")")
		}
		message += "\n  at " + at
	}
	return plainRemote(message)
}
