package jsapi

import (
	"slices"
	"testing"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime/isolate"
)

// testRealm is an isolate with every class of the package and one context to run script in.
type testRealm struct {
	t     testing.TB
	iso   *isolate.Isolate
	realm *webidl.Realm
	ctx   *isolate.Context
	// uncaught, when set, is told of exceptions and rejections that nobody caught; otherwise they fail the test.
	uncaught func(observe.Uncaught)
}

// newRealm opens a realm at a compatibility date, "" being the newest, with flags on top.
func newRealm(t testing.TB, date string, flags ...string) *testRealm {
	t.Helper()
	on := compat.Default()
	if date != "" || len(flags) > 0 {
		if date == "" {
			date = "2026-11-17"
		}
		var err error
		if on, _, err = compat.Resolve(date, flags); err != nil {
			t.Fatal(err)
		}
	}
	tr := &testRealm{t: t}
	tr.iso = isolate.New(isolate.Options{Host: host.System(), Flags: on, Observer: &observe.Observer{
		OnNotice: func(n observe.Notice) { t.Errorf("notice: %s", n.Text) },
		OnUncaught: func(u observe.Uncaught) {
			if tr.uncaught == nil {
				t.Errorf("uncaught: %s", u.Stack)
				return
			}
			tr.uncaught(u)
		},
	},
		OnUnhandled: func(p *goja.Promise) bool { return DispatchUnhandledRejection(tr.realm, p) },
		OnHandled:   func(p *goja.Promise) { DispatchRejectionHandled(tr.realm, p) },
	})
	ready := make(chan struct{})
	tr.iso.Post(func() {
		tr.realm = webidl.NewRealm(tr.iso)
		classes := slices.Concat(eventsClasses, streamsClasses, fetchClasses, webClasses, websocketClasses)
		globals := slices.Concat(eventsGlobals, streamsGlobals, fetchGlobals, webGlobals)
		_, _ = tr.iso.VM.RunString(`Symbol.dispose = Symbol("Symbol.dispose")`) // which jsapi/ecma brings
		webidl.NewNamespace(classes, globals).Install(tr.realm)
		installEvents(tr.realm)
		tr.ctx = tr.iso.NewContext(isolate.Context{})
		close(ready)
	})
	<-ready
	t.Cleanup(func() { tr.iso.Close(nil) })
	return tr
}

// turn runs f on the loop as a turn, and waits for it and its microtasks.
func (tr *testRealm) turn(f func()) {
	tr.t.Helper()
	done := make(chan struct{})
	tr.iso.Post(func() {
		defer close(done)
		tr.iso.Enter(&isolate.Scope{Context: tr.ctx}, f)
	})
	<-done
}

// eval runs a script as a turn and answers its value's text, or "threw " and the exception's.
func (tr *testRealm) eval(source string) (got string) {
	tr.t.Helper()
	tr.turn(func() {
		v, err := tr.iso.VM.RunString(source)
		if err != nil {
			got = "threw " + tr.realm.Exception(err).String()
			return
		}
		got = v.String()
	})
	return got
}

// evalAsync runs the body of an async function and answers what it returns as text, or "threw " and the
// exception's.
func (tr *testRealm) evalAsync(body string) string {
	tr.t.Helper()
	result := make(chan string, 1)
	tr.turn(func() {
		v, err := tr.iso.VM.RunString("(async () => {" + body + "\n})()")
		if err != nil {
			result <- "threw " + tr.realm.Exception(err).String()
			return
		}
		tr.realm.Then(v, func(v goja.Value) { result <- v.String() },
			func(reason goja.Value) { result <- "threw " + reason.String() })
	})
	select {
	case got := <-result:
		return got
	case <-time.After(20 * time.Second):
		tr.t.Errorf("%s\nnever settled", body)
		return "pending"
	}
}
