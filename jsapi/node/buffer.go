package node

import (
	"encoding/base64"
	"encoding/hex"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/encoding"
	"github.com/dodev/dodev/jsapi/webidl"
)

// encodeText answers the bytes of a text in one of Node's encodings. What hex and base64 cannot read ends them.
// https://nodejs.org/api/buffer.html#buffers-and-character-encodings
func encodeText(text goja.String, name string) []byte {
	switch name {
	case "latin1", "ascii":
		return units(text, 1)
	case "utf16le":
		return units(text, 2)
	case "hex":
		s := text.String()
		b := make([]byte, 0, len(s)/2)
		for ; len(s) >= 2; s = s[2:] {
			pair, err := hex.DecodeString(s[:2])
			if err != nil {
				break
			}
			b = append(b, pair[0])
		}
		return b
	case "base64", "base64url":
		return fromBase64(text.String())
	}
	return []byte(text.String())
}

// units answers the low bytes, one or two, of each of a text's units.
func units(text goja.String, size int) []byte {
	b := make([]byte, 0, text.Length()*size)
	for i := range text.Length() {
		u := text.CharAt(i)
		b = append(b, byte(u))
		if size == 2 {
			b = append(b, byte(u>>8))
		}
	}
	return b
}

// fromBase64 reads both alphabets, skips what is in neither, and stops at the padding.
func fromBase64(s string) []byte {
	s, _, _ = strings.Cut(s, "=")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '+':
			return '-'
		case r == '/':
			return '_'
		case r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
			return r
		}
		return -1
	}, s)
	if len(s)%4 == 1 { // six bits are no byte
		s = s[:len(s)-1]
	}
	b, _ := base64.RawURLEncoding.DecodeString(s)
	return b
}

// decodeText answers bytes as a text in one of Node's encodings.
func decodeText(r *webidl.Realm, b []byte, name string) goja.Value {
	wide := func(step int, unit func(i int) uint16) goja.Value {
		u := make([]uint16, 0, len(b)/step)
		for i := 0; i+step <= len(b); i += step {
			u = append(u, unit(i))
		}
		return goja.StringFromUTF16(u)
	}
	switch name {
	case "latin1":
		return wide(1, func(i int) uint16 { return uint16(b[i]) })
	case "ascii":
		return wide(1, func(i int) uint16 { return uint16(b[i] & 0x7f) })
	case "utf16le":
		return wide(2, func(i int) uint16 { return uint16(b[i]) | uint16(b[i+1])<<8 })
	case "hex":
		return r.VM.ToValue(hex.EncodeToString(b))
	case "base64":
		return r.VM.ToValue(base64.StdEncoding.EncodeToString(b))
	case "base64url":
		return r.VM.ToValue(base64.RawURLEncoding.EncodeToString(b))
	}
	return r.VM.ToValue(encoding.UTF8(b))
}
