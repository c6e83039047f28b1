package isolate

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// StackLimit is how many frames a stack shows when Error.stackTraceLimit does not say.
const StackLimit = 10

// Frames renders frames as V8 does, one line each with a line break before it. Frames of our own sources
// are left out.
func (i *Isolate) Frames(frames []goja.StackFrame, limit int) string {
	var b strings.Builder
	for n := range frames {
		if limit == 0 {
			break
		}
		f := &frames[n]
		name := f.FuncName()
		if f.SrcName() == "<native>" {
			if name == "<native>" || strings.Contains(name, "dodev") || strings.Contains(name, ".func") {
				continue
			}
			if n+1 < len(frames) && ours(&frames[n+1]) { // what our own source calls
				continue
			}
			b.WriteString("\n    at " + name + " (<anonymous>)")
			limit--
			continue
		}
		if ours(f) {
			continue
		}
		p := f.Position()
		if name == "<anonymous>" {
			name = ""
		}
		writeFrame(&b, name, p.Filename, p.Line, p.Column)
		limit--
	}
	return b.String()
}

// ours answers whether a frame is of one of our own sources.
func ours(f *goja.StackFrame) bool {
	p := f.Position()
	return strings.HasPrefix(p.Filename, "dodev:") || strings.HasPrefix(f.SrcName(), "dodev:") && p.Filename == f.SrcName()
}

func writeFrame(b *strings.Builder, name, file string, line, column int) {
	b.WriteString("\n    at ")
	if name != "" {
		b.WriteString(name + " (")
	}
	b.WriteString(fileURL(file) + ":" + strconv.Itoa(line) + ":" + strconv.Itoa(column))
	if name != "" {
		b.WriteByte(')')
	}
}

func fileURL(file string) string {
	if strings.HasPrefix(file, "/") {
		return "file://" + file
	}
	return file
}

// CallStack renders the running code's frames, without the innermost skip script or native frames.
func (i *Isolate) CallStack(skip, limit int) string {
	frames := i.VM.CaptureCallStack(0, nil)
	return i.Frames(frames[min(skip, len(frames)):], limit)
}

// engineFrame matches a frame as the engine writes it: "\tat name (file:line:column(pc))".
var engineFrame = regexp.MustCompile(`^\tat (?:(.*) \()?(.*?):(\d+):(\d+)\(\d+\)\)?$`)

// Caught gives an error that the engine threw the stack text that V8 would have given it. It is called
// where a script first sees a thrown value and does nothing for any other.
func (i *Isolate) Caught(v goja.Value) {
	o, ok := v.(*goja.Object)
	if !ok || o.ClassName() != "Error" {
		return
	}
	own := o.Get("stack")
	if own == nil {
		return
	}
	stack, ok := own.(goja.String)
	if !ok {
		return
	}
	text := stack.String()
	if !strings.Contains(text, "\n\tat ") && !strings.HasSuffix(text, "\n") {
		return
	}
	_ = o.DefineDataProperty("stack", i.VM.ToValue(v8Stack(text)), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

func v8Stack(text string) string {
	var b strings.Builder
	for n, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		m := engineFrame.FindStringSubmatch(line)
		switch {
		case m != nil:
			if strings.HasPrefix(m[2], "dodev:") {
				continue
			}
			l, _ := strconv.Atoi(m[3])
			c, _ := strconv.Atoi(m[4])
			writeFrame(&b, m[1], m[2], l, c)
		case strings.HasPrefix(line, "\tat "):
			name := strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(line, "\tat "), " (native)"), "native")
			if name != "" && !strings.Contains(name, "dodev") {
				b.WriteString("\n    at " + name + " (<anonymous>)")
			}
		default:
			if n > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(line)
		}
	}
	return b.String()
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
