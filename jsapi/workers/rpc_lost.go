package workers

import (
	"runtime"
	"weak"
)

// What script may lose without giving it up, and what the platform says of it.
const (
	lostStub = iota
	lostResult
)

var lostWarnings = [...]string{
	lostStub: "An RPC stub was not disposed properly. You must call dispose() on all stubs in order to let the other side " +
		"know that you are no longer using them. You cannot rely on the garbage collector for this because it may take " +
		"arbitrarily long before actually collecting unreachable objects. As a shortcut, calling dispose() on the result of " +
		"an RPC call disposes all stubs within it.",
	lostResult: "An RPC result was not disposed properly. One of the RPC calls you made expects you to call dispose() on the " +
		"return value, but you didn't do so. You cannot rely on the garbage collector for this because it may take arbitrarily " +
		"long before actually collecting unreachable objects.",
}

// lost is what stays of something that was collected.
type lost[R any] struct {
	script    weak.Pointer[script]
	reference weak.Pointer[R] // which its context holds as long as it is not given up
	kind      int
}

// miss warns, once an isolate, when script has lost what is the only way to give a reference up.
func miss[T, R any](s *script, way *T, reference *R, kind int, held func(*R) bool) {
	if s.lost[kind] {
		return
	}
	runtime.AddCleanup(way, func(l lost[R]) {
		s, r := l.script.Value(), l.reference.Value()
		if s == nil || r == nil {
			return
		}
		s.iso.Post(func() {
			if held(r) && !s.lost[l.kind] {
				s.lost[l.kind] = true
				s.iso.Observer.Warn(lostWarnings[l.kind])
			}
		})
	}, lost[R]{weak.Make(s), weak.Make(reference), kind})
}
