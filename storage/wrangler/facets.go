package wrangler

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"unicode/utf8"

	"github.com/dodev/dodev/storage"
)

// magic begins an index of facets.
const magic = 0xc4cdce5bc5b0ef57

// readFacets reads an index of facets: of each its path, at the place that its number less one is. An end that was not
// written whole is nobody's.
func readFacets(path string) ([][]string, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil || len(data) <= 8 {
		return nil, err
	}
	if binary.LittleEndian.Uint64(data) != magic {
		return nil, fmt.Errorf("%s is no index of facets: %w", path, storage.ErrCorrupt)
	}
	return parseFacets(data[8:]), nil
}

// parseFacets reads entries: the number of the facet above, 0 for the object, and the name with its length.
func parseFacets(data []byte) (paths [][]string) {
	for len(data) >= 4 {
		parent, n := int(binary.LittleEndian.Uint16(data)), int(binary.LittleEndian.Uint16(data[2:]))
		if data = data[4:]; parent > len(paths) || n == 0 || n > len(data) || !utf8.Valid(data[:n]) {
			break
		}
		var path []string
		if parent > 0 {
			path = slices.Clone(paths[parent-1])
		}
		path = append(path, string(data[:n]))
		if slices.ContainsFunc(paths, func(other []string) bool { return slices.Equal(other, path) }) {
			break
		}
		paths, data = append(paths, path), data[n:]
	}
	return paths
}

// formatFacets answers an index of facets, and their paths in the order of their numbers. Those above a facet are part of it.
func formatFacets(all [][]string) (data []byte, paths [][]string, err error) {
	numbers := map[string]int{}
	data = binary.LittleEndian.AppendUint64(nil, magic)
	for _, whole := range all {
		for n := 1; n <= len(whole); n++ {
			path := whole[:n]
			key := storage.FacetKey(path)
			if numbers[key] > 0 {
				continue
			}
			name := path[n-1]
			if name == "" || len(name) > math.MaxUint16 || len(paths) == math.MaxUint16 {
				return nil, nil, fmt.Errorf("the facet %s has no place in an index of the platform's", key)
			}
			parent := 0
			if n > 1 {
				parent = numbers[storage.FacetKey(path[:n-1])]
			}
			data = binary.LittleEndian.AppendUint16(data, uint16(parent))
			data = binary.LittleEndian.AppendUint16(data, uint16(len(name)))
			data = append(data, name...)
			paths = append(paths, path)
			numbers[key] = len(paths)
		}
	}
	return data, paths, nil
}

// facets answers the paths of an object's facets in dodev's state, the shortest first.
func (o *Options) facets(obj storage.Object) (paths [][]string, err error) {
	plain := true
	err = o.Base.List(obj.FacetIndex(), storage.Range{}, func(key string, value []byte) bool {
		path, ok := storage.FacetPath(key)
		if plain = ok && len(value) == 0; plain {
			paths = append(paths, path)
		}
		return plain
	})
	if !plain { // it is a facet, and these are its pairs
		return nil, err
	}
	slices.SortStableFunc(paths, func(a, b []string) int { return cmp.Compare(len(a), len(b)) })
	return paths, err
}
