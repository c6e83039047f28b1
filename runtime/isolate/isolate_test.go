package isolate_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime/isolate"
)

// bench is an isolate with one context whose script can write to a log.
type bench struct {
	*isolate.Isolate
	ctx *isolate.Context
	log []string
}

func newBench(t *testing.T, o isolate.Options) *bench {
	t.Helper()
	o.Host = host.System()
	b := &bench{Isolate: isolate.New(o)}
	b.on(func() {
		b.ctx = b.NewContext(isolate.Context{})
		_ = b.VM.Set("log", func(c goja.FunctionCall) goja.Value {
			b.log = append(b.log, c.Argument(0).String())
			return goja.Undefined()
		})
		_ = b.VM.Set("after", func(c goja.FunctionCall) goja.Value {
			f, _ := goja.AssertFunction(c.Argument(1))
			b.SetTimer(time.Duration(c.Argument(0).ToInteger())*time.Millisecond, c.Argument(2).ToBoolean(), func() { _, _ = f(nil) })
			return goja.Undefined()
		})
	})
	t.Cleanup(func() { b.Close(nil) })
	return b
}

// on runs f on the loop and waits for it.
func (b *bench) on(f func()) {
	done := make(chan struct{})
	b.Post(func() { f(); close(done) })
	<-done
}

// run evaluates source as one turn.
func (b *bench) run(source string) (err error) {
	b.on(func() {
		b.Enter(&isolate.Scope{Context: b.ctx}, func() { _, err = b.VM.RunString(source) })
	})
	return err
}

func (b *bench) want(t *testing.T, want string) {
	t.Helper()
	var got string
	b.on(func() { got = strings.Join(b.log, " ") })
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMicrotasksRunBeforeTheNextTurn(t *testing.T) {
	b := newBench(t, isolate.Options{})
	b.on(func() {
		s := &isolate.Scope{Context: b.ctx}
		b.Enter(s, func() {
			b.Enter(s, func() { _, _ = b.VM.RunString(`log("second")`) }) // turns never nest
			_, _ = b.VM.RunString(`Promise.resolve().then(() => log("micro")); log("first")`)
		})
		b.AfterTurn(func() { b.log = append(b.log, "now") })
	})
	b.want(t, "first micro second now")
}

func TestScopeTravelsWithPromises(t *testing.T) {
	b := newBench(t, isolate.Options{})
	var settle func(any) error
	var seen []any
	b.on(func() {
		p, resolve, _ := b.VM.NewPromise()
		settle = resolve
		_ = b.VM.Set("p", p)
		_ = b.VM.Set("who", func(goja.FunctionCall) goja.Value {
			seen = append(seen, b.Scope().Section)
			return goja.Undefined()
		})
		for _, section := range []string{"one", "two"} {
			b.Enter(&isolate.Scope{Context: b.ctx, Section: section}, func() {
				_, _ = b.VM.RunString(`(async () => { who(); await p; who(); await null; who() })()`)
			})
		}
		b.Enter(&isolate.Scope{Context: b.ctx, Section: "settler"}, func() { _ = settle(1) })
	})
	if got, want := seen, []any{"one", "two", "one", "two", "one", "two"}; !equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func equal(a, b []any) bool {
	if len(a) != len(b) {
		return false
	}
	for n := range a {
		if a[n] != b[n] {
			return false
		}
	}
	return true
}

func TestTimersFireInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, isolate.Options{})
		if err := b.run(`after(20, () => log("c")); after(10, () => log("a")); after(10, () => log("b"))
			let n = 0; after(30, () => { if (++n <= 2) log("tick" + n) }, true)`); err != nil {
			t.Fatal(err)
		}
		time.Sleep(65 * time.Millisecond) // in the bubble, where time is not real
		synctest.Wait()
		b.want(t, "a b c tick1 tick2")
	})
}

func TestEndClearsTimersAndOperations(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, isolate.Options{})
		if err := b.run(`after(10, () => log("never"))`); err != nil {
			t.Fatal(err)
		}
		var op *isolate.Op
		b.on(func() {
			b.Enter(&isolate.Scope{Context: b.ctx}, func() { op = b.Begin() })
			b.ctx.End(nil)
		})
		op.Deliver(func() { b.log = append(b.log, "late") })
		time.Sleep(time.Second)
		b.want(t, "")
		if b.ctx.Pending() != 0 {
			t.Errorf("%d operations are still pending", b.ctx.Pending())
		}
	})
}

