package assets

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// ignore is what .assetsignore says, in the language of .gitignore: https://git-scm.com/docs/gitignore.
type ignore struct {
	rules  []ignoreRule
	broken bool // it cannot be read: nothing is served
}

// ignoreRule is a line of it.
type ignoreRule struct {
	expr    *regexp.Regexp // of a path from the directory
	keep    bool           // what it matches is not ignored after all
	folders bool           // it is about folders only
}

// ignoreError is a file that cannot be read.
type ignoreError struct{ path string }

// Error is wrangler's text.
func (e *ignoreError) Error() string {
	return fmt.Sprintf("The .assetsignore file at %q must be UTF-8 encoded and must not contain null characters. Save the file as UTF-8 and try again.", e.path)
}

// ignoring answers what is not to be served.
func (s *Site) ignoring() *ignore {
	return s.ignored.get(func(text string) *ignore {
		i := parseIgnore(text)
		if i.broken {
			s.warn((&ignoreError{s.ignored.path}).Error())
		}
		return i
	})
}

func parseIgnore(text string) *ignore {
	if !utf8.ValidString(text) || strings.Contains(text, "\x00") {
		return &ignore{broken: true}
	}
	i := &ignore{}
	lines := append([]string{"/" + ignoreFile, "/" + redirectsFile, "/" + headersFile}, strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n")...)
	for _, line := range lines {
		if rule, ok := parseIgnoreRule(strings.TrimSuffix(line, "\r")); ok {
			i.rules = append(i.rules, rule)
		}
	}
	return i
}

// parseIgnoreRule reads a line; one without a pattern is no rule.
func parseIgnoreRule(line string) (r ignoreRule, ok bool) {
	for strings.HasSuffix(line, " ") && !strings.HasSuffix(line, `\ `) {
		line = strings.TrimSuffix(line, " ")
	}
	if line == "" || strings.HasPrefix(line, "#") {
		return r, false
	}
	line, r.keep = strings.CutPrefix(line, "!")
	line, r.folders = strings.CutSuffix(line, "/")
	anchored := strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if line == "" {
		return r, false
	}
	start := "(?is)^"
	if !anchored {
		start += "(?:.*/)?"
	}
	var err error
	r.expr, err = regexp.Compile(start + ignoreExpression(line) + "$")
	return r, err == nil
}

// ignoreExpression makes a regular expression of a pattern.
func ignoreExpression(pattern string) string {
	var b strings.Builder
	for n := 0; n < len(pattern); n++ {
		rest := pattern[n:]
		switch c := pattern[n]; {
		case strings.HasPrefix(rest, "**/") && (n == 0 || pattern[n-1] == '/'):
			b.WriteString("(?:.*/)?")
			n += 2
		case rest == "**" && n > 0 && pattern[n-1] == '/':
			b.WriteString(".+")
			n++
		case c == '*':
			b.WriteString("[^/]*")
			for n+1 < len(pattern) && pattern[n+1] == '*' {
				n++
			}
		case c == '?':
			b.WriteString("[^/]")
		case c == '[' && strings.IndexByte(rest, ']') > 1:
			end := strings.IndexByte(rest, ']')
			class, not := rest[1:end], ""
			if strings.HasPrefix(class, "!") || strings.HasPrefix(class, "^") {
				class, not = class[1:], "^"
			}
			b.WriteString("[" + not + strings.ReplaceAll(class, `\`, `\\`) + "]")
			n += end
		case c == '\\' && len(rest) > 1:
			n++
			b.WriteString(regexp.QuoteMeta(pattern[n : n+1]))
		default:
			b.WriteString(regexp.QuoteMeta(pattern[n : n+1]))
		}
	}
	return b.String()
}

// match answers whether a file is ignored, or a folder that it is in.
func (i *ignore) match(name string) bool {
	if i.broken {
		return true
	}
	for at := 0; ; {
		next := strings.IndexByte(name[at:], '/')
		if next < 0 {
			return i.one(name, false)
		}
		at += next
		if i.one(name[:at], true) {
			return true
		}
		at++
	}
}

// one answers whether a path is ignored itself: the last rule about it says so.
func (i *ignore) one(path string, folder bool) bool {
	for n := len(i.rules) - 1; n >= 0; n-- {
		if r := &i.rules[n]; (folder || !r.folders) && r.expr.MatchString(path) {
			return !r.keep
		}
	}
	return false
}
