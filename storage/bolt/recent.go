package bolt

import (
	"maps"
	"slices"
	"sort"
	"sync"

	"github.com/dodev/dodev/storage"
)

// How much the layers above the file may hold before they are written to it. A page of the file is written whole for one
// change in it, so a file of many pages has more changes gather.
const (
	mostChanges = 8 << 10 // keys and objects, of a small file
	mostBytes   = 4 << 20
	perChange   = 512 // bytes of a larger one
	mostGrowth  = 8   // times what a small one may
)

// growth is how many times as much as above a small file may gather above one of a size.
func growth(size int64) int { return int(min(max(size/(mostChanges*perChange), 1), mostGrowth)) }

// recent is what was committed and is not in the file yet, by object. A layer that is being written to it stays
// beneath the one that takes what comes meanwhile.
type recent struct {
	mu     sync.RWMutex
	top    map[storage.Object]*changes
	frozen map[storage.Object]*changes // nil if there is none
	count  int                         // of the top's
	bytes  int
	growth int // of the file; 0 is that of a small one
}

// changes is what becomes of an object.
type changes struct {
	hides        bool // every pair that is not among the writes is gone
	writes       map[string][]byte
	keys         []string // of the writes, sorted; nil when that has to be done anew
	alarm        storage.Alarm
	alarmChanged bool
	name         storage.Name
	nameChanged  bool
	place        storage.Place // Here says nothing new
}

// ordered answers the keys of the writes.
func (c *changes) ordered() []string {
	if c.keys == nil {
		c.keys = slices.Sorted(maps.Keys(c.writes))
	}
	return c.keys
}

// drop forgets every pair.
func (c *changes) drop() { c.hides, c.writes, c.keys = true, nil, nil }

// take adds a batch that the journal has.
func (db *DB) take(b *storage.Batch) error {
	if db.recent.add(b) {
		db.journal.Turn()
	}
	shrinks := b.DeleteAll || b.Place == storage.MovedEmpty || b.AlarmChanged && !b.Alarm.Set ||
		slices.ContainsFunc(b.Writes, func(w storage.Write) bool { return w.Value == nil })
	name := b.Name
	if shrinks {
		holds, err := db.holds(b.Object)
		switch {
		case err != nil:
			return err
		case !holds:
			name = storage.Name{}
		case !name.Known:
			return nil
		}
	} else if !name.Known {
		return nil
	}
	db.recent.mu.Lock()
	defer db.recent.mu.Unlock()
	c := db.recent.of(b.Object)
	c.name, c.nameChanged = name, true
	return nil
}

// holds answers whether the object has anything that its name is kept for.
func (db *DB) holds(obj storage.Object) (holds bool, err error) {
	a, err := db.Alarm(obj)
	if err != nil || a.Set {
		return a.Set, err
	}
	if p, err := db.Place(obj); err != nil || p == storage.Moved {
		return true, err
	}
	err = db.List(obj, storage.ListOptions{}.Range(), func(string, []byte) bool {
		holds = true
		return false
	})
	return holds, err
}

// add applies a batch but for the name, and reports whether there are many changes now.
func (r *recent) add(b *storage.Batch) (many bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	c := r.of(b.Object)
	if b.DeleteAll || b.Place != storage.Here {
		c.drop()
	}
	if b.Place != storage.Here {
		c.place = b.Place
	}
	for _, w := range b.Writes {
		if c.writes == nil {
			c.writes = map[string][]byte{}
		}
		old, known := c.writes[w.Key]
		if !known {
			c.keys = nil
			r.count++
			r.bytes += len(w.Key)
		}
		var value []byte
		if w.Value != nil {
			value = append([]byte{}, w.Value...)
		}
		r.bytes += len(value) - len(old)
		c.writes[w.Key] = value
	}
	if b.AlarmChanged {
		c.alarm, c.alarmChanged = b.Alarm, true
	}
	times := max(r.growth, 1)
	return r.count > times*mostChanges || r.bytes > times*mostBytes
}

// of answers what the top layer has of an object. mu is held.
func (r *recent) of(obj storage.Object) *changes {
	c := r.top[obj]
	if c == nil {
		c = new(changes)
		r.top[obj] = c
		r.count++
	}
	return c
}

// freeze answers the layer to be written next, or nil if there is nothing.
func (r *recent) freeze() map[storage.Object]*changes {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.frozen == nil && len(r.top) > 0 {
		r.frozen, r.top = r.top, map[storage.Object]*changes{}
		r.count, r.bytes = 0, 0
	}
	return r.frozen
}

// thaw forgets the layer, which has been written to a file that has a size now.
func (r *recent) thaw(size int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.frozen, r.growth = nil, growth(size)
}

// layers answers what there is of an object, the newest first. mu is held.
func (r *recent) layers(obj storage.Object) [2]*changes {
	return [2]*changes{r.top[obj], r.frozen[obj]}
}

// has answers whether there is anything of an object.
func (r *recent) has(obj storage.Object) bool {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.layers(obj) != [2]*changes{}
}

// find answers a copy of the newest changes of an object that are to the point, or nil.
func (r *recent) find(obj storage.Object, point func(*changes) bool) *changes {
	r.mu.RLock()
	defer r.mu.RUnlock()
	for _, c := range r.layers(obj) {
		if c != nil && point(c) {
			found := *c
			return &found
		}
	}
	return nil
}

// read answers what has become of a key; nil says that it is gone.
func (r *recent) read(obj storage.Object, key string) (value []byte, known bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	for _, c := range r.layers(obj) {
		if c == nil {
			continue
		}
		if value, known := c.writes[key]; known {
			if value != nil {
				value = append([]byte{}, value...)
			}
			return value, true
		}
		if c.hides {
			return nil, true
		}
	}
	return nil, false
}

// list answers the writes within a range, in its order, and whether nothing beneath them counts.
func (r *recent) list(obj storage.Object, within storage.Range) (run []storage.Write, hides bool) {
	r.mu.Lock() // keys may have to be sorted
	defer r.mu.Unlock()
	for _, c := range r.layers(obj) {
		if c == nil {
			continue
		}
		run = storage.Overlaid(run, c.run(within))
		if c.hides {
			hides = true
			break
		}
	}
	if within.Reverse {
		slices.Reverse(run)
	}
	return run, hides
}

// run answers the writes within a range, ascending.
func (c *changes) run(r storage.Range) []storage.Write {
	keys := c.ordered()
	first := sort.Search(len(keys), func(i int) bool { return !r.Before(keys[i]) })
	var run []storage.Write
	for _, key := range keys[first:] {
		if r.Behind(key) {
			break
		}
		run = append(run, storage.Write{Key: key, Value: c.writes[key]})
	}
	return run
}
