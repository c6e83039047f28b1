package main

import (
	"os"
	"time"

	"github.com/dodev/dodev/host"
)

func main() {
	// Workers live in UTC wherever they run, and Date names it in full.
	time.Local = time.FixedZone("Coordinated Universal Time", 0)
	tuneMemory()
	t := newTerminal(host.System())
	code := execute(t, os.Args[1:])
	t.Close()
	os.Exit(code)
}
