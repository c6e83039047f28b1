package jsapi

import (
	"sync"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/clone"
	"github.com/dodev/dodev/jsapi/webidl"
)

// cloneAbortSignal is the tag of signals in serialized values.
const cloneAbortSignal = 9

// remoteSignal is what a signal and its copy elsewhere have in common.
type remoteSignal struct {
	mu     sync.Mutex
	reason []byte // why it was aborted, serialised; nil if it was not
	listen func(reason []byte)
}

// abort tells the copy, now or when there is one.
func (l *remoteSignal) abort(reason []byte) {
	l.mu.Lock()
	l.reason = reason
	listen := l.listen
	l.mu.Unlock()
	if listen != nil {
		listen(reason)
	}
}

func (l *remoteSignal) onAbort(f func(reason []byte)) {
	l.mu.Lock()
	l.listen = f
	reason := l.reason
	l.mu.Unlock()
	if reason != nil {
		f(reason)
	}
}

// writeSignal makes a copy that is aborted when the signal is.
func writeSignal(r *webidl.Realm, e *clone.Encoder, o *goja.Object) error {
	if !r.Flags.Has(compat.EnableAbortSignalRPC) {
		return &clone.Error{Message: "AbortSignal serialization is not enabled."}
	}
	if e.Session() == nil {
		return &clone.Error{Message: "AbortSignal can only be serialized for RPC."}
	}
	s := webidl.As[AbortSignal](o)
	aborted := uint32(0)
	if s.Aborted() {
		aborted = 1
	}
	e.WriteUint32(aborted)
	if err := e.WriteValue(s.Reason()); err != nil || s.Aborted() {
		return err
	}
	link := &remoteSignal{}
	e.Carry(link)
	at := r.Isolate.Scope().Context
	ignore := s.OnAbort(func() {
		reason, err := Codec(r).Serialize(s.Reason(), clone.Options{Mode: clone.ForRPC})
		if err != nil {
			reason, _ = Codec(r).Serialize(r.NewDOMException("AbortError", "The operation was aborted"), clone.Options{Mode: clone.ForRPC})
		}
		at.Boundary.Release(func(err error) {
			if err == nil {
				link.abort(reason)
			}
		})
	})
	at.AtEnd(func(error) { ignore() })
	return nil
}

func readSignal(r *webidl.Realm, d *clone.Decoder) (*goja.Object, error) {
	aborted, err := d.ReadUint32()
	if err != nil {
		return nil, err
	}
	reason, err := d.ReadValue()
	if err != nil {
		return nil, err
	}
	s := NewAbortSignal(r)
	if aborted != 0 {
		s.reason = reason
		return s.Object(), nil
	}
	x, err := d.Carried()
	if err != nil {
		return nil, err
	}
	link, ok := x.(*remoteSignal)
	if !ok {
		return nil, errForeignData
	}
	scope := r.Isolate.Scope()
	link.onAbort(func(reason []byte) {
		r.Isolate.Post(func() {
			if scope.Context.Ended() != nil {
				return
			}
			scope.Context.Boundary.Admit(scope, func(err error) {
				if err != nil {
					return
				}
				r.Isolate.Enter(scope, func() {
					v, err := Codec(r).Deserialize(reason)
					if err == nil {
						err = s.Abort(v)
					}
					if err != nil {
						r.Isolate.ReportUncaught(scope, err)
					}
				})
			})
		})
	})
	return s.Object(), nil
}
