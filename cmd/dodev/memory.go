package main

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"github.com/dodev/dodev/host"
)

const (
	// collectAt is how many percent the heap grows before it is collected. A project's heap is 1 or 2 MB, of which
	// the default of 100 makes collections every 4 MB, hundreds of times a second under load.
	collectAt = 200
	// calm is how long after a build its memory is given back: by then the first requests are answered.
	calm = 300 * time.Millisecond
	// glance is how often the process looks whether a busy spell is over.
	glance = 3 * time.Second
	// spell is how much has to be allocated between two collections at rest to make another worth it.
	spell = 16 << 20
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

// restAfterSpells gives back what a busy spell left behind: a collector that is paced for work leaves up to
// twice the live heap as garbage for as long as nothing is allocated.
func restAfterSpells(h *host.Host) {
	var settled, before uint64
	var look func()
	look = func() {
		now := allocated()
		if now-before < 1<<20 && now-settled > spell {
			debug.FreeOSMemory()
			settled = now
		}
		before = now
		h.AfterFunc(glance, look)
	}
	h.AfterFunc(glance, look)
}

// allocated answers how many bytes were ever allocated.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
