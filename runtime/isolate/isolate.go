package isolate

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/observe"
)

// Options are what an isolate is made of. The zero value of each field but Host is usable.
type Options struct {
	Host     *host.Host
	Observer *observe.Observer
	Flags    compat.Flags
	// TurnLimit interrupts a turn that runs longer and condemns the isolate; 0 never does.
	TurnLimit time.Duration
	// StackDepth is how many calls may nest before a RangeError; 0 means 10000.
	StackDepth int
	// Mentions answers whether the script to run contains a word: what it does not name need not be made for
	// it. nil is yes to all.
	Mentions func(word string) bool
	// Module answers what a stack calls a source file, if that is not its path. It may be nil.
	Module func(file string) (name string, ok bool)
	// OnCondemned is told, on the loop, why the isolate can run no more script.
	OnCondemned func(error)
	// OnSlow is told, once a turn and on a goroutine of its own, that a turn has run for a second.
	OnSlow func(label string, at Position)
	// OnUnhandled is told, at the end of a turn, of a promise that was rejected with nobody to catch it.
	// It answers whether the script handled it after all.
	OnUnhandled func(promise *goja.Promise) bool
	// OnHandled is told, in a turn of its own, that a promise OnUnhandled was told of is handled now.
	OnHandled func(promise *goja.Promise)
}

// Isolate is one engine and its loop. Its methods are for the loop unless they say otherwise.
type Isolate struct {
	VM       *goja.Runtime
	Host     *host.Host
	Observer *observe.Observer
	Flags    compat.Flags
	// Owner is whatever the code that made the isolate keeps with it.
	Owner any
	// TraceLimit answers how many frames the stack of a new error shows, negative for no stack; nil means
	// StackLimit.
	TraceLimit func() int
	// OnCaught is told of an error that the engine threw before a script sees it. It may be nil.
	OnCaught func(*goja.Object)
	// PrepareStack answers what the stack of an error is, if that is not its text. It may be nil.
	PrepareStack func(o *goja.Object, sites []Site) (goja.Value, bool)
	// AsyncGenerator answers what a script sees of an async generator, given what the bundler made of it. It may be nil.
	AsyncGenerator func(goja.Value) goja.Value
	options        Options

	halting   func() (context.Context, context.CancelFunc)
	mailbox   mailbox
	scope     *Scope // of the running code; nil between turns
	turnScope *Scope // of the running turn
	turns     []turn // to run after the current one, in order
	inTurn    bool
	outside   []func()      // to run after the current turn and those it queued, in order
	emptying  bool          // outside is being run further up the stack
	call      goja.Callable // runs the current turn's function as the outermost script call
	current   func()
	calling   bool // the current turn's function is being called, and microtasks run after it
	timers    timers
	contexts  map[*Context]struct{}
	starved   []*Context // that have nothing under way while others do
	ends      []func()   // after the current turn
	rests     []func()   // when the mailbox rests
	unhandled []*goja.Promise
	condemned error
	terminal  *goja.Object // what Terminate throws
	gone      *Context     // whose script ended by Terminate in the running turn
	deep      bool         // the RangeError of an overflow is being made
	setStack  goja.Value   // the setter of every error's stack
	carry     func(goja.FunctionCall) goja.Value
	inner     []goja.Value // what carry calls, which calls carried
	carried   func() goja.Value
	frames    []goja.StackFrame // reused
	around    int               // how many calls are around a microtask
	watch     watch

	// What errors of the engine are worded with, see HookFaults.
	program      *Program       // that was loaded
	global       *goja.Object   // the engine's own
	errorClasses []*goja.Object // likewise, of those that were needed
	wording      bool           // an error is being worded
	operators    *goja.Object   // see large

	dead atomic.Bool
}

type turn struct {
	scope *Scope
	run   func()
}

// trampoline makes a turn one outermost call, so that microtasks run after it and not in between; and what is not
// within any call, one.
var trampoline = goja.MustCompile(hostFile("turn"), "(function(run){ return [function(){ run() }, function(f){ return f() }] })", true)

// hostFile names a source of our own, whose frames no stack shows.
func hostFile(name string) string { return "dodev:" + name }

