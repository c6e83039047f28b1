package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// inForeground tells whether a console is ours to change.
func inForeground(int) bool { return true }

// understandsEscapes has a console take escape sequences, which old ones cannot.
func understandsEscapes(f *os.File) bool {
	var mode uint32
	console := windows.Handle(f.Fd())
	if windows.GetConsoleMode(console, &mode) != nil {
		return false
	}
	return windows.SetConsoleMode(console, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}
