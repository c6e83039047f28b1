package webidl

import (
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/runtime/isolate"
)

// Value converts what a declaration answers: a script value as it is, nil to undefined, strings, numbers,
// booleans and big integers to theirs, a time to a Date, bytes to an ArrayBuffer, a list to an Array, a
// promise to itself. Anything else is a broken declaration.
func (r *Realm) Value(v any) goja.Value {
	switch v := v.(type) {
	case nil:
		return goja.Undefined()
	case goja.Value:
		return v
	case string:
		return r.VM.ToValue(v)
	case bool:
		return r.VM.ToValue(v)
	case int:
		return r.VM.ToValue(v)
	case int64:
		return r.VM.ToValue(v)
	case uint32:
		return r.VM.ToValue(int64(v))
	case float64:
		return r.VM.ToValue(v)
	case *big.Int:
		return r.VM.ToValue(v)
	case []byte:
		return r.VM.ToValue(r.VM.NewArrayBuffer(v))
	case time.Time:
		return r.Date(v)
	case *Deferred:
		return v.Promise
	case []string:
		list := make([]any, len(v))
		for n, s := range v {
			list[n] = s
		}
		return r.VM.NewArray(list...)
	case []goja.Value:
		list := make([]any, len(v))
		for n, x := range v {
			list[n] = x
		}
		return r.VM.NewArray(list...)
	case error:
		return r.Exception(v)
	}
	panic(fmt.Sprintf("webidl: no script value for %T", v))
}

// Date answers a Date.
func (r *Realm) Date(t time.Time) *goja.Object {
	o, err := r.VM.New(r.Intrinsic("Date"), r.VM.ToValue(t.UnixMilli()))
	if err != nil {
		panic(err)
	}
	return o
}

// Error is an exception of one of the language's classes.
type Error struct{ Class, Message string }

// Error is the class and message.
func (e *Error) Error() string { return e.Class + ": " + e.Message }

// TypeError answers a TypeError.
func TypeError(format string, args ...any) error { return newError("TypeError", format, args) }

// RangeError answers a RangeError.
func RangeError(format string, args ...any) error { return newError("RangeError", format, args) }

// PlainError answers an Error.
func PlainError(format string, args ...any) error { return newError("Error", format, args) }

func newError(class, format string, args []any) error {
	if len(args) > 0 {
		format = fmt.Sprintf(format, args...)
	}
	return &Error{class, format}
}

// DOMException is an exception of that class.
type DOMException struct{ Name, Message string }

// Error is the name and message.
func (e *DOMException) Error() string { return e.Name + ": " + e.Message }

// NewDOMException answers a DOMException error.
func NewDOMException(name, format string, args ...any) error {
	if len(args) > 0 {
		format = fmt.Sprintf(format, args...)
	}
	return &DOMException{name, format}
}

// Thrown is any script value as an error.
type Thrown struct{ Value goja.Value }

// Error is the value's text.
func (t *Thrown) Error() string { return t.Value.String() }

// Throw answers v as an error.
func Throw(v goja.Value) error { return &Thrown{v} }

// Scripted is an error that knows its own exception: one with properties that no class gives it.
type Scripted interface {
	error
	// Exception answers the script value that stands for the error.
	Exception(*Realm) goja.Value
}

// Exception answers the script value that stands for an error: the one that was thrown, or a new one of the
// class it names. An interrupt or overflow unwinds instead.
func (r *Realm) Exception(err error) goja.Value {
	var (
		own    Scripted
		e      *Error
		dom    *DOMException
		thrown *Thrown
		caught *isolate.Thrown
		ex     *goja.Exception
	)
	switch {
	case errors.As(err, &own):
		return own.Exception(r)
	case errors.As(err, &e):
		return r.NewError(e.Class, e.Message)
	case errors.As(err, &dom):
		if r.NewDOMException == nil {
			return r.NewError("Error", dom.Message)
		}
		return r.NewDOMException(dom.Name, dom.Message)
	case errors.As(err, &thrown):
		return thrown.Value
	case errors.As(err, &caught):
		return caught.Value
	}
	_ = r.Isolate.Check(err)
	if errors.As(err, &ex) {
		r.Isolate.Caught(ex.Value())
		return ex.Value()
	}
	return r.NewError("Error", err.Error())
}

// NewError answers a new error of a class of the language.
func (r *Realm) NewError(class, message string) *goja.Object {
	o, err := r.VM.New(r.Intrinsic(class), r.VM.ToValue(message))
	if err != nil {
		panic(err)
	}
	return o
}

// Intrinsic answers a constructor of the language as it was when first asked for.
func (r *Realm) Intrinsic(name string) *goja.Object {
	if o := r.errors[name]; o != nil {
		return o
	}
	o, ok := r.VM.GlobalObject().Get(name).(*goja.Object)
	if !ok {
		panic("webidl: no intrinsic " + name)
	}
	if r.errors == nil {
		r.errors = map[string]*goja.Object{}
	}
	r.errors[name] = o
	return o
}

// Bytes answers the bytes that an ArrayBuffer or a view shows, not copied, and whether v is one.
func (r *Realm) Bytes(v goja.Value) ([]byte, bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, false
	}
	if ab, ok := arrayBuffer(o); ok {
		return ab.Bytes(), true
	}
	if !r.IsView(o) {
		return nil, false
	}
	if buffer, ok := o.Get("buffer").Export().(goja.ArrayBuffer); ok && buffer.Detached() {
		return []byte{}, true // the engine would look at its memory
	}
	if o.ExportType() == bytesType && o.Get("0") == nil {
		return []byte{}, true // the engine would point behind a buffer that the view is at the end of
	}
	var b []byte
	if err := r.VM.ExportTo(o, &b); err != nil {
		return nil, false
	}
	return b, true
}

// Buffer answers the ArrayBuffer that v is, detached or not.
func Buffer(v goja.Value) (goja.ArrayBuffer, bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		return goja.ArrayBuffer{}, false
	}
	return arrayBuffer(o)
}

func arrayBuffer(o *goja.Object) (goja.ArrayBuffer, bool) {
	if o.ExportType() != bufferType {
		return goja.ArrayBuffer{}, false
	}
	ab, ok := o.Export().(goja.ArrayBuffer)
	return ab, ok
}

// Uint8Array answers a new Uint8Array over b, which is not copied.
func (r *Realm) Uint8Array(b []byte) *goja.Object {
	o, err := r.VM.New(r.Intrinsic("Uint8Array"), r.VM.ToValue(r.VM.NewArrayBuffer(b)))
	if err != nil {
		panic(err)
	}
	return o
}

// View answers a new Uint8Array over the first n bytes of a new buffer over b, which is not copied.
func (r *Realm) View(b []byte, n int) *goja.Object {
	o, err := r.VM.New(r.Intrinsic("Uint8Array"), r.VM.ToValue(r.VM.NewArrayBuffer(b)), r.VM.ToValue(0), r.VM.ToValue(n))
	if err != nil {
		panic(err)
	}
	return o
}

// IsView answers whether v is a typed array or a DataView.
func (r *Realm) IsView(v goja.Value) bool {
	isView, ok := r.Native[viewKey{}].(goja.Callable)
	if !ok {
		isView, _ = goja.AssertFunction(r.Intrinsic("ArrayBuffer").Get("isView"))
		r.Native[viewKey{}] = isView
	}
	is, err := isView(goja.Undefined(), v)
	return err == nil && is.ToBoolean()
}

type viewKey struct{}
