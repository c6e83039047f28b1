package isolate

import (
	"container/list"
	"context"
	"errors"
)

// Boundary is how a Context meets the world.
type Boundary interface {
	// Admit calls turn on the loop when a result that belongs to s may enter. turn gets an error when it
	// never may.
	Admit(s *Scope, turn func(error))
	// Release calls send, on the loop, once every write before now is durable. send gets an error when
	// those writes failed; the message must then not leave.
	Release(send func(error))
}

// Open is the boundary of a stateless handler: everything passes at once.
type Open struct{}

// Admit calls turn at once.
func (Open) Admit(_ *Scope, turn func(error)) { turn(nil) }

// Release calls send at once.
func (Open) Release(send func(error)) { send(nil) }

// ErrEnded is why a Context that finished normally no longer runs anything.
var ErrEnded = errors.New("the request has ended")

// Context is what input and output belong to: one request of a stateless handler, or one object from its
// construction until it is dropped. It is used only on its isolate's loop, but for Done.
type Context struct {
	// Boundary decides when results enter and messages leave.
	Boundary Boundary
	// Label names the context to people: "Class(name)", or "" for a handler.
	Label string
	// Global marks top-level evaluation, where no I/O is allowed.
	Global bool
	// Object marks a Durable Object's context.
	Object bool
	// OnQuiet is called after a turn that left nothing under way.
	OnQuiet func()
	// OnDrain is called once, when only what was given to waitUntil keeps an answered context open.
	OnDrain func()
	// OnEnd is called once, when the context ends.
	OnEnd func(error)
	// OnUncaught is told of exceptions that no caller gets, and whether what the context does fails by it; nil
	// reports them to the observer.
	OnUncaught func(err error, fails bool)
	// Caller is the context whose code waits for what this one answers, if it is known.
	Caller *Context
	// Native holds what packages above keep for the context, by a key of their own; it may be nil.
	Native map[any]any

	iso      *Isolate
	pending  int
	kept     int // of those under way, how many keep it open once it is answered
	waits    int // and how many more were given to waitUntil
	answered bool
	leave    []func() // what hears that the client has left
	draining bool
	ended    error
	ctx      context.Context
	cancel   context.CancelCauseFunc
	timers   map[*Timer]struct{}
	endings  list.List // of func(error), in the order in which they were added
}

// NewContext opens a context in the isolate.
func (i *Isolate) NewContext(c Context) *Context {
	n := &c
	n.iso = i
	if n.Boundary == nil {
		n.Boundary = Open{}
	}
	i.contexts[n] = struct{}{}
	return n
}

// Done answers a context.Context that ends with c, for work off the loop. It is called on the loop.
func (c *Context) Done() context.Context {
	if c.ctx == nil {
		c.ctx, c.cancel = context.WithCancelCause(context.Background())
		if c.ended != nil {
			c.cancel(c.ended)
		}
	}
	return c.ctx
}

// Ended answers why the context ended, or nil.
func (c *Context) Ended() error { return c.ended }

// Pending answers how many operations are under way.
func (c *Context) Pending() int { return c.pending }

// Hold counts something as under way until the answered function is called, once, on the loop.
func (c *Context) Hold() (release func()) {
	c.pending++
	return func() {
		c.pending--
		c.quiet()
	}
}

// Kept answers whether anything keeps it open once it is answered.
func (c *Context) Kept() bool { return c.kept > 0 }

// Keep is Hold for what an answered request stays open for: its body, its sockets.
func (c *Context) Keep() (release func()) { return c.count(&c.kept) }

// Wait is Hold for a promise that was given to waitUntil.
func (c *Context) Wait() (release func()) { return c.count(&c.waits) }

func (c *Context) count(kind *int) (release func()) {
	hold := c.Hold()
	*kind++
	return func() {
		*kind--
		hold()
	}
}

// Answered says that what the context is for is done. It ends with the turn if nothing keeps it, and once
// nothing does: timers and requests under way are given up.
func (c *Context) Answered() {
	c.answered = true
	c.iso.afterTurn(c.rest)
}

