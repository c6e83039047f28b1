package jsapi

import (
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// textEncoderClass implements https://encoding.spec.whatwg.org/#interface-textencoder.
var textEncoderClass = &webidl.Interface[TextEncoder]{
	Name:        "TextEncoder",
	Constructor: func(*webidl.Call) (*TextEncoder, error) { return &TextEncoder{}, nil },
	Attributes: []webidl.Attribute[TextEncoder]{
		{Name: "encoding", Get: func(*TextEncoder, *webidl.Call) (any, error) { return "utf-8", nil }},
	},
	Operations: []webidl.Operation[TextEncoder]{
		{Name: "encode", Run: (*TextEncoder).encode},
		{Name: "encodeInto", Run: (*TextEncoder).encodeInto},
	},
}

// TextEncoder writes text as UTF-8.
type TextEncoder struct{}

func (*TextEncoder) encode(c *webidl.Call) (any, error) {
	if !c.Given(0) {
		return c.Realm.Uint8Array(nil), nil
	}
	return c.Realm.Uint8Array(webidl.EngineLayout().UTF8(c.Text(0))), nil
}

func (*TextEncoder) encodeInto(c *webidl.Call) (any, error) {
	text := c.Text(0)
	kind, _ := viewKind(c.Arg(1))
	into, ok := c.Realm.Bytes(c.Arg(1))
	if !ok || kind != "Uint8Array" {
		return nil, c.Bad(1, "Uint8Array")
	}
	read, written := 0, 0
	for read < text.Length() {
		r, units := runeAt(text, read)
		if utf8.RuneLen(r) > len(into)-written {
			break
		}
		written += utf8.EncodeRune(into[written:], r)
		read += units
	}
	o := c.Realm.VM.NewObject()
	_ = o.Set("read", read)
	_ = o.Set("written", written)
	return o, nil
}

// runeAt answers the character at a position and how many code units it has; a lone surrogate is U+FFFD.
func runeAt(s goja.String, at int) (rune, int) {
	u := rune(s.CharAt(at))
	if u&0xf800 != 0xd800 {
		return u, 1
	}
	if u < 0xdc00 && at+1 < s.Length() {
		if low := rune(s.CharAt(at + 1)); low&0xfc00 == 0xdc00 {
			return 0x10000 + (u-0xd800)<<10 + (low - 0xdc00), 2
		}
	}
	return utf8.RuneError, 1
}
