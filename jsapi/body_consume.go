package jsapi

import (
	"context"
	"io"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

const notBytes = "This ReadableStream did not return bytes."

// handOver answers the Go body behind a stream that nobody reads, which it locks for good; nil when the
// stream is made of script or a read is under way.
func (s *ReadableStream) handOver() *wire.Body {
	b, ok := s.controller.(*bodySource)
	if !ok || s.Locked() {
		return nil
	}
	body := b.handOver()
	if body == nil {
		return nil
	}
	s.disturbed = true
	_, _ = acquireReader(s)
	return body
}

// consume locks a stream, reads it to its end and calls done with all its bytes, in the scope that asked.
// It calls done at once when the bytes are at hand or the stream cannot be read, otherwise in a later turn
// or microtask. Bytes behind a Go body never become script values.
func consume(r *webidl.Realm, s *ReadableStream, done func([]byte, error)) {
	if s.Locked() {
		done(nil, webidl.TypeError(readerLocked))
		return
	}
	if err := s.admitted(); err != nil {
		done(nil, err)
		return
	}
	if body := s.handOver(); body != nil {
		if body.Stream == nil {
			s.close()
			done(body.Bytes, nil)
			return
		}
		source := body.Stream
		r.Go(func(ctx context.Context) (any, error) {
			stop := context.AfterFunc(ctx, func() { _ = source.Close() })
			defer stop()
			defer func() { _ = source.Close() }()
			return readAll(source, body.Length)
		}, func(v any, err error) {
			if err != nil {
				reason := r.Exception(err)
				s.fail(reason)
				done(nil, webidl.Throw(reason))
				return
			}
			s.close()
			done(v.([]byte), nil)
		})
		return
	}
	d, _ := acquireReader(s)
	c := &collector{realm: r, reader: d, done: done}
	c.next()
}

func readAll(source io.Reader, length int64) ([]byte, error) {
	const trusted = 16 << 20 // a declared length beyond this is not reserved before its bytes arrive
	if length < 0 || length > trusted {
		return io.ReadAll(source)
	}
	b := make([]byte, 0, length+1)
	for {
		n, err := source.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == io.EOF {
			return b, nil
		}
		if err != nil {
			return nil, err
		}
		if len(b) == cap(b) {
			more, err := io.ReadAll(source)
			return append(b, more...), err
		}
	}
}

// collector reads the chunks of a stream of script into one slice.
type collector struct {
	realm  *webidl.Realm
	reader *ReadableStreamDefaultReader
	all    []byte
	done   func([]byte, error)
	again  bool // a chunk came at once: go round instead of down
}

func (c *collector) next() {
	for {
		c.again = false
		asking := true
		c.reader.read(&readRequest{
			chunk: func(v goja.Value) {
				b, ok := c.realm.Bytes(v)
				if !ok {
					err := webidl.TypeError(notBytes)
					c.reader.stream.cancel(c.realm.Exception(err))
					c.done(nil, err)
					return
				}
				c.add(b, &asking)
			},
			bytes: func(b []byte) { c.add(b, &asking) },
			close: func() { c.done(c.all, nil) },
			fail:  func(reason goja.Value) { c.done(nil, webidl.Throw(reason)) },
		})
		asking = false
		if !c.again {
			return
		}
	}
}

func (c *collector) add(b []byte, asking *bool) {
	c.all = append(c.all, b...)
	if *asking {
		c.again = true
		return
	}
	c.next()
}
