package main

import (
	"runtime/debug"
	"time"

	"github.com/dodev/dodev/host"
)

// calm is how long after a build its memory is given back: by then the first requests are answered.
const calm = 300 * time.Millisecond

// limitMemory makes the collector prefer a small heap. A dev server idles most of the time, beside an editor
// and a browser that want the memory.
func limitMemory() {
	debug.SetGCPercent(50)
}

// settleMemory gives back what a build used. The bundler's trees are many times what running the script
// takes, and without this they would stay resident until the next collection.
func settleMemory(h *host.Host) {
	h.AfterFunc(calm, debug.FreeOSMemory)
}
