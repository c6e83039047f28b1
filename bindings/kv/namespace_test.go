package kv

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/dodev/dodev/storage/bolt"
)

// TestExpiry turns the clock: what has expired is neither read nor listed, and does not count towards a page.
func TestExpiry(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	shelf := bolt.NewShelf(bolt.Options{Path: filepath.Join(t.TempDir(), "bindings.db")})
	defer func() {
		if err := shelf.Close(); err != nil {
			t.Error(err)
		}
	}()
	n := New(shelf, "id", func() time.Time { return now })
	minute, hour := int64(60), int64(3600)
	for key, ttl := range map[string]*int64{"a": &minute, "b": nil, "c": &hour} {
		if err := n.Put(key, []byte(key), Put{TTL: ttl}); err != nil {
			t.Fatal(err)
		}
	}
	for _, at := range []struct {
		after time.Duration
		want  string
	}{{0, "abc"}, {59 * time.Second, "abc"}, {time.Minute, "bc"}, {time.Hour, "b"}} {
		now = time.Unix(1_700_000_000, 0).Add(at.after)
		listed, read := "", ""
		for cursor := ""; ; {
			page, err := n.List(List{Limit: 1, Cursor: cursor})
			if err != nil {
				t.Fatal(err)
			}
			for _, k := range page.Keys {
				listed += k.Name
			}
			if cursor = page.Cursor; cursor == "" {
				break
			}
		}
		for _, key := range []string{"a", "b", "c"} {
			e, err := n.Get(key, nil)
			if err != nil {
				t.Fatal(err)
			}
			if e != nil {
				read += string(e.Value)
			}
		}
		if listed != at.want || read != at.want {
			t.Errorf("after %v: listed %q, read %q, want %q", at.after, listed, read, at.want)
		}
	}
}
