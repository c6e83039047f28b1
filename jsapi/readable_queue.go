package jsapi

import "github.com/dop251/goja"

// queuedChunk is a chunk that nobody has read: any value, or bytes.
type queuedChunk struct {
	value goja.Value
	bytes []byte
	size  int64
}

// queueChunk adds a chunk to what nobody has read.
func (s *ReadableStream) queueChunk(c queuedChunk) {
	s.queue = append(s.queue, c)
	s.total += c.size
}

// takeChunk takes the oldest chunk out of the queue.
func (s *ReadableStream) takeChunk() queuedChunk {
	c := s.queue[0]
	s.queue[0] = queuedChunk{}
	s.queue = s.queue[1:]
	s.total -= c.size
	return c
}

// accepts answers whether a source may still give the stream something. Chunks of no size vanish.
func (s *ReadableStream) accepts(size int64) bool {
	return s.state == streamReadable && !s.closing && size > 0
}

// closeQueue ends the stream once its queue is empty.
func (s *ReadableStream) closeQueue() {
	if s.state == streamReadable {
		s.closing = true
		s.drained()
	}
}

// drained ends a stream whose source has ended, if it has nothing left to give.
func (s *ReadableStream) drained() {
	if s.state != streamReadable || !s.closing {
		return
	}
	for s.total > 0 && s.bytesOf != nil && s.waiting() > 0 {
		s.fillLast()
	}
	if s.total > 0 {
		return
	}
	s.state = streamClosed
	if s.reader != nil {
		b := s.reader.base()
		b.closeRequests()
		b.closed.resolve(goja.Undefined())
	}
}

// failQueue errors the stream and drops what it has queued.
func (s *ReadableStream) failQueue(reason goja.Value) {
	if s.state != streamReadable {
		return
	}
	s.queue, s.total = nil, 0
	s.state, s.stored = streamErrored, reason
	if s.reader != nil {
		b := s.reader.base()
		b.failRequests(reason)
		b.closed.rejectQuietly(reason)
	}
}

// branch answers a stream of the same source that has the same chunks queued.
func (s *ReadableStream) branch() *ReadableStream {
	b := makeReadableStream(s.realm)
	b.controller, b.state, b.stored, b.closing, b.length = s.controller, s.state, s.stored, s.closing, s.length
	b.queue, b.total, b.bytesOf = append([]queuedChunk(nil), s.queue...), s.total, s.bytesOf
	return b
}
