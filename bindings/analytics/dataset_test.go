package analytics

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/dodev/dodev/storage/bolt"
)

func open(t *testing.T) *Dataset {
	shelf := bolt.NewShelf(bolt.Options{Path: filepath.Join(t.TempDir(), "bindings.db"), Relaxed: true})
	t.Cleanup(func() {
		if err := shelf.Close(); err != nil {
			t.Error(err)
		}
	})
	return New(shelf, "points", func() time.Time { return time.Unix(1_700_000_000, 0) }, func(err error) { t.Error(err) })
}

func TestPoints(t *testing.T) {
	d := open(t)
	for _, point := range []string{`{"blobs":["a"]}`, `{}`} {
		d.Record(point)
	}
	list, err := d.Points()
	if err != nil || len(list) != 2 || string(list[0].Point) != `{"blobs":["a"]}` || list[1].Time.Unix() != 1_700_000_000 {
		t.Errorf("Points: %v, %v", list, err)
	}
}

func TestOldPointsGo(t *testing.T) {
	d := open(t)
	for n := range Kept + 5 {
		d.Record(fmt.Sprint(n))
	}
	list, err := d.Points()
	if err != nil || len(list) != Kept || string(list[0].Point) != "5" || string(list[Kept-1].Point) != fmt.Sprint(Kept+4) {
		t.Errorf("got %d points, %v", len(list), err)
	}
}

func TestFailureIsTold(t *testing.T) {
	d := open(t)
	told := make(chan error, 1)
	d.failed = func(err error) { told <- err }
	d.Record("no JSON")
	if err := <-told; err == nil {
		t.Error("no error")
	}
}
