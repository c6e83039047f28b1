package isolate

import (
	"errors"
	"testing"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/host"
)

// TestEngineFields fails when the engine keeps what messages are worded with elsewhere.
func TestEngineFields(t *testing.T) {
	if engineFields() == nil {
		t.Fatal("the engine's fields have other names")
	}
}

func TestFaults(t *testing.T) {
	i := New(Options{Host: host.System()})
	i.HookFaults()
	for _, test := range []struct{ source, want string }{
		{`null.x`, "TypeError: Cannot read properties of null (reading 'x')"},
		{`undefined[Symbol("k")] = 1`, "TypeError: Cannot set properties of undefined (setting 'Symbol(k)')"},
		{`Object.freeze({a: 1}).a = 2`, "TypeError: Cannot assign to read only property 'a' of object '#<Object>'"},
		{`class Q { get y() { return 1 } } new Q().y = 1`, "TypeError: Cannot set property y of #<Q> which has only a getter"},
		{`new Map([1])`, "TypeError: Iterator value 1 is not an entry object"},
		{`[1].map("abc")`, `TypeError: string "abc" is not a function`},
		{`Map.prototype.get.call([])`, "TypeError: Method Map.prototype.get called on incompatible receiver [object Array]"},
		{`early; let early`, "ReferenceError: Cannot access 'early' before initialization"},
		{`(({a}) => a)()`, "TypeError: Cannot destructure property 'a' of 'undefined' as it is undefined."},
		{`class K {} K()`, "TypeError: Class constructor K cannot be invoked without 'new'"},
		{`const o = {get constructor() { throw 1 }}; o()`, "TypeError: object is not a function"},
	} {
		program := goja.MustCompile("/test.js", test.source, true)
		_, err := i.VM.RunProgram(program)
		var ex *goja.Exception
		if !errors.As(err, &ex) {
			t.Fatalf("%s: %v", test.source, err)
		}
		if got := ex.Value().String(); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.source, got, test.want)
		}
	}
}
