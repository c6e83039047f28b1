package assets

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/dodev/dodev/jsapi/weburl"
)

// What _redirects may have, see https://developers.cloudflare.com/workers/static-assets/redirects/.
const (
	maxStatic  = 2000
	maxDynamic = 100
)

// redirect is a line of _redirects. With the status 200 it answers what is elsewhere on the site.
type redirect struct {
	to      string
	status  int
	pattern *pattern // nil if it is for one path
}

// redirects is a _redirects file. What is for one path comes first.
type redirects struct {
	fixed   map[string]redirect
	dynamic []redirect
}

// match answers the redirect of a URL.
func (r *redirects) match(u *weburl.URL) (redirect, bool) {
	if one, ok := r.fixed[u.Pathname()]; ok {
		return one, true
	}
	for _, one := range r.dynamic {
		if captures, ok := one.pattern.match(u); ok {
			one.to = target(one.to, captures)
			return one, true
		}
	}
	return redirect{}, false
}

var (
	external = regexp.MustCompile(`^(?:\w+://|//[^/\\\s?#])`)
	runs     = regexp.MustCompile(`[/\\]+`)
)

// target fills in where a redirect leads. What was captured cannot lead to another host.
func target(to string, captures []capture) string {
	filled := strings.TrimFunc(fill(to, captures), isSpace)
	if external.MatchString(strings.TrimFunc(to, isSpace)) {
		return filled
	}
	path, suffix := filled, ""
	if at := strings.IndexAny(filled, "?#"); at >= 0 {
		path, suffix = filled[:at], filled[at:]
	}
	return runs.ReplaceAllString(path, "/") + suffix
}

var (
	comment = regexp.MustCompile(`[\s\x{feff}]+#.*$`)
	toIndex = regexp.MustCompile(`/index(.html)?$`)
)

// redirectParser is a _redirects file that is being read.
type redirectParser struct {
	html  HTMLHandling
	to    *redirects
	seen  map[string]bool
	wrong []mistake
	// mixed says that a rule with a splat or placeholder has been there: those after it count as such.
	mixed, ruled       bool
	statics, variables int
}

// parseRedirects reads a _redirects file, and what is wrong with it.
func parseRedirects(text string, html HTMLHandling) (*redirects, []mistake) {
	p := &redirectParser{html: html, to: &redirects{fixed: map[string]redirect{}}, seen: map[string]bool{}}
	lines := strings.Split(text, "\n")
	for n, line := range worthReading(lines, &p.wrong) {
		if message := p.line(line, len(lines)-n); message != "" {
			p.wrong = append(p.wrong, mistake{n + 1, line, message})
		}
		if p.variables > maxDynamic {
			break
		}
	}
	return p.to, p.wrong
}

// line reads a rule, of which left lines are left, and answers why it is none.
func (p *redirectParser) line(line string, left int) string {
	words := strings.FieldsFunc(comment.ReplaceAllString(line, ""), isSpace)
	if len(words) < 2 || len(words) > 3 {
		return fmt.Sprintf("Expected exactly 2 or 3 whitespace-separated tokens. Got %d.", len(words))
	}
	from, wrong := checkURL(words[0], urlCheck{relative: true, noPorts: true})
	if wrong != "" {
		return wrong
	}
	fixed := !strings.Contains(from, "*") && !placeholder.MatchString(from)
	if !p.mixed && fixed {
		if p.statics++; p.statics > maxStatic {
			return fmt.Sprintf("Maximum number of static rules supported is %d. Skipping line.", maxStatic)
		}
	} else {
		p.mixed = true
		if p.variables++; p.variables > maxDynamic {
			return fmt.Sprintf("Maximum number of dynamic rules supported is %d. Skipping remaining %d lines of file.", maxDynamic, left)
		}
	}
	to, wrong := checkURL(words[1], urlCheck{suffix: true})
	if wrong != "" {
		return wrong
	}
	r := redirect{to: to, status: http.StatusFound}
	if len(words) == 3 {
		var err error
		if r.status, err = strconv.Atoi(words[2]); err != nil || !permitted[r.status] {
			return fmt.Sprintf("Valid status codes are 200, 301, 302 (default), 303, 307, or 308. Got %s.", words[2])
		}
	}
	abroad := urlWithHost.MatchString(to)
	if !abroad && toIndex.MatchString(to) && (strings.HasSuffix(from, "/*") || strings.HasSuffix(from, "/") && p.html != NoHTMLHandling) {
		return "Infinite loop detected in this rule and has been ignored. This will cause a redirect to strip `.html` or `/index` and end up " +
			"triggering this rule again. Please fix or remove this rule to silence this warning."
	}
	if p.seen[from] {
		return "Ignoring duplicate rule for path " + from + "."
	}
	p.seen[from] = true
	if r.status == http.StatusOK && abroad {
		return "Proxy (200) redirects can only point to relative paths. Got " + to
	}
	if fixed && !p.ruled {
		p.to.fixed[from] = r
		return ""
	}
	p.ruled = true
	r.pattern = compile(from)
	p.to.dynamic = append(p.to.dynamic, r)
	return ""
}

var permitted = map[int]bool{200: true, 301: true, 302: true, 303: true, 307: true, 308: true}

// urlCheck says what a path or URL in a rule may be.
type urlCheck struct {
	relative bool // it has no host
	noPorts  bool
	suffix   bool // a query and a fragment are part of it
}

var (
	urlWithHost = regexp.MustCompile(`^https://+([^/]+)/?(.*)`)
	withPort    = regexp.MustCompile(`:\d+$`)
)

// checkURL answers a path or URL of a rule as it is written by the standard, or what is wrong with it.
func checkURL(text string, c urlCheck) (path, wrong string) {
	if m := urlWithHost.FindStringSubmatch(text); m != nil {
		switch {
		case c.relative:
			return "", "Only relative URLs are allowed. Skipping absolute URL " + text + "."
		case c.noPorts && withPort.MatchString(m[1]):
			return "", "Specifying ports is not supported. Skipping absolute URL " + text + "."
		}
		return "https://" + m[1] + standard(m[2], c.suffix), ""
	}
	if c.relative && !strings.HasPrefix(text, "/") {
		text = "/" + text
	}
	switch {
	case strings.HasPrefix(text, "/"):
		return standard(text, c.suffix), ""
	case c.relative:
		return "", "URLs should begin with a forward-slash."
	}
	return "", `URLs should either be relative (e.g. begin with a forward-slash), or use HTTPS (e.g. begin with "https://").`
}

// standard writes a path by the standard, and what follows it if it is wanted.
func standard(path string, suffix bool) string {
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	u, err := weburl.Parse("relative://" + path)
	if err != nil {
		return path
	}
	if suffix {
		return u.Pathname() + u.Search() + u.Hash()
	}
	return u.Pathname()
}

// isSpace answers whether JavaScript takes a character for white space.
func isSpace(c rune) bool { return c == 0xfeff || unicode.IsSpace(c) && c != 0x85 }
