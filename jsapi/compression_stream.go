package jsapi

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"sync"

	"github.com/dop251/goja"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"

	"github.com/dodev/dodev/jsapi/webidl"
)

// compressionStreamClass implements https://compression.spec.whatwg.org/#compression-stream.
var compressionStreamClass = &webidl.Interface[CompressionStream]{
	Name:     "CompressionStream",
	Inherits: transformStreamClass,
	Constructor: func(c *webidl.Call) (*CompressionStream, error) {
		t := &CompressionStream{}
		switch c.String(0) {
		case "gzip":
			w, _ := gzip.NewWriterLevel(&t.out, level)
			w.OS = 3 // Unix, as the platform's
			t.in = w
		case "deflate":
			t.in, _ = zlib.NewWriterLevel(&t.out, level)
		case "deflate-raw":
			t.in, _ = flate.NewWriter(&t.out, level)
		default:
			return nil, webidl.TypeError(badCompression)
		}
		t.setUpPipe(c.Realm, &identityPipe{realm: c.Realm, left: -1, coder: t})
		return t, nil
	},
}

// level is zlib's own default, which the library has moved.
const level = 6

const badCompression = "The compression format must be either 'deflate', 'deflate-raw' or 'gzip'."

// CompressionStream compresses bytes. Writes do not wait for readers.
type CompressionStream struct {
	TransformStream
	in  io.WriteCloser
	out bytes.Buffer
}

// Super answers the TransformStream part.
func (t *CompressionStream) Super() any { return &t.TransformStream }

func (t *CompressionStream) code(b []byte) ([]byte, error) {
	_, err := t.in.Write(b)
	return t.taken(), err
}

func (t *CompressionStream) finish() ([]byte, error) {
	err := t.in.Close()
	return t.taken(), err
}

func (t *CompressionStream) drop() {}

func (t *CompressionStream) taken() []byte {
	b := bytes.Clone(t.out.Bytes())
	t.out.Reset()
	return b
}

// byteChunk answers the bytes of a chunk that is written to a stream of bytes; strings count as UTF-8.
func byteChunk(r *webidl.Realm, v goja.Value) ([]byte, error) {
	if s, ok := v.(goja.String); ok {
		return []byte(s.String()), nil
	}
	if b, ok := r.Bytes(v); ok {
		return b, nil
	}
	return nil, webidl.TypeError("This TransformStream is being used as a byte stream, but received an object of " +
		"non-ArrayBuffer/ArrayBufferView type on its writable side.")
}

// decompressionStreamClass implements https://compression.spec.whatwg.org/#decompression-stream.
var decompressionStreamClass = &webidl.Interface[DecompressionStream]{
	Name:     "DecompressionStream",
	Inherits: transformStreamClass,
	Constructor: func(c *webidl.Call) (*DecompressionStream, error) {
		format := c.String(0)
		if format != "gzip" && format != "deflate" && format != "deflate-raw" {
			return nil, webidl.TypeError(badCompression)
		}
		t := &DecompressionStream{}
		t.resume, t.end = iter.Pull2(t.inflate(format))
		t.unhook = context.AfterFunc(c.Isolate().Scope().Context.Done(), t.stop)
		t.setUpPipe(c.Realm, &identityPipe{realm: c.Realm, left: -1, coder: t})
		return t, nil
	},
}

// DecompressionStream decompresses bytes. Writes do not wait for readers.
type DecompressionStream struct {
	TransformStream
	in     bytes.Buffer
	source *bufio.Reader // of in
	yield  func([]byte, error) bool
	ended  bool // the compressed data is complete

	running sync.Mutex // held while the coroutine runs: the end of the context stops it from outside the loop
	resume  func() ([]byte, error, bool)
	end     func()
	unhook  func() bool
}

func (t *DecompressionStream) next() ([]byte, error, bool) {
	t.running.Lock()
	defer t.running.Unlock()
	return t.resume()
}

func (t *DecompressionStream) stop() {
	t.running.Lock()
	defer t.running.Unlock()
	t.end()
}

func (t *DecompressionStream) drop() {
	t.unhook()
	t.stop()
}

// Super answers the TransformStream part.
func (t *DecompressionStream) Super() any { return &t.TransformStream }

// errHungry is yielded when everything that was written is used up.
var errHungry = errors.New("more input is needed")

var errStopped = errors.New("nobody wants the rest")

// inflate is a coroutine that yields decompressed bytes, which are its own again afterwards; it asks for input by yielding errHungry.
func (t *DecompressionStream) inflate(format string) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		t.yield = yield
		t.source = bufio.NewReaderSize(hungryReader{t}, hungryChunk)
		source := t.source
		var from io.Reader
		var err error
		switch format {
		case "gzip":
			var z *gzip.Reader
			if z, err = gzip.NewReader(source); err == nil {
				z.Multistream(false)
				from = z
			}
		case "deflate":
			from, err = zlib.NewReader(source)
		default:
			from = flate.NewReader(source)
		}
		b := make([]byte, bodyChunk)
		for err == nil {
			var n int
			n, err = from.Read(b)
			if n > 0 && !yield(b[:n], nil) {
				return
			}
		}
		if err == io.EOF {
			t.ended = true
			return
		}
		if err != errStopped {
			yield(nil, err)
		}
	}
}

// hungryReader reads what was written; it suspends the coroutine while there is nothing.
type hungryReader struct{ t *DecompressionStream }

// hungryChunk is how much is taken from it at once.
const hungryChunk = 4 << 10

func (h hungryReader) Read(b []byte) (int, error) {
	for h.t.in.Len() == 0 {
		if !h.t.yield(nil, errHungry) {
			return 0, errStopped
		}
	}
	return h.t.in.Read(b)
}

// rest is how much was written that is not used.
func (t *DecompressionStream) rest() int {
	if t.source == nil {
		return t.in.Len()
	}
	return t.in.Len() + t.source.Buffered()
}

func (t *DecompressionStream) code(b []byte) ([]byte, error) {
	t.in.Write(b)
	var out []byte
	for t.rest() > 0 || !t.ended {
		chunk, err, more := t.next()
		switch {
		case errors.Is(err, errHungry):
			return out, nil
		case err != nil:
			return nil, webidl.TypeError("Decompression failed.")
		case !more && t.rest() > 0:
			return nil, webidl.TypeError("Trailing bytes after end of compressed data")
		case !more:
			return out, nil
		}
		out = append(out, chunk...)
	}
	return out, nil
}

func (t *DecompressionStream) finish() ([]byte, error) {
	t.drop()
	if !t.ended {
		return nil, webidl.TypeError("Called close() on a decompression stream with incomplete data")
	}
	return nil, nil
}
