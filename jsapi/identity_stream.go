package jsapi

import (
	"bytes"
	"math"
	"math/big"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// identityTransformStreamClass implements Cloudflare's IdentityTransformStream: bytes pass unchanged, and a
// write is done when its bytes are read.
// https://developers.cloudflare.com/workers/runtime-apis/streams/transformstream/#identitytransformstream
var identityTransformStreamClass = &webidl.Interface[IdentityTransformStream]{
	Name:     "IdentityTransformStream",
	Inherits: transformStreamClass,
	Constructor: func(c *webidl.Call) (*IdentityTransformStream, error) {
		if err := RequireHandler(c.Realm); err != nil {
			return nil, err
		}
		mark, _, err := queuingStrategy(c.Realm, c.Dict(0, "StreamQueuingStrategy"), unbounded)
		if err != nil {
			return nil, err
		}
		t := &IdentityTransformStream{}
		t.setUpIdentity(c.Realm, -1, mark)
		return t, nil
	},
}

// IdentityTransformStream passes bytes on.
type IdentityTransformStream struct{ TransformStream }

// Super answers the TransformStream part.
func (t *IdentityTransformStream) Super() any { return &t.TransformStream }

// fixedLengthStreamClass implements Cloudflare's FixedLengthStream, which knows how many bytes will pass.
// https://developers.cloudflare.com/workers/runtime-apis/streams/transformstream/#fixedlengthstream
var fixedLengthStreamClass = &webidl.Interface[FixedLengthStream]{
	Name:     "FixedLengthStream",
	Inherits: identityTransformStreamClass,
	Constructor: func(c *webidl.Call) (*FixedLengthStream, error) {
		if err := RequireHandler(c.Realm); err != nil {
			return nil, err
		}
		if len(c.Args) == 0 {
			return nil, c.Bad(0, "bigint")
		}
		length, err := unsigned(c.Realm, c.Arg(0))
		if err != nil {
			return nil, err
		}
		if length >= 1<<53 {
			return nil, webidl.TypeError("FixedLengthStream requires an integer expected length less than 2^53.")
		}
		mark, _, err := queuingStrategy(c.Realm, c.Dict(1, "StreamQueuingStrategy"), unbounded)
		if err != nil {
			return nil, err
		}
		t := &FixedLengthStream{}
		t.setUpIdentity(c.Realm, int64(length), mark)
		return t, nil
	},
}

// FixedLengthStream passes a number of bytes that is known beforehand.
type FixedLengthStream struct{ IdentityTransformStream }

// Super answers the IdentityTransformStream part.
func (t *FixedLengthStream) Super() any { return &t.IdentityTransformStream }

// unsigned converts a number or big integer that may not be negative.
func unsigned(r *webidl.Realm, v goja.Value) (float64, error) {
	var n float64
	if v.ExportType() == bigIntType {
		n, _ = new(big.Float).SetInt(v.Export().(*big.Int)).Float64()
	} else {
		n = r.Number(v)
	}
	switch {
	case math.IsNaN(n):
		return 0, webidl.TypeError("The value cannot be converted because it is not an integer.")
	case n < 0:
		return 0, webidl.TypeError("The value cannot be converted because it is negative and this API expects a positive bigint.")
	}
	return math.Trunc(n), nil
}

// unbounded is the high water mark of an identity stream without one: whatever is queued, it wants one more.
const unbounded = -1

// setUpIdentity connects the two sides by a pipe of bytes; length is how many will pass, -1 when unknown. The
// mark counts bytes.
func (t *TransformStream) setUpIdentity(r *webidl.Realm, length int64, mark float64) {
	t.realm = r
	p := &identityPipe{realm: r, left: length}
	p.readable = makeReadableStream(r)
	p.readable.length = length
	p.readable.controller = p
	size := func(args ...goja.Value) (goja.Value, error) {
		b, _ := r.Bytes(args[0])
		return r.VM.ToValue(len(b)), nil
	}
	if mark == unbounded {
		mark = 1
		size = func(...goja.Value) (goja.Value, error) { return r.VM.ToValue(0), nil }
	}
	p.writable = makeWritableStream(r, sinkAlgorithms{write: p.write, close: p.close, abort: p.abort}, mark, size)
	p.writable.bytes = true
	p.writable.controller.onAbort = p.failReadable // at once: a write may wait for readers for ever
	if scope := r.Isolate.Scope(); scope != nil {
		p.readable.owner, p.writable.owner = scope.Context, scope.Context
	}
	t.readable, t.writable = p.readable, p.writable
}

// identityPipe hands the bytes of one write to one or more reads. It is the controller of its readable side.
type identityPipe struct {
	realm    *webidl.Realm
	readable *ReadableStream
	writable *WritableStream
	left     int64 // bytes that may still be written; -1 is any number

	chunk  []byte         // of the write that waits for readers
	done   *streamPromise // settled when chunk is read
	ending bool           // the writer closed
}

func (p *identityPipe) supportsBYOB() {}

// write waits until its bytes are read. Strings are written as UTF-8.
func (p *identityPipe) write(args ...goja.Value) (goja.Value, error) {
	var b []byte
	switch v := args[0].(type) {
	case goja.String:
		b = []byte(v.String())
	default:
		if goja.IsUndefined(v) {
			return v, nil
		}
		var ok bool
		if b, ok = p.realm.Bytes(v); !ok {
			err := webidl.TypeError("This TransformStream is being used as a byte stream, but received an object of " +
				"non-ArrayBuffer/ArrayBufferView type on its writable side.")
			p.failReadable(p.realm.Exception(err))
			return nil, err
		}
		b = bytes.Clone(b)
	}
	if len(b) == 0 {
		return goja.Undefined(), nil
	}
	if p.left >= 0 && int64(len(b)) > p.left {
		// It is the reader who hears of a wrong length, not the writer.
		p.failReadable(p.realm.Exception(webidl.TypeError("Attempt to write too many bytes through a FixedLengthStream.")))
		return goja.Undefined(), nil
	}
	if p.left >= 0 {
		p.left -= int64(len(b))
	}
	p.chunk, p.done = b, &streamPromise{realm: p.realm}
	done := p.done
	p.serve()
	return done.object(), nil
}

// close ends the readable side once what was written is read; it waits for nobody.
func (p *identityPipe) close(...goja.Value) (goja.Value, error) {
	if p.left > 0 {
		p.failReadable(p.realm.Exception(webidl.TypeError("FixedLengthStream did not see all expected bytes before close().")))
		return goja.Undefined(), nil
	}
	p.ending = true
	p.serve()
	return goja.Undefined(), nil
}

func (p *identityPipe) abort(args ...goja.Value) (goja.Value, error) {
	p.failReadable(args[0])
	return goja.Undefined(), nil
}

// serve brings waiting bytes and waiting readers together.
func (p *identityPipe) serve() {
	s := p.readable
	for len(p.chunk) > 0 && s.state == streamReadable && s.waiting() > 0 {
		b := p.chunk
		if q := s.reader.base().requests[0]; q.into == nil || len(q.into)-q.got >= len(b) {
			p.chunk = nil
			p.settle() // the write is done before the reader hears of its bytes
		}
		n := s.give(b, true)
		if s.length >= 0 {
			s.length -= int64(n)
		}
		if p.chunk != nil {
			p.chunk = b[n:]
		}
	}
	if p.ending && s.state == streamReadable {
		s.close()
	}
}

func (p *identityPipe) settle() {
	if p.done != nil {
		p.done.resolve(goja.Undefined())
		p.done = nil
	}
}

func (p *identityPipe) pullSteps(q *readRequest) {
	p.readable.wait(q)
	p.serve()
}

// cancelSteps makes every write fail with the reason.
func (p *identityPipe) cancelSteps(reason goja.Value) (goja.Value, error) {
	p.chunk = nil
	if p.done != nil {
		done := p.done
		p.done = nil
		done.reject(reason)
	}
	p.writable.controller.failIfOpen(reason)
	return goja.Undefined(), nil
}

func (p *identityPipe) releaseSteps() {}

func (p *identityPipe) failReadable(reason goja.Value) {
	p.chunk = nil
	if p.done != nil {
		p.done.reject(reason)
		p.done = nil
	}
	if p.readable.state == streamReadable {
		p.readable.fail(reason)
	}
}
