package weburl

import (
	"testing"

	"github.com/nlnwa/whatwg-url/url"
)

// plainTexts are URLs, some of them plain.
var plainTexts = []struct {
	text  string
	plain bool
}{
	{"http://example.com", true},
	{"https://example.com/", true},
	{"https://example.com:8080/a/b.c;d=e,f/~g?h=i&j=%20k#l?m/n", true},
	{"http://a-b.c1/?", true},
	{"http://a.bc?x", true},
	{"http://a.bc#x", true},
	{"http://a.bc/#", true},
	{"http://localhost:0/.well-known/x..y/...", true},
	{"http://h//a//?a?b=/:@!$&()*+,;='", false},
	{"http://h/it's/a%zz%", true},
	{"http://h:80/", false},
	{"https://h:80/", true},
	{"https://h:443/", false},
	{"http://h:65536/", false},
	{"http://h:/", false},
	{"http://h:08/", false},
	{"http://H/", false},
	{"HTTP://h/", false},
	{"ftp://h/", false},
	{"http://u@h/", true},
	{"http://u:p%40@h:8/", true},
	{"http://u:@h/", false},
	{"http://:p@h/", false},
	{"http://@h/", false},
	{"http://u:p:q@h/", false},
	{"http://u@v@h/", false},
	{"http://1.2/", false},
	{"http://a.0x1/", false},
	{"http://a.1/", false},
	{"http://a./", false},
	{"http://xn--a/", false},
	{"http://h/a b", false},
	{"http://h/a/../b", false},
	{"http://h/a/.", false},
	{"http://h/a/..?x", false},
	{"http://h/a/.%2e/b", false},
	{"http://h/a/%2E", false},
	{"http://h/.a/..", false},
	{"http://h/\\", false},
	{"http://h/^|{}`", false},
	{"http://h/?\"<>", false},
	{"http://h/#`", false},
	{"http://h/#a#b", false},
	{" http://h/", false},
	{"http://h/\t", false},
	{"http://h/é", false},
	{"http://", false},
	{"", false},
}

func TestParsePlain(t *testing.T) {
	for _, test := range plainTexts {
		if _, ok := parsePlain(test.text); ok != test.plain {
			t.Errorf("%q: plain is %v, want %v", test.text, ok, test.plain)
		}
	}
}

// parts are what a URL says of itself.
func parts(u *URL) map[string]string {
	return map[string]string{"href": u.Href(), "without fragment": u.WithoutFragment(), "origin": u.Origin(), "protocol": u.Protocol(), "scheme": u.Scheme(),
		"username": u.Username(), "password": u.Password(), "host": u.Host(), "hostname": u.Hostname(), "port": u.Port(), "pathname": u.Pathname(),
		"search": u.Search(), "query": u.Query(), "hash": u.Hash()}
}

// FuzzPlain compares plain URLs with what the parser makes of them.
func FuzzPlain(f *testing.F) {
	for _, test := range plainTexts {
		f.Add(test.text, "/x?y#z")
		f.Add("https://example.com:8080/a?b", test.text)
	}
	for _, s := range []string{"http://EXAMPLE.com/a/../b c/é/./%2E%2e/x/..?q=é '\"<>`{}|#é `", "http://h/..", "http://h/a/b/../", "http://h/%2e", "http://u@V/é", "http://ü/", "http://h/a?b\\c"} {
		f.Add(s, s)
	}
	for _, s := range []string{"/a/../b", "//h/x", "/", "?x", "#x", "x", "/.", "/\\x", "/a b", "/%2e", ""} {
		f.Add("https://example.com/a?b#c", s)
	}
	same := func(t *testing.T, what string, u *URL, want *url.Url) {
		for name, value := range parts(&URL{u: want}) {
			if got := parts(u)[name]; got != value {
				t.Errorf("%s: %s is %q, want %q", what, name, got, value)
			}
		}
	}
	f.Fuzz(func(t *testing.T, base, ref string) {
		p, ok := simple(base)
		if !ok {
			return
		}
		want, err := parser.BasicParser(base, nil, nil, url.NoState)
		if err != nil {
			t.Fatalf("%q is plain: %v", base, err)
		}
		same(t, base, &URL{plain: p}, want)
		u, err := ParseRef(ref, &URL{plain: p})
		wantRef, wantErr := parse(ref, &URL{u: want})
		if (err == nil) != (wantErr == nil) {
			t.Fatalf("%q from %q: %v, want %v", ref, base, err, wantErr)
		}
		if err == nil {
			same(t, ref+" from "+base, u, wantRef.parsed())
		}
		for name, set := range map[string]func(*URL, string){"host": (*URL).SetHost, "port": (*URL).SetPort, "path": (*URL).SetPathname, "search": (*URL).SetSearch,
			"hash": (*URL).SetHash, "username": (*URL).SetUsername, "protocol": (*URL).SetProtocol} {
			one, other := &URL{plain: p}, &URL{u: want.Clone()}
			set(one, ref)
			set(other, ref)
			if one.Href() != other.Href() {
				t.Errorf("%s of %q = %q: %q, want %q", name, base, ref, one.Href(), other.Href())
			}
		}
	})
}
