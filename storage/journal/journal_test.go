package journal_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dodev/dodev/storage/journal"
)

// entry appends records of the owner, and a patch if it has a path.
type entry struct {
	texts  []string
	path   string
	guard  string
	offset int64
	data   string
	refuse error
	done   chan error
}

func (e *entry) Append(group []byte) ([]byte, error) {
	for _, text := range e.texts {
		to, at := journal.Begin(group)
		group = journal.End(append(to, text...), at)
	}
	if e.path != "" {
		to, at := journal.BeginPatch(group, e.path, guard(e.guard), e.offset)
		group = journal.End(append(to, e.data...), at)
	}
	return group, e.refuse
}

func (e *entry) Done(err error) { e.done <- err }

func guard(text string) (g [journal.GuardSize]byte) {
	copy(g[:], text)
	return g
}

func add(j *journal.Journal, e *entry) error {
	e.done = make(chan error, 1)
	j.Add(e)
	return <-e.done
}

func mustAdd(t *testing.T, j *journal.Journal, texts ...string) {
	t.Helper()
	if err := add(j, &entry{texts: texts}); err != nil {
		t.Fatal(err)
	}
}

// crashed answers what a process finds after the one that wrote to path was killed.
func crashed(t *testing.T, path string) []string {
	t.Helper()
	var found []string
	kept := false
	err := journal.Open(journal.Options{Path: path}).Recover(
		func(record []byte) error { found = append(found, string(record)); return nil },
		func() error { kept = true; return nil },
	)
	if err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(path + "*"); len(left) > 0 || len(found) > 0 && !kept {
		t.Errorf("%v is left, records were kept: %v", left, kept)
	}
	return found
}

func TestRecords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j := journal.Open(journal.Options{Path: path})
	mustAdd(t, j, "a", "")
	mustAdd(t, j)
	refusal := errors.New("no")
	if err := add(j, &entry{texts: []string{"x"}, refuse: refusal}); err != refusal {
		t.Errorf("a refused entry ended with %v", err)
	}
	long := strings.Repeat("b", 1<<20)
	mustAdd(t, j, long)
	if got, want := crashed(t, path), []string{"a", "", long}; !slices.Equal(got, want) {
		t.Errorf("got %d records, want %d", len(got), len(want))
	}
	if got := crashed(t, path); got != nil {
		t.Errorf("%d records are found twice", len(got))
	}
}

