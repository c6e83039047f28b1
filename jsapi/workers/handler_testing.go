package workers

import (
	"slices"
	"unicode/utf16"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime/isolate"
)

// testController is what a test handler is told: nothing.
type testController struct{}

var testControllerClass = &webidl.Interface[testController]{Name: "TestController", If: never}

// testRun is one run of a test handler. Like the platform's own it is over when the handler and everything
// that was given to waitUntil has settled; timers that are left then do not fire.
type testRun struct {
	request *request
	tasks   int   // the handler and each waitUntil
	failure error // the first
}

type testRunKey struct{}

// Test runs the test handler of an entrypoint. answer is called once, with why it failed.
func (w *Worker) Test(entrypoint string, answer func(error)) {
	service := Service{Name: w.Name, Worker: w, Entrypoint: entrypoint}
	w.post(func(s *script) { s.test(service, answer) }, answer)
}

func (s *script) test(service Service, answer func(error)) {
	t := &testRun{request: s.begin(service, nil, answer)}
	context := t.request.context
	context.Native = map[any]any{testRunKey{}: t}
	context.OnQuiet = t.quiet
	context.OnUncaught = func(err error, fails bool) {
		failure := s.captureError(err)
		s.iso.Observer.Uncaught(observe.Uncaught{Stack: failure.Stack})
		if fails {
			t.fail(failure)
		}
	}
	s.iso.Enter(t.request.scope(), func() {
		done := task(context)
		t.request.callTest(func(_ goja.Value, err error) {
			if err != nil && t.request.context.Ended() == nil {
				t.fail(s.captureError(err))
			}
			done()
		})
		s.iso.AfterTurn(context.OnQuietOnce)
	})
}

// callTest calls the test handler of the request's entrypoint. Unlike other handlers a class's gets three
// arguments, too.
func (q *request) callTest(done func(goja.Value, error)) {
	s := q.script
	e, err := q.entrypoint()
	if err != nil {
		done(nil, err)
		return
	}
	_, f := e.handler("test")
	if f == nil {
		done(nil, webidl.PlainError("Entrypoint does not export a test() function."))
		return
	}
	controller := webidl.Wrap(s.realm, &testController{})
	if e.class {
		s.run(e.this, f, []goja.Value{controller, goja.Undefined(), goja.Undefined()}, done)
		return
	}
	s.run(e.this, f, []goja.Value{controller, s.env, q.executionContext()}, done)
}

func (t *testRun) fail(err error) {
	if t.failure == nil {
		t.failure = err
	}
}

// quiet hears that nothing is under way.
func (t *testRun) quiet() {
	if t.tasks > 0 {
		t.request.fail(errHung)
		return
	}
	t.over()
}

// over ends the run, unless something was added to it meanwhile.
func (t *testRun) over() {
	q := t.request
	if t.tasks > 0 || q.settled {
		return
	}
	q.settled = true
	q.settle(t.failure)
	q.context.End(nil)
}

// task counts something as work of a context until the answered function is called, once, on the loop.
func task(c *isolate.Context) (done func()) {
	t, _ := c.Native[testRunKey{}].(*testRun)
	if t == nil {
		return c.Wait()
	}
	t.tasks++ // and nothing is held: a task that waits for nothing is what hangs
	return func() {
		if t.tasks--; t.tasks == 0 {
			t.request.script.iso.AfterTurn(t.over)
		}
	}
}

// tests lists the exports that have a test handler: "default" first, then by code unit.
func (s *script) tests() []string {
	var names []string
	for _, name := range s.entry.Keys() {
		o, ok := s.entry.Get(name).(*goja.Object)
		if !ok {
			continue
		}
		if _, class := goja.AssertFunction(o); class {
			if !s.extends(o, "WorkerEntrypoint") {
				continue // a Durable Object class, whose methods are called by stubs
			}
			o, _ = o.Get("prototype").(*goja.Object)
		}
		if o == nil {
			continue
		}
		if _, ok := goja.AssertFunction(o.Get("test")); ok {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		if (a == "default") != (b == "default") {
			if a == "default" {
				return -1
			}
			return 1
		}
		return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
	})
	return names
}