func TestQuiet(t *testing.T) {
	b := newBench(t, isolate.Options{})
	quiet := 0
	var op *isolate.Op
	b.on(func() {
		b.ctx = b.NewContext(isolate.Context{OnQuiet: func() { quiet++ }})
		b.Enter(&isolate.Scope{Context: b.ctx}, func() { op = b.Begin() })
	})
	if quiet != 0 {
		t.Errorf("quiet while an operation is under way")
	}
	op.Deliver(func() {})
	b.want(t, "")
	if quiet != 1 {
		t.Errorf("quiet %d times, want once", quiet)
	}
}

func TestFatalErrorsCondemn(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"endless loop", `for (;;) {}`, "Worker exceeded CPU time limit."},
		{"endless microtasks", `(function f() { return Promise.resolve().then(f) })()`, "Worker exceeded CPU time limit."},
		{"loop behind a catch", `try { for (;;) {} } catch {} finally { log("no") }`, "Worker exceeded CPU time limit."},
	} {
		t.Run(c.name, func(t *testing.T) {
			var ended, told error
			b := newBench(t, isolate.Options{TurnLimit: 50 * time.Millisecond, OnCondemned: func(err error) { told = err }})
			b.on(func() { b.ctx.OnEnd = func(err error) { ended = err } })
			b.on(func() {
				b.Enter(&isolate.Scope{Context: b.ctx}, func() {
					_, err := b.VM.RunString(c.source)
					_ = b.Check(err)
				})
			})
			b.on(func() {})
			if told == nil || !strings.HasPrefix(told.Error(), c.want) {
				t.Errorf("condemned with %v, want %s", told, c.want)
			}
			if !errors.Is(ended, told) || !b.Dead() {
				t.Errorf("the context ended with %v, dead %v", ended, b.Dead())
			}
			b.want(t, "")
		})
	}
}

func TestTerminatePassesCatchClausesBy(t *testing.T) {
	for _, c := range []struct{ name, source string }{
		{"synchronous", `log("before"); try { stop(); log("no") } catch (e) { caught(e); log("nor this") }`},
		{"after an await", `(async () => { await null; log("before"); try { stop() } catch (e) { caught(e); log("no") } })()`},
		{"awaited by another", `const f = async () => { await null; log("before"); stop() };
			(async () => { try { await f() } catch (e) { caught(e); log("no") } })()`},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t, isolate.Options{Observer: &observe.Observer{
				OnUncaught: func(u observe.Uncaught) { t.Errorf("reported: %s", u.Stack) },
			}})
			b.on(func() {
				_ = b.VM.Set("stop", func(goja.FunctionCall) goja.Value { b.Terminate(); return goja.Undefined() })
				// What the bundle puts at the start of every catch clause.
				_ = b.VM.Set("caught", func(c goja.FunctionCall) goja.Value { b.Catch(c.Argument(0)); return goja.Undefined() })
			})
			if err := b.run(c.source); err != nil && !b.Terminated(err) {
				t.Errorf("ended with %v", err)
			}
			if err := b.run(`Promise.resolve().then(() => log("next"))`); err != nil {
				t.Fatal(err)
			}
			b.want(t, "before next")
			if b.Dead() {
				t.Error("the isolate was condemned")
			}
		})
	}
}

func TestTerminateDropsTheMicrotasksOfItsContext(t *testing.T) {
	b := newBench(t, isolate.Options{})
	b.on(func() {
		_ = b.VM.Set("stop", func(goja.FunctionCall) goja.Value { b.Terminate(); return goja.Undefined() })
		_ = b.VM.Set("microtask", func(c goja.FunctionCall) goja.Value {
			f, _ := goja.AssertFunction(c.Argument(0))
			b.Microtask(func() { _, _ = f(nil) })
			return goja.Undefined()
		})
		other := b.NewContext(isolate.Context{})
		b.Enter(&isolate.Scope{Context: other}, func() {
			_, err := b.VM.RunString(`let settle; new Promise((resolve) => { settle = resolve }).then(log)`)
			_ = b.Check(err)
		})
	})
	if err := b.run(`settle("other's"); microtask(() => log("no"));
		Promise.resolve().then(() => { log("first"); stop() }).then(() => log("nor this"), () => log("nor that"));
		(async () => { await null; log("nor what awaits") })()`); err != nil {
		t.Fatal(err)
	}
	if err := b.run(`microtask(() => log("next"))`); err != nil {
		t.Fatal(err)
	}
	b.want(t, "other's no first next")
}

