package workers

import (
	"slices"

	"github.com/dop251/goja"
)

// builtinErrors are the classes that survive the way out of an object.
var builtinErrors = []string{
	"Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError", "AggregateError",
}

// fold reduces a thrown object to what left an object before enhanced_error_serialization: a builtin class, a
// message, and whether to try again.
func fold(e *RemoteError, o *goja.Object) {
	if o.ClassName() != "Error" {
		e.plain = describe(o)
		return
	}
	e.plain = e.Message
	if name := property(o, "name"); slices.Contains(builtinErrors, name) {
		e.class, e.plain = name, property(o, "message")
	}
	e.busy = truth(o, "overloaded")
	e.again = !e.busy && truth(o, "retryable")
}

func property(o *goja.Object, name string) string {
	if v := o.Get(name); v != nil {
		return v.String()
	}
	return ""
}

func truth(o *goja.Object, name string) bool {
	v := o.Get(name)
	return v != nil && v.ToBoolean()
}

// describe answers what V8 shows of an object without running its script: the message of the error that
// stands for something else that was thrown.
func describe(o *goja.Object) string {
	if _, function := goja.AssertFunction(o); function {
		return o.String()
	}
	if class := o.ClassName(); class != "Object" {
		return "[object " + class + "]"
	}
	name := "Object"
	if c, ok := o.Get("constructor").(*goja.Object); ok {
		name = property(c, "name")
	}
	return "#<" + name + ">"
}
