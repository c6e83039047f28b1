package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// pipeOptions are https://streams.spec.whatwg.org/#dictdef-streampipeoptions.
type pipeOptions struct {
	preventAbort, preventCancel, preventClose bool
	signal                                    *AbortSignal
}

func readPipeOptions(d *webidl.Dict) (o pipeOptions, err error) {
	o.preventAbort = d.Bool("preventAbort")
	o.preventCancel = d.Bool("preventCancel")
	o.preventClose = d.Bool("preventClose")
	if v, ok := d.Member("signal"); ok {
		if o.signal = webidl.As[AbortSignal](v); o.signal == nil {
			return o, wrongMember("signal", "PipeToOptions", "AbortSignal")
		}
	}
	return o, nil
}

func (s *ReadableStream) pipeToCall(c *webidl.Call) (any, error) {
	to := webidl.As[WritableStream](c.Arg(0))
	if to == nil {
		return nil, c.Bad(0, "WritableStream")
	}
	options, err := readPipeOptions(c.Dict(1, "PipeToOptions"))
	if err != nil {
		return nil, err
	}
	if to.Locked() && !s.Locked() {
		return rejected(c.Realm, webidl.TypeError("This WritableStream is currently locked to a writer")), nil
	}
	if err := pipable(s, to); err != nil {
		return rejected(c.Realm, err), nil
	}
	return s.pipeTo(to, options), nil
}

func (s *ReadableStream) pipeThrough(c *webidl.Call) (any, error) {
	if !c.Given(0) {
		return nil, c.Bad(0, "Transform")
	}
	transform := c.Dict(0, "Transform")
	readable, _ := transform.Member("readable")
	if webidl.As[ReadableStream](readable) == nil {
		return nil, wrongMember("readable", "Transform", "ReadableStream")
	}
	writable, _ := transform.Member("writable")
	to := webidl.As[WritableStream](writable)
	if to == nil {
		return nil, wrongMember("writable", "Transform", "WritableStream")
	}
	options, err := readPipeOptions(c.Dict(1, "PipeToOptions"))
	if err != nil {
		return nil, err
	}
	if err := pipable(s, to); err != nil {
		return nil, err
	}
	s.pipeTo(to, options).quieten()
	return readable, nil
}

func pipable(from *ReadableStream, to *WritableStream) error {
	if from.Locked() {
		return webidl.TypeError(readerLocked)
	}
	if to.Locked() {
		return webidl.TypeError(writerLocked)
	}
	if err := from.admitted(); err != nil {
		return err
	}
	return to.admitted()
}

// pipeTo moves every chunk of the stream to another, and its end or error; neither may be locked. Unlike the
// standard's, a pipe reads when the last write is done, and looks at its signal when it has read.
// https://streams.spec.whatwg.org/#readable-stream-pipe-to
func (s *ReadableStream) pipeTo(to *WritableStream, options pipeOptions) *streamPromise {
	p := &streamPipe{realm: s.realm, from: s, to: to, options: options, done: &streamPromise{realm: s.realm}}
	p.reader, _ = acquireReader(s)
	p.writer, _ = acquireWriter(to)
	p.writer.pipe = p
	s.disturbed = true
	p.step()
	return p.done
}

// streamPipe is a pipe under way.
type streamPipe struct {
	realm   *webidl.Realm
	from    *ReadableStream
	to      *WritableStream
	reader  *ReadableStreamDefaultReader
	writer  *WritableStreamDefaultWriter
	options pipeOptions
	done    *streamPromise
	over    bool
}

// step ends the pipe if it is over, or moves one chunk.
func (p *streamPipe) step() {
	if p.look(); p.over {
		return
	}
	var chunk goja.Value // nil at the end
	read := &streamPromise{realm: p.realm}
	p.reader.read(&readRequest{
		chunk: func(v goja.Value) { chunk = v; read.resolve(goja.Undefined()) },
		close: func() { read.resolve(goja.Undefined()) },
		fail:  func(goja.Value) { read.resolve(goja.Undefined()) },
	})
	read.then(func(goja.Value) {
		switch {
		case p.over:
		case p.signalled() || chunk == nil:
			p.step()
		case p.refused(chunk):
		default:
			p.to.write(chunk).then(func(goja.Value) { p.step() }, func(reason goja.Value) { p.sinkFailed(reason) })
		}
	}, ignore)
}

// refused ends the pipe if the destination is of bytes and the chunk is not.
func (p *streamPipe) refused(chunk goja.Value) bool {
	to, ok := p.to.controller.(*identityPipe)
	if !ok {
		return false
	}
	err := to.takes(chunk)
	if err != nil {
		reason := p.realm.Exception(err)
		p.release()
		if !p.options.preventCancel {
			p.from.cancel(reason).quieten()
		}
		p.abort(reason)
	}
	return err != nil
}

func (p *streamPipe) signalled() bool { return p.options.signal != nil && p.options.signal.Aborted() }

// look ends the pipe if its signal says so or one of its streams has ended.
func (p *streamPipe) look() {
	if p.over {
		return
	}
	erroring := goja.Value(nil)
	if p.to.state == writableOpen {
		erroring = p.to.controller.erroring()
	}
	switch {
	case p.signalled():
		reason := p.options.signal.Reason()
		p.release()
		if !p.options.preventCancel {
			p.from.cancel(reason).quieten()
		}
		p.abort(reason)
	case p.from.state == streamErrored:
		reason := p.from.stored
		p.release()
		p.abort(reason)
	case p.to.state == writableErrored:
		p.sinkFailed(p.to.stored)
	case erroring != nil:
		p.sinkFailed(erroring)
	case p.from.state == streamClosed:
		p.release()
		if p.options.preventClose {
			p.done.resolve(goja.Undefined())
			return
		}
		v, err := p.to.close()
		if err != nil {
			p.done.reject(p.realm.Exception(err))
			return
		}
		v.(*streamPromise).then(p.done.resolve, p.done.reject)
	case p.to.state == writableDone:
		p.sinkFailed(p.realm.Exception(webidl.TypeError("This destination writable stream is closed.")))
	}
}

// sinkFailed ends the pipe because the destination has failed; the source is cancelled if it should.
func (p *streamPipe) sinkFailed(reason goja.Value) {
	if p.over {
		return
	}
	p.release()
	fail := func(goja.Value) { p.done.reject(reason) }
	if p.options.preventCancel {
		fail(nil)
		return
	}
	p.from.cancel(reason).then(fail, p.done.reject)
}

// abort ends a pipe that has let go; the destination is aborted if it should.
func (p *streamPipe) abort(reason goja.Value) {
	fail := func(goja.Value) { p.done.reject(reason) }
	if p.options.preventAbort {
		fail(nil)
		return
	}
	p.to.abort(reason).then(fail, p.done.reject)
}

// release unlocks both streams.
func (p *streamPipe) release() {
	p.over = true
	p.writer.pipe = nil
	p.to.writer, p.writer.stream = nil, nil
	p.reader.detach(p.realm.Exception(webidl.TypeError(readerReleased)))
}
