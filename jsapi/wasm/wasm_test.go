package wasm

import (
	"errors"
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

func FuzzParse(f *testing.F) {
	f.Add(endless)
	f.Add([]byte("\x00asm\x01\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := parse(b)
		if err != nil {
			return
		}
		names := make([][2]string, len(m.imports))
		for n := range names {
			names[n] = [2]string{"m", "n"}
		}
		again, err := parse(m.relinked(names))
		if err != nil || len(again.imports) != len(m.imports) || len(again.exports) != len(m.exports) {
			t.Errorf("%x: relinked it is another: %v", b, err)
		}
	})
}
