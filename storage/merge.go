package storage

import (
	"slices"
	"sort"
)

// run answers the layer's writes within a range, ascending.
func (l *layer) run(r Range) []Write {
	writes := l.batch.Writes
	if l.frozen {
		lo, hi := within(r, len(writes), func(i int) string { return writes[i].Key })
		return writes[lo:hi]
	}
	order := l.sorted()
	lo, hi := within(r, len(order), func(i int) string { return writes[order[i]].Key })
	if lo == hi {
		return nil
	}
	run := make([]Write, 0, hi-lo)
	for _, i := range order[lo:hi] {
		run = append(run, writes[i])
	}
	return run
}

// within answers which of n ascending keys lie in the range.
func within(r Range, n int, key func(int) string) (lo, hi int) {
	lo = sort.Search(n, func(i int) bool { return !r.Before(key(i)) })
	hi = lo + sort.Search(n-lo, func(i int) bool { return r.Behind(key(lo + i)) })
	return lo, hi
}

// Overlaid merges two ascending runs; where both write a key the upper counts.
func Overlaid(upper, lower []Write) []Write {
	if len(upper) == 0 {
		return lower
	}
	if len(lower) == 0 {
		return upper
	}
	merged := make([]Write, 0, len(upper)+len(lower))
	for len(upper) > 0 && len(lower) > 0 {
		switch {
		case lower[0].Key < upper[0].Key:
			merged, lower = append(merged, lower[0]), lower[1:]
		case lower[0].Key == upper[0].Key:
			lower = lower[1:]
		default:
			merged, upper = append(merged, upper[0]), upper[1:]
		}
	}
	return append(append(merged, upper...), lower...)
}

// overlay answers what the layers write within a range, in the range's order,
// and whether they hide the backend entirely.
func (w *work) overlay(r Range) (run []Write, opaque bool) {
	for l := range w.layers() {
		run = Overlaid(run, l.run(r))
		if l.batch.DeleteAll {
			opaque = true
			break
		}
	}
	if r.Reverse {
		run = slices.Clone(run) // it may be a frozen layer's own
		slices.Reverse(run)
	}
	return run, opaque
}

// List visits the pairs the options select, in order. A visited value is valid
// only until visit returns; visit answers false to stop and must not call the
// cache.
func (c *Cache) List(o ListOptions, visit func(key string, value []byte) bool) error {
	if err := c.ready(); err != nil {
		return err
	}
	r := o.Range()
	if r.Empty() {
		return nil
	}
	left := o.Limit
	emit := func(key string, value []byte) bool {
		left--
		return visit(key, value) && left != 0
	}
	run, opaque := c.work.overlay(r)
	under := func(visit func(key string, value []byte) bool) error {
		return c.reader.List(c.options.Object, r, visit)
	}
	if opaque {
		under = nil
	}
	return Overlay(r, run, under, emit)
}

// Overlay visits what list visits of a range as a run of writes changes it, which is in the range's order too. A nil list
// visits nothing.
func Overlay(r Range, run []Write, list func(visit func(key string, value []byte) bool) error, visit func(key string, value []byte) bool) error {
	going := true
	// upTo visits the writes in front of a key and reports whether one is of the key itself.
	upTo := func(key string) bool {
		for going && len(run) > 0 && r.Precedes(run[0].Key, key) {
			if w := run[0]; w.Value != nil {
				going = visit(w.Key, w.Value)
			}
			run = run[1:]
		}
		return len(run) > 0 && run[0].Key == key
	}
	if list != nil {
		err := list(func(key string, value []byte) bool {
			if overwritten := upTo(key); going && !overwritten {
				going = visit(key, value)
			}
			return going
		})
		if err != nil {
			return err
		}
	}
	for ; going && len(run) > 0; run = run[1:] {
		if w := run[0]; w.Value != nil {
			going = visit(w.Key, w.Value)
		}
	}
	return nil
}
