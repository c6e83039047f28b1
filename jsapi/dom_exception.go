package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
)

// domExceptionClass implements https://webidl.spec.whatwg.org/#idl-DOMException.
var domExceptionClass = &webidl.Interface[DOMException]{
	Name:        "DOMException",
	Constructor: newDOMException,
	Constants:   domExceptionConstants(),
	Fields: []webidl.Field[DOMException]{
		{Name: "code", Value: func(e *DOMException, _ *webidl.Realm) any { return e.Code() }},
		{Name: "name", Value: func(e *DOMException, _ *webidl.Realm) any { return e.Name }},
		{Name: "message", Value: func(e *DOMException, _ *webidl.Realm) any { return e.Message }},
		{Name: "stack", Value: func(e *DOMException, _ *webidl.Realm) any { return e.Stack }, Writable: true},
	},
	Setup: func(r *webidl.Realm, _, prototype *goja.Object) {
		_ = prototype.SetPrototype(r.Intrinsic("Error").Get("prototype").(*goja.Object))
	},
}

// domExceptionCodes is the legacy code of each name that has one, by its constant.
// https://webidl.spec.whatwg.org/#dfn-error-names-table
var domExceptionCodes = []struct {
	constant, name string
}{
	{"INDEX_SIZE_ERR", "IndexSizeError"},
	{"DOMSTRING_SIZE_ERR", ""},
	{"HIERARCHY_REQUEST_ERR", "HierarchyRequestError"},
	{"WRONG_DOCUMENT_ERR", "WrongDocumentError"},
	{"INVALID_CHARACTER_ERR", "InvalidCharacterError"},
	{"NO_DATA_ALLOWED_ERR", ""},
	{"NO_MODIFICATION_ALLOWED_ERR", "NoModificationAllowedError"},
	{"NOT_FOUND_ERR", "NotFoundError"},
	{"NOT_SUPPORTED_ERR", "NotSupportedError"},
	{"INUSE_ATTRIBUTE_ERR", "InUseAttributeError"},
	{"INVALID_STATE_ERR", "InvalidStateError"},
	{"SYNTAX_ERR", "SyntaxError"},
	{"INVALID_MODIFICATION_ERR", "InvalidModificationError"},
	{"NAMESPACE_ERR", "NamespaceError"},
	{"INVALID_ACCESS_ERR", "InvalidAccessError"},
	{"VALIDATION_ERR", ""},
	{"TYPE_MISMATCH_ERR", "TypeMismatchError"},
	{"SECURITY_ERR", "SecurityError"},
	{"NETWORK_ERR", "NetworkError"},
	{"ABORT_ERR", "AbortError"},
	{"URL_MISMATCH_ERR", "URLMismatchError"},
	{"QUOTA_EXCEEDED_ERR", "QuotaExceededError"},
	{"TIMEOUT_ERR", "TimeoutError"},
	{"INVALID_NODE_TYPE_ERR", "InvalidNodeTypeError"},
	{"DATA_CLONE_ERR", "DataCloneError"},
}

func domExceptionConstants() []webidl.Constant {
	var list []webidl.Constant
	for n, c := range domExceptionCodes {
		list = append(list, webidl.Constant{Name: c.constant, Value: n + 1})
	}
	return list
}

// DOMException is an error with a name of the platform's.
type DOMException struct {
	Name, Message string
	// Stack is the text of the stack property.
	Stack string
}

func newDOMException(c *webidl.Call) (*DOMException, error) {
	e := &DOMException{Name: "Error"}
	if c.Given(0) {
		e.Message = c.String(0)
	}
	if c.Given(1) {
		e.Name = c.String(1)
	}
	e.capture(c.Isolate())
	return e, nil
}

// Code answers the legacy code of the exception's name, or 0.
func (e *DOMException) Code() int {
	for n, c := range domExceptionCodes {
		if c.name != "" && c.name == e.Name {
			return n + 1
		}
	}
	return 0
}

// capture writes the stack of the running code.
func (e *DOMException) capture(i *isolate.Isolate) {
	e.Stack = e.Name
	if e.Message != "" {
		e.Stack += ": " + e.Message
	}
	e.Stack += i.CallStack(0, isolate.StackLimit)
}

// installDOMException makes the realm's DOMException errors instances of the class.
func installDOMException(r *webidl.Realm) {
	r.NewDOMException = func(name, message string) *goja.Object {
		e := &DOMException{Name: name, Message: message}
		e.capture(r.Isolate)
		return webidl.Wrap(r, e)
	}
}
