package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// asyncIteratorSymbol answers Symbol.asyncIterator, which the engine does not bring along.
func asyncIteratorSymbol(r *webidl.Realm) *goja.Symbol {
	ctor := r.VM.GlobalObject().Get("Symbol").(*goja.Object)
	if s, ok := ctor.Get("asyncIterator").(*goja.Symbol); ok {
		return s
	}
	s := goja.NewSymbol("Symbol.asyncIterator")
	_ = ctor.DefineDataProperty("asyncIterator", s, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	return s
}

// readableStreamAsyncIteratorClass is what values answers. It is no global.
// https://streams.spec.whatwg.org/#rs-asynciterator
var readableStreamAsyncIteratorClass = &webidl.Interface[readableStreamAsyncIterator]{
	Name: "ReadableStreamAsyncIterator",
	If:   never,
	Operations: []webidl.Operation[readableStreamAsyncIterator]{
		{Name: "next", Run: promising((*readableStreamAsyncIterator).next)},
		{Name: "return", Run: promising(func(it *readableStreamAsyncIterator, c *webidl.Call) (any, error) {
			return it.finish(c.Arg(0)), nil
		})},
	},
	Setup: func(r *webidl.Realm, _, prototype *goja.Object) {
		self := r.Function("[Symbol.asyncIterator]", func(c goja.FunctionCall) goja.Value { return c.This })
		_ = prototype.DefineDataPropertySymbol(asyncIteratorSymbol(r), self, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		dispose, ok := r.Intrinsic("Symbol").Get("asyncDispose").(*goja.Symbol)
		if !ok {
			return
		}
		_ = prototype.DefineDataPropertySymbol(dispose, r.Function("[Symbol.asyncDispose]", func(c goja.FunctionCall) goja.Value {
			it := webidl.As[readableStreamAsyncIterator](c.This)
			if it == nil {
				panic(r.Exception(webidl.Illegal()))
			}
			return it.finish(goja.Undefined()).chain(func(goja.Value) *streamPromise { return nil }, nil).object()
		}), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	},
}

type readableStreamAsyncIterator struct {
	realm         *webidl.Realm
	reader        *ReadableStreamDefaultReader
	preventCancel bool
	returning     bool
	finished      bool
	current       []*streamPromise // of the calls that have not settled, oldest first
}

func (s *ReadableStream) values(c *webidl.Call) (any, error) {
	options := c.Dict(0, "ValuesOptions")
	d, err := acquireReader(s)
	if err != nil {
		return nil, err
	}
	return webidl.Wrap(c.Realm, &readableStreamAsyncIterator{realm: c.Realm, reader: d, preventCancel: options.Bool("preventCancel")}), nil
}

// result answers the promise of {value, done}.
func (it *readableStreamAsyncIterator) result(v goja.Value, done bool) *streamPromise {
	p := &streamPromise{realm: it.realm}
	p.resolve(iterResult(it.realm, v, done))
	return p
}

// queue runs step once the calls before it have settled.
func (it *readableStreamAsyncIterator) queue(step func() *streamPromise) *streamPromise {
	if len(it.current) == 0 {
		return step()
	}
	return it.current[len(it.current)-1].share().chain(func(goja.Value) *streamPromise { return step() }, nil)
}

// watch has the calls that come wait for one.
func (it *readableStreamAsyncIterator) watch(p *streamPromise) {
	pop := func(goja.Value) {
		if len(it.current) > 0 {
			it.current = it.current[1:]
		}
	}
	it.current = append(it.current, p)
	p.share().then(pop, pop)
}

func (it *readableStreamAsyncIterator) next(*webidl.Call) (any, error) {
	if it.finished || it.returning {
		return it.result(nil, true), nil
	}
	waits := len(it.current) > 0
	p := it.queue(func() *streamPromise {
		if it.finished {
			return it.result(nil, true)
		}
		if err := it.reader.stream.admitted(); err != nil {
			return rejected(it.realm, err)
		}
		var value goja.Value // nil at the end
		got := &streamPromise{realm: it.realm}
		it.reader.read(&readRequest{
			chunk: func(v goja.Value) { value = v; got.resolve(goja.Undefined()) },
			close: func() { got.resolve(goja.Undefined()) },
			fail:  got.reject,
		})
		read := got.chain(func(goja.Value) *streamPromise {
			if value == nil {
				_ = it.reader.release()
			}
			return resolved(it.realm)
		}, nil)
		it.watch(read.share())
		return read.chain(func(goja.Value) *streamPromise {
			it.finished = it.finished || value == nil
			return it.result(value, value == nil)
		}, nil)
	})
	if waits {
		it.watch(p.share())
	}
	return p, nil
}

func (it *readableStreamAsyncIterator) finish(value goja.Value) *streamPromise {
	if it.finished || it.returning {
		return it.result(value, true)
	}
	it.returning = true
	return it.queue(func() *streamPromise {
		if it.finished {
			return it.result(value, true)
		}
		return it.leave(value).chain(func(goja.Value) *streamPromise {
			it.finished = true
			return it.result(value, true)
		}, nil)
	})
}

// leave lets go of the stream and cancels it if it should.
func (it *readableStreamAsyncIterator) leave(reason goja.Value) *streamPromise {
	s := it.reader.stream
	if s == nil {
		return resolved(it.realm)
	}
	if it.preventCancel {
		_ = it.reader.release()
		return resolved(it.realm)
	}
	done := s.cancel(reason)
	_ = it.reader.release()
	return done.chain(func(goja.Value) *streamPromise { return resolved(it.realm) }, nil)
}
