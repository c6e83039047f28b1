package workers

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// workerStub is a WorkerStub: a dynamic Worker, any entrypoint of which can be called.
type workerStub struct{ worker *dynamicWorker }

var workerStubClass = &webidl.Interface[workerStub]{
	Name: "WorkerStub",
	Operations: []webidl.Operation[workerStub]{
		{Name: "getEntrypoint", Run: (*workerStub).getEntrypoint},
		{Name: "getDurableObjectClass", Run: (*workerStub).getDurableObjectClass},
	},
	If: never,
}

// named reads the name of an export, "" for the default one, and the props for it.
func (w *workerStub) named(c *webidl.Call) (name string, props Props, err error) {
	if v := c.Arg(0); !goja.IsUndefined(v) && !goja.IsNull(v) {
		name = c.String(0)
	}
	if name == "default" {
		name = ""
	}
	props, err = readProps(c.Realm, c.Dict(1, "EntrypointOptions"), "EntrypointOptions")
	return name, props, err
}

func (w *workerStub) getEntrypoint(c *webidl.Call) (any, error) {
	name, props, err := w.named(c)
	if err != nil {
		return nil, err
	}
	target := &dynamicTarget{w.worker, name, props}
	return webidl.Wrap(c.Realm, &Fetcher{target: target, owner: c.Isolate().Scope().Context}), nil
}

func (w *workerStub) getDurableObjectClass(c *webidl.Call) (any, error) {
	name, props, err := w.named(c)
	if err != nil {
		return nil, err
	}
	return webidl.Wrap(c.Realm, &objectClass{dynamic: w.worker, class: name, props: props}), nil
}

// dynamicTarget is an entrypoint of a dynamic Worker.
type dynamicTarget struct {
	dynamic    *dynamicWorker
	entrypoint string
	props      Props
}

// use calls f with the entrypoint once the Worker runs.
func (t *dynamicTarget) use(f func(*serviceTarget, error)) {
	t.dynamic.use(func() {
		d := t.dynamic
		err := d.err
		switch {
		case err != nil:
		case t.entrypoint != "" && !slices.Contains(d.exports.Entrypoints, t.entrypoint):
			err = plainRemote("Worker has no such entrypoint: " + t.entrypoint)
		case t.entrypoint == "" && !d.exports.Default:
			err = plainRemote("internal error; reference = " + d.worker.Host.Reference()) // which is all that the platform says
		}
		if err != nil {
			f(nil, err)
			return
		}
		f(&serviceTarget{Service{Name: d.worker.Name, Worker: d.worker, Entrypoint: t.entrypoint, Props: t.props}}, nil)
	})
}

// Fetch calls the entrypoint's fetch handler.
func (t *dynamicTarget) Fetch(req *wire.Request, answer func(*wire.Response, error)) {
	t.use(func(to *serviceTarget, err error) {
		if err != nil {
			answer(nil, err)
			return
		}
		to.Fetch(req, answer)
	})
}

// Call calls a method of the entrypoint.
func (t *dynamicTarget) Call(c *wire.Call) {
	t.use(func(to *serviceTarget, err error) {
		if err != nil {
			c.Args.Close()
			c.Answer(nil, err)
			return
		}
		to.Call(c)
	})
}

// Connect brings the entrypoint a connection.
func (t *dynamicTarget) Connect(c *wire.Connection) {
	t.use(func(to *serviceTarget, err error) {
		if err != nil {
			c.Refuse(err)
			return
		}
		to.Connect(c)
	})
}

const dynamicStays = "Entrypoints to dynamically-loaded workers cannot be transferred to other Workers, because the system " +
	"does not know how to reload this Worker from scratch. Instead, have the parent Worker expose an entrypoint which " +
	"constructs the dynamic worker and forwards to it."
