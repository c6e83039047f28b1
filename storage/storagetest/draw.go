package storagetest

import (
	"fmt"
	"strings"

	"github.com/dodev/dodev/storage"
)

// key draws a key: few enough that they meet again.
func (w *walker) key() string {
	switch n := w.r.N(20); {
	case n < 12:
		return oddKeys[w.r.N(len(oddKeys))]
	case n < 19:
		return fmt.Sprintf("n%02d", w.r.N(40))
	default:
		return strings.Repeat("k", 32_000) + oddKeys[w.r.N(4)]
	}
}

func (w *walker) keys() []string {
	keys := make([]string, w.r.N(12))
	for i := range keys {
		keys[i] = w.key()
	}
	return keys
}

func (w *walker) value() []byte {
	value := make([]byte, w.r.N(20))
	if w.r.N(30) == 0 {
		value = make([]byte, w.r.N(20_000))
	}
	for i := range value {
		value[i] = byte('a' + w.r.N(26))
	}
	return value
}

func (w *walker) options() storage.ListOptions {
	o := storage.ListOptions{Reverse: w.r.N(2) == 0}
	switch w.r.N(3) {
	case 0:
		o.Start = w.key()
	case 1:
		key := w.key()
		o.StartAfter = &key
	}
	if w.r.N(2) == 0 {
		key := w.key()
		o.End = &key
	}
	if w.r.N(3) == 0 {
		o.Prefix = []string{"a", "n", "n1", "\x00", "\u00e9", "k"}[w.r.N(6)]
	}
	if w.r.N(3) == 0 {
		o.Limit = 1 + w.r.N(6)
	}
	return o
}

func describe(o storage.ListOptions) string {
	text := fmt.Sprintf("List(start %s, prefix %q, reverse %v, limit %d", short(o.Start), o.Prefix, o.Reverse, o.Limit)
	if o.StartAfter != nil {
		text += ", start after " + short(*o.StartAfter)
	}
	if o.End != nil {
		text += ", end " + short(*o.End)
	}
	return text + ")"
}
