package workers

import (
	"fmt"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bindings/assets"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// Service is an entrypoint of a Worker, as those who call it know it.
type Service struct {
	// Name is the Worker's name, Worker is nil if there is none of that name.
	Name   string
	Worker *Worker
	// Entrypoint is the export that is called; "" is the default one.
	Entrypoint string
	Props      Props
	// Assets are what answers requests to the default entrypoint before the Worker does, nil is nothing. With
	// them there may be no Worker.
	Assets *assets.Site
}

// export answers the name of the export.
func (v Service) export() string {
	if v.Entrypoint == "" {
		return "default"
	}
	return v.Entrypoint
}

// Fetch has the entrypoint answer a request. answer is called once, on any goroutine.
func (v Service) Fetch(req *wire.Request, answer func(*wire.Response, error)) {
	if !v.serve(req, answer) {
		v.fetch(req, false, answer)
	}
}

// served answers whether the Worker's assets may have a say in a request.
func (v Service) served() bool { return v.Assets != nil && v.Entrypoint == "" }

// serve has the assets answer a request, if it is one for them. It reads files.
func (v Service) serve(req *wire.Request, answer func(*wire.Response, error)) bool {
	if !v.served() {
		return false
	}
	res, mine := v.Assets.Serve(req)
	if mine {
		answer(res, nil)
	}
	return mine
}

// fetch is Fetch for a sender without whom, if canceled says so, nothing goes on but what waitUntil was given.
func (v Service) fetch(req *wire.Request, canceled bool, answer func(*wire.Response, error)) {
	if v.Worker == nil {
		answer((&AbsentError{v.Name}).response(), nil)
		return
	}
	v.Worker.post(func(s *script) { s.fetch(v, req, canceled, answer) }, func(err error) { answer(nil, err) })
}

// BindService answers a binding to an entrypoint.
func BindService(name string, v Service) Binding {
	return Binding{Name: name, Make: func(e *Environment) (goja.Value, error) {
		return webidl.Wrap(e.script.realm, &Fetcher{target: &serviceTarget{v}}), nil
	}}
}

// serviceTarget is an entrypoint as the Fetchers of other code, or of the Worker's own, reach it.
type serviceTarget struct{ service Service }

// Fetch calls the entrypoint's fetch handler. An exception arrives as one from elsewhere.
func (t *serviceTarget) Fetch(req *wire.Request, answer func(*wire.Response, error)) {
	measure(req)
	leave := func(res *wire.Response, err error) {
		if err != nil {
			remote := *asUncaught(err)
			remote.remote = true
			answer(nil, &remote)
			return
		}
		leaveWith(req, res)
		answer(res, nil)
	}
	if !t.service.served() {
		t.service.fetch(req, true, leave)
		return
	}
	go func() {
		if !t.service.serve(req, leave) {
			t.service.fetch(req, true, leave)
		}
	}()
}

// Call calls a method of the entrypoint.
func (t *serviceTarget) Call(c *wire.Call) { t.service.Call(c) }

// Connect brings the entrypoint a connection.
func (t *serviceTarget) Connect(c *wire.Connection) { t.service.Connect(c) }

// AbsentError is the use of a Worker that does not run here.
type AbsentError struct{ Name string }

// Error is wrangler's text.
func (e *AbsentError) Error() string {
	return fmt.Sprintf("Worker %q not found. Make sure it is running locally.", e.Name)
}

// response is what answers a request to the Worker.
func (e *AbsentError) response() *wire.Response {
	return &wire.Response{
		Status: 503, StatusText: "Service Unavailable",
		Header: wire.Header{{Name: "Content-Type", Value: "text/plain;charset=UTF-8"}}, Body: wire.BytesBody([]byte(e.Error())),
	}
}
