package runtime_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/storagetest"
	"github.com/dodev/dodev/wire"
)

// world is a runtime over a storage in memory whose objects are written in Go.
type world struct {
	*runtime.Runtime
	rooms  *runtime.Namespace
	memory *storagetest.Memory
	iso    *isolate.Isolate

	mu        sync.Mutex
	log       []string
	construct func(*runtime.Instance) error
	alarm     func(*runtime.Instance, runtime.AlarmInfo) runtime.AlarmOutcome
}

func newWorld(t *testing.T) *world {
	w := &world{memory: storagetest.NewMemory()}
	h := host.System()
	h.Float = func() float64 { return 0 } // no jitter
	o := &observe.Observer{OnObject: func(o observe.Object) { w.note("%s", o.Step) }}
	w.Runtime = runtime.New(h, o, w.memory)
	w.iso = isolate.New(isolate.Options{Host: h})
	w.rooms = w.Namespace("chat-Room", "Room")
	w.rooms.Use(w)
	t.Cleanup(func() {
		w.Close(errors.New("the test is over"))
		w.iso.Close(nil)
	})
	return w
}

func (w *world) note(format string, args ...any) {
	w.mu.Lock()
	w.log = append(w.log, fmt.Sprintf(format, args...))
	w.mu.Unlock()
}

func (w *world) want(t *testing.T, want string) {
	t.Helper()
	synctest.Wait()
	w.mu.Lock()
	got := strings.Join(w.log, " ")
	w.log = nil
	w.mu.Unlock()
	if got != want {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}

func (w *world) object(name string) *runtime.Object {
	return w.rooms.Object(w.rooms.FromName(name), storage.Name{Text: name, Known: true})
}

// Isolate, Construct and the rest make the world its own Code.
func (w *world) Isolate(*runtime.Object) (*isolate.Isolate, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.iso.Dead() {
		w.iso = isolate.New(isolate.Options{Host: w.Host})
	}
	return w.iso, nil
}

// replace closes the isolate and has further lives run in another.
func (w *world) replace() {
	w.mu.Lock()
	old := w.iso
	w.iso = isolate.New(isolate.Options{Host: w.Host})
	w.mu.Unlock()
	old.Close(errors.New("closed"))
}

func (w *world) Ended(*runtime.Instance) {}

func (w *world) Construct(in *runtime.Instance) error {
	if w.construct != nil {
		return w.construct(in)
	}
	return nil
}

func (w *world) Alarm(info runtime.AlarmInfo, outcome func(runtime.AlarmOutcome)) runtime.Event {
	return &event{w: w, run: func(in *runtime.Instance, done func()) {
		w.note("alarm%d", info.RetryCount)
		outcome(w.alarm(in, info))
		done()
	}}
}

func (w *world) Message(_ *runtime.Socket, m *wire.Message) runtime.Event {
	return &event{w: w, run: func(_ *runtime.Instance, done func()) { w.note("message:%s", m.Text); done() }}
}

func (w *world) Closed(s *runtime.Socket, code int, _ string, clean bool) runtime.Event {
	return &event{w: w, run: func(_ *runtime.Instance, done func()) { w.note("closed:%d,%v", code, clean); s.Forget(); done() }}
}

func (w *world) Failed(s *runtime.Socket, err error) runtime.Event {
	return &event{w: w, run: func(_ *runtime.Instance, done func()) { w.note("failed:%v", err); s.Forget(); done() }}
}

type event struct {
	w   *world
	run func(*runtime.Instance, func())
}

func (e *event) Run(in *runtime.Instance, done func()) { e.run(in, done) }
func (e *event) Fail(err error)                        { e.w.note("fail:%v", err) }

// call runs f in the object and ends with it.
func (w *world) call(name string, f func(*runtime.Instance)) {
	w.object(name).Deliver(&event{w: w, run: func(in *runtime.Instance, done func()) { f(in); done() }})
}

func TestEvictionAfterTenIdleSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.call("a", func(*runtime.Instance) { w.note("first") })
		time.Sleep(9 * time.Second)
		w.call("a", func(*runtime.Instance) { w.note("second") })
		time.Sleep(9 * time.Second)
		w.want(t, "start first second")
		time.Sleep(2 * time.Second)
		w.want(t, "evict")
		w.call("a", func(*runtime.Instance) { w.note("third") })
		w.want(t, "start third")
	})
}

func TestATimerKeepsAnObjectInMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.call("a", func(in *runtime.Instance) {
			in.Isolate.SetTimer(time.Minute, false, func() { w.note("timer") })
		})
		time.Sleep(59 * time.Second)
		w.want(t, "start")
		time.Sleep(10 * time.Second)
		w.want(t, "timer")
		time.Sleep(3 * time.Second)
		w.want(t, "evict")
	})
}

func TestConstructorFailureResets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.construct = func(*runtime.Instance) error { return errors.New("no room") }
		w.call("a", func(*runtime.Instance) { w.note("never") })
		w.want(t, "start reset fail:no room")
		w.construct = nil
		w.call("a", func(*runtime.Instance) { w.note("again") })
		w.want(t, "start again")
	})
}

func TestCriticalSectionKeepsEventsOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.construct = func(in *runtime.Instance) error {
			in.Enter(runtime.SectionLimit, func(s *runtime.Section) {
				in.Isolate.SetTimer(time.Second, false, func() {
					w.note("inside")
					s.Leave(func() { w.note("after") })
				})
			})
			return nil
		}
		w.call("a", func(*runtime.Instance) { w.note("event") })
		w.want(t, "start")
		time.Sleep(2 * time.Second)
		w.want(t, "inside after event")
	})
}

func TestCriticalSectionTimesOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.call("a", func(in *runtime.Instance) { in.Enter(runtime.SectionLimit, func(*runtime.Section) {}) })
		w.call("a", func(*runtime.Instance) { w.note("never") })
		time.Sleep(31 * time.Second)
		w.want(t, "start reset fail:"+runtime.ErrSectionTimeout.Error())
	})
}

func TestMessagesWaitForTheWritesBeforeThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.memory.Hold()
		w.call("a", func(in *runtime.Instance) {
			in.Release(func(error) { w.note("before") })
			_ = in.Cache.Put("k", []byte("1"), true)
			in.Release(func(error) { w.note("after") })
			_ = in.Cache.Put("k", []byte("2"), false)
		})
		w.want(t, "start before")
		w.memory.Resume()
		w.want(t, "after")
	})
}

func TestAFailedCommitResets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.memory.Hold()
		w.call("a", func(in *runtime.Instance) {
			_ = in.Cache.Put("k", []byte("1"), true)
			in.Release(func(err error) { w.note("sent:%v", err) })
		})
		w.memory.Fail(errors.New("disk full"))
		w.memory.Resume()
		w.want(t, "start sent:disk full reset")
	})
}

func TestResetLosesWhatWasNotFlushed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.memory.Hold()
		w.call("a", func(in *runtime.Instance) { _ = in.Cache.Put("flushed", []byte("1"), true) })
		w.call("a", func(in *runtime.Instance) {
			_ = in.Cache.Put("lost", []byte("1"), true)
			in.Discard(errors.New("abort"))
		})
		w.call("a", func(in *runtime.Instance) {
			for _, key := range []string{"flushed", "lost"} {
				_, found, _ := in.Cache.Get(key)
				w.note("%s:%v", key, found)
			}
		})
		w.want(t, "start abort fail:abort") // the new life waits for what was in flight
		w.memory.Resume()
		w.want(t, "start flushed:true lost:false")
	})
}

func TestAlarmRetries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var at []time.Duration
		began := time.Now()
		w.alarm = func(in *runtime.Instance, info runtime.AlarmInfo) runtime.AlarmOutcome {
			at = append(at, time.Since(began).Round(time.Second))
			if a, _ := in.Alarm(); a.Set {
				w.note("getAlarm answers its own time")
			}
			return runtime.AlarmFailed
		}
		w.call("a", func(in *runtime.Instance) {
			_ = in.Cache.SetAlarm(began.Add(time.Second).UnixMilli(), true)
		})
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		w.mu.Lock()
		attempts := slices.DeleteFunc(w.log, func(s string) bool { return !strings.HasPrefix(s, "alarm") })
		w.log = nil
		w.mu.Unlock()
		if got := strings.Join(attempts, " "); got != "alarm0 alarm1 alarm2 alarm3 alarm4 alarm5 alarm6" {
			t.Errorf("attempts %s", got)
		}
		if got, want := fmt.Sprint(at), "[1s 3s 7s 15s 31s 1m3s 2m7s]"; got != want {
			t.Errorf("at %s, want %s", got, want)
		}
		if a, _ := w.memory.Alarm(w.object("a").Storage()); a.Set {
			t.Error("the alarm is still stored after the last attempt")
		}
	})
}

