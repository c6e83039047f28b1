package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/encoding"
	"github.com/dodev/dodev/jsapi/webidl"
)

// textDecoderStreamClass implements https://encoding.spec.whatwg.org/#interface-textdecoderstream.
var textDecoderStreamClass = &webidl.Interface[TextDecoderStream]{
	Name:     "TextDecoderStream",
	Inherits: transformStreamClass,
	Constructor: func(c *webidl.Call) (*TextDecoderStream, error) {
		d, err := textDecoderOf(c, "TextDecoderStreamInit")
		if err != nil {
			return nil, err
		}
		t := &TextDecoderStream{decoder: d.decoder}
		t.setUp(c.Realm, transformer{transform: t.decode, flush: t.flush}, 1, nil, encoderMark(c.Realm.Flags), nil)
		return t, nil
	},
	Attributes: []webidl.Attribute[TextDecoderStream]{
		{Name: "encoding", Prototype: true, Get: func(t *TextDecoderStream, _ *webidl.Call) (any, error) { return t.decoder.Name, nil }},
		{Name: "fatal", Prototype: true, Get: func(t *TextDecoderStream, _ *webidl.Call) (any, error) { return t.decoder.Fatal, nil }},
		{Name: "ignoreBOM", Prototype: true, Get: func(t *TextDecoderStream, _ *webidl.Call) (any, error) { return t.decoder.IgnoreBOM, nil }},
	},
}

// TextDecoderStream turns bytes of one encoding into text; a character may be split between chunks.
type TextDecoderStream struct {
	TransformStream
	decoder *encoding.Decoder
}

// Super answers the TransformStream part.
func (t *TextDecoderStream) Super() any { return &t.TransformStream }

func (t *TextDecoderStream) decode(args ...goja.Value) (any, error) {
	b, ok := t.realm.Bytes(args[0])
	if !ok {
		return nil, webidl.TypeError("This TransformStream is being used as a byte stream, but received a value that is not a BufferSource.")
	}
	return goja.Undefined(), t.pass(b, true)
}

func (t *TextDecoderStream) flush(...goja.Value) (any, error) {
	return goja.Undefined(), t.pass(nil, false)
}

// pass gives the text of some bytes, if it is any, to the readable side.
func (t *TextDecoderStream) pass(b []byte, more bool) error {
	text, err := t.decoder.Decode(b, more)
	if err != nil {
		return errDecode
	}
	var v goja.Value = t.realm.VM.ToValue(text.String)
	if text.Units != nil {
		v = goja.StringFromUTF16(text.Units)
	}
	if v.(goja.String).Length() == 0 {
		return nil
	}
	return t.controller.enqueue(v)
}
