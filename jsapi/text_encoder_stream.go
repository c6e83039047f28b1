package jsapi

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// textEncoderStreamClass implements https://encoding.spec.whatwg.org/#interface-textencoderstream.
var textEncoderStreamClass = &webidl.Interface[TextEncoderStream]{
	Name:     "TextEncoderStream",
	Inherits: transformStreamClass,
	Constructor: func(c *webidl.Call) (*TextEncoderStream, error) {
		t := &TextEncoderStream{}
		t.setUp(c.Realm, transformer{transform: t.encode, flush: t.flush}, 1, nil, encoderMark(c.Realm.Flags), nil)
		return t, nil
	},
	Attributes: []webidl.Attribute[TextEncoderStream]{
		{Name: "encoding", Prototype: true, Get: func(*TextEncoderStream, *webidl.Call) (any, error) { return "utf-8", nil }},
	},
}

// encoderMark is how much an encoder or a decoder makes ahead of its reader.
func encoderMark(flags compat.Flags) int64 {
	if flags.Has(compat.EncoderStreamSpecCompliantBackpressure) {
		return 0
	}
	return 1
}

// TextEncoderStream turns text into UTF-8; a surrogate pair may be split between chunks.
type TextEncoderStream struct {
	TransformStream
	lead rune // the high surrogate that the last chunk ended with, 0 if none
}

// Super answers the TransformStream part.
func (t *TextEncoderStream) Super() any { return &t.TransformStream }

func (t *TextEncoderStream) encode(args ...goja.Value) (any, error) {
	text, err := t.realm.Try(func() (any, error) { return t.realm.Text(args[0]), nil })
	if err != nil {
		return nil, err
	}
	s := text.(goja.String)
	b := make([]byte, 0, s.Length()+4)
	for n := range s.Length() {
		unit := rune(s.CharAt(n))
		if t.lead != 0 {
			pair := utf16.DecodeRune(t.lead, unit)
			t.lead = 0
			b = utf8.AppendRune(b, pair) // U+FFFD when it is no pair
			if pair != utf8.RuneError {
				continue
			}
		}
		if unit >= 0xd800 && unit < 0xdc00 {
			t.lead = unit
			continue
		}
		b = utf8.AppendRune(b, unit) // U+FFFD for a lone low surrogate
	}
	return goja.Undefined(), t.enqueueBytes(b)
}

func (t *TextEncoderStream) flush(...goja.Value) (any, error) {
	if t.lead == 0 {
		return goja.Undefined(), nil
	}
	return goja.Undefined(), t.enqueueBytes([]byte("\ufffd"))
}

// enqueueBytes gives bytes, if there are any, to the readable side.
func (t *TransformStream) enqueueBytes(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	return t.controller.enqueue(t.realm.Uint8Array(b))
}
