package urlpattern

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// options match the author's expressions with Go's.
func options(original bool) Options {
	return Options{Original: original, Regexp: func(source string, ignoreCase bool) (Matcher, error) {
		re, err := regexp.Compile(source)
		if err != nil {
			return nil, errors.New("bad expression")
		}
		return expression{Regexp: re, optional: make([]bool, re.NumSubexp())}, nil
	}}
}

func (p *Pattern) text() string {
	var list []string
	for n := range components {
		list = append(list, p.Component(n))
	}
	return strings.Join(list, " ")
}

func TestParse(t *testing.T) {
	base := "https://u:p@base.com:8080/d/e?f#g"
	for _, c := range []struct {
		name, input string
		base        *string
		original    bool
		want        string
	}{
		{"whole", "https://:sub.example.com/:id/*", nil, false, "https * * :sub.example.com  /:id/* * *"},
		{"what is left out before a later component", "https://example.com?x", nil, false, "https * * example.com  / x *"},
		{"the draft leaves nothing to chance", "https://example.com/:id", nil, true, "https   example.com  /:id  "},
		{"relative", "x/:y", &base, false, "https * * base.com 8080 /d/x/:y * *"},
		{"only a query", "?q=*", &base, false, "https * * base.com 8080 /d/e q=* *"},
		{"relative to nothing", "/x", nil, false, "error"},
		{"a base that is none", "/x", new(string), false, "error"},
		{"optional or a query", "https://x/:y?a", nil, false, "https * * x  /:y?a * *"},
		{"an escaped query", "https://x/:y\\?a", nil, false, "https * * x  /:y a *"},
		{"a port that goes without saying", "https://x:443/", nil, false, "https * * x  / * *"},
		{"an address", "https://[\\:\\:1]:80/", nil, false, "https * * [\\:\\:1] 80 / * *"},
		{"no host", "data\\:foo*", nil, false, "data * *   foo* * *"},
		{"a name twice", "https://x/:a/:a", nil, false, "error"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := "error"
			if p, err := Parse(c.input, c.base, options(c.original)); err == nil {
				got = p.text()
			}
			if got != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.input, got, c.want)
			}
		})
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct{ pattern, path, want string }{
		{"/foo/:bar", "/foo/x", "bar=x"},
		{"/foo/:bar", "/foo/x/y", "no match"},
		{"/foo/:bar?", "/foo", "bar=-"},
		{"/foo/:bar+", "/foo/x/y", "bar=x/y"},
		{"/foo/:bar*", "/foo", "bar=-"},
		{"/foo/*", "/foo/", "0="},
		{"/foo(.*)?", "/foo", "0=-"},
		{"/foo{/bar}?", "/foo", ""},
		{"/:a(x|y)-:b", "/y-z", "a=y b=z"},
		{"/{:a}{:b}?", "/zz", "a=z b=z"},
	} {
		p, err := New(Init{Parts: [components]*string{Pathname: &c.pattern}}, options(false))
		if err != nil {
			t.Errorf("%s: %v", c.pattern, err)
			continue
		}
		got := "no match"
		if found := p.MatchURL("https://example.com"+c.path, nil); found != nil {
			var list []string
			for _, g := range found[Pathname].Groups {
				value := "-"
				if g.Value != nil {
					value = *g.Value
				}
				list = append(list, g.Name+"="+value)
			}
			got = strings.Join(list, " ")
		}
		if got != c.want {
			t.Errorf("%s on %s\n got %s\nwant %s", c.pattern, c.path, got, c.want)
		}
	}
}

// FuzzParse checks that a pattern, written out, is the same pattern.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"https://:a.b/*", "/foo{/:x}?", "a(b)c+", "{:a}b", "\\:x", "(((", "https://[::1]/?q#h", "{:a\\.}*"} {
		f.Add(seed, false)
		f.Add(seed, true)
	}
	f.Fuzz(func(t *testing.T, input string, original bool) {
		p, err := New(Init{Parts: [components]*string{Pathname: &input}}, options(original))
		if err != nil || original {
			return
		}
		written := p.Component(Pathname)
		again, err := New(Init{Parts: [components]*string{Pathname: &written}}, options(original))
		if err != nil {
			return // an escape that encoding made needless
		}
		if !slices.Equal(p.components[Pathname].names, again.components[Pathname].names) {
			t.Errorf("%q is written %q, whose groups are %q and not %q", input, written, again.components[Pathname].names, p.components[Pathname].names)
		}
	})
}