func TestDamagedEnd(t *testing.T) {
	for _, test := range []struct {
		name   string
		damage func(data []byte) []byte
		want   []string
	}{
		{"none", func(data []byte) []byte { return data }, []string{"first", "second", "third"}},
		{"the last group is cut off", func(data []byte) []byte { return data[:strings.Index(string(data), "third")+2] }, []string{"first", "second"}},
		{"a byte of the last is another", func(data []byte) []byte {
			data[strings.Index(string(data), "third")] ^= 1
			return data
		}, []string{"first", "second"}},
		{"a byte of the first is another", func(data []byte) []byte { data[3] ^= 1; return data }, nil},
		{"empty", func([]byte) []byte { return nil }, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "journal")
			j := journal.Open(journal.Options{Path: path})
			for _, text := range []string{"first", "second", "third"} {
				mustAdd(t, j, text)
			}
			data, err := os.ReadFile(path + ".0")
			if err == nil {
				err = os.WriteFile(path+".0", test.damage(data), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := crashed(t, path); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestPatches(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "journal")
	j := journal.Open(journal.Options{Path: path})
	head := guard("head of a log")
	file := func(name string, content ...byte) {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	file("log", head[:]...)
	file("new", slices.Concat([]byte("another head"), make([]byte, 30), []byte("kept"))...)
	for _, name := range []string{"log", "new", "gone"} {
		for i, data := range []string{"one ", "two ", "three"} {
			if err := add(j, &entry{path: name, guard: "head of a log", offset: int64(len(head) + 4*i), data: data}); err != nil {
				t.Fatal(err)
			}
		}
	}
	crashed(t, path)
	for name, want := range map[string]string{"log": "one two three", "new": "kept"} {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || !strings.HasSuffix(string(got), "\x00"+want) {
			t.Errorf("%s is %q, %v; want %q at its end", name, got, err, want)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "gone")); err == nil {
		t.Error("a file that was gone is back")
	}
}

// TestTurns has the files take turns, and finds after each what has not been saved.
func TestTurns(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j := journal.Open(journal.Options{Path: path})
	saves := make(chan chan error)
	j.OnTurn(func() error {
		answer := make(chan error)
		saves <- answer
		return <-answer
	})
	mustAdd(t, j, "1")
	mustAdd(t, j, "2")
	j.Turn()
	mustAdd(t, j, "3")
	first := <-saves
	mustAdd(t, j, "4") // while what is in the first file is being saved
	j.Turn()
	late := &entry{texts: []string{"5"}, done: make(chan error, 1)}
	j.Add(late)
	first <- errors.New("no room")
	again := <-saves // by the writer, which has nowhere else to go
	select {
	case err := <-late.done:
		t.Fatalf("the first file is used again before it is saved: %v", err)
	default:
	}
	again <- errors.New("no room")
	if err := <-late.done; err == nil || !strings.Contains(err.Error(), "no room") {
		t.Errorf("with nowhere to go an entry ends with %v", err)
	}
	j.Add(late)
	close(<-saves)
	if err := <-late.done; err != nil {
		t.Error(err)
	}
	close(<-saves)
	if got, want := crashed(t, path), []string{"3", "4", "5"}; !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

func TestClose(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	created := 0
	j := journal.Open(journal.Options{Path: path, Create: func() error {
		if created++; created == 1 {
			return errors.New("no folder")
		}
		return nil
	}})
	saved := false
	j.OnTurn(func() error { saved = true; return nil })
	if err := add(j, &entry{texts: []string{"a"}}); err == nil {
		t.Error("an entry is durable without a file")
	}
	for i := range 3 {
		mustAdd(t, j, fmt.Sprint(i))
	}
	for range 2 {
		if err := j.Close(); err != nil {
			t.Error(err)
		}
	}
	if left, _ := filepath.Glob(path + "*"); len(left) > 0 || !saved || created != 2 {
		t.Errorf("%v is left, saved %v, created %d times", left, saved, created)
	}
	if err := add(j, &entry{texts: []string{"late"}}); err != journal.ErrClosed {
		t.Errorf("an entry after the end: %v", err)
	}
}

// TestOlderGoesFirst has one of the files stay. If it were the older one alone it would be taken in once more, without what
// came after it.
func TestOlderGoesFirst(t *testing.T) {
	for older := range 2 {
		path := filepath.Join(t.TempDir(), "journal")
		name := func(n int) string { return fmt.Sprintf("%s.%d", path, n) }
		keep := func() error { // in place of the file there is what cannot be removed
			return errors.Join(os.Remove(name(older)), os.MkdirAll(filepath.Join(name(older), "full"), 0o700))
		}
		written := func() *journal.Journal {
			j := journal.Open(journal.Options{Path: path})
			mustAdd(t, j, "0")
			for range older + 1 {
				j.Turn()
				mustAdd(t, j, "1")
			}
			return j
		}
		check := func(title string, err error) {
			t.Helper()
			if _, newer := os.Stat(name(1 - older)); err == nil || newer != nil {
				t.Errorf("%s: ended with %v, and of the newer file %v", title, err, newer)
			}
			if err := os.RemoveAll(name(older)); err != nil {
				t.Fatal(err)
			}
		}
		j := written()
		err := journal.Open(journal.Options{Path: path}).Recover(func([]byte) error { return nil }, keep)
		check("recover", err)
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		j = written()
		if err := keep(); err != nil {
			t.Fatal(err)
		}
		check("close", j.Close())
	}
}
