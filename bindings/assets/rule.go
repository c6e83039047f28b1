package assets

import (
	"regexp"
	"slices"
	"strings"

	"github.com/dodev/dodev/jsapi/weburl"
)

// pattern is the path of a rule, or its https:// URL, with at most one splat and with placeholders.
type pattern struct {
	withHost bool
	expr     *regexp.Regexp
}

var (
	placeholder     = regexp.MustCompile(`:([A-Za-z]\w*)`)
	hostPlaceholder = regexp.MustCompile(`:([A-Za-z]\w*)\\`)
)

// compile makes a pattern; one in which a name comes twice matches nothing.
func compile(rule string) *pattern {
	p := &pattern{withHost: strings.HasPrefix(rule, "https://")}
	parts := strings.Split(rule, "*")
	for n, part := range parts {
		parts[n] = escape(part)
	}
	text := strings.Join(parts, "(?<splat>.*)")
	if after, ok := strings.CutPrefix(text, `https:\/\/`); ok {
		host, _, _ := strings.Cut(after, "/")
		for _, m := range hostPlaceholder.FindAllStringSubmatch(host, -1) {
			text = strings.ReplaceAll(text, ":"+m[1], "(?<"+m[1]+">[^/.]+)")
		}
	}
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		text = strings.ReplaceAll(text, ":"+m[1], "(?<"+m[1]+">[^/]+)")
	}
	expr, err := regexp.Compile("^" + text + "$")
	if err != nil {
		return p
	}
	names := expr.SubexpNames()
	for n, name := range names {
		if name != "" && slices.Contains(names[:n], name) {
			return p
		}
	}
	p.expr = expr
	return p
}

// escape takes the meaning in a regular expression from every character.
func escape(s string) string {
	var b strings.Builder
	for _, c := range s {
		if strings.ContainsRune(`-/\^$*+?.()|[]{}`, c) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// capture is what a splat or placeholder stands for.
type capture struct{ name, value string }

// match answers whether a URL is meant, and what the names in the pattern stand for.
func (p *pattern) match(u *weburl.URL) (captures []capture, ok bool) {
	if p.expr == nil {
		return nil, false
	}
	subject := u.Pathname()
	if p.withHost {
		subject = "https://" + u.Hostname() + subject
	}
	found := p.expr.FindStringSubmatch(subject)
	if found == nil {
		return nil, false
	}
	for n, name := range p.expr.SubexpNames() {
		if name != "" {
			captures = append(captures, capture{name, found[n]})
		}
	}
	return captures, true
}

// fill puts the captures where a text has their names, one after the other.
func fill(text string, captures []capture) string {
	for _, c := range captures {
		text = replaceAll(text, ":"+c.name, c.value)
	}
	return text
}

// replaceAll is the language's String.prototype.replaceAll, to which a dollar in the new text is special.
func replaceAll(text, old, new string) string {
	if !strings.Contains(new, "$") {
		return strings.ReplaceAll(text, old, new)
	}
	var b strings.Builder
	for from := 0; ; {
		at := strings.Index(text[from:], old)
		if at < 0 {
			return b.String() + text[from:]
		}
		at += from
		b.WriteString(text[from:at])
		from = at + len(old)
		b.WriteString(strings.NewReplacer("$$", "$", "$&", old, "$`", text[:at], "$'", text[from:]).Replace(new))
	}
}

// globs are paths in which * stands for anything.
type globs []*regexp.Regexp

func (g globs) match(path string) bool {
	for _, expr := range g {
		if expr.MatchString(path) {
			return true
		}
	}
	return false
}

func glob(rule string) *regexp.Regexp {
	return regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(rule), `\*`, ".*") + "$")
}
