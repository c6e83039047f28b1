package clone_test

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/clone"
)

// The bytes were stored by workerd 2026-11-17, apart from the stack, which is set to "S".
func TestEnhancedErrors(t *testing.T) {
	const stack = "6f 2205737461636b 220153"
	for _, tc := range []struct{ source, bytes, want string }{
		{`new Error("x")`, `5c0a01 220178` + stack + `7b01`, `Error: x / {"stack":"S"}`},
		{`new Error`, `5c0a01 2200` + stack + `7b01`, `Error / {"stack":"S"}`},
		{`new TypeError("a")`, `5c0a02 220161` + stack + `7b01`, `TypeError: a / {"stack":"S"}`},
		{`new ReferenceError("a")`, `5c0a04 220161` + stack + `7b01`, `ReferenceError: a / {"stack":"S"}`},
		{`new SyntaxError("a")`, `5c0a05 220161` + stack + `7b01`, `SyntaxError: a / {"stack":"S"}`},
		{`new EvalError("a")`, `5c0a0a 220161` + stack + `7b01`, `EvalError: a / {"stack":"S"}`},
		{`new URIError("a")`, `5c0a0b 220161` + stack + `7b01`, `URIError: a / {"stack":"S"}`},
		{`new AggregateError([5], "agg")`, `5c0a0c 2203616767` + stack + `22066572726f7273 4101490a240001 7b02`, `AggregateError: agg / {"stack":"S","errors":[5]}`},
		{`Object.assign(new Error("x"), {name: "Custom"})`, `5c0a00 2206437573746f6d 220178` + stack + `7b01`, `Custom: x / {"stack":"S","name":"Custom"}`},
		{`Object.assign(new Error("x"), {name: 5})`, `5c0a00 490a 220178` + stack + `7b01`, `5: x / {"stack":"S","name":5}`},
		{`Object.assign(new Error("x"), {name: "TypeError"})`, `5c0a02 220178` + stack + `7b01`, `TypeError: x / {"stack":"S"}`},
		{`Object.assign(new RangeError("x"), {a: 1, b: {c: 2}})`, `5c0a03 220178` + stack + `220161 4902 220162 6f 220163 4904 7b01 7b03`, `RangeError: x / {"stack":"S","a":1,"b":{"c":2}}`},
		{`Object.defineProperty(new Error("x"), "hid", {value: 4})`, `5c0a01 220178` + stack + `2203686964 4908 7b02`, `Error: x / {"stack":"S","hid":4}`},
		{`Object.defineProperty(new Error("x"), "p", {get() { return 3 }})`, `5c0a01 220178` + stack + `220170 4906 7b02`, `Error: x / {"stack":"S","p":3}`},
		{`Object.assign(new Error("x"), {5: 1, [Symbol("q")]: 1})`, `5c0a01 220178` + stack + `7b01`, `Error: x / {"stack":"S"}`},
		{`new Error("x", {cause: undefined})`, `5c0a01 220178` + stack + `22056361757365 5f 7b02`, `Error: x / {"stack":"S"}`},
		{`Object.defineProperty(new Error("x"), "message", {get() { return "got" }})`, `5c0a01 2203676f74` + stack + `7b01`, `Error: got / {"stack":"S"}`},
		{`new (class extends RangeError {})("z")`, `5c0a03 22017a` + stack + `7b01`, `RangeError: z / {"stack":"S"}`},
	} {
		vm := goja.New()
		c := clone.New(vm, nil)
		v := eval(t, vm, tc.source).(*goja.Object)
		if err := v.DefineDataProperty("stack", vm.ToValue("S"), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			t.Fatal(err)
		}
		b, err := c.Serialize(v, clone.Options{EnhancedErrors: true})
		want := "ff0f" + strings.ReplaceAll(tc.bytes, " ", "")
		if got := hex.EncodeToString(b); err != nil || got != want {
			t.Errorf("%s\n got %s, %v\nwant %s", tc.source, got, err, want)
			continue
		}
		back, err := c.Deserialize(b)
		if err != nil {
			t.Errorf("%s read back: %v", tc.source, err)
			continue
		}
		vm.Set("e", back)
		if got := eval(t, vm, `e + " / " + JSON.stringify(e)`).String(); got != tc.want {
			t.Errorf("%s read back: got %s, want %s", tc.source, got, tc.want)
		}
	}
}

func TestErrorProperties(t *testing.T) {
	for _, tc := range []struct {
		source   string
		enhanced bool
		want     string
	}{
		{`Object.assign(new Error("e"), {f(){}})`, true, `DataCloneError: f(){} could not be cloned.`},
		{`Object.assign(new Error("e"), {f(){}})`, false, `cloned`},
		{`new Error("e", {cause: ()=>1})`, true, `DataCloneError: ()=>1 could not be cloned.`},
		{`new Error("e", {cause: ()=>1})`, false, `DataCloneError: ()=>1 could not be cloned.`},
		{`Object.defineProperty(Object.assign(new Error("x"), {stack: "S"}), "message", {get() { throw "mine" }})`, true, `thrown mine`},
		{`Object.defineProperty(Object.assign(new Error("x"), {stack: "S"}), "message", {get() { throw "mine" }})`, false, `cloned`},
	} {
		vm := goja.New()
		_, err := clone.New(vm, nil).Serialize(eval(t, vm, tc.source), clone.Options{EnhancedErrors: tc.enhanced})
		if got := text(err); got != tc.want {
			t.Errorf("%s, enhanced %v: got %s, want %s", tc.source, tc.enhanced, got, tc.want)
		}
	}
}

func TestCodecWideEnhancedErrors(t *testing.T) {
	vm := goja.New()
	c := clone.New(vm, nil)
	for _, enhanced := range []bool{false, true} {
		c.EnhancedErrors = enhanced
		v, err := c.Clone(eval(t, vm, `Object.assign(new Error("m"), {code: 7})`), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := v.(*goja.Object).Get("code") != nil; got != enhanced {
			t.Errorf("enhanced %v: code kept is %v", enhanced, got)
		}
	}
}
