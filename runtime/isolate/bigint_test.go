package isolate

import (
	"testing"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bundle/lower"
	"github.com/dodev/dodev/host"
)

func TestLarge(t *testing.T) {
	i := New(Options{Host: host.System()})
	value := func(source string) goja.Value {
		v, err := i.VM.RunString(source)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, test := range []struct{ operator, a, b, want string }{
		{lower.Shift, "1n", "70n", "1180591620717411303424"},
		{lower.Shift, "1n", "-1n", "0"},
		{lower.Shift, "0n", "10n**10n", "0"},
		{lower.Shift, "1n", "10n**10n", "RangeError: Maximum BigInt size exceeded"},
		{lower.Power, "2n", "10n", "1024"},
		{lower.Power, "1n", "10n**10n", "1"},
		{lower.Power, "2n", "10n**10n", "RangeError: Maximum BigInt size exceeded"},
		{lower.Power, "2n", "2", "TypeError: Cannot mix BigInt and other types, use explicit conversions"},
		{lower.Shift, "({valueOf: () => 3n})", "1n", "6"},
	} {
		got := ""
		if ex := i.VM.Try(func() { got = i.large(test.operator, value(test.a), value(test.b)).String() }); ex != nil {
			got = ex.Value().String()
		}
		if got != test.want {
			t.Errorf("%s %s %s: got %s, want %s", test.a, test.operator, test.b, got, test.want)
		}
	}
}
