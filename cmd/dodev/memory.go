package main

import (
	"os"
	"runtime/debug"
	"time"

	"github.com/dodev/dodev/host"
)

const (
	// collectAt is how many percent the heap grows before it is collected. A project's heap is 1 or 2 MB, of which
	// the default of 100 makes collections every 4 MB, hundreds of times a second under load.
	collectAt = 200
	// calm is how long after a build its memory is given back: by then the first requests are answered.
	calm = 300 * time.Millisecond
)

// tuneMemory sets the pace of the collector, unless whoever started the process did.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
}

// settleMemory gives back what a build used. A dev server idles most of the time, beside an editor and a
// browser, and what the bundler took would stay resident: its heap, and half of the executable's pages.
func settleMemory(h *host.Host) {
	h.AfterFunc(calm, func() {
		debug.FreeOSMemory()
		forgetCode()
	})
}
