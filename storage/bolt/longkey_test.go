package bolt

import (
	"bytes"
	"strings"
	"testing"
)

func FuzzLongKey(f *testing.F) {
	f.Add(0, "", []byte{})
	f.Add(inline, "", []byte("value"))
	f.Add(inline, "\x00", []byte{0xff, 0x0f})
	f.Add(inline-1, "\u00e9", []byte(nil))
	f.Add(2*inline, "tail", []byte("value"))
	f.Fuzz(func(t *testing.T, length int, tail string, value []byte) {
		key := strings.Repeat("k", max(0, length)%(4*inline)) + tail
		form, stored := appendKey(nil, key), packValue(key, value)
		if len(form) > inline+32 {
			t.Errorf("a key of %d bytes takes %d in the file", len(key), len(form))
		}
		gotKey, got, err := unpack(form, stored)
		if gotKey != key || !bytes.Equal(got, value) || err != nil {
			t.Errorf("a key of %d bytes with %q comes back with %d bytes and %q: %v", len(key), value, len(gotKey), got, err)
		}
		got, err = valueOf(key, stored)
		if !bytes.Equal(got, value) || err != nil {
			t.Errorf("the value of a key of %d bytes comes back as %q, %v, want %q", len(key), got, err, value)
		}
	})
}

func FuzzSplit(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{0x80})
	f.Add([]byte{3, 'a', 'b'})
	f.Add([]byte{2, 'a', 'b', 'v'})
	f.Add(bytes.Repeat([]byte{0xff}, 11))
	f.Fuzz(func(t *testing.T, stored []byte) {
		rest, value, err := split(stored)
		if err == nil && !bytes.HasSuffix(stored, append(bytes.Clone(rest), value...)) {
			t.Errorf("split(%q) = %q and %q", stored, rest, value)
		}
	})
}
