package wrangler

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/sqlite"
)

// source is one object that is to be imported, with its facets.
type source struct {
	object storage.Object
	parts  []part     // that have anything
	facets [][]string // all there ever were
}

// part is one database of an object: its own or a facet's.
type part struct {
	object storage.Object
	file   string
	plain  bool
	name   storage.Name
	alarm  storage.Alarm
}

// Import copies the objects of the platform's local tooling to dodev's state.
func Import(o Options) ([]Count, error) {
	dirs, err := os.ReadDir(o.root())
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	var sources []source
	var all []string
	for _, d := range dirs {
		if !d.IsDir() {
			continue
		}
		found, err := o.scan(d.Name())
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			all, sources = append(all, d.Name()), append(sources, found...)
		}
	}
	chosen, err := o.chosen(all)
	if err != nil {
		return nil, err
	}
	here := map[storage.Object]bool{}
	for _, n := range chosen {
		if err := o.known(n, here); err != nil {
			return nil, err
		}
	}
	var exists ExistsError
	var counts []Count
	for _, n := range chosen {
		c := Count{Namespace: n}
		for _, s := range sources {
			if s.object.Namespace != n {
				continue
			}
			if here[s.object] {
				exists.add(s.object)
			}
			c.count(s)
		}
		counts = append(counts, c)
	}
	if exists.Objects > 0 && !o.Replace {
		return nil, &exists
	}
	w := &writer{to: o.Objects}
	for _, s := range sources {
		if !slices.Contains(chosen, s.object.Namespace) {
			continue
		}
		if err := o.take(s, w, here[s.object]); err != nil {
			return nil, errors.Join(fmt.Errorf("import %s %x: %w", s.object.Namespace, s.object.ID, err), w.wait())
		}
	}
	return counts, w.wait()
}

func (c *Count) count(s source) {
	c.Objects++
	for _, p := range s.parts {
		if p.object != s.object {
			c.Facets++
		}
		if p.alarm.Set {
			c.Alarms++
		}
	}
}

// known adds the objects of a namespace in dodev's state, also those of which only facets are there.
func (o *Options) known(namespace string, here map[storage.Object]bool) error {
	err := o.Base.Objects(namespace, func(id [32]byte, _ storage.Name) bool {
		here[storage.Object{Namespace: namespace, ID: id}] = true
		return true
	})
	if err != nil {
		return err
	}
	var failed error
	err = o.Base.Objects(storage.FacetSpace(namespace), func(id [32]byte, _ storage.Name) bool {
		obj := storage.Object{Namespace: namespace, ID: id}
		var paths [][]string
		if paths, failed = o.facets(obj); len(paths) > 0 {
			here[obj] = true
		}
		return failed == nil
	})
	return errors.Join(err, failed)
}

// scan reads what there is of a namespace.
func (o *Options) scan(namespace string) ([]source, error) {
	folder := filepath.Join(o.root(), namespace)
	list, err := ids(folder)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	alarms, err := sqlite.ReadSchedule(filepath.Join(folder, schedule))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", filepath.Join(folder, schedule), err)
	}
	var sources []source
	for _, id := range list {
		s := source{object: storage.Object{Namespace: namespace, ID: id}}
		if err := s.add(file(folder, id, 0)+".sqlite", s.object); err != nil {
			return nil, err
		}
		if len(s.parts) > 0 && !s.parts[0].name.Known {
			s.parts[0].name = alarms[id].Name
		}
		if s.facets, err = readFacets(file(folder, id, 0) + ".facets"); err != nil {
			return nil, err
		}
		for i, path := range s.facets {
			if err := s.add(file(folder, id, i+1)+".sqlite", s.object.Facet(path)); err != nil {
				return nil, err
			}
		}
		if len(s.parts) > 0 {
			sources = append(sources, s)
		}
	}
	return sources, nil
}

// add reads what a file is, if there is one and it has anything.
func (s *source) add(path string, obj storage.Object) error {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	p := part{object: obj, file: path}
	holds := false
	err := p.read(func(f *sqlite.Foreign) (err error) {
		if holds, err = f.Holds(); err != nil || !holds {
			return err
		}
		if p.plain, err = f.Plain(); err == nil {
			p.alarm, err = f.Alarm()
		}
		if err == nil && obj == s.object {
			p.name, err = f.Name()
		}
		return err
	})
	if holds && err == nil {
		s.parts = append(s.parts, p)
	}
	return err
}

func (p *part) read(visit func(*sqlite.Foreign) error) error {
	f, err := sqlite.OpenForeign(p.file)
	if err == nil {
		err = errors.Join(visit(f), f.Close())
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", p.file, err)
	}
	return nil
}

// take imports an object in place of one that may be there. What it gives to the writer may still be on its way.
func (o *Options) take(s source, w *writer, replaces bool) error {
	if replaces {
		if err := o.clear(s, w); err != nil {
			return err
		}
	}
	if len(s.facets) > 0 {
		b := &storage.Batch{Object: s.object.FacetIndex(), DeleteAll: true}
		for _, path := range s.facets {
			b.Writes = append(b.Writes, storage.Write{Key: storage.FacetKey(path), Value: []byte{}})
		}
		sortWrites(b)
		w.commit(b)
	}
	for _, p := range s.parts {
		err := p.read(func(f *sqlite.Foreign) error {
			if !p.plain {
				return o.Objects.Import(p.object, f, p.name)
			}
			return w.copy(&p, f)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// clear deletes what there is of an object and is not replaced.
func (o *Options) clear(s source, w *writer) error {
	stays := map[storage.Object]bool{}
	for _, p := range s.parts {
		stays[p.object] = true
	}
	old, err := o.facets(s.object)
	if err != nil {
		return err
	}
	gone := []storage.Object{s.object, s.object.FacetIndex()}
	for _, path := range old {
		gone = append(gone, s.object.Facet(path))
	}
	for _, obj := range gone {
		if !stays[obj] {
			w.commit(&storage.Batch{Object: obj, DeleteAll: true, AlarmChanged: true})
		}
	}
	return w.wait()
}

func sortWrites(b *storage.Batch) {
	slices.SortFunc(b.Writes, func(a, b storage.Write) int { return strings.Compare(a.Key, b.Key) })
}
