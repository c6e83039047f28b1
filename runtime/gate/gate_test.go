package gate_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/dodev/dodev/runtime/gate"
)

// log collects what got through a gate, in order.
type log []string

func (l *log) note(name string) func(error) {
	return func(err error) {
		if err != nil {
			name += "!" + err.Error()
		}
		*l = append(*l, name)
	}
}

func (l *log) want(t *testing.T, want string) {
	t.Helper()
	if got := strings.Join(*l, " "); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestInputAdmitsInOrder(t *testing.T) {
	var g gate.Input
	var l log
	g.Admit(l.note("a"))
	release := g.Hold()
	g.Admit(l.note("b"))
	g.Admit(l.note("c"))
	l.want(t, "a")
	release()
	release() // a second call changes nothing
	l.want(t, "a b c")
	if !g.Open() {
		t.Error("the gate is not open after everybody went through")
	}
}

func TestSectionKeepsOthersOut(t *testing.T) {
	var g, inside *gate.Input = new(gate.Input), nil
	var l log
	g.Enter(func(section *gate.Input, err error) { inside = section; l.note("enter")(err) })
	g.Admit(l.note("outside"))
	inside.Admit(l.note("inside"))
	l.want(t, "enter inside")
	inside.Leave(func() { l = append(l, "then") })
	l.want(t, "enter inside then outside")
}

func TestSectionsRunOneAfterTheOtherAndBeforeEvents(t *testing.T) {
	g := new(gate.Input)
	var l log
	var first, second *gate.Input
	g.Enter(func(s *gate.Input, err error) { first = s; l.note("first")(err) })
	g.Admit(l.note("event"))
	g.Enter(func(s *gate.Input, err error) { second = s; l.note("second")(err) })
	l.want(t, "first")
	first.Leave(func() {})
	l.want(t, "first second")
	second.Leave(func() {})
	l.want(t, "first second event")
}

func TestNestedSections(t *testing.T) {
	g := new(gate.Input)
	var l log
	var outer, inner *gate.Input
	g.Enter(func(s *gate.Input, _ error) { outer = s })
	outer.Enter(func(s *gate.Input, _ error) { inner = s })
	outer.Admit(l.note("outer"))
	inner.Admit(l.note("inner"))
	g.Admit(l.note("event"))
	l.want(t, "inner")
	inner.Leave(func() {})
	l.want(t, "inner outer")
	outer.Leave(func() {})
	l.want(t, "inner outer event")
}

func TestDepthCountsTheSectionsThatAreNotOver(t *testing.T) {
	g := new(gate.Input)
	var outer, inner *gate.Input
	g.Enter(func(s *gate.Input, _ error) { outer = s })
	outer.Enter(func(s *gate.Input, _ error) { inner = s })
	if got := []int{g.Depth(), outer.Depth(), inner.Depth()}; !slices.Equal(got, []int{0, 1, 2}) {
		t.Errorf("got depths %v, want [0 1 2]", got)
	}
	inner.Leave(func() {})
	if got := inner.Depth(); got != 1 {
		t.Errorf("got depth %d of a section that is over, want 1", got)
	}
}

func TestALeftSectionAdmitsThroughItsParent(t *testing.T) {
	g := new(gate.Input)
	var l log
	var section *gate.Input
	g.Enter(func(s *gate.Input, _ error) { section = s })
	section.Leave(func() {})
	release := g.Hold()
	section.Admit(l.note("late"))
	l.want(t, "")
	release()
	l.want(t, "late")
}

func TestASectionInsideKeepsOthersOutWhenTheOuterIsLeft(t *testing.T) {
	g := new(gate.Input)
	var l log
	var outer, first, second *gate.Input
	g.Enter(func(s *gate.Input, _ error) { outer = s })
	outer.Enter(func(s *gate.Input, _ error) { first = s })
	outer.Enter(func(s *gate.Input, err error) { second = s; l.note("second")(err) })
	g.Admit(l.note("event"))
	outer.Leave(func() {})
	l.want(t, "")
	first.Leave(func() {})
	l.want(t, "second") // it waited in a section that is over, and still goes before events
	second.Leave(func() {})
	l.want(t, "second event")
}

func TestLaterLetsInOneAfterTheOther(t *testing.T) {
	var l log
	var later []func()
	g := &gate.Input{Later: func(f func()) { later = append(later, f) }}
	release := g.Hold()
	var section *gate.Input
	g.Admit(func(error) {
		l.note("first")(nil)
		g.Enter(func(s *gate.Input, _ error) { section = s })
	})
	g.Admit(l.note("second"))
	release()
	l.want(t, "")
	for ; len(later) > 0; later = later[1:] {
		later[0]()
	}
	l.want(t, "first")
	section.Leave(func() {})
	for ; len(later) > 0; later = later[1:] {
		later[0]()
	}
	l.want(t, "first second")
}

func TestBreakAnswersEveryone(t *testing.T) {
	g := new(gate.Input)
	var l log
	var section *gate.Input
	g.Enter(func(s *gate.Input, _ error) { section = s })
	g.Admit(l.note("event"))
	g.Enter(func(_ *gate.Input, err error) { l.note("section")(err) })
	section.Admit(l.note("inside"))
	section.Break(errors.New("x"))
	g.Admit(l.note("late"))
	got := slices.Clone(l)
	slices.Sort(got)
	if want := "event!x inside late!x section!x"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", strings.Join(got, " "), want)
	}
}

