package clone_test

import (
	"errors"
	"reflect"
	"testing"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/clone"
)

// FuzzDeserialize reads damaged bytes: an Error or a value, never a panic; a value can be written
// again unless it is nested too deep to be.
func FuzzDeserialize(f *testing.F) {
	for _, row := range golden(f, "testdata/golden.txt", 2) {
		if len(row[1]) < 1000 {
			f.Add(unhex(f, row[1]))
		}
	}
	for _, row := range golden(f, "testdata/read.txt", 3) {
		f.Add(unhex(f, row[2]))
	}
	f.Add(unhex(f, "ff0f5c0a012201786f2205737461636b2201537b01"))
	f.Fuzz(func(t *testing.T, b []byte) {
		vm := goja.New()
		c := clone.New(vm, nil)
		v, err := c.Deserialize(b)
		var refused *clone.Error
		if err != nil {
			if !errors.As(err, &refused) {
				t.Fatalf("%x: got %v, want an *Error", b, err)
			}
			return
		}
		if _, err := c.Serialize(v, clone.Options{}); err != nil && !errors.As(err, &refused) {
			t.Fatalf("%x: written again: %v", b, err)
		}
	})
}

// TestMutations changes and cuts every golden message in every place.
func TestMutations(t *testing.T) {
	vm := goja.New()
	c := clone.New(vm, nil)
	for _, row := range golden(t, "testdata/golden.txt", 2) {
		b := unhex(t, row[1])
		if len(b) > 200 {
			continue
		}
		for i := range b {
			changed := append([]byte(nil), b...)
			for _, mask := range []byte{0x01, 0x55, 0x80, 0xFF} {
				changed[i] = b[i] ^ mask
				var refused *clone.Error
				if _, err := c.Deserialize(changed); err != nil && !errors.As(err, &refused) {
					t.Fatalf("%s, %x: got %v, want an *Error", row[0], changed, err)
				}
			}
			v, err := c.Deserialize(b[:i])
			if err != nil {
				continue
			}
			if o, ok := v.(*goja.Object); !ok || o.ExportType() != reflect.TypeFor[goja.ArrayBuffer]() { // that of a view, cut off
				t.Errorf("%s cut after %d bytes: got a value", row[0], i)
			}
		}
	}
}

var sink any

func BenchmarkNew(b *testing.B) {
	vm := goja.New()
	b.ReportAllocs()
	for b.Loop() {
		sink = clone.New(vm, nil)
	}
}

func benchmark(b *testing.B, source string) {
	vm := goja.New()
	c := clone.New(vm, nil)
	v := eval(b, vm, source)
	data, err := c.Serialize(v, clone.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("write", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := c.Serialize(v, clone.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("read", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := c.Deserialize(data); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkMessage(b *testing.B) {
	benchmark(b, `{name: "u1", message: "hello there everybody", timestamp: 1700000000000}`)
}

func BenchmarkString(b *testing.B) { benchmark(b, `"a string message of forty characters...."`) }

func BenchmarkArray(b *testing.B) { benchmark(b, `Array.from({length: 100}, (_, i) => i)`) }

func BenchmarkInstance(b *testing.B) { benchmark(b, `new (class User { name = "u1"; id = 7 })`) }

func BenchmarkMap(b *testing.B) { benchmark(b, `new Map([["a", 1], ["b", 2]])`) }
