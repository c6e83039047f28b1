package isolate

import (
	"reflect"
	"strconv"
	"strings"
	"unsafe"

	"github.com/dop251/goja"
)

// Frame is a call that was under way when an error was made.
type Frame struct {
	goja.StackFrame
	callee     *goja.Object
	this       goja.Value // nil where it is not known
	constructs bool
	awaits     bool // its function waits for the one above
}

// Site is what a stack says of a frame.
type Site struct {
	Function, Type, Method, File       string
	Line, Column                       int
	Native, Constructs, Awaits, Global bool
	Text                               string // the frame's line
}

// Trace adds to the frames of an error that is being made what the engine knows of them only now: who was called on
// what.
func (i *Isolate) Trace(frames []goja.StackFrame) []Frame {
	list := plainFrames(frames)
	m, ok := i.moment()
	if !ok {
		return list
	}
	calls := m.calls()
	if len(calls) > len(list) {
		return list
	}
	awaiting := m.awaiting()
	for n := range list {
		switch {
		case n < len(calls):
			list[n].callee, list[n].this, list[n].constructs = calls[n].callee, calls[n].this, calls[n].constructs
		case n-len(calls) < len(awaiting):
			list[n].this, list[n].awaits = awaiting[n-len(calls)], true
		default:
			list[n].awaits = true
		}
	}
	return list
}

func plainFrames(frames []goja.StackFrame) []Frame {
	list := make([]Frame, len(frames))
	for n := range frames {
		list[n].StackFrame = frames[n]
	}
	return list
}

// sites answers what a stack says of frames, without those of our own sources.
func (i *Isolate) sites(frames []Frame, limit int) (list []Site) {
	for n := range frames {
		if len(list) >= limit {
			break
		}
		f := &frames[n]
		if f.SrcName() == "<native>" {
			if n+1 < len(frames) && ours(&frames[n+1].StackFrame) { // what our own source calls
				continue
			}
			if s, ok := i.nativeSite(f); ok {
				list = append(list, s)
			}
			continue
		}
		if !ours(&f.StackFrame) {
			list = append(list, i.site(f))
		}
	}
	return list
}

// hidden are builtins that call without a frame of their own.
var hidden = map[string]bool{"<native>": true, "call": true, "apply": true, "construct": true}

func (i *Isolate) nativeSite(f *Frame) (Site, bool) {
	name := f.FuncName()
	if hidden[name] || strings.Contains(name, "dodev") || strings.Contains(name, ".func") {
		return Site{}, false
	}
	s := Site{Function: name, Native: true, Constructs: f.constructs, Type: i.typeName(f.this), Method: name}
	full, ok := natives[name]
	if !ok && s.Type != "" && s.Type != "Function" && identifier(name) {
		full, ok = s.Type+"."+name, true
	}
	if !ok {
		full = name
	}
	s.Text = full + " (<anonymous>)"
	return s, true
}

func (i *Isolate) site(f *Frame) Site {
	p := f.Position()
	s := Site{
		Function: f.FuncName(), File: i.fileURL(p.Filename), Line: p.Line, Column: p.Column,
		Constructs: f.constructs, Awaits: f.awaits,
	}
	if s.Function == "<anonymous>" {
		s.Function = ""
	}
	if f.callee != nil {
		_ = i.VM.Try(func() {
			if name := i.nameOf(f.callee); s.Function == "" || name == "get "+s.Function || name == "set "+s.Function {
				s.Function = name
			}
		})
	}
	s.Type = i.typeName(f.this)
	s.Global = s.Type == "" && !s.Constructs
	if s.Type != "" {
		s.Method = s.Function
	}
	s.Text = s.text()
	return s
}

// text is a frame's line as V8 writes it.
func (s *Site) text() string {
	name := s.Function
	switch {
	case s.Constructs && name == "":
		name = "new <anonymous>"
	case s.Constructs:
		name = "new " + name
	case s.Type == "":
	case name == "":
		name = s.Type + ".<anonymous>"
	case identifier(name) && !strings.HasPrefix(name, s.Type):
		name = s.Type + "." + name
	}
	place := s.File + ":" + strconv.Itoa(s.Line) + ":" + strconv.Itoa(s.Column)
	if name != "" {
		place = name + " (" + place + ")"
	}
	if s.Awaits {
		place = "async " + place
	}
	return place
}

