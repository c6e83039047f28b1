package workers

import (
	"fmt"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
)

// platformModules are the exports of the small modules called cloudflare:*.
var platformModules = map[string][]string{
	"cloudflare:sockets":   {"connect", "internalNewHttpClient"},
	"cloudflare:email":     {"EmailMessage"},
	"cloudflare:workflows": {"NonRetryableError"},
	"cloudflare:pipelines": {"PipelineTransformationEntrypoint"},
}

// platformClasses are the sources of their classes, functions of what they extend.
var platformClasses = map[string]*goja.Program{
	"EmailMessage": goja.MustCompile("cloudflare:email", `(function() {
	return class EmailMessage {
		// A platform quirk: the instance is a plain object, which any Worker can be sent.
		constructor(from, to, raw) { return { from, to, "EmailMessage::raw": raw } }
	}
})`, true),
	"NonRetryableError": goja.MustCompile("cloudflare:workflows", `(function() {
	return class NonRetryableError extends Error { constructor(message, name = "NonRetryableError") { super(message); this.name = name } }
})`, true),
	"PipelineTransformationEntrypoint": goja.MustCompile("cloudflare:pipelines", `(function(WorkerEntrypoint, unsupported) {
	return class PipelineTransformationEntrypoint extends WorkerEntrypoint {
		async run(records, metadata) { throw new Error("should be implemented by parent") }
		async _ping() {}
		async _run(batch, metadata) { unsupported() }
	}
})`, true),
}

// platformModule answers one of platformModules, nil for any other name.
func (s *script) platformModule(name string) *goja.Object {
	exports, ok := platformModules[name]
	if !ok {
		return nil
	}
	m := s.realm.VM.NewObject()
	for _, export := range exports {
		_ = m.Set(export, s.platformExport(export))
	}
	return m
}

func (s *script) platformExport(name string) goja.Value {
	r := s.realm
	switch name {
	case "connect":
		return s.moduleFunction("SocketsModule", name, 2, jsapi.Connect)
	case "internalNewHttpClient":
		return s.moduleFunction("SocketsModule", name, 1, func(*webidl.Call) (any, error) { return nil, jsapi.Unsupported("cloudflare:sockets " + name) })
	}
	v, err := r.VM.RunProgram(platformClasses[name])
	if err != nil {
		panic(fmt.Errorf("workers: %s: %w", name, err)) // our own source
	}
	make, _ := goja.AssertFunction(v)
	unsupported := r.Method(name, name, func(*webidl.Call) (any, error) { return nil, jsapi.Unsupported(name) })
	class, err := make(goja.Undefined(), webidl.Constructor[workerEntrypoint](r), unsupported)
	if err != nil {
		panic(fmt.Errorf("workers: %s: %w", name, err))
	}
	return class
}

// moduleFunction answers a function of a module that says how many arguments it takes.
func (s *script) moduleFunction(class, name string, length int, run func(*webidl.Call) (any, error)) goja.Value {
	f := s.realm.Method(class, name, run)
	_ = f.DefineDataProperty("length", s.realm.VM.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return f
}
