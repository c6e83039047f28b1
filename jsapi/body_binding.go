package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// NewBodyStream answers a ReadableStream of the running context over a body.
func NewBodyStream(r *webidl.Realm, body *wire.Body) *goja.Object { return newBodyStream(r, body) }

// StreamOut takes the bytes of a ReadableStream out of a script, whose stream is locked for good. It answers nil if v
// is no ReadableStream. The length is known where the stream has one.
func StreamOut(r *webidl.Realm, v goja.Value) (*wire.Body, error) {
	s := webidl.As[ReadableStream](v)
	if s == nil {
		return nil, nil
	}
	return streamBody(r, s, -1)
}

// ParseJSON is the language's JSON.parse.
func ParseJSON(r *webidl.Realm, text string) (goja.Value, error) { return parseJSON(r, text) }

// WriteJSON is the language's JSON.stringify; what has no JSON is undefined.
func WriteJSON(r *webidl.Realm, v goja.Value) (goja.Value, error) { return writeJSON(r, v) }

// Text answers bytes as text that a body has.
func Text(r *webidl.Realm, b []byte) string { return bodyText(r, b) }

// BlobBytes answers the bytes of a Blob, and whether v is one.
func BlobBytes(v goja.Value) ([]byte, bool) {
	b := webidl.As[Blob](v)
	if b == nil {
		return nil, false
	}
	return b.data, true
}

// HeaderOf answers what reads the fields of a Headers object by their names, and whether v is one.
func HeaderOf(v goja.Value) (get func(name string) (string, bool), ok bool) {
	h := webidl.As[Headers](v)
	if h == nil {
		return nil, false
	}
	return h.joined, true
}

// SetHeader sets a field of a Headers object.
func SetHeader(v goja.Value, name, value string) error {
	h := webidl.As[Headers](v)
	if h.immutable {
		return errImmutable
	}
	value = trimValue(value)
	if err := checkPair(name, value); err != nil {
		return err
	}
	h.put(name, value)
	return nil
}
