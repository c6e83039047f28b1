package bolt_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/bolt"
)

func BenchmarkCommit(b *testing.B) {
	for _, relaxed := range []bool{false, true} {
		for _, writers := range []int{1, 32} {
			b.Run(fmt.Sprintf("relaxed=%v/writers=%d", relaxed, writers), func(b *testing.B) {
				db := mustOpen(b, bolt.Options{Path: filepath.Join(b.TempDir(), "objects.db"), Relaxed: relaxed})
				value := make([]byte, 100)
				b.ReportAllocs()
				b.ResetTimer()
				var group sync.WaitGroup
				for w := range writers {
					group.Go(func() {
						done := make(chan error, 1)
						o := storage.Object{Namespace: "chat-Room", ID: [32]byte{byte(w)}}
						for i := w; i < b.N; i += writers {
							batch := &storage.Batch{Object: o, Writes: []storage.Write{{Key: fmt.Sprint(i), Value: value}}}
							db.Commit(batch, func(err error) { done <- err })
							if err := <-done; err != nil {
								b.Error(err)
							}
						}
					})
				}
				group.Wait()
			})
		}
	}
}

// filled answers the path of a file with many objects.
func filled(b *testing.B, objects, keys int) string {
	path := filepath.Join(b.TempDir(), "objects.db")
	db := mustOpen(b, bolt.Options{Path: path, Relaxed: true})
	var group sync.WaitGroup
	for i := range objects {
		batch := &storage.Batch{Object: storage.Object{Namespace: "chat-Room", ID: [32]byte{byte(i), byte(i >> 8), byte(i >> 16)}}}
		for k := range keys {
			batch.Writes = append(batch.Writes, storage.Write{Key: fmt.Sprintf("key%04d", k), Value: make([]byte, 100)})
		}
		group.Add(1)
		db.Commit(batch, func(error) { group.Done() })
	}
	group.Wait()
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

func BenchmarkRead(b *testing.B) {
	db := mustOpen(b, bolt.Options{Path: filled(b, 1000, 10)})
	o := storage.Object{Namespace: "chat-Room", ID: [32]byte{7}}
	b.ReportAllocs()
	for b.Loop() {
		if _, found, err := db.Read(o, "key0005"); !found || err != nil {
			b.Fatal(found, err)
		}
	}
}

func BenchmarkList(b *testing.B) {
	db := mustOpen(b, bolt.Options{Path: filled(b, 10, 1000)})
	o := storage.Object{Namespace: "chat-Room", ID: [32]byte{7}}
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		_ = db.List(o, storage.Range{}, func(string, []byte) bool { n++; return n < 100 })
	}
}

func BenchmarkOpen(b *testing.B) {
	path := filled(b, 20_000, 5)
	b.ResetTimer()
	for b.Loop() {
		db, err := bolt.Open(bolt.Options{Path: path})
		if err != nil {
			b.Fatal(err)
		}
		db.Close()
	}
}
