package assets

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dodev/dodev/jsapi/weburl"
)

func lines(wrong []mistake) string {
	var list []string
	for _, m := range wrong {
		list = append(list, fmt.Sprintf("%d: %s", m.line, m.message))
	}
	return strings.Join(list, "\n")
}

func TestHeadersFile(t *testing.T) {
	for _, c := range []struct{ name, text, rules, wrong string }{
		{"comments and blank lines", "# x\n\n/a\n  X-A: 1\n", "/a x-a=1", ""},
		{"one name twice", "/a\n X: 1\n x: 2", "/a x=1, 2", ""},
		{"a value with colons", "/a\n X: a:b: c", "/a x=a:b: c", ""},
		{"removal", "/a\n ! X-B\n", "/a !X-B", ""},
		{"the last rule of a path", "/a\n X: 1\n/b\n X: 2\n/a\n Y: 3", "/a y=3\n/b x=2", ""},
		{"a host", "https://a.test/b\n X: 1", "https://a.test/b x=1", ""},
		{"a port", "https://a.test:80/b\n X: 1", "", "1: Specifying ports is not supported. Skipping absolute URL https://a.test:80/b."},
		{"no headers", "/a\n/b\n X: 1\n/c", "/b x=1", "2: No headers specified\n0: No headers specified"},
		{"not a path", "http://a.test/\n X: 1", "", "1: URLs should either be relative (e.g. begin with a forward-slash), or use HTTPS (e.g. begin with \"https://\")."},
		{"no path", "X: 1\nword", "", "1: Path should come before header (x: 1)\n2: Expected a path beginning with at least one forward-slash"},
		{"not headers", "/a\n word\n a b: 1\n : 1\n X:\n Y: 1", "/a y=1", "2: Expected a colon-separated header pair (e.g. name: value)\n3: Header name cannot include spaces\n4: No header name specified\n5: No header value specified"},
		{"two splats", "/*/*\n X: 1\n/b\n X: 2", "/b x=2", "1: Only one wildcard is allowed per rule. Use a named placeholder (e.g. :project) instead. Skipping /*/*."},
		{"splat and :splat", "/:splat/*\n X: 1", "", "1: Cannot combine a wildcard * with a :splat placeholder because wildcards are converted to :splat at runtime. Skipping /:splat/*."},
		{"a long line", "/a\n X: " + strings.Repeat("x", 2000) + "\n Y: 1", "/a y=1", "0: Ignoring line 2 as it exceeds the maximum allowed length of 2000."},
		{"a path as the standard writes it", "/ä b/../c\n X: 1", "/c x=1", ""},
	} {
		rules, wrong := parseHeaders(c.text)
		var got []string
		for _, r := range rules {
			line := r.path
			for _, f := range r.set {
				line += " " + f.Name + "=" + f.Value
			}
			for _, name := range r.unset {
				line += " !" + name
			}
			got = append(got, line)
		}
		if text := strings.Join(got, "\n"); text != c.rules || lines(wrong) != c.wrong {
			t.Errorf("%s: got\n%s\nwrong:\n%s\nwant\n%s\nwrong:\n%s", c.name, text, lines(wrong), c.rules, c.wrong)
		}
	}
}

func TestHeaderRulesAreCounted(t *testing.T) {
	var b strings.Builder
	for n := range 102 {
		fmt.Fprintf(&b, "/%d\n X: 1\n", n)
	}
	rules, wrong := parseHeaders(b.String())
	if want := "0: Maximum number of rules supported is 100. Skipping remaining 3 lines of file."; len(rules) != 101 || lines(wrong) != want {
		t.Errorf("got %d rules, %s", len(rules), lines(wrong))
	}
}

