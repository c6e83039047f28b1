package wrangler

import (
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/sqlite"
)

// Export copies the objects of dodev's state to that of the platform's local tooling.
func Export(o Options) ([]Count, error) {
	var all []string
	objects := map[string][][32]byte{}
	for _, n := range o.namespaces() {
		list, err := o.stored(n)
		if err != nil {
			return nil, err
		}
		if len(list) > 0 {
			all, objects[n] = append(all, n), list
		}
	}
	chosen, err := o.chosen(all)
	if err != nil {
		return nil, err
	}
	var exists ExistsError
	for _, n := range chosen {
		if err := o.occupied(n, objects[n], &exists); err != nil {
			return nil, err
		}
	}
	if exists.Objects > 0 && !o.Replace {
		return nil, &exists
	}
	var counts []Count
	for _, n := range chosen {
		c, err := o.give(n, objects[n])
		if err != nil {
			return nil, err
		}
		counts = append(counts, c)
	}
	return counts, nil
}

// namespaces answers those that dodev's state knows, also if it is only for the facets of their objects.
func (o *Options) namespaces() (list []string) {
	for _, n := range o.Base.Namespaces() {
		list = append(list, strings.TrimSuffix(n, storage.FacetSpace("")))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// stored answers the objects of a namespace that have anything, in order.
func (o *Options) stored(namespace string) ([][32]byte, error) {
	here := map[storage.Object]bool{}
	if err := o.known(namespace, here); err != nil {
		return nil, err
	}
	list := make([][32]byte, 0, len(here))
	for obj := range maps.Keys(here) {
		list = append(list, obj.ID)
	}
	slices.SortFunc(list, func(a, b [32]byte) int { return slices.Compare(a[:], b[:]) })
	return list, nil
}

// occupied finds the objects that are there already.
func (o *Options) occupied(namespace string, list [][32]byte, exists *ExistsError) error {
	folder, err := o.folder(namespace)
	if err != nil {
		return err
	}
	busy, err := sqlite.InUse(filepath.Join(folder, schedule))
	if err != nil {
		return fmt.Errorf("open %s: %w", filepath.Join(folder, schedule), err)
	}
	if busy {
		return &BusyError{Folder: o.Folder}
	}
	there, err := o.scan(namespace)
	if err != nil {
		return err
	}
	for _, s := range there {
		if _, same := slices.BinarySearchFunc(list, s.object.ID, func(a, b [32]byte) int { return slices.Compare(a[:], b[:]) }); same {
			exists.add(s.object)
		}
	}
	return nil
}

// give exports the objects of a namespace.
func (o *Options) give(namespace string, list [][32]byte) (c Count, err error) {
	c.Namespace = namespace
	folder, err := o.folder(namespace)
	if err != nil {
		return c, err
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return c, err
	}
	old, err := leftovers(folder)
	if err != nil {
		return c, err
	}
	rows := map[[32]byte]sqlite.Scheduled{}
	for _, id := range list {
		for _, name := range old[hex.EncodeToString(id[:])] {
			if err := os.Remove(filepath.Join(folder, name)); err != nil {
				return c, err
			}
		}
		obj := storage.Object{Namespace: namespace, ID: id}
		row, err := o.giveObject(obj, folder, &c)
		if err != nil {
			return c, fmt.Errorf("export %s %x: %w", namespace, id, err)
		}
		rows[id] = row
	}
	if err := sqlite.WriteSchedule(filepath.Join(folder, schedule), rows); err != nil {
		return c, fmt.Errorf("write %s: %w", filepath.Join(folder, schedule), err)
	}
	return c, nil
}

func (o *Options) giveObject(obj storage.Object, folder string, c *Count) (row sqlite.Scheduled, err error) {
	if row.Name, err = o.Objects.Name(obj); err != nil {
		return row, err
	}
	if row.Alarm, err = o.Objects.Alarm(obj); err != nil {
		return row, err
	}
	paths, err := o.facets(obj)
	if err == nil && len(paths) > 0 {
		paths, err = giveIndex(file(folder, obj.ID, 0)+".facets", paths)
	}
	if err != nil {
		return row, err
	}
	for i, path := range paths {
		facet := obj.Facet(path)
		if holds, err := o.holds(facet); err != nil {
			return row, err
		} else if !holds {
			continue
		}
		c.Facets++
		if err := o.Objects.Export(facet, file(folder, obj.ID, i+1)+".sqlite", storage.Name{}); err != nil {
			return row, err
		}
	}
	c.Objects++
	if row.Alarm.Set {
		c.Alarms++
	}
	return row, o.Objects.Export(obj, file(folder, obj.ID, 0)+".sqlite", row.Name)
}

// giveIndex writes an index of facets, and answers their paths in the order of their numbers.
func giveIndex(path string, paths [][]string) ([][]string, error) {
	data, paths, err := formatFacets(paths)
	if err != nil {
		return nil, err
	}
	return paths, os.WriteFile(path, data, 0o666)
}

// holds answers whether an object that has no alarm has anything.
func (o *Options) holds(obj storage.Object) (bool, error) {
	place, err := o.Base.Place(obj)
	if err != nil || place != storage.Here {
		return place == storage.Moved, err
	}
	any := false
	err = o.Base.List(obj, storage.Range{}, func(string, []byte) bool { any = true; return false })
	return any, err
}

// leftovers answers the names of the files of each object in a folder, empty ones included.
func leftovers(folder string) (map[string][]string, error) {
	files, err := os.ReadDir(folder)
	names := map[string][]string{}
	for _, f := range files {
		id, _, _ := strings.Cut(f.Name(), ".")
		names[id] = append(names[id], f.Name())
	}
	return names, err
}
