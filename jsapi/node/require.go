package node

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
)

type platformKey struct{}

// SetPlatform says what require finds besides Node's modules: f answers nil for a name that it does not know.
func SetPlatform(r *webidl.Realm, f func(name string) (goja.Value, error)) {
	r.Native[platformKey{}] = f
}

// require(specifier) answers what a module that the platform provides exports, as createRequire of node:module does.
func (m *modules) require(c *webidl.Call) (any, error) {
	name := c.String(0)
	if platform, ok := m.realm.Native[platformKey{}].(func(string) (goja.Value, error)); ok && strings.HasPrefix(name, "cloudflare:") {
		if v, err := platform(name); v != nil || err != nil {
			return v, err
		}
	}
	if plain := "node:" + strings.TrimPrefix(name, "node:"); name != "test" && exports()[plain] != nil {
		name = plain
	}
	switch {
	case exports()[name] == nil, !importable(name, m.realm.Flags):
		if m.realm.Flags.Has(compat.NewModuleRegistry) {
			return nil, webidl.PlainError("Module not found: %s", name)
		}
		return nil, webidl.PlainError("No such module \"%s\".", name)
	case m.realm.Flags.Has(compat.RequireReturnsDefaultExport):
		return m.module(name).Get("default"), nil
	}
	return m.module(name), nil
}

// isBuiltin(specifier) answers whether a name is one of a module of Node's: with "node:" before it any is.
func isBuiltin(c *webidl.Call) (any, error) {
	name, ok := c.Arg(0).(goja.String)
	if !ok {
		return false, nil
	}
	return strings.HasPrefix(name.String(), "node:") || name.String() != "test" && exports()["node:"+name.String()] != nil, nil
}

func webClasses(r *webidl.Realm) *goja.Object {
	o := r.VM.NewObject()
	for _, class := range []*goja.Object{
		webidl.Constructor[jsapi.Performance](r), webidl.Constructor[jsapi.PerformanceEntry](r), webidl.Constructor[jsapi.PerformanceMark](r),
		webidl.Constructor[jsapi.PerformanceMeasure](r), webidl.Constructor[jsapi.PerformanceObserver](r),
		webidl.Constructor[jsapi.PerformanceObserverEntryList](r), webidl.Constructor[jsapi.PerformanceResourceTiming](r),
		webidl.Constructor[jsapi.MessageChannel](r), webidl.Constructor[jsapi.MessagePort](r),
	} {
		_ = o.Set(class.Get("name").String(), class)
	}
	return o
}