func TestRedirectsFile(t *testing.T) {
	for _, c := range []struct{ name, text, wrong string }{
		{"all kinds", "/a /b\n/c /d 301 # why\n/e/* /f/:splat 200\n/g/:h https://x.test/:h 308", ""},
		{"words", "/a\n/a b c d", "1: Expected exactly 2 or 3 whitespace-separated tokens. Got 1.\n2: Expected exactly 2 or 3 whitespace-separated tokens. Got 4."},
		{"a status", "/a /b 418", "1: Valid status codes are 200, 301, 302 (default), 303, 307, or 308. Got 418."},
		{"from elsewhere", "https://x.test/ /b", "1: Only relative URLs are allowed. Skipping absolute URL https://x.test/."},
		{"to http", "/a http://x.test/", "1: URLs should either be relative (e.g. begin with a forward-slash), or use HTTPS (e.g. begin with \"https://\")."},
		{"twice", "/a /b\n/a /c", "2: Ignoring duplicate rule for path /a."},
		{"a proxy to elsewhere", "/a https://x.test/ 200", "1: Proxy (200) redirects can only point to relative paths. Got https://x.test/"},
		{"a loop", "/* /index.html 200", "1: Infinite loop detected in this rule and has been ignored. This will cause a redirect to strip `.html` or `/index` and end up triggering this rule again. Please fix or remove this rule to silence this warning."},
	} {
		if _, wrong := parseRedirects(c.text, AutoTrailingSlash); lines(wrong) != c.wrong {
			t.Errorf("%s: got %s", c.name, lines(wrong))
		}
	}
	if _, wrong := parseRedirects("/a/ /a/index.html", NoHTMLHandling); len(wrong) != 0 {
		t.Errorf("without handling of pages there is no loop: %s", lines(wrong))
	}
}

func TestRedirectRulesAreCounted(t *testing.T) {
	var b strings.Builder
	for n := range 2001 {
		fmt.Fprintf(&b, "/%d /x\n", n)
	}
	for n := range 102 {
		fmt.Fprintf(&b, "/d%d/* /x\n", n)
	}
	r, wrong := parseRedirects(b.String(), AutoTrailingSlash)
	want := "2001: Maximum number of static rules supported is 2000. Skipping line.\n" +
		"2102: Maximum number of dynamic rules supported is 100. Skipping remaining 3 lines of file."
	if len(r.fixed) != 2000 || len(r.dynamic) != 100 || lines(wrong) != want {
		t.Errorf("got %d and %d rules, %s", len(r.fixed), len(r.dynamic), lines(wrong))
	}
}

func TestPatterns(t *testing.T) {
	for _, c := range []struct{ rule, url, want string }{
		{"/a", "http://x/a", "[]"},
		{"/a", "http://x/a/", "no"},
		{"/a.b", "http://x/acb", "no"},
		{"/*", "http://x/a/b", "[{splat a/b}]"},
		{"/:a/:b", "http://x/1/2", "[{a 1} {b 2}]"},
		{"/:a", "http://x/1/2", "no"},
		{"/:a-:b", "http://x/1-2", "[{a 1} {b 2}]"},
		{"/:a/:a", "http://x/1/1", "no"},
		{"/*/*", "http://x/1/1", "no"},
		{"https://x.test/a", "http://x.test:80/a", "[]"},
		{"https://:sub.x.test/a", "http://me.x.test/a", "[{sub me}]"},
		{"https://:sub.x.test/a", "http://me.too.x.test/a", "no"},
		{"https://:sub.x.test/:a/*", "http://me.x.test/1/2/3", "[{sub me} {a 1} {splat 2/3}]"},
	} {
		u, err := weburl.Parse(c.url)
		if err != nil {
			t.Fatal(err)
		}
		got := "no"
		if captures, ok := compile(c.rule).match(u); ok {
			got = fmt.Sprint(captures)
		}
		if got != c.want {
			t.Errorf("%s on %s: got %s, want %s", c.rule, c.url, got, c.want)
		}
	}
}

