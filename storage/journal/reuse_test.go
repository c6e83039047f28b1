package journal

import (
	"os"
	"path/filepath"
	"testing"
)

// note is an entry that says something.
type note struct {
	text string
	done chan error
}

func (n *note) Append(group []byte) ([]byte, error) {
	to, at := Begin(group)
	return End(append(to, n.text...), at), nil
}

func (n *note) Done(err error) { n.done <- err }

// TestReuse looks at a file that is used again before it is written: of a first group that a power failure tears, what it
// begins with may be missing, and what stood there must not be taken for all that it had.
func TestReuse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j := Open(Options{Path: path})
	add := func(text string) {
		t.Helper()
		n := &note{text, make(chan error, 1)}
		j.Add(n)
		if err := <-n.done; err != nil {
			t.Fatal(err)
		}
	}
	add("k is 1")
	add("k is 2")
	j.Turn()
	add("other")
	if err := j.change(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path + ".0")
	if err != nil {
		t.Fatal(err)
	}
	if generation, records, _ := unseal(data); records != nil {
		t.Errorf("it still begins with %q of generation %d", records, generation)
	}
	add("k is 3")
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
}
