package weburl_test

import (
	"testing"

	"github.com/dodev/dodev/jsapi/weburl"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, in, base, want string }{
		{"normalises", "HTTP://EXAMPLE.com:80/a/../b/./c?q#f", "", "http://example.com/b/c?q#f"},
		{"relative path", "../x", "http://h/a/b/c", "http://h/a/x"},
		{"relative query", "?n", "http://h/a?o#f", "http://h/a?n"},
		{"scheme relative", "//other/x", "https://h/", "https://other/x"},
		{"opaque path", "mailto:a@b", "", "mailto:a@b"},
		{"fragment on an opaque path", "#f", "mailto:a@b", "mailto:a@b#f"},
		{"path on an opaque path", "x", "mailto:a@b", ""},
		{"backslashes", `http:\\h\a`, "", "http://h/a"},
		{"spaces and tabs", "  http://h/\ta b ", "", "http://h/a%20b"},
		{"IPv4 in hexadecimal", "http://0x7f.1/", "", "http://127.0.0.1/"},
		{"IPv4 out of range", "http://256.0.0.1/", "", ""},
		{"IPv6", "http://[1:0::3]:80/", "", "http://[1::3]/"},
		{"IPv6 with a bracket too many", "http://[::1]]/", "", ""},
		{"international", "http://日本.example/é", "", "http://xn--wgv71a.example/%C3%A9"},
		{"international beside punctuation", "http://ß~a/", "", "http://xn--~a-fia/"},
		{"sharp s stays", "http://faß.de/", "", "http://xn--fa-hia.de/"},
		{"ideographic full stop", "http://a。b/", "", "http://a.b/"},
		{"percent-encoded host", "http://%65xample.com/", "", "http://example.com/"},
		{"forbidden in a host", "http://a%23b/", "", ""},
		{"forbidden in an opaque host", "foo://a b/", "", ""},
		{"Punycode of nothing", "http://a.xn--/", "", ""},
		{"no scheme", "example.com", "", ""},
		{"no host", "http://", "", ""},
		{"port too large", "http://h:65536/", "", ""},
		{"windows drive", "C|/x", "file:///D:/y", "file:///C:/x"},
		{"data", "data:text/plain,a b#c", "", "data:text/plain,a b#c"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var base *weburl.URL
			if c.base != "" {
				var err error
				if base, err = weburl.Parse(c.base); err != nil {
					t.Fatal(err)
				}
			}
			got := ""
			if u, err := weburl.ParseRef(c.in, base); err == nil {
				got = u.Href()
			}
			if got != c.want {
				t.Errorf("parse %q against %q: got %q, want %q", c.in, c.base, got, c.want)
			}
		})
	}
}

func TestOrigin(t *testing.T) {
	for in, want := range map[string]string{
		"https://u:p@h:444/x": "https://h:444", "ws://h:80/": "ws://h", "file:///x": "null", "data:,x": "null",
		"blob:https://h/1-2": "https://h", "blob:file:///x": "null", "foo://h/": "null",
	} {
		u, err := weburl.Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := u.Origin(); got != want {
			t.Errorf("origin of %q: got %q, want %q", in, got, want)
		}
	}
}

func TestSetters(t *testing.T) {
	set := map[string]func(*weburl.URL, string){
		"protocol": (*weburl.URL).SetProtocol, "username": (*weburl.URL).SetUsername, "password": (*weburl.URL).SetPassword,
		"host": (*weburl.URL).SetHost, "hostname": (*weburl.URL).SetHostname, "port": (*weburl.URL).SetPort,
		"pathname": (*weburl.URL).SetPathname, "search": (*weburl.URL).SetSearch, "hash": (*weburl.URL).SetHash,
	}
	for _, c := range []struct{ in, part, value, want string }{
		{"http://h/", "protocol", "https", "https://h/"},
		{"http://h/", "protocol", "https:ignored", "https://h/"},
		{"http://h/", "protocol", "foo", "http://h/"},
		{"https://h:80/", "protocol", "http", "http://h/"},
		{"http://h/", "username", "a:b", "http://a%3Ab@h/"},
		{"http://h/", "password", "p@", "http://:p%40@h/"},
		{"file:///x", "username", "a", "file:///x"},
		{"http://h:1/", "host", "b:99", "http://b:99/"},
		{"http://h:1/", "host", "b:x", "http://b:1/"},
		{"http://h:1/", "host", "a b", "http://h:1/"},
		{"http://h:1/", "hostname", "b", "http://b:1/"},
		{"http://h:1/", "hostname", "", "http://h:1/"},
		{"mailto:a", "host", "b", "mailto:a"},
		{"http://h/", "port", "8080abc", "http://h:8080/"},
		{"http://h:1/", "port", "abc", "http://h:1/"},
		{"http://h:1/", "port", "99999", "http://h:1/"},
		{"http://h:1/", "port", "80", "http://h/"},
		{"http://h:1/", "port", "", "http://h/"},
		{"http://h/a", "pathname", "b?c#d", "http://h/b%3Fc%23d"},
		{"mailto:a", "pathname", "b", "mailto:a"},
		{"http://h/?a", "search", "?b c", "http://h/?b%20c"},
		{"http://h/?a", "search", "", "http://h/"},
		{"http://h/?a", "search", "?", "http://h/?"},
		{"http://h/#a", "hash", "#b c", "http://h/#b%20c"},
		{"http://h/#a", "hash", "", "http://h/"},
	} {
		u, err := weburl.Parse(c.in)
		if err != nil {
			t.Fatal(err)
		}
		set[c.part](u, c.value)
		if got := u.Href(); got != c.want {
			t.Errorf("%q with %s = %q: got %q, want %q", c.in, c.part, c.value, got, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"http://u:p@h:1/a?b#c", "file:///C|/x", "foo:bar", "http://日本/", "http://[::1]/", "//x", "http://0x7f.1", "data:,a b"} {
		f.Add(s, "host", "x:1")
	}
	f.Fuzz(func(t *testing.T, s, part, value string) {
		u, err := weburl.Parse(s)
		if err != nil {
			return
		}
		switch part {
		case "host":
			u.SetHost(value)
		case "pathname":
			u.SetPathname(value)
		case "search":
			u.SetSearch(value)
		case "protocol":
			u.SetProtocol(value)
		}
		_ = u.Origin()
		_ = u.Clone().Href()
	})
}
