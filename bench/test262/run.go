package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bundle"
	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/jsapi/ecma"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime/isolate"
)

// limit is how long a turn of a test may run.
const limit = 5 * time.Second

// runner runs tests of one suite.
type runner struct {
	suite   string
	mu      sync.Mutex
	helpers map[string]string
}

func (r *runner) helper(name string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	text, ok := r.helpers[name]
	if !ok {
		b, _ := os.ReadFile(filepath.Join(r.suite, "harness", name))
		text = string(b)
		r.helpers[name] = text
	}
	return text
}

// run answers why a test fails, nil if it passes.
func (r *runner) run(t test) error {
	script, err := r.build(t)
	if t.negative == "parse" || t.negative == "resolution" {
		if err == nil {
			_, err = isolate.Compile(script.Program, true)
		}
		if err == nil {
			return errors.New("it was to be refused")
		}
		return nil
	}
	if err != nil {
		return fmt.Errorf("build: %w", err)
	}
	program, err := isolate.Compile(script.Program, true)
	if err != nil {
		return fmt.Errorf("compile: %w", err)
	}
	m := newMachine()
	defer m.iso.Close(nil)
	thrown := m.load(program)
	switch {
	case m.condemned != nil:
		return m.condemned
	case t.negative == "runtime":
		if thrown == nil {
			return fmt.Errorf("it was to throw %s", t.throws)
		}
		if !strings.HasPrefix(thrown.Error(), t.throws) {
			return fmt.Errorf("it was to throw %s: %w", t.throws, thrown)
		}
		return nil
	case thrown != nil:
		return thrown
	case t.flag("async"):
		return m.asyncResult()
	}
	return nil
}

// build makes a test and its helpers a module among the other files of its folder.
func (r *runner) build(t test) (*bundle.Script, error) {
	var text strings.Builder
	if !t.flag("raw") && t.negative != "parse" && t.negative != "resolution" {
		helpers := append([]string{"assert.js", "sta.js"}, t.includes...)
		if t.flag("async") {
			helpers = append(helpers, "doneprintHandle.js")
		}
		for _, name := range helpers {
			text.WriteString(r.helper(name) + "\n")
		}
		text.WriteString("Object.assign(globalThis, { assert, Test262Error });\n") // for other modules
		if t.flag("async") {
			text.WriteString("globalThis.$DONE = $DONE;\n")
		}
	}
	text.WriteString(t.source)
	name := filepath.Base(t.path)
	modules := map[string]bundle.Module{name: {Type: "ESModule", Bytes: []byte(text.String())}}
	if t.flag("module") || strings.Contains(t.source, "import(") {
		folder := filepath.Dir(filepath.Join(r.suite, filepath.FromSlash(t.path)))
		files, _ := filepath.Glob(filepath.Join(folder, "*_FIXTURE.*"))
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err == nil {
				modules[filepath.Base(f)] = bundle.Module{Bytes: b}
			}
		}
	}
	return bundle.Build(context.Background(), bundle.Options{Entry: filepath.Join(bundle.Virtual, name), Modules: modules})
}

// machine is an isolate with the language and what the suite wants of its host.
type machine struct {
	iso       *isolate.Isolate
	scope     *isolate.Scope
	condemned error
	printed   []string
}

func newMachine() *machine {
	m := &machine{}
	m.iso = isolate.New(isolate.Options{
		Host: host.System(), Observer: &observe.Observer{}, Flags: compat.Default(), TurnLimit: limit,
		OnCondemned: func(err error) { m.condemned = err },
	})
	m.post(func() {
		ecma.Install(webidl.NewRealm(m.iso))
		m.scope = &isolate.Scope{Context: m.iso.NewContext(isolate.Context{Global: true})}
		m.host()
	})
	return m
}

func (m *machine) post(f func()) {
	done := make(chan struct{})
	m.iso.Post(func() { defer close(done); f() })
	<-done
}

// host defines print and $262.
func (m *machine) host() {
	vm := m.iso.VM
	global := vm.GlobalObject()
	define := func(o *goja.Object, name string, f func(goja.FunctionCall) goja.Value) {
		_ = o.DefineDataProperty(name, vm.ToValue(f), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	define(global, "print", func(c goja.FunctionCall) goja.Value {
		m.printed = append(m.printed, c.Argument(0).String())
		return goja.Undefined()
	})
	define(global, "setTimeout", func(c goja.FunctionCall) goja.Value {
		f, _ := goja.AssertFunction(c.Argument(0))
		m.iso.SetTimer(time.Duration(c.Argument(1).ToInteger())*time.Millisecond, false, func() { _, _ = f(goja.Undefined()) })
		return goja.Undefined()
	})
	suite := vm.NewObject()
	define(suite, "gc", func(goja.FunctionCall) goja.Value { return goja.Undefined() })
	define(suite, "detachArrayBuffer", func(c goja.FunctionCall) goja.Value {
		if b, ok := webidl.Buffer(c.Argument(0)); ok {
			b.Detach()
		}
		return goja.Null()
	})
	if _, missing := missingClass(vm, "Float16Array"); missing {
		_ = global.Delete("Float16Array")
	}
	_ = suite.Set("global", global)
	_ = global.DefineDataProperty("$262", suite, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// missingClass answers whether a class is there only to say that it is not supported. The suite's tests of all typed
// arrays would say nothing of the others.
func missingClass(vm *goja.Runtime, name string) (goja.Value, bool) {
	class := vm.GlobalObject().Get(name)
	construct, ok := goja.AssertConstructor(class)
	if !ok {
		return class, false
	}
	_, err := construct(nil, vm.ToValue(0))
	return class, err != nil && strings.Contains(err.Error(), "does not support")
}

// load runs a program and answers what it threw.
func (m *machine) load(p *isolate.Program) error {
	var thrown error
	m.post(func() {
		_, thrown = m.iso.Load(m.scope, p, isolate.Modules{
			Host:   func(name string) (goja.Value, error) { return nil, fmt.Errorf("no module %s", name) },
			Meta:   func(name string, entry bool) goja.Value { return m.iso.VM.NewObject() },
			Module: func(string, goja.Callable) {},
			Import: func(specifier goja.Value) goja.Value {
				p, _, reject := m.iso.VM.NewPromise()
				_ = reject(m.iso.VM.NewTypeError("no module"))
				return m.iso.VM.ToValue(p)
			},
		})
	})
	if thrown == nil {
		return nil
	}
	text := ""
	m.post(func() { m.iso.Enter(m.scope, func() { text = m.iso.DescribeError(thrown) }) })
	return errors.New(text)
}

// asyncResult waits for what the test says of itself.
func (m *machine) asyncResult() error {
	for end := time.Now().Add(2 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		var printed []string
		m.post(func() { printed = m.printed })
		for _, line := range printed {
			if line == "Test262:AsyncTestComplete" {
				return nil
			}
			if why, ok := strings.CutPrefix(line, "Test262:AsyncTestFailure:"); ok {
				return errors.New(why)
			}
		}
		if time.Now().After(end) {
			return errors.New("it did not end")
		}
	}
}
