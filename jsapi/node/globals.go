package node

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
)

// Classes answers the classes of Node's modules that are in Go. None is a global.
func Classes() []webidl.Class { return []webidl.Class{asyncLocalStorageClass} }

// Globals answers the globals that come with Node's modules.
func Globals() []webidl.Global {
	on := webidl.When(compat.NodejsCompatV2)
	return []webidl.Global{
		{Name: "process", If: on, Value: func(r *webidl.Realm) goja.Value { return of(r).module("node:process").Get("default") }},
		{Name: "Buffer", If: on, Own: on, Value: func(r *webidl.Realm) goja.Value { return of(r).module("node:buffer").Get("Buffer") }},
		{Name: "global", If: on, Value: func(r *webidl.Realm) goja.Value { return r.VM.GlobalObject() }},
	}
}

type environmentKey struct{}

// Variable is one entry of process.env.
type Variable struct{ Name, Value string }

// SetEnvironment says what process.env has at first, which is asked when a script first looks, and lets consoles show
// objects as Node's do.
func SetEnvironment(r *webidl.Realm, variables func() []Variable) {
	jsapi.SetCustom(r, customInspect(r))
	r.Native[environmentKey{}] = variables
}

func environment(r *webidl.Realm) *goja.Object {
	o := r.VM.NewObject()
	if variables, ok := r.Native[environmentKey{}].(func() []Variable); ok {
		for _, v := range variables() {
			_ = o.Set(v.Name, v.Value)
		}
	}
	return o
}
