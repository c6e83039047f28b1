package node

import (
	"testing"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime/isolate"
)

// testRealm is an isolate of a Worker's globals in which require is a global.
type testRealm struct {
	t     testing.TB
	iso   *isolate.Isolate
	realm *webidl.Realm
	ctx   *isolate.Context
}

func newRealm(t testing.TB) *testRealm {
	t.Helper()
	tr := &testRealm{t: t}
	tr.iso = isolate.New(isolate.Options{Host: host.System(), Flags: compat.Default(), Observer: &observe.Observer{
		OnUncaught: func(u observe.Uncaught) { t.Errorf("uncaught: %s", u.Stack) },
	}})
	tr.iso.Post(func() {
		tr.realm = webidl.NewRealm(tr.iso)
		jsapi.Install(tr.realm, webidl.NewNamespace(append(jsapi.Classes(), Classes()...), append(jsapi.Globals(), Globals()...)))
		SetEnvironment(tr.realm, func() []Variable { return []Variable{{"A", "a"}, {"J", `{"b":1}`}} })
		_ = tr.iso.VM.GlobalObject().Set("require", func(c goja.FunctionCall) goja.Value {
			return Module(tr.realm, c.Argument(0).String())
		})
		tr.ctx = tr.iso.NewContext(isolate.Context{})
	})
	t.Cleanup(func() { tr.iso.Close(nil) })
	return tr
}

// run runs the body of an async function and answers what it returns as text, or "threw " and the exception's.
func (tr *testRealm) run(body string) string {
	tr.t.Helper()
	result := make(chan string, 1)
	tr.iso.Post(func() {
		tr.iso.Enter(&isolate.Scope{Context: tr.ctx}, func() {
			v, err := tr.iso.VM.RunString("(async () => {" + body + "\n})()")
			if err != nil {
				result <- "threw " + tr.realm.Exception(err).String()
				return
			}
			tr.realm.Then(v, func(v goja.Value) { result <- v.String() },
				func(reason goja.Value) { result <- "threw " + reason.String() })
		})
	})
	select {
	case got := <-result:
		return got
	case <-time.After(20 * time.Second):
		tr.t.Errorf("%s\nnever settled", body)
		return "pending"
	}
}

type runCase struct{ name, body, want string }

// runCases runs each case in a realm of its own, with the exports of a module as m.
func runCases(t *testing.T, module string, cases []runCase) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := newRealm(t).run(`const m = require("` + module + `"); ` + c.body); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.body, got, c.want)
			}
		})
	}
}