func TestANewAlarmWinsOverARetry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		set := false
		w.alarm = func(in *runtime.Instance, _ runtime.AlarmInfo) runtime.AlarmOutcome {
			if set {
				return runtime.AlarmSucceeded
			}
			set = true
			_ = in.Cache.SetAlarm(time.Now().Add(time.Minute).UnixMilli(), true)
			return runtime.AlarmFailed
		}
		w.call("a", func(in *runtime.Instance) { _ = in.Cache.SetAlarm(time.Now().UnixMilli(), true) })
		time.Sleep(30 * time.Second)
		w.want(t, "start alarm0 evict")
		time.Sleep(31 * time.Second)
		w.want(t, "start alarm0")
		if a, _ := w.memory.Alarm(w.object("a").Storage()); a.Set {
			t.Error("the alarm is still stored after it succeeded")
		}
	})
}

func TestAnAlarmSetWhileARetryWaits(t *testing.T) {
	for _, test := range []struct {
		name    string
		changes string // one a tenth of a second, from the first failure on: the new time from now, or "delete"
		fails   int
		want    string
	}{
		{"due before the retry", "0.5s", 1, "start 0@0/0 2@0/1"},
		{"due at once", "0s", 1, "start 0@0/0 2@0/1"},
		{"due after the retry", "4s", 1, "start 0@0/0 4.1@4.1/0"},
		{"due before the retry, which fails", "0.5s", 2, "start 0@0/0 2@0/1 2@0.6/0"},
		{"set twice", "0.5s 4s", 1, "start 0@0/0 4.2@4.2/0"},
		{"deleted", "delete", 1, "start 0@0/0"},
		{"set and deleted", "0.5s delete", 1, "start 0@0/0"},
		{"deleted and set", "delete 0.5s", 1, "start 0@0/0 0.7@0.7/0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.log = nil
				began := time.Now()
				since := func(t time.Time) float64 { return t.Sub(began).Round(50 * time.Millisecond).Seconds() }
				runs := 0
				w.alarm = func(in *runtime.Instance, info runtime.AlarmInfo) runtime.AlarmOutcome {
					w.mu.Lock()
					w.log = w.log[:len(w.log)-1] // "alarm" and the retry
					w.mu.Unlock()
					w.note("%g@%g/%d", since(time.Now()), since(time.UnixMilli(info.ScheduledTime)), info.RetryCount)
					if runs++; runs <= test.fails {
						return runtime.AlarmFailed
					}
					return runtime.AlarmSucceeded
				}
				w.call("a", func(in *runtime.Instance) { _ = in.Cache.SetAlarm(began.UnixMilli(), true) })
				synctest.Wait()
				for _, change := range strings.Fields(test.changes) {
					time.Sleep(100 * time.Millisecond)
					w.call("a", func(in *runtime.Instance) {
						if after, err := time.ParseDuration(change); err == nil {
							_ = in.Cache.SetAlarm(time.Now().Add(after).UnixMilli(), true)
						} else {
							_ = in.Cache.DeleteAlarm(true)
						}
					})
				}
				time.Sleep(9 * time.Second)
				w.want(t, test.want)
				if a, _ := w.memory.Alarm(w.object("a").Storage()); a.Set {
					t.Error("an alarm is still stored")
				}
			})
		})
	}
}

func TestAlarmsOutliveTheProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.alarm = func(in *runtime.Instance, _ runtime.AlarmInfo) runtime.AlarmOutcome {
			w.note("%s", in.Object.Name().Text)
			return runtime.AlarmSucceeded
		}
		done := make(chan error, 1)
		id := w.rooms.FromName("a")
		w.memory.Commit(&storage.Batch{
			Object: storage.Object{Namespace: "chat-Room", ID: id}, Name: storage.Name{Text: "a", Known: true},
			Alarm: storage.Alarm{Time: time.Now().Add(-time.Hour).UnixMilli(), Set: true}, AlarmChanged: true,
		}, func(err error) { done <- err })
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		if err := w.LoadAlarms(); err != nil {
			t.Fatal(err)
		}
		w.want(t, "start alarm0 a")
	})
}

func TestHibernation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		client, server := wire.NewPair()
		heard := &peer{w: w}
		client.Listen(heard)
		w.call("a", func(in *runtime.Instance) {
			in.Object.Accept(server, []string{"tag"}, []byte("attachment"))
			in.Object.SetAutoResponse(runtime.NewAutoResponse("ping", "pong"))
		})
		client.Send(&wire.Message{IsText: true, Text: "one"})
		w.want(t, "start message:one")
		time.Sleep(11 * time.Second)
		w.want(t, "hibernate")
		client.Send(&wire.Message{IsText: true, Text: "ping"})
		w.want(t, "heard:pong") // nobody woke up
		client.Send(&wire.Message{IsText: true, Text: "two"})
		w.want(t, "start message:two")
		sockets := w.object("a").Sockets()
		if len(sockets) != 1 || string(sockets[0].Attachment()) != "attachment" || sockets[0].Tags[0] != "tag" {
			t.Errorf("after waking: %+v", sockets)
		}
		client.Close(1001, "bye")
		w.want(t, "closed:1001,true")
		if n := len(w.object("a").Sockets()); n != 0 {
			t.Errorf("%d sockets after the close handler", n)
		}
	})
}

func TestLossIsACloseWithoutAFrame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		for _, err := range []error{errors.New("reset by peer"), &wire.ProtocolError{Code: 1009, Description: "Message is too large"}} {
			client, server := wire.NewPair()
			w.call("a", func(in *runtime.Instance) { in.Object.Accept(server, nil, nil) })
			synctest.Wait()
			client.Drop(err)
		}
		w.want(t, "start closed:1006,false failed:WebSocket protocol error; protocolError.statusCode = 1009; "+
			"protocolError.description = Message is too large")
	})
}

func TestResetCutsSocketsAndDropCanKeepThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		client, server := wire.NewPair()
		client.Listen(&peer{w: w})
		w.call("a", func(in *runtime.Instance) { in.Object.Accept(server, nil, nil) })
		synctest.Wait()
		w.Drop(runtime.ErrReset, true)
		client.Send(&wire.Message{IsText: true, Text: "kept"})
		w.want(t, "start reset start message:kept")
		w.call("a", func(in *runtime.Instance) { in.Reset(errors.New("x")) })
		w.want(t, "lost:x reset fail:x")
	})
}

type peer struct{ w *world }

func (p *peer) Receive(m *wire.Message)         { p.w.note("heard:%s", m.Text) }
func (p *peer) ReceiveClose(code int, _ string) { p.w.note("peer closed:%d", code) }
func (p *peer) ReceiveLost(err error)           { p.w.note("lost:%v", err) }
func (p *peer) Flush()                          {}

func TestIDs(t *testing.T) {
	k := runtime.NewKeyring("probe1-SqlDO")
	id := k.FromName("hello")
	if got, want := id.String(), "81783f23b77c76069914fd35670c3e8745eac599f9f280151baf3c4e330b6fe6"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, c := range []struct {
		name, text string
		want       error
	}{
		{"own", id.String(), nil},
		{"upper case", strings.ToUpper(id.String()), nil},
		{"short", "81", runtime.ErrBadID},
		{"no digits", strings.Repeat("g", 64), runtime.ErrBadID},
		{"zeros", strings.Repeat("0", 64), runtime.ErrForeignID},
		{"other class", runtime.NewKeyring("probe1-Other").FromName("hello").String(), runtime.ErrForeignID},
	} {
		if _, err := k.Parse(c.text); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}
