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
	if err := pipable(s, to); err != nil {
		return nil, err
	}
	return s.pipeTo(to, options), nil
}

func (s *ReadableStream) pipeThrough(c *webidl.Call) (any, error) {
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
	s.pipeTo(to, options).handled = true
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

// pipeTo moves every chunk of the stream to another, and its end or error; neither may be locked.
// https://streams.spec.whatwg.org/#readable-stream-pipe-to
func (s *ReadableStream) pipeTo(to *WritableStream, options pipeOptions) *streamPromise {
	p := &streamPipe{realm: s.realm, from: s, to: to, options: options, done: &streamPromise{realm: s.realm}}
	p.reader, _ = acquireReader(s)
	p.writer, _ = acquireWriter(to)
	s.disturbed = true
	if signal := options.signal; signal != nil {
		if signal.Aborted() {
			p.abort()
			return p.done
		}
		p.unwatch = signal.OnAbort(p.abort)
	}
	p.look()
	if p.over {
		return p.done
	}
	look := func(goja.Value) { p.look() }
	s.realm.Then(p.reader.closed.object(), look, look)
	s.realm.Then(p.writer.closed.object(), look, look)
	p.pump()
	return p.done
}

// streamPipe is a pipe under way.
type streamPipe struct {
	realm     *webidl.Realm
	from      *ReadableStream
	to        *WritableStream
	reader    *ReadableStreamDefaultReader
	writer    *WritableStreamDefaultWriter
	options   pipeOptions
	done      *streamPromise
	lastWrite *streamPromise
	unwatch   func()
	over      bool // shutting down
}

// pump reads one chunk as soon as the destination wants it.
func (p *streamPipe) pump() {
	if p.over {
		return
	}
	if p.writer.ready.pending() {
		p.realm.Then(p.writer.ready.object(), func(goja.Value) { p.pump() }, ignore)
		return
	}
	if p.writer.ready.state == goja.PromiseStateRejected {
		return
	}
	p.reader.read(&readRequest{
		chunk: func(v goja.Value) {
			p.lastWrite = p.writer.write(v)
			p.realm.Then(goja.Undefined(), func(goja.Value) { p.pump() }, ignore)
		},
		close: func() {},
		fail:  ignore,
	})
}

// look ends the pipe if one of its streams has ended.
func (p *streamPipe) look() {
	if p.over {
		return
	}
	switch {
	case p.from.state == streamErrored:
		p.shutdown(p.from.stored, !p.options.preventAbort, func() []*streamPromise {
			return []*streamPromise{p.to.abort(p.from.stored)}
		})
	case p.to.state == writableErrored:
		p.shutdown(p.to.stored, !p.options.preventCancel, func() []*streamPromise {
			return []*streamPromise{p.from.cancel(p.to.stored)}
		})
	case p.from.state == streamClosed:
		p.shutdown(nil, !p.options.preventClose, func() []*streamPromise {
			return []*streamPromise{p.writer.finish()}
		})
	case p.to.closing() || p.to.state == writableDone:
		reason := p.realm.Exception(webidl.TypeError("This destination writable stream is closed."))
		p.shutdown(reason, !p.options.preventCancel, func() []*streamPromise {
			return []*streamPromise{p.from.cancel(reason)}
		})
	}
}

func (p *streamPipe) abort() {
	reason := p.options.signal.Reason()
	p.shutdown(reason, true, func() (actions []*streamPromise) {
		if !p.options.preventAbort && p.to.state == writableOpen {
			actions = append(actions, p.to.abort(reason))
		}
		if !p.options.preventCancel && p.from.state == streamReadable {
			actions = append(actions, p.from.cancel(reason))
		}
		return actions
	})
}

// shutdown waits for the writes under way, acts on the streams if it should, and finishes with reason, nil
// for success, or with what an action failed with.
func (p *streamPipe) shutdown(reason goja.Value, act bool, action func() []*streamPromise) {
	if p.over {
		return
	}
	p.over = true
	then := func() {
		if !act {
			p.finish(reason)
			return
		}
		p.await(action(), reason)
	}
	if p.to.state == writableOpen && !p.to.closing() {
		p.flushed(then)
		return
	}
	then()
}

// flushed calls then when every chunk that was read is written.
func (p *streamPipe) flushed(then func()) {
	last := p.lastWrite
	if last == nil {
		then()
		return
	}
	again := func(goja.Value) {
		if p.lastWrite != last {
			p.flushed(then)
			return
		}
		then()
	}
	last.handled = true
	p.realm.Then(last.object(), again, again)
}

func (p *streamPipe) await(actions []*streamPromise, reason goja.Value) {
	left := len(actions)
	if left == 0 {
		p.finish(reason)
		return
	}
	failed := false
	for _, a := range actions {
		p.realm.Then(a.object(), func(goja.Value) {
			if left--; left == 0 && !failed {
				p.finish(reason)
			}
		}, func(worse goja.Value) {
			if !failed {
				failed = true
				p.finish(worse)
			}
		})
	}
}

func (p *streamPipe) finish(reason goja.Value) {
	p.writer.release()
	p.reader.release()
	if p.unwatch != nil {
		p.unwatch()
	}
	if reason != nil {
		p.done.reject(reason)
		return
	}
	p.done.resolve(goja.Undefined())
}