func identifier(name string) bool {
	return name != "" && !strings.ContainsAny(name, " #[]<>.-")
}

// typeName is what V8 calls the receiver of a call, "" for none.
func (i *Isolate) typeName(v goja.Value) string {
	o, ok := v.(*goja.Object)
	switch {
	case v == nil, goja.IsUndefined(v), goja.IsNull(v):
		return ""
	case !ok:
		name, _, _ := strings.Cut(i.kind(v), " ")
		if name == "bigint" {
			return "BigInt"
		}
		return strings.ToUpper(name[:1]) + name[1:]
	case o == i.VM.GlobalObject():
		return ""
	case proxy(o):
		return "Object"
	}
	name := ""
	_ = i.VM.Try(func() {
		if i.kind(o) == "function" {
			if name = i.nameOf(o); name == "" {
				name = "Function"
			}
			return
		}
		if class, ok := o.Get("constructor").(*goja.Object); ok {
			name = i.nameOf(class)
		}
	})
	if name == "" {
		return "Object"
	}
	return name
}

func (i *Isolate) nameOf(f *goja.Object) string {
	if name, ok := f.Get("name").(goja.String); ok {
		return name.String()
	}
	return ""
}

// calls answers what was called on what, from the innermost call on, as many as there are frames.
func (m moment) calls() (list []Frame) {
	add := func(program unsafe.Pointer, base int, target goja.Value) {
		if program == nil && base <= 0 {
			return
		}
		f := Frame{}
		if base > 0 {
			f.callee, _ = m.value(base - 1).(*goja.Object)
			f.this = m.value(base)
			if program == nil {
				f.this = m.value(base - 2)
			}
		}
		if target != nil && !goja.IsUndefined(target) && f.callee != nil {
			_, f.constructs = goja.AssertConstructor(f.callee)
		}
		list = append(list, f)
	}
	add(unsafe.Pointer(m.program), *at[int](m.machine, m.f.base), *at[goja.Value](m.machine, m.f.target))
	calls := *at[slice](m.machine, m.f.calls)
	for n := calls.len - 1; n >= 0; n-- {
		p := unsafe.Add(calls.data, uintptr(n)*m.f.frame.Size())
		add(*at[unsafe.Pointer](p, m.f.frameProgram), *at[int](p, m.f.frameBase), *at[goja.Value](p, m.f.frameTarget))
	}
	return list
}

// awaiting answers what the functions were called on that wait for the running one.
func (m moment) awaiting() (list []goja.Value) {
	runner := reflect.NewAt(reflect.TypeFor[goja.Runtime](), unsafe.Pointer(m.runtime)).Elem().FieldByName("vm").Elem().FieldByName("curAsyncRunner")
	member := func(v reflect.Value, names ...string) reflect.Value {
		for _, name := range names {
			for v.IsValid() && (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) {
				v = v.Elem()
			}
			if !v.IsValid() || v.Kind() != reflect.Struct {
				return reflect.Value{}
			}
			v = v.FieldByName(name)
		}
		return v
	}
	for range StackLimit {
		reactions := member(runner, "promiseCap", "promise", "self", "fulfillReactions")
		if !reactions.IsValid() || reactions.Kind() != reflect.Slice || reactions.Len() != 1 {
			return list
		}
		runner = member(reactions.Index(0), "asyncRunner")
		stack := member(runner, "gen", "ctx", "stack")
		if !stack.IsValid() || stack.Kind() != reflect.Slice || stack.Len() < 2 || stack.Type().Elem() != reflect.TypeFor[goja.Value]() {
			return list
		}
		list = append(list, *(*goja.Value)(unsafe.Pointer(stack.Index(1).UnsafeAddr())))
	}
	return list
}
