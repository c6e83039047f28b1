package main

import (
	"os"

	"github.com/dodev/dodev/host"
)

func main() {
	tuneMemory()
	t := newTerminal(host.System())
	code := execute(t, os.Args[1:])
	t.Close()
	os.Exit(code)
}
