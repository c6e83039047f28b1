package workers

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/clone"
)

// builtinErrors are the classes that survive the way out of an object.
var builtinErrors = []string{
	"Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError", "AggregateError",
	"SuppressedError",
}

// fold reduces what was thrown to what left an object before enhanced_error_serialization: a builtin class, a
// message, and whether to try again. It throws what the name or the message throws when it is read.
func fold(e *RemoteError, thrown goja.Value) {
	e.plain = clone.Describe(thrown)
	e.Message = "Error: " + e.plain
	o, ok := thrown.(*goja.Object)
	if !ok {
		return
	}
	for _, name := range builtinErrors {
		if rest, ok := strings.CutPrefix(e.plain, name); ok && (rest == "" || strings.HasPrefix(rest, ": ")) {
			e.class, e.Message, e.plain = name, e.plain, strings.TrimPrefix(rest, ": ")
			break
		}
	}
	for _, name := range []string{"name", "message"} {
		_ = o.Get(name)
	}
	e.busy = truth(o, "overloaded")
	e.again = !e.busy && truth(o, "retryable")
}

func truth(o *goja.Object, name string) bool {
	v := o.Get(name)
	return v != nil && v.ToBoolean()
}
