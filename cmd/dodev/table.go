package main

import (
	"strings"
	"unicode/utf8"

	"github.com/dodev/dodev/emulator"
)

// gap is the space between two columns.
const gap = 6

// table is what the Worker has access to, one binding a line.
func table(s *stream, rows []emulator.Row) string {
	if len(rows) == 0 {
		return "No bindings found.\n"
	}
	binding, resource := utf8.RuneCountInString("Binding"), utf8.RuneCountInString("Resource")
	for _, r := range rows {
		binding = max(binding, utf8.RuneCountInString("env."+r.Binding))
		resource = max(resource, utf8.RuneCountInString(r.Resource))
	}
	var b strings.Builder
	b.WriteString("Your Worker has access to the following bindings:\n")
	b.WriteString(s.paint(dim, pad("Binding", binding)+pad("Resource", resource)+"Mode") + "\n")
	for _, r := range rows {
		b.WriteString(pad("env."+r.Binding, binding) + pad(r.Resource, resource) + s.paint(dim, r.Mode) + "\n")
	}
	return b.String()
}

func pad(text string, width int) string {
	return text + strings.Repeat(" ", width-utf8.RuneCountInString(text)+gap)
}
