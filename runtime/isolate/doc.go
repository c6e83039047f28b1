// Package isolate is one JavaScript engine and its loop: tasks, turns, timers, promises, modules and
// mapped stacks.
//
// An isolate is owned by whichever goroutine drains its mailbox; there is none while it is idle. Work
// arrives by Post. A turn (Enter) runs script on behalf of a Scope, then every microtask that it caused.
// The scope travels with promises, so whatever a script asks for, the isolate knows for which request or
// object it asks. Results of operations come back through the Boundary of their Context, which is how
// gates get a say without this package knowing any.
//
// The package leaves to others: what globals exist (jsapi), when an object may run (runtime), how sources
// become one program (bundle).
//
// Invariants: only the draining goroutine touches a script value; turns never nest; a panic or an interrupt
// condemns the isolate, after which no script runs in it; every context ends, at the latest when the isolate is
// closed.
package isolate
