package wasm

import (
	"errors"
	"runtime"
	"testing"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
)

// endless exports a function that never returns.
var endless = module(map[byte][]byte{
	1: vector(typed(nil, nil)), 3: vector([]byte{0}), 7: vector(export("loop", kindFunc, 0)),
	10: vector(code(0x03, 0x40, 0x0c, 0, 0x0b)), // loop, br 0, end
})

// TestInterrupt: a module that never returns ends with the turn that it runs in.
func TestInterrupt(t *testing.T) {
	iso := isolate.New(isolate.Options{Host: host.System()})
	r := webidl.NewRealm(iso)
	webidl.NewNamespace(Classes(), Globals()).Install(r)
	b, err := Parse(endless)
	if err != nil {
		t.Fatal(err)
	}
	why := errors.New("enough")
	ended := make(chan struct{})
	iso.Post(func() {
		defer close(ended)
		iso.Enter(&isolate.Scope{Context: iso.NewContext(isolate.Context{})}, func() {
			_ = iso.VM.GlobalObject().Set("module", NewModule(r, b))
			v, err := iso.VM.RunString("new WebAssembly.Instance(module).exports.loop")
			if err != nil {
				t.Error(err)
				return
			}
			loop, _ := goja.AssertFunction(v)
			go iso.Interrupt(why)
			_, err = loop(goja.Undefined())
			t.Errorf("the function returned: %v", iso.Check(err))
		})
	})
	select {
	case <-ended:
	case <-time.After(time.Minute):
		t.Fatal("the module runs on")
	}
	if !iso.Dead() {
		t.Error("the isolate was not condemned")
	}
}

// TestCollect: an instance that calls functions of script does not keep its realm.
func TestCollect(t *testing.T) {
	gone := make(chan struct{})
	func() {
		iso := isolate.New(isolate.Options{Host: host.System()})
		r := webidl.NewRealm(iso)
		runtime.AddCleanup(r, func(c chan struct{}) { close(c) }, gone)
		webidl.NewNamespace(Classes(), Globals()).Install(r)
		b, err := Parse(calling(0))
		if err != nil {
			t.Fatal(err)
		}
		done := make(chan struct{})
		iso.Post(func() {
			defer close(done)
			iso.Enter(&isolate.Scope{Context: iso.NewContext(isolate.Context{})}, func() {
				_ = iso.VM.GlobalObject().Set("module", NewModule(r, b))
				v, err := iso.VM.RunString("let n = 0; const i = new WebAssembly.Instance(module, {m: {n() { n++ }}}); i.exports.f(); n")
				if err != nil || v.ToInteger() != 1 {
					t.Errorf("%v, %v", v, err)
				}
			})
		})
		<-done
	}()
	for timeout := time.After(time.Minute); ; {
		runtime.GC()
		select {
		case <-gone:
			return
		case <-timeout:
			t.Fatal("the realm is still there")
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// calling is a module that exports the function m.n, which it imports, as f. index is the import's type; there is one.
func calling(index int) []byte {
	w := &writer{}
	w.name("m")
	w.name("n")
	w.entry(entry{kind: kindFunc, fn: index})
	return module(map[byte][]byte{1: vector(typed(nil, nil)), 2: vector(w.b), 7: vector(export("f", kindFunc, 1)),
		3: vector([]byte{0}), 10: vector(code(0x10, 0))}) // call 0
}

// TestDamaged: what would be looked for where there is nothing is refused.
func TestDamaged(t *testing.T) {
	if _, err := parse(calling(0)); err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{
		"the type of an import": calling(7),
		"the kind of an export": module(map[byte][]byte{1: vector(typed(nil, nil)), 3: vector([]byte{0}), 7: vector(export("f", 9, 0)), 10: vector(code())}),
	} {
		if _, err := parse(b); err == nil {
			t.Errorf("%s is not looked at", name)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(endless)
	f.Add(calling(0))
	f.Add([]byte("\x00asm\x01\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := parse(b)
		if err != nil {
			return
		}
		for _, e := range m.exports {
			if e.kind > kindTag {
				t.Errorf("%x: %s is of no kind", b, e.name)
			}
		}
		names := make([][2]string, len(m.imports))
		for n, i := range m.imports {
			if i.kind == kindFunc {
				_ = m.types[i.fn]
			}
			names[n] = [2]string{"m", "n"}
		}
		again, err := parse(m.relinked(names))
		if err != nil || len(again.imports) != len(m.imports) || len(again.exports) != len(m.exports) {
			t.Errorf("%x: relinked it is another: %v", b, err)
		}
	})
}
