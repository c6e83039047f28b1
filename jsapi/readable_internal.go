package jsapi

import "github.com/dop251/goja"

// scriptController is a controller that Go code may feed as script does.
type scriptController interface {
	readableController
	enqueue(goja.Value) error
	close()
	fail(reason goja.Value)
	canEnqueue() bool
}

// closeController ends a stream from the source's side once its queue is empty.
func (s *ReadableStream) closeController() {
	if c, ok := s.controller.(scriptController); ok && c.canEnqueue() {
		c.close()
	}
}

// enqueueController adds a chunk from the source's side.
func (s *ReadableStream) enqueueController(chunk goja.Value) {
	if c, ok := s.controller.(scriptController); ok && c.canEnqueue() {
		_ = c.enqueue(chunk)
	}
}

// failController errors a stream from the source's side.
func (s *ReadableStream) failController(reason goja.Value) {
	if c, ok := s.controller.(scriptController); ok {
		c.fail(reason)
	}
}
