package isolate

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/observe"
)

// trackRejection collects promises that were rejected with no handler until the turn is over.
func (i *Isolate) trackRejection(p *goja.Promise, op goja.PromiseRejectionOperation) {
	if op == goja.PromiseRejectionReject {
		i.unhandled = append(i.unhandled, p)
		if len(i.unhandled) == 1 && !i.Flags.Has(compat.UnhandledRejectionAfterMicrotaskCheckpoint) {
			i.microtask(i.reportRejectionsEarly)
		}
		return
	}
	if at := slices.Index(i.unhandled, p); at >= 0 {
		i.unhandled = slices.Delete(i.unhandled, at, at+1)
		return
	}
	if i.options.OnHandled != nil && i.scope != nil {
		i.options.OnHandled(p) // at once, before the handler is added
	}
}

// microtask runs f after what is queued already.
func (i *Isolate) microtask(f func()) {
	p, resolve, _ := i.VM.NewPromise()
	_ = resolve(goja.Undefined())
	if then, ok := goja.AssertFunction(i.VM.ToValue(p).ToObject(i.VM).Get("then")); ok {
		_, _ = then(i.VM.ToValue(p), i.VM.ToValue(func(goja.FunctionCall) goja.Value {
			f()
			return goja.Undefined()
		}))
	}
}

// reportRejectionsEarly tells of what is still unhandled one microtask after it was rejected, as older dates do.
func (i *Isolate) reportRejectionsEarly() {
	list := i.unhandled
	i.unhandled = nil
	for _, p := range list {
		i.reportRejection(p, func(tell func()) error { tell(); return nil })
	}
}

// reportRejections tells of what is still unhandled at the end of a turn. Telling may run script.
func (i *Isolate) reportRejections() (fatal error) {
	for len(i.unhandled) > 0 {
		list := i.unhandled
		i.unhandled = nil
		for _, p := range list {
			if err := i.reportRejection(p, func(tell func()) error { i.current = tell; return i.protect() }); err != nil {
				return err
			}
		}
	}
	return nil
}

func (i *Isolate) reportRejection(p *goja.Promise, run func(tell func()) error) (fatal error) {
	if i.terminal != nil && p.Result() == i.terminal {
		return nil
	}
	handled := false
	err := run(func() { handled = i.options.OnUnhandled != nil && i.options.OnUnhandled(p) })
	if err == nil && !handled {
		i.Observer.Uncaught(observe.Uncaught{Stack: i.Describe(p.Result()), Rejection: true, Object: i.label(i.turnScope)})
	}
	return err
}

// ReportUncaught tells of an exception that no caller gets and that ends what it happened in.
func (i *Isolate) ReportUncaught(s *Scope, err error) { i.uncaught(s, err, true) }

// ReportException tells of an exception that no caller gets and that nothing else comes of: a listener's, a
// microtask's.
func (i *Isolate) ReportException(s *Scope, err error) { i.uncaught(s, err, false) }

func (i *Isolate) uncaught(s *Scope, err error, fails bool) {
	if i.Terminated(err) {
		return
	}
	if s != nil && s.Context.OnUncaught != nil {
		s.Context.OnUncaught(err, fails)
		return
	}
	i.Observer.Uncaught(observe.Uncaught{Stack: i.DescribeError(err), Object: i.label(s)})
}

func (i *Isolate) label(s *Scope) string {
	if s == nil {
		return ""
	}
	return s.Context.Label
}