// New answers an isolate without any globals but the language's.
func New(o Options) *Isolate {
	if o.StackDepth == 0 {
		o.StackDepth = 10000
	}
	i := &Isolate{
		VM: goja.New(), Host: o.Host, Observer: o.Observer, Flags: o.Flags, options: o,
		contexts: map[*Context]struct{}{},
		halting:  sync.OnceValues(func() (context.Context, context.CancelFunc) { return context.WithCancel(context.Background()) }),
	}
	i.mailbox.after, i.mailbox.crashed, i.mailbox.later = i.rest, i.crashed, o.Host.AfterFunc
	limitPatterns()
	i.VM.SetMaxCallStackSize(o.StackDepth)
	i.VM.SetAsyncContextTracker(i)
	i.VM.SetPromiseRejectionTracker(i.trackRejection)
	i.VM.SetRandSource(o.Host.Float)
	i.VM.SetTimeSource(i.now)
	i.global = i.VM.GlobalObject()
	maker, _ := goja.AssertFunction(must(i.VM.RunProgram(trampoline)))
	calls := must(maker(goja.Undefined(), i.base())).(*goja.Object)
	i.call, _ = goja.AssertFunction(calls.Get("0"))
	// Called as the engine calls it: a Callable would run microtasks when it returns.
	i.carry = calls.Get("1").(*goja.Object).Export().(func(goja.FunctionCall) goja.Value)
	i.inner = []goja.Value{i.VM.ToValue(func(goja.FunctionCall) goja.Value {
		f := i.carried
		i.carried = nil
		return f()
	})}
	return i
}

// Mentions answers whether the isolate's script may name the property or global called word.
func (i *Isolate) Mentions(word string) bool {
	return i.options.Mentions == nil || i.options.Mentions(word)
}

func must(v goja.Value, err error) goja.Value {
	if err != nil {
		panic(fmt.Errorf("isolate: %w", err)) // our own source does not compile
	}
	return v
}

// now is the script's clock: in UTC, and at the epoch while no request is being handled.
func (i *Isolate) now() time.Time {
	if i.scope == nil || i.scope.Context.Global {
		return time.UnixMilli(0).UTC()
	}
	return i.Host.Now().UTC()
}

// Post queues f for the loop, outside any turn. It is called from any goroutine; it answers false when the
// isolate is closed and f will not run.
func (i *Isolate) Post(f func()) bool { return i.mailbox.post(f) }

// Enter runs f as a turn of the scope s: f, then every microtask it caused. Called within a turn, it runs
// when that one is over, before anything that was posted. It does not run if the context of s has ended.
func (i *Isolate) Enter(s *Scope, f func()) {
	i.turns = append(i.turns, turn{s, f})
	if i.inTurn {
		return
	}
	i.runTurns()
	i.runOutside()
}

// InTurn answers whether a turn runs, or code that was given to AfterTurn.
func (i *Isolate) InTurn() bool { return i.inTurn }

// Outside runs f outside of any turn: at once, or when the running turn and those it queued are over. A turn
// that f enters is over when Enter returns.
func (i *Isolate) Outside(f func()) {
	if !i.inTurn && !i.emptying {
		f()
		return
	}
	i.outside = append(i.outside, f)
}

func (i *Isolate) runOutside() {
	if i.emptying {
		return
	}
	i.emptying = true
	for len(i.outside) > 0 {
		f := i.outside[0]
		i.outside[0] = nil
		i.outside = i.outside[1:]
		f()
	}
	i.outside = nil
	i.emptying = false
}

func (i *Isolate) runTurns() {
	i.inTurn = true
	for len(i.turns) > 0 {
		t := i.turns[0]
		i.turns[0] = turn{}
		i.turns = i.turns[1:]
		i.turn(t)
	}
	i.turns = nil
	i.inTurn = false
}

func (i *Isolate) turn(t turn) {
	if i.condemned != nil || t.scope.Context.ended != nil {
		return
	}
	i.scope, i.turnScope, i.current = t.scope, t.scope, t.run
	i.watch.begin(i, &t.scope.Context.Label)
	err := i.protect()
	i.watch.end()
	i.current = nil
	if err == nil && len(i.unhandled) > 0 {
		err = i.reportRejections()
	}
	if err != nil {
		i.condemn(err) // first: what a turn leaves half done is not to be kept
	}
	for len(i.ends) > 0 {
		ends := i.ends
		i.ends = nil
		for _, f := range ends {
			f()
		}
	}
	i.scope, i.turnScope = nil, nil
}

// protect runs the current turn and answers what makes the engine unusable: a panic of its own, an
// interrupt, a stack overflow.
func (i *Isolate) protect() (err error) {
	i.calling, i.gone = true, nil
	defer func() {
		i.calling = false
		if x := recover(); x != nil {
			err = i.panicked(x)
		}
	}()
	_, err = i.call(goja.Undefined())
	if err == nil {
		return nil
	}
	return i.fatal(err)
}

// panicked tells of a panic and answers it as the reason to condemn the isolate.
func (i *Isolate) panicked(x any) error {
	err := fmt.Errorf("internal error of the JavaScript engine: %v", x)
	i.Observer.Warn(fmt.Sprintf("%v\n%s", err, debug.Stack()))
	return err
}

