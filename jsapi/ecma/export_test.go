package ecma

import (
	"unicode/utf16"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// Translate is translate, for tests.
var Translate = translate

type units []uint16

func (u units) Length() int         { return len(u) }
func (u units) CharAt(i int) uint16 { return u[i] }
func (u units) String() string      { return string(utf16.Decode(u)) }

// JSONFault answers what is wrong with a text, "" for nothing.
func JSONFault(text []uint16) string {
	s := jsonScanner{text: units(text), n: len(text)}
	s.document()
	if s.deep {
		return "deep"
	}
	return s.message
}

// JSONParses answers whether the parser takes a text.
func JSONParses(w *webidl.Realm, text string) bool {
	r := &realm{Realm: w, engine: w.VM.GlobalObject()}
	_, ok := newJSONParser(r, w.VM.ToValue(text).(goja.String)).document()
	return ok
}
