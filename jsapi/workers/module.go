package workers

import (
	"fmt"
	"maps"
	"slices"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bundle"
	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/clone"
	"github.com/dodev/dodev/jsapi/node"
	"github.com/dodev/dodev/jsapi/webidl"
)

// HostModules lists the modules that the platform provides under some flags, with their exports.
func HostModules(f compat.Flags) map[string][]string {
	m := node.Modules(f)
	m["cloudflare:workers"] = []string{
		"DurableObject", "WorkerEntrypoint", "WorkflowEntrypoint", "RpcTarget", "RpcStub", "RpcPromise", "RpcProperty",
		"ServiceStub", "env", "exports", "waitUntil", "withEnv", "withExports", "withEnvAndExports", "cache", "tracing",
		"abortIsolate", "restore",
	}
	maps.Copy(m, platformModules)
	if f.Has(compat.UnsafeModule) {
		m["workerd:unsafe"] = []string{"default"}
		m["workerd:unsafe-eval"] = []string{"default"}
	}
	return m
}

// ImportAttributes answers what import attributes mean under some flags.
func ImportAttributes(f compat.Flags) bundle.Attributes {
	switch {
	case f.Has(compat.NewModuleRegistry):
		return bundle.CheckAttributes
	case f.Has(compat.ThrowOnUnrecognizedImportAssertion):
		return bundle.RefuseAttributes
	}
	return bundle.IgnoreAttributes
}

// RequiredExports answers what require() answers under some flags.
func RequiredExports(f compat.Flags) bundle.Require {
	switch {
	case f.Has(compat.NewModuleRegistry):
		return bundle.RequireExports
	case f.Has(compat.ExportCommonJSDefault):
		return bundle.RequireDefault
	case f.Has(compat.RequireReturnsDefaultExport):
		return bundle.RequireCopy
	}
	return bundle.RequireNamespace
}

// module answers the exports of a host module, made once an isolate.
func (s *script) module(name string) (goja.Value, error) {
	if m, ok := s.modules[name]; ok {
		return m, nil
	}
	var m *goja.Object
	switch name {
	case "cloudflare:workers":
		m = s.workersModule()
	case "workerd:unsafe":
		m = s.unsafeModule()
	case "workerd:unsafe-eval":
		m = s.unsafeEvalModule()
	default:
		if m = s.platformModule(name); m != nil {
			break
		}
		if m = node.Module(s.realm, name); m == nil {
			return nil, fmt.Errorf("No such module %q.", name)
		}
	}
	s.modules[name] = m
	return m, nil
}

// durableObjectBase is the DurableObject that classes extend. Its instances carry ctx and env.
type durableObjectBase struct{}

var durableObjectBaseClass = &webidl.Interface[durableObjectBase]{
	Name: "DurableObject",
	Tag:  "DurableObjectBase",
	Constructor: func(c *webidl.Call) (*durableObjectBase, error) {
		if webidl.As[State](c.Arg(0)) == nil {
			return nil, c.Bad(0, "DurableObjectState")
		}
		return &durableObjectBase{}, carry(c)
	},
	If: never,
}

// workerEntrypoint is the WorkerEntrypoint that classes extend.
type workerEntrypoint struct{}

var workerEntrypointClass = &webidl.Interface[workerEntrypoint]{
	Name:        "WorkerEntrypoint",
	Constructor: func(c *webidl.Call) (*workerEntrypoint, error) { return &workerEntrypoint{}, carry(c) },
	If:          never,
}

// workflowEntrypoint is the WorkflowEntrypoint that classes extend. Workflows themselves do not run.
type workflowEntrypoint struct{}

var workflowEntrypointClass = &webidl.Interface[workflowEntrypoint]{
	Name: "WorkflowEntrypoint",
	Constructor: func(c *webidl.Call) (*workflowEntrypoint, error) {
		if webidl.As[executionContext](c.Arg(0)) == nil {
			return nil, c.Bad(0, "ExecutionContext")
		}
		return &workflowEntrypoint{}, carry(c)
	},
	If: never,
}

// rpcTarget is the RpcTarget that classes extend.
type rpcTarget struct{}

var rpcTargetClass = &webidl.Interface[rpcTarget]{
	Name:        "RpcTarget",
	Tag:         "JsRpcTarget",
	Constructor: func(*webidl.Call) (*rpcTarget, error) { return &rpcTarget{}, nil },
	If:          never,
}

// RefuseClone answers why an RpcTarget is not stored.
func (*rpcTarget) RefuseClone() error {
	return &clone.Error{Message: "Remote RPC references can only be serialized for RPC."}
}

// carry gives a new instance its ctx and env, which have to be objects.
func carry(c *webidl.Call) error {
	o := c.This.(*goja.Object)
	for n := range 2 {
		if _, ok := c.Arg(n).(*goja.Object); !ok {
			return c.Bad(n, "Object")
		}
	}
	_ = o.Set("ctx", c.Arg(0))
	return o.Set("env", c.Arg(1))
}

func (s *script) workersModule() *goja.Object {
	vm, r := s.iso.VM, s.realm
	m := map[string]goja.Value{}
	method := func(class, name string, length int, run func(*webidl.Call) (any, error)) *goja.Object {
		f := r.Method(class, name, run)
		_ = f.DefineDataProperty("length", vm.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		m[name] = f
		return f
	}
	m["DurableObject"] = webidl.Constructor[durableObjectBase](r)
	m["WorkerEntrypoint"] = webidl.Constructor[workerEntrypoint](r)
	m["WorkflowEntrypoint"] = webidl.Constructor[workflowEntrypoint](r)
	m["RpcTarget"] = webidl.Constructor[rpcTarget](r)
	m["RpcStub"] = webidl.Constructor[rpcStub](r)
	m["RpcPromise"] = webidl.Constructor[rpcPromise](r)
	m["RpcProperty"] = webidl.Constructor[rpcProperty](r)
	m["ServiceStub"] = webidl.Constructor[Fetcher](r)
	m["env"] = vm.NewDynamicObject(&imported{s, s.importableEnv(), func(r *replaced) *goja.Object { return r.env }})
	m["exports"] = vm.NewDynamicObject(&imported{s, s.exportsObject, func(r *replaced) *goja.Object { return r.exports }})
	waitUntil := method("EnvModule", "waitUntil", 0, func(c *webidl.Call) (any, error) {
		if c.Isolate().Scope().Context.Global {
			return nil, webidl.PlainError("%s", globalScope)
		}
		s.waitUntil(c.Need(0, "Promise"))
		return nil, nil
	})
	_ = waitUntil.DefineDataProperty("name", vm.ToValue("bound waitUntil"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	method("EnvModule", "withEnv", 2, func(c *webidl.Call) (any, error) {
		return s.replacing(c, 1, replaced{env: replacement(c, 0)})
	})
	method("EnvModule", "withExports", 2, func(c *webidl.Call) (any, error) {
		return s.replacing(c, 1, replaced{exports: replacement(c, 0)})
	})
	method("EnvModule", "withEnvAndExports", 3, func(c *webidl.Call) (any, error) {
		return s.replacing(c, 2, replaced{env: replacement(c, 0), exports: replacement(c, 1)})
	})
	method("EntrypointsModule", "abortIsolate", 1, s.abortIsolate)
	m["cache"] = vm.NewDynamicObject(noCache{})
	m["tracing"] = newTracing(s)
	m["restore"] = goja.NewSymbol("cloudflare:workers:restore")
	namespace := vm.NewObject()
	for _, name := range slices.Sorted(maps.Keys(m)) {
		_ = namespace.Set(name, m[name])
	}
	return namespace
}
