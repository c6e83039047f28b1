package isolate

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/observe"
)

// trackRejection collects promises that were rejected with no handler until the turn is over.
func (i *Isolate) trackRejection(p *goja.Promise, op goja.PromiseRejectionOperation) {
	if op == goja.PromiseRejectionReject {
		i.unhandled = append(i.unhandled, p)
		return
	}
	if at := slices.Index(i.unhandled, p); at >= 0 {
		i.unhandled = slices.Delete(i.unhandled, at, at+1)
		return
	}
	if i.options.OnHandled != nil && i.scope != nil {
		i.Enter(i.scope, func() { i.options.OnHandled(p) })
	}
}

// reportRejections tells of what is still unhandled at the end of a turn. Telling may run script.
func (i *Isolate) reportRejections() (fatal error) {
	for len(i.unhandled) > 0 {
		list := i.unhandled
		i.unhandled = nil
		for _, p := range list {
			if i.terminal != nil && p.Result() == i.terminal {
				continue
			}
			handled := false
			i.current = func() {
				handled = i.options.OnUnhandled != nil && i.options.OnUnhandled(p)
			}
			if err := i.protect(); err != nil {
				return err
			}
			if !handled {
				i.Observer.Uncaught(observe.Uncaught{
					Stack: i.Describe(p.Result()), Rejection: true, Object: i.label(i.turnScope),
				})
			}
		}
	}
	return nil
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
