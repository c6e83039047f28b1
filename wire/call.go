package wire

import "sync"

// Payload is a value on its way: its bytes, and what bytes cannot say.
type Payload struct {
	Bytes []byte
	// Carried is what the value refers to beside its bytes, in the order in which they mention it: a
	// Capability, a Body or another Go value that the receiver knows. It belongs to whoever holds the Payload.
	Carried []any
}

// Close gives up what the Payload carries.
func (p *Payload) Close() {
	if p == nil {
		return
	}
	for _, x := range p.Carried {
		switch x := x.(type) {
		case Capability:
			x.Release()
		case *Body:
			x.Close()
		case Sink:
			x.Abort(nil)
		}
	}
	p.Carried = nil
}

// Capability is something in one isolate or object that others may call. It does not matter where it is: its
// methods are called from any goroutine and do not block. A holder releases what it holds, once.
type Capability interface {
	// Call delivers a call. Calls from one goroutine arrive in order. Args belong to the receiver from then on.
	Call(*Call)
	// Dup answers one more reference, to be released apart from the first.
	Dup() Capability
	// Release gives up a reference. When the last one is gone nobody calls any more.
	Release()
}

// Call is one call of a member of a Capability, or the reading of one.
type Call struct {
	// Path leads from the capability to the member; an empty one is the capability itself.
	Path []string
	// Get reads the member instead of calling it.
	Get bool
	// Args is an array; nil is an empty one.
	Args *Payload
	// Caller is the context of the isolate whose code waits for the answer; nil if nobody's does.
	Caller any
	// Answer is told what came of it, once, on any goroutine. The Answer belongs to the receiver.
	Answer func(*Answer, error)

	mu       sync.Mutex
	canceled bool
	onCancel []func()
}

// Cancel says that nobody is left who wants the answer, which may come all the same. It is called from any
// goroutine.
func (c *Call) Cancel() {
	c.mu.Lock()
	list := c.onCancel
	c.canceled, c.onCancel = true, nil
	c.mu.Unlock()
	for _, f := range list {
		f()
	}
}

// OnCancel has f called, on any goroutine, when the call is canceled; at once if it has been.
func (c *Call) OnCancel(f func()) {
	c.mu.Lock()
	canceled := c.canceled
	if !canceled {
		c.onCancel = append(c.onCancel, f)
	}
	c.mu.Unlock()
	if canceled {
		f()
	}
}

// Answer is the result of a Call.
type Answer struct {
	Payload
	// Target stands for the result where it was made: calls that were sent on before it arrived go there. It is
	// never nil.
	Target Capability
	// Disposer says that Target is to be held for as long as the result is used.
	Disposer bool
}

// Close gives up the result and what stands for it.
func (a *Answer) Close() {
	a.Payload.Close()
	a.Target.Release()
}
