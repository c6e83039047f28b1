package vfs

import (
	"fmt"
	"strings"
	"testing"
)

// fixture has a file f, a directory d with a file x, an empty directory e, and links to f, d and nowhere.
func fixture(t *testing.T) *FS {
	t.Helper()
	fs := New(func(int) *File { return NewDevice(Device{Stream: true}) },
		Folder{"bundle", Fixed(func(yield func(string, []byte) bool) { yield("src/worker.js", []byte("export")) })},
		Folder{"tmp", Standing(func() func() *Directory {
			d := NewDirectory()
			return func() *Directory { return d }
		}())},
		Folder{"dev", Devices(func(b []byte) {
			for n := range b {
				b[n] = 9
			}
		})})
	write := func(path, text string) {
		if _, err := fs.WriteFile(path, []byte(text), false, false); err != nil {
			t.Fatal(err)
		}
	}
	write("/tmp/f", "F")
	for _, d := range []string{"/tmp/d", "/tmp/e"} {
		if _, err := fs.Mkdir(d, false); err != nil {
			t.Fatal(err)
		}
	}
	write("/tmp/d/x", "X")
	for name, target := range map[string]string{"lf": "/tmp/f", "ld": "/tmp/d", "ln": "/tmp/none"} {
		if err := fs.Link("/tmp/"+name, ParsePath(target), true); err != nil {
			t.Fatal(err)
		}
	}
	return fs
}

// told is an error with what it tells besides its message.
func told(err error) string {
	if e, ok := err.(*Error); ok {
		return fmt.Sprintf("%s %s %q: %s", e.Code, e.Syscall, e.Path, e.Message)
	}
	return fmt.Sprint(err)
}

