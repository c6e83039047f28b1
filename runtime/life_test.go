package runtime_test

import (
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/wire"
)

// cutShort ends the isolate of in from within a turn.
func cutShort(in *runtime.Instance) {
	in.Isolate.Interrupt(errors.New("enough"))
	_, err := in.Isolate.VM.RunString(`for (;;) {}`)
	_ = in.Isolate.Check(err)
}

// section runs a critical section of a second in the running turn.
func (w *world) section(in *runtime.Instance, name string) {
	in.Enter(runtime.SectionLimit, func(s *runtime.Section) {
		w.note("%s-in", name)
		in.Isolate.SetTimer(time.Second, false, func() { s.Leave(func() { w.note("%s-out", name) }) })
	})
}

func TestASectionKeepsOutWhatWasWaitingWithItsEvent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.call("a", func(in *runtime.Instance) { w.section(in, "first") })
		w.call("a", func(in *runtime.Instance) { w.section(in, "second") })
		w.call("a", func(*runtime.Instance) { w.note("event") })
		time.Sleep(5 * time.Second)
		w.want(t, "start first-in first-out second-in second-out event")
	})
}

func TestASectionInsideDoesNotStopTheClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.call("a", func(in *runtime.Instance) {
			in.Enter(runtime.SectionLimit, func(*runtime.Section) {
				in.Enter(0, func(*runtime.Section) { w.note("inside") })
			})
		})
		w.call("a", func(*runtime.Instance) { w.note("never") })
		time.Sleep(runtime.SectionLimit + time.Second)
		w.want(t, "start inside reset fail:"+runtime.ErrSectionTimeout.Error())
	})
}

func TestASectionOfTheConstructorThatFailsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		tries := 0
		w.construct = func(in *runtime.Instance) error {
			tries++
			in.Enter(runtime.SectionLimit, func(*runtime.Section) { in.Reset(errors.New("no room")) })
			return nil
		}
		w.iso.Post(func() { // so that both wait for the constructor
			w.call("a", func(*runtime.Instance) { w.note("never") })
			w.call("a", func(*runtime.Instance) { w.note("never") })
		})
		w.want(t, "start reset fail:no room fail:no room")
		if tries != 1 {
			t.Errorf("constructed %d times, want once", tries)
		}
	})
}

func TestAnEventBehindTheEndOfItsIsolateRunsInAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.call("a", func(*runtime.Instance) { w.note("before") })
		w.want(t, "start before")
		w.iso.Post(func() { // so that all of them are queued when the isolate ends
			w.call("a", func(in *runtime.Instance) { cutShort(in) })
			w.call("a", func(*runtime.Instance) { w.note("known") })
			w.call("b", func(*runtime.Instance) { w.note("new") })
		})
		synctest.Wait()
		counts := map[string]int{} // the isolates run beside each other
		w.mu.Lock()
		for _, step := range w.log {
			counts[step]++
		}
		w.mu.Unlock()
		for step, want := range map[string]int{"reset": 1, "start": 2, "known": 1, "new": 1} {
			if counts[step] != want {
				t.Errorf("%s: %d times, want %d", step, counts[step], want)
			}
		}
	})
}

func TestATurnThatIsCutShortWritesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.call("a", func(in *runtime.Instance) {
			_ = in.Cache.Put("half", []byte("1"), true)
			cutShort(in)
		})
		synctest.Wait()
		if _, found, _ := w.memory.Read(w.object("a").Storage(), "half"); found {
			t.Error("what the turn wrote before it ended is stored")
		}
	})
}

func TestSocketsKeepTheirOrderOverAReload(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		client, server := wire.NewPair()
		client.Listen(&peer{w: w})
		w.call("a", func(in *runtime.Instance) {
			in.Object.Accept(server, nil, nil)
			in.Enter(runtime.SectionLimit, func(*runtime.Section) {}) // it goes on until the reload
		})
		for _, text := range []string{"one", "two"} {
			client.Send(&wire.Message{IsText: true, Text: text})
		}
		w.want(t, "start")
		w.Drop(runtime.ErrReset, true)
		client.Send(&wire.Message{IsText: true, Text: "three"})
		w.want(t, "reset start message:one message:two message:three")
	})
}

func TestEveryLifeWaitsForTheWritesBeforeIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.memory.Hold()
		w.call("a", func(in *runtime.Instance) { _ = in.Cache.Put("k", []byte("1"), true) })
		w.want(t, "start")
		w.Drop(runtime.ErrReset, true)
		w.call("a", func(in *runtime.Instance) {
			_, found, _ := in.Cache.Get("k")
			w.note("found:%v", found)
		})
		w.want(t, "reset") // the second life waits
		w.replace()        // and ends before it has begun
		w.want(t, "")
		w.memory.Resume()
		w.want(t, "start found:true")
	})
}

