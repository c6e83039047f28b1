package cache

import (
	"io"
	"path/filepath"
	"testing"
	"time"

	"github.com/dodev/dodev/storage/bolt"
	"github.com/dodev/dodev/wire"
)

func TestStore(t *testing.T) {
	now := time.Date(2026, 11, 17, 0, 0, 0, 0, time.UTC)
	path := filepath.Join(t.TempDir(), "shelf")
	shelf := bolt.NewShelf(bolt.Options{Path: path})
	s := New(shelf, func() time.Time { return now })
	put := func(cache, control, body string) {
		t.Helper()
		err := s.Put(cache, "http://a/", nil, &wire.Response{Status: 200, Header: wire.Header{{Name: "Cache-Control", Value: control}}, Body: wire.BytesBody([]byte(body))})
		if err != nil {
			t.Fatal(err)
		}
	}
	want := func(cache, body string) {
		t.Helper()
		w, err := s.Match(cache, "http://a/", nil)
		if err != nil {
			t.Fatal(err)
		}
		got := "nothing"
		if w != nil {
			b, _ := io.ReadAll(w.Body.Reader())
			got = string(b)
		}
		if got != body {
			t.Errorf("%q: got %s, want %s", cache, got, body)
		}
	}
	want("", "nothing")
	put("", "max-age=60", "one")
	put("=other", "max-age=10", "two")
	want("", "one")
	want("=other", "two")
	put("", "no-store", "never")
	want("", "one")

	if err := shelf.Close(); err != nil {
		t.Fatal(err)
	}
	s.shelf = bolt.NewShelf(bolt.Options{Path: path})
	defer s.shelf.Close()
	now = now.Add(30 * time.Second)
	want("", "one")
	want("=other", "nothing")
	for _, there := range []bool{true, false} {
		if found, err := s.Delete("", "http://a/"); found != there || err != nil {
			t.Errorf("delete answers %v, %v, want %v", found, err, there)
		}
	}
	put("", "max-age=60", "one")
	put("", "max-age=0", "stale")
	want("", "nothing")
}

func TestRanges(t *testing.T) {
	for header, want := range map[string]struct {
		parts int
		ok    bool
	}{
		"bytes=0-4": {1, true}, "bytes=-5": {1, true}, "bytes=6-": {1, true}, "bytes=0-1,3-4": {2, true}, "bytes=": {0, true},
		"bytes=-100": {0, true}, "bytes=11-": {0, false}, "bytes=5-2": {0, false}, "lines=1-2": {0, false}, "bytes=x-": {0, false}, "": {0, false},
	} {
		parts, ok := ranges(header, 11)
		if len(parts) != want.parts || ok != want.ok {
			t.Errorf("%q: got %v, %v", header, parts, ok)
		}
	}
	b, h := multipart([]part{{0, 1}, {3, 4}}, []byte("hello"), wire.Header{{Name: "Content-Type", Value: "a/b"}})
	if boundary := "dodev-boundary-2cf24dba5fb0a30e"; h.First("Content-Type") != "multipart/byteranges; boundary="+boundary ||
		string(b.Bytes) != "--"+boundary+"\r\nContent-Type: a/b\r\nContent-Range: bytes 0-1/5\r\n\r\nhe\r\n--"+boundary+
			"\r\nContent-Type: a/b\r\nContent-Range: bytes 3-4/5\r\n\r\nlo\r\n--"+boundary+"--" {
		t.Errorf("got %s\n%s", h.First("Content-Type"), b.Bytes)
	}
}
