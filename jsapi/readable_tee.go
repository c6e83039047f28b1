package jsapi

import (
	"bytes"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

func (s *ReadableStream) teeCall(c *webidl.Call) (any, error) {
	a, b, err := teeStream(c.Realm, s)
	if err != nil {
		return nil, err
	}
	return []goja.Value{a, b}, nil
}

// tee is https://streams.spec.whatwg.org/#abstract-opdef-readablestreamdefaulttee. The branches of a stream
// of bytes are streams of bytes, whose chunks do not share memory.
func (s *ReadableStream) tee() (*ReadableStream, *ReadableStream, error) {
	d, err := acquireReader(s)
	if err != nil {
		return nil, nil, err
	}
	t := &streamTee{realm: s.realm, source: s, reader: d, cancelled: &streamPromise{realm: s.realm}}
	for n := range t.branches {
		t.branches[n] = makeReadableStream(s.realm)
	}
	_, t.copies = s.controller.(byteController)
	for n, branch := range t.branches {
		cancel := func(args ...goja.Value) (goja.Value, error) { return t.cancel(n, args[0]) }
		if t.copies {
			branch.startBytes(nil, t.pull, cancel, 0, 0)
		} else {
			branch.start(nil, t.pull, cancel, 1, nil)
		}
	}
	s.realm.Then(d.closed.object(), ignore, func(reason goja.Value) {
		t.fail(reason)
		if !t.done[0] || !t.done[1] {
			t.cancelled.resolve(goja.Undefined())
		}
	})
	return t.branches[0], t.branches[1], nil
}

// byteController is the controller of a stream of bytes.
type byteController interface {
	readableController
	supportsBYOB()
}

type streamTee struct {
	realm     *webidl.Realm
	source    *ReadableStream
	reader    *ReadableStreamDefaultReader
	branches  [2]*ReadableStream
	done      [2]bool // cancelled
	reasons   [2]goja.Value
	cancelled *streamPromise
	copies    bool // the second branch gets a copy of each chunk
	reading   bool
	again     bool
}

func (t *streamTee) pull(...goja.Value) (goja.Value, error) {
	if t.reading {
		t.again = true
		return goja.Undefined(), nil
	}
	t.reading = true
	t.reader.read(&readRequest{
		chunk: func(v goja.Value) {
			// A microtask, so that branches close in the turn after the source's own reactions.
			t.realm.Then(goja.Undefined(), func(goja.Value) { t.deliver(v) }, ignore)
		},
		close: func() {
			t.reading = false
			for n, branch := range t.branches {
				if !t.done[n] {
					branch.closeController()
				}
			}
			if !t.done[0] || !t.done[1] {
				t.cancelled.resolve(goja.Undefined())
			}
		},
		fail: func(goja.Value) { t.reading = false },
	})
	return goja.Undefined(), nil
}

func (t *streamTee) deliver(v goja.Value) {
	t.again = false
	chunks := [2]goja.Value{v, v}
	if t.copies && !t.done[0] && !t.done[1] {
		b, _ := t.realm.Bytes(v)
		chunks[1] = t.realm.Uint8Array(bytes.Clone(b))
	}
	for n, branch := range t.branches {
		if !t.done[n] {
			branch.enqueueController(chunks[n])
		}
	}
	t.reading = false
	if t.again {
		_, _ = t.pull()
	}
}

func (t *streamTee) cancel(n int, reason goja.Value) (goja.Value, error) {
	t.done[n], t.reasons[n] = true, reason
	if t.done[1-n] {
		all := t.realm.VM.NewArray(t.reasons[0], t.reasons[1])
		t.realm.Then(t.source.cancel(all).object(), t.cancelled.resolve, t.cancelled.reject)
	}
	return t.cancelled.object(), nil
}

func (t *streamTee) fail(reason goja.Value) {
	for _, branch := range t.branches {
		branch.failController(reason)
	}
}
