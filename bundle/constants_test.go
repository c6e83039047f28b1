package bundle

import (
	"strings"
	"testing"
)

// TestConstants marks the name that is assigned to with a star before it.
func TestConstants(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{`*k = 1;`, `__dodev.constant = 1;`},
		{`*k++;`, `__dodev.constant++;`},
		{`[a, *k] = b;`, `[a, __dodev.constant] = b;`},
		{`for (*k of list);`, `for (__dodev.constant of list);`},
		{`({ a: *k } = b);`, `({ a: __dodev.constant } = b);`},
		{`({ *k } = b);`, ""},
		{`({ a, *k } = b);`, ""},
		{`*k ??= 1;`, ""},
	} {
		before, after, _ := strings.Cut(test.line, "*")
		s := spot{0, len(before), 1}
		got := ""
		if !fixed(before+after, s) {
			got = constants{"f": {s}}.mend("f", before+after)
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.line, got, test.want)
		}
	}
}

func TestConstantsBuild(t *testing.T) {
	files := map[string]string{"index.js": "const k = 1;\nexport default () => { k = 2; };\n"}
	if _, err := build(t, files, func(o *Options) { o.NoBundle = true }); err != nil {
		t.Error(err)
	}
	if _, err := build(t, files, nil); err == nil {
		t.Error("the bundler accepts it")
	}
}
