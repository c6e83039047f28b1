package storage_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/storagetest"
)

func ptr(s string) *string { return &s }

func TestListOptions(t *testing.T) {
	stored := []string{"", "\x00", "B", "a", "a\x00", "aa", "b", "\u00e9", "\ufffd", "\U0001f600"}
	for _, test := range []struct {
		name    string
		options storage.ListOptions
		want    []string
	}{
		{"all", storage.ListOptions{}, stored},
		{"start is inclusive", storage.ListOptions{Start: "b"}, stored[6:]},
		{"start between keys", storage.ListOptions{Start: "ab"}, stored[6:]},
		{"startAfter is exclusive", storage.ListOptions{StartAfter: ptr("a")}, stored[4:]},
		{"startAfter the empty key", storage.ListOptions{StartAfter: ptr("")}, stored[1:]},
		{"end is exclusive", storage.ListOptions{End: ptr("a\x00")}, stored[:4]},
		{"end before everything", storage.ListOptions{End: ptr("")}, nil},
		{"end before start", storage.ListOptions{Start: "b", End: ptr("a")}, nil},
		{"prefix", storage.ListOptions{Prefix: "a"}, stored[3:6]},
		{"prefix of one character", storage.ListOptions{Prefix: "\U0001f600"}, stored[9:]},
		{"prefix and end", storage.ListOptions{Prefix: "a", End: ptr("a\x00")}, stored[3:4]},
		{"prefix and startAfter", storage.ListOptions{Prefix: "a", StartAfter: ptr("a")}, stored[4:6]},
		{"prefix before start", storage.ListOptions{Prefix: "a", Start: "b"}, nil},
		{"prefix behind start and end", storage.ListOptions{Prefix: "a", Start: "B", End: ptr("z")}, stored[3:6]},
		{"limit", storage.ListOptions{Limit: 2}, stored[:2]},
		{"limit beyond", storage.ListOptions{Limit: 99}, stored},
		{"reverse", storage.ListOptions{Start: "a", End: ptr("b"), Reverse: true}, []string{"aa", "a\x00", "a"}},
		{"reverse with limit", storage.ListOptions{Reverse: true, Limit: 2}, []string{"\U0001f600", "\ufffd"}},
		{"reverse with prefix", storage.ListOptions{Prefix: "a", Reverse: true, Limit: 1}, []string{"aa"}},
	} {
		// However the keys are spread over overlay, flight and backend.
		for _, flushed := range []int{0, 1, 2, 3} {
			b := storagetest.NewMemory()
			c := newCache(b, nil)
			for i, key := range stored {
				if i%3 < flushed {
					put(t, c, key, "v")
				}
			}
			c.Flush()
			b.Hold()
			for i, key := range stored {
				if i%3 >= flushed && i%2 == 0 {
					put(t, c, key, "v")
				}
			}
			c.Flush()
			for i, key := range stored {
				if i%3 >= flushed && i%2 == 1 {
					put(t, c, key, "v")
				}
			}
			var got []string
			err := c.List(test.options, func(key string, _ []byte) bool {
				got = append(got, key)
				return true
			})
			if err != nil || !slices.Equal(got, test.want) {
				t.Errorf("%s, %d thirds flushed: got %q, %v, want %q", test.name, flushed, got, err, test.want)
			}
		}
	}
}

func TestListStops(t *testing.T) {
	c := newCache(storagetest.NewMemory(), nil)
	for _, key := range []string{"a", "b", "c"} {
		put(t, c, key, key)
	}
	n := 0
	if err := c.List(storage.ListOptions{}, func(string, []byte) bool { n++; return false }); n != 1 || err != nil {
		t.Errorf("visited %d pairs after being stopped at the first: %v", n, err)
	}
}

func TestCheckSize(t *testing.T) {
	// The largest values the platform's runtime took, by length of the key.
	for _, test := range []struct{ key, value int }{
		{0, 8388636}, {1, 8388635}, {2, 8388634}, {10, 8388626}, {1000, 8387635},
	} {
		c := newCache(storagetest.NewMemory(), nil)
		key := strings.Repeat("k", test.key)
		if err := c.Put(key, make([]byte, test.value), true); err != nil {
			t.Errorf("put of a %d byte key and %d byte value: %v", test.key, test.value, err)
		}
		for name, err := range map[string]error{
			"Put":     c.Put(key, make([]byte, test.value+1), true),
			"PutMany": c.PutMany([]storage.Entry{{Key: "first"}, {Key: key, Value: make([]byte, test.value+1)}}, true),
		} {
			if err == nil || err.Error() != "string or blob too big: SQLITE_TOOBIG" {
				t.Errorf("%s of a %d byte key and %d byte value: %v", name, test.key, test.value+1, err)
			}
		}
		if _, found, _ := c.Get("first"); found {
			t.Errorf("a refused PutMany wrote its first pair")
		}
	}
}
