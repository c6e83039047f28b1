package main

import (
	"os"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/term"
)

// The keys that a session takes, in lower case.
const (
	keyBrowser = 'b'
	keyClear   = 'c'
	keyExit    = 'x'
	keyQuit    = 'q'
	ctrlC      = 0x03
)

const hotkeys = "[b] open a browser  [c] clear console  [x] to exit"

// keyboard is the terminal that a session takes keys from. Without one its channels never receive.
type keyboard struct {
	terminal *terminal
	// Keys receives each key that asks for something.
	Keys chan byte
	// Stop receives each request to end. While the terminal is raw, Ctrl-C is a key and not a signal.
	Stop chan struct{}

	restore func()
}

// openKeyboard takes the keys of standard input when a person sits there.
func openKeyboard(t *terminal, wanted bool) *keyboard {
	k := &keyboard{terminal: t, restore: func() {}}
	fd := int(os.Stdin.Fd())
	if !wanted || !t.stdout.tty || !term.IsTerminal(fd) || !inForeground(fd) {
		return k
	}
	old, err := term.MakeRaw(fd)
	if err != nil {
		return k
	}
	t.Raw(true)
	k.Keys, k.Stop = make(chan byte), make(chan struct{})
	k.restore = sync.OnceFunc(func() {
		_ = term.Restore(fd, old) // there is nothing to try instead
		t.Raw(false)
	})
	go k.read()
	return k
}

// read runs until the process ends: a read of a terminal cannot be called off.
func (k *keyboard) read() {
	var b [64]byte
	for {
		n, err := os.Stdin.Read(b[:])
		if err != nil {
			return
		}
		if b[0] == 0x1b {
			continue // an arrow or a function key
		}
		for _, c := range b[:n] {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			switch c {
			case ctrlC, keyExit, keyQuit:
				k.Stop <- struct{}{}
			case keyBrowser, keyClear:
				k.Keys <- c
			}
		}
	}
}

// Show prints which keys there are.
func (k *keyboard) Show() {
	if k.Keys == nil {
		return
	}
	line := strings.Repeat("─", utf8.RuneCountInString(hotkeys)+4)
	k.terminal.Line("╭" + line + "╮\n│  " + hotkeys + "  │\n╰" + line + "╯")
}

// Clear empties the screen.
func (k *keyboard) Clear() {
	k.terminal.print(&k.terminal.stdout, "\x1b[H\x1b[2J\x1b[3J")
	k.Show()
}

// Close gives the terminal back.
func (k *keyboard) Close() { k.restore() }
