package config

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Diagnostic is one thing wrong, or doubtful, about a project's configuration.
type Diagnostic struct {
	File         string // as the user would name it; "" for the command line
	Line, Column int    // from 1, in characters; 0 when it is about no one place
	Message      string // what is wrong
	Hint         string // what to do about it, possibly several lines
	Warning      bool

	excerpt string // the offending line
}

// String writes the position and message, the offending line with a caret
// beneath its column, then the hint.
func (d Diagnostic) String() string {
	var b strings.Builder
	if d.File != "" {
		b.WriteString(d.File)
		if d.Line > 0 {
			fmt.Fprintf(&b, ":%d:%d", d.Line, d.Column)
		}
		b.WriteString(": ")
	}
	b.WriteString(d.Message)
	if d.excerpt != "" {
		fmt.Fprintf(&b, "\n    %s\n    %s^", d.excerpt, margin(d.excerpt, d.Column))
	}
	if d.Hint != "" {
		b.WriteString("\n  " + strings.ReplaceAll(d.Hint, "\n", "\n  "))
	}
	return b.String()
}

// margin is the blank space before a column; tabs stay tabs so that the caret lines up.
func margin(line string, column int) string {
	var b strings.Builder
	for _, r := range line {
		if column--; column < 1 {
			break
		}
		if r != '\t' {
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Error is a configuration that cannot be used, with everything wrong about it.
type Error struct {
	Diagnostics []Diagnostic
}

// Error writes every diagnostic, under a line naming the file they are about.
func (e *Error) Error() string {
	var b strings.Builder
	for i, d := range e.Diagnostics {
		if d.Line > 0 && (i == 0 || e.Diagnostics[i-1].File != d.File) {
			fmt.Fprintf(&b, "Processing %s configuration:\n", d.File)
		}
		b.WriteString(d.String())
		if i < len(e.Diagnostics)-1 {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// source is a file's text, kept to say where things are.
type source struct {
	name string // for people
	path string // absolute
	data []byte
}

// at places a message at an offset.
func (s *source) at(offset int, message string) Diagnostic {
	offset = min(max(offset, 0), len(s.data))
	start := bytes.LastIndexByte(s.data[:offset], '\n') + 1
	line := s.data[start:]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	return Diagnostic{
		File:    s.name,
		Line:    1 + bytes.Count(s.data[:start], []byte("\n")),
		Column:  1 + utf8.RuneCount(s.data[start:offset]),
		Message: message,
		excerpt: strings.ToValidUTF8(strings.TrimRight(string(line), "\r"), "\uFFFD"),
	}
}

// offset is where a line and a byte column, both from 1, begin.
func (s *source) offset(line, column int) int {
	start := 0
	for ; line > 1; line-- {
		next := bytes.IndexByte(s.data[start:], '\n')
		if next < 0 {
			break
		}
		start += next + 1
	}
	return min(start+max(column-1, 0), len(s.data))
}
