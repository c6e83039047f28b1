package clone

import "github.com/dop251/goja"

// The names an Error can carry: the JavaScript class a script sees.
const (
	DataCloneError = "DataCloneError" // a DOMException, code 25
	RangeError     = "RangeError"
	TypeError      = "TypeError"
	PlainError     = "Error"
)

// Error says why a value cannot be written or read, in the platform's words.
type Error struct {
	Name    string // one of the names above; empty means DataCloneError
	Message string
}

// Error returns the message as the platform prints it, class first.
func (e *Error) Error() string {
	if e.Name == "" {
		return DataCloneError + ": " + e.Message
	}
	return e.Name + ": " + e.Message
}

const (
	maxDepth     = 2400  // the platform gives up between 2000 and 2500 nested objects
	maxReadDepth = 10000 // bytes written elsewhere may nest deeper; still far from Go's stack limit
)

var (
	errDetached  = &Error{DataCloneError, "An ArrayBuffer is detached and could not be cloned."}
	errTooDeep   = &Error{RangeError, "Maximum call stack size exceeded"}
	errDamaged   = &Error{PlainError, "Unable to deserialize cloned data."}
	errMessage   = &Error{DataCloneError, "Deserialization failed: error message is not a string"}
	errTransfer  = &Error{TypeError, "Object is not transferable"}
	errNoFloat16 = &Error{TypeError, "Float16Array is not supported by this runtime."}
)

// Unsupported is the refusal of a platform class that has no serialized form.
func Unsupported(class string) *Error {
	return &Error{DataCloneError, `Could not serialize object of type "` + class + `". This type does not support serialization.`}
}

// Uncloneable is the refusal of v as the engine words it, such as "#<Promise> could not be cloned."
func Uncloneable(v goja.Value) *Error {
	return &Error{DataCloneError, Describe(v) + " could not be cloned."}
}
