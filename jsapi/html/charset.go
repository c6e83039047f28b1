package html

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

var (
	errCharset = errors.New("Unknown character encoding has been provided.")
	errASCII   = errors.New("Expected ASCII-compatible encoding.")
)

// charset is the encoding of a document; nil is UTF-8.
type charset struct{ table encoding.Encoding }

// newCharset answers the encoding that a label names; tags have to be readable in it.
func newCharset(label string) (charset, error) {
	e, err := htmlindex.Get(strings.Trim(label, "\t\n\f\r "))
	if err != nil {
		return charset{}, errCharset
	}
	switch name, _ := htmlindex.Name(e); name {
	case "utf-8":
		return charset{}, nil
	case "utf-16le", "utf-16be", "iso-2022-jp", "replacement":
		return charset{}, errASCII
	}
	return charset{e}, nil
}

func (c charset) decode(b []byte) string {
	if c.table != nil {
		if s, err := c.table.NewDecoder().Bytes(b); err == nil {
			return string(s)
		}
	}
	return strings.ToValidUTF8(string(b), "\uFFFD")
}

// encode writes text; what the encoding lacks becomes a reference to it.
func (c charset) encode(s string) []byte {
	if c.table == nil {
		return []byte(s)
	}
	if b, err := c.table.NewEncoder().Bytes([]byte(s)); err == nil {
		return b
	}
	var b []byte
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		one, err := c.table.NewEncoder().Bytes([]byte(s[:size]))
		if err != nil {
			one = []byte("&#" + strconv.Itoa(int(r)) + ";")
		}
		b = append(b, one...)
		s = s[size:]
	}
	return b
}
