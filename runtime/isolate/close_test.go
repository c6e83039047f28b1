package isolate_test

import (
	"errors"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime/isolate"
)

func TestCloseEndsEveryContextThatIsOpened(t *testing.T) {
	for range 300 {
		i := isolate.New(isolate.Options{Host: host.System()})
		opened, ended := 0, 0
		started, stopped := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(stopped)
			for n := 0; i.Post(func() {
				opened++
				i.NewContext(isolate.Context{OnEnd: func(error) { ended++ }})
			}); n++ {
				if n == 10 {
					close(started)
				}
				runtime.Gosched()
			}
		}()
		<-started
		i.Close(nil)
		if opened != ended {
			t.Fatalf("%d contexts were opened, %d ended", opened, ended)
		}
		<-stopped
	}
}

func TestAPanicOfATaskCondemnsTheIsolateAlone(t *testing.T) {
	var warned string
	b := newBench(t, isolate.Options{Observer: &observe.Observer{
		OnNotice: func(n observe.Notice) { warned = n.Text },
	}})
	b.Post(func() { panic("a broken invariant") })
	b.on(func() {})
	if why := b.Condemned(); why == nil || !strings.Contains(why.Error(), "a broken invariant") {
		t.Errorf("condemned with %v", why)
	}
	if !strings.Contains(warned, "a broken invariant") || !strings.Contains(warned, "close_test.go") {
		t.Errorf("warned of %q", warned)
	}
	b.on(func() {
		b.AfterTurn(func() { b.log = append(b.log, "after") })
		b.Outside(func() { b.log = append(b.log, "outside") })
	})
	b.want(t, "after outside")
}

func TestACondemnedTurnIsOverBeforeWhatWaitsForItsEnd(t *testing.T) {
	b := newBench(t, isolate.Options{})
	var seen error
	b.on(func() {
		b.Enter(&isolate.Scope{Context: b.ctx}, func() {
			b.AfterTurn(func() { seen = b.ctx.Ended() })
			b.Interrupt(errors.New("enough"))
			_, err := b.VM.RunString(`for (;;) {}`)
			_ = b.Check(err)
		})
	})
	if b.on(func() {}); seen == nil {
		t.Error("the context had not ended after the turn that condemned it")
	}
}

func TestOutsideRunsBetweenTurns(t *testing.T) {
	b := newBench(t, isolate.Options{})
	b.on(func() {
		s := &isolate.Scope{Context: b.ctx}
		note := func(text string) func() { return func() { b.log = append(b.log, text) } }
		b.Enter(s, func() {
			b.Outside(func() {
				b.Enter(s, func() {
					b.Outside(note("last"))
					b.Enter(s, note("inner"))
					note("outside")()
				})
				note("entered")()
			})
			b.Outside(note("second"))
			b.Enter(s, note("turn"))
			note("first")()
		})
		note("end")()
	})
	b.want(t, "first turn outside inner entered second last end")
}

func TestAClosedIsolateLeavesNoTimer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := host.System()
		made, stopped := 0, 0
		after := h.AfterFunc
		h.AfterFunc = func(d time.Duration, f func()) host.Timer {
			made++
			return &watched{after(d, f), &stopped}
		}
		i := isolate.New(isolate.Options{Host: h})
		done := make(chan struct{})
		i.Post(func() {
			c := i.NewContext(isolate.Context{})
			i.Enter(&isolate.Scope{Context: c}, func() { i.SetTimer(24*time.Hour, false, func() {}) })
			close(done)
		})
		<-done
		i.Close(errors.New("over"))
		if made == 0 || stopped != made {
			t.Errorf("%d of %d timers of the host were stopped", stopped, made)
		}
	})
}

func TestTheGoroutineOfAnIsolateLingers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alone := runtime.NumGoroutine()
		i := isolate.New(isolate.Options{Host: host.System()})
		ran := 0
		for range 3 {
			i.Post(func() { ran++ })
			synctest.Wait()
			if n := runtime.NumGoroutine() - alone; n != 1 {
				t.Errorf("after a task there are %d goroutines more, want 1", n)
			}
		}
		time.Sleep(3 * time.Second)
		synctest.Wait()
		if n := runtime.NumGoroutine() - alone; n != 0 {
			t.Errorf("after three seconds there are %d goroutines more, want none", n)
		}
		i.Post(func() { ran++ })
		synctest.Wait()
		if ran != 4 {
			t.Errorf("%d of 4 tasks have run", ran)
		}
		i.Close(nil)
		if n := runtime.NumGoroutine() - alone; n != 0 {
			t.Errorf("after its end there are %d goroutines more, want none", n)
		}
	})
}

// watched counts how often a timer is stopped.
type watched struct {
	host.Timer
	stopped *int
}

func (w *watched) Stop() bool {
	*w.stopped++
	return w.Timer.Stop()
}
