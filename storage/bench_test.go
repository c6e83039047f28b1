package storage_test

import (
	"fmt"
	"testing"

	"github.com/dodev/dodev/storage"
)

// sink is a backend that accepts everything at once.
type sink struct{ storage.Backend }

func (sink) Commit(b *storage.Batch, done func(error)) {
	b.Settle(nil)
	done(nil)
}

func (sink) Read(storage.Object, string) ([]byte, bool, error) { return nil, false, nil }

func (sink) List(storage.Object, storage.Range, func(string, []byte) bool) error { return nil }

func BenchmarkPutFlush(b *testing.B) {
	for _, n := range []int{1, 8, 128} {
		b.Run(fmt.Sprintf("keys=%d", n), func(b *testing.B) {
			c := newCache(sink{}, nil)
			keys := make([]string, n)
			for i := range keys {
				keys[i] = fmt.Sprintf("key%04d", i)
			}
			value := []byte("a value of some length")
			b.ReportAllocs()
			for b.Loop() {
				for _, key := range keys {
					_ = c.Put(key, value, true)
				}
				c.Flush()
			}
		})
	}
}

func BenchmarkGetDirty(b *testing.B) {
	c := newCache(sink{}, nil)
	put(b, c, "key", "value")
	b.ReportAllocs()
	for b.Loop() {
		_, _, _ = c.Get("key")
	}
}

// BenchmarkPutList lists after each of many puts of one turn.
func BenchmarkPutList(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		c := newCache(sink{}, nil)
		for i := range 1000 {
			put(b, c, fmt.Sprintf("key%04d", i*7919%1000), "value")
			_ = c.List(storage.ListOptions{Start: "key0500", Limit: 1, Prefix: "key05"}, func(string, []byte) bool { return true })
		}
	}
}
