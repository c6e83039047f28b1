package isolate

import (
	"errors"
	"strings"

	"github.com/dop251/goja"
)

// StackLimit is how many frames a stack shows when Error.stackTraceLimit does not say.
const StackLimit = 10

// bundleName is the file of generated code that no source maps to.
const bundleName = "/dodev/worker.js"

// natives are the names that V8 gives the language's functions in a stack, where the engine says less.
var natives = map[string]string{
	"parse": "JSON.parse", "stringify": "JSON.stringify", "map": "Array.map", "forEach": "Array.forEach",
	"filter": "Array.filter", "reduce": "Array.reduce", "some": "Array.some", "every": "Array.every",
	"find": "Array.find", "sort": "Array.sort", "flatMap": "Array.flatMap", "from": "Function.from",
	"replace": "String.replace", "repeat": "String.repeat", "decodeURIComponent": "decodeURIComponent",
}

// Frames renders frames as V8 does, one line each with a line break before it. Frames of our own sources
// are left out.
func (i *Isolate) Frames(frames []goja.StackFrame, limit int) string {
	return lines(i.sites(plainFrames(frames), limit))
}

func lines(sites []Site) string {
	var b strings.Builder
	for _, s := range sites {
		b.WriteString("\n    at " + s.Text)
	}
	return b.String()
}

// ours answers whether a frame is of one of our own sources.
func ours(f *goja.StackFrame) bool {
	p := f.Position()
	return strings.HasPrefix(p.Filename, "dodev:") || p.Filename == bundleName
}

func (i *Isolate) fileURL(file string) string {
	if i.options.Module != nil {
		if name, ok := i.options.Module(file); ok {
			return name
		}
	}
	if strings.HasPrefix(file, "/") {
		return "file://" + file
	}
	return file
}

// CallingModule names the module that the running code was written in, as stacks do, "" if its source has no name.
func (i *Isolate) CallingModule() string {
	if i.options.Module == nil {
		return ""
	}
	frames := i.VM.CaptureCallStack(0, nil)
	for n := range frames {
		if name, ok := i.options.Module(frames[n].Position().Filename); ok {
			return name
		}
	}
	return ""
}

// CallStack renders the running code's frames, without the innermost skip script or native frames.
func (i *Isolate) CallStack(skip, limit int) string {
	frames := i.Trace(i.VM.CaptureCallStack(0, nil))
	return lines(i.sites(frames[min(skip, len(frames)):], limit))
}

// Caught gives an error that the engine threw the stack, and for the commonest errors the message, that V8
// would have given it. It is called where a script first sees a thrown value and does nothing for any other.
func (i *Isolate) Caught(v goja.Value) {
	o, ok := v.(*goja.Object)
	if !ok {
		return
	}
	frames, ok := TakeTrace(o)
	if !ok {
		return
	}
	message := ""
	_ = i.VM.Try(func() {
		if i.OnCaught != nil {
			i.OnCaught(o)
		}
		if m, ok := o.Get("message").(goja.String); ok {
			message = m.String()
			text := reword(message)
			if name, ok := o.Get("name").(goja.String); ok && message == "" && name.String() == "AggregateError" { // Promise.any's
				text = "All promises were rejected"
			}
			if text != message {
				message = text
				_ = o.DefineDataProperty("message", i.VM.ToValue(text), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
			}
		}
	})
	i.DefineStack(o, message, plainFrames(frames), i.traceLimit())
}

// traceLimit answers how many frames a stack shows, -1 if errors have none.
func (i *Isolate) traceLimit() int {
	if i.TraceLimit == nil {
		return StackLimit
	}
	return i.TraceLimit()
}

// DefineStack gives o a property "stack": its name, the message, and the frames. A negative limit gives it
// none. The text is made at the first reading, since mapping positions costs more than the error. As in V8
// it shows the message of the construction and the name of the reading.
func (i *Isolate) DefineStack(o *goja.Object, message string, frames []Frame, limit int) {
	if limit < 0 {
		return
	}
	var text goja.Value
	get := i.VM.ToValue(func(goja.FunctionCall) goja.Value {
		if text == nil {
			sites := i.sites(frames, limit)
			frames = nil
			if i.PrepareStack != nil {
				if v, ok := i.PrepareStack(o, sites); ok {
					text = v
					return text
				}
			}
			text = i.VM.ToValue(header(o, message) + lines(sites))
		}
		return text
	})
	if i.setStack == nil {
		i.setStack = i.VM.ToValue(func(c goja.FunctionCall) goja.Value {
			if o, ok := c.This.(*goja.Object); ok {
				_ = o.DefineDataProperty("stack", c.Argument(0), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
			}
			return goja.Undefined()
		})
	}
	_ = o.DefineAccessorProperty("stack", get, i.setStack, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// header is the first line of a stack. Reading the name may run script.
func header(o *goja.Object, message string) string {
	name := "Error"
	if v := o.Get("name"); v != nil && !goja.IsUndefined(v) {
		name = v.String()
	}
	switch {
	case name == "":
		return message
	case message == "":
		return name
	}
	return name + ": " + message
}

// Describe answers a thrown value as a terminal shows it: the stack of an error, otherwise its text.
func (i *Isolate) Describe(v goja.Value) string {
	if v == nil {
		return "undefined"
	}
	text := ""
	if ex := i.VM.Try(func() {
		if o, ok := v.(*goja.Object); ok {
			i.Caught(o)
			if s, ok := o.Get("stack").(goja.String); ok && s.Length() > 0 {
				text = s.String()
				return
			}
		}
		text = v.String()
	}); ex != nil {
		return "Error: an exception that cannot be shown as text"
	}
	return text
}

// DescribeError answers an error of a call into script as a terminal shows it.
func (i *Isolate) DescribeError(err error) string {
	var ex *goja.Exception
	if errors.As(err, &ex) {
		return i.Describe(ex.Value())
	}
	var thrown *Thrown
	if errors.As(err, &thrown) {
		return i.Describe(thrown.Value)
	}
	return err.Error()
}

// Catch is Caught for a value that is on its way into a catch clause or a rejection handler: the end of
// terminated script passes both by.
func (i *Isolate) Catch(v goja.Value) {
	if i.terminal != nil && v == i.terminal {
		panic(v)
	}
	i.Caught(v)
}