func TestEnginePanicCondemns(t *testing.T) {
	b := newBench(t, isolate.Options{})
	b.on(func() {
		b.Enter(&isolate.Scope{Context: b.ctx}, func() { panic("a broken invariant") })
	})
	b.on(func() {})
	if b.Condemned() == nil || !strings.Contains(b.Condemned().Error(), "a broken invariant") {
		t.Errorf("condemned with %v", b.Condemned())
	}
}

func TestSlowTurnIsNamed(t *testing.T) {
	named := make(chan string, 1)
	b := newBench(t, isolate.Options{
		TurnLimit: 3 * time.Second,
		OnSlow: func(label string, at isolate.Position) {
			named <- fmt.Sprintf("%s %s %s:%d", label, at.Function, at.File, at.Line)
		},
	})
	program := goja.MustCompile("/src/busy.js", "\nfunction busy(n) {\n  for (;;) {\n    n = Math.sin(n)\n  }\n}\nbusy(1)", true)
	b.on(func() { b.ctx = b.NewContext(isolate.Context{Label: "Room(lobby)"}) })
	b.Post(func() {
		b.Enter(&isolate.Scope{Context: b.ctx}, func() {
			_, err := b.VM.RunProgram(program)
			_ = b.Check(err)
		})
	})
	if got, want := <-named, "Room(lobby) busy /src/busy.js:4"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	b.Interrupt(errors.New("enough"))
	b.on(func() {})
	if b.Condemned() == nil {
		t.Error("an interrupt did not condemn the isolate")
	}
}

// Who is told of a slow turn may take as long as it likes: the turn has its limit all the same.
func TestSlowTurnIsLimitedMeanwhile(t *testing.T) {
	ended := make(chan struct{})
	told := make(chan error)
	b := newBench(t, isolate.Options{
		TurnLimit: 1200 * time.Millisecond,
		OnSlow: func(string, isolate.Position) {
			select {
			case <-ended:
				told <- nil
			case <-time.After(10 * time.Second):
				told <- errors.New("the turn runs on")
			}
		},
	})
	b.on(func() { b.ctx = b.NewContext(isolate.Context{Label: "Room(lobby)"}) })
	b.Post(func() {
		defer close(ended)
		b.Enter(&isolate.Scope{Context: b.ctx}, func() {
			_, err := b.VM.RunString("for (;;) {}")
			_ = b.Check(err)
		})
	})
	if err := <-told; err != nil {
		b.Interrupt(err)
		t.Error(err)
	}
	<-ended
}

// The engine's profiler is one for all isolates.
func TestSlowTurnsAtOnce(t *testing.T) {
	const isolates = 3
	told := make(chan isolate.Position, isolates)
	for range isolates {
		b := newBench(t, isolate.Options{OnSlow: func(_ string, at isolate.Position) { told <- at }})
		b.Post(func() {
			b.Enter(&isolate.Scope{Context: b.ctx}, func() {
				_, err := b.VM.RunString(`for (;;) {}`)
				_ = b.Check(err)
			})
		})
		defer b.Interrupt(errors.New("enough"))
	}
	for range isolates {
		<-told
	}
}

func TestUnhandledRejections(t *testing.T) {
	var told []string
	b := newBench(t, isolate.Options{Observer: &observe.Observer{
		OnUncaught: func(u observe.Uncaught) { told = append(told, strings.SplitN(u.Stack, "\n", 2)[0]) },
	}})
	_ = b.run(`Promise.reject(new Error("nobody")); const p = Promise.reject(new Error("late")); p.catch(() => {});
		(async () => { throw new TypeError("async") })()`)
	if got, want := strings.Join(told, "|"), "Error: nobody|TypeError: async"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
