package storagetest

import (
	"maps"
	"slices"
	"strings"

	"github.com/dodev/dodev/storage"
)

// state is everything an object stores.
type state struct {
	pairs map[string]string
	alarm storage.Alarm
}

func (s state) clone() state { return state{maps.Clone(s.pairs), s.alarm} }

// model is what a cache should behave like, at any cost.
type model struct {
	now     state
	stack   []state // as it was when each open transaction began
	flushed state   // as it was at the last flush
}

func newModel() *model {
	empty := state{pairs: map[string]string{}}
	return &model{now: empty.clone(), flushed: empty}
}

func (m *model) flush() {
	if len(m.stack) == 0 {
		m.flushed = m.now.clone()
	}
}

func (m *model) begin() { m.stack = append(m.stack, m.now.clone()) }

func (m *model) commit() { m.stack = m.stack[:len(m.stack)-1] }

func (m *model) rollback() {
	m.now = m.stack[len(m.stack)-1]
	m.commit()
}

func (m *model) discard() {
	m.now, m.stack = m.flushed.clone(), nil
}

func (m *model) delete(keys []string) (existed int) {
	for _, key := range keys {
		if _, ok := m.now.pairs[key]; ok {
			delete(m.now.pairs, key)
			existed++
		}
	}
	return existed
}

func (m *model) many(keys []string) []storage.Entry {
	var entries []storage.Entry
	for _, key := range slices.Sorted(maps.Keys(m.now.pairs)) {
		if slices.Contains(keys, key) {
			entries = append(entries, storage.Entry{Key: key, Value: []byte(m.now.pairs[key])})
		}
	}
	return entries
}

func (m *model) list(o storage.ListOptions) []storage.Entry {
	var entries []storage.Entry
	keys := slices.Sorted(maps.Keys(m.now.pairs))
	if o.Reverse {
		slices.Reverse(keys)
	}
	for _, key := range keys {
		if key < o.Start || o.StartAfter != nil && key <= *o.StartAfter ||
			o.End != nil && key >= *o.End || !strings.HasPrefix(key, o.Prefix) {
			continue
		}
		if o.Limit > 0 && len(entries) == o.Limit {
			break
		}
		entries = append(entries, storage.Entry{Key: key, Value: []byte(m.now.pairs[key])})
	}
	return entries
}