func TestDropCutsSocketsThatAnEndBeforeKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		client, server := wire.NewPair()
		client.Listen(&peer{w: w})
		w.call("a", func(in *runtime.Instance) { in.Object.Accept(server, nil, nil) })
		synctest.Wait()
		w.iso.Post(func() { // the end is on its way when Drop looks for the instance
			w.call("a", func(in *runtime.Instance) { cutShort(in) })
			go w.Drop(runtime.ErrReset, false)
		})
		synctest.Wait()
		if !client.Lost() {
			t.Error("the socket is still connected")
		}
	})
}

func TestNothingStartsAfterClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.Close(errors.New("over"))
		w.call("a", func(*runtime.Instance) { w.note("never") })
		w.want(t, "fail:over")
	})
}

// Whoever delivers an event and whoever forgets the object take the same two locks.
func TestDeliverWhileObjectsAreForgotten(t *testing.T) {
	w := newWorld(t)
	var senders, events sync.WaitGroup
	for range 4 {
		senders.Go(func() {
			for range 5000 {
				events.Add(1)
				w.object("a").Deliver(&resetting{&events})
			}
		})
	}
	done := make(chan struct{})
	go func() { senders.Wait(); events.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		t.Fatal("events were neither run nor failed")
	}
}

// resetting is an event that ends its object.
type resetting struct{ events *sync.WaitGroup }

func (r *resetting) Run(in *runtime.Instance, _ func()) { in.Reset(errors.New("reset")) }
func (r *resetting) Fail(error)                         { r.events.Done() }

func TestAnAlarmOnItsWayToDiskOutlivesItsIsolate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.alarm = func(*runtime.Instance, runtime.AlarmInfo) runtime.AlarmOutcome { return runtime.AlarmSucceeded }
		w.memory.Hold()
		w.call("a", func(in *runtime.Instance) { _ = in.Cache.SetAlarm(time.Now().Add(time.Minute).UnixMilli(), true) })
		synctest.Wait()
		w.Drop(runtime.ErrReset, false)
		w.replace()
		w.memory.Resume()
		w.want(t, "start reset")
		time.Sleep(61 * time.Second)
		w.want(t, "start alarm0")
	})
}

func TestADeletedAlarmDoesNotRun(t *testing.T) {
	for _, c := range []struct {
		name, want string
		disk       error
	}{
		{"and stays deleted", "start", nil},
		{"unless the deletion is lost", "start reset start alarm0", errors.New("disk full")},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.alarm = func(*runtime.Instance, runtime.AlarmInfo) runtime.AlarmOutcome { return runtime.AlarmSucceeded }
				w.call("a", func(in *runtime.Instance) {
					_ = in.Cache.SetAlarm(time.Now().Add(time.Second).UnixMilli(), true)
				})
				synctest.Wait()
				w.memory.Hold()
				w.call("a", func(in *runtime.Instance) { // when the alarm is due it has to wait for the section
					in.Enter(0, func(s *runtime.Section) {
						in.Isolate.SetTimer(2*time.Second, false, func() {
							_ = in.Cache.DeleteAlarm(true)
							s.Leave(func() {})
						})
					})
				})
				time.Sleep(3 * time.Second)
				w.memory.Fail(c.disk)
				w.memory.Resume()
				time.Sleep(time.Second)
				w.want(t, c.want)
			})
		})
	}
}

func TestAnAlarmWhoseEndIsNotStoredRunsAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.alarm = func(*runtime.Instance, runtime.AlarmInfo) runtime.AlarmOutcome { return runtime.AlarmSucceeded }
		w.call("a", func(in *runtime.Instance) { _ = in.Cache.SetAlarm(time.Now().Add(time.Second).UnixMilli(), true) })
		synctest.Wait()
		w.memory.Fail(errors.New("disk full"))
		time.Sleep(2 * time.Second)
		w.want(t, "start alarm0 reset start alarm0")
	})
}

func TestAReloadStartsAlarmsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.alarm = func(in *runtime.Instance, info runtime.AlarmInfo) runtime.AlarmOutcome { return runtime.AlarmFailed }
		w.call("a", func(in *runtime.Instance) { _ = in.Cache.SetAlarm(time.Now().UnixMilli(), true) })
		time.Sleep(10 * time.Second)
		w.want(t, "start alarm0 alarm1 alarm2")
		w.alarm = func(in *runtime.Instance, info runtime.AlarmInfo) runtime.AlarmOutcome { return runtime.AlarmSucceeded }
		w.Drop(runtime.ErrReset, false)
		if err := w.LoadAlarms(); err != nil {
			t.Fatal(err)
		}
		w.want(t, "reset start alarm0")
	})
}

