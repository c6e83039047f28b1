// Package analytics is what stands behind an Analytics Engine binding: the points that were written, to look at.
package analytics

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"

	"github.com/dodev/dodev/storage/bolt"
)

// Dataset is the points of one dataset. Its methods may be called from any goroutine.
type Dataset struct {
	shelf   *bolt.Shelf
	section string
	now     func() time.Time
}

// New answers the dataset with a name, whose points are on a shelf.
func New(shelf *bolt.Shelf, name string, now func() time.Time) *Dataset {
	return &Dataset{shelf, "analytics/" + name, now}
}

// Point is one point, and when it was written.
type Point struct {
	Time  time.Time       `json:"timestamp"`
	Point json.RawMessage `json:"point"`
}

// Record keeps a point, which is a JSON text.
func (d *Dataset) Record(point string) error {
	text, err := json.Marshal(Point{d.now().UTC(), json.RawMessage(point)})
	if err != nil {
		return fmt.Errorf("record a point: %w", err)
	}
	return d.shelf.Update(d.section, func(s bolt.Section) error {
		n, err := s.Next()
		if err != nil {
			return err
		}
		return s.Put(binary.BigEndian.AppendUint64(nil, n), text)
	})
}

// Points answers the points in the order in which they were written.
func (d *Dataset) Points() (list []Point, err error) {
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
