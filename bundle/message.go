package bundle

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/evanw/esbuild/pkg/api"
)

// Message is one thing the build has to say, with the place it is about.
type Message struct {
	// File is relative to the project, with forward slashes. It is empty if the
	// message is about no place in particular.
	File string
	// Line and Column count from 1, columns in UTF-16 units.
	Line, Column int
	// Length is how much of LineText is meant.
	Length   int
	LineText string
	Text     string
	// Class is that of the exception that says so where there is no bundler. It is empty if the bundler says it.
	Class string
	Notes []Note
	// Hint says what to try.
	Hint string
}

// Note adds to a message, possibly from elsewhere.
type Note struct {
	Text         string
	File         string
	Line, Column int
	Length       int
	LineText     string
}

// Error is a build that failed.
type Error struct {
	Messages []Message
	// Warnings came with it.
	Warnings []Message
	// Inputs are the files worth watching for a change that mends it.
	Inputs []string
}

func (e *Error) Error() string {
	var parts []string
	for _, m := range e.Messages {
		parts = append(parts, m.String())
	}
	return strings.Join(parts, "\n\n")
}

// String shows the place, the message, and the source line with a caret.
func (m Message) String() string {
	var b strings.Builder
	b.WriteString(place(m.File, m.Line, m.Column))
	b.WriteString(m.Text)
	excerpt(&b, m.LineText, m.Column, m.Length)
	for _, n := range m.Notes {
		b.WriteString("\n  ")
		b.WriteString(place(n.File, n.Line, n.Column))
		b.WriteString(n.Text)
		excerpt(&b, n.LineText, n.Column, n.Length)
	}
	if m.Hint != "" {
		b.WriteString("\n  ")
		b.WriteString(m.Hint)
	}
	return b.String()
}

func place(file string, line, column int) string {
	if file == "" {
		return ""
	}
	return fmt.Sprintf("%s:%d:%d: ", file, line, column)
}

func excerpt(b *strings.Builder, line string, column, length int) {
	if line == "" || column < 1 {
		return
	}
	units := utf16.Encode([]rune(line))
	before := units[:min(column-1, len(units))]
	length = min(max(length, 1), max(len(units)-len(before), 1))
	b.WriteString("\n    " + line + "\n    ")
	for _, r := range string(utf16.Decode(before)) {
		if r != '\t' {
			r = ' '
		}
		b.WriteRune(r)
	}
	b.WriteString("^" + strings.Repeat("~", length-1))
}

// units is the length of a string as JavaScript counts it.
func units(s string) int { return len(utf16.Encode([]rune(s))) }

func messages(list []api.Message) (out []Message) {
	for _, m := range list {
		out = append(out, message(m))
	}
	return out
}

func message(m api.Message) Message {
	out := Message{Text: readable(m.Text)}
	if l := m.Location; l != nil {
		at := note(l)
		out.File, out.Line, out.Column, out.Length, out.LineText = at.File, at.Line, at.Column, at.Length, at.LineText
	}
	if r, ok := m.Detail.(refusal); ok {
		out.Class = r.class
	}
	for _, n := range m.Notes {
		if advice(n.Text) {
			continue
		}
		add := Note{}
		if n.Location != nil {
			add = note(n.Location)
		}
		add.Text = readable(n.Text)
		out.Notes = append(out.Notes, add)
	}
	out.Hint = hint(out.Text)
	return out
}

func note(l *api.Location) Note {
	column := min(l.Column, len(l.LineText))
	end := min(column+l.Length, len(l.LineText))
	return Note{File: readable(l.File), Line: l.Line, Column: units(l.LineText[:column]) + 1, Length: units(l.LineText[column:end]), LineText: l.LineText}
}

// readable removes what only our plugins know.
func readable(s string) string {
	for _, namespace := range []string{requireNamespace, hostNamespace, assetNamespace, missingNamespace, attributedNamespace, requiredNamespace} {
		s = strings.ReplaceAll(s, namespace+":", "")
	}
	return s
}

// advice recognises notes about esbuild's own settings, which are not at hand here.
func advice(s string) bool {
	return strings.Contains(s, "mark the path") || strings.Contains(s, "mark it as external") || strings.HasPrefix(s, "The plugin ")
}

var (
	unresolved = regexp.MustCompile(`^Could not resolve "((?:@[^/"]+/)?[^./@"#][^/"]*)(?:/[^"]*)?"$`)
	nodeModule = regexp.MustCompile(`^No such module "node:([^"/]+)`)
	noLoader   = regexp.MustCompile(`^No loader is configured for "(\.[^"]+)" files`)
)

func hint(text string) string {
	if m := unresolved.FindStringSubmatch(text); m != nil && !strings.Contains(m[1], ":") {
		return "If it is a package, install it: npm install " + m[1]
	}
	if m := nodeModule.FindStringSubmatch(text); m != nil && slices.Contains(nodeModules, m[1]) {
		return "Node's modules need the compatibility flag nodejs_compat."
	}
	if m := noLoader.FindStringSubmatch(text); m != nil {
		return fmt.Sprintf("To import such files, add a module rule: rules = [{ type = \"Text\", globs = [\"**/*%s\"], fallthrough = true }]", m[1])
	}
	return ""
}
