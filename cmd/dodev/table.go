package main

import (
	"strings"
	"unicode/utf8"

	"github.com/dodev/dodev/emulator"
)

// gap is the space between two columns.
const gap = 6

// table is what a Worker has access to, one binding a line, and where its traces go.
func table(s *stream, t emulator.Table) string {
	who := "Your Worker"
	if t.Worker != "" {
		who = t.Worker
	}
	return bindings(s, who, t) + tails(who, t.Tails)
}

func bindings(s *stream, who string, t emulator.Table) string {
	rows := t.Rows
	switch {
	case len(rows) == 0 && t.Worker == "":
		return "No bindings found.\n"
	case len(rows) == 0:
		return who + " has no bindings.\n"
	}
	binding, resource := utf8.RuneCountInString("Binding"), utf8.RuneCountInString("Resource")
	for _, r := range rows {
		binding = max(binding, utf8.RuneCountInString("env."+r.Binding))
		resource = max(resource, utf8.RuneCountInString(r.Resource))
	}
	var b strings.Builder
	b.WriteString(who + " has access to the following bindings:\n")
	b.WriteString(s.paint(dim, pad("Binding", binding)+pad("Resource", resource)+"Mode") + "\n")
	for _, r := range rows {
		b.WriteString(pad("env."+r.Binding, binding) + pad(r.Resource, resource) + s.paint(dim, r.Mode) + "\n")
	}
	return b.String()
}

// tails lists the Workers that traces go to.
func tails(who string, list []emulator.Row) string {
	if len(list) == 0 {
		return ""
	}
	text := "\n" + who + " is sending Tail events to the following Workers:\n"
	for _, r := range list {
		text += "- " + r.Binding + " " + r.Mode + "\n"
	}
	return text
}

func pad(text string, width int) string {
	return text + strings.Repeat(" ", width-utf8.RuneCountInString(text)+gap)
}
