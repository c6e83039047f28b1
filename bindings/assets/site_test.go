package assets_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dodev/dodev/bindings/assets"
	"github.com/dodev/dodev/wire"
)

// write makes a folder with files, whose contents are their names unless they have one of their own.
func write(t *testing.T, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range files {
		name, content, ok := strings.Cut(f, "=")
		if !ok {
			content = name
		}
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// ask answers status, redirect and body of a response in one line.
func ask(s *assets.Site, method, url string, header ...wire.Field) string {
	res, served := s.Serve(&wire.Request{Method: method, URL: "http://site.test" + url, Header: header})
	if !served {
		return "worker"
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body.Reader())
	if err != nil {
		return err.Error()
	}
	return strings.TrimRight(fmt.Sprintf("%d %s%s", res.Status, res.Header.First("Location"), body), " ")
}

func TestPages(t *testing.T) {
	dir := write(t, "index.html", "about.html", "blog/index.html", "both.html", "both/index.html", "404.html", "blog/404.html")
	for _, c := range []struct {
		html     assets.HTMLHandling
		notFound assets.NotFoundHandling
		path     string
		want     string
	}{
		{"", "", "/", "200 index.html"},
		{"", "", "/index.html", "307 /"},
		{"", "", "/about.html?x", "307 /about?x"},
		{"", "", "/about/", "307 /about"},
		{"", "", "/blog", "307 /blog/"},
		{"", "", "/both", "200 both.html"},
		{"", "", "/both/", "200 both/index.html"},
		{"", "", "/none", "404"},
		{"", "", "/%61bout", "307 /about"},
		{"", "", "/..%2fsite_test.go", "404"},
		{assets.ForceTrailingSlash, "", "/about", "307 /about/"},
		{assets.ForceTrailingSlash, "", "/about/", "200 about.html"},
		{assets.ForceTrailingSlash, "", "/both.html", "200 both.html"},
		{assets.DropTrailingSlash, "", "/blog/", "307 /blog"},
		{assets.DropTrailingSlash, "", "/blog", "200 blog/index.html"},
		{assets.DropTrailingSlash, "", "/index", "307 /"},
		{assets.NoHTMLHandling, "", "/about", "404"},
		{assets.NoHTMLHandling, "", "/about.html", "200 about.html"},
		{"", assets.SinglePageApplication, "/none/at/all", "200 index.html"},
		{"", assets.NotFoundPage, "/none", "404 404.html"},
		{"", assets.NotFoundPage, "/blog/none/at/all", "404 blog/404.html"},
	} {
		s := assets.New(assets.Options{Directory: dir, HTML: c.html, NotFound: c.notFound})
		if got := ask(s, "GET", c.path); got != c.want {
			t.Errorf("%q, %q: %s: got %q, want %q", c.html, c.notFound, c.path, got, c.want)
		}
	}
}

func TestWhoAnswers(t *testing.T) {
	dir := write(t, "index.html", "about.html", "api/doc.txt")
	routing, err := assets.ParseRouting([]string{"/api/*", "!/api/doc.txt"})
	if err != nil {
		t.Fatal(err)
	}
	navigate := wire.Field{Name: "Sec-Fetch-Mode", Value: "navigate"}
	for _, c := range []struct {
		name    string
		options assets.Options
		method  string
		path    string
		header  []wire.Field
		want    string
	}{
		{"a file", assets.Options{Worker: true}, "GET", "/about", nil, "200 about.html"},
		{"no file", assets.Options{Worker: true}, "GET", "/none", nil, "worker"},
		{"a file and a method", assets.Options{Worker: true}, "POST", "/about", nil, "405"},
		{"no file and a method", assets.Options{Worker: true}, "POST", "/none", nil, "worker"},
		{"no script", assets.Options{}, "POST", "/none", nil, "404"},
		{"the Worker first", assets.Options{Worker: true, First: true}, "GET", "/about", nil, "worker"},
		{"a route of the Worker", assets.Options{Worker: true, Routing: routing}, "GET", "/api/x", nil, "worker"},
		{"a route of the assets", assets.Options{Worker: true, Routing: routing}, "GET", "/api/doc.txt", nil, "200 api/doc.txt"},
		{"no route", assets.Options{Worker: true, Routing: routing}, "GET", "/none", nil, "worker"},
		{"no route, one page", assets.Options{Worker: true, Routing: routing, NotFound: "single-page-application"}, "GET", "/none", nil, "200 index.html"},
		{"one page", assets.Options{Worker: true, NotFound: "single-page-application"}, "GET", "/none", nil, "worker"},
		{"one page, navigation", assets.Options{Worker: true, NotFound: "single-page-application", Navigation: true}, "GET", "/none", []wire.Field{navigate}, "200 index.html"},
		{"one page, navigation at an old date", assets.Options{Worker: true, NotFound: "single-page-application"}, "GET", "/none", []wire.Field{navigate}, "worker"},
	} {
		c.options.Directory = dir
		if got := ask(assets.New(c.options), c.method, c.path, c.header...); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestChangesAreSeen(t *testing.T) {
	dir := write(t, "a.txt=one")
	s := assets.New(assets.Options{Directory: dir})
	put := func(name, content string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	expect := func(path, want string) {
		t.Helper()
		if got := ask(s, "GET", path); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
	expect("/a.txt", "200 one")
	put("a.txt", "two and more")
	expect("/a.txt", "200 two and more")
	expect("/b.txt", "404")
	put("b.txt", "new")
	expect("/b.txt", "200 new")
	put("_redirects", "/c.txt /a.txt 301")
	expect("/c.txt", "301 /a.txt")
	put(".assetsignore", "b.*")
	expect("/b.txt", "404")
	if err := os.Remove(filepath.Join(dir, ".assetsignore")); err != nil {
		t.Fatal(err)
	}
	expect("/b.txt", "200 new")
}

func TestConditions(t *testing.T) {
	s := assets.New(assets.Options{Directory: write(t, "a.txt")})
	fetch := func(header ...wire.Field) *wire.Response {
		return s.Fetch(&wire.Request{Method: "GET", URL: "http://x/a.txt", Header: header})
	}
	tag := fetch().Header.First("ETag")
	for _, c := range []struct {
		value string
		want  int
	}{{tag, 304}, {"W/" + tag, 304}, {`"x", ` + tag, 200}, {"*", 200}, {strings.Trim(tag, `"`), 200}} {
		if res := fetch(wire.Field{Name: "If-None-Match", Value: c.value}); res.Status != c.want || res.Status == 304 && res.Body != nil {
			t.Errorf("If-None-Match %s: got %d", c.value, res.Status)
		}
	}
	for _, name := range []string{"Range", "Authorization"} {
		if fetch(wire.Field{Name: name, Value: "x"}).Header.Has("Cache-Control") {
			t.Errorf("a request with %s may be kept", name)
		}
	}
}

// A file that the platform would refuse to store is not served, and somebody is told.
func TestTooLarge(t *testing.T) {
	dir := write(t, "big.bin")
	if err := os.Truncate(filepath.Join(dir, "big.bin"), 25<<20+1); err != nil {
		t.Fatal(err)
	}
	told := ""
	s := assets.New(assets.Options{Directory: dir, Warn: func(text string) { told = text }})
	if got := ask(s, "GET", "/big.bin"); got != "500" || !strings.HasPrefix(told, "Asset too large.") {
		t.Errorf("got %q, told %q", got, told)
	}
}

func TestBigFilesAreRead(t *testing.T) {
	content := strings.Repeat("0123456789", 20000)
	s := assets.New(assets.Options{Directory: write(t, "big.txt="+content)})
	res := s.Fetch(&wire.Request{Method: "GET", URL: "http://x/big.txt"})
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body.Reader())
	if err != nil || string(got) != content || res.Body.Length != int64(len(content)) {
		t.Errorf("got %d bytes of %d, %v", len(got), res.Body.Length, err)
	}
}

// What is in the folder without being a file, such as a device that a link leads to, would never end.
func TestOnlyFilesAreServed(t *testing.T) {
	dir := write(t, "a.txt")
	if err := os.Symlink(os.DevNull, filepath.Join(dir, "device.txt")); err != nil {
		t.Skip(err)
	}
	if got := ask(assets.New(assets.Options{Directory: dir}), "GET", "/device.txt"); got != "404" {
		t.Errorf("got %q", got)
	}
}

// A file that is written while it is sent cannot make the answer longer than it said.
func TestGrowingFile(t *testing.T) {
	content := strings.Repeat("0123456789", 20000)
	dir := write(t, "big.txt="+content)
	res := assets.New(assets.Options{Directory: dir}).Fetch(&wire.Request{Method: "GET", URL: "http://x/big.txt"})
	defer res.Body.Close()
	f, err := os.OpenFile(filepath.Join(dir, "big.txt"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString("more"); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(res.Body.Reader()); err != nil || string(got) != content {
		t.Errorf("got %d bytes of %d, %v", len(got), len(content), err)
	}
}

func TestLinks(t *testing.T) {
	dir := write(t, "real/a.txt", "b.txt")
	outside := write(t, "o.txt")
	for from, to := range map[string]string{"file.txt": filepath.Join(outside, "o.txt"), "folder": filepath.Join(dir, "real"), "broken.txt": "nowhere"} {
		if err := os.Symlink(to, filepath.Join(dir, from)); err != nil {
			t.Skip(err)
		}
	}
	s := assets.New(assets.Options{Directory: dir})
	for path, want := range map[string]string{"/file.txt": "200 o.txt", "/folder/a.txt": "200 real/a.txt", "/broken.txt": "404", "/folder": "404"} {
		if got := ask(s, "GET", path); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}

func TestContentTypes(t *testing.T) {
	for name, want := range map[string]string{
		"a.html": "text/html; charset=utf-8", "a.js": "text/javascript; charset=utf-8", "a.JSON": "application/json", "a.svg": "image/svg+xml", "a.tar.gz": "application/gzip", "a.123": "application/vnd.lotus-1-2-3",
		"a": "", "a.unknown": "", ".html": "", ".a.css": "text/css; charset=utf-8", "a.": "",
	} {
		s := assets.New(assets.Options{Directory: write(t, name), HTML: assets.NoHTMLHandling})
		res := s.Fetch(&wire.Request{Method: "HEAD", URL: "http://x/" + name})
		if got := res.Header.First("Content-Type"); got != want || res.Status != 200 {
			t.Errorf("%s: got %d %q, want %q", name, res.Status, got, want)
		}
	}
}

func TestCheck(t *testing.T) {
	file := write(t, "a.txt")
	for _, c := range []struct{ name, dir, want string }{
		{"a folder", file, ""},
		{"no folder", filepath.Join(file, "none"), ""},
		{"a file", filepath.Join(file, "a.txt"), "is not a folder"},
		{"broken patterns", write(t, ".assetsignore=a\x00b"), "must be UTF-8 encoded"},
	} {
		err := assets.New(assets.Options{Directory: c.dir, Warn: func(text string) { t.Errorf("%s: warned: %s", c.name, text) }}).Check()
		if got := fmt.Sprint(err); c.want == "" && err != nil || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
}
