package jsapi

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
)

// script evaluates source in the running turn.
func script(tr *testRealm, source string) goja.Value {
	v, err := tr.iso.VM.RunString(source)
	if err != nil {
		tr.t.Errorf("%s\nthrew %v", source, err)
		return goja.Undefined()
	}
	return v
}

func TestServiceWorkerEvents(t *testing.T) {
	tr := newRealm(t, "")
	tr.turn(func() {
		var waited, answered string
		passed := 0
		e := &FetchEvent{
			ExtendableEvent: ExtendableEvent{Event: *NewEvent("fetch"), WaitUntil: func(v goja.Value) { waited = v.String() }},
			Request:         tr.iso.VM.ToValue("the request"),
			RespondWith:     func(v goja.Value) { answered = v.String() },
			PassThrough:     func() { passed++ },
		}
		scope, global := Scope(tr.realm), tr.iso.VM.GlobalObject()
		if scope.Listens(global, "fetch") {
			t.Error("Listens(fetch) before anybody does: got true")
		}
		script(tr, `var log = [], kept; addEventListener("fetch", e => {
			kept = e; log.push(Object.keys(e).join()); e.waitUntil("w"); e.passThroughOnException(); e.respondWith({ then() {}, toString: () => e.request });
			try { e.respondWith(Promise.resolve()) } catch (x) { log.push(x.name + ": " + x.message) }
		}); addEventListener("fetch", () => log.push("second"))`)
		if !scope.Listens(global, "fetch") {
			t.Error("Listens(fetch): got false")
		}
		if err := scope.Deliver(tr.realm, global, webidl.Wrap(tr.realm, e)); err != nil {
			t.Error(err)
		}
		if got, want := fmt.Sprint(waited, "|", answered, "|", passed, e.Responded()), "w|the request|1 true"; got != want {
			t.Errorf("callbacks: got %s, want %s", got, want)
		}
		e.Over = true
		got := script(tr, `try { kept.respondWith(Promise.resolve()) } catch (x) { log.push(x.message) } log.join("\n")`).String()
		want := "request,actorState\nInvalidStateError: FetchEvent.respondWith() has already been called; it can only be called once.\n" +
			"Too late to call FetchEvent.respondWith(). It must be called synchronously in the event handler."
		if got != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
		noRetry := 0
		scheduled := &ScheduledEvent{ExtendableEvent: ExtendableEvent{Event: *NewEvent("scheduled")}, Time: 5, Cron: "* * * * *", NoRetry: func() { noRetry++ }}
		script(tr, `addEventListener("scheduled", e => { log = JSON.stringify(e); e.noRetry() })`)
		scope.Dispatch(tr.realm, global, webidl.Wrap(tr.realm, scheduled))
		if got, want := fmt.Sprint(script(tr, "log").String(), " ", noRetry), `{"scheduledTime":5,"cron":"* * * * *"} 1`; got != want {
			t.Errorf("scheduled: got %s, want %s", got, want)
		}
	})
}

func TestDeliverAnswersTheFirstException(t *testing.T) {
	tr := newRealm(t, "")
	tr.turn(func() {
		o := script(tr, `var n = 0; const t = new EventTarget(); t.addEventListener("message", () => { throw new Error("first") }); t.addEventListener("message", () => n++); t`).(*goja.Object)
		target := webidl.As[EventTarget](o)
		err := target.Deliver(tr.realm, o, webidl.Wrap(tr.realm, NewMessageEvent(tr.iso.VM.ToValue("hi"))))
		if got, want := fmt.Sprint(tr.realm.Exception(err), script(tr, "n")), "Error: first 1"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}

func TestOnAbort(t *testing.T) {
	tr := newRealm(t, "")
	tr.turn(func() {
		var log []string
		s := NewAbortSignal(tr.realm)
		s.OnAbort(func() { log = append(log, "a") })
		remove := s.OnAbort(func() { log = append(log, "b") })
		s.OnAbort(func() { log = append(log, "c") })
		remove()
		remove()
		if err := s.Abort(AbortError(tr.realm)); err != nil {
			t.Error(err)
		}
		s.OnAbort(func() { log = append(log, "late") })()
		if got, want := fmt.Sprint(log, s.Aborted(), s.Reason(), s.Err()), "[a c] true AbortError: The operation was aborted AbortError: The operation was aborted"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}

// A signal that lives as long as the isolate must not keep every signal that was made of it.
func TestDependentSignalsAreCollected(t *testing.T) {
	tr := newRealm(t, "")
	tr.turn(func() {
		script(tr, `var hits = 0, source = new AbortController();
			for (let n = 0; n < 1000; n++) AbortSignal.any([source.signal]);
			for (let n = 0; n < 10; n++) AbortSignal.any([source.signal]).addEventListener("abort", () => hits++)`)
	})
	for range 5 {
		runtime.GC()
	}
	tr.turn(func() {
		source := webidl.As[AbortSignal](script(tr, "source.signal"))
		live := 0
		for _, p := range source.dependents {
			if p.Value() != nil {
				live++
			}
		}
		if live < 10 || live > 100 {
			t.Errorf("live dependents: got %d, want about 10", live)
		}
		if got := script(tr, "source.abort(); hits").String(); got != "10" {
			t.Errorf("listeners called: got %s, want 10", got)
		}
	})
}

func TestTimersEndWithTheirContext(t *testing.T) {
	tr := newRealm(t, "")
	tr.turn(func() { script(tr, `var ran = 0, kept = setTimeout(() => ran++, 0)`) })
	first := tr.ctx
	tr.turn(func() {
		first.End(nil)
		tr.ctx = tr.iso.NewContext(isolate.Context{})
	})
	got := tr.evalAsync(`kept.refresh(); await scheduler.wait(5); return ran <= 1 && +setTimeout(() => {}) === 1`)
	if got != "true" {
		t.Errorf("got %s: a timer ran after its context ended, or ids went on", got)
	}
}
