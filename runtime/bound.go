package runtime

import (
	"errors"
	"time"

	"github.com/dodev/dodev/runtime/isolate"
)

// Bounded is an Event that an object waits for only so long.
type Bounded interface {
	Event
	// Bound answers how long it may take; 0 is forever.
	Bound(in *Instance) time.Duration
	// Exceeded hears, on the loop, that it took longer. From then on it counts as over.
	Exceeded(in *Instance)
}

// errGivenUp keeps out what an event waited for that was given up.
var errGivenUp = errors.New("the event was given up")

// ofFlight finds the flight of a Bounded event in the scope of its code.
type ofFlight struct{}

// bound starts the clock of an event, and answers its scope. The clock is the host's, not a timer of the script: a
// critical section must not hold it up.
func (in *Instance) bound(f *flight, scope *isolate.Scope, done func()) *isolate.Scope {
	ev, ok := f.event.(Bounded)
	if !ok {
		return scope
	}
	after := ev.Bound(in)
	if after <= 0 {
		return scope
	}
	timer := in.Isolate.Host.AfterFunc(after, func() {
		in.Isolate.Post(func() {
			if !f.over {
				f.givenUp = true
				done()
				ev.Exceeded(in)
				in.rest() // the event may have kept it from being idle by what it has lost
			}
		})
	})
	f.stop = func() { timer.Stop() }
	return scope.With(ofFlight{}, f)
}

// end stops the clock.
func (f *flight) end() {
	f.over = true
	if f.stop != nil {
		f.stop()
	}
}

// lost answers whether a result comes for an event that was given up, with nothing else of the object under way that its
// code could run for.
func (in *Instance) lost(s *isolate.Scope) bool {
	v, bounded := s.Local(ofFlight{})
	return bounded && v.(*flight).givenUp && len(in.inflight) == 0 && !in.Context.Kept()
}
