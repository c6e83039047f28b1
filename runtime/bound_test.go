package runtime_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dodev/dodev/runtime"
)

// slow is an event that never ends and is given up after a second, by which the object loses its storage.
type slow struct{ event }

func (*slow) Bound(*runtime.Instance) time.Duration { return time.Second }

func (s *slow) Exceeded(in *runtime.Instance) {
	s.w.note("exceeded")
	in.Cache.Break(errors.New("too slow"))
}

func TestAnEventThatIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.object("a").Deliver(&slow{event{w: w, run: func(in *runtime.Instance, _ func()) {
			_ = in.Cache.Put("before", []byte("1"), true)
			_ = in.Cache.Begin().Commit()
			in.Cache.Begin() // which nobody ends
			_ = in.Cache.Put("within", []byte("1"), true)
			op := in.Isolate.Begin()
			in.Isolate.Host.AfterFunc(2*time.Second, func() { op.Deliver(func() { w.note("never") }) })
		}}})
		w.want(t, "start")
		time.Sleep(time.Second)
		w.want(t, "exceeded")
		w.call("a", func(in *runtime.Instance) { w.note("%v", in.Cache.Put("after", []byte("1"), true)) })
		w.want(t, "too slow")
		time.Sleep(12 * time.Second) // nothing keeps it in memory
		w.want(t, "evict")
		w.call("a", func(in *runtime.Instance) {
			for _, key := range []string{"before", "within"} {
				_, found, err := in.Cache.Get(key)
				w.note("%s:%v,%v", key, found, err)
			}
		})
		w.want(t, "start before:true,<nil> within:false,<nil>")
	})
}

func TestAnEventThatEndsInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.object("a").Deliver(&slow{event{w: w, run: func(in *runtime.Instance, done func()) {
			in.Isolate.SetTimer(time.Second/2, false, done)
		}}})
		time.Sleep(3 * time.Second)
		w.want(t, "start")
	})
}
