package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dodev/dodev/bundle"
	"github.com/dodev/dodev/storage/bolt"
)

// The escape sequences in use.
const (
	reset  = "\x1b[0m"
	bold   = "\x1b[1m"
	dim    = "\x1b[2m"
	red    = "\x1b[31m"
	green  = "\x1b[32m"
	yellow = "\x1b[33m"
	cyan   = "\x1b[36m"
)

// paint colours text where colours are wanted.
func (s *stream) paint(colour, text string) string {
	if !s.colour {
		return text
	}
	return colour + text + reset
}

// Error prints an error.
func (t *terminal) Error(text string) { t.message(red, "✘ [ERROR]", text) }

// Errorf prints an error.
func (t *terminal) Errorf(format string, args ...any) { t.Error(fmt.Sprintf(format, args...)) }

// Warn prints a warning.
func (t *terminal) Warn(text string) { t.message(yellow, "▲ [WARNING]", text) }

// message prints a block: a mark and a line, further lines indented beneath it, and a blank line.
func (t *terminal) message(colour, mark, text string) {
	s := &t.stderr
	first, rest, more := strings.Cut(strings.TrimRight(text, "\n"), "\n")
	var b strings.Builder
	b.WriteString(s.paint(colour, mark) + " " + s.paint(bold, first) + "\n")
	if more {
		for line := range strings.SplitSeq(rest, "\n") {
			if line != "" {
				b.WriteString("  " + line)
			}
			b.WriteByte('\n')
		}
	}
	b.WriteByte('\n')
	t.print(s, b.String())
}

// Fail prints why a project cannot be run.
func (t *terminal) Fail(err error) {
	var build *bundle.Error
	var held *bolt.HeldError
	var thrown interface{ StackText() string }
	switch {
	case errors.As(err, &build):
		for _, w := range build.Warnings {
			t.Warn(w.String())
		}
		for _, m := range build.Messages {
			t.Error(m.String())
		}
	case errors.As(err, &held):
		t.Error(err.Error() + "\nTo run both, give this one a folder of its own: --persist-to DIR")
	case errors.As(err, &thrown):
		t.Error("Uncaught " + thrown.StackText())
	default:
		t.Error(err.Error())
	}
}