// crashed condemns the isolate for a panic of what was posted to it, outside of any turn or at its end.
func (i *Isolate) crashed(x any) {
	i.inTurn, i.emptying = false, false
	i.outside, i.ends = nil, nil
	i.scope, i.turnScope, i.current = nil, nil, nil
	i.watch.end()
	i.condemn(i.panicked(x))
}

// fatal answers err as the reason to condemn the isolate, or nil if script could go on after it.
func (i *Isolate) fatal(err error) error {
	var interrupted *goja.InterruptedError
	var overflow *goja.StackOverflowError
	switch {
	case errors.As(err, &interrupted):
		why, ok := interrupted.Value().(error)
		switch {
		case ok:
			return why
		}
		return err
	case errors.As(err, &overflow):
		return &Overflow{Frames: i.Frames(overflow.Stack(), 10)}
	}
	i.ReportUncaught(i.turnScope, err)
	return nil
}

// Overflow is endless recursion. It reads as the RangeError that V8 throws.
type Overflow struct{ Frames string }

// Error is the message with the innermost frames.
func (o *Overflow) Error() string {
	return "RangeError: " + overflowed + o.Frames
}

// Check passes on an error of a call into script: fatal ones unwind the turn, others are answered as the
// exception they are.
func (i *Isolate) Check(err error) error {
	var interrupted *goja.InterruptedError
	var overflow *goja.StackOverflowError
	if errors.As(err, &interrupted) || errors.As(err, &overflow) {
		panic(err)
	}
	return err
}

// Terminate ends the script that called it: it unwinds with a value that no catch clause and no rejection
// handler of a bundle lets through to script, and the microtasks that its context has queued do not run. Unlike
// an interrupt it leaves the engine sound, for the isolate may be shared. It does not return.
func (i *Isolate) Terminate() {
	if i.scope != nil {
		i.gone = i.scope.Context
	}
	panic(i.terminated())
}

// terminated is the value that Terminate throws.
func (i *Isolate) terminated() *goja.Object {
	if i.terminal == nil {
		i.terminal = i.VM.NewObject()
	}
	return i.terminal
}

// Terminated answers whether err, or the rejection v, is script that ended by Terminate, which is nothing to
// tell anybody of.
func (i *Isolate) Terminated(err error) bool {
	var ex *goja.Exception
	var thrown *Thrown
	switch {
	case i.terminal == nil:
		return false
	case errors.As(err, &ex):
		return ex.Value() == i.terminal
	case errors.As(err, &thrown):
		return thrown.Value == i.terminal
	}
	return false
}

// Interrupt stops the running turn, or the next one, with err. It is called from any goroutine.
func (i *Isolate) Interrupt(err error) {
	i.VM.Interrupt(err)
	_, halt := i.halting()
	halt()
}

// Halted is done once the isolate is interrupted: for what runs within a turn and is no script.
func (i *Isolate) Halted() context.Context {
	ctx, _ := i.halting()
	return ctx
}

// Condemned answers why the isolate can run no more script, or nil.
func (i *Isolate) Condemned() error { return i.condemned }

// Dead answers, to any goroutine, whether the isolate is condemned.
func (i *Isolate) Dead() bool { return i.dead.Load() }

func (i *Isolate) condemn(why error) {
	if i.condemned != nil {
		return
	}
	i.condemned = why
	i.dead.Store(true)
	i.mailbox.retire()
	i.turns = nil
	for c := range i.contexts {
		c.End(why)
	}
	if i.options.OnCondemned != nil {
		i.options.OnCondemned(why)
	}
}

// AfterTurn runs f when the current turn's microtasks have all run; without a turn, at once.
func (i *Isolate) AfterTurn(f func()) { i.afterTurn(f) }

func (i *Isolate) afterTurn(f func()) {
	if i.scope == nil && !i.inTurn {
		f()
		return
	}
	i.ends = append(i.ends, f)
}

// AtRest runs f once, when the loop has no more tasks at hand: the moment to flush what was buffered.
func (i *Isolate) AtRest(f func()) { i.rests = append(i.rests, f) }

func (i *Isolate) rest() {
	for len(i.rests) > 0 {
		rests := i.rests
		i.rests = nil
		for _, f := range rests {
			f()
		}
	}
}

// Close ends every context and waits until the loop stands still. What was posted before still runs; nothing
// is posted afterwards. It is called from outside the loop.
func (i *Isolate) Close(why error) {
	i.mailbox.close(func() {
		for len(i.contexts) > 0 {
			for c := range i.contexts {
				c.End(why)
			}
		}
		i.timers.stop()
	})
}
