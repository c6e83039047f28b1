package wire

import (
	"context"
	"io"
	"slices"
	"strings"
)

// Field is one header line. Name keeps the case it was written in.
type Field struct{ Name, Value string }

// Header is header lines in the order they were written, repeated names apart.
type Header []Field

// First answers the first value of a name, compared without case, or "".
func (h Header) First(name string) string {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// Has answers whether a name is present, compared without case.
func (h Header) Has(name string) bool {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return true
		}
	}
	return false
}

// Joined answers every value of a name, compared without case, as a script reads them: with ", " between.
func (h Header) Joined(name string) string {
	var values []string
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			values = append(values, f.Value)
		}
	}
	return strings.Join(values, ", ")
}

// Without answers the other lines than those of a name, compared without case.
func (h Header) Without(name string) Header {
	return slices.DeleteFunc(slices.Clone(h), func(f Field) bool { return strings.EqualFold(f.Name, name) })
}

// Body is the bytes of a message. A nil *Body is the null body; an empty one has no bytes.
type Body struct {
	// Bytes is the whole content when Stream is nil. Nobody changes it.
	Bytes []byte
	// Stream delivers the content when it is not at hand. Whoever holds the Body closes it.
	Stream io.ReadCloser
	// Length is the number of bytes that Stream will deliver, or -1 when that is not known.
	Length int64
}

// BytesBody answers a body with its whole content at hand.
func BytesBody(b []byte) *Body { return &Body{Bytes: b, Length: int64(len(b))} }

// StreamBody answers a body that is still to be read; length is -1 when unknown.
func StreamBody(r io.ReadCloser, length int64) *Body { return &Body{Stream: r, Length: length} }

// Reader answers the content to be read once.
func (b *Body) Reader() io.ReadCloser {
	switch {
	case b == nil:
		return io.NopCloser(strings.NewReader(""))
	case b.Stream != nil:
		return b.Stream
	}
	return io.NopCloser(strings.NewReader(string(b.Bytes)))
}

// Close drops what was not read.
func (b *Body) Close() {
	if b != nil && b.Stream != nil {
		_ = b.Stream.Close()
	}
}

// Request is a request on its way.
type Request struct {
	Method string
	URL    string // absolute, serialised
	Header Header
	Body   *Body
	// Redirect is "follow" or "manual".
	Redirect string
	// Raw asks for no encoding but what Header says.
	Raw bool
	// CF is the cf property as JSON, nil when there is none.
	CF []byte
	// Context ends when the sender no longer wants the answer. Nil means never.
	Context context.Context
	// Caller is the context of the isolate whose code waits for the answer; nil if nobody's does.
	Caller any
}

// Response is an answer on its way.
type Response struct {
	Status     int
	StatusText string
	Header     Header
	Body       *Body
	// URL is the final address after redirects, "" when the answer did not come from a fetch.
	URL        string
	Redirected bool
	// CF is the cf property as JSON, nil when there is none.
	CF []byte
	// ManualEncoding says that Body is already encoded as Content-Encoding says.
	ManualEncoding bool
	// Socket is the end of a WebSocket that the receiver of a 101 answer talks to.
	Socket *Port
}
