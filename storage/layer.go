package storage

import (
	"slices"
	"strings"
)

// indexed is the number of writes from which a layer looks keys up in a map.
const indexed = 8

// layer is the writes that will become, or are, one batch. While it is open its
// writes stand in the order of their first appearance, which is what makes a
// rollback a truncation; frozen they are sorted, and only read from then on.
type layer struct {
	batch  Batch
	frozen bool

	index map[string]int32 // by key, once there are many
	order []int32          // the open writes by key, as far as sorted already

	seq uint64
	// confirmed layers hold messages back until they are durable; pending ones
	// will, if the open transaction commits.
	confirmed, pending bool
	// wrote says that the session holds changes of this layer.
	wrote bool
	// promised layers have had their sequence number asked for: someone waits.
	promised bool

	first [1]Write
}

// find answers where the key is written.
func (l *layer) find(key string) (int, bool) {
	writes := l.batch.Writes
	switch {
	case l.frozen:
		return slices.BinarySearchFunc(writes, key, func(w Write, key string) int {
			return strings.Compare(w.Key, key)
		})
	case l.index != nil:
		i, ok := l.index[key]
		return int(i), ok
	}
	for i := range writes {
		if writes[i].Key == key {
			return i, true
		}
	}
	return 0, false
}

// add appends a write of a key that is not in the layer.
func (l *layer) add(w Write) {
	if l.batch.Writes == nil {
		l.batch.Writes = l.first[:0]
	}
	l.batch.Writes = append(l.batch.Writes, w)
	n := len(l.batch.Writes)
	if l.index != nil {
		l.index[w.Key] = int32(n - 1)
		return
	}
	if n > indexed {
		l.index = make(map[string]int32, 4*indexed)
		for i, w := range l.batch.Writes {
			l.index[w.Key] = int32(i)
		}
	}
}

// truncate forgets every write behind the first n.
func (l *layer) truncate(n int) {
	gone := l.batch.Writes[n:]
	if len(gone) == 0 {
		return
	}
	for _, w := range gone {
		delete(l.index, w.Key)
	}
	clear(gone)
	l.batch.Writes = l.batch.Writes[:n]
	l.order = slices.DeleteFunc(l.order, func(i int32) bool { return int(i) >= n })
}

// clear forgets every write; the batch drops all keys instead.
func (l *layer) clear() {
	l.batch.Writes, l.index, l.order = nil, nil, nil
	l.first[0] = Write{}
	l.batch.DeleteAll = true
}

func (l *layer) freeze() {
	slices.SortFunc(l.batch.Writes, func(a, b Write) int { return strings.Compare(a.Key, b.Key) })
	l.index, l.order, l.frozen = nil, nil, true
}

// sorted brings order up to date: only what was added since is sorted anew.
func (l *layer) sorted() []int32 {
	writes := l.batch.Writes
	known := len(l.order)
	for i := known; i < len(writes); i++ {
		l.order = append(l.order, int32(i))
	}
	byKey := func(a, b int32) int { return strings.Compare(writes[a].Key, writes[b].Key) }
	added := l.order[known:]
	if len(added) == 0 {
		return l.order
	}
	slices.SortFunc(added, byKey)
	if known == 0 || byKey(l.order[known-1], added[0]) < 0 {
		return l.order
	}
	merged := make([]int32, 0, len(l.order))
	old := l.order[:known]
	for len(old) > 0 && len(added) > 0 {
		if byKey(old[0], added[0]) < 0 {
			merged, old = append(merged, old[0]), old[1:]
		} else {
			merged, added = append(merged, added[0]), added[1:]
		}
	}
	l.order = append(append(merged, old...), added...)
	return l.order
}
