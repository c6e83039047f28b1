package weburl

import (
	"strings"
	"testing"
)

// What workerd 2026-11-17 answers at the compatibility date 2021-11-08.

func TestOriginal(t *testing.T) {
	for _, c := range []struct{ in, base, want string }{
		{"http://h/api/room//websocket", "", "http://h/api/room/websocket h  /api/room/websocket  "},
		{"http://h//double", "", "http://h/double h  /double  "},
		{"http://h/a//../b", "", "http://h/b h  /b  "},
		{"http://h/a?b//c#d//e", "", "http://h/a?b%2F%2Fc#d//e h  /a ?b%2F%2Fc #d//e"},
		{"http://h", "", "http://h h  /  "},
		{"http://h?x", "", "http://h?x h  / ?x "},
		{"http://h/?", "", "http://h/ h  /  "},
		{"http://h/a#", "", "http://h/a# h  /a  "},
		{"http://h/?&&a&&b=", "", "http://h/?a&b= h  / ?a&b= "},
		{"http://h/a\\b\tc", "", "http://h/a%5Cb%09c h  /a%5Cb%09c  "},
		{"http://[::1]:81/x", "", "http://[::1]:81/x [::1]:81 :1]:81 /x  "},
		{"http://h:80:90/", "", "http://h:80:90/ h:80:90 80:90 /  "},
		{"https://H:443", "", "https://h h  /  "},
		{"a.b+c-1://h", "", "a.b+c-1://h h    "},
		{"http://h/x y?z w#q r", "", "http://h/x%20y?z+w#q%20r h  /x%20y ?z+w #q%20r"},
		{"http://u:@h/", "", "http://u:@h/ h  /  "},
		{"http://h%41/", "", "http://ha/ ha  /  "},
		{"http://h/%zz", "", "invalid"},
		{"http://h /", "", "invalid"},
		{"mailto:a@b", "", "invalid"},
		{"http:x", "", "invalid"},
		{"1a://h", "", "invalid"},
		{"?z", "http://h/a?y#f", "http://h/a?z h  /a ?z "},
		{"", "http://h/a?q#f", "http://h/a?q#f h  /a ?q #f"},
		{"https:", "http://h/a/b?q#f", "https://h/a/b?q h  /a/b ?q "},
		{"../../x", "http://h/a/b/c/", "http://h/a/x h  /a/x  "},
		{".", "http://h/a/b", "http://h/a/ h  /a/  "},
		{"//z:80", "http://u:p@h/a?q", "http://z z  /  "},
		{"mailto:x", "http://h/a", "mailto://h/x h  /x  "},
		{"a*:2", "http://h/a", "http://h/a*:2 h  /a*:2  "},
		{"%zz", "http://h", "invalid"},
	} {
		u, err := ParseOriginal(c.in)
		if c.base != "" {
			base, _ := ParseOriginal(c.base)
			u, err = ParseOriginalRef(c.in, base)
		}
		got := "invalid"
		if err == nil {
			got = strings.Join([]string{u.Href(), u.Host(), u.Port(), u.Pathname(), u.Search(), u.Hash()}, " ")
		}
		if got != c.want {
			t.Errorf("%q on %q\n got %q\nwant %q", c.in, c.base, got, c.want)
		}
	}
}

func TestOriginalSetters(t *testing.T) {
	for _, c := range []struct{ part, value, want string }{
		{"pathname", "a?b#c", "http://u:p@h:8/a%3Fb%23c?q=1#f"},
		{"pathname", "", "http://u:p@h:8/?q=1#f"},
		{"pathname", "%zz", "http://u:p@h:8/p/?q=1#f"},
		{"search", "?", "http://u:p@h:8/p/#f"},
		{"search", "#x", "http://u:p@h:8/p/?%23x#f"},
		{"search", "%zz", "http://u:p@h:8/p/?q=1#f"},
		{"hash", "", "http://u:p@h:8/p/?q=1#"},
		{"hash", "##", "http://u:p@h:8/p/?q=1##"},
		{"hash", "a%b", "http://u:p@h:8/p/?q=1#a%0B"},
		{"host", "X", "http://u:p@X:8/p/?q=1#f"},
		{"host", "x:80", "http://u:p@x/p/?q=1#f"},
		{"hostname", "x:9", "http://u:p@x:8/p/?q=1#f"},
		{"port", "x", "http://u:p@h:x/p/?q=1#f"},
		{"port", "", "http://u:p@h/p/?q=1#f"},
		{"protocol", "HTTPS:", "https://u:p@h:8/p/?q=1#f"},
		{"protocol", "1", "http://u:p@h:8/p/?q=1#f"},
		{"username", "a:b@c", "http://a%3Ab%40c:p@h:8/p/?q=1#f"},
		{"password", "", "http://u@h:8/p/?q=1#f"},
		{"host", "a/b", "Invalid hostname when stringifying URL."},
		{"pathname", "%2e", "Invalid pathname when stringifying URL."},
	} {
		u, err := ParseOriginal("http://u:p@h:8/p/?q=1#f")
		if err != nil {
			t.Fatal(err)
		}
		map[string]func(string){
			"pathname": u.SetPathname, "search": u.SetSearch, "hash": u.SetHash, "host": u.SetHost, "hostname": u.SetHostname,
			"port": u.SetPort, "protocol": u.SetProtocol, "username": u.SetUsername, "password": u.SetPassword,
		}[c.part](c.value)
		got := u.Href()
		if err := u.Writable(); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s = %q\n got %s\nwant %s", c.part, c.value, got, c.want)
		}
	}
}

func TestFetchedURL(t *testing.T) {
	for _, c := range []struct{ in, absolute, relative string }{
		{"http://do//double", "http://do//double", "http://do/double"},
		{"http://do/a//b/../c#f", "http://do/a//c", "http://do/a/c"},
		{"/x//y", "invalid", "https://fake-host/x/y"},
		{"?q", "invalid", "https://fake-host/?q"},
		{"", "invalid", "https://fake-host/"},
		{"http://u:p@do/x", "http://do/x", "http://do/x"},
		{"http://do/a b?%zz", "http://do/a%20b?%zz", "http://do/a%20b?%zz"},
		{"http://DO:80/?", "http://do:80/?", "http://do:80/"},
		{"//z/y", "invalid", "https://z/y"},
	} {
		for _, p := range []struct {
			parse func(string) (string, error)
			want  string
		}{{ParseFetched, c.absolute}, {ParseFetchedRef, c.relative}} {
			got, err := p.parse(c.in)
			if err != nil {
				got = "invalid"
			}
			if got != p.want {
				t.Errorf("%q: got %q, want %q", c.in, got, p.want)
			}
		}
	}
}

func FuzzOriginal(f *testing.F) {
	f.Add("http://u:p@h:8/a//../b?c=d&e#f", "x?y#z")
	f.Add("http://[::1]/%zz", "//a@b")
	f.Add("a+b://", "..")
	f.Fuzz(func(t *testing.T, s, ref string) {
		u, err := ParseOriginal(s)
		if err != nil || u.Writable() != nil {
			return
		}
		again, err := ParseOriginal(u.Href())
		if err != nil || again.Href() != u.Href() {
			t.Errorf("%q: its text %q parses as %v, %v", s, u.Href(), again, err)
		}
		_, _ = ParseOriginalRef(ref, u)
		_, _ = ParseFetched(ref)
		_, _ = ParseFetchedRef(ref)
	})
}
