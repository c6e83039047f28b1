package webcrypto

import "fmt"

// Error is a failure as script sees it: a class of the language, or the name of a DOMException.
type Error struct{ Name, Message string }

// Error is the name and message.
func (e *Error) Error() string { return e.Name + ": " + e.Message }

func fail(name, format string, args ...any) error {
	if len(args) > 0 {
		format = fmt.Sprintf(format, args...)
	}
	return &Error{name, format}
}

func typeError(format string, args ...any) error { return fail("TypeError", format, args...) }
func dataError(format string, args ...any) error { return fail("DataError", format, args...) }
func notSupported(format string, args ...any) error {
	return fail("NotSupportedError", format, args...)
}
func invalidAccess(format string, args ...any) error {
	return fail("InvalidAccessError", format, args...)
}
func operationError(format string, args ...any) error {
	return fail("OperationError", format, args...)
}
func syntaxError(format string, args ...any) error { return fail("SyntaxError", format, args...) }

// missing is the error of an option that an algorithm needs and was not given.
func missing(field, dictionary string) error {
	return typeError("Missing field \"%s\" in \"%s\".", field, dictionary)
}
