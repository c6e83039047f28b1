package analytics

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/dodev/dodev/storage/bolt"
)

func TestPoints(t *testing.T) {
	shelf := bolt.NewShelf(bolt.Options{Path: filepath.Join(t.TempDir(), "bindings.db")})
	d := New(shelf, "points", func() time.Time { return time.Unix(1_700_000_000, 0) })
	for _, point := range []string{`{"blobs":["a"]}`, `{}`} {
		if err := d.Record(point); err != nil {
			t.Fatal(err)
		}
	}
	list, err := d.Points()
	if err != nil || len(list) != 2 || string(list[0].Point) != `{"blobs":["a"]}` || list[1].Time.Unix() != 1_700_000_000 {
		t.Errorf("Points: %v, %v", list, err)
	}
	if err := shelf.Close(); err != nil {
		t.Error(err)
	}
}