func TestIgnore(t *testing.T) {
	for _, c := range []struct{ name, rules, ignored, served string }{
		{"the files about files", "", ".assetsignore _headers _redirects", "a sub/_headers"},
		{"a name anywhere", "a.txt", "a.txt b/a.txt", "ba.txt"},
		{"a name at the top", "/a.txt", "a.txt", "b/a.txt"},
		{"a folder", "b/", "b/a b/c/d x/b/a", "b"},
		{"a star", "*.md", "a.md b/c.md", "a.mdx"},
		{"a star within a folder", "b/*.md", "b/a.md", "b/c/a.md x/b/a.md"},
		{"two stars", "b/**/a", "b/a b/c/a b/c/d/a", "a"},
		{"two stars at the front", "**/a", "a b/a", "ab"},
		{"two stars at the end", "b/**", "b/a b/c/a", "b"},
		{"a question mark and a class", "a?[0-9]", "ax1", "ax aX ax12 a/1"},
		{"a negated class", "a[!0-9]", "ax", "a1"},
		{"not this one", "*.md\n!keep.md", "a.md", "keep.md b/keep.md"},
		{"not in an ignored folder", "b\n!b/a", "b/a", "a"},
		{"comments and escapes", "# x\n\\#a\n\\!b", "#a !b", "x"},
		{"case", "README", "readme", "read"},
		{"spaces and line ends", "a  \r\nb\\ ", "a b\u0020", "b"},
		{"more than ASCII", "ü*", "über", "uber"},
	} {
		i := parseIgnore(c.rules)
		split := func(s string) []string {
			if c.name == "spaces and line ends" && strings.HasPrefix(s, "a ") {
				return []string{"a", "b "}
			}
			return strings.Fields(s)
		}
		for _, name := range split(c.ignored) {
			if !i.match(name) {
				t.Errorf("%s: %q is served", c.name, name)
			}
		}
		for _, name := range split(c.served) {
			if i.match(name) {
				t.Errorf("%s: %q is ignored", c.name, name)
			}
		}
	}
}

func TestRouting(t *testing.T) {
	long := "/" + strings.Repeat("x", 100)
	many := func(n int, twice bool) (list []string) {
		for i := range n {
			list = append(list, fmt.Sprintf("/%d", i))
		}
		if twice {
			list = append(list, "/0", "/1", "/1")
		}
		return list
	}
	for _, c := range []struct {
		name  string
		rules []string
		want  string
	}{
		{"good", []string{"/a", "/b/*", "!/b/c"}, ""},
		{"none", []string{}, "No `run_worker_first` rules were provided; must provide at least 1 rule."},
		{"only negative", []string{"!/a"}, "Only negative `run_worker_first` rules were provided; must provide at least 1 non-negative rule"},
		{"invalid", []string{"/a", "b", "!c"}, "Invalid routes in `run_worker_first`:\n'b': rules must start with '/' or '!/'\n'!c': negative rules must start with '!/'"},
		{"long", []string{long}, "Invalid routes in `run_worker_first`:\n'" + long + "': all rules must be less than 100 characters in length"},
		{"twice", []string{"/a", "/a"}, "Invalid routes in `run_worker_first`:\n'/a': rule is a duplicate; rules must be unique"},
		{"redundant", []string{"/a/*", "/a/b"}, "Invalid routes in `run_worker_first`:\n'/a/b': rule '/a/*' makes it redundant"},
		{"many", many(101, false), "Too many `run_worker_first` rules were provided; 101 rules provided exceeds max of 100."},
		{"many twice", many(98, true), "Too many `run_worker_first` rules were provided; 101 rules provided (98 distinct, 3 duplicate entries) exceeds max of 100. Note: duplicate entries count towards the route limit. Ensure that no duplicate rules are present in your `run_worker_first` configuration.\n\nThe duplicated rules found are:\n- \"/0\"\n- \"/1\""},
	} {
		_, err := ParseRouting(c.rules)
		if got := fmt.Sprint(err); (err != nil || c.want != "") && got != c.want {
			t.Errorf("%s: got %s", c.name, got)
		}
	}
}

// Neither file makes the parser or the matcher fail, whatever is in it.
func FuzzRules(f *testing.F) {
	f.Add("/a\n X: :splat\n/*\n ! Y", "/a/* /b/:splat 200\n/:x https://y/:x", "/a/b")
	f.Add("https://:a.b/*\n X: $&", "/$/:v /$':v", "/$/$&")
	f.Fuzz(func(t *testing.T, headers, redirects, path string) {
		u, err := weburl.Parse("http://x.test/" + path)
		if err != nil {
			t.Skip()
		}
		rules, _ := parseHeaders(headers)
		for _, r := range rules {
			r.pattern.match(u)
		}
		r, _ := parseRedirects(redirects, AutoTrailingSlash)
		r.match(u)
		parseIgnore(headers).match(strings.Trim(path, "/"))
		encodePath(decodePath(u.Pathname()))
	})
}
