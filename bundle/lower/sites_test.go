package lower

import (
	"strings"
	"testing"
)

// TestSites marks the place that the engine blames with a star.
func TestSites(t *testing.T) {
	for _, test := range []struct {
		does         Doing
		source, want string
	}{
		{Calls, `o.f*()`, "o.f"},
		{Calls, `o.g(1, 2).zz*()`, "o.g(...).zz"},
		{Calls, `o["f"]*()`, "o.f"},
		{Calls, `o[k + 1]*()`, "o[(k + 1)]"},
		{Calls, `o?.q?.[k]*()`, "o?.q?.[k]"},
		{Calls, `(() => 1)*()`, "(intermediate value)"},
		{Calls, `(0, o.f)*()`, "(0 , o.f)"},
		{Calls, `({ a: 1, b: 2 }).f*()`, "{(intermediate value)(intermediate value)}.f"},
		{Calls, `[1, "x", ...y]*()`, `[1,"x",(...y)]`},
		{Constructs, `*new o.K(1)`, "o.K"},
		{Iterates, `for (const x of o.*list) ;`, "o.list"},
		{Iterates, `for (const x of o.list*()) ;`, "o.list"},
		{Spreads, `[...*y]`, "y"},
		{SpreadsLast, `f(...*y)`, "y"},
		{TakesArray, `const [a] = *y`, "y"},
		{TakesObject, `const { a } = y.*z`, "y.z"},
		{TakesObject, `for (const { a } of *y) ;`, ".for"},
		{TakesObject, `const f = ({ a } = *y) => a`, "(intermediate value)(intermediate value)(intermediate value)"},
		{Assigns, `x = *y`, "x"},
		{Reads, `x.*foo()`, "x"},
	} {
		before, after, _ := strings.Cut(test.source, "*")
		site, ok := ReadSites(before+after).At(test.does, len(before))
		if !ok || site.Text != test.want {
			t.Errorf("%s: got %q, %v, want %q", test.source, site.Text, ok, test.want)
		}
	}
}
