package isolate

import (
	"bytes"
	"errors"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dop251/goja"
	"github.com/google/pprof/profile"
)

// slow is how long a turn may run before a person is told.
const slow = time.Second

// heapLimit answers how large the process's heap may become in a turn: 1 GB, or half of what GOMEMLIMIT allows. The
// platform gives an isolate 128 MB, which the engine needs several of for what V8 keeps in one.
var heapLimit = sync.OnceValue(func() uint64 { return min(1<<30, uint64(debug.SetMemoryLimit(-1))/2) })

// watch looks after long turns. Its timer runs only while turns do, and then a few times a second, so a
// turn costs two atomic stores.
type watch struct {
	began atomic.Int64 // UnixNano of the running turn's start, 0 between turns
	label atomic.Pointer[string]
	armed atomic.Bool
	told  int64 // the turn that was reported, by its start
	since int64 // the turn that was looked at first with the heap so large
	heap  uint64
}

func (w *watch) begin(i *Isolate, label *string) {
	if i.options.OnSlow == nil && i.options.TurnLimit == 0 {
		return
	}
	w.label.Store(label)
	w.began.Store(i.Host.Now().UnixNano())
	if w.armed.CompareAndSwap(false, true) {
		w.arm(i)
	}
}

func (w *watch) end() { w.began.Store(0) }

func (w *watch) arm(i *Isolate) {
	every := slow / 4
	if l := i.options.TurnLimit; l > 0 {
		every = min(every, max(l/4, 5*time.Millisecond))
	}
	i.Host.AfterFunc(every, func() {
		began := w.began.Load()
		if began == 0 {
			w.armed.Store(false)
			if w.began.Load() == 0 || !w.armed.CompareAndSwap(false, true) {
				return
			}
			w.arm(i) // a turn began between the two looks
			return
		}
		took := time.Duration(i.Host.Now().UnixNano() - began)
		if label := *w.label.Load(); took >= slow && w.told != began && i.options.OnSlow != nil {
			w.told = began
			go func() { i.options.OnSlow(label, i.position()) }() // which takes its time, while the turn goes on
		}
		w.weigh(i, began)
		if l := i.options.TurnLimit; l > 0 && took >= l && w.began.Load() == began {
			i.Interrupt(&LimitError{Limit: l})
		}
		w.arm(i)
	})
}

// weigh stops a turn during which the heap has become too large. That it was large before is not the turn's doing, as
// long as there is room, and garbage is nobody's.
func (w *watch) weigh(i *Isolate, began int64) {
	heap := heapSize()
	if w.since != began {
		w.since, w.heap = began, heap
	}
	limit := heapLimit()
	large := func() bool {
		return heap >= limit && (heap-min(heap, w.heap) >= limit/8 || heap >= 2*limit)
	}
	if !large() {
		return
	}
	if heap < 2*limit { // there is time to look closer
		runtime.GC()
		heap = heapSize()
	}
	if large() && w.began.Load() == began {
		i.Interrupt(ErrMemory)
	}
}

func heapSize() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// ErrMemory is a turn that made the heap too large.
var ErrMemory = errors.New("Worker exceeded memory limit.")

// LimitError is a turn that ran longer than it may.
type LimitError struct{ Limit time.Duration }

// Error is the platform's text.
func (e *LimitError) Error() string { return "Worker exceeded CPU time limit." }

// Position is where running script is, as far as the engine's profiler tells.
type Position struct {
	// File is the program's name: the bundle's, whatever source the line is of.
	File string
	// Function is the innermost function's name, "" when it has none.
	Function string
	Line     int // in the source, from 1; 0 when nothing is known
}

// position answers where the running script is. On a busy machine the script may get no time while it is looked at,
// so a look that finds nothing is followed by another.
func (i *Isolate) position() (at Position) {
	for range 10 {
		if at = i.sample(); at.Line > 0 {
			break
		}
	}
	return at
}

// profiling is held by whoever uses the engine's profiler, which is one for all isolates and does not say that it is
// taken.
var profiling sync.Mutex

// sample looks where script runs, through the engine's own profiler: the stack of a running engine cannot be read
// from outside. A profile covers the process, so samples of other isolates may be in it; the one with the most time
// is the culprit.
func (i *Isolate) sample() (at Position) {
	profiling.Lock()
	defer profiling.Unlock()
	var b bytes.Buffer
	if goja.StartProfile(&b) != nil {
		return at
	}
	done := make(chan struct{})
	i.Host.AfterFunc(60*time.Millisecond, func() { close(done) })
	<-done
	goja.StopProfile()
	p, err := profile.Parse(&b)
	if err != nil {
		return at
	}
	var best *profile.Sample
	for _, s := range p.Sample {
		if len(s.Value) > 0 && (best == nil || s.Value[0] > best.Value[0]) {
			best = s
		}
	}
	if best == nil {
		return at
	}
	for _, loc := range best.Location {
		for _, line := range loc.Line {
			if f := line.Function; f != nil && line.Line > 0 && !strings.HasPrefix(f.Filename, "dodev:") {
				return Position{File: f.Filename, Function: f.Name, Line: int(line.Line)}
			}
		}
	}
	return at
}
