package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/wasm"
	"github.com/dodev/dodev/jsapi/webidl"
)

// unsafeModule is the default export of workerd:unsafe, by which tests do to objects what otherwise only time and
// failures do.
type unsafeModule struct{ script *script }

var unsafeModuleClass = &webidl.Interface[unsafeModule]{
	Name: "UnsafeModule",
	Operations: []webidl.Operation[unsafeModule]{
		{Name: "abortAllDurableObjects", Run: promised((*unsafeModule).abortAll)},
		{Name: "deleteAllDurableObjects", Run: promised((*unsafeModule).deleteAll)},
		{Name: "evict", Run: promised((*unsafeModule).evict)},
		{Name: "evictAllDurableObjects", Run: promised((*unsafeModule).evictAll)},
		{Name: "isTestAutogateEnabled", Run: (*unsafeModule).no},
		{Name: "startedFromStartupSnapshot", Run: (*unsafeModule).no},
	},
	If: never,
}

func (s *script) unsafeModule() *goja.Object {
	m := s.iso.VM.NewObject()
	_ = m.Set("default", webidl.Wrap(s.realm, &unsafeModule{s}))
	return m
}

func (*unsafeModule) no(*webidl.Call) (any, error) { return false, nil }

func (u *unsafeModule) abortAll(c *webidl.Call) (any, error) {
	u.script.worker.Objects.Abort(c.Isolate(), plainRemote("Application called abortAllDurableObjects()."))
	return nil, nil
}

func (u *unsafeModule) deleteAll(c *webidl.Call) (any, error) {
	return nil, u.script.worker.Objects.Delete(c.Isolate(), plainRemote("Application called deleteAllDurableObjects()."))
}

// evict settles once the object of a stub has been dropped from memory.
func (u *unsafeModule) evict(c *webidl.Call) (any, error) {
	f := webidl.As[Fetcher](c.Need(0, "Fetcher"))
	if f == nil {
		return nil, c.Bad(0, "Fetcher")
	}
	cut, err := cutsSockets(c, 1)
	if err != nil {
		return nil, err
	}
	t, ok := f.target.(*objectTarget)
	if !ok {
		return nil, webidl.PlainError("evict() can only be used on a Durable Object stub.")
	}
	object := t.objects.Object(t.id.id, t.id.name)
	return evicted(c, func(done func(error)) { object.Evict(cut, done) }), nil
}

func (u *unsafeModule) evictAll(c *webidl.Call) (any, error) {
	cut, err := cutsSockets(c, 0)
	if err != nil {
		return nil, err
	}
	return evicted(c, func(done func(error)) { u.script.worker.Objects.Evict(cut, done) }), nil
}

// cutsSockets reads EvictOptions: whether hibernatable sockets end with their object.
func cutsSockets(c *webidl.Call, i int) (bool, error) {
	v, ok := c.Dict(i, "EvictOptions").Member("webSockets")
	if !ok {
		return false, nil
	}
	switch mode := c.Realm.Text(v).String(); mode {
	case "hibernate", "close":
		return mode == "close", nil
	}
	return false, &webidl.Error{Class: "TypeError", Message: `options.webSockets must be "hibernate" or "close".`}
}

func evicted(c *webidl.Call, evict func(done func(error))) *webidl.Deferred {
	d, op := c.Realm.NewPromise(), c.Isolate().Begin()
	evict(func(err error) {
		op.Deliver(func() {
			if err != nil {
				err = webidl.PlainError("%s", err)
			}
			d.Settle(nil, err)
		})
	})
	return d
}

// unsafeEval is the default export of workerd:unsafe-eval, which makes code of strings at any time.
type unsafeEval struct{ script *script }

var unsafeEvalClass = &webidl.Interface[unsafeEval]{
	Name: "UnsafeEval",
	Operations: []webidl.Operation[unsafeEval]{
		{Name: "eval", Run: (*unsafeEval).eval},
		{Name: "newFunction", Run: (*unsafeEval).newFunction},
		{Name: "newAsyncFunction", Run: (*unsafeEval).newAsyncFunction},
		{Name: "newWasmModule", Run: (*unsafeEval).newWasmModule},
	},
	If: never,
}

func (s *script) unsafeEvalModule() *goja.Object {
	m := s.iso.VM.NewObject()
	_ = m.Set("default", webidl.Wrap(s.realm, &unsafeEval{s}))
	return m
}

func (u *unsafeEval) eval(c *webidl.Call) (any, error) {
	return u.run(named(c, "eval"), c.String(0))
}

func (u *unsafeEval) newFunction(c *webidl.Call) (any, error) { return u.function(c, "function") }

func (u *unsafeEval) newAsyncFunction(c *webidl.Call) (any, error) {
	return u.function(c, "async function")
}

// function makes one of its body, its name and the names of its parameters.
func (u *unsafeEval) function(c *webidl.Call, kind string) (any, error) {
	name, params := named(c, "anonymous"), ""
	for i := 2; i < len(c.Args); i++ {
		params += c.String(i) + ","
	}
	return u.run(name, "("+kind+" "+name+"("+params+") {"+c.String(0)+"\n})")
}

func (*unsafeEval) newWasmModule(c *webidl.Call) (any, error) {
	m, err := wasm.Parse(append([]byte{}, c.Bytes(0)...))
	if err != nil {
		return nil, webidl.PlainError("%s", err)
	}
	return wasm.NewModule(c.Realm, m), nil
}

func (u *unsafeEval) run(name, source string) (any, error) {
	p, err := goja.Compile(name, source, false)
	if err != nil {
		return nil, &webidl.Error{Class: "SyntaxError", Message: err.Error()}
	}
	return u.script.iso.VM.RunProgram(p)
}

// named answers the second argument, the name of the code.
func named(c *webidl.Call, missing string) string {
	if c.Given(1) {
		return c.String(1)
	}
	return missing
}
