package mimetype

import (
	"reflect"
	"testing"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "text/html", "text/html"},
		{"case and space", " Text/HTML ; Charset=UTF-8\t", "text/html;charset=UTF-8"},
		{"quoted", `a/b; x="c d"; y="q\"r"`, `a/b;x="c d";y="q\"r"`},
		{"needless quotes", `a/b;x="c"`, "a/b;x=c"},
		{"first of a repeated parameter", "a/b;x=1;X=2", "a/b;x=1"},
		{"parameter without a value", "a/b;x;y=1;z=", "a/b;y=1"},
		{"unterminated quote", `a/b;x="c`, "a/b;x=c"},
		{"empty quoted value", `a/b;x=""`, `a/b;x=""`},
		{"value beyond latin", "a/b;x=€;y=1", "a/b;y=1"},
		{"name that is no token", "a/b;x y=1;z=2", "a/b;z=2"},
		{"no slash", "text", "invalid"},
		{"no subtype", "text/", "invalid"},
		{"space in the type", "te xt/html", "invalid"},
		{"empty", "", "invalid"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := "invalid"
			if typ, ok := Parse(c.in); ok {
				got = typ.String()
			}
			if got != c.want {
				t.Errorf("Parse(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestIsText(t *testing.T) {
	for in, want := range map[string]bool{
		"text/css": true, "application/json": true, "image/svg+xml": true, "application/ld+json": true,
		"application/octet-stream": false, "image/png": false, "image/png;charset=utf-8": true,
	} {
		if typ, _ := Parse(in); typ.IsText() != want {
			t.Errorf("IsText of %q = %v, want %v", in, !want, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`text/html; charset="utf-8"`)
	f.Add(`a/b;x="\\";;y`)
	f.Add("multipart/form-data; boundary=x")
	f.Fuzz(func(t *testing.T, in string) {
		typ, ok := Parse(in)
		if !ok {
			return
		}
		again, ok := Parse(typ.String())
		if !ok || !reflect.DeepEqual(again, typ) {
			t.Errorf("%q parses to %#v, written %q, read again %#v", in, typ, typ.String(), again)
		}
	})
}