func TestOutputHoldsMessagesForTheWritesBeforeThem(t *testing.T) {
	var g gate.Output
	var l log
	g.Release(l.note("free"))
	g.Write(1)
	g.Release(l.note("after1"))
	g.Write(2)
	g.Release(l.note("after2"))
	l.want(t, "free")
	g.Durable(1)
	l.want(t, "free after1")
	g.Release(l.note("last"))
	g.Durable(2)
	l.want(t, "free after1 after2 last")
	if !g.Open() {
		t.Error("the gate is not open with everything durable")
	}
}

func TestOutputHoldsMessagesForTheEndOfTheirTurn(t *testing.T) {
	var g gate.Output
	var l log
	g.Release(l.note("before"))
	if !g.Hold() || g.Hold() {
		t.Error("a turn is held other than once")
	}
	g.Release(l.note("free"))
	g.Write(1)
	g.Release(l.note("after1"))
	l.want(t, "before")
	g.Over()
	l.want(t, "before free")
	g.Durable(1)
	l.want(t, "before free after1")
	g.Write(2)
	g.Release(l.note("earlier"))
	g.Hold()
	g.Release(l.note("taken back"))
	leaving := g.Part(2, errors.New("abort"))
	l.want(t, "before free after1 taken back!abort")
	leaving.Durable(2)
	l.want(t, "before free after1 taken back!abort earlier")
	g.Over()
}

func TestOutputBreaks(t *testing.T) {
	var g gate.Output
	var l log
	g.Write(1)
	g.Release(l.note("held"))
	g.Break(errors.New("disk"))
	g.Release(l.note("late"))
	g.Durable(1)
	l.want(t, "held!disk late!disk")
}

func TestOutputPartsWithWhatIsOnItsWay(t *testing.T) {
	var g gate.Output
	var l log
	g.Write(1)
	g.Release(l.note("first"))
	g.Write(2)
	g.Release(l.note("second"))
	leaving := g.Part(1, errors.New("reset"))
	leaving.Release(l.note("last"))
	g.Release(l.note("late"))
	l.want(t, "second!reset late!reset")
	leaving.Durable(1)
	leaving.Release(l.note("at once"))
	l.want(t, "second!reset late!reset first last at once")
	if leaving := g.Part(2, errors.New("again")); leaving.Open() {
		t.Error("what is left of a broken gate is open")
	}
}
