package isolate_test

import (
	"fmt"
	"testing"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/runtime/isolate"
)

// TestReactions has Go react to promises between the reactions of script, of which it keeps the order.
func TestReactions(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"fulfilled", `micro(); react(Promise.resolve("v")); Promise.resolve().then(() => log("script"))`, "micro now:v script"},
		{"rejected", `react(Promise.reject("no")); micro()`, "not:no micro"},
		{"pending", `let go; const p = new Promise(f => { go = f }); p.then(() => log("first")); react(p);
			p.then(() => log("last")); go("v"); micro()`, "first now:v last micro"},
		{"pending, rejected", `let go; const p = new Promise((_, f) => { go = f }); p.catch(() => log("first")); react(p);
			p.catch(() => log("last")); go("no")`, "first not:no last"},
		{"between", `Promise.resolve().then(() => Promise.resolve().then(() => log("inner"))); react(Promise.resolve("v")); micro()`,
			"now:v micro inner"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t, isolate.Options{OnUnhandled: func(p *goja.Promise) bool {
				t.Errorf("unhandled: %v", p.Result())
				return true
			}})
			b.on(func() {
				scope := &isolate.Scope{Context: b.ctx}
				say := func(word string) func(goja.Value) {
					return func(v goja.Value) {
						if b.Scope() != scope {
							t.Error("the scope has not travelled")
						}
						b.log = append(b.log, word+v.String())
					}
				}
				_ = b.VM.Set("micro", func(goja.FunctionCall) goja.Value {
					b.Microtask(func() { say("micro")(b.VM.ToValue("")) })
					return nil
				})
				_ = b.VM.Set("react", func(c goja.FunctionCall) goja.Value {
					if !b.React(c.Argument(0).Export().(*goja.Promise), say("now:"), say("not:")) {
						t.Error("the engine keeps its reactions somewhere else: mend the mirror")
					}
					return nil
				})
				b.Enter(scope, func() {
					if _, err := b.VM.RunString(c.source); err != nil {
						t.Error(err)
					}
				})
			})
			b.want(t, c.want)
		})
	}
}

// TestReactionsThrow has a microtask throw: nobody handles that.
func TestReactionsThrow(t *testing.T) {
	var unhandled []string
	b := newBench(t, isolate.Options{OnUnhandled: func(p *goja.Promise) bool {
		unhandled = append(unhandled, p.Result().String())
		return true
	}})
	b.on(func() {
		b.Enter(&isolate.Scope{Context: b.ctx}, func() {
			b.Microtask(func() { panic(b.VM.ToValue("oops")) })
			b.Microtask(func() { b.log = append(b.log, "next") })
		})
		b.AfterTurn(func() { b.log = append(b.log, unhandled...) })
	})
	b.want(t, "next oops")
}

// TestJob has a function called by the engine as a microtask, by script, and by a builtin that script calls.
func TestJob(t *testing.T) {
	b := newBench(t, isolate.Options{})
	b.on(func() {
		_ = b.VM.Set("job", func(goja.FunctionCall) goja.Value {
			b.log = append(b.log, fmt.Sprint(b.Job()))
			return goja.Undefined()
		})
	})
	for _, c := range []struct{ source, want string }{
		{`job()`, "false"},
		{`Promise.resolve().then(job)`, "true"},
		{`Promise.resolve().then(() => job())`, "false"},
		{`Promise.resolve().then(() => [1].forEach(job))`, "false"},
		{`Promise.resolve().then(() => {}).then(job)`, "true"},
		{`Promise.resolve({ then: job })`, "true"}, // as an await of one does
		{`job(); Promise.resolve().then(job)`, "false true"},
	} {
		b.log = nil
		if err := b.run(c.source); err != nil {
			t.Fatal(err)
		}
		b.want(t, c.want)
	}
}
