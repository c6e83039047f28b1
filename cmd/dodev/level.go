package main

import (
	"errors"
	"slices"
	"strings"
)

// level is how much is printed: everything that is at least as important.
type level int

// The levels, the quietest first.
const (
	levelNone level = iota
	levelError
	levelWarn
	levelInfo
	levelLog
	levelDebug
)

var levelNames = []string{"none", "error", "warn", "info", "log", "debug"}

// String answers the level's name.
func (l *level) String() string { return levelNames[*l] }

// Set takes a name from the command line.
func (l *level) Set(name string) error {
	n := slices.Index(levelNames, name)
	if n < 0 {
		return errors.New("it is one of " + strings.Join(levelNames, ", "))
	}
	*l = level(n)
	return nil
}

// Type names the values in the help text.
func (l *level) Type() string { return "LEVEL" }
