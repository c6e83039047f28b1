package encoding

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/transform"
)

// ErrMalformed is input that is not of the encoding, to a Decoder that is fatal.
var ErrMalformed = errors.New("malformed input")

// Options are how a Decoder deals with what is not plain text.
type Options struct {
	// Fatal refuses malformed input; otherwise it becomes U+FFFD.
	Fatal bool
	// IgnoreBOM keeps a byte order mark as a character.
	IgnoreBOM bool
	// KeepSurrogates leaves lone surrogates of UTF-16 in the text.
	KeepSurrogates bool
}

// Decoder decodes bytes of one encoding.
type Decoder struct {
	Options
	// Name is the encoding's, in lower case.
	Name string

	pending []byte // of a character that is not over
	begun   bool   // past the place of a byte order mark
	table   transform.Transformer
	bytes   *charmap.Charmap // of an encoding of one byte a character
}

// Text is what was decoded: String, or Units if it has surrogates that a Go string cannot hold.
type Text struct {
	String string
	Units  []uint16
}

// NewDecoder answers a decoder for any label of the Encoding standard but those of "replacement".
// https://encoding.spec.whatwg.org/#names-and-labels
func NewDecoder(label string, o Options) (*Decoder, bool) {
	e, err := htmlindex.Get(strings.Trim(label, "\t\n\f\r "))
	if err != nil {
		return nil, false
	}
	name, err := htmlindex.Name(e)
	if err != nil || name == "replacement" {
		return nil, false
	}
	d := &Decoder{Options: o, Name: name}
	switch name {
	case "utf-8", "utf-16le", "utf-16be":
	default:
		if d.bytes, _ = e.(*charmap.Charmap); d.bytes == nil {
			d.table = e.NewDecoder().Transformer
		}
	}
	return d, true
}

// Decode decodes b. With more, a character that b ends in the middle of is kept for the next call.
func (d *Decoder) Decode(b []byte, more bool) (Text, error) {
	if len(d.pending) > 0 {
		b = append(d.pending, b...)
		d.pending = nil
	}
	var t Text
	var err error
	switch d.Name {
	case "utf-8":
		t, err = d.utf8(b, more)
	case "utf-16le":
		t, err = d.utf16(b, more, 0)
	case "utf-16be":
		t, err = d.utf16(b, more, 1)
	default:
		if d.bytes != nil {
			t, err = d.single(b)
		} else {
			t, err = d.legacy(b, more)
		}
	}
	if !more || err != nil {
		d.pending, d.begun = nil, false
	}
	return t, err
}

func (d *Decoder) keep(b []byte) { d.pending = append([]byte(nil), b...) }

// start answers b without the byte order mark it may begin with; wait is true if b is too short to know.
func (d *Decoder) start(b, mark []byte, more bool) (rest []byte, wait bool) {
	if d.begun {
		return b, false
	}
	if more && len(b) < len(mark) && bytes.HasPrefix(mark, b) {
		d.keep(b)
		return nil, true
	}
	d.begun = true
	if !d.IgnoreBOM {
		b = bytes.TrimPrefix(b, mark)
	}
	return b, false
}

func (d *Decoder) utf8(b []byte, more bool) (Text, error) {
	b, wait := d.start(b, []byte("\xef\xbb\xbf"), more)
	if wait {
		return Text{}, nil
	}
	if more {
		n := len(b) - incomplete(b)
		d.keep(b[n:])
		b = b[:n]
	}
	if d.Fatal && !utf8.Valid(b) {
		return Text{}, ErrMalformed
	}
	return Text{String: UTF8(b)}, nil
}

func (d *Decoder) utf16(b []byte, more bool, high int) (Text, error) {
	mark := []byte{0xff, 0xfe}
	if high == 1 {
		mark = []byte{0xfe, 0xff}
	}
	b, wait := d.start(b, mark, more)
	if wait {
		return Text{}, nil
	}
	units := make([]uint16, 0, len(b)/2+1)
	for ; len(b) >= 2; b = b[2:] {
		units = append(units, uint16(b[high])|uint16(b[1-high])<<8)
	}
	odd := len(b) == 1
	if more {
		tail := b
		if n := len(units); n > 0 && units[n-1]&0xfc00 == 0xd800 {
			u := units[n-1]
			units = units[:n-1]
			pair := []byte{byte(u), byte(u >> 8)}
			if high == 1 {
				pair[0], pair[1] = pair[1], pair[0]
			}
			tail = append(pair, b...)
		}
		d.keep(tail)
		odd = false
	}
	if odd {
		units = append(units, utf8.RuneError)
	}
	lone := wellForm(units, !d.KeepSurrogates || d.Fatal)
	if d.Fatal && (odd || lone) {
		return Text{}, ErrMalformed
	}
	if lone && d.KeepSurrogates {
		return Text{Units: units}, nil
	}
	return Text{String: string(utf16.Decode(units))}, nil
}

// wellForm answers whether units have a surrogate without its other half, and replaces those if it may.
func wellForm(units []uint16, replace bool) (lone bool) {
	for n := 0; n < len(units); n++ {
		switch u := units[n]; {
		case u&0xf800 != 0xd800:
			continue
		case u&0xfc00 == 0xd800 && n+1 < len(units) && units[n+1]&0xfc00 == 0xdc00:
			n++
			continue
		}
		lone = true
		if replace {
			units[n] = utf8.RuneError
		}
	}
	return lone
}

// single decodes an encoding of one byte a character. The Windows ones have control characters where their
// tables, unlike the standard's, have nothing.
func (d *Decoder) single(b []byte) (Text, error) {
	var s strings.Builder
	s.Grow(len(b))
	windows := strings.HasPrefix(d.Name, "windows-")
	for _, c := range b {
		r := d.bytes.DecodeByte(c)
		if r == utf8.RuneError {
			switch {
			case windows && 0x80 <= c && c <= 0x9f:
				r = rune(c)
			case d.Fatal:
				return Text{}, ErrMalformed
			}
		}
		s.WriteRune(r)
	}
	return Text{String: s.String()}, nil
}

// legacy decodes by the tables of the older encodings, none of which writes U+FFFD but gb18030.
func (d *Decoder) legacy(b []byte, more bool) (Text, error) {
	if !d.begun {
		d.table.Reset()
		d.begun = true
	}
	var out []byte
	buf := make([]byte, max(64, 3*len(b)+16))
	for {
		n, used, err := d.table.Transform(buf, b, !more)
		out = append(out, buf[:n]...)
		b = b[used:]
		if err == transform.ErrShortSrc {
			d.keep(b)
			break
		}
		if err != transform.ErrShortDst {
			break
		}
	}
	if d.Fatal && bytes.ContainsRune(out, utf8.RuneError) {
		return Text{}, ErrMalformed
	}
	return Text{String: string(out)}, nil
}