func TestOperations(t *testing.T) {
	read := func(fs *FS, path string) string {
		b, err := fs.ReadFile(ParsePath(path), "readAll")
		if err != nil {
			return told(err)
		}
		return string(b)
	}
	for _, c := range []struct {
		name string
		do   func(fs *FS) error
		path string // whose bytes are looked at afterwards
		want string
	}{
		{"write", func(fs *FS) error { _, err := fs.WriteFile("/tmp/n", []byte("N"), false, false); return err }, "/tmp/n", "<nil> N"},
		{"append", func(fs *FS) error { _, err := fs.WriteFile("/tmp/f", []byte("G"), true, false); return err }, "/tmp/f", "<nil> FG"},
		{"exclusive", func(fs *FS) error { _, err := fs.WriteFile("/tmp/f", nil, false, true); return err }, "/tmp/f", `EEXIST writeAll "": file already exists F`},
		{"write through a link", func(fs *FS) error { _, err := fs.WriteFile("/tmp/ld/x", []byte("Y"), false, false); return err }, "/tmp/d/x", "<nil> Y"},
		{"write into the bundle", func(fs *FS) error { _, err := fs.WriteFile("/bundle/src/worker.js", nil, false, false); return err }, "/bundle/src/worker.js", `EPERM writeAll "": operation not permitted export`},
		{"rename over a file", func(fs *FS) error { return fs.Rename("/tmp/d/x", "/tmp/f") }, "/tmp/f", "<nil> X"},
		{"rename into itself", func(fs *FS) error { return fs.Rename("/tmp/d", "/tmp/d/y") }, "/tmp/d/x", `EINVAL rename "": invalid argument X`},
		{"rename over a full directory", func(fs *FS) error { return fs.Rename("/tmp/e", "/tmp/d") }, "/tmp/d/x", `ENOTEMPTY rename "": directory not empty X`},
		{"rename over an empty directory", func(fs *FS) error { return fs.Rename("/tmp/d", "/tmp/e") }, "/tmp/e/x", "<nil> X"},
		{"copy what is not there", func(fs *FS) error { return fs.Copy("/tmp/ln", "/tmp/f") }, "/tmp/f", `ENOENT copy "/tmp/ln": no such file or directory, copy '/tmp/ln' F`},
		{"copy a tree", func(fs *FS) error {
			return fs.CopyTree("/tmp/d", "/tmp/a/b", CopyOptions{Recursive: true, Force: true})
		}, "/tmp/a/b/x", "<nil> X"},
		{"copy a tree into a link to itself", func(fs *FS) error {
			return fs.CopyTree("/tmp/d", "/tmp/ld/z", CopyOptions{Recursive: true, Force: true})
		}, "/tmp/d/z/x", "<nil> X"},
		{"link to a directory", func(fs *FS) error { return fs.Link("/tmp/h", ParsePath("/tmp/d"), false) }, "/tmp/f", `EPERM link "": Cannot hardlink to a directory F`},
		{"remove a full directory", func(fs *FS) error { return fs.Remove("/tmp/d", false, false) }, "/tmp/d/x", `ENOTEMPTY rm "d": directory not empty, rm 'd' X`},
		{"remove no name", func(fs *FS) error { return fs.Remove("/tmp/d/", false, false) }, "/tmp/d/x", "invalid path component X"},
		{"unlink", func(fs *FS) error { return fs.Unlink("/tmp/f") }, "/tmp/f", `<nil> ENOENT readAll "/tmp/f": no such file or directory, readAll '/tmp/f'`},
		{"grow", func(fs *FS) error { return fs.Truncate(ParsePath("/tmp/f"), 3) }, "/tmp/f", "<nil> F\x00\x00"},
		{"grow too far", func(fs *FS) error { return fs.Truncate(ParsePath("/tmp/f"), MaxSize+1) }, "/tmp/f", `EPERM ftruncate "": File size limit exceeded F`},
		{"shrink and grow", func(fs *FS) error {
			_ = fs.Truncate(ParsePath("/tmp/f"), 0)
			return fs.Truncate(ParsePath("/tmp/f"), 1)
		}, "/tmp/f", "<nil> \x00"},
		{"make under a file", func(fs *FS) error { _, err := fs.Mkdir("/tmp/f/g", true); return err }, "/tmp/f", `ENOTDIR mkdir "": not a directory F`},
	} {
		t.Run(c.name, func(t *testing.T) {
			fs := fixture(t)
			if got := told(c.do(fs)) + " " + read(fs, c.path); got != c.want {
				t.Errorf("got %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestDescriptors(t *testing.T) {
	fs := fixture(t)
	fd, err := fs.Open("/tmp/f", OpenOptions{Read: true, Write: true})
	if err != nil || fd != 3 {
		t.Fatalf("Open: got %d, %v, want 3", fd, err)
	}
	b := make([]byte, 4)
	for _, step := range []struct {
		name string
		do   func() (int, error)
		want string
	}{
		{"write at the position", func() (int, error) { return fs.Write(fd, [][]byte{[]byte("ab"), []byte("c")}, Current) }, "3 <nil>"},
		{"read at the end", func() (int, error) { return fs.Read(fd, [][]byte{b}, Current) }, "0 <nil>"},
		{"read elsewhere", func() (int, error) { return fs.Read(fd, [][]byte{b[:1], b[1:]}, 0) }, "3 <nil>"},
		{"beyond all files", func() (int, error) { return fs.Read(fd, [][]byte{b}, maxPosition+1) }, `0 EINVAL read "": position out of range`},
		{"a closed one", func() (int, error) { fs.Close(fd); return fs.Read(fd, [][]byte{b}, 0) }, `0 EBADF read "": bad file descriptor`},
		{"the next number", func() (int, error) { return fs.Open("/dev/random", OpenOptions{Read: true}) }, "4 <nil>"},
		{"a device", func() (int, error) { return fs.Read(4, [][]byte{b}, Current) }, "4 <nil>"},
		{"a directory", func() (int, error) { return fs.Open("/tmp", OpenOptions{Write: true}) }, `0 EISDIR open "/tmp": illegal operation on a directory, open '/tmp'`},
	} {
		n, err := step.do()
		if got := fmt.Sprintf("%d %s", n, told(err)); got != step.want {
			t.Errorf("%s: got %s, want %s", step.name, got, step.want)
		}
	}
	if string(b) != "\t\t\t\t" {
		t.Errorf("random: got %q", b)
	}
}

func TestList(t *testing.T) {
	fs := fixture(t)
	if err := fs.Unlink("/tmp/f"); err != nil { // the last takes its place
		t.Fatal(err)
	}
	if _, err := fs.WriteFile("/tmp/last", nil, false, false); err != nil {
		t.Fatal(err)
	}
	entries, err := fs.List(ParsePath("/tmp"), false)
	if err != nil {
		t.Fatal(err)
	}
	if first, last := entries[0].Name, entries[len(entries)-1].Name; !strings.HasPrefix(first, "l") || first == "last" || last != "last" {
		t.Errorf("got %s first and %s last", first, last)
	}
	if err := fs.Link("/tmp/d/up", ParsePath("/tmp/ld"), true); err != nil {
		t.Fatal(err)
	}
	if err := fs.Link("/tmp/d/up2", ParsePath("/tmp/d/up2"), true); err != nil {
		t.Fatal(err)
	}
	if _, err = fs.List(ParsePath("/tmp"), true); told(err) != `ELOOP readdir "": symlink depth exceeded` {
		t.Errorf("a link within what it leads to: got %s", told(err))
	}
}
