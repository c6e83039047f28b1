package workers

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/clone"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/storage"
)

// RemoteError is an exception on its way out of the object or request that threw it.
type RemoteError struct {
	// Stack is what a terminal shows of it.
	Stack string
	// Message is its first line, "Name: message".
	Message string

	value    []byte // serialised; nil for errors of the runtime's own, and at dates when they were folded
	dateless bool   // value is for receivers of any date
	// What is left of it without value: its class, "" for Error, its message and marks of its own.
	class, plain string
	again, busy  bool
	// The marks that the receiver's copy carries.
	remote, reset, overloaded, retryable bool
	dropAlarm                            bool
	objectID                             string // of the Durable Object that refused; "" is none
	near                                 bool   // a facet's end: no mark is added on the way
	unread                               bool   // it stands for an exception that threw another when it was read
}

// Error is the first line.
func (e *RemoteError) Error() string { return e.Message }

// Exception makes the receiver's copy of the error.
func (e *RemoteError) Exception(r *webidl.Realm) goja.Value { return of(r).arrive(e) }

// StackText is what a terminal or an error page shows.
func (e *RemoteError) StackText() string { return e.Stack }

// FirstLine is the name and message alone.
func (e *RemoteError) FirstLine() string { return e.Message }

// DropsAlarm answers whether an alarm that was under way is given up.
func (e *RemoteError) DropsAlarm() bool { return e.dropAlarm }

// capture takes an exception out of its isolate.
func (s *script) capture(thrown goja.Value) *RemoteError {
	s.iso.Caught(thrown)
	e := &RemoteError{Stack: s.iso.Describe(thrown)}
	if ex := s.iso.VM.Try(func() { fold(e, thrown) }); ex != nil {
		e = s.captureError(internalError(s.realm))
		e.unread = true
		return e
	}
	o, isObject := thrown.(*goja.Object)
	if !isObject {
		return e
	}
	if webidl.As[jsapi.DOMException](o) != nil {
		e.dateless, e.again, e.busy = true, false, false
	}
	if !s.realm.Flags.Has(compat.EnhancedErrorSerialization) && !e.dateless {
		return e
	}
	_ = s.iso.VM.Try(func() {
		value, err := jsapi.Codec(s.realm).Serialize(thrown, clone.Options{EnhancedErrors: true})
		if err == nil { // otherwise as at the dates before
			e.value = value
		}
	})
	return e
}

// refusal answers the error of a call that reached no method.
func (s *script) refusal(t *receiver, err error) *RemoteError {
	e := s.captureError(err)
	e.remote = true
	if !t.entry {
		e.objectID = t.id
	}
	return e
}

// thrown answers the error of a method as its caller gets it. What was thrown is marked itself.
func (s *script) thrown(t *receiver, reason goja.Value) *RemoteError {
	if o, ok := reason.(*goja.Object); ok && t.id != "" {
		s.iso.VM.Try(func() { _ = o.Set("durableObjectId", t.id) })
	}
	e := s.capture(reason)
	if e.unread { // nobody is told how the call ended
		e = plainRemote("Promise will never complete.")
		e.remote = true
		return e
	}
	e.remote = true
	if !t.entry {
		e.objectID = t.id
	}
	return e
}

// captureError takes an error of a call into script out of its isolate.
func (s *script) captureError(err error) *RemoteError {
	var remote *RemoteError
	if errors.As(err, &remote) {
		return remote
	}
	return s.capture(s.realm.Exception(err))
}

// plainRemote is an error of the runtime's own.
func plainRemote(message string) *RemoteError {
	return &RemoteError{Stack: "Error: " + message, Message: "Error: " + message, plain: message}
}

// internalError is what the platform says of a failure that it does not explain.
func internalError(r *webidl.Realm) error {
	return webidl.PlainError("internal error; reference = %s", r.Isolate.Host.Reference())
}

// asRemote answers any failure of an event as what its sender gets.
func asRemote(err error) *RemoteError {
	var remote *RemoteError
	switch {
	case errors.As(err, &remote):
		return remote
	case errors.Is(err, runtime.ErrSectionTimeout):
		e := plainRemote(err.Error())
		e.overloaded, e.reset = true, true
		return e
	case errors.Is(err, storage.ErrViolated), errors.Is(err, storage.ErrInternal):
		return plainRemote(err.Error()) // they reset the object and do not say so
	}
	e := engineFailure(err)
	e.reset = true
	return e
}

// engineFailure answers the error that ended an isolate, or any other that script did not throw.
func engineFailure(err error) *RemoteError {
	var overflow *isolate.Overflow
	if !errors.As(err, &overflow) {
		return plainRemote(err.Error())
	}
	return &RemoteError{
		Stack: err.Error(), Message: firstLine(err.Error()),
		class: "RangeError", plain: "Maximum call stack size exceeded",
	}
}

// arrive makes the receiver's copy of an error. Its stack is the receiver's.
func (s *script) arrive(e *RemoteError) goja.Value {
	var o *goja.Object
	enhanced := s.realm.Flags.Has(compat.EnhancedErrorSerialization)
	if e.value != nil && (enhanced || e.dateless) {
		if v, err := jsapi.Codec(s.realm).Unpack(e.value, clone.Reading{Stacks: clone.StacksHidden}); err == nil {
			var isObject bool
			if o, isObject = v.(*goja.Object); !isObject {
				o = s.realm.NewError("Error", v.String())
			} else if o.ClassName() == "Error" {
				s.restack(o)
			}
		}
	}
	if o == nil {
		o = s.realm.NewError("Error", e.plain)
		if e.class != "" { // made without its constructor, which may take more than a message
			_ = o.SetPrototype(s.realm.Intrinsic(e.class).Get("prototype").(*goja.Object))
			s.restack(o)
		}
	}
	for _, mark := range []struct {
		name string
		set  bool
	}{{"remote", e.remote}, {"retryable", e.retryable || e.again}, {"overloaded", e.overloaded || e.busy}, {"durableObjectReset", e.reset}} {
		if mark.set {
			_ = o.Set(mark.name, true)
		}
	}
	if e.objectID != "" {
		_ = o.Set("durableObjectId", e.objectID)
	}
	return o
}

// restack replaces the stack that came with an error by its first line and the receiver's own frames.
func (s *script) restack(o *goja.Object) {
	stack := o.String() + s.iso.CallStack(0, isolate.StackLimit)
	_ = o.DefineDataProperty("stack", s.iso.VM.ToValue(stack), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

func firstLine(s string) string {
	for n := range len(s) {
		if s[n] == '\n' {
			return s[:n]
		}
	}
	return s
}