// TestFacetIsEnteredAtOnce has a facet start on a backend that is done with a commit before Commit returns, as every
// backend is once it is closed.
func TestFacetIsEnteredAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.call("a", func(in *runtime.Instance) {
			f := in.Object.Facet("part")
			f.Namespace.Use(w)
			f.Deliver(&event{w: w, run: func(_ *runtime.Instance, done func()) { w.note("part"); done() }})
		})
		w.want(t, "start start part")
	})
}

// tracing is a Code that follows every event.
type tracing struct{ *world }

func (t tracing) Trace(*runtime.Instance, runtime.Event) (any, func()) {
	return "trace", func() { t.note("over") }
}

// TestATraceEndsOnce has an event end by itself, be given up before it ends, and be answered before a reset that the disk outlasts.
func TestATraceEndsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.rooms.Use(tracing{w})
		w.call("a", func(*runtime.Instance) { w.note("ended") })
		w.want(t, "start ended over")
		w.object("a").Deliver(&slow{event{w: w, run: func(in *runtime.Instance, done func()) {
			in.Isolate.Host.AfterFunc(2*time.Second, func() { in.Isolate.Post(done) })
		}}})
		time.Sleep(3 * time.Second)
		w.want(t, "over exceeded")
		w.memory.Hold()
		w.object("b").Deliver(&event{w: w, run: func(in *runtime.Instance, done func()) {
			_ = in.Cache.Put("k", []byte("1"), true)
			in.Release(func(err error) { w.note("sent:%v", err); done() })
		}})
		w.want(t, "start")
		w.iso.Post(func() { w.object("b").Instance(w.iso).Reset(errors.New("reset")) })
		w.want(t, "reset fail:reset") // which an event that is leaving takes no notice of
		w.memory.Resume()
		w.want(t, "sent:<nil> over")
	})
}

// TestFacetIsNotCopied has the disk refuse the copy of a facet: it does not begin empty instead.
func TestFacetIsNotCopied(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		part := func(in *runtime.Instance, name string, run func(*runtime.Instance)) {
			f := in.Object.Facet(name)
			f.Namespace.Use(w)
			f.Deliver(&event{w: w, run: func(in *runtime.Instance, done func()) { run(in); done() }})
		}
		w.call("a", func(in *runtime.Instance) {
			part(in, "part", func(in *runtime.Instance) { _ = in.Cache.Put("k", []byte("v"), true) })
		})
		w.want(t, "start start")
		w.call("a", func(in *runtime.Instance) {
			w.memory.Hold()
			in.Object.CloneFacet(in.Isolate, "part", "copy", errors.New("replaced"))
		})
		synctest.Wait()
		w.call("a", func(in *runtime.Instance) { part(in, "copy", func(*runtime.Instance) { w.note("begun") }) })
		synctest.Wait()
		for range 2 { // the copy is entered in the index, and what was there is gone
			w.memory.Step()
			synctest.Wait()
		}
		w.memory.Fail(errors.New("disk full"))
		w.memory.Resume()
		w.want(t, `fail:copy the facet "part": disk full`)
	})
}

// TestWhatWasSentBeforeAResetIsDecided has the disk take its time over what an object wrote before it answered and was reset.
func TestWhatWasSentBeforeAResetIsDecided(t *testing.T) {
	for _, c := range []struct {
		name, want string
		meanwhile  func(w *world)
	}{
		{"the disk has it", "sent:<nil> lost:reset", func(*world) {}},
		{"the disk fails", "sent:reset lost:reset", func(w *world) { w.memory.Fail(errors.New("disk full")) }},
		{"the isolate is condemned", "start sent:reset lost:reset reset fail:enough", func(w *world) { w.call("b", cutShort) }},
		{"the isolate is closed", "sent:reset lost:reset", (*world).replace},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				client, server := wire.NewPair()
				client.Listen(&peer{w: w})
				w.call("a", func(in *runtime.Instance) { in.Object.Accept(server, nil, nil) })
				w.memory.Hold()
				w.call("a", func(in *runtime.Instance) {
					_ = in.Cache.Put("k", []byte("1"), true)
					in.Release(func(err error) { w.note("sent:%v", err) })
				})
				w.want(t, "start")
				w.iso.Post(func() { w.object("a").Instance(w.iso).Reset(errors.New("reset")) })
				w.want(t, "reset")
				client.Send(&wire.Message{IsText: true, Text: "to nobody"})
				c.meanwhile(w)
				synctest.Wait()
				w.memory.Resume()
				w.want(t, c.want)
			})
		})
	}
}
