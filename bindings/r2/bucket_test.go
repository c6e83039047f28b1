package r2

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/storage/bolt"
)

func openBucket(t *testing.T, dir string) *Bucket {
	t.Helper()
	shelf := bolt.NewShelf(bolt.Options{Path: filepath.Join(dir, "bindings.db")})
	t.Cleanup(func() { _ = shelf.Close() }) // some tests close it themselves
	return Open(shelf, filepath.Join(dir, "r2"), "files", host.System())
}

func put(t *testing.T, b *Bucket, key, text string) *Object {
	t.Helper()
	o, err := b.Put(key, strings.NewReader(text), int64(len(text)), Put{})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// files counts the files that the bucket has on disk.
func files(t *testing.T, b *Bucket) int {
	t.Helper()
	list, err := os.ReadDir(b.blobs.folder)
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}

// TestFiles: a file goes with its record, but not while somebody reads it.
func TestFiles(t *testing.T) {
	b := openBucket(t, t.TempDir())
	put(t, b, "a", "one")
	whole := func(int64) *Range { return nil }
	got, err := b.Get("a", nil, whole)
	if err != nil {
		t.Fatal(err)
	}
	put(t, b, "a", "two")
	if n := files(t, b); n != 2 {
		t.Errorf("%d files while the old one is read, want 2", n)
	}
	if text, err := io.ReadAll(got.Body); err != nil || string(text) != "one" {
		t.Errorf("read %q, %v", text, err)
	}
	if err := got.Body.Close(); err != nil {
		t.Error(err)
	}
	if n := files(t, b); n != 1 {
		t.Errorf("%d files after it was read, want 1", n)
	}
	if _, err := b.Put("a", strings.NewReader("abc"), 3, Put{Checksums: map[string][]byte{"md5": make([]byte, 16)}}); err == nil {
		t.Error("a wrong checksum was taken")
	}
	if _, err := b.Put("a", strings.NewReader("ab"), 3, Put{}); err == nil {
		t.Error("a body that is too short was taken")
	}
	if o, err := b.Put("a", strings.NewReader("x"), 1, Put{When: &Condition{Matches: []ETag{{Value: "other"}}}}); o != nil || err != nil {
		t.Errorf("a put whose condition does not hold: %v, %v", o, err)
	}
	if n := files(t, b); n != 1 {
		t.Errorf("%d files after three that failed, want 1", n)
	}
	if err := b.Delete("a"); err != nil {
		t.Error(err)
	}
	if n := files(t, b); n != 0 {
		t.Errorf("%d files after the delete, want 0", n)
	}
}

// TestSweep: what a process leaves behind when it dies is removed by the next, and nothing else.
func TestSweep(t *testing.T) {
	dir := t.TempDir()
	b := openBucket(t, dir)
	put(t, b, "kept", "kept")
	id, err := b.CreateUpload("later", HTTP{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	etag, err := b.UploadPart("later", id, 1, strings.NewReader("part"), 4)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(b.blobs.folder, "orphan"), []byte("half of something"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := b.shelf.Close(); err != nil {
		t.Fatal(err)
	}

	b = openBucket(t, dir)
	put(t, b, "new", "new")
	if n := files(t, b); n != 3 {
		t.Errorf("%d files after the sweep, want those of two objects and one part", n)
	}
	if o, err := b.CompleteUpload("later", id, []Uploaded{{1, etag}}); err != nil || o.Size != 4 {
		t.Errorf("complete the upload of the last process: %v, %v", o, err)
	}
	page, err := b.List(List{})
	if err != nil || len(page.Objects) != 3 {
		t.Errorf("List: %v, %v", page, err)
	}
}

// TestReplacedWhileFound: an object that was found can be read, though it is replaced before its files are opened.
func TestReplacedWhileFound(t *testing.T) {
	b := openBucket(t, t.TempDir())
	o := put(t, b, "a", "one")
	var body *reading
	if err := b.blobs.look(func() error {
		b.blobs.remove(o.Parts)
		body = b.blobs.open(o.Parts, 0, o.Size)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(body); err != nil || string(text) != "one" {
		t.Errorf("read %q, %v", text, err)
	}
	if err := body.Close(); err != nil {
		t.Error(err)
	}
	if n := files(t, b); n != 0 {
		t.Errorf("%d files, want none", n)
	}
}

// TestFailedSweep: what keeps the first write from knowing which files are in use keeps the next one, too.
func TestFailedSweep(t *testing.T) {
	b := openBucket(t, t.TempDir())
	if err := b.update(func(objects, _ bolt.Section) error { return objects.Put([]byte("damaged"), []byte("{")) }); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := b.Put("a", strings.NewReader("x"), 1, Put{}); err == nil {
			t.Error("it was stored")
		}
	}
	if err := b.update(func(objects, _ bolt.Section) error { return objects.Delete([]byte("damaged")) }); err != nil {
		t.Fatal(err)
	}
	put(t, b, "a", "x")
}