// OnLeave has f called, as a turn of nobody, when the client of an answered request leaves before its end.
func (c *Context) OnLeave(f func()) { c.leave = append(c.leave, f) }

// Left says that the client has left. It is called on the loop.
func (c *Context) Left() {
	list := c.leave
	c.leave = nil
	for _, f := range list {
		f()
	}
}

// rest ends an answered context that nothing keeps.
func (c *Context) rest() {
	switch {
	case c.ended != nil || c.kept > 0:
	case c.waits == 0:
		c.End(nil)
	case !c.draining && c.OnDrain != nil:
		c.draining = true
		c.OnDrain()
	}
}

// AtEnd has f called when c ends, at once if it has; the last of several is called first. forget takes that back. Both are called on the loop.
func (c *Context) AtEnd(f func(why error)) (forget func()) {
	if c.ended != nil {
		f(c.ended)
		return func() {}
	}
	e := c.endings.PushBack(f)
	return func() { c.endings.Remove(e) }
}

// End stops everything that belongs to c: timers are cleared, results no longer enter.
func (c *Context) End(why error) {
	if c.ended != nil {
		return
	}
	if why == nil {
		why = ErrEnded
	}
	c.ended = why
	delete(c.iso.contexts, c)
	if len(c.iso.starved) > 0 {
		c.iso.afterTurn(c.iso.feed)
	}
	for t := range c.timers {
		t.Clear()
	}
	if c.cancel != nil {
		c.cancel(why)
	}
	for e := c.endings.Back(); e != nil; e = c.endings.Back() {
		c.endings.Remove(e).(func(error))(why)
	}
	if c.OnEnd != nil {
		c.OnEnd(why)
	}
}

func (c *Context) quiet() {
	if len(c.iso.starved) > 0 {
		c.iso.afterTurn(c.iso.feed)
	}
	if c.answered {
		c.iso.afterTurn(c.rest)
		return
	}
	if c.pending == 0 && c.ended == nil && c.OnQuiet != nil {
		c.iso.afterTurn(c.OnQuietOnce)
	}
}

// Scope says on whose behalf script runs. It travels with promises and timers and is never changed:
// what needs another section or other values makes a copy.
type Scope struct {
	Context *Context
	// Section is the critical section that the code belongs to; only the Boundary knows what it is.
	Section any
	// Locals is what code has put into the scope, the newest first.
	Locals *Local
	// Trace is told what the code writes to its console, if somebody wants to know; nil otherwise.
	Trace any
}

// Local is a value that code finds again under its key for as long as it runs in a scope, awaits included.
type Local struct {
	Key, Value any
	Next       *Local
}

// Local answers the newest value under a key, and whether there is one.
func (s *Scope) Local(key any) (any, bool) {
	if s == nil {
		return nil, false
	}
	for l := s.Locals; l != nil; l = l.Next {
		if l.Key == key {
			return l.Value, true
		}
	}
	return nil, false
}

// With answers the scope with a value under a key.
func (s *Scope) With(key, value any) *Scope {
	with := *s
	with.Locals = &Local{key, value, s.Locals}
	return &with
}

// Grab answers the scope that a promise reaction has to run in.
func (i *Isolate) Grab() any { return i.scope }

// Resumed starts a promise reaction in its scope.
func (i *Isolate) Resumed(scope any) {
	if s, ok := scope.(*Scope); ok && s != nil {
		i.skipGone(s)
		i.scope = s
	}
}

// Exited ends a promise reaction.
func (i *Isolate) Exited() { i.scope = i.turnScope }

// Scope answers the scope of the running code.
func (i *Isolate) Scope() *Scope { return i.scope }

// WithScope runs f in the scope s within the current turn.
func (i *Isolate) WithScope(s *Scope, f func()) {
	was := i.scope
	i.scope = s
	defer func() { i.scope = was }()
	f()
}
