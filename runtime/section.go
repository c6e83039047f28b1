package runtime

import (
	"errors"
	"time"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/runtime/gate"
	"github.com/dodev/dodev/runtime/isolate"
)

// SectionLimit is how long a critical section may take.
const SectionLimit = 30 * time.Second

// ErrSectionTimeout is why an object is reset whose critical section took too long.
var ErrSectionTimeout = errors.New("A call to blockConcurrencyWhile() in a Durable Object waited for too long. " +
	"The call was canceled and the Durable Object was reset.")

// Section is a critical section that was entered. Leave ends it.
type Section struct {
	in    *Instance
	gate  *gate.Input
	outer *isolate.Scope
	scope *isolate.Scope
	timer host.Timer // of the world: script has none that a section inside could not hold up
	over  bool
	hold  func()
}

// Scope answers the scope of what runs inside the section.
func (s *Section) Scope() *isolate.Scope { return s.scope }

// SectionDepth answers how many critical sections the running code is in.
func (in *Instance) SectionDepth() int {
	section, ok := in.Isolate.Scope().Section.(*gate.Input)
	if !ok {
		return 0
	}
	return section.Depth()
}

// Enter runs start in a critical section of the running scope as soon as it may be entered: as a turn of
// its own, with every other event kept out until Leave. limit bounds it; 0 does not. It is called within a
// turn.
func (in *Instance) Enter(limit time.Duration, start func(*Section)) {
	outer := in.Isolate.Scope()
	g := &in.input
	if section, ok := outer.Section.(*gate.Input); ok {
		g = section
	}
	release := in.Context.Hold()
	g.Enter(func(inner *gate.Input, err error) {
		if err != nil || in.ended != nil {
			release()
			return
		}
		scope := *outer
		scope.Section = inner
		s := &Section{in: in, gate: inner, outer: outer, scope: &scope, hold: release}
		in.Isolate.Enter(s.scope, func() {
			if limit > 0 {
				s.timer = in.Isolate.Host.AfterFunc(limit, func() { in.Isolate.Post(s.expire) })
			}
			start(s)
		})
	})
}

func (s *Section) expire() {
	if !s.over {
		s.in.Reset(ErrSectionTimeout)
	}
}

// Leave ends the section. then runs as a turn of the code that waited for it, before any event that queued
// up meanwhile.
func (s *Section) Leave(then func()) {
	s.over = true
	if s.timer != nil {
		s.timer.Stop()
	}
	if s.in.ended != nil {
		return
	}
	s.gate.Leave(func() { s.in.Isolate.Enter(s.outer, then) })
	s.hold()
}
