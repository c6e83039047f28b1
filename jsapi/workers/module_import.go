package workers

import (
	"cmp"
	"path"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/node"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/jsapi/weburl"
)

// moduleBase is where the modules of a Worker are, as far as it can tell.
const moduleBase = "file:///bundle/"

// importMeta makes the import.meta of a module. Dates before the registry of URLs have nothing to say in it.
func (s *script) importMeta(name string, entry bool) goja.Value {
	meta := s.iso.VM.CreateObject(nil)
	if !s.realm.Flags.Has(compat.NewModuleRegistry) {
		return meta
	}
	url, err := resolveModule(strings.TrimPrefix(path.Clean("/"+name), "/"), moduleBase)
	if err != nil {
		return meta
	}
	file := strings.TrimPrefix(url, "file://")
	_ = meta.Set("main", entry)
	_ = meta.Set("url", url)
	_ = meta.Set("filename", file)
	_ = meta.Set("dirname", path.Dir(file))
	_ = meta.Set("resolve", s.realm.Function("", func(c goja.FunctionCall) goja.Value {
		if len(c.Arguments) == 0 {
			panic(s.realm.Exception(webidl.TypeError("import.meta.resolve requires a specifier argument")))
		}
		specifier := c.Argument(0).String()
		if provided := s.provided(specifier); provided != "" {
			return s.iso.VM.ToValue(provided)
		}
		resolved, err := resolveModule(specifier, url)
		if err != nil {
			panic(s.realm.Exception(err))
		}
		return s.iso.VM.ToValue(resolved)
	}))
	return meta
}

// resolveModule answers the URL that a specifier means in the module at base.
func resolveModule(specifier, base string) (string, error) {
	b, err := weburl.Parse(base)
	if err != nil {
		return "", err
	}
	u, err := weburl.ParseRef(specifier, b)
	if err != nil {
		return "", webidl.TypeError("Invalid module specifier: %s", specifier)
	}
	return u.Href(), nil
}

// provided answers the full name of a module that the platform provides, or "". Only the second version of
// nodejs_compat knows Node's modules by their bare names.
func (s *script) provided(name string) string {
	modules := HostModules(s.realm.Flags)
	names := []string{name}
	if s.realm.Flags.Has(compat.NodejsCompatV2) {
		names = append(names, "node:"+name)
	}
	for _, name := range names {
		if modules[name] != nil {
			return name
		}
	}
	return ""
}

func newMissing(url string) error { return webidl.PlainError("Module not found: %s", url) }

// legacyMissing names the module by its path below the main one, which it may lead out of.
func legacyMissing(name string) error {
	switch clean := strings.TrimPrefix(path.Clean(name), "/"); {
	case clean == ".." || strings.HasPrefix(clean, "../"):
		return webidl.PlainError("No such module \"%s\"", clean)
	default:
		return webidl.PlainError("No such module \"%s\".", clean)
	}
}

// dynamicImport imports one of the additional modules by a name made at run time. The bundler's own code
// copies what it gets, as if it were a module's exports, which a promise does not survive: it gets an object
// that is awaited through its own then.
func (s *script) dynamicImport(specifier goja.Value) goja.Value {
	name := specifier.String()
	v, err := s.imported(name, s.iso.CallingModule())
	if err != nil {
		panic(s.realm.Exception(err))
	}
	awaited := s.iso.VM.NewObject()
	_ = awaited.Set("then", s.realm.Function("then", func(c goja.FunctionCall) goja.Value {
		settle := func(n int) func(goja.Value) {
			return func(v goja.Value) {
				if f, ok := goja.AssertFunction(c.Argument(n)); ok {
					_, err := f(goja.Undefined(), v)
					_ = s.iso.Check(err)
				}
			}
		}
		s.realm.Then(v, settle(0), settle(1))
		return goja.Undefined()
	}))
	return awaited
}

// imported answers a promise for the exports of an additional module, or of one that the platform provides. The name
// starts where the module is that asks.
func (s *script) imported(name, from string) (goja.Value, error) {
	provided := s.provided(name)
	key := strings.TrimPrefix(path.Join(path.Dir(from), name), "/")
	missing := legacyMissing
	switch {
	case provided != "":
		key = name
	case s.realm.Flags.Has(compat.NewModuleRegistry) && s.realm.Flags.Has(compat.NodejsCompatV2) && node.Known(name):
		return nil, newMissing("node:" + name)
	case s.realm.Flags.Has(compat.NewModuleRegistry):
		var err error
		if name, err = resolveModule(name, cmp.Or(from, moduleBase+"worker.js")); err != nil {
			return nil, err
		}
		key, missing = strings.TrimPrefix(name, moduleBase), newMissing
	default:
		name = key
	}
	switch load, ok := s.additional[key]; {
	case load != nil:
		return load(goja.Undefined())
	case ok && s.entry != nil:
		return s.realm.Resolved(s.entry), nil
	}
	if provided != "" {
		m, err := s.module(provided)
		return s.realm.Resolved(m), err
	}
	return nil, missing(name)
}
