package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/encoding"
	"github.com/dodev/dodev/jsapi/webidl"
)

// textDecoderClass implements https://encoding.spec.whatwg.org/#interface-textdecoder.
var textDecoderClass = &webidl.Interface[TextDecoder]{
	Name:        "TextDecoder",
	Constructor: newTextDecoder,
	Attributes: []webidl.Attribute[TextDecoder]{
		{Name: "encoding", Get: func(d *TextDecoder, _ *webidl.Call) (any, error) { return d.decoder.Name, nil }},
		{Name: "fatal", Get: func(d *TextDecoder, _ *webidl.Call) (any, error) { return d.decoder.Fatal, nil }},
		{Name: "ignoreBOM", Get: func(d *TextDecoder, _ *webidl.Call) (any, error) { return d.decoder.IgnoreBOM, nil }},
	},
	Operations: []webidl.Operation[TextDecoder]{
		{Name: "decode", Run: (*TextDecoder).decode},
	},
}

// TextDecoder reads text of one encoding.
type TextDecoder struct{ decoder *encoding.Decoder }

func newTextDecoder(c *webidl.Call) (*TextDecoder, error) {
	return textDecoderOf(c, "ConstructorOptions")
}

// textDecoderOf reads the arguments of a constructor, whose options have a name.
func textDecoderOf(c *webidl.Call, init string) (*TextDecoder, error) {
	label := "utf-8"
	if c.Given(0) {
		label = c.String(0)
	}
	options := c.Dict(1, init)
	d, ok := encoding.NewDecoder(label, encoding.Options{
		Fatal:          options.Bool("fatal"),
		IgnoreBOM:      options.Bool("ignoreBOM"),
		KeepSurrogates: !c.Realm.Flags.Has(compat.TextDecoderReplaceSurrogates),
	})
	if !ok {
		return nil, webidl.RangeError("\"%s\" is not a valid encoding.", label)
	}
	return &TextDecoder{d}, nil
}

var errDecode = webidl.TypeError("Failed to decode input.")

func (d *TextDecoder) decode(c *webidl.Call) (any, error) {
	var input []byte
	if c.Given(0) {
		b, ok := c.Realm.Bytes(c.Arg(0))
		if !ok {
			return nil, c.Bad(0, "Array")
		}
		input = b
	}
	text, err := d.decoder.Decode(input, c.Dict(1, "DecodeOptions").Bool("stream"))
	if err != nil {
		return nil, errDecode
	}
	if text.Units != nil {
		return goja.StringFromUTF16(text.Units), nil
	}
	return text.String, nil
}
