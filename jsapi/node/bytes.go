package node

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/encoding"
	"github.com/dodev/dodev/jsapi/webidl"
)

// encodings are the names of https://nodejs.org/api/buffer.html#buffers-and-character-encodings, in lower case.
var encodings = map[string]string{
	"utf8": "utf8", "utf-8": "utf8", "ucs2": "utf16le", "ucs-2": "utf16le", "utf16le": "utf16le", "utf-16le": "utf16le",
	"latin1": "latin1", "binary": "latin1", "ascii": "ascii", "base64": "base64", "base64url": "base64url", "hex": "hex",
}

// byteNatives are the functions behind Buffer.
var byteNatives = map[string]func(*webidl.Call) (any, error){
	"encodingName": func(c *webidl.Call) (any, error) { return encodings[strings.ToLower(c.String(0))], nil },
	// decode(text, encoding) answers the bytes that a text stands for.
	"decode": func(c *webidl.Call) (any, error) {
		return c.Realm.Uint8Array(decode(c.Text(0), c.String(1))), nil
	},
	// encode(view, encoding, start, end) answers bytes as text.
	"encode": func(c *webidl.Call) (any, error) {
		b, _ := c.Realm.Bytes(c.Arg(0))
		start, end := int(c.Integer(2)), int(c.Integer(3))
		end = min(end, len(b))
		return encode(b[min(start, end):end], c.String(1)), nil
	},
	"compareBytes": func(c *webidl.Call) (any, error) {
		a, _ := c.Realm.Bytes(c.Arg(0))
		b, _ := c.Realm.Bytes(c.Arg(1))
		return bytes.Compare(a, b), nil
	},
	// search(view, value, offset, last) answers where value is, -1 if nowhere.
	"search": func(c *webidl.Call) (any, error) {
		b, _ := c.Realm.Bytes(c.Arg(0))
		value, _ := c.Realm.Bytes(c.Arg(1))
		return search(b, value, int(c.Integer(2)), c.Bool(3)), nil
	},
	"isUTF8": func(c *webidl.Call) (any, error) {
		b, _ := c.Realm.Bytes(c.Arg(0))
		return utf8.Valid(b), nil
	},
}

func decode(text goja.String, name string) []byte {
	switch name {
	case "utf16le":
		b := make([]byte, 0, 2*text.Length())
		for n := range text.Length() {
			b = binary.LittleEndian.AppendUint16(b, text.CharAt(n))
		}
		return b
	case "latin1", "ascii":
		b := make([]byte, text.Length())
		for n := range b {
			b[n] = byte(text.CharAt(n))
		}
		return b
	case "base64", "base64url":
		return decodeBase64(text.String())
	case "hex":
		s := text.String()
		n := 0
		for n+1 < len(s) && isHex(s[n]) && isHex(s[n+1]) {
			n += 2
		}
		b, _ := hex.DecodeString(s[:n])
		return b
	}
	return []byte(text.String())
}

func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }

// decodeBase64 reads both alphabets, skips what is in neither and ends at padding.
func decodeBase64(s string) []byte {
	s, _, _ = strings.Cut(s, "=")
	clean := make([]byte, 0, len(s))
	for n := range len(s) {
		switch c := s[n]; {
		case c == '-':
			clean = append(clean, '+')
		case c == '_':
			clean = append(clean, '/')
		case 'a' <= c|0x20 && c|0x20 <= 'z', '0' <= c && c <= '9', c == '+', c == '/':
			clean = append(clean, c)
		}
	}
	if len(clean)%4 == 1 { // six bits of a byte that is not there
		clean = clean[:len(clean)-1]
	}
	b := make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))
	n, _ := base64.RawStdEncoding.Decode(b, clean)
	return b[:n]
}

// encode answers bytes as a text, units being what no UTF-8 can say.
func encode(b []byte, name string) any {
	switch name {
	case "utf16le":
		units := make([]uint16, len(b)/2)
		for n := range units {
			units[n] = binary.LittleEndian.Uint16(b[2*n:])
		}
		return goja.StringFromUTF16(units)
	case "latin1", "ascii":
		runes := make([]rune, len(b))
		for n, c := range b {
			if name == "ascii" {
				c &= 0x7f
			}
			runes[n] = rune(c)
		}
		return goja.StringFromUTF16(utf16.Encode(runes))
	case "base64":
		return encoding.ToBase64(b)
	case "base64url":
		return base64.RawURLEncoding.EncodeToString(b)
	case "hex":
		return hex.EncodeToString(b)
	}
	return encoding.UTF8(b)
}

func search(b, value []byte, offset int, last bool) int {
	switch {
	case last && offset < 0, !last && offset > len(b):
		return -1
	case last:
		return bytes.LastIndex(b[:min(len(b), offset+len(value))], value)
	}
	offset = max(offset, 0)
	if at := bytes.Index(b[offset:], value); at >= 0 {
		return offset + at
	}
	return -1
}
