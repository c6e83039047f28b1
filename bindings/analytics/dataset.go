// Package analytics is what stands behind an Analytics Engine binding: the last points that were written, to look at.
package analytics

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/dodev/dodev/storage/bolt"
)

// Kept is how many points of a dataset are kept.
const Kept = 10_000

// Dataset is the points of one dataset. Its methods may be called from any goroutine.
type Dataset struct {
	shelf   *bolt.Shelf
	section string
	now     func() time.Time
	failed  func(error)

	mu      sync.Mutex
	waiting [][]byte // to be written, in order
	writing chan struct{}
}

// New answers the dataset with a name, whose points are on a shelf. failed is told of points that could not be kept.
func New(shelf *bolt.Shelf, name string, now func() time.Time, failed func(error)) *Dataset {
	return &Dataset{shelf: shelf, section: "analytics/" + name, now: now, failed: failed}
}

// Point is one point, and when it was written.
type Point struct {
	Time  time.Time       `json:"timestamp"`
	Point json.RawMessage `json:"point"`
}

// Record keeps a point, which is a JSON text. It does not wait for the disk: points that come meanwhile are written
// together.
func (d *Dataset) Record(point string) {
	text, err := json.Marshal(Point{d.now().UTC(), json.RawMessage(point)})
	if err != nil {
		d.failed(fmt.Errorf("record a point: %w", err))
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.waiting = append(d.waiting, text)
	if d.writing == nil {
		d.writing = make(chan struct{})
		go d.write()
	}
}

// write writes until nothing waits.
func (d *Dataset) write() {
	for {
		d.mu.Lock()
		list := d.waiting
		d.waiting = nil
		if len(list) == 0 {
			close(d.writing)
			d.writing = nil
			d.mu.Unlock()
			return
		}
		d.mu.Unlock()
		if err := d.put(list); err != nil {
			d.failed(err)
		}
	}
}

// put writes points, and drops those that are too old by their number.
func (d *Dataset) put(list [][]byte) error {
	return d.shelf.Update(d.section, func(s bolt.Section) error {
		for _, text := range list {
			n, err := s.Next()
			if err != nil {
				return err
			}
			if err := s.Put(binary.BigEndian.AppendUint64(nil, n), text); err != nil {
				return err
			}
			if n > Kept {
				if err := s.Delete(binary.BigEndian.AppendUint64(nil, n-Kept)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// Wait returns when everything that was recorded is written.
func (d *Dataset) Wait() {
	d.mu.Lock()
	writing := d.writing
	d.mu.Unlock()
	if writing != nil {
		<-writing
	}
}

// Points answers the points in the order in which they were written.
func (d *Dataset) Points() (list []Point, err error) {
	d.Wait()
	err = d.shelf.View(d.section, func(s bolt.Section) error {
		var broken error
		s.Scan(nil, func(_, v []byte) bool {
			var p Point
			broken = json.Unmarshal(v, &p)
			list = append(list, p)
			return broken == nil
		})
		return broken
	})
	return list, err
}
