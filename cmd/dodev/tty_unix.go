//go:build unix

package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// inForeground tells whether a terminal is ours to change: a job in the background that tries is stopped.
func inForeground(fd int) bool {
	group, err := unix.IoctlGetInt(fd, unix.TIOCGPGRP)
	return err == nil && group == unix.Getpgrp()
}

// understandsEscapes tells whether a terminal takes escape sequences.
func understandsEscapes(*os.File) bool { return true }
