package weburl

import "testing"

func TestParseData(t *testing.T) {
	for _, c := range []struct{ name, in, typ, content string }{
		{"typed", "data:text/plain;charset=utf-8,h%20i", "text/plain;charset=utf-8", "h i"},
		{"untyped", "data:,x", "text/plain;charset=US-ASCII", "x"},
		{"parameter only", "data:;charset=utf-8,x", "text/plain;charset=utf-8", "x"},
		{"base64", "data:image/png;base64,aGk=", "image/png", "hi"},
		{"base64 with spaces", "data:image/png; BASE64,a Gk", "image/png", "hi"},
		{"base64 is not a type", "data:base64,aGk", "text/plain;charset=US-ASCII", "aGk"},
		{"broken type", "data:foo bar,x", "text/plain;charset=US-ASCII", "x"},
		{"upper case", "DATA:text/css,b", "text/css", "b"},
		{"fragment", "data:,x#y", "text/plain;charset=US-ASCII", "x"},
		{"lonely percent", "data:,100%", "text/plain;charset=US-ASCII", "100%"},
	} {
		t.Run(c.name, func(t *testing.T) {
			typ, content, ok := ParseData(c.in)
			if !ok || typ != c.typ || string(content) != c.content {
				t.Errorf("ParseData(%q) = %q, %q, %v, want %q, %q", c.in, typ, content, ok, c.typ, c.content)
			}
		})
	}
	for _, in := range []string{"data:nocomma", "http://a/,", "data:;base64,%%%", ""} {
		if typ, content, ok := ParseData(in); ok {
			t.Errorf("ParseData(%q) = %q, %q, want failure", in, typ, content)
		}
	}
}

func FuzzParseData(f *testing.F) {
	f.Add("data:text/plain;base64,aGk=")
	f.Add("data:,%41%")
	f.Fuzz(func(t *testing.T, in string) {
		if typ, content, ok := ParseData(in); ok && (typ == "" || len(content) > len(in)) {
			t.Errorf("ParseData(%q) = %q with %d bytes", in, typ, len(content))
		}
	})
}
