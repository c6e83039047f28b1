package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// readableStreamDefaultControllerClass implements https://streams.spec.whatwg.org/#rs-default-controller-class.
var readableStreamDefaultControllerClass = &webidl.Interface[ReadableStreamDefaultController]{
	Name: "ReadableStreamDefaultController",
	If:   webidl.When(compat.StreamsEnableConstructors),
	Attributes: []webidl.Attribute[ReadableStreamDefaultController]{
		{Name: "desiredSize", Get: func(d *ReadableStreamDefaultController, _ *webidl.Call) (any, error) {
			return d.desiredSize(), nil
		}},
	},
	Operations: []webidl.Operation[ReadableStreamDefaultController]{
		{Name: "close", Run: func(d *ReadableStreamDefaultController, _ *webidl.Call) (any, error) {
			if !d.open() {
				return nil, webidl.TypeError("This ReadableStream is closed.")
			}
			d.close()
			return nil, nil
		}},
		{Name: "enqueue", Run: func(d *ReadableStreamDefaultController, c *webidl.Call) (any, error) {
			if !d.open() {
				return nil, webidl.TypeError("Unable to enqueue")
			}
			d.enqueue(c.Arg(0))
			return nil, nil
		}},
		{Name: "error", Run: func(d *ReadableStreamDefaultController, c *webidl.Call) (any, error) {
			d.fail(c.Need(0, "Value"))
			return nil, nil
		}},
	},
}

// ReadableStreamDefaultController gives the chunks of a source of script to its streams.
type ReadableStreamDefaultController struct {
	sourceController
	size    sizeFunc
	wrapper *goja.Object
}

// setUpFromSource makes the controller that an underlying source asks for and starts it.
// https://streams.spec.whatwg.org/#rs-constructor
func (s *ReadableStream) setUpFromSource(source, strategy *webidl.Dict) error {
	r := s.realm
	kind, typed := source.String("type")
	auto, hasAuto := source.Number("autoAllocateChunkSize")
	start := callback(r, source, "UnderlyingSource", "start")
	pull := callback(r, source, "UnderlyingSource", "pull")
	cancel := callback(r, source, "UnderlyingSource", "cancel")
	if length, ok := source.Member("expectedLength"); ok {
		n, err := unsigned(r, length)
		if err != nil {
			return err
		}
		s.length = int64(n)
	}
	mark, size, err := queuingStrategy(r, strategy)
	if err != nil {
		return err
	}
	if kind == "bytes" {
		if hasAuto && auto < 1 {
			return webidl.TypeError("The autoAllocateChunkSize option cannot be zero.")
		}
		if !hasAuto && !r.Flags.Has(compat.StreamsNoDefaultAutoAllocateChunkSize) {
			auto = 4096
		}
		s.startBytes(start, pull, cancel, mark.or(0), int(auto))
		return nil
	}
	if typed && kind != "" {
		return webidl.TypeError("%q is not a valid type of ReadableStream.", kind)
	}
	s.start(start, pull, cancel, mark.or(1), size)
	return nil
}

// start gives the stream a default controller over these algorithms, nil where there is none.
// https://streams.spec.whatwg.org/#set-up-readable-stream-default-controller
func (s *ReadableStream) start(start, pull, cancel algorithm, mark int64, size sizeFunc) *ReadableStreamDefaultController {
	d := &ReadableStreamDefaultController{size: size}
	d.sourceController = sourceController{
		realm: s.realm, feeds: []*ReadableStream{s}, highWaterMark: mark, pull: pull, abandon: cancel,
		object: func() goja.Value {
			if d.wrapper == nil {
				d.wrapper = webidl.Wrap(d.realm, d)
			}
			return d.wrapper
		},
	}
	s.controller = d
	d.sourceController.start(start)
	return d
}

// enqueue gives a chunk to each stream. A size that throws errors them and is not thrown.
// https://streams.spec.whatwg.org/#readable-stream-default-controller-enqueue
func (d *ReadableStreamDefaultController) enqueue(chunk goja.Value) {
	size, err := d.size.of(d.realm, chunk)
	if err != nil {
		d.size = nil
		d.fail(d.realm.Exception(err))
	}
	if !d.open() { // perhaps because of what the strategy did
		return
	}
	for _, s := range d.feeds {
		switch {
		case !s.accepts(size):
		case s.waiting() > 0:
			s.reader.base().shift().chunk(chunk)
		default:
			s.queueChunk(queuedChunk{value: chunk, size: size})
		}
	}
	d.pullIfNeeded()
}

func (d *ReadableStreamDefaultController) read(s *ReadableStream, q *readRequest) {
	if s.waiting() == 0 && len(s.queue) > 0 {
		q.chunk(s.takeChunk().value)
		s.drained()
		return
	}
	s.wait(q)
	d.pullIfNeeded()
}

func (d *ReadableStreamDefaultController) cancel(s *ReadableStream, reason goja.Value) *streamPromise {
	return d.cancelFrom(s, reason)
}

func (d *ReadableStreamDefaultController) release(s *ReadableStream, reason goja.Value) error {
	s.reader.base().failRequests(reason)
	return nil
}

func (d *ReadableStreamDefaultController) divide(s *ReadableStream) (*ReadableStream, *ReadableStream, error) {
	return d.branches(s)
}
