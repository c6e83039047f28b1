package storagetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dodev/dodev/storage"
)

// Opener opens the storage in a folder, which is the test's alone: an empty one
// at first, later perhaps again with what has been closed there.
type Opener func(t testing.TB, dir string) storage.Backend

// Run tests a backend against the contract. The seeds of its random walks can
// be chosen: see [Seeds].
func Run(t *testing.T, open Opener) {
	for _, test := range []struct {
		name string
		run  func(t *testing.T, s *store)
	}{
		{"EmptyAnswersNothing", testEmpty},
		{"ReadsWhatWasWritten", testReadWrite},
		{"KeepsOddKeys", testKeys},
		{"ListsRanges", testList},
		{"ListsLongKeysInOrder", testLongKeys},
		{"ReadsManyInOrder", testReadMany},
		{"AppliesDeleteAllFirst", testDeleteAll},
		{"KeepsObjectsApart", testApart},
		{"KeepsAlarms", testAlarms},
		{"KeepsNames", testNames},
		{"ListsObjects", testObjects},
		{"SurvivesReopening", testReopen},
		{"RefusesAfterFailure", testRefused},
		{"ReportsInOrder", testOrder},
		{"TakesManyWriters", testWriters},
		{"ClosesWithWorkQueued", testClose},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := &store{t: t, open: open, dir: t.TempDir()}
			s.Backend = open(t, s.dir)
			t.Cleanup(func() {
				if err := s.Close(); err != nil {
					t.Errorf("Close: %v", err)
				}
			})
			test.run(t, s)
		})
	}
	t.Run("MatchesModel", func(t *testing.T) {
		for _, seed := range Seeds(t) {
			t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) { walk(t, open, seed) })
		}
	})
}

// store is a backend under test.
type store struct {
	storage.Backend
	t    *testing.T
	open Opener
	dir  string
}

func (s *store) reopen() {
	s.t.Helper()
	if err := s.Close(); err != nil {
		s.t.Fatalf("Close: %v", err)
	}
	s.Backend = s.open(s.t, s.dir)
}

// start commits without waiting.
func (s *store) start(b *storage.Batch) <-chan error {
	done := make(chan error, 1)
	s.Commit(b, func(err error) { done <- err })
	return done
}

func (s *store) commit(b *storage.Batch) {
	s.t.Helper()
	if err := <-s.start(b); err != nil {
		s.t.Fatalf("commit: %v", err)
	}
}

// put commits pairs given as key, value, key, value.
func (s *store) put(o storage.Object, pairs ...string) {
	s.t.Helper()
	b := &storage.Batch{Object: o}
	for i := 0; i < len(pairs); i += 2 {
		b.Writes = append(b.Writes, storage.Write{Key: pairs[i], Value: []byte(pairs[i+1])})
	}
	slices.SortFunc(b.Writes, func(a, b storage.Write) int { return strings.Compare(a.Key, b.Key) })
	s.commit(b)
}

// want checks one key; nil wants it absent.
func (s *store) want(o storage.Object, key string, want []byte) {
	s.t.Helper()
	got, found, err := s.Read(o, key)
	if err != nil || found != (want != nil) || string(got) != string(want) {
		s.t.Errorf("Read(%s) = %s, %v, %v, want %s", short(key), short(string(got)), found, err, short(string(want)))
	}
}

func (s *store) keys(o storage.Object, r storage.Range) []string {
	s.t.Helper()
	keys := []string{}
	err := s.List(o, r, func(key string, _ []byte) bool {
		keys = append(keys, key)
		return true
	})
	if err != nil {
		s.t.Fatalf("List(%+v): %v", r, err)
	}
	return keys
}

// object answers one of a few objects: ids that sort by n and differ at the end.
func object(namespace string, n byte) storage.Object {
	o := storage.Object{Namespace: namespace}
	o.ID[0], o.ID[31] = 0xff, n
	return o
}

// short abbreviates a key or value for a failure line.
func short(s string) string {
	if len(s) > 40 {
		return fmt.Sprintf("%q... (%d bytes)", s[:16], len(s))
	}
	return fmt.Sprintf("%q", s)
}

func shortAll(keys []string) []string {
	all := make([]string, len(keys))
	for i, key := range keys {
		all[i] = short(key)
	}
	return all
}
