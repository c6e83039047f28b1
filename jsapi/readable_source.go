package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// sourceController is what both controllers of script's sources have in common. One source feeds one stream, or the
// branches that a tee made of it.
type sourceController struct {
	realm *webidl.Realm
	feeds []*ReadableStream
	// state is the source's: it is closed as soon as its script says so, its streams when their queues are empty.
	state         readableState
	stored        goja.Value // why it is errored
	highWaterMark int64
	pull, abandon algorithm
	pulling       bool
	again         bool
	object        func() goja.Value // the controller as script sees it
}

// start calls the source's start and begins to pull when that is done. What start throws errors the stream.
func (c *sourceController) start(start algorithm) {
	start.run(c.realm, c.pullIfNeeded, c.fail, c.argument(start))
}

// argument answers the controller as script sees it if somebody is going to see it.
func (c *sourceController) argument(a algorithm) goja.Value {
	if a == nil {
		return nil
	}
	return c.object()
}

func (c *sourceController) open() bool { return c.state == streamReadable }

// queued is how much the fullest of the streams has at hand.
func (c *sourceController) queued() (most int64) {
	for _, s := range c.feeds {
		most = max(most, s.total)
	}
	return most
}

func (c *sourceController) desiredSize() any {
	switch c.state {
	case streamErrored:
		return goja.Null()
	case streamClosed:
		return 0
	}
	return c.highWaterMark - c.queued()
}

// wanted answers whether somebody waits or a queue is short.
func (c *sourceController) wanted() bool {
	if !c.open() {
		return false
	}
	for _, s := range c.feeds {
		if s.waiting() > 0 {
			return true
		}
	}
	return c.queued() < c.highWaterMark
}

// pullIfNeeded asks the source for more, once at a time. It is called when a read has to wait, even before the source
// has started, and when something was enqueued, but not when a read takes the last of a queue.
func (c *sourceController) pullIfNeeded() {
	if !c.wanted() {
		return
	}
	if c.pulling {
		c.again = true
		return
	}
	c.pulling = true
	c.pull.run(c.realm, func() {
		c.pulling = false
		if c.again {
			c.again = false
			c.pullIfNeeded()
		}
	}, func(reason goja.Value) {
		c.pulling = false
		c.fail(reason)
	}, c.argument(c.pull))
}

func (c *sourceController) clear() { c.pull, c.abandon = nil, nil }

// close ends the streams once their queues are empty.
func (c *sourceController) close() {
	if !c.open() {
		return
	}
	for _, s := range c.feeds {
		s.closeQueue()
	}
	c.state = streamClosed
	c.clear()
}

// fail errors the streams and drops what they have queued.
func (c *sourceController) fail(reason goja.Value) {
	if !c.open() {
		return
	}
	for _, s := range c.feeds {
		s.failQueue(reason)
	}
	c.state, c.stored = streamErrored, reason
	c.clear()
}

// cancelFrom takes a stream away. The source hears only of the last one.
func (c *sourceController) cancelFrom(s *ReadableStream, reason goja.Value) *streamPromise {
	last := len(c.feeds) == 1
	c.drop(s)
	if !last || c.state != streamReadable {
		return resolved(c.realm)
	}
	c.state = streamClosed
	done := &streamPromise{realm: c.realm}
	c.abandon.run(c.realm, func() {
		c.clear()
		done.resolve(goja.Undefined())
	}, func(reason goja.Value) {
		c.clear()
		done.reject(reason)
	}, reason)
	return done.share()
}

func (c *sourceController) drop(s *ReadableStream) {
	var left []*ReadableStream
	for _, other := range c.feeds {
		if other != s {
			left = append(left, other)
		}
	}
	c.feeds = left
}
